//! What a mandate's page says of the purchase orders that room is kept for.

use super::photos::OFFICE;
use crate::asked_store::kept_under;
use crate::rows::{Purchase, Supplier};
use crate::t;
use kernel::Id;
use spending::rows::Mandate;
use spending::{KeepsRoom, KeptFor};
use store::{Fault, Reader};
use web::{Lang, Membership};

/// For spending, which shows it: to every member which order and how much, of whom to nobody.
#[derive(Debug)]
pub struct KeptByPurchases;

impl KeepsRoom for KeptByPurchases {
    fn kept(
        &self,
        reader: &mut Reader,
        community: i64,
        mandate: Id<Mandate>,
        who: &Membership,
        lang: Lang,
    ) -> Result<Vec<KeptFor>, Fault> {
        let mut kept = Vec::new();
        for id in kept_under(reader, community, mandate)? {
            let Some(row) = reader.find::<Purchase>(&(community, id))? else { continue };
            let supplier = reader.find::<Supplier>(&(community, row.supplier_id))?;
            let own = supplier.is_some_and(|supplier| supplier.member == Some(who.member));
            let sees = OFFICE.iter().any(|power| who.powers.has(*power)) || (own && row.state.is_shown());
            kept.push(KeptFor {
                title: t(lang).purchase_numbered(row.number),
                path: sees.then(|| format!("supply/orders/{id}")),
                minor: row.kept_minor,
            });
        }
        Ok(kept)
    }
}
