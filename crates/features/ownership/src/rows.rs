//! Rows of instruments. Sums are minor units of the community's currency.
//!
//! Not a rule: it is what the database holds.

use crate::ids::Member;
use crate::instrument::InstrumentKind;
use crate::issue::OriginKind;
use crate::register::{Offer, Parted, PartingKind, PartingState, TransferState};
use crate::subscription::{Claim, SubscriptionState};
use crate::text_look::TextPlace;
use files::rows::File;
use kernel::{Currency, Id, Timestamp};
use spending::rows::{Expense, Mandate};
use store::{Passing, row};

store::stored_by_code!(
    InstrumentKind,
    OriginKind,
    SubscriptionState,
    TransferState,
    PartingKind,
    PartingState,
    OwnerWord,
    TextPlace
);

row! {
    /// Counts what people number.
    pub struct OwnershipCount in "ownership_count" {
        key community_id: i64;
        instrument_count: i64,
        subscription_count: i64,
        transfer_count: i64,
        parting_count: i64,
        certificate_count: i64,
        text_count: i64,
    }
}

row! {
    /// A text that reads like the promise of a return, and who let it pass. Of a place (`TextPlace`) and the hash of the text.
    pub struct TextLook in "text_look" {
        key community_id: i64, place: String, sha256: String;
        number: i64,
        words: String,
        asked_by: Id<Member>,
        asked_at_us: Timestamp,
        passed_by: Option<Id<Member>>,
        passed_at_us: Option<Timestamp>,
        reason: Option<String>,
    }
}

// What nobody has let pass goes with who handed it in.
impl Passing for TextLook {}

row! {
    pub struct Instrument in "instrument" {
        key community_id: i64, id: Id<Instrument>;
        number: i64,
        kind: InstrumentKind,
        name: String,
        /// Where the money goes.
        fund: i64,
        currency: Currency,
        /// Of one unit.
        price_minor: i64,
        /// In all, and of one holder.
        units_max: i64,
        units_each_max: i64,
        /// Asked for, their money not there yet.
        units_asked: i64,
        /// Paid for.
        units_issued: i64,
        /// What who takes part has, in words.
        terms: String,
        /// The newest.
        risk_version: i64,
        /// The proposal's id.
        decision: String,
        made_at_us: Timestamp,
        /// Put in by holders whose units are gone without money: it stays with the fund.
        capital_left_minor: i64,
        /// Whoever reads its terms or holds something new of it has been past probation for so long.
        probation_days: i64,
        /// Its units are for those who took part in a campaign.
        by_campaign: bool,
    }
}

impl Instrument {
    /// Neither asked for nor issued.
    pub fn units_left(&self) -> i64 {
        self.units_max - self.units_asked - self.units_issued
    }

    /// Of those, what anybody can have who does not come by way of a campaign.
    pub fn units_free(&self) -> i64 {
        if self.by_campaign { 0 } else { self.units_left() }
    }

    /// Its money was paid elsewhere, as a campaign of equity that is recorded here says: nothing of it was ever here.
    pub fn is_paid_elsewhere(&self) -> bool {
        self.by_campaign && self.kind == InstrumentKind::EquityRecord
    }

    /// Since when who is past probation may read its terms and hold something new of it, where that is asked now.
    pub fn full_since(&self, now: Timestamp) -> Timestamp {
        let days = u32::try_from(self.probation_days).unwrap_or(u32::MAX);
        now.minus(std::time::Duration::from_secs(86_400) * days)
    }
}

row! {
    /// A version of what can go wrong; never changed.
    pub struct InstrumentRisk in "instrument_risk" {
        key community_id: i64, instrument_id: Id<Instrument>, version: i64;
        words: String,
        /// What changed, and why; empty for the first, which the decision has.
        reason: String,
        /// None: the decision.
        written_by: Option<Id<Member>>,
        written_at_us: Timestamp,
        /// The second person; None: the decision, or from before one was asked for.
        agreed_by: Option<Id<Member>>,
    }
}

row! {
    /// The newest text of what can go wrong that somebody wrote; until a second person agrees, the version before stands.
    pub struct InstrumentRiskDraft in "instrument_risk_draft" {
        key community_id: i64, instrument_id: Id<Instrument>;
        /// Of those of this instrument, from 1: who agrees says which was read.
        number: i64,
        /// The version it was written from.
        from_version: i64,
        words: String,
        reason: String,
        written_by: Id<Member>,
        written_at_us: Timestamp,
        /// It waits.
        is_open: bool,
    }
}

row! {
    /// What a member asked for, and what came of it.
    pub struct Subscription in "subscription" {
        key community_id: i64, id: Id<Subscription>;
        number: i64,
        instrument_id: Id<Instrument>,
        member: Id<Member>,
        units: i64,
        amount_minor: i64,
        /// The version of the risks that the member has said to have read.
        risk_version: i64,
        state: SubscriptionState,
        asked_at_us: Timestamp,
        /// Who recorded the money or refused it; never the member.
        decided_by: Option<Id<Member>>,
        /// Also when the member withdrew it; none where it ended because the member was forgotten, for that leaves no time.
        decided_at_us: Option<Timestamp>,
        arrived_at_us: Option<Timestamp>,
        /// Of the bank.
        reference: String,
        /// Why it was refused.
        reason: String,
        entry: Option<i64>,
        /// Its units are kept until then; None: until its money is there.
        hold_until_us: Option<Timestamp>,
        /// The member says to have paid.
        claimed_at_us: Option<Timestamp>,
    }
}

