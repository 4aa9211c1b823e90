//! What becomes of the register when somebody leaves: what they were about to do ends, and what members decided beforehand is carried out.
//! Called by features above, inside their own transactions.

use super::parting::PartedWith;
use super::transfer::{free, lock, lock_transfer, open_again, save};
use crate::acting;
use crate::ids::Member;
use crate::issue::Origin;
use crate::keeping::Change;
use crate::passing_store::transfers_of;
use crate::register::{PartingKind, PartingState, RegisterRefused as No, TransferState};
use crate::rows::{Instrument, Parting, ShareTransfer};
use kernel::{Id, Timestamp};
use store::{Fault, OpError, Outcome, Tx};

/// What somebody who left offers and nobody took up ends, and what they were about to take is open to others again, unless they have paid
/// for it. What others take from them waits for its yes or no: the money may be between the two already.
///
/// # Errors
/// Of the database only.
pub fn end_dealings(tx: &mut Tx, member: Id<Member>, now: Timestamp) -> Result<(), Fault> {
    let community = tx.community();
    for id in transfers_of(tx, community, member)? {
        let seen = tx.find_first::<ShareTransfer>((community, id))?;
        let Some(seen) = seen else { continue };
        let ends = seen.state == TransferState::Offered && seen.seller == member;
        let takes = seen.state == TransferState::Taken && seen.taker == Some(member);
        let opens = takes && seen.offered().ends_with_either();
        if !ends && !opens {
            continue;
        }
        let (mut register, mut row) = known(lock_transfer(tx, id))?;
        if ends {
            free(tx, &mut register, &mut row)?;
            (row.state, row.decided_at_us) = (TransferState::Withdrawn, Some(now));
        } else {
            open_again(tx, &mut register, &mut row)?;
        }
        known(save(tx, register, &row))?;
        let body = format!(r#"{{"transfer":"{}","number":{}}}"#, row.id, row.number);
        tx.announce(if ends { "share_offer_withdrawn" } else { "share_offered" }, body)?;
    }
    Ok(())
}

/// Units that go because members decided beforehand what a leaver keeps.
#[derive(Debug, Clone)]
pub struct LapseByRule {
    pub instrument: Id<Instrument>,
    pub holder: Id<Member>,
    /// At most; never what is on its way elsewhere.
    pub units: i64,
    /// What carries it out.
    pub origin: Origin,
}

/// Units of work leave the register and take no money with them: what was put in stays with what is held, and where that would leave
/// money without units, one unit stays. Answers how many went.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`.
pub fn lapse_by_rule(tx: &mut Tx, lapse: &LapseByRule, now: Timestamp) -> Outcome<i64, No> {
    let mut register = lock(tx, lapse.instrument)?;
    let held = register.held(tx, lapse.holder)?;
    let stays = i64::from(held.row.paid_minor > 0);
    let units = lapse.units.min(held.free()).min(held.row.units - stays).max(0);
    if units == 0 {
        register.put_back(tx)?;
        return Ok(0);
    }
    let change = Change { units: -units, minor: 0, origin: lapse.origin.clone(), entry: None };
    register.issue(tx, lapse.holder, change, now)?;
    register.save(tx, No::AboveEachBehind)?;
    let body = format!(r#"{{"instrument":"{}","origin":"{}"}}"#, lapse.instrument, lapse.origin.id);
    tx.announce("holding_lapsed", body)?;
    Ok(units)
}

/// Asks the fund, for who left, to give back what they put in, as members decided beforehand: like any buy-back it waits for a mandate
/// and somebody's consent. None where nothing was put in for what is free.
///
/// # Errors
/// `NoSuchInstrument`, `NotHeld`.
pub fn ask_back_by_rule(
    tx: &mut Tx,
    id: Id<Parting>,
    (instrument, holder): (Id<Instrument>, Id<Member>),
    reason: &str,
    now: Timestamp,
) -> Outcome<Option<PartedWith>, No> {
    let mut register = lock(tx, instrument)?;
    let held = register.held(tx, holder)?;
    let units = held.free();
    if held.paid_for(units) == 0 {
        register.put_back(tx)?;
        return Ok(None);
    }
    held.row.units_offered += units;
    register.save(tx, No::AboveEachBehind)?;
    let row = Parting {
        community_id: tx.community(),
        id,
        number: acting::count(tx, |count| count.parting_count += 1)?.parting_count,
        kind: PartingKind::BuyBack,
        instrument_id: instrument,
        holder,
        units,
        state: PartingState::Asked,
        asked_by: holder,
        asked_at_us: now,
        due_at_us: now,
        reason: reason.to_owned(),
        heir_count: 0,
        decided_by: None,
        decided_at_us: None,
        refusal: String::new(),
        amount_minor: None,
        expense: None,
        died_at_us: None,
        file_count: 0,
    };
    tx.insert(&row)?;
    let done = PartedWith::of(&row);
    done.announce(tx, "parting_asked")?;
    Ok(Some(done))
}

/// What the rows themselves name is there.
fn known<T>(found: Outcome<T, No>) -> Result<T, Fault> {
    found.map_err(|error| match error {
        OpError::Fault(fault) => fault,
        OpError::Refused(why) => acting::fault(why.code().to_owned()),
    })
}
