//! What a mandate's page says of the group buys that room is kept for.

use crate::pools_store::kept_under;
use crate::rows::{GroupBuy, Pool};
use kernel::Id;
use spending::rows::Mandate;
use spending::{KeepsRoom, KeptFor};
use store::{Fault, Reader};
use web::{Lang, Membership};

/// For spending, which shows it: every member sees the pools.
#[derive(Debug)]
pub struct KeptByGroupBuys;

impl KeepsRoom for KeptByGroupBuys {
    fn kept(
        &self,
        reader: &mut Reader,
        community: i64,
        mandate: Id<Mandate>,
        _: &Membership,
        _: Lang,
    ) -> Result<Vec<KeptFor>, Fault> {
        let mut kept = Vec::new();
        for id in kept_under(reader, community, mandate)? {
            let Some(pool) = reader.find::<Pool>(&(community, id))? else { continue };
            let Some(buy) = reader.find::<GroupBuy>(&(community, id))? else { continue };
            kept.push(KeptFor {
                title: pool.title,
                path: Some(format!("pools/{id}")),
                minor: buy.kept_minor,
            });
        }
        Ok(kept)
    }
}
