//! What other features ask about distributions.
//!
//! Not a rule: it reads rows.

use crate::block::HolderShare;
use crate::distribution::DistributionState;
use crate::distribution_store::{block_of, last_decided, newest, of_fund, overlapping, tax_payments};
use crate::ids::{Member, distribution_of_tax, tax_of};
use crate::ops::pays_gifts_out;
use crate::outcome::{BasisOutcome, Outcome};
use crate::pages::Scene;
use crate::rows::{Distribution, DistributionPart, TaxPayment};
use crate::rule::{Basis, Rule};
use crate::simulate::{outcome_of, rule_of, shares_of};
use crate::t;
use crate::tax::TaxState;
use crate::voting::vote_on;
use kernel::{Id, Timestamp, Zone};
use ledger::AccountKey;
use store::{Fault, Reader};
use web::Lang;

/// A distribution with its rule and what it came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub row: Distribution,
    pub rule: Rule,
    pub outcome: Outcome,
}

/// What one member gets of a distribution, and with which entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnShare {
    pub share: HolderShare,
    /// None while it is on its way, and where it came to no whole unit.
    pub entry: Option<i64>,
    /// It was paid.
    pub is_paid: bool,
}

/// # Errors
/// Of the database only.
pub fn distribution(
    reader: &mut Reader,
    community: i64,
    id: Id<Distribution>,
) -> Result<Option<Told>, Fault> {
    let Some(row) = reader.find::<Distribution>(&(community, id))? else { return Ok(None) };
    let (rule, outcome) = (rule_of(&row)?, outcome_of(&row)?);
    Ok(Some(Told { row, rule, outcome }))
}

/// Its rule in sentences, in the order in which it is reckoned.
///
/// # Errors
/// Of the database only.
pub fn rule_said(reader: &mut Reader, told: &Told, lang: Lang, zone: &Zone) -> Result<Vec<String>, Fault> {
    let funds = ledger::fund_names(reader, told.row.community_id)?.into_iter().collect();
    Ok(Scene::bare(lang, told.row.currency, zone.clone()).rule(&told.rule, Some(&told.outcome), &funds))
}

/// Said to who decides on it, where what members gave is a basis: they stand by name beside it, with how much, so that from the sums in the books
/// their book names may be told. None: nobody shares by that.
pub fn names_by_work(lang: Lang, bases: &[BasisOutcome]) -> Option<String> {
    let by_work = bases.iter().find(|one| one.basis == Basis::Work);
    by_work.filter(|one| one.holder_count > 0).map(|one| t(lang).names_by_work(one.holder_count))
}

/// Distributions with a smaller number than `below`, newest first.
///
/// # Errors
/// Of the database only.
pub fn distributions(
    reader: &mut Reader,
    community: i64,
    below: i64,
    limit: i64,
) -> Result<Vec<Id<Distribution>>, Fault> {
    newest(reader, community, below, limit)
}

