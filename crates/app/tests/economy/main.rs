//! Whole seasons of a community, drawn by lot: campaigns, shares, work, sales with rewards, months closed and shared out, people who
//! leave, everything asked for once, twice, at the same time or by somebody who did not wait for the answer, and the process
//! killed in between; held after every step against a book of the simplest kind.
//!
//! HEHUO_SEED plays one season again; HEHUO_SEASONS plays so many, one seed after the other; HEHUO_STEPS says how long each is.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod after;
mod asking;
mod book;
mod calls;
mod campaigns;
mod capital;
mod converting;
mod formed;
mod joining;
mod listed;
mod looking;
mod matching;
mod money;
mod sales;
mod shares;
mod sharing;
mod taxes;
mod town;
mod work;

use std::collections::BTreeMap;
use testkit::Scratch;
use town::Town;

/// In every season.
const OFTEN: &[&str] = &[
    "bought",
    "called together",
    "captured",
    "did not form",
    "formed",
    "handed over",
    "joined together",
    "killed",
    "lapsed",
    "settled",
    "subscribed",
];

/// In twenty seasons, each of them.
const SELDOM: &[&str] = &[
    "bought back",
    "bought for a fund",
    "bought with a coupon",
    "called off",
    "called off together",
    "came short",
    "came too late",
    "came too little",
    "came whole",
    "cheaper for all",
    "complained",
    "converted",
    "coupon",
    "done",
    "extended",
    "filled no case",
    "formed early",
    "left",
    "lapsed units",
    "left together",
    "list",
    "list changed",
    "listed and not paid",
    "listed and paid",
    "loss",
    "match not needed",
    "match promised",
    "matched by a share",
    "matched by roots",
    "missed",
    "no room to round up",
    "paid by transfer",
    "paid out",
    "paid out of what is owed",
    "raised",
    "refund",
    "refund on the way",
    "returned",
    "rewarded",
    "rounded up",
    "run",
    "sent back by the bank",
    "shared",
    "shared by work",
    "spare did not come",
    "spent",
    "supplier paid",
    "taken back",
    "tax paid",
    "tax taken back",
    "the rest came",
    "tranche",
    "transferred",
    "went short",
    "withdrew",
    "withheld",
    "work",
];

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect(name))
}

testkit::both_engines! {
    /// Whatever the dice say.
    async fn the_real_economy_is_the_simple_one(scratch: Scratch) {
        let (first, seasons) = (number("HEHUO_SEED", 20_261_126), number("HEHUO_SEASONS", 1));
        let engine = scratch.engine();
        let (mut place, steps) = (Some(scratch), number("HEHUO_STEPS", 500));
        let mut happened: BTreeMap<&str, u64> = BTreeMap::new();
        for seed in first..first + seasons {
            // Each season has a place of its own; the first one that which was given.
            let place = place.take().or_else(|| engine.scratch("economy")).unwrap();
            println!("HEHUO_SEED={seed}");
            for (what, often) in Town::found(place, seed).await.live(steps).await {
                *happened.entry(what).or_default() += often;
            }
        }
        println!("{seasons} seasons on {engine:?}: {happened:?}");
        // What no season came to was not tried.
        let missing = |all: &[&'static str]| -> Vec<_> {
            all.iter().copied().filter(|what| !happened.contains_key(what)).collect()
        };
        let none: Vec<&str> = Vec::new();
        assert_eq!(missing(if steps * seasons >= 300 { OFTEN } else { &[] }), none, "{happened:?}");
        assert_eq!(missing(if steps * seasons >= 10_000 { SELDOM } else { &[] }), none, "{happened:?}");
    }
}

#[tokio::test]
#[ignore = "the process that is killed"]
async fn runs_what_is_due() {
    common::killed::runs_what_is_due().await;
}
