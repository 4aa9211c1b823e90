//! What is read of transfers, partings, certificates and companies beside single rows.

use crate::ids::Member;
use crate::issue::OriginKind;
use crate::ownership_store::{Source, ids};
use crate::register::{PartingState, TransferState};
use crate::rows::{Certificate, Holding, HoldingCompany, Instrument, Parting, ShareTransfer};
use kernel::Id;
use spending::rows::Mandate;
use store::{Arg, Fault, Reader, Tx};

/// Who holds something of it: pages by holder.
const HOLDERS: &str =
    "SELECT holder FROM holding WHERE community_id = $1 AND instrument_id = $2 AND holder > $3
    AND units > 0 ORDER BY holder LIMIT $4";

const CERTIFICATE_OF_LINE: &str = "SELECT id FROM certificate WHERE community_id = $1 AND instrument_id = $2
    AND holder = $3 AND line_number = $4";

const CERTIFICATES_OF: &str =
    "SELECT id FROM certificate WHERE community_id = $1 AND holder = $2 ORDER BY number DESC";

/// What somebody holds or has asked for, of what.
const INSTRUMENTS_OF: &str = "SELECT instrument_id FROM holding WHERE community_id = $1 AND holder = $2
    AND units + units_asked > 0 ORDER BY instrument_id";

/// The companies behind which somebody is counted: named in the newest version, or in the one that all confirmed last.
const COMPANIES_OF_OWNER: &str = "SELECT DISTINCT o.member FROM company_owner o
    JOIN holding_company c ON c.community_id = o.community_id AND c.member = o.member
    WHERE o.community_id = $1 AND o.owner = $2 AND (o.version = c.version OR o.version =
        (SELECT s.version FROM company_settled s WHERE s.community_id = o.community_id AND s.member = o.member)) ORDER BY o.member";

/// Who is named behind a company, in one version.
const OWNERS_NAMED: &str = "SELECT owner FROM company_owner
    WHERE community_id = $1 AND member = $2 AND version = $3 ORDER BY position";

/// What waits for somebody's own word: companies behind which they were named last.
const OWNER_ASKED: &str = "SELECT o.member FROM company_owner o
    JOIN holding_company c ON c.community_id = o.community_id AND c.member = o.member AND c.version = o.version
    WHERE o.community_id = $1 AND o.owner = $2 AND NOT EXISTS (SELECT 1 FROM company_owner_word w
        WHERE w.community_id = o.community_id AND w.member = o.member AND w.version = o.version AND w.owner = o.owner)
    ORDER BY o.member";

/// How many who were named last, or who stand for a company, say that it is not so.
const OWNERS_DENY: &str = "SELECT (SELECT COUNT(*) FROM holding_company c
    JOIN company_owner_word w ON w.community_id = c.community_id AND w.member = c.member AND w.version = c.version
    WHERE c.community_id = $1 AND w.word = 'denied')
    + (SELECT COUNT(*) FROM company_word WHERE community_id = $1 AND word = 'denied')";

/// Companies, with who stands behind them by their own word or by the company's: of the namings from the one on that all confirmed last. Nobody
/// for a company that says itself that it is not so.
const BEHIND_BY_OWN_WORD: &str = "SELECT DISTINCT o.member, o.owner FROM company_owner o
    LEFT JOIN company_settled s ON s.community_id = o.community_id AND s.member = o.member
    LEFT JOIN company_word c ON c.community_id = o.community_id AND c.member = o.member
    LEFT JOIN company_owner_word w ON w.community_id = o.community_id AND w.member = o.member AND w.version = o.version
        AND w.owner = o.owner
    WHERE o.community_id = $1 AND o.version >= COALESCE(s.version, 0) AND COALESCE(c.word, '') <> 'denied'
    AND (w.word = 'confirmed' OR c.version = o.version) ORDER BY 1, 2";

/// What somebody has said of being named, each time.
const WORDS_OF_OWNER: &str = "SELECT member, version FROM company_owner_word
    WHERE community_id = $1 AND owner = $2 ORDER BY member, version";

/// A community has few.
const COMPANIES: &str = "SELECT member FROM holding_company WHERE community_id = $1 ORDER BY member";

/// Whatever somebody sells, takes, or is named in.
const TRANSFERS_OF: &str = "SELECT id FROM share_transfer WHERE community_id = $1 AND seller = $2
    UNION SELECT id FROM share_transfer WHERE community_id = $1 AND taker = $2
    UNION SELECT id FROM share_transfer WHERE community_id = $1 AND named = $2";

/// What decisions have made for giving back capital of an instrument, the newest first.
const MANDATES_OF: &str =
    "SELECT mandate_id FROM capital_mandate WHERE community_id = $1 AND instrument_id = $2
    ORDER BY made_at_us DESC, mandate_id DESC LIMIT $3";

