//! Every address of this feature.
//!
//! Not a rule: it ties addresses to handlers.

use crate::pages::{
    certificate_page, companies, company_page, holding_moves, holding_page, instrument_page, instruments,
    moves, parting_page, partings, register, subscribing, subscription_page, subscriptions, texts,
    transfer_page, transfers,
};
use axum::Extension;
use files::Shelf;
use utoipa_axum::routes;
use web::Routes;

/// With the place where what shows a death is kept.
pub fn routes(shelf: &Shelf) -> Routes {
    let with_files = Routes::new().routes(routes!(partings::ask_parting)).layer(Extension(shelf.clone()));
    Routes::new()
        .routes(routes!(instruments::instruments_page))
        .routes(routes!(instrument_page::instrument_page))
        .routes(routes!(subscribing::subscribe))
        .routes(routes!(subscribing::revise_risk))
        .routes(routes!(subscribing::agree_risk))
        .routes(routes!(subscribing::drop_risk))
        .routes(routes!(register::register_page))
        .routes(routes!(subscriptions::subscriptions_page))
        .routes(routes!(subscription_page::subscription_page))
        .routes(routes!(moves::record_arrival))
        .routes(routes!(moves::take_back_arrival))
        .routes(routes!(moves::refuse_subscription))
        .routes(routes!(moves::withdraw_subscription))
        .routes(routes!(moves::claim_paid))
        .routes(routes!(holding_page::holding_page))
        .routes(routes!(holding_moves::offer_units))
        .routes(routes!(holding_moves::ask_buy_back))
        .routes(routes!(holding_moves::read_risk))
        .routes(routes!(holding_moves::make_certificate))
        .routes(routes!(holding_moves::name_heir))
        .routes(routes!(transfers::transfers_page))
        .routes(routes!(transfer_page::transfer_page))
        .routes(routes!(transfer_page::take_up))
        .routes(routes!(transfer_page::withdraw_offer))
        .routes(routes!(transfer_page::say_paid))
        .routes(routes!(transfer_page::approve_transfer))
        .routes(routes!(transfer_page::refuse_transfer))
        .routes(routes!(partings::partings_page))
        .routes(routes!(partings::parting_new_page))
        .routes(routes!(parting_page::parting_page))
        .routes(routes!(parting_page::consent_parting))
        .routes(routes!(parting_page::refuse_parting))
        .routes(routes!(parting_page::withdraw_parting))
        .routes(routes!(parting_page::accept_legacy))
        .routes(routes!(certificate_page::certificate_page))
        .routes(routes!(companies::companies_page))
        .routes(routes!(companies::name_owners))
        .routes(routes!(company_page::company_page))
        .routes(routes!(company_page::say_owner))
        .routes(routes!(texts::texts_page))
        .routes(routes!(texts::ask_about_text))
        .routes(routes!(texts::pass_text))
        .merge(with_files)
}
