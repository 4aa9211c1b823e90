//! Where a line of a run is paid to: a supplier's bank details, or those that a member gave.
//!
//! Not a rule: it reads rows.

use crate::bank::BankText;
use crate::ids::Member;
use crate::rows::{MemberAccount, MemberBank, RunLine, Supplier, SupplierBank};
use crate::run::VoidReason;
use kernel::{Id, Timestamp};
use ledger::Source;
use store::Fault;

/// The bank details that a line was made with.
#[derive(Debug, Clone)]
pub(crate) struct PaidTo {
    pub text: BankText,
    pub changed_by: Id<Member>,
    pub changed_at: Timestamp,
    /// A member's first, which is nothing to wonder about.
    pub is_first: bool,
}

/// None where they are gone.
pub(crate) fn paid_to(source: &mut impl Source, line: &RunLine) -> Result<Option<PaidTo>, Fault> {
    let (community, version) = (line.community_id, line.bank_version);
    let found = match line.supplier_id {
        Some(supplier) => {
            let bank = source.find::<SupplierBank>((community, supplier, version))?;
            bank.map(|bank| PaidTo {
                text: bank.text(),
                changed_by: bank.changed_by,
                changed_at: bank.changed_at_us,
                is_first: false,
            })
        }
        None => {
            let bank = source.find::<MemberBank>((community, line.member, version))?;
            bank.map(|bank| PaidTo {
                text: bank.text(),
                changed_by: line.member,
                changed_at: bank.changed_at_us,
                is_first: version == 1,
            })
        }
    };
    Ok(found.filter(|found| !found.text.account.is_empty()))
}

/// Why a line is not to be paid, as far as who is paid says it.
pub(crate) fn void(source: &mut impl Source, line: &RunLine) -> Result<Option<VoidReason>, Fault> {
    let (version, is_open) = match line.supplier_id {
        Some(supplier) => {
            let row = source.find::<Supplier>((line.community_id, supplier))?;
            row.map_or((0, false), |row| (row.bank_version, row.is_open))
        }
        None => {
            let row = source.find::<MemberAccount>((line.community_id, line.member))?;
            (row.map_or(0, |row| row.version), true)
        }
    };
    Ok(match version == line.bank_version {
        false => Some(VoidReason::BankChanged),
        true => (!is_open).then_some(VoidReason::SupplierClosed),
    })
}
