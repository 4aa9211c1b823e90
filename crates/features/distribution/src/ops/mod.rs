//! Operations, one a file: lock, decide, save, post, announce.

mod carry_out;
mod close_period;
mod forget_member;
mod freeze;
mod open_next;
mod pay_next;
mod pay_tax;

pub(crate) use carry_out::pays_gifts_out;
pub use carry_out::{CarryOut, carry_out_by_decision, check_named};
pub use close_period::{CloseStep, Closed, MoveClosing, move_closing};
pub(crate) use forget_member::forget_member;
pub use freeze::{
    BLOCKS_AT_ONCE, Freeze, Frozen, begin_freezing, end_freezing, freeze_blocks, frozen_before,
};
pub use open_next::open_next;
pub use pay_next::pay_next;
pub use pay_tax::{MoveTax, TaxMoved, TaxStep, move_tax};
