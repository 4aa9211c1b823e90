//! Holds a community's distributions against themselves and against its books: what `hehuo verify` asks.
//!
//! Not a rule: it reads rows.

use crate::distribution::DistributionState;
use crate::distribution_store::{all_closings, block_hashes, block_sums, closings, newest, tax_payments};
use crate::divide;
use crate::hashed;
use crate::ids::tax_of;
use crate::outcome::Outcome;
use crate::period::ClosingState;
use crate::rows::{Distribution, DistributionBlock, PeriodClosing};
use crate::rule::Basis;
use crate::simulate::{outcome_of, rule_of, shares_of};
use crate::tax::TaxState;
use crate::told_apart::Follows;
use kernel::CARRY_UNITS;
use ledger::AccountKey;
use store::{Fault, Reader};

/// Rows looked at in one read.
const PAGE: i64 = 500;

/// What is wrong, in words for whoever runs the program; empty when all holds: shares are what was hashed, sum to what was decided, are below one
/// unit in what they carry, as many blocks are paid as are said to be, and what is closed is closed in the books.
///
/// # Errors
/// Of the database only.
pub fn verify(reader: &mut Reader, community: i64) -> Result<Vec<String>, Fault> {
    let mut wrong = Vec::new();
    let mut below = i64::MAX;
    loop {
        let page = newest(reader, community, below, PAGE)?;
        if page.is_empty() {
            break;
        }
        for id in page {
            let Some(row) = reader.find::<Distribution>(&(community, id))? else { continue };
            below = row.number;
            check_distribution(reader, &row, &mut wrong)?;
        }
    }
    let closed_before = ledger::book(reader, community)?.map(|book| book.closed_before_us);
    let mut place = all_closings();
    loop {
        let page = closings(reader, community, &place, PAGE)?;
        let Some(last) = page.last().cloned() else { break };
        for (_, period) in page {
            let Some(row) = reader.find::<PeriodClosing>(&(community, period))? else { continue };
            if row.state == ClosingState::Closed && closed_before.is_none_or(|before| before < row.ends_us) {
                wrong.push(format!("{}: closed, and the books are not", row.period));
            }
        }
        place = last;
    }
    Ok(wrong)
}