impl Subscription {
    /// As the rules see it.
    pub fn claim(&self) -> Claim {
        Claim {
            state: self.state,
            member: self.member,
            is_claimed: self.claimed_at_us.is_some(),
            amount_minor: self.amount_minor,
        }
    }
}

row! {
    /// What somebody has of an instrument now. Of a donation nothing is held: only what is asked for stands here.
    pub struct Holding in "holding" {
        key community_id: i64, instrument_id: Id<Instrument>, holder: Id<Member>;
        units: i64,
        /// Asked for by subscriptions, taken up from others and not approved yet, and kept for a feature above.
        units_asked: i64,
        /// The instrument's, so that the database can hold it against the others.
        units_each_max: i64,
        change_count: i64,
        /// Of those asked for: kept for a feature above.
        units_reserved: i64,
        /// What is held through companies, rounded up; it counts against the most of one holder.
        units_through: i64,
        /// What was paid in for what is held.
        paid_minor: i64,
        /// Offered to others, or on their way out.
        units_offered: i64,
    }
}

impl Holding {
    /// What of the money that was put in goes with so many of its units: their part, rounded down; the last take the rest.
    pub fn paid_for(&self, units: i64) -> i64 {
        match self.units {
            0 => 0,
            all => {
                let part = i128::from(self.paid_minor) * i128::from(units) / i128::from(all);
                // Not more than the whole, for nobody passes on more than they hold.
                i64::try_from(part).unwrap_or(self.paid_minor)
            }
        }
    }
}

row! {
    /// A line of the register; never changed.
    pub struct HoldingChange in "register_line" {
        key community_id: i64, instrument_id: Id<Instrument>, holder: Id<Member>, number: i64;
        change_units: i64,
        /// What was put in with it, or taken out.
        change_minor: i64,
        /// When it was entered: from then on it is held. What was told of a day stays true, however late money is recorded.
        at_us: Timestamp,
        origin_kind: OriginKind,
        /// The id of what it came from.
        origin_id: String,
        /// None where no money moved.
        entry: Option<i64>,
    }
}

row! {
    /// An arrival that was recorded and was none, or not so; never changed but for its reason, when its member is forgotten.
    pub struct ArrivalTakenBack in "arrival_taken_back" {
        key community_id: i64, subscription_id: Id<Subscription>, entry: i64;
        reversal_entry: i64,
        /// As it was recorded.
        arrived_at_us: Timestamp,
        /// Never the member.
        taken_by: Id<Member>,
        taken_at_us: Timestamp,
        reason: String,
    }
}

row! {
    /// What a decision says of passing an instrument on.
    pub struct ShareRule in "share_rule" {
        key community_id: i64, instrument_id: Id<Instrument>;
        /// How long the community comes first.
        first_days: i64,
        /// How long after leaving a holder's units lapse; None: never.
        lapse_days: Option<i64>,
        /// The proposal's id.
        decision: String,
        set_at_us: Timestamp,
    }
}

row! {
    /// Units offered to the community, and what came of it.
    pub struct ShareTransfer in "share_transfer" {
        key community_id: i64, id: Id<ShareTransfer>;
        number: i64,
        instrument_id: Id<Instrument>,
        seller: Id<Member>,
        /// Who takes them when nobody of the community did.
        named: Option<Id<Member>>,
        units: i64,
        /// Of one unit; paid by the taker to the seller, and never held here.
        price_minor: i64,
        state: TransferState,
        offered_at_us: Timestamp,
        first_until_us: Timestamp,
        taker: Option<Id<Member>>,
        /// The version of the risks that the taker has said to have read.
        risk_version: Option<i64>,
        taken_at_us: Option<Timestamp>,
        /// The seller says that the money came.
        paid_at_us: Option<Timestamp>,
        /// Neither seller nor taker.
        decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>,
        /// Why it was refused.
        reason: String,
        /// So many of them count to the taker as asked for, while it is taken up and not decided.
        units_kept: i64,
    }
}

impl ShareTransfer {
    /// The community had its time: they are for who was named, and for nobody else.
    pub fn is_kept_from(&self, who: Option<Id<Member>>, now: Timestamp) -> bool {
        now >= self.first_until_us && self.named.is_some_and(|named| who != Some(named))
    }

    /// As the rules see it.
    pub fn offered(&self) -> Offer {
        Offer {
            state: self.state,
            seller: self.seller,
            named: self.named,
            taker: self.taker,
            first_until: self.first_until_us,
            is_paid: self.paid_at_us.is_some(),
        }
    }
}

