//! What features above ask about suppliers.
//!
//! Not a rule: it reads rows.

use crate::acting::fault;
use crate::asked_store::rooms;
use crate::books::CREDIT;
use crate::ids::Member;
use crate::ops::RETURNED;
use crate::purchase::PurchaseState;
use crate::rows::{Credit, PaymentRun, Purchase, PurchaseLine, Supplier};
use crate::supply_store::{raised_for, run_of, suppliers_after};
use kernel::Id;
use market::rows::Payout;
use spending::rows::Mandate;
use store::{Fault, Reader, Tx};

/// How much came of what a pool ordered: ordered and received, in thousandths. None while more may come.
///
/// # Errors
/// Of the database only.
pub fn received(tx: &mut Tx, purchase: Id<Purchase>) -> Result<Option<(i64, i64)>, Fault> {
    let community = tx.community();
    let row = tx.find::<Purchase>((community, purchase))?;
    let Some(row) = row.filter(|row| row.state == PurchaseState::Closed) else { return Ok(None) };
    let line = tx.find::<PurchaseLine>((community, row.id, 1))?;
    let line = line.ok_or_else(|| fault(format!("{purchase}: ordered nothing")))?;
    Ok(Some((line.quantity_milli.milli, line.received_milli)))
}

/// The mandates under which room is kept for purchase orders, and how much.
///
/// # Errors
/// Of the database only.
pub fn kept_rooms(reader: &mut Reader, community: i64) -> Result<Vec<(Id<Mandate>, i64)>, Fault> {
    rooms(reader, community)
}

/// What a pool ordered, and where that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurchaseOfPool {
    pub purchase: Id<Purchase>,
    pub number: i64,
    pub state: PurchaseState,
    pub supplier: Option<Id<Member>>,
}

/// # Errors
/// Of the database only.
pub fn purchase_of_pool(
    reader: &mut Reader,
    community: i64,
    pool: &str,
) -> Result<Option<PurchaseOfPool>, Fault> {
    let Some(id) = raised_for(reader, community, pool)?.first().copied() else { return Ok(None) };
    let Some(row) = reader.find::<Purchase>(&(community, id))? else { return Ok(None) };
    let supplier = reader.find::<Supplier>(&(community, row.supplier_id))?.and_then(|row| row.member);
    let Purchase { id: purchase, number, state, .. } = row;
    Ok(Some(PurchaseOfPool { purchase, number, state, supplier }))
}

/// Suppliers of whom something can be bought, by their names: open, with an account, and not the one who asks.
///
/// # Errors
/// Of the database only.
pub fn suppliers_to_buy_from(
    reader: &mut Reader,
    community: i64,
    me: Option<Id<Member>>,
) -> Result<Vec<(Id<Supplier>, String)>, Fault> {
    let mut open = Vec::new();
    for id in suppliers_after(reader, community, 0, SUPPLIERS)? {
        let row = reader.find::<Supplier>(&(community, id))?;
        let row = row.filter(|row| row.is_open && row.member.is_some() && row.member != me);
        open.extend(row.map(|row| (row.id, row.name)));
    }
    Ok(open)
}

/// More of them are not offered to choose from.
const SUPPLIERS: i64 = 200;

/// Empty where the supplier has been forgotten.
///
/// # Errors
/// Of the database only.
pub fn supplier_name(reader: &mut Reader, community: i64, id: Id<Supplier>) -> Result<String, Fault> {
    Ok(reader.find::<Supplier>(&(community, id))?.map_or_else(String::new, |row| row.name))
}

/// The thing that a cause in the books names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupplyBehind {
    /// Where it stands, below the community's address.
    pub path: String,
    /// The supplier, where it is about one.
    pub supplier: Option<Id<Member>>,
}

/// None for other causes.
///
/// # Errors
/// Of the database only.
pub fn supply_of_cause(
    reader: &mut Reader,
    community: i64,
    kind: &str,
    id: &str,
) -> Result<Option<SupplyBehind>, Fault> {
    match kind {
        CREDIT => {
            let Ok(id) = Id::<Credit>::parse(id) else { return Ok(None) };
            let Some(credit) = reader.find::<Credit>(&(community, id))? else { return Ok(None) };
            let supplier = reader.find::<Supplier>(&(community, credit.supplier_id))?;
            let supplier = supplier.and_then(|supplier| supplier.member);
            Ok(Some(SupplyBehind { path: format!("supply/orders/{}", credit.purchase_id), supplier }))
        }
        // A payout that a run made; one that was made singly is no matter of this feature.
        "payout" => {
            let Ok(id) = Id::<Payout>::parse(id) else { return Ok(None) };
            let Some(payout) = reader.find::<Payout>(&(community, id))? else { return Ok(None) };
            let run = run_of(reader, community, payout.member, id)?;
            // The run's page is for who deals with money, not for who is paid by one of its lines.
            Ok(run.map(|run| SupplyBehind { path: format!("supply/runs/{run}"), supplier: None }))
        }
        RETURNED => {
            let Ok(id) = Id::<PaymentRun>::parse(id) else { return Ok(None) };
            let run = reader.find::<PaymentRun>(&(community, id))?;
            Ok(run.map(|run| SupplyBehind { path: format!("supply/runs/{}", run.id), supplier: None }))
        }
        _ => Ok(None),
    }
}