/// What somebody offers of an instrument and nobody has taken up.
const OPEN_OFFERS: &str = "SELECT id FROM share_transfer WHERE community_id = $1 AND seller = $2
    AND instrument_id = $3 AND state = 'offered' ORDER BY number";

/// Pages by number, newest first.
const TRANSFERS: &str = "SELECT id FROM share_transfer WHERE community_id = $1 AND state = $2 AND number < $3
    ORDER BY number DESC LIMIT $4";

/// Whatever leaves somebody, or was asked by them.
const PARTINGS_OF: &str = "SELECT id FROM parting WHERE community_id = $1 AND holder = $2
    UNION SELECT id FROM parting WHERE community_id = $1 AND asked_by = $2";

/// Pages by number, newest first.
const PARTINGS: &str = "SELECT id FROM parting WHERE community_id = $1 AND state = $2 AND number < $3
    ORDER BY number DESC LIMIT $4";

/// What waits for a treasurer or steward.
const TO_DECIDE: &str = "SELECT
    (SELECT COUNT(*) FROM share_transfer WHERE community_id = $1 AND state = 'taken'),
    (SELECT COUNT(*) FROM parting WHERE community_id = $1 AND state = 'asked')";

/// Instruments of which a new text of the risks waits for a second person. One row an instrument at most: there are few.
const RISKS_WAITING: &str = "SELECT instrument_id FROM instrument_risk_draft
    WHERE community_id = $1 AND is_open = 1 ORDER BY instrument_id";

/// What a holding came from up to a line of it, by kind.
const ORIGINS_UNTIL: &str = "SELECT origin_kind, CAST(SUM(change_units) AS BIGINT) FROM register_line
    WHERE community_id = $1 AND instrument_id = $2 AND holder = $3 AND number <= $4
    GROUP BY origin_kind HAVING SUM(change_units) <> 0 ORDER BY origin_kind";

/// Who is behind a company, in the newest version and in the one that all confirmed last.
const OWNERS_OF: &str = "SELECT o.owner, o.share_parts, o.whole_parts FROM company_owner o
    JOIN holding_company c ON c.community_id = o.community_id AND c.member = o.member
    WHERE o.community_id = $1 AND o.member = $2 AND (o.version = c.version OR o.version =
        (SELECT s.version FROM company_settled s WHERE s.community_id = o.community_id AND s.member = o.member)) ORDER BY o.version, o.position";

/// The same of every company: a community has few.
const OWNERS_OF_ALL: &str = "SELECT o.member, o.owner, o.share_parts, o.whole_parts FROM company_owner o
    JOIN holding_company c ON c.community_id = o.community_id AND c.member = o.member
    WHERE o.community_id = $1 AND (o.version = c.version OR o.version =
        (SELECT s.version FROM company_settled s WHERE s.community_id = o.community_id AND s.member = o.member))
    ORDER BY o.member, o.version, o.position";

/// What somebody holds or has asked for, of each.
const HOLDINGS_OF: &str = "SELECT instrument_id, units + units_asked FROM holding
    WHERE community_id = $1 AND holder = $2 AND units + units_asked > 0 ORDER BY instrument_id";

/// What is counted beside holdings.
const SIDEWAYS: &str = "SELECT instrument_id, holder, units_through, units_offered FROM holding
    WHERE community_id = $1 AND (units_through <> 0 OR units_offered <> 0) ORDER BY instrument_id, holder";

/// What is offered or leaves its holder.
const ON_THEIR_WAY: &str = "SELECT instrument_id, seller, units FROM share_transfer
    WHERE community_id = $1 AND state IN ('offered', 'taken')
    UNION ALL SELECT instrument_id, holder, units FROM parting WHERE community_id = $1 AND state = 'asked'";

/// Where the register and the community differ about who is behind a company.
const BEHIND_APART: &str = "SELECT o.member, o.owner FROM company_owner o
    JOIN holding_company c ON c.community_id = o.community_id AND c.member = o.member
    WHERE o.community_id = $1 AND (o.version = c.version OR o.version =
        (SELECT s.version FROM company_settled s WHERE s.community_id = o.community_id AND s.member = o.member)) AND NOT EXISTS (SELECT 1 FROM standing_behind b WHERE b.community_id = o.community_id
        AND b.company = o.member AND b.owner = o.owner AND b.stands = 1)
    UNION SELECT b.company, b.owner FROM standing_behind b
    WHERE b.community_id = $1 AND b.stands = 1 AND NOT EXISTS (SELECT 1 FROM company_owner o
        JOIN holding_company c ON c.community_id = o.community_id AND c.member = o.member
        WHERE o.community_id = b.community_id AND o.owner = b.owner AND o.member = b.company AND (o.version = c.version OR o.version =
        (SELECT s.version FROM company_settled s WHERE s.community_id = o.community_id AND s.member = o.member)))";

