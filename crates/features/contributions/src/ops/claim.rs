//! A member says what they gave, and hands in what shows it.

use super::Moved;
use crate::acting::{count, fault, must_be_member, note_step, rules_now};
use crate::contribution::{ContributionRefused, FILES_MAX, State, Step, done, what};
use crate::contributions_store::said_of_day;
use crate::hours::hours_of_day;
use crate::ids::Member;
use crate::ratio::Ratio;
use crate::rows::{Call, Contribution, ContributionCount, EvidenceFile};
use crate::rules::ContributionRules;
use crate::worth::{Kind, QUANTITY_MILLI_MAX, Worth, market_minor};
use files::NewFile;
use kernel::{Id, Quantity, Timestamp};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};

/// What was given, and how much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// Hours or pieces, at the rate of this number in the rules.
    Rated { rate: i64, quantity: Quantity },
    /// Paid with one's own money.
    Cost { amount_minor: i64 },
    /// Work for which a call named the sum.
    Sum { minor: i64 },
}

#[derive(Debug, Clone)]
pub struct Claim {
    pub id: Id<Contribution>,
    pub given: Given,
    /// What the member was paid for it already.
    pub paid_minor: i64,
    pub fund: i64,
    pub what: String,
    /// The first instant of the day on which it was done, in the community's zone.
    pub done_on: Timestamp,
    /// The version that the form showed; None: not said.
    pub rules_seen: Option<i64>,
    /// Their bytes are kept already.
    pub files: Vec<NewFile>,
    pub key: Option<IdempotencyKey>,
}

/// By any member. Under the rules of this moment, by which it is judged from then on.
///
/// # Errors
/// `NoRules`, `RulesMoved`, `NoSuchRate`, `QuantityUnfit`, `PaidInFull`, `NoSuchFund`, `PeriodClosed`, `DayTooLong`, …
pub fn claim(
    tx: &mut Tx,
    member: Id<Member>,
    input: &Claim,
    now: Timestamp,
) -> Outcome<Moved, ContributionRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(ContributionRefused::KeyReused)? {
        return Ok(first);
    }
    must_be_member(tx, member, now)?;
    let community = tx.community();
    let (version, rules) = rules_now(tx, community)?.ok_or(Refused(ContributionRefused::NoRules))?;
    if input.rules_seen.is_some_and(|seen| seen != version) {
        return Err(Refused(ContributionRefused::RulesMoved));
    }
    let done_at = done_at(tx, input.done_on, now)?;
    let what = what(&input.what).map_err(Refused)?;
    let under = Under { version, rules: &rules, share: Ratio::ONE, call: None };
    let mut row = valued_row(tx, member, input, &under, (what, done_at), now)?;
    look_at_day(tx, &mut row, &rules)?;
    if input.files.len() as i64 > FILES_MAX {
        return Err(Refused(ContributionRefused::TooManyFiles));
    }
    enter(tx, &mut row, now)?;
    keep_files(tx, &mut row, member, &input.files, now)?;
    tx.save(&row)?;
    let moved = Moved::of(&row);
    moved.announce(tx, "contribution_claimed")?;
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

/// Of a day that the community was there, and whose period is open.
fn done_at(tx: &mut Tx, day: Timestamp, now: Timestamp) -> Outcome<Timestamp, ContributionRefused> {
    let number = tx.community();
    let founding_day = community::founding_day_now(tx)?.ok_or_else(|| fault("no community".to_owned()))?;
    let at = done(day, founding_day, now).map_err(Refused)?;
    match ledger::is_closed(tx, number, at)? {
        true => Err(Refused(ContributionRefused::PeriodClosed)),
        false => Ok(at),
    }
}

/// What somebody says of one day is looked at together: it has twenty-four hours, and what is much is not made small by cutting it up.
fn look_at_day(
    tx: &mut Tx,
    row: &mut Contribution,
    rules: &ContributionRules,
) -> Outcome<(), ContributionRefused> {
    // Of two claims at once the second waits here.
    tx.lock::<ContributionCount>(row.community_id)?;
    let number = row.community_id;
    let community = tx.find_first::<community::Community>(number)?;
    let zone = community.ok_or_else(|| fault("no community".to_owned()))?.zone();
    let day = row.done_at_us.day(&zone);
    let (since, until) = (Timestamp::start_of_day(day, &zone), Timestamp::start_of_day(day + 1, &zone));
    let (mut hours, mut sum) = (0_i64, 0_i128);
    for (kind, quantity, unpaid) in said_of_day(tx, number, row.member, since, until)? {
        hours = hours.saturating_add(if kind == Kind::Work { quantity.milli } else { 0 });
        sum += i128::from(unpaid);
    }
    if row.kind == Kind::Work {
        hours_of_day(hours, row.quantity_milli.milli).map_err(Refused)?;
    }
    row.is_large = rules.is_large(sum + i128::from(row.market_minor - row.paid_minor));
    Ok(())
}

/// By what it is valued.
pub(super) struct Under<'a> {
    pub version: i64,
    pub rules: &'a ContributionRules,
    /// What of it counts.
    pub share: Ratio,
    /// That it was done for.
    pub call: Option<Id<Call>>,
}

