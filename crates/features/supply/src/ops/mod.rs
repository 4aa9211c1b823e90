//! What can be done: one operation a file. Each is a synchronous function on `Tx` that takes who acts, its input (ids
//! and randomness included) and the time.

mod answer_purchase;
mod ask_credit;
mod cancel_purchase;
mod cancel_run;
mod close_purchase;
mod consent_purchase;
mod consent_run;
mod count_delivery;
mod draft_purchase;
mod forget_member;
mod give_credit;
mod keep_supplier;
mod link_supplier;
mod pay_lines;
mod place_raised;
mod propose_members_run;
mod propose_run;
mod raise;
mod return_line;
mod room;
mod send_purchase;
mod set_account;
mod set_bank;
mod take_back_payout;

pub use answer_purchase::{AnswerPurchase, answer_purchase};
pub(crate) use ask_credit::{ASKS, SETTLES, credit_by_silence};
pub use ask_credit::{AnswerCredit, AskCredit, CreditMoved, answer_credit, ask_credit, settle_credit};
pub use cancel_purchase::{CancelPurchase, cancel_purchase};
pub use cancel_run::{CancelRun, cancel_run};
pub use close_purchase::{ClosePurchase, bill_purchase, close_purchase};
pub use consent_purchase::{ConsentPurchase, consent_purchase, step_back_purchase};
pub(crate) use consent_run::CONSENTS;
pub use consent_run::{ConsentRun, consent_run};
pub(crate) use count_delivery::RECEIVES;
pub use count_delivery::{CountDelivery, Counted, count_delivery};
pub use draft_purchase::{DraftPurchase, LineWanted, draft_purchase};
pub use forget_member::forget_member;
pub use give_credit::Credited;
pub(crate) use keep_supplier::{CONTACT_CHARS_MAX, NAME_CHARS_MAX};
pub use keep_supplier::{KeepSupplier, SupplierKept, create_supplier, edit_supplier};
pub use link_supplier::{AcceptLink, MakeLink, accept_link, make_link};
pub(crate) use link_supplier::{LINK_NEEDS, opens};
pub(crate) use pay_lines::{pay_part, reference};
pub use place_raised::place_raised;
pub use propose_members_run::{ProposeMembersRun, propose_members_run};
pub use propose_run::{Pay, ProposeRun, RunMoved, propose_run};
pub use raise::{
    Agreed, RaiseBought, RaisePurchase, RaisedLine, credit_of_pool, look_agreed, raise_bought, raise_purchase,
};
pub(crate) use return_line::RETURNED;
pub use return_line::{ReturnLine, return_line};
pub use send_purchase::{SendPurchase, move_purchase, send_purchase};
pub use set_account::{SetAccount, remove_account, set_account};
pub use set_bank::{BankText, SetBank, SetPayer, set_bank, set_payer};
pub use take_back_payout::{TakeBackPayout, TakenBack, take_back_payout};

use crate::acting::{self, fault};
use crate::ids::Member;
use crate::purchase::{PurchaseState, PurchaseStep};
use crate::refused::PurchaseRefused;
use crate::rows::{Purchase, PurchaseEvent, PurchaseLine, Supplier};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::Power;

/// Where a purchase order stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseMoved {
    pub purchase: Id<Purchase>,
    pub number: i64,
    pub state: PurchaseState,
}

impl PurchaseMoved {
    fn of(purchase: &Purchase) -> PurchaseMoved {
        PurchaseMoved { purchase: purchase.id, number: purchase.number, state: purchase.state }
    }
}

/// A purchase order and its supplier, for somebody who has one of these powers and is not that supplier.
fn lock_for(
    tx: &mut Tx,
    by: Id<Member>,
    id: Id<Purchase>,
    one_of: &[Power],
) -> Outcome<(Purchase, Supplier), PurchaseRefused> {
    may(tx, by, one_of)?;
    let (purchase, supplier) = lock_purchase(tx, id)?;
    not_own(tx, &supplier, by)?;
    Ok((purchase, supplier))
}

fn lock_purchase(tx: &mut Tx, id: Id<Purchase>) -> Outcome<(Purchase, Supplier), PurchaseRefused> {
    let purchase = tx.lock::<Purchase>((tx.community(), id))?;
    let purchase = purchase.ok_or(Refused(PurchaseRefused::NoSuchPurchase))?;
    let supplier = acting::supplier(tx, purchase.supplier_id)?;
    let supplier = supplier.ok_or_else(|| fault(format!("{id}: its supplier is missing")))?;
    Ok((purchase, supplier))
}

fn may(tx: &mut Tx, by: Id<Member>, one_of: &[Power]) -> Outcome<(), PurchaseRefused> {
    acting::must_hold(tx, by, one_of, PurchaseRefused::NotAMember, PurchaseRefused::NotAllowed)
}

/// Conflict of interest: whatever the powers, nobody decides for the community about what they sell to it, or a company
/// behind which they stand.
fn not_own(tx: &mut Tx, supplier: &Supplier, by: Id<Member>) -> Outcome<(), PurchaseRefused> {
    let own = supplier.member.map_or(Ok(false), |member| community::is_own_matter(tx, by, member))?;
    match own {
        true => Err(Refused(PurchaseRefused::OwnPurchase)),
        false => Ok(()),
    }
}

fn lines_of(tx: &mut Tx, purchase: &Purchase) -> Result<Vec<PurchaseLine>, Fault> {
    let mut lines = Vec::new();
    for number in 1..=purchase.line_count {
        let line = tx.find::<PurchaseLine>((purchase.community_id, purchase.id, number))?;
        lines.push(line.ok_or_else(|| fault(format!("{} {number}: a line is missing", purchase.id)))?);
    }
    Ok(lines)
}

/// Writes down what happened; its number is counted in the purchase order, which the caller saves.
fn note(tx: &mut Tx, purchase: &mut Purchase, event: Noted<'_>) -> Result<(), Fault> {
    purchase.event_count += 1;
    tx.insert(&PurchaseEvent {
        community_id: purchase.community_id,
        purchase_id: purchase.id,
        number: purchase.event_count,
        step: event.step,
        at_us: event.now,
        by_member: event.by,
        reason: event.reason.map(str::to_owned),
        entry: event.entry,
    })
}

struct Noted<'a> {
    step: PurchaseStep,
    by: Option<Id<Member>>,
    reason: Option<&'a str>,
    entry: Option<i64>,
    now: Timestamp,
}

impl Noted<'_> {
    fn of(step: PurchaseStep, by: Option<Id<Member>>, now: Timestamp) -> Noted<'static> {
        Noted { step, by, reason: None, entry: None, now }
    }
}

fn announce(tx: &mut Tx, kind: &str, purchase: &Purchase) -> Result<(), Fault> {
    // Ids, numbers and codes need no escaping.
    let Purchase { id, number, state, .. } = purchase;
    tx.announce(kind, format!(r#"{{"purchase":"{id}","number":{number},"state":"{state}"}}"#))
}
