//! Every answer that turns somebody away: a stable code, a status that says whose matter it is, and words in both
//! languages.

use market::offer::OfferRefused;
use market::order::OrderRefused;
use market::payment::{PaymentRefused, PayoutRefused};
use market::refund::RefundRefused;
use market::split::SplitRefused;
use web::{Lang, Refusal, WebRefused};

/// What is wrong with the refusals of one kind. A fault is the program's and has a 5xx.
fn wrong<R: Refusal>(all: &[R]) -> Vec<String> {
    assert!(!all.is_empty());
    let mut wrong = Vec::new();
    for refusal in all {
        let (code, status) = (refusal.code(), refusal.status());
        let (zh, en) = (refusal.say(Lang::Zh), refusal.say(Lang::En));
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let ours = matches!(code, "fault" | "busy" | "timed_out" | "storage_full");
        for (holds, what) in [
            (!code.is_empty() && code.bytes().all(plain), "the code is no code"),
            (status.is_client_error() || (ours && status.is_server_error()), "the status is no 4xx"),
            (!zh.trim().is_empty() && !en.trim().is_empty(), "no words"),
            (zh != en, "the same in both languages"),
            (zh != code && en != code, "the words are the code"),
            (!zh.is_ascii(), "the Chinese is not Chinese"),
            (
                en.chars().all(|letter| !('\u{4e00}'..='\u{9fff}').contains(&letter)),
                "the English has Chinese in it",
            ),
            (!zh.contains('{') && !en.contains('{'), "a variable was left open"),
        ] {
            if !holds {
                wrong.push(format!("{code} {status}: {what}: {zh} / {en}"));
            }
        }
    }
    wrong
}

#[test]
fn every_refusal_has_words_in_both_languages_and_a_status() {
    let wrong = [
        wrong(WebRefused::ALL),
        wrong(people::PeopleRefused::ALL),
        wrong(community::CommunityRefused::ALL),
        wrong(OfferRefused::ALL),
        wrong(SplitRefused::ALL),
        wrong(OrderRefused::ALL),
        wrong(PaymentRefused::ALL),
        wrong(PayoutRefused::ALL),
        wrong(RefundRefused::ALL),
    ]
    .concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
