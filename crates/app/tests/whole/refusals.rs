//! Every answer that turns somebody away: a stable code, a status that says whose matter it is, and words in both
//! languages.

use crate::common::{World, program};
use axum::http::Method;
use market::offer::OfferRefused;
use market::order::OrderRefused;
use market::payment::{PaymentRefused, PayoutRefused, RepaymentRefused};
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
        wrong(RepaymentRefused::ALL),
        wrong(RefundRefused::ALL),
        wrong(market::complaint::ComplaintRefused::ALL),
        wrong(files::FilesRefused::ALL),
        wrong(governance::ballot::BallotRefused::ALL),
        wrong(spending::MandateRefused::ALL),
        wrong(contributions::ContributionRefused::ALL),
        wrong(contributions::RulesRefused::ALL),
        wrong(contributions::CallRefused::ALL),
        wrong(contributions::DepartureRefused::ALL),
        wrong(spending::ExpenseRefused::ALL),
        wrong(spending::ReceiptRefused::ALL),
        wrong(supply::SupplierRefused::ALL),
        wrong(supply::PurchaseRefused::ALL),
        wrong(supply::RunRefused::ALL),
        wrong(pools::PoolRefused::ALL),
        wrong(pools::CommitRefused::ALL),
        wrong(pools::CampaignRefused::ALL),
        wrong(pools::MatchRefused::ALL),
        wrong(pickup::PointRefused::ALL),
        wrong(pickup::PickupRefused::ALL),
        wrong(lists::ListRefused::ALL),
        wrong(lists::ClaimRefused::ALL),
        wrong(ownership::InstrumentRefused::ALL),
        wrong(ownership::SubscriptionRefused::ALL),
        wrong(ownership::IssueRefused::ALL),
        wrong(referral::RewardRefused::ALL),
        wrong(ownership::RegisterRefused::ALL),
        wrong(ownership::TextRefused::ALL),
        wrong(distribution::PeriodRefused::ALL),
        wrong(distribution::RuleRefused::ALL),
        wrong(distribution::DistributionRefused::ALL),
        wrong(distribution::TaxRefused::ALL),
        wrong(governance::proposal_refused::ProposalRefused::ALL),
    ]
    .concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

testkit::both_engines! {
    /// The `type` of a problem is an address: whoever follows it finds its code, once, with status and words in
    /// both languages.
    async fn every_type_leads_to_its_words(world: World) {
        let page = world.look(None, "/docs").await;
        let told = world.send(program(Method::GET, "/docs", None, None)).await;
        let told = told.assert(200).json();
        let edge = web::refusals_of(WebRefused::ALL);
        for refusal in edge.into_iter().chain(hehuo::site::refusals()) {
            let kind = format!("/docs#problem-{}", refusal.code());
            let anchor = format!("id=\"{}\"", kind.split_once('#').unwrap().1);
            assert_eq!(page.body.matches(&anchor).count(), 1, "{kind}");
            let problems = told["problems"].as_array().unwrap();
            let known = problems.iter().find(|known| known["code"] == refusal.code()).unwrap();
            let has = |field: &str, value: serde_json::Value| known[field].as_array().unwrap().contains(&value);
            assert!(has("statuses", refusal.status().as_u16().into()), "{known}");
            assert!(has("zh", refusal.say(Lang::Zh).into()) && has("en", refusal.say(Lang::En).into()), "{known}");
        }
        let refused = world.send(program(Method::GET, "/c/nowhere", None, None)).await;
        assert_eq!(refused.text("type"), "/docs#problem-no_such_community");
    }
}
