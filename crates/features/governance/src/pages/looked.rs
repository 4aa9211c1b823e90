//! What of a proposal is looked through for promises of a return, with where it stands for who lets a text pass.

use crate::asks::{Action, Asks};
use crate::promising::{is_about_capital, terms};
use ownership::TextPlace;
use pools::campaign::Offered;

/// All that is looked through of a proposal, each with where it stands for who lets a text pass.
pub(crate) fn said_in<'a>(asks: &'a Asks, title: &'a str, body: &'a str) -> Vec<(TextPlace, &'a str)> {
    let mut texts = Vec::new();
    if is_about_capital(asks, title, body) {
        texts.extend([title, body]);
        texts.extend(asks.options.iter().flat_map(|option| [option.title.as_str(), option.note.as_str()]));
    }
    let mut texts: Vec<_> = texts.into_iter().map(|text| (TextPlace::Proposal, text)).collect();
    for action in &asks.actions {
        let place = match action {
            Action::Campaign { campaign } => {
                let offered = Offered::parse(&campaign.offered).unwrap_or(Offered::Donation);
                pools::text_place(offered)
            }
            _ => TextPlace::Share,
        };
        texts.extend(terms(action).into_iter().map(|text| (place, text)));
    }
    texts
}