row! {
    /// Units that leave their holder otherwise.
    pub struct Parting in "parting" {
        key community_id: i64, id: Id<Parting>;
        number: i64,
        kind: PartingKind,
        instrument_id: Id<Instrument>,
        holder: Id<Member>,
        units: i64,
        state: PartingState,
        asked_by: Id<Member>,
        asked_at_us: Timestamp,
        /// Not before.
        due_at_us: Timestamp,
        reason: String,
        heir_count: i64,
        /// Neither the holder nor who asked.
        decided_by: Option<Id<Member>>,
        decided_at_us: Option<Timestamp>,
        /// Why it was refused.
        refusal: String,
        /// What was given back.
        amount_minor: Option<i64>,
        /// The expense that it stands in the books with.
        expense: Option<Id<Expense>>,
        /// Of a legacy: the day of death, which its files show; None where the holder named the heir.
        died_at_us: Option<Timestamp>,
        file_count: i64,
    }
}

impl Parting {
    /// As the rules see it.
    pub fn parted(&self) -> Parted {
        Parted {
            state: self.state,
            holder: self.holder,
            asked_by: self.asked_by,
            due_at: self.due_at_us,
            is_legacy: self.kind == PartingKind::Legacy,
        }
    }
}

row! {
    /// Who inherits how much.
    pub struct PartingHeir in "parting_heir" {
        key community_id: i64, parting_id: Id<Parting>, position: i64;
        heir: Id<Member>,
        units: i64,
        /// They want them, and have said to have read this version of the risks.
        accepted_at_us: Option<Timestamp>,
        risk_version: Option<i64>,
    }
}

row! {
    /// What shows a death; for those who keep the register.
    pub struct PartingFile in "parting_file" {
        key community_id: i64, parting_id: Id<Parting>, number: i64;
        file_id: Id<File>,
        sha256: String,
    }
}

row! {
    /// To whom somebody leaves their units of an instrument, by their own word.
    pub struct HeirNamed in "heir_named" {
        key community_id: i64, instrument_id: Id<Instrument>, holder: Id<Member>;
        /// None: taken back.
        heir: Option<Id<Member>>,
        named_at_us: Timestamp,
    }
}

row! {
    /// That a holder has read the risks of what a decision turned another share into; the version they read last.
    pub struct RiskRead in "risk_read" {
        key community_id: i64, instrument_id: Id<Instrument>, holder: Id<Member>;
        version: i64,
        read_at_us: Timestamp,
    }
}

row! {
    /// What somebody held when they asked for it on paper.
    pub struct Certificate in "certificate" {
        key community_id: i64, id: Id<Certificate>;
        number: i64,
        instrument_id: Id<Instrument>,
        holder: Id<Member>,
        units: i64,
        /// The last line of the holding then: it holds while there is no later one.
        line_number: i64,
        risk_version: i64,
        made_at_us: Timestamp,
    }
}

row! {
    /// A member who stands for a company or an association.
    pub struct HoldingCompany in "holding_company" {
        key community_id: i64, member: Id<Member>;
        name: String,
        /// Of its owners, the newest.
        version: i64,
    }
}

row! {
    /// One version of who is behind a company; never changed.
    pub struct CompanyOwners in "company_owners" {
        key community_id: i64, member: Id<Member>, version: i64;
        owner_count: i64,
        named_by: Id<Member>,
        named_at_us: Timestamp,
    }
}

row! {
    /// Somebody behind a company, with an exact part of it; never changed.
    pub struct CompanyOwner in "company_owner" {
        key community_id: i64, member: Id<Member>, version: i64, position: i64;
        owner: Id<Member>,
        share_parts: i64,
        whole_parts: i64,
    }
}

kernel::codes! {
    /// What who was named behind a company says of it.
    pub enum OwnerWord {
        Confirmed = "confirmed",
        /// It is not so.
        Denied = "denied",
    }
}

row! {
    /// Somebody's own word on being named behind a company, in one version; none while they have said nothing.
    pub struct CompanyOwnerWord in "company_owner_word" {
        key community_id: i64, member: Id<Member>, version: i64, owner: Id<Member>;
        word: OwnerWord,
        /// Why it is not so.
        reason: String,
        at_us: Timestamp,
    }
}

row! {
    /// The version of a company's owners that all of them confirmed last.
    pub struct CompanySettled in "company_settled" {
        key community_id: i64, member: Id<Member>;
        version: i64,
    }
}

row! {
    /// What who stands for a company says of who is named behind it: their last word, and of which version.
    pub struct CompanyWord in "company_word" {
        key community_id: i64, member: Id<Member>;
        version: i64,
        word: OwnerWord,
        /// Why it is not so.
        reason: String,
        at_us: Timestamp,
    }
}

row! {
    /// A mandate that a decision made for giving back capital of an instrument.
    pub struct CapitalMandate in "capital_mandate" {
        key community_id: i64, mandate_id: Id<Mandate>;
        instrument_id: Id<Instrument>,
        /// The proposal's id.
        decision: String,
        made_at_us: Timestamp,
    }
}
