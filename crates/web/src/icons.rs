//! The few pictures of the navigation: drawn for this house on a grid of 24, lines of 1.6.

use crate::html::Html;
use crate::reply::Place;

pub(crate) fn of(place: Place) -> Html {
    let path = match place {
        // A roof over an open door.
        Place::Home => "M4 11.2 12 4.5l8 6.7M6 9.8V19h12V9.8M10.2 19v-5h3.6v5",
        // An awning over a stall.
        Place::Market => {
            "M4.5 5h15l1 4.5a2.1 2.1 0 0 1-4.2 0 2.1 2.1 0 0 1-4.3 0 2.1 2.1 0 0 1-4.3 0 2.1 2.1 0 0 1-4.2 0zM5.8 12v7h12.4v-7"
        }
        // Two who speak with each other.
        Place::Decisions => "M4.5 5.500h10v7H9l-2.500 2.500v-2.500h-2zM17 9h2.500v7h-2v2.500L15 16h-5v-1.500",
        // A seedling.
        Place::Projects => {
            "M12 19.5v-8M12 13c0-3.6-2.3-5.8-6.5-6 0 4 2.3 6 6.5 6zM12 11c.1-3.4 2.2-5.7 6.5-6-.1 4-2.3 6-6.5 6zM7 19.5h10"
        }
        // An open book.
        Place::Books => {
            "M12 6.8C10 5.4 7.4 5 4 5.2v12.6c3.4-.2 6 .2 8 1.6 2-1.4 4.6-1.8 8-1.6V5.2c-3.4-.2-6 .2-8 1.6zM12 6.8v12.4"
        }
        // A person.
        Place::Mine | Place::Elsewhere => {
            "M12 12.2a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4zM5 19.6c.6-3.3 3.3-5 7-5s6.4 1.7 7 5"
        }
        // A tray with papers.
        Place::Desk => "M4.5 13.5 7 5.500h10l2.5 8V19h-15zM4.5 13.500h4.300l1 2h4.400l1-2h4.300M9.5 9h5",
    };
    Html::trusted(format!(
        "<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"24\" height=\"24\" aria-hidden=\"true\" \
         focusable=\"false\"><path d=\"{path}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.6\" \
         stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>"
    ))
}
