//! What a part's page and a milestone tell: each thing that happened with its sum and its entry, and why backers object.

use crate::world::{DAY, World};
use kernel::Id;
use pools::CampaignRefused as No;
use pools::campaign_rows::Voice;
use pools::ops::{self, Pay};
use pools::rows::{Commitment, PartEvent};

impl World {
    /// Step, sum, whether an entry says so.
    async fn told(&self, part: Id<Commitment>) -> Vec<(String, Option<i64>, bool)> {
        let mut told = Vec::new();
        for number in 1..=self.commitment(part).await.event_count {
            let row = self.find::<PartEvent>((self.community, part, number)).await;
            told.push((row.step.to_string(), row.sum_minor, row.entry.is_some()));
        }
        told
    }
}

fn said(step: &str, sum: Option<i64>, entry: bool) -> (String, Option<i64>, bool) {
    (step.to_owned(), sum, entry)
}

testkit::both_engines! {
    /// Looked for in vain, too little, the rest, captured, and its rest given back: nothing of it is written over.
    async fn what_happened_to_a_part_stays(world: World) {
        let pool = world.campaign(|new| new.terms.second = None).await;
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 10_000_000, Pay::Later).await.unwrap().commitment;
        world.claim(dan, part).await.unwrap();
        let refuse = ops::RefuseClaim { commitment: part, reason: "No such name".to_owned(), key: None };
        let by = world.treasurer;
        world.act(move |tx, now| ops::refuse_claim(tx, by, &refuse, now)).await.unwrap();
        world.confirm(by, part, 6_000, world.now()).await.unwrap();
        world.confirm(by, part, 4_000, world.now()).await.unwrap();
        world.to_the_end(pool).await;
        world.until(world.step(pool, 2).await.due_at_us).await;
        assert_eq!(world.told(part).await, [
            said("made", None, false),
            said("claimed", None, false),
            said("not_found", None, false),
            said("too_little", Some(6_000), true),
            said("paid", Some(4_000), true),
            said("captured", Some(10_000), false),
            said("returned", Some(6_000), true),
        ]);
        let refused = world.find::<PartEvent>((world.community, part, 3)).await;
        assert_eq!(refused.reason.as_deref(), Some("No such name"));
        world.assert_whole().await;
        // Erased, why it was not found goes; sums stay.
        world.act(move |tx, _| ops::forget_member(tx, dan)).await.unwrap();
        assert_eq!(world.find::<PartEvent>((world.community, part, 3)).await.reason, None);
        assert_eq!(world.told(part).await.len(), 7);
    }

    /// More than was asked for says so; too late, given up and given back have their own words.
    async fn each_end_has_its_own_words(world: World) {
        let pool = world.campaign(|_| {}).await;
        let (dan, eva) = (world.member("Dan").await, world.member("Eva").await);
        let over = world.join(dan, pool, 5_000_000, Pay::Later).await.unwrap().commitment;
        world.confirm(world.treasurer, over, 5_500, world.now()).await.unwrap();
        let left = world.join(eva, pool, 5_000_000, Pay::Later).await.unwrap().commitment;
        world.leave(eva, left).await.unwrap();
        world.confirm(world.treasurer, left, 5_000, world.now()).await.unwrap();
        world.to_the_end(pool).await;
        let back = said("refunded", Some(5_000), true);
        assert_eq!(world.told(over).await, [said("made", None, false), said("paid", Some(5_500), true), back]);
        let late = said("late", Some(5_000), true);
        assert_eq!(world.told(left).await, [said("made", None, false), said("lapsed", None, false), late]);
        world.assert_whole().await;
    }

    /// Who objects says why; who accepts need not. A milestone that backers look at beyond its time says when it was to be.
    async fn who_objects_says_why(world: World) {
        let pool = world.campaign(|_| {}).await;
        let (dan, _) = world.backer(pool, 10_000).await;
        world.to_the_end(pool).await;
        let agreed = world.step(pool, 3).await.due_at_us;
        world.until(world.step(pool, 2).await.due_at_us.minus(DAY)).await;
        world.claims(world.supplier, pool, 2).await.unwrap();
        let mute = |accepts| ops::AnswerMilestone { pool, number: 2, accepts, reason: " ".to_owned(), key: None };
        let (no, yes) = (mute(false), mute(true));
        assert_eq!(world.act(move |tx, now| ops::answer_milestone(tx, dan, &no, now)).await, Err(No::ReasonMissing));
        let long = ops::AnswerMilestone { reason: "字".repeat(4_001), ..mute(false) };
        assert_eq!(world.act(move |tx, now| ops::answer_milestone(tx, dan, &long, now)).await, Err(No::WordsTooLong));
        world.says(dan, pool, 2, false).await.unwrap();
        let key = (world.community, pool, 2, dan);
        assert_eq!(world.find::<Voice>(key).await.reason, "It leaks");
        world.act(move |tx, now| ops::answer_milestone(tx, dan, &yes, now)).await.unwrap();
        assert_eq!(world.find::<Voice>(key).await.reason, "");
        world.says(dan, pool, 2, false).await.unwrap();
        world.act(move |tx, _| ops::forget_member(tx, dan)).await.unwrap();
        assert_eq!(world.find::<Voice>(key).await.reason, "", "erased");
        world.says(dan, pool, 2, true).await.unwrap();
        world.until(world.now().plus(DAY * 7)).await;
        assert!(world.now() < agreed.minus(DAY * 8), "decided in time");
        assert_eq!(world.step(pool, 3).await.agreed_due_at_us, None, "not moved");
        world.claims(world.supplier, pool, 3).await.unwrap();
        world.assert_whole().await;
    }

    /// Backers look until after the next one was to be reached: it is moved, and says from when.
    async fn a_moved_milestone_says_when_it_was_to_be(world: World) {
        let pool = world.campaign(|new| new.terms.milestones[2].due_at = new.terms.milestones[1].due_at.plus(DAY)).await;
        world.backer(pool, 10_000).await;
        world.to_the_end(pool).await;
        let agreed = world.step(pool, 3).await.due_at_us;
        world.until(world.step(pool, 2).await.due_at_us.minus(DAY)).await;
        world.claims(world.supplier, pool, 2).await.unwrap();
        world.until(world.now().plus(DAY * 7)).await;
        let moved = world.step(pool, 3).await;
        assert_eq!((moved.agreed_due_at_us, moved.due_at_us), (Some(agreed), world.now().plus(DAY * 7)));
        world.assert_whole().await;
    }
}