fn check_distribution(reader: &mut Reader, row: &Distribution, wrong: &mut Vec<String>) -> Result<(), Fault> {
    if row.state == DistributionState::Making {
        return Ok(());
    }
    let (outcome, rule) = (outcome_of(row)?, rule_of(row)?);
    check_left_out(reader, row, &outcome, wrong)?;
    let bases: Vec<Basis> = outcome.bases.iter().map(|basis| basis.basis).collect();
    let (mut blocks, mut withheld, mut paid) = (Vec::new(), 0, 0);
    for number in 1..=row.block_count {
        let key = (row.community_id, row.id, number);
        let Some(block) = reader.find::<DistributionBlock>(&key)? else { continue };
        for share in shares_of(row, &block.shares)? {
            (withheld, paid) = (withheld + share.withheld_minor(), paid + share.net_minor());
            if !(0..CARRY_UNITS).contains(&share.carry_after) {
                wrong.push(format!("{}: {} carries a whole unit", row.id, share.holder));
            }
            let minors: Vec<i64> = share.parts.iter().map(|(_, minor)| *minor).collect();
            if divide::withheld(&rule, &bases, &minors) != share.withheld {
                wrong.push(format!(
                    "{}: what is withheld of {} is not what the rule says",
                    row.id, share.holder
                ));
            }
        }
        blocks.push(block.shares);
    }
    let hashed = match row.hash_version {
        1 => hashed::of_shares(&row.rule, &row.outcome, blocks.iter().map(|shares| &shares[..])),
        _ => {
            let of_blocks: Vec<String> = blocks.iter().map(|shares| hashed::of_block(shares)).collect();
            if of_blocks != block_hashes(reader, row)? {
                wrong.push(format!("{}: a block is not what it was hashed as", row.id));
            }
            let whose = hashed::Whose::of(row);
            hashed::of_all(&whose, &row.rule, &row.outcome, of_blocks.iter().map(String::as_str))
        }
    };
    let (count, holders, sums, parts) = block_sums(reader, row.community_id, row.id)?;
    let aside: i64 = outcome.set_aside.iter().map(|moved| moved.minor).sum();
    let left: i64 = outcome.bases.iter().map(|basis| basis.left_minor).sum();
    for (holds, what) in [
        (hashed == row.hash, "its shares are not what was voted on".to_owned()),
        (count == row.block_count, format!("{count} blocks of {}", row.block_count)),
        (holders == row.holder_count, format!("{holders} holders of {}", row.holder_count)),
        (
            paid == row.paid_minor && sums == paid,
            format!("shares come to {paid}, {} were decided", row.paid_minor),
        ),
        (withheld == outcome.withheld_minor, format!("{withheld} withheld, {} said", outcome.withheld_minor)),
        (parts == row.blocks_paid, format!("{parts} blocks paid, {} said", row.blocks_paid)),
        (
            outcome.result.net() < 0 || aside + row.total_minor + left == outcome.result.net(),
            "set aside, shared and left are not the surplus".to_owned(),
        ),
    ] {
        if !holds {
            wrong.push(format!("{}: {what}", row.id));
        }
    }
    let decided = matches!(row.state, DistributionState::Paying | DistributionState::Paid);
    if decided && row.total_minor > 0 {
        let held = AccountKey::held(row.id, row.currency);
        let waits = ledger::balance(reader, row.community_id, &held)?;
        if row.state == DistributionState::Paid && waits != 0 {
            wrong.push(format!("{}: paid, and {waits} are held for it", row.id));
        }
        let tax = ledger::balance(reader, row.community_id, &AccountKey::held(tax_of(row.id), row.currency))?;
        let mut paid = 0;
        for payment in tax_payments(reader, row.community_id, row.id)? {
            paid += if payment.state == TaxState::Paid { payment.amount_minor } else { 0 };
            let named = usize::try_from(payment.line - 1).ok().and_then(|at| outcome.taxes.get(at));
            if named.map(|tax| tax.minor) != Some(payment.amount_minor) {
                wrong.push(format!("{}: its tax {} was paid as another sum", row.id, payment.line));
            }
        }
        if tax + paid != outcome.withheld_minor {
            let withheld = outcome.withheld_minor;
            wrong.push(format!("{}: {tax} held for tax, {paid} paid, {withheld} were withheld", row.id));
        }
        if row.tax_open != (tax > 0) {
            wrong.push(format!("{}: {tax} held for tax, and the desk is told otherwise", row.id));
        }
    }
    Ok(())
}

/// What was left out of the surplus, read from the books once more: the time is closed, so it does not change. What was frozen before anything was
/// left out stays as it was; so does what was left out by a distribution that does not say what it was reckoned with.
fn check_left_out(
    reader: &mut Reader,
    row: &Distribution,
    outcome: &Outcome,
    wrong: &mut Vec<String>,
) -> Result<(), Fault> {
    let Some(said) = outcome.left_out else { return Ok(()) };
    let (follows, told) = Follows::again(reader, row, outcome)?;
    let (kept, result, left_out) = (outcome.result, told.result, told.left_out);
    let (from, gifts) = (follows.told_apart_from.micros, told.gifts_left_out_minor);
    let held = follows.held_from.micros;
    let said_held = outcome.held_from_us.unwrap_or(held);
    let says_all = outcome.told_apart_from_us.is_some() && outcome.gifts_left_out_minor.is_some();
    let said_from = outcome.told_apart_from_us.unwrap_or(from);
    let said_gifts = outcome.gifts_left_out_minor.unwrap_or(gifts);
    for (holds, what) in [
        (
            !says_all || left_out == said,
            format!("{said:?} left out of its surplus, the books have {left_out:?}"),
        ),
        (
            said_from == from,
            format!("told apart from {said_from} on, by what was shared out before it from {from} on"),
        ),
        (
            said_held == held,
            format!(
                "what was asked for is held back from {said_held} on, by what was shared out before it from {held} on"
            ),
        ),
        (said_gifts == gifts, format!("gifts of {said_gifts} left out by its end, the books have {gifts}")),
        (
            kept.left_out_minor == said.sum(),
            format!("{} left out of its surplus, its parts come to {}", kept.left_out_minor, said.sum()),
        ),
        (
            (kept.income_minor, kept.expense_minor) == (result.income_minor, result.expense_minor),
            "its income and expense are not those of the books".to_owned(),
        ),
    ] {
        if !holds {
            wrong.push(format!("{}: {what}", row.id));
        }
    }
    Ok(())
}
