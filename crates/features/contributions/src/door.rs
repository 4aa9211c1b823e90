//! What other features ask about contributions.
//!
//! Not a rule: it reads rows.

use crate::acting::rules_now;
use crate::contributions_store::{by_member, of_member_in};
use crate::ids::Member;
use crate::pages::{disputed, said_holding, said_leaving, said_office, said_rate, said_rules};
use crate::rows::Contribution;
use crate::rules::{ContributionRules, Office};
use crate::worth::Valuing;
use kernel::{Currency, Id, Timestamp};
use store::{Fault, Reader, Tx};
use web::Lang;

/// What members' recorded contributions come to, by member: those to one fund or to all, that count from `from` on and before
/// `until`. Minor units, or slices: `counted_in` says which. What became a holding is not among them; what a leaver lost is out of the
/// period it counted in. Nobody stands there with nothing. One statement reads one index, whatever their number.
///
/// # Errors
/// Of the database only.
pub fn value_by_member(
    reader: &mut Reader,
    community: i64,
    fund: Option<i64>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(Id<Member>, i64)>, Fault> {
    by_member(reader, community, fund, (from, until))
}

/// The contributions of one member that `value_by_member` sums for a fund, the newest first: each with its number, and what it comes to.
///
/// # Errors
/// Of the database only.
pub fn values_of_member(
    reader: &mut Reader,
    community: i64,
    of: (Id<Member>, i64),
    time: (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<(Contribution, i64)>, Fault> {
    let mut found = Vec::new();
    for (id, value) in of_member_in(reader, community, of, time, limit)? {
        found.extend(reader.find::<Contribution>(&(community, id))?.map(|row| (row, value)));
    }
    Ok(found)
}

/// As `value_by_member`, inside an operation.
///
/// # Errors
/// Of the database only.
pub fn value_by_member_now(
    tx: &mut Tx,
    fund: Option<i64>,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<(Id<Member>, i64)>, Fault> {
    let community = tx.community();
    by_member(tx, community, fund, (from, until))
}

/// In what this community counts what members give; None where it has agreed on nothing yet. It stays what it is once something is
/// recorded.
///
/// # Errors
/// Of the database only.
pub fn counted_in(reader: &mut Reader, community: i64) -> Result<Option<Valuing>, Fault> {
    Ok(rules(reader, community)?.map(|(_, rules)| rules.valuing))
}

/// The rules that hold now, with their version.
///
/// # Errors
/// Of the database only.
pub fn rules(reader: &mut Reader, community: i64) -> Result<Option<(i64, ContributionRules)>, Fault> {
    rules_now(reader, community)
}

/// Rules in words, a sentence each.
pub fn rules_said(lang: Lang, currency: Currency, rules: &ContributionRules) -> Vec<String> {
    let lines = said_rules(lang, currency, rules).into_iter().chain(said_leaving(lang, rules));
    let lines = lines.map(|(name, value)| format!("{name} {value}"));
    let rates = rules.rates.iter().map(|rate| said_rate(lang, currency, rate));
    lines.chain(rates).collect()
}

/// What contributions become under these rules, in a sentence; None where they count when something is shared out.
///
/// # Errors
/// Of the database only.
pub fn holding_said(
    reader: &mut Reader,
    community: i64,
    lang: Lang,
    currency: Currency,
    rules: &ContributionRules,
) -> Result<Option<String>, Fault> {
    let said = said_holding(reader, community, (lang, currency), rules)?;
    Ok(said.map(|(name, value)| format!("{name} {value}")))
}

/// Contributions that wait for a ruling, oldest first: with the words that they are known by.
///
/// # Errors
/// Of the database only.
pub fn disputed_contributions(
    reader: &mut Reader,
    community: i64,
    lang: Lang,
    limit: i64,
) -> Result<Vec<(Id<Contribution>, String)>, Fault> {
    let mut found = Vec::new();
    for id in disputed(reader, community, limit)? {
        found.extend(contribution_said(reader, community, lang, id)?.map(|said| (id, said)));
    }
    Ok(found)
}

/// `№3: Cleaned the cold store`.
///
/// # Errors
/// Of the database only.
pub fn contribution_said(
    reader: &mut Reader,
    community: i64,
    lang: Lang,
    id: Id<Contribution>,
) -> Result<Option<String>, Fault> {
    let row = reader.find::<Contribution>(&(community, id))?;
    Ok(row.map(|row| {
        let number = crate::t(lang).contribution_numbered(row.number);
        match row.what.lines().next().map(str::trim).filter(|line| !line.is_empty()) {
            Some(line) => format!("{number}: {line}"),
            None => number,
        }
    }))
}

/// What can be counted in, as code and words.
pub fn valuings(lang: Lang) -> Vec<(String, String)> {
    let t = crate::t(lang);
    vec![
        (Valuing::Money.to_string(), t.valuing_money_choice()),
        (Valuing::Slices.to_string(), t.valuing_slices_choice()),
    ]
}

/// Of which role confirmations can be asked for, as code and words; the first is none in particular.
pub fn offices(lang: Lang) -> Vec<(String, String)> {
    let none = (String::new(), crate::t(lang).no_office());
    let office = |office: &Office| (office.to_string(), said_office(lang, *office));
    [none].into_iter().chain(Office::ALL.iter().map(office)).collect()
}
