//! What was spent for what the co-op decided: who laid it out, who looked at it, who paid.

use super::agenda::{Agenda, deed};
use super::cast::Cast;
use super::content::Both;
use super::motions as words;
use super::stage::{DAY, HOUR, Stage};
use governance::rows::{DecidedAction, Proposal};
use kernel::{Currency, Id, Timestamp};
use ledger::AccountKey;
use market::ops::{PayOut, pay_out};
use market::rows::Purse;
use market::{Actor, When};
use spending::asked::Payee;
use spending::expense::ExpensePurpose;
use spending::ops::{
    ApproveExpense, PayExpense, RefuseExpense, SubmitExpense, Under, approve_expense, pay_expense,
    refuse_expense, submit_expense,
};
use spending::rows::{Expense, Mandate};
use std::time::Duration;
use store::{Fault, Tx};
use web::ids::MemberId;

/// To whom.
#[derive(Clone, Copy)]
enum To {
    /// Whoever wrote it down has paid already.
    Author,
    Outside(Both),
}

/// What becomes of it.
#[derive(Clone, Copy)]
enum End {
    /// Somebody outside is paid by the bank; a member is owed it.
    Paid,
    Refused(Both),
    Waits,
}

struct Bill {
    /// None: small sums, without a decision of their own.
    decision: Option<Id<Proposal>>,
    /// Which of its mandates.
    purpose: Both,
    at: Timestamp,
    author: MemberId,
    to: To,
    yuan: i64,
    what: Both,
    end: End,
}

pub(crate) fn of_the_fridge(
    stage: &mut Stage,
    agenda: &mut Agenda,
    cast: &Cast,
    decision: Id<Proposal>,
    author: MemberId,
) {
    let bill = |at, to, yuan, what, end| Bill {
        decision: Some(decision),
        purpose: words::FRIDGE.title,
        at,
        author,
        to,
        yuan,
        what,
        end,
    };
    let bills = [
        bill(stage.at(7, 1, 15, 10), To::Outside(words::FLEA_MARKET), 1_280, words::THE_FRIDGE, End::Paid),
        bill(stage.at(7, 2, 18, 40), To::Author, 96, words::DELIVERY, End::Paid),
        bill(stage.at(7, 3, 21, 5), To::Author, 110, words::DINNER, End::Refused(words::NOT_FOR_DINNER)),
    ];
    bills.into_iter().for_each(|bill| run(stage, agenda, cast, bill));
}

/// The first two of what was chosen are bought; one bill waits for somebody to look at it.
pub(crate) fn of_spring(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast, decision: Id<Proposal>) {
    let bill = |purpose: Both, at, author: usize, to, yuan, what, end| Bill {
        decision: Some(decision),
        purpose,
        at,
        author: cast.buyers[author].member,
        to,
        yuan,
        what,
        end,
    };
    let now = stage.now;
    let bills = [
        bill(
            words::PROJECTS[4].0,
            stage.at(10, 2, 16, 20),
            8,
            To::Author,
            138,
            words::SHELF_PAINT,
            End::Paid,
        ),
        bill(
            words::PROJECTS[2].0,
            stage.at(10, 5, 11, 0),
            6,
            To::Outside(words::HARDWARE),
            120,
            words::FIRST_PART,
            End::Paid,
        ),
        bill(words::PROJECTS[2].0, now.minus(HOUR * 20), 6, To::Author, 62, words::SECOND_PART, End::Waits),
    ];
    bills.into_iter().for_each(|bill| run(stage, agenda, cast, bill));
}

/// Of what they are owed, two get their transfer: one all of it, one all but a part of what came last.
pub(crate) fn a_part_paid_back(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    for (number, at, left_yuan) in [(2, stage.at(7, 5, 20, 0), 0), (8, stage.at(10, 3, 20, 0), 58)] {
        let (member, treasurer) = (cast.buyers[number].member, cast.treasurer);
        let id = stage.id(at);
        let reference = format!("P{:08}", stage.voices.below(100_000_000));
        agenda.add(stage.community, at, "paying a member back", move |tx| {
            let (community, account) = (tx.community(), AccountKey::owed(member, Currency::CNY));
            let amount_minor = ledger::balance(tx, community, &account)? - left_yuan * 100;
            let reference = reference.clone();
            let input = PayOut { id, member, purse: Purse::Owed, amount_minor, reference, key: None };
            let by = Actor::Member(treasurer);
            deed(pay_out(tx, by, &input, When::from(at)), |_| false).map(drop)
        });
    }
}

