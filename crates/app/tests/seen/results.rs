//! Results of ballots in a real browser: every kind fits a phone and a desk in both languages, by day and by night, and
//! the judge of accessibility finds nothing.

use crate::common::ballots::{Decided, budget, options};
use crate::common::seen::{Lane, Looks};
use crate::common::{Shop, World, shop};
use governance::asks::{Action, Asks};
use governance::choice::Choice::{self, Abstain, Agree, Approve, No, Object, Rank, Score, Yes};
use governance::ids::Member;
use governance::terms::{Counting, Kind, Secrecy};
use kernel::{Id, Timestamp};
use std::time::Duration;
use testkit::Browser;

const DAY: Duration = Duration::from_secs(86_400);
/// Long enough for a name to break where it has to.
const TITLES: [&str; 6] =
    ["公共烤炉", "水井修复", "秋千和滑梯", "巷口三盏路灯（含安装和一年电费）", "种子图书馆", "Tool library"];

fn ranks(rows: &[(usize, &[i64])]) -> Vec<Choice> {
    let one = |order: &[i64]| Rank(order.iter().map(|option| vec![*option]).collect());
    rows.iter().flat_map(|(count, order)| vec![one(order); *count]).collect()
}

async fn ballots(world: &World, shop: &Shop, voters: &[Id<Member>]) -> Vec<(&'static str, Decided)> {
    let titles = TITLES.map(|title| (title, None));
    let mut all = Vec::new();
    let mut decide = async |name: &'static str, title: &str, asks: Asks, choices: Vec<Choice>| {
        let votes: Vec<_> = voters.iter().copied().zip(choices).collect();
        all.push((name, shop.decided(world, title, asks, &votes).await));
    };
    let rule =
        Action::AddRule { rule: "夜里十点后安静".to_owned(), reason: "老人要睡觉".to_owned() };
    let asks = Asks { actions: vec![rule], ..Asks::default() };
    decide("yes-no", "夜里安静", asks, vec![Yes, Yes, Yes, Yes, No, Abstain]).await;
    let asks = Asks { kind: Kind::Consent, ..Asks::default() };
    decide("consent", "共用推车", asks, vec![Agree, Agree, Object]).await;
    let votes =
        vec![Approve(vec![1, 2]), Approve(vec![2]), Approve(vec![2, 4]), Approve(vec![2, 5, 6]), Abstain];
    decide("approval", "先做哪一件", options(Kind::Approval, Counting::Plain, &titles), votes).await;
    let votes = vec![Score(vec![(1, 5), (2, 4), (4, 2)]), Score(vec![(1, 3), (2, 4)]), Score(vec![(6, 1)])];
    decide("score", "各打几分", options(Kind::Score, Counting::Plain, &titles), votes).await;
    let circle: &[(usize, &[i64])] =
        &[(4, &[1, 2, 3, 4]), (3, &[2, 3, 1, 5]), (3, &[3, 1, 2, 6]), (1, &[4, 1])];
    let asks = options(Kind::Ranked, Counting::SchulzeWinningVotes, &titles);
    decide("schulze", "排个次序", asks, ranks(circle)).await;
    let asks = options(Kind::Ranked, Counting::InstantRunoff, &titles);
    decide("runoff", "选一位", asks, ranks(circle)).await;
    // Three level, and figures below zero.
    let level: &[(usize, &[i64])] = &[(2, &[1, 2, 4, 3]), (2, &[2, 4, 1, 3]), (2, &[4, 1, 2, 3])];
    let asks = options(Kind::Ranked, Counting::SchulzeMargins, &titles);
    decide("level", "谁也不让谁", asks, ranks(level)).await;
    let asks = options(Kind::Ranked, Counting::Minimax, &titles);
    decide("minimax", "输得最少", asks, ranks(circle)).await;
    let asks = options(Kind::Ranked, Counting::Borda, &titles);
    decide("borda", "按名次给分", asks, ranks(circle)).await;
    let costs = [60_000, 30_000, 40_000, 25_000, 8_000, 90_000];
    let projects: Vec<_> = TITLES.iter().copied().zip(costs).collect();
    let votes = || {
        vec![
            Approve(vec![1, 2]),
            Approve(vec![1, 2, 4]),
            Approve(vec![1, 4]),
            Approve(vec![3, 5]),
            Approve(vec![2, 3, 4, 5]),
            Approve(vec![4, 5]),
        ]
    };
    let asks = budget(world, Counting::EqualSharesAdd1Greedy, 120_000, &projects);
    decide("shares", "今年的小项目", Asks { secrecy: Secrecy::Secret, ..asks }, votes()).await;
    let asks = budget(world, Counting::GreedyByVotesPerCost, 120_000, &projects);
    decide("greedy", "明年的小项目", asks, votes()).await;
    all
}

#[test]
fn results_are_open_to_everybody() {
    let Some(browser) = Browser::open() else { return };
    let past = Timestamp::of_system().minus(DAY * 80);
    let (lane, decided) = Lane::open("results", past, async |world| {
        let shop = shop(world, "lane", true).await;
        let mut voters = shop.voters(world, 11).await;
        // The reader votes too, and finds the own share.
        voters[0] = Id::parse(&shop.member_id(world, &shop.member).await).unwrap();
        let decided = ballots(world, &shop, &voters).await;
        world.pass(DAY * 4).await;
        (shop, decided)
    });
    lane.enter(&browser, &lane.shop.member.name, "");
    let shop = &lane.shop;
    let mut pages: Vec<_> = decided.iter().map(|(name, one)| (*name, shop.result_path(*one))).collect();
    pages.push(("recount", format!("{}?recount=on", shop.result_path(decided[0].1))));
    pages.push(("came-of-it", shop.path(&format!("/decisions/{}", decided[0].1.proposal))));
    pages.push(("mandates-made", shop.path(&format!("/decisions/{}", decided[9].1.proposal))));
    let mut looks = Looks::default();
    for (name, path) in &pages {
        browser.go(&lane.at(path));
        looks.everywhere(&browser, name);
    }
    looks.assert_none();
}
