//! A person is erased. What was shared out stays under the member's id: the books rest on it, and shares carry no words of anybody. What
//! they wrote about tax that they took back goes.

use crate::distribution_store::taken_back_by;
use crate::rows::TaxPayment;
use kernel::Id;
use std::convert::Infallible;
use store::{Outcome, Tx};
use web::ids::Member;

pub(crate) fn forget_member(tx: &mut Tx, member: Id<Member>) -> Outcome<(), Infallible> {
    let community = tx.community();
    for (distribution, line, attempt) in taken_back_by(tx, community, member)? {
        if let Some(mut payment) = tx.lock::<TaxPayment>((community, distribution, line, attempt))? {
            payment.reason = Some(String::new());
            tx.save(&payment)?;
        }
    }
    Ok(())
}