/// The row as it would be claimed; in no table yet.
pub(super) fn valued_row(
    tx: &mut Tx,
    member: Id<Member>,
    input: &Claim,
    under: &Under<'_>,
    (what, done_at_us): (String, Timestamp),
    now: Timestamp,
) -> Outcome<Contribution, ContributionRefused> {
    let community_id = tx.community();
    let valued = valued(tx, under, input)?;
    if ledger::fund(tx, community_id, input.fund)?.is_none() {
        return Err(Refused(ContributionRefused::NoSuchFund));
    }
    Ok(Contribution {
        community_id,
        id: input.id,
        number: 0,
        member,
        kind: valued.kind,
        fund: input.fund,
        what,
        done_at_us,
        rules_version: under.version,
        rate_number: valued.rate.as_ref().map(|(number, _)| *number),
        rate_name: valued.rate.map(|(_, name)| name).unwrap_or_default(),
        quantity_milli: valued.quantity,
        market_minor: valued.worth.market_minor,
        paid_minor: valued.worth.paid_minor,
        unit: under.rules.valuing,
        multiplier_num: valued.worth.multiplier.num(),
        multiplier_den: valued.worth.multiplier.den(),
        share_num: under.share.num(),
        share_den: under.share.den(),
        value: valued.value,
        state: State::Claimed,
        claimed_at_us: now,
        confirmation_count: 0,
        office_confirmation_count: 0,
        disputable_until_us: None,
        recorded_at_us: None,
        file_count: 0,
        step_count: 0,
        call_id: under.call,
        is_large: under.rules.is_large(i128::from(valued.worth.market_minor - valued.worth.paid_minor)),
    })
}

/// It is claimed from now on. Before its files and what else refers to it; the caller saves the row again.
pub(super) fn enter(tx: &mut Tx, row: &mut Contribution, now: Timestamp) -> Result<(), Fault> {
    row.number = count(tx, |count| count.contribution_count += 1)?.contribution_count;
    tx.insert(row)?;
    let member = row.member;
    note_step(tx, row, Step::Claimed, Some(member), String::new(), now)
}

/// What a claim comes to under the rules.
struct Valued {
    kind: Kind,
    /// Number and name.
    rate: Option<(i64, String)>,
    quantity: Quantity,
    worth: Worth,
    value: i64,
}

fn valued(tx: &mut Tx, under: &Under<'_>, input: &Claim) -> Outcome<Valued, ContributionRefused> {
    use ContributionRefused as No;
    let rules = under.rules;
    let (kind, rate, quantity, market) = match input.given {
        Given::Cost { amount_minor } => {
            if amount_minor <= 0 {
                return Err(Refused(No::AmountUnfit));
            }
            (
                Kind::Cost,
                None,
                Quantity::default(),
                Some(amount_minor).filter(|sum| *sum <= ledger::AMOUNT_MAX),
            )
        }
        Given::Sum { minor } => (Kind::Task, None, Quantity::default(), Some(minor)),
        Given::Rated { rate: number, quantity } => {
            let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
            let rate = at.and_then(|at| rules.rates.get(at)).ok_or(Refused(No::NoSuchRate))?;
            if !(1..=QUANTITY_MILLI_MAX).contains(&quantity.milli) {
                return Err(Refused(No::QuantityUnfit));
            }
            let community = tx.community();
            let book = ledger::book(tx, community)?;
            let currency = book.ok_or_else(|| fault("no books".to_owned()))?.currency;
            let market = market_minor(rate.price, quantity, currency, ledger::AMOUNT_MAX);
            (rate.per.kind(), Some((number, rate.name.clone())), quantity, market)
        }
    };
    let market_minor = market.ok_or(Refused(No::SumTooLarge))?;
    if market_minor <= 0 || input.paid_minor < 0 {
        return Err(Refused(No::AmountUnfit));
    }
    if input.paid_minor >= market_minor {
        return Err(Refused(No::PaidInFull));
    }
    let (paid_minor, multiplier) = (input.paid_minor, rules.multiplier(kind));
    let worth = Worth { market_minor, paid_minor, multiplier, share: under.share };
    let value = worth.value().filter(|value| *value <= ledger::AMOUNT_MAX).ok_or(Refused(No::SumTooLarge))?;
    Ok(Valued { kind, rate, quantity, worth, value })
}

/// Rows of files that are kept already. The same file twice is one.
pub(super) fn keep_files(
    tx: &mut Tx,
    row: &mut Contribution,
    by: Id<Member>,
    files: &[NewFile],
    now: Timestamp,
) -> Result<(), Fault> {
    let mut kept: Vec<&str> = Vec::new();
    for file in files {
        if kept.contains(&file.sha256.as_str()) {
            continue;
        }
        kept.push(&file.sha256);
        files::record(tx, file, by, now)?;
        row.file_count += 1;
        tx.insert(&EvidenceFile {
            community_id: row.community_id,
            contribution_id: row.id,
            number: row.file_count,
            file_id: file.id,
            sha256: file.sha256.clone(),
        })?;
    }
    Ok(())
}
