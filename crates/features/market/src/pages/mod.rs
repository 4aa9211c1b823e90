//! The market's pages and its JSON: what people and programs see, and what they send. No rule lives here; every
//! change goes through an operation.

mod asking;
mod basket;
mod card;
pub(crate) mod complaint_answer;
pub(crate) mod complaint_new;
pub(crate) mod complaint_photos;
mod complaint_refusals;
mod complaint_view;
pub(crate) mod complaints;
pub(crate) mod for_buyer;
pub(crate) mod gateway;
mod held_against;
mod next_step;
pub(crate) mod offer_edit;
mod offer_form;
pub(crate) mod offer_page;
pub(crate) mod offer_pictures;
mod offer_seen;
pub(crate) mod offer_stock;
pub(crate) mod offer_story;
pub(crate) mod order_money;
pub(crate) mod order_moves;
pub(crate) mod order_page;
mod order_view;
pub(crate) mod orders_list;
pub(crate) mod owed;
pub(crate) mod owed_to;
pub(crate) mod packing;
pub(crate) mod payment_page;
pub(crate) mod payments;
pub(crate) mod proposed;
pub(crate) mod read_store;
pub(crate) mod record_payment;
pub(crate) mod refund_page;
mod refusals;
pub(crate) mod review;
mod review_line;
mod scene;
mod sections;
pub(crate) mod settings_page;
pub(crate) mod shortage;
pub(crate) mod sold;
pub(crate) mod storefront;
pub(crate) mod ticks;
mod titled;
pub(crate) mod together;
pub(crate) mod together_orders;
pub(crate) mod undo_payment;
pub(crate) mod unpaid;
pub(crate) mod waiting_view;
mod words;

pub(crate) use read_store::{
    OrdersWanted, STATEMENTS, offer_names, on_sale, orders, payment_count, refund_lines, refunds_of,
};
pub use sections::sections;

/// What a way to pay is called.
pub(crate) fn method_words(lang: web::Lang, code: crate::payment::MethodCode) -> String {
    words::method(crate::t(lang), code)
}
