//! Every address of the market.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::{
    complaint_answer, complaint_new, complaints, for_buyer, gateway, offer_edit, offer_page, offer_pictures,
    offer_stock, offer_story, order_money, order_moves, order_page, orders_list, owed, owed_to, packing,
    payment_page, payments, proposed, record_payment, refund_page, review, settings_page, shortage, sold,
    storefront, together_orders, undo_payment, unpaid, waiting_view,
};
use axum::extract::DefaultBodyLimit;
use files::Shelf;
use std::sync::Arc;
use utoipa_axum::routes;
use web::Routes;

/// `above_orders` is what features above show above a member's own orders, `beside_payments` beside the payments to check, `about_order` what they say of a single one, `checkout` what
/// they add to an order that is being placed, `runs` which payments to a member wait. `gateway_secret`
/// signs what the played payment gateway says; it is made anew with each start of the program. `shelf` is where pictures of goods and
/// of complaints are kept.
pub fn routes(
    shelf: &Shelf,
    gateway_secret: &[u8; 32],
    above_orders: Vec<Arc<dyn community::Provider>>,
    beside_payments: Vec<Arc<dyn community::Provider>>,
    about_order: Vec<Arc<dyn crate::AboutOrder>>,
    checkout: Arc<dyn crate::brought::AtCheckout>,
    runs: Arc<dyn crate::WaitingRuns>,
) -> Routes {
    // A request may bring files: it takes more than others.
    let with_files = Routes::new()
        .routes(routes!(complaint_new::complain))
        .routes(routes!(offer_pictures::pictures_page, offer_pictures::add_picture))
        .layer(axum::Extension(shelf.clone()))
        .layer(DefaultBodyLimit::max(files::BODY_BYTES_MAX));
    shop()
        .merge(with_files)
        .merge(orders())
        .merge(desk())
        .layer(axum::Extension(gateway::Secret(*gateway_secret)))
        .layer(axum::Extension(orders_list::Above(above_orders)))
        .layer(axum::Extension(payments::Beside(beside_payments)))
        .layer(axum::Extension(order_page::About(about_order)))
        .layer(axum::Extension(review::Checkout(checkout)))
        .layer(axum::Extension(waiting_view::Runs(runs)))
}

/// What is for sale.
fn shop() -> Routes {
    Routes::new()
        .routes(routes!(storefront::storefront))
        .routes(routes!(storefront::shelf_of))
        .routes(routes!(sold::sold_page))
        .routes(routes!(settings_page::settings_page, settings_page::change_settings))
        .routes(routes!(offer_edit::create_offer))
        .routes(routes!(offer_edit::new_offer))
        .routes(routes!(proposed::proposed_page))
        .routes(routes!(offer_page::offer_page, offer_edit::edit_offer))
        .routes(routes!(offer_edit::edit_form))
        .routes(routes!(offer_stock::stock_page, offer_stock::restock))
        .routes(routes!(offer_story::story_page, offer_story::retell_offer))
        .routes(routes!(offer_pictures::put_picture_first))
        .routes(routes!(offer_pictures::remove_picture))
        .routes(routes!(offer_stock::withdraw_offer))
        .routes(routes!(offer_stock::publish_offer))
}

/// What somebody bought.
fn orders() -> Routes {
    Routes::new()
        .routes(routes!(orders_list::orders_page, review::place_order))
        .routes(routes!(review::review))
        .routes(routes!(order_page::order_page))
        .routes(routes!(order_page::choose_payment))
        .routes(routes!(order_page::claim_payment))
        .routes(routes!(order_page::withdraw_claim))
        .routes(routes!(order_moves::cancel_order))
        .routes(routes!(order_moves::accept_order))
        .routes(routes!(complaint_new::complaint_form))
        .routes(routes!(complaint_answer::answer_form, complaint_answer::answer_complaint))
        .routes(routes!(complaint_answer::agree_remedy))
        .routes(routes!(complaint_answer::decline_remedy))
        .routes(routes!(complaint_answer::confirm_answer))
        .routes(routes!(order_moves::settle_order))
        .routes(routes!(order_money::order_money))
        .routes(routes!(gateway::simulated_page, gateway::play))
        .routes(routes!(gateway::notify))
}

/// What waits for those who work for the community.
fn desk() -> Routes {
    Routes::new()
        .routes(routes!(unpaid::unpaid_page))
        .routes(routes!(complaints::complaints_page))
        .routes(routes!(payments::payments_page))
        .routes(routes!(together_orders::together_page, together_orders::enter_together))
        .routes(routes!(together_orders::reading_page, together_orders::read_together))
        .routes(routes!(payment_page::payment_page))
        .routes(routes!(payment_page::confirm_payment))
        .routes(routes!(payment_page::refuse_payment))
        .routes(routes!(payment_page::return_payment))
        .routes(routes!(payment_page::owe_payment))
        .routes(routes!(record_payment::record_payment))
        .routes(routes!(undo_payment::undo_payment))
        .routes(routes!(for_buyer::set_off))
        .routes(routes!(owed::owed_page))
        .routes(routes!(owed_to::owed_to))
        .routes(routes!(owed_to::pay_out))
        .routes(routes!(owed_to::repay))
        .routes(routes!(packing::packing_page))
        .routes(routes!(packing::fulfil_order))
        .routes(routes!(shortage::shortage_page, shortage::report_shortage))
        .routes(routes!(refund_page::refund_page))
        .routes(routes!(refund_page::refund_order))
}
