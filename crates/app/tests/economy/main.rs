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
mod formed;
mod joining;
mod looking;
mod money;
mod sales;
mod shares;
mod sharing;
mod town;
mod work;

use testkit::Scratch;
use town::Town;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| text.parse().expect(name))
}

testkit::both_engines! {
    /// Whatever the dice say.
    async fn the_real_economy_is_the_simple_one(scratch: Scratch) {
        let (first, seasons) = (number("HEHUO_SEED", 20_261_126), number("HEHUO_SEASONS", 1));
        let engine = scratch.engine();
        let mut place = Some(scratch);
        for seed in first..first + seasons {
            // Each season has a place of its own; the first one that which was given.
            let place = place.take().or_else(|| engine.scratch("economy")).unwrap();
            println!("HEHUO_SEED={seed}");
            Town::found(place, seed).await.live(number("HEHUO_STEPS", 500)).await;
        }
    }
}

#[tokio::test]
#[ignore = "the process that is killed"]
async fn runs_what_is_due() {
    common::killed::runs_what_is_due().await;
}