/// The exit that a document belongs to.
const PARTING_OF_FILE: &str = "SELECT parting_id FROM parting_file WHERE community_id = $1 AND file_id = $2
    ORDER BY parting_id LIMIT 1";

pub(crate) const STATEMENTS: &[&str] = &[
    PARTING_OF_FILE,
    HOLDERS,
    MANDATES_OF,
    CERTIFICATE_OF_LINE,
    CERTIFICATES_OF,
    INSTRUMENTS_OF,
    COMPANIES_OF_OWNER,
    COMPANIES,
    OWNERS_NAMED,
    OWNER_ASKED,
    OWNERS_DENY,
    BEHIND_BY_OWN_WORD,
    WORDS_OF_OWNER,
    TRANSFERS_OF,
    OPEN_OFFERS,
    TRANSFERS,
    PARTINGS_OF,
    PARTINGS,
    TO_DECIDE,
    RISKS_WAITING,
    ORIGINS_UNTIL,
    OWNERS_OF,
    OWNERS_OF_ALL,
    HOLDINGS_OF,
    SIDEWAYS,
    ON_THEIR_WAY,
    BEHIND_APART,
];

pub(crate) fn owners_of(
    reader: &mut Reader,
    community: i64,
    company: Id<Member>,
) -> Result<Vec<(Id<Member>, i64, i64)>, Fault> {
    reader.rows(OWNERS_OF, &[&community, &company])
}

/// A company, who is behind it, and their part.
pub(crate) type OwnerOf = (Id<Member>, Id<Member>, i64, i64);

pub(crate) fn owners_of_all(source: &mut impl ledger::Source, community: i64) -> Result<Vec<OwnerOf>, Fault> {
    source.rows(OWNERS_OF_ALL, &[&community])
}

pub(crate) fn holdings_of(
    reader: &mut Reader,
    community: i64,
    holder: Id<Member>,
) -> Result<Vec<(Id<Instrument>, i64)>, Fault> {
    reader.rows(HOLDINGS_OF, &[&community, &holder])
}

/// Instrument, holder, through companies, on offer or on their way out.
pub(crate) type Sideways = (Id<Instrument>, Id<Member>, i64, i64);

pub(crate) fn sideways(reader: &mut Reader, community: i64) -> Result<Vec<Sideways>, Fault> {
    reader.rows(SIDEWAYS, &[&community])
}

/// Instrument, holder, units.
pub(crate) type OnTheirWay = (Id<Instrument>, Id<Member>, i64);

pub(crate) fn on_their_way(reader: &mut Reader, community: i64) -> Result<Vec<OnTheirWay>, Fault> {
    reader.rows(ON_THEIR_WAY, &[&community])
}

/// A company, and who may stand behind it.
pub(crate) type Behind = (Id<Member>, Id<Member>);

pub(crate) fn behind_apart(reader: &mut Reader, community: i64) -> Result<Vec<Behind>, Fault> {
    reader.rows(BEHIND_APART, &[&community])
}

/// Holders in pages, by id.
pub(crate) fn holders_after(
    tx: &mut Tx,
    instrument: &Instrument,
    after: Option<Id<Member>>,
) -> Result<Vec<Id<Member>>, Fault> {
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    Ok(ids(tx.rows(HOLDERS, &[&instrument.community_id, &instrument.id, &after.as_str(), &HOLDERS_PAGE])?))
}

const HOLDERS_PAGE: i64 = 1_000;

pub(crate) fn certificate_of_line(tx: &mut Tx, held: &Holding) -> Result<Option<Id<Certificate>>, Fault> {
    let args: &[&dyn Arg] = &[&held.community_id, &held.instrument_id, &held.holder, &held.change_count];
    Ok(ids(tx.rows(CERTIFICATE_OF_LINE, args)?).into_iter().next())
}

pub(crate) fn certificates_of(
    reader: &mut Reader,
    community: i64,
    holder: Id<Member>,
) -> Result<Vec<Id<Certificate>>, Fault> {
    Ok(ids(reader.rows(CERTIFICATES_OF, &[&community, &holder])?))
}

pub(crate) fn instruments_of_holder(
    tx: &mut Tx,
    community: i64,
    holder: Id<Member>,
) -> Result<Vec<Id<Instrument>>, Fault> {
    Ok(ids(tx.rows(INSTRUMENTS_OF, &[&community, &holder])?))
}

