//! What remains here of a person whose account is erased: sums, dates and ids, without a word of theirs or about
//! their payments, and without the pictures of what they complained of.
//!
//! The words of those who worked for the community stay: why money was given back stands in the books of others.

use crate::complained_store::photos_of_buyer;
use crate::ids::Member;
use crate::market_store::{PAYMENTS_WITH_WORDS, PAYOUTS_WITH_WORDS, REPAYMENTS_OF_MEMBER, WORDS_OF_BUYER};
use crate::rows::{Order, OrderEvent, Payment, Payout, Repayment};
use kernel::Id;
use std::convert::Infallible;
use store::{Fault, Outcome, Tx};

/// Nothing happens where nothing of the member is known; a second time changes nothing.
///
/// # Errors
/// Of the database only.
pub fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    payments(tx, member)?;
    payouts(tx, member)?;
    repayments(tx, member)?;
    for photo in photos_of_buyer(tx, member)? {
        files::let_go(tx, photo)?;
    }
    Ok(words_of_buyer(tx, member)?)
}

/// What the buyer wrote about a payment, and what the bank's statement said or why it was not found.
fn payments(tx: &mut Tx, member: Id<Member>) -> Result<(), Fault> {
    let community = tx.community();
    for (id,) in tx.rows::<(Id<Payment>,)>(PAYMENTS_WITH_WORDS, &[&community, &member])? {
        if let Some(mut payment) = tx.lock::<Payment>((community, id))? {
            (payment.proof, payment.reference) = (None, None);
            tx.save(&payment)?;
        }
    }
    Ok(())
}

fn payouts(tx: &mut Tx, member: Id<Member>) -> Result<(), Fault> {
    let community = tx.community();
    for (id,) in tx.rows::<(Id<Payout>,)>(PAYOUTS_WITH_WORDS, &[&community, &member])? {
        if let Some(mut payout) = tx.lock::<Payout>((community, id))? {
            payout.reference.clear();
            tx.save(&payout)?;
        }
    }
    Ok(())
}

fn repayments(tx: &mut Tx, member: Id<Member>) -> Result<(), Fault> {
    let community = tx.community();
    for (id,) in tx.rows::<(Id<Repayment>,)>(REPAYMENTS_OF_MEMBER, &[&community, &member])? {
        if let Some(mut repayment) = tx.lock::<Repayment>((community, id))? {
            repayment.reference = None;
            tx.save(&repayment)?;
        }
    }
    Ok(())
}

/// Why the own orders were called off or complained of, and what their stories say of payments not found or sent back.
fn words_of_buyer(tx: &mut Tx, member: Id<Member>) -> Result<(), Fault> {
    let community = tx.community();
    for (order, number) in tx.rows::<(Id<Order>, i64)>(WORDS_OF_BUYER, &[&community, &member])? {
        if let Some(mut event) = tx.lock::<OrderEvent>((community, order, number))? {
            event.reason = None;
            tx.save(&event)?;
        }
    }
    Ok(())
}
