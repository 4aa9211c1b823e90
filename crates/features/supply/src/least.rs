//! What was shared out by a rule with a least sum is not transferred by itself below that sum: it stays owed, and is carried to the next.
//!
//! Not a rule: it reads rows.

use crate::ids::Member;
use crate::rows::LeastOfShare;
use crate::run::Due;
use crate::supply_store::least_greatest;
use kernel::{Currency, Id};
use ledger::{AccountKey, Source};
use store::{Fault, Tx};

/// What entries are called that credit shares to their holders.
const SHARED: &str = "distribution_part";

/// Members who are looked at one by one in one choosing: more of them wait for the next.
const LOOKED_AT: usize = 2_000;

/// What was shared out under this cause is transferred from so much on. Called by whoever shares out, when it is decided.
///
/// # Errors
/// Of the database only.
pub fn keep_least(tx: &mut Tx, cause_id: String, least_minor: i64) -> Result<(), Fault> {
    let community_id = tx.community();
    tx.insert(&LeastOfShare { community_id, cause_id, least_minor })
}

/// The least sum that keeps what is due to a member from being transferred now; None where nothing does.
///
/// # Errors
/// Of the database only.
pub fn carried(
    source: &mut impl Source,
    community: i64,
    member: Id<Member>,
    currency: Currency,
) -> Result<Option<i64>, Fault> {
    let mut balance = |key| ledger::balance(source, community, &key);
    let due = Due {
        payable: balance(AccountKey::payable(member, currency))?,
        owed: balance(AccountKey::owed(member, currency))?,
        receivable: balance(AccountKey::receivable(member, currency))?,
    };
    Least::read(source, community, currency)?.holds(source, member, &due)
}

/// What is known of least sums while members are chosen.
pub(crate) struct Least {
    community: i64,
    currency: Currency,
    /// No least sum is greater.
    greatest: i64,
    looked_at: usize,
}

impl Least {
    pub(crate) fn read(source: &mut impl Source, community: i64, currency: Currency) -> Result<Least, Fault> {
        let greatest = least_greatest(source, community)?;
        Ok(Least { community, currency, greatest, looked_at: 0 })
    }

    /// The least sum that keeps what is due from being transferred: something of it was shared out by a rule that says more, and nothing
    /// but sales and shares is due. Who takes no part any more gets whatever there is: nothing comes that it could be carried to.
    pub(crate) fn holds(
        &mut self,
        source: &mut impl Source,
        member: Id<Member>,
        due: &Due,
    ) -> Result<Option<i64>, Fault> {
        let minor = due.total();
        if minor <= 0 || minor >= self.greatest || !due.is_alone() {
            return Ok(None);
        }
        self.looked_at += 1;
        if self.looked_at > LOOKED_AT {
            return Ok(Some(self.greatest));
        }
        let row = source.find::<community::Member>((self.community, member))?;
        if row.is_none_or(|row| !row.is_current()) {
            return Ok(None);
        }
        let mut least = 0;
        for head in ledger::left_of(source, self.community, &AccountKey::payable(member, self.currency))? {
            if head.entry.kind == SHARED {
                let row = source.find::<LeastOfShare>((self.community, head.entry.cause_id))?;
                least = least.max(row.map_or(0, |row| row.least_minor));
            }
        }
        Ok((minor < least).then_some(least))
    }
}