/// What the treasurer may spend month by month.
pub(crate) fn small_sums(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let author = cast.treasurer;
    let bill = |at, yuan, what, end| Bill {
        decision: None,
        purpose: words::FRIDGE.title,
        at,
        author,
        to: To::Author,
        yuan,
        what,
        end,
    };
    let now = stage.now;
    let bills = [
        bill(stage.at(6, 1, 20, 0), 38, words::LABELS, End::Paid),
        bill(stage.at(9, 2, 20, 30), 24, words::PRINTING, End::Paid),
        bill(now.minus(HOUR * 6), 19, words::TAPE, End::Waits),
    ];
    bills.into_iter().for_each(|bill| run(stage, agenda, cast, bill));
}

/// The mandate that a decision made for a purpose, where it has made it.
fn mandate(tx: &mut Tx, decision: Id<Proposal>, purpose: &str) -> Result<Option<Id<Mandate>>, Fault> {
    let mut number = 1;
    while let Some(deed) = tx.find::<DecidedAction>((tx.community(), decision, number))? {
        number += 1;
        let Some(id) = deed.result.and_then(|id| Id::parse(&id).ok()) else { continue };
        let made = tx.find::<Mandate>((tx.community(), id))?;
        if made.is_some_and(|mandate| mandate.purpose == purpose) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn run(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast, bill: Bill) {
    let Bill { decision, purpose, at, author, to, yuan, what, end } = bill;
    let (id, community) = (stage.id::<Expense>(at), stage.community);
    let (new_mandate, what, purpose) = (stage.id(at), stage.say(what), stage.say(purpose));
    let payee = match to {
        To::Author => Payee::Member(author),
        To::Outside(name) => Payee::Outside(stage.say(name)),
    };
    let receipt = stage.receipts.iter().find(|receipt| receipt.yuan == yuan);
    let proofs: Vec<_> = receipt.map(|receipt| receipt.file.clone()).into_iter().collect();
    let incurred_on = Timestamp::start_of_day(at.day(&stage.zone), &stage.zone);
    agenda.add(community, at, "writing down an expense", move |tx| {
        let under = match decision {
            None => Under::Standing(new_mandate),
            Some(decision) => {
                // What was not chosen is not bought.
                let Some(id) = mandate(tx, decision, &purpose)? else { return Ok(()) };
                Under::Mandate(id)
            }
        };
        let input = SubmitExpense {
            id,
            under,
            payee: payee.clone(),
            purpose: ExpensePurpose::Purchases,
            line: spending::expense::ForLine::Unsaid,
            amount_minor: yuan * 100,
            what: what.clone(),
            incurred_on,
            proofs: proofs.clone(),
            key: None,
        };
        deed(submit_expense(tx, author, &input, at), |_| false).map(drop)
    });
    let (steward, treasurer) = (cast.steward, cast.treasurer);
    match end {
        End::Waits => {}
        End::Refused(why) => {
            let (at, reason) = (at.plus(HOUR * 14), stage.say(why));
            let input = RefuseExpense { expense: id, reason, key: None };
            agenda.add(community, at, "refusing an expense", move |tx| {
                deed(refuse_expense(tx, steward, &input, at), |_| false).map(drop)
            });
        }
        End::Paid => {
            // The same evening: what is asked for under a month's small sums can be approved until the month ends.
            let (seen, paid) = (at.plus(HOUR * 3), at.plus(DAY));
            let input =
                ApproveExpense { expense: id, without_proof: String::new(), proofs_seen: None, key: None };
            agenda.add(community, seen, "approving an expense", move |tx| {
                deed(approve_expense(tx, steward, &input, seen), |_| false).map(drop)
            });
            if let To::Outside(_) = to {
                let paid_on = Timestamp::start_of_day(paid.day(&stage.zone), &stage.zone);
                let reference = format!("P{:08}", stage.voices.below(100_000_000));
                let input = PayExpense { expense: id, paid_on, reference, key: None };
                let paid = paid.plus(Duration::from_secs(600));
                agenda.add(community, paid, "paying an expense", move |tx| {
                    deed(pay_expense(tx, treasurer, &input, paid), |_| false).map(drop)
                });
            }
        }
    }
}
