//! Who may look at a picture of what was delivered: whoever may see its purchase order.

use crate::rows::{Purchase, Supplier};
use crate::supply_store::of_photo;
use files::rows::File;
use kernel::Id;
use store::{Fault, Reader};
use web::{Membership, Power};

/// Of the program's features, the one whose deliveries have pictures.
pub struct PhotoOwner;

pub(super) const OFFICE: [Power; 4] =
    [Power::ManageOffers, Power::FulfilOrders, Power::PayOut, Power::ApproveExpenses];

impl files::Owner for PhotoOwner {
    fn may_see(
        &self,
        reader: &mut Reader,
        community: i64,
        who: &Membership,
        file: Id<File>,
    ) -> Result<Option<bool>, Fault> {
        let Some(purchase) = of_photo(reader, community, file)? else { return Ok(None) };
        let Some(purchase) = reader.find::<Purchase>(&(community, purchase))? else { return Ok(None) };
        let supplier = reader.find::<Supplier>(&(community, purchase.supplier_id))?;
        let own = supplier.is_some_and(|supplier| supplier.member == Some(who.member));
        Ok(Some(own || OFFICE.iter().any(|power| who.powers.has(*power))))
    }
}
