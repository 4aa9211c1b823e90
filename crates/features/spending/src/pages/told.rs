//! A refusal with the figures that it is about: which limit, how much is left of it, which file. The rule refuses; what it
//! went by is read afterwards, for people only.

use super::scene::Scene;
use crate::books;
use crate::expense::ExpenseRefused;
use crate::mandate::{MandateState, STANDING_BACK, Source};
use crate::receipt::ReceiptRefused;
use crate::rows::{Expense, ExpenseProof, Mandate, Receipt, StandingRule};
use crate::spending_store::used_of_month;
use crate::standing::Month;
use files::NewFile;
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use store::{Fault, Reader};
use web::Told;

/// Under which mandate it was refused.
#[derive(Debug, Clone, Copy)]
pub(crate) enum About {
    Mandate(Id<Mandate>),
    /// This month's, made or not.
    Standing,
    Expense(Id<Expense>),
}

pub(crate) fn told(
    reader: &mut Reader,
    s: &Scene,
    why: ExpenseRefused,
    about: About,
    files: &[NewFile],
) -> Result<Told<ExpenseRefused>, Fault> {
    let words = match about {
        About::Mandate(id) => of_mandate(reader, s, why, id)?,
        About::Standing => of_standing(reader, s, why)?,
        About::Expense(id) => match reader.find::<Expense>(&(s.number, id))? {
            Some(expense) if why == ExpenseRefused::ProofTwice => twice(reader, s, &expense, files)?,
            Some(expense) if why == ExpenseRefused::PaidBeforeIncurred => {
                Some(s.t.paid_before(s.day_text(&expense.incurred_at_us)))
            }
            Some(expense) => of_mandate(reader, s, why, expense.mandate_id)?,
            None => None,
        },
    };
    Ok(Told { why, words })
}

fn of_mandate(
    reader: &mut Reader,
    s: &Scene,
    why: ExpenseRefused,
    id: Id<Mandate>,
) -> Result<Option<String>, Fault> {
    let Some(mandate) = reader.find::<Mandate>(&(s.number, id))? else { return Ok(None) };
    let last = s.day_text(&Timestamp::from_micros(mandate.ends_at_us.micros - 1));
    Ok(match why {
        ExpenseRefused::AboveEach => mandate.each_minor.map(|each| s.t.above_each(s.said(each))),
        ExpenseRefused::AboveCeiling => {
            let left = mandate.permission().left_minor();
            Some(s.t.above_ceiling(s.said(mandate.ceiling_minor), s.said(left)))
        }
        ExpenseRefused::FundTooSmall => {
            let fund =
                ledger::fund(reader, s.number, mandate.fund)?.map(|fund| fund.name).unwrap_or_default();
            let left = crate::fund_left(reader, s.number, mandate.fund, s.currency)?;
            Some(s.t.fund_has_only(fund, s.said(left)))
        }
        ExpenseRefused::BankTooSmall => {
            let bank = ledger::balance(reader, s.number, &AccountKey::bank(s.currency))?;
            Some(s.t.bank_has_only(s.said(bank)))
        }
        ExpenseRefused::ProofDemanded => {
            let rule = reader.find::<StandingRule>(&s.number)?;
            StandingRule::proof_above(rule.as_ref())
                .filter(|above| *above > 0)
                .map(|above| s.t.proof_above(s.said(above)))
        }
        ExpenseRefused::IncurredOutside => {
            let from = match mandate.source {
                Source::Decision | Source::Campaign => mandate.starts_at_us,
                Source::Standing => mandate.starts_at_us.minus(STANDING_BACK),
            };
            Some(s.t.outside_of(s.day_text(&from), last))
        }
        ExpenseRefused::MandateNotBegun => Some(s.t.begins_on(s.day_text(&mandate.starts_at_us))),
        ExpenseRefused::MandateEnded => Some(match (mandate.state, mandate.ended_at_us) {
            (MandateState::Ended, Some(at)) => s.t.was_ended_on(s.day_text(&at)),
            _ => s.t.was_over_on(last),
        }),
        _ => None,
    })
}

/// How much of a receipt is free, to whoever takes back or puts right more of it than that.
pub(crate) fn receipt_told(
    reader: &mut Reader,
    s: &Scene,
    why: ReceiptRefused,
    id: Id<Receipt>,
) -> Result<Told<ReceiptRefused>, Fault> {
    let row = match why {
        ReceiptRefused::NotFree | ReceiptRefused::MovedOn => reader.find::<Receipt>(&(s.number, id))?,
        _ => None,
    };
    let words = match row {
        Some(row) => {
            let free = books::free(reader, &row, s.currency, &s.zone)?;
            let least = s.said(row.to_correct(free.since_minor()).least_minor());
            let now = s.said(free.now_minor.max(0));
            Some(match (why, free.held_by()) {
                (ReceiptRefused::NotFree, Some(day)) => {
                    let day = s.day_text(&Timestamp::start_of_day(day, &s.zone));
                    s.t.not_free_then(day, least)
                }
                (ReceiptRefused::NotFree, None) => s.t.not_free(now, least),
                _ => s.t.moved_on(now, least),
            })
        }
        None => None,
    };
    Ok(Told { why, words })
}

fn of_standing(reader: &mut Reader, s: &Scene, why: ExpenseRefused) -> Result<Option<String>, Fault> {
    let rule = reader.find::<StandingRule>(&s.number)?.and_then(|rule| rule.standing());
    let Some(rule) = rule else { return Ok(None) };
    Ok(match why {
        ExpenseRefused::AboveEach => Some(s.t.above_each(s.said(rule.each_minor))),
        ExpenseRefused::AboveCeiling => {
            let used = used_of_month(reader, s.number, &Month::of(s.now, &s.zone).code)?;
            let left = (rule.month_minor - used).max(0);
            Some(s.t.above_ceiling(s.said(rule.month_minor), s.said(left)))
        }
        _ => None,
    })
}

/// The first of the files that proves the expense already.
fn twice(
    reader: &mut Reader,
    s: &Scene,
    expense: &Expense,
    files: &[NewFile],
) -> Result<Option<String>, Fault> {
    let mut kept = Vec::new();
    for number in 1..=expense.proof_count {
        let proof = reader.find::<ExpenseProof>(&(s.number, expense.id, number))?;
        kept.extend(proof.map(|proof| proof.sha256));
    }
    let found = (1..).zip(files).find(|(_, file)| kept.contains(&file.sha256));
    Ok(found.map(|(place, file)| s.t.proof_twice_which(place, file.name.as_str())))
}
