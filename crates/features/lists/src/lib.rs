//! Order lists of a chat (接龙), pasted in, mended, and made orders.
//!
//! Rules are pure (`line`, `standing`, `due`, `again`, `trouble`, `code`, `writing`, `phone`), operations are in `ops`, one a file.
//! Reading is the crate `jielong`'s, orders are the market's.

pub mod again;
pub mod below;
pub mod calling_off;
mod chat_heading;
pub mod chat_terms;
pub mod claim_codes;
pub mod code;
pub mod due;
mod from_reader;
pub mod given_back;
pub mod heading_day;
pub mod heading_says;
pub mod heading_sender;
pub mod heading_time;
pub mod heading_title;
pub mod held;
pub mod ids;
mod jobs;
pub mod joining;
mod known;
mod letters;
pub mod line;
mod lists_store;
mod made;
pub mod namesake;
mod nearest;
mod note;
pub mod offering;
pub mod older;
pub mod ops;
pub mod ordering;
pub mod own;
mod pages;
pub mod parts;
mod personal_data;
pub mod phone;
pub mod place;
pub mod proportion;
pub mod reading;
mod refusals;
pub mod refused;
mod routes;
pub mod rows;
pub mod sheet;
pub mod sheet_write;
pub mod standing;
mod step;
pub mod table;
mod table_amount;
pub mod table_besides;
mod table_file;
mod table_rows;
pub mod to_give_back;
pub mod to_join;
pub mod told_back;
pub mod trouble;
pub mod whole;
pub mod writing;

pub use pages::{
    AboutListOrder, beyond_told, list_told, no_file_told, not_offered_told, ordered_told,
    sections as providers,
};
pub use personal_data::personal_data;
pub use refused::{ClaimRefused, ListRefused};
pub use routes::routes;

use store::{Handler, Migration, Row, Table};
use web::Topic;

web::translations!();

pub fn migrations() -> Vec<Migration> {
    let step = |number, name, sql| Migration { feature: "lists", number, name, sql };
    vec![
        step(1, "pasted lists", include_str!("../migrations/0001_lists.sql")),
        step(2, "people of one name", include_str!("../migrations/0002_namesakes.sql")),
        step(3, "phones of names", include_str!("../migrations/0003_phones.sql")),
        step(4, "since when a heading says it", include_str!("../migrations/0004_headings.sql")),
        step(5, "when terms were said", include_str!("../migrations/0005_terms_said.sql")),
        step(6, "places of orders", include_str!("../migrations/0006_places.sql")),
        step(7, "what goes with an older copy", include_str!("../migrations/0007_older_copies.sql")),
        step(8, "where a heading ends", include_str!("../migrations/0008_heading_lines.sql")),
        step(9, "parts in group buys", include_str!("../migrations/0009_parts.sql")),
    ]
}

/// Parents first.
pub fn tables() -> Vec<&'static Table> {
    vec![
        rows::ListCount::TABLE,
        rows::OrderList::TABLE,
        rows::ListItem::TABLE,
        rows::ListLine::TABLE,
        rows::ListBuyer::TABLE,
        rows::ListOrder::TABLE,
        rows::ListPart::TABLE,
        rows::KnownName::TABLE,
        rows::ClaimCode::TABLE,
    ]
}

/// Every read-only statement, to be prepared and looked at on both engines.
pub fn statements() -> Vec<&'static str> {
    lists_store::STATEMENTS.to_vec()
}

/// Every refusal, for the page that explains them.
pub fn refusals() -> Vec<std::sync::Arc<dyn web::Refusal>> {
    [web::refusals_of(ListRefused::ALL), web::refusals_of(ClaimRefused::ALL)].concat()
}

/// Why an order that a list does not want any more is called off: for commands.
pub fn called_off_because(lang: web::Lang) -> String {
    t(lang).called_off_because()
}

/// What a thing is counted in of which nobody said it.
pub fn piece(lang: web::Lang) -> String {
    t(lang).piece()
}

/// Which live pages an event of this feature changes.
pub fn topics(kind: &str) -> &'static [Topic] {
    if kind.starts_with("list_") || kind == "orders_claimed" { &[Topic::Orders] } else { &[] }
}

/// What becomes due by the clock.
pub fn jobs() -> Vec<(&'static str, Handler)> {
    jobs::handlers()
}
