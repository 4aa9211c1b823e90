//! What can be done in the market: one operation a file. Each is a synchronous function on `Tx` that takes who
//! acts, its input (ids of new things included) and the time; handlers, jobs, import and demo call the same ones.

mod accept_order;
mod cancel_order;
mod choose_payment;
mod claim_payment;
mod confirm_payment;
mod create_offer;
mod edit_offer;
mod expire_order;
mod fulfil_order;
mod notify_payment;
mod order_rows;
mod pay_out;
mod place_order;
mod publish_offer;
mod refund_order;
mod refuse_payment;
mod report_shortage;
mod restock;
mod return_unmatched;
mod set_up_market;
mod settle_order;
mod withdraw_offer;

pub use accept_order::{accept_by_silence, accept_order};
pub use cancel_order::{CancelOrder, cancel_order};
pub use choose_payment::{ChoosePayment, choose_payment};
pub use claim_payment::{ClaimPayment, claim_payment};
pub use confirm_payment::{Arrived, ConfirmPayment, Landed, RecordPayment, confirm_payment, record_payment};
pub use create_offer::{CreateOffer, NewVariant, create_offer};
pub use edit_offer::{EditOffer, VariantEdit, edit_offer};
pub use expire_order::expire_order;
pub use fulfil_order::{FulfilOrder, fulfil_order};
pub use notify_payment::{Noticed, notify_payment};
pub use order_rows::parts_left;
pub use pay_out::{PayOut, pay_out};
pub use place_order::{Asked, LineWanted, Pay, PlaceOrder, PlaceRefused, Placed, place_order};
pub use publish_offer::publish_offer;
pub use refund_order::{GaveBack, RefundOrder, RefundWhat, refund_order};
pub use refuse_payment::{RefusePayment, refuse_payment};
pub use report_shortage::{ReportShortage, report_shortage};
pub use restock::{Restock, restock};
pub use return_unmatched::{ReturnUnmatched, return_unmatched};
pub use set_up_market::{SetUpMarket, set_up_market, settings};
pub use settle_order::settle_order;
pub use withdraw_offer::{WithdrawOffer, withdraw_offer};
