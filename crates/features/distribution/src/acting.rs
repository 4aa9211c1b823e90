//! What operations ask again and again: powers, counters, the books.
//!
//! Not a rule: it reads rows.

use crate::distribution::DistributionRefused;
use crate::ids::Member;
use crate::rows::DistributionCount;
use kernel::{Id, Zone};
use ledger::{BooksSeen, FundKind};
use store::{Fault, OpError, Outcome, Tx};
use web::Power;

/// Closes periods and makes simulations: keeps the money, or answers for the community.
pub(crate) const POWERS: [Power; 2] = [Power::ConfirmPayments, Power::EditCharter];

/// The second person of whatever leaves the bank.
pub(crate) const CONSENTS: [Power; 2] = [Power::PayOut, Power::ApproveExpenses];

/// Refuses who takes no part with `no_member`, and who has none of `powers` now with `lacks`.
pub(crate) fn must_hold<R>(
    tx: &mut Tx,
    id: Id<Member>,
    one_of: &[Power],
    no_member: R,
    lacks: R,
) -> Outcome<(), R> {
    match community::powers_now(tx, id)? {
        Some(powers) if one_of.iter().any(|power| powers.has(*power)) => Ok(()),
        Some(_) => Err(OpError::Refused(lacks)),
        None => Err(OpError::Refused(no_member)),
    }
}

/// Whoever closes periods and makes simulations.
pub(crate) fn must_keep<R>(tx: &mut Tx, id: Id<Member>, no_member: R, lacks: R) -> Outcome<(), R> {
    must_hold(tx, id, &POWERS, no_member, lacks)
}

/// Whether what a fund of this kind earned can be shared out.
///
/// # Errors
/// `FundIsKept`.
pub(crate) fn shares_out(kind: FundKind) -> Result<(), DistributionRefused> {
    match kind {
        FundKind::General | FundKind::Project => Ok(()),
        FundKind::Reserve | FundKind::MutualAid => Err(DistributionRefused::FundIsKept),
    }
}

pub(crate) fn next_number(tx: &mut Tx) -> Result<i64, Fault> {
    let community_id = tx.community();
    match tx.lock::<DistributionCount>(community_id)? {
        Some(mut count) => {
            count.distribution_count += 1;
            tx.save(&count)?;
            Ok(count.distribution_count)
        }
        None => {
            tx.insert(&DistributionCount { community_id, distribution_count: 1 })?;
            Ok(1)
        }
    }
}

pub(crate) fn books(source: &mut impl ledger::Source, community: i64) -> Result<BooksSeen, Fault> {
    ledger::book(source, community)?.ok_or_else(|| fault("this community has no books".to_owned()))
}

pub(crate) fn zone(books: &BooksSeen) -> Result<Zone, Fault> {
    Zone::parse(&books.zone).map_err(|_| fault(format!("there is no zone {}", books.zone)))
}

/// Something that our own rules exclude.
pub(crate) fn fault(text: String) -> Fault {
    Fault::Engine(text.into())
}
