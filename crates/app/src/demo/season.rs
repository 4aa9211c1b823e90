//! Thirteen weeks of trade. Each week: shelves are filled on Monday, orders come from Tuesday to Thursday, the
//! treasurer looks at the bank in the evening, on Saturday goods are handed over (and some are short), after that
//! some things turn out to be bad, and on the Friday after suppliers get their money.

use super::agenda::{Agenda, deed};
use super::cast::{Cast, Shelf};
use super::orders;
use super::stage::{LAST_ORDER_DAY, Stage, WEEKS};
use crate::commands::Said;
use kernel::{Currency, Quantity, Timestamp};
use ledger::AccountKey;
use market::ops::{PayOut, Restock, pay_out, restock};
use market::rows::{MarketCount, OfferVariant, Purse};
use market::{Actor, When};
use std::time::Duration;
use web::ids::MemberId;

/// Writes everything down.
pub(crate) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    for week in 0..=WEEKS {
        if week > 0 {
            let at = stage.at(week, 0, 10, 0);
            cast.shelf.iter().for_each(|shelf| fill(stage, agenda, cast.steward, *shelf, at));
            pay_suppliers(stage, agenda, cast, stage.at(week, 4, 19, 0));
        }
        for day in 1..=LAST_ORDER_DAY {
            for hour in [8, 12, 16] {
                for buyer in &cast.buyers {
                    // Nine stretches a week.
                    if stage.random.chance(buyer.appetite / 6) {
                        let (later, minute) = (stage.random.below(4) as u32, stage.random.below(60) as u32);
                        orders::plan(stage, agenda, cast, buyer, (week, day, hour + later, minute));
                    }
                }
            }
        }
    }
}

/// How many orders there are, once the books have been found to hold.
pub(crate) async fn count(stage: &Stage) -> Result<usize, Said> {
    let (db, community) = (&stage.running.site.db, stage.community);
    let report = books::check_books(db, community, stage.now).await?;
    if let Some(violation) = report.violations.first() {
        return Err(Said::new(format!("demo: the books do not hold: {violation}")));
    }
    let count = db.read(move |reader| reader.find::<MarketCount>(&community)).await?;
    Ok(count.map_or(0, |count| count.order_count as usize))
}

/// Brings a shelf back to what a week brings.
fn fill(stage: &Stage, agenda: &mut Agenda, steward: MemberId, shelf: Shelf, at: Timestamp) {
    let offer = shelf.offer;
    agenda.add(stage.community, at, "restocking", move |tx| {
        let found = tx.find::<OfferVariant>((tx.community(), offer, 1))?;
        let left = found.and_then(|variant| variant.available_milli).unwrap_or(0);
        if left >= shelf.weekly.milli {
            return Ok(());
        }
        let quantity = Quantity::from_milli(shelf.weekly.milli - left);
        let input = Restock { offer, variant: 1, quantity, key: None };
        deed(restock(tx, Actor::Member(steward), &input, When::from(at)), |_| false).map(drop)
    });
}

/// Each supplier gets what settled sales have made payable. After sales of a Saturday, that is a week later.
fn pay_suppliers(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast, at: Timestamp) {
    let treasurer = Actor::Member(cast.treasurer);
    for (number, supplier) in cast.suppliers.iter().enumerate() {
        let at = at.plus(Duration::from_secs(180) * number as u32);
        let (id, member) = (stage.id(at), *supplier);
        let reference = format!("P{:08}", stage.random.below(100_000_000));
        agenda.add(stage.community, at, "paying a supplier", move |tx| {
            let (community, account) = (tx.community(), AccountKey::payable(member, Currency::CNY));
            let amount_minor = ledger::balance(tx, community, &account)?;
            if amount_minor <= 0 {
                return Ok(());
            }
            let reference = reference.clone();
            let input = PayOut { id, member, purse: Purse::Payable, amount_minor, reference, key: None };
            deed(pay_out(tx, treasurer, &input, When::from(at)), |_| false).map(drop)
        });
    }
}