pub(crate) fn companies_of_owner(
    source: &mut impl Source,
    community: i64,
    owner: Id<Member>,
) -> Result<Vec<Id<Member>>, Fault> {
    Ok(ids(source.listed(COMPANIES_OF_OWNER, &[&community, &owner])?))
}

/// Owners in the newest version of a company's.
pub(crate) fn owner_ids(
    source: &mut impl Source,
    company: &HoldingCompany,
) -> Result<Vec<Id<Member>>, Fault> {
    let args: &[&dyn Arg] = &[&company.community_id, &company.member, &company.version];
    Ok(ids(source.listed(OWNERS_NAMED, args)?))
}

pub(crate) fn owner_asked(
    reader: &mut Reader,
    community: i64,
    owner: Id<Member>,
) -> Result<Vec<Id<Member>>, Fault> {
    Ok(ids(reader.rows(OWNER_ASKED, &[&community, &owner])?))
}

pub(crate) fn owners_deny(reader: &mut Reader, community: i64) -> Result<i64, Fault> {
    Ok(reader.rows::<(i64,)>(OWNERS_DENY, &[&community])?.first().map_or(0, |row| row.0))
}

pub(crate) fn behind_by_own_word(
    source: &mut impl ledger::Source,
    community: i64,
) -> Result<Vec<Behind>, Fault> {
    source.rows(BEHIND_BY_OWN_WORD, &[&community])
}

/// As company and version.
pub(crate) fn words_of_owner(
    source: &mut impl Source,
    community: i64,
    owner: Id<Member>,
) -> Result<Vec<(Id<Member>, i64)>, Fault> {
    source.listed(WORDS_OF_OWNER, &[&community, &owner])
}

pub(crate) fn companies(reader: &mut Reader, community: i64) -> Result<Vec<Id<Member>>, Fault> {
    Ok(ids(reader.rows(COMPANIES, &[&community])?))
}

pub(crate) fn transfers_of(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<ShareTransfer>>, Fault> {
    Ok(ids(source.listed(TRANSFERS_OF, &[&community, &member])?))
}

pub(crate) fn open_offers(
    tx: &mut Tx,
    instrument: &Instrument,
    seller: Id<Member>,
) -> Result<Vec<Id<ShareTransfer>>, Fault> {
    Ok(ids(tx.rows(OPEN_OFFERS, &[&instrument.community_id, &seller, &instrument.id])?))
}

pub(crate) fn transfers(
    reader: &mut Reader,
    community: i64,
    state: TransferState,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<ShareTransfer>>, Fault> {
    Ok(ids(reader.rows(TRANSFERS, &[&community, &state, &below, &limit])?))
}

pub(crate) fn partings_of(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
) -> Result<Vec<Id<Parting>>, Fault> {
    Ok(ids(source.listed(PARTINGS_OF, &[&community, &member])?))
}

pub(crate) fn partings(
    reader: &mut Reader,
    community: i64,
    state: PartingState,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Parting>>, Fault> {
    Ok(ids(reader.rows(PARTINGS, &[&community, &state, &below, &limit])?))
}

pub(crate) fn risks_waiting(reader: &mut Reader, community: i64) -> Result<Vec<Id<Instrument>>, Fault> {
    let rows: Vec<(Id<Instrument>,)> = reader.rows(RISKS_WAITING, &[&community])?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// How many transfers and how many partings wait for a yes or no.
pub(crate) fn to_decide(reader: &mut Reader, community: i64) -> Result<(i64, i64), Fault> {
    Ok(reader.rows::<(i64, i64)>(TO_DECIDE, &[&community])?.first().copied().unwrap_or_default())
}

pub(crate) fn origins_until(reader: &mut Reader, row: &Certificate) -> Result<Vec<(OriginKind, i64)>, Fault> {
    reader.rows(ORIGINS_UNTIL, &[&row.community_id, &row.instrument_id, &row.holder, &row.line_number])
}

pub(crate) fn parting_of_file(
    source: &mut impl Source,
    community: i64,
    file: Id<files::rows::File>,
) -> Result<Option<Id<Parting>>, Fault> {
    let rows: Vec<(Id<Parting>,)> = source.listed(PARTING_OF_FILE, &[&community, &file])?;
    Ok(rows.first().map(|(id,)| *id))
}

/// As `MANDATES_OF`; whether they still permit anything is theirs to say.
pub(crate) fn mandates_of(
    reader: &mut Reader,
    community: i64,
    instrument: Id<Instrument>,
    limit: i64,
) -> Result<Vec<Id<Mandate>>, Fault> {
    Ok(ids(reader.rows(MANDATES_OF, &[&community, &instrument, &limit])?))
}
