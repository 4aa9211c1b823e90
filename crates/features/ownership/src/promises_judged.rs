//! What every table of promises, and of honest words beside them, is held to.

use super::promised_in;

pub(super) fn are_caught(promises: &[&str]) {
    let slipped: Vec<_> = promises.iter().filter(|text| promised_in(text).is_none()).collect();
    assert!(slipped.is_empty(), "{slipped:#?}");
}

pub(super) fn are_let_through(honest: &[&str]) {
    let stopped: Vec<_> =
        honest.iter().filter_map(|text| promised_in(text).map(|words| (text, words))).collect();
    assert!(stopped.is_empty(), "{stopped:#?}");
}

/// In the middle of honest sentences each promise is found, and they make none of one another.
pub(super) fn are_found_among(promises: &[&str], honest: &[&str]) {
    for (at, promise) in promises.iter().enumerate() {
        let (before, after) = (honest[at % honest.len()], honest[(at * 7 + 3) % honest.len()]);
        for between in [format!("{before}。{after}"), format!("{before}。{after}。")] {
            assert_eq!(promised_in(&between), None, "{between}");
        }
        let text = format!("{before}。{promise}。{after}");
        assert!(promised_in(&text).is_some(), "{text}");
    }
}