/// What is reckoned and can still be decided on, newest first: time that was shared out meanwhile, or lies before such, is not offered any more,
/// and neither is what is voted on, nor what was made before gifts were told apart.
///
/// # Errors
/// Of the database only.
pub fn undecided(reader: &mut Reader, community: i64, limit: i64) -> Result<Vec<Distribution>, Fault> {
    let mut rows = Vec::new();
    for id in newest(reader, community, i64::MAX, limit)? {
        let row = reader.find::<Distribution>(&(community, id))?;
        let Some(row) = row.filter(|row| row.state == DistributionState::Made) else { continue };
        let shared_until = last_decided(reader, community, row.fund)?.0;
        // What is voted on is not proposed a second time.
        let stands = row.starts_us >= shared_until && !pays_gifts_out(&row)?;
        if stands && vote_on(reader, community, id)?.is_none() {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// What a member gets of it; None for whoever has no share. One block is read, whatever the number of holders.
///
/// # Errors
/// Of the database only.
pub fn share_of(
    reader: &mut Reader,
    row: &Distribution,
    member: Id<Member>,
) -> Result<Option<OwnShare>, Fault> {
    let Some(block) = block_of(reader, row.community_id, row.id, member)? else { return Ok(None) };
    let shares = shares_of(row, &block.shares)?;
    let Some(share) = shares.into_iter().find(|share| share.holder == member) else { return Ok(None) };
    let key = (row.community_id, row.id, block.number);
    let part = reader.find::<DistributionPart>(&key)?;
    let entry = part.as_ref().and_then(|part| part.entry).filter(|_| share.net_minor() > 0);
    Ok(Some(OwnShare { share, entry, is_paid: part.is_some() }))
}

/// The distribution behind a cause in the books; None for other causes.
///
/// # Errors
/// Of the database only.
pub fn distribution_of_cause(
    reader: &mut Reader,
    community: i64,
    kind: &str,
    id: &str,
) -> Result<Option<Distribution>, Fault> {
    match Id::<Distribution>::parse(id).ok().filter(|_| kind == "distribution") {
        Some(id) => reader.find::<Distribution>(&(community, id)),
        None => Ok(None),
    }
}

/// The decided distribution that what came into a fund or left it at that time was shared out in.
///
/// # Errors
/// Of the database only.
pub fn shared_out_in(
    reader: &mut Reader,
    community: i64,
    fund: i64,
    at: Timestamp,
) -> Result<Option<Distribution>, Fault> {
    let until = Timestamp::from_micros(at.micros + 1);
    shared_out_between(reader, community, fund, (at, until))
}

/// A decided distribution of a fund that covers some of a time.
///
/// # Errors
/// Of the database only.
pub(crate) fn shared_out_between(
    reader: &mut Reader,
    community: i64,
    fund: i64,
    time: (Timestamp, Timestamp),
) -> Result<Option<Distribution>, Fault> {
    match overlapping(reader, community, fund, time)? {
        Some(id) => reader.find::<Distribution>(&(community, id)),
        None => Ok(None),
    }
}

/// What was shared out of a fund by a decision, the newest first.
///
/// # Errors
/// Of the database only.
pub fn distributions_of_fund(
    reader: &mut Reader,
    community: i64,
    fund: i64,
    limit: i64,
) -> Result<Vec<Distribution>, Fault> {
    let mut rows = Vec::new();
    for id in of_fund(reader, community, fund, limit)? {
        rows.extend(reader.find::<Distribution>(&(community, id))?);
    }
    Ok(rows)
}

/// What was withheld by a distribution and its offices have not been paid.
///
/// # Errors
/// Of the database only.
pub fn tax_left(reader: &mut Reader, row: &Distribution) -> Result<i64, Fault> {
    if !row.tax_open {
        return Ok(0);
    }
    ledger::balance(reader, row.community_id, &AccountKey::held(tax_of(row.id), row.currency))
}

/// By line of tax: that its office was paid.
///
/// # Errors
/// Of the database only.
pub(crate) fn taxes_paid(reader: &mut Reader, told: &Told) -> Result<Vec<Option<TaxPayment>>, Fault> {
    let payments = tax_payments(reader, told.row.community_id, told.row.id)?;
    let paid = |line| {
        let standing = |one: &&TaxPayment| one.line == line && one.state == TaxState::Paid;
        payments.iter().find(standing).cloned()
    };
    Ok((1..).zip(&told.outcome.taxes).map(|(line, _)| paid(line)).collect())
}

/// What a period is called.
pub fn period_said(lang: Lang, code: &str) -> String {
    crate::pages::period_said(t(lang), code)
}

/// The distribution that an account of the books is held for, and whether it is for the tax of it. None for other accounts.
///
/// # Errors
/// Of the database only.
pub fn distribution_of_account(
    reader: &mut Reader,
    community: i64,
    owner: &str,
) -> Result<Option<(Distribution, bool)>, Fault> {
    let of_tax = distribution_of_tax(owner);
    let is_tax = of_tax.is_some();
    let Some(id) = of_tax.or_else(|| Id::parse(owner).ok()) else { return Ok(None) };
    Ok(reader.find::<Distribution>(&(community, id))?.map(|row| (row, is_tax)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Basis and how many share by it → whether who decides is told that names can be told.
    #[test]
    fn who_decides_is_told_where_names_can_be_told() {
        let of = |basis, holder_count| BasisOutcome {
            basis,
            part_minor: 100,
            weight_sum: "100".to_owned(),
            holder_count,
            cap_minor: None,
            capped_count: 0,
            left_minor: 0,
        };
        for (bases, count) in [
            (vec![of(Basis::PerHead, 9), of(Basis::Work, 3)], Some("3")),
            (vec![of(Basis::Work, 300)], Some("300")),
            (vec![of(Basis::Work, 0), of(Basis::PerHead, 9)], None),
            (vec![of(Basis::Capital, 3), of(Basis::Purchases, 3)], None),
        ] {
            let said = names_by_work(Lang::Zh, &bases);
            assert_eq!(said.is_some(), count.is_some(), "{said:?}");
            assert!(said.is_none_or(|said| said.contains(count.unwrap())));
        }
    }
}
