//! The rules change while something is being talked over, or voted on.

use crate::world::{DAY, HOUR, World, asks};
use governance::asks::{Action, Asks};
use governance::ballot::BallotRefused;
use governance::choice::Choice::Yes;
use governance::ops::{self, OpenBallot, Rewrite};
use governance::terms::{DecisionRules, Kind, Part, Terms};
use std::time::Duration;

fn part(numerator: u32, denominator: u32) -> Part {
    Part { numerator, denominator }
}

/// Nearly no time and no quorum.
fn lax() -> DecisionRules {
    DecisionRules {
        discussion_hours: 0,
        ballot_hours: 1,
        quorum: part(0, 1),
        delay_hours: 0,
        extension_hours: 0,
        ..DecisionRules::default()
    }
}

impl World {
    async fn opens(
        &self,
        proposal: kernel::Id<governance::rows::Proposal>,
        version: i64,
        lasts: Duration,
    ) -> Result<Terms, BallotRefused> {
        let input = OpenBallot {
            id: self.id(),
            proposal,
            version,
            by: self.steward,
            closes_at: self.now().plus(lasts),
            reason: String::new(),
            key: None,
        };
        let ballot = self.act(move |tx, now| ops::open_ballot(tx, &input, now)).await?;
        Ok(serde_json::from_str(&self.ballot(ballot).await.terms).unwrap())
    }
}

testkit::both_engines! {
    /// Laxer rules are for what is published under them; what is being talked over keeps its times and its quorum.
    async fn what_is_published_is_made_no_easier(world: World) {
        world.members(2).await;
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        world.clock.advance(HOUR);
        world.decides_by(lax()).await;
        world.clock.advance(HOUR);
        let fresh = world.draft(world.steward, asks(Kind::YesNo)).await;
        assert_eq!(world.opens(proposal, 1, 3 * DAY).await, Err(BallotRefused::DiscussionNotOver));
        let terms = world.opens(fresh, 1, HOUR).await.unwrap();
        assert_eq!((terms.quorum, terms.delay_hours), (part(0, 1), 0));
        world.clock.advance(3 * DAY);
        assert_eq!(world.opens(proposal, 1, 3 * DAY - HOUR).await, Err(BallotRefused::ClosesTooSoon));
        let terms = world.opens(proposal, 1, 3 * DAY).await.unwrap();
        assert_eq!((terms.quorum, terms.delay_hours, terms.extension_hours), (part(1, 5), 72, 24));
    }

    /// Rule by rule: what became stricter holds for it too. A new text is of its own time.
    async fn what_became_stricter_holds_for_all(world: World) {
        world.members(2).await;
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        world.clock.advance(HOUR);
        world.decides_by(DecisionRules { quorum: part(1, 2), threshold: part(3, 4), ..lax() }).await;
        world.clock.advance(3 * DAY);
        let rewrite = Rewrite {
            proposal: world.draft(world.steward, asks(Kind::YesNo)).await,
            from_version: 1,
            title: "Another".to_owned(),
            body: "Shorter".to_owned(),
            asks: asks(Kind::YesNo),
            note: "Clearer".to_owned(),
            key: None,
        };
        let terms = world.opens(proposal, 1, 3 * DAY).await.unwrap();
        assert_eq!((terms.quorum, terms.threshold, terms.delay_hours), (part(1, 2), part(3, 4), 72));
        // Back to what is usual: of a text that was published in between, a new version is of now.
        world.clock.advance(HOUR);
        world.decides_by(DecisionRules { discussion_hours: 0, ..DecisionRules::default() }).await;
        world.clock.advance(HOUR);
        let (by, proposal) = (world.steward, rewrite.proposal);
        world.act(move |tx, now| ops::rewrite(tx, by, &rewrite, now)).await.unwrap();
        let terms = world.opens(proposal, 2, 3 * DAY).await.unwrap();
        assert_eq!((terms.quorum, terms.threshold, terms.delay_hours), (part(1, 5), part(1, 2), 72));
    }

    /// In a community that has settled, what a steward makes easier holds a week later, whenever a text is written or written anew;
    /// also where it was made harder and easier again in between.
    async fn what_is_made_easier_is_told_for_a_week(world: World) {
        world.members(2).await;
        world.clock.advance(30 * DAY);
        world.decides_by(DecisionRules { quorum: part(1, 2), ..lax() }).await;
        world.clock.advance(HOUR);
        world.decides_by(lax()).await;
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        let rewrite = Rewrite {
            proposal,
            from_version: 1,
            title: "Another".to_owned(),
            body: "Shorter".to_owned(),
            asks: asks(Kind::YesNo),
            note: "A comma".to_owned(),
            key: None,
        };
        let by = world.steward;
        world.act(move |tx, now| ops::rewrite(tx, by, &rewrite, now)).await.unwrap();
        assert_eq!(world.opens(proposal, 2, HOUR).await, Err(BallotRefused::DiscussionNotOver));
        world.clock.advance(3 * DAY);
        assert_eq!(world.opens(proposal, 2, HOUR).await, Err(BallotRefused::ClosesTooSoon));
        let terms = world.opens(proposal, 2, 3 * DAY).await.unwrap();
        assert_eq!((terms.quorum, terms.delay_hours, terms.extension_hours), (part(1, 2), 72, 24));
        // An hour short of a week after the first change, a week after it, and a week after the second.
        world.clock.advance(4 * DAY - 2 * HOUR);
        let next = world.draft(world.steward, asks(Kind::YesNo)).await;
        assert_eq!(world.opens(next, 1, HOUR).await, Err(BallotRefused::DiscussionNotOver));
        world.clock.advance(HOUR);
        let terms = world.opens(next, 1, HOUR).await.unwrap();
        assert_eq!((terms.quorum, terms.delay_hours), (part(1, 2), 0));
        world.clock.advance(HOUR);
        let last = world.draft(world.steward, asks(Kind::YesNo)).await;
        assert_eq!(world.opens(last, 1, HOUR).await.unwrap().quorum, part(0, 1));
    }

    /// A decision of the members holds for what is published after it, without waiting.
    async fn what_members_decided_holds_at_once(world: World) {
        let m = world.members(4).await;
        world.clock.advance(30 * DAY);
        let rules = Action::Rules { rules: Box::new(lax()), from_version: Some(0) };
        let ballot = world.opened(Asks { actions: vec![rules], ..asks(Kind::YesNo) }).await;
        for member in m {
            world.vote(ballot, member, Yes).await.unwrap();
        }
        world.pass(3 * DAY).await;
        world.pass(3 * DAY).await;
        let proposal = world.draft(world.steward, asks(Kind::YesNo)).await;
        let terms = world.opens(proposal, 1, HOUR).await.unwrap();
        assert_eq!((terms.quorum, terms.delay_hours), (part(0, 1), 0));
    }

    /// A ballot that is open ends as it began, whatever is changed meanwhile.
    async fn an_open_ballot_is_left_alone(world: World) {
        let m = world.members(4).await;
        let ballot = world.opened(asks(Kind::YesNo)).await;
        let before = world.ballot(ballot).await;
        world.clock.advance(HOUR);
        world.decides_by(DecisionRules { quorum: part(1, 1), threshold: part(9, 10), ..lax() }).await;
        world.vote(ballot, m[0], Yes).await.unwrap();
        let now = world.ballot(ballot).await;
        assert_eq!((&now.terms, now.closes_at_us, now.rules_version), (&before.terms, before.closes_at_us, 0));
        world.pass(3 * DAY).await;
        let closed = world.ballot(ballot).await;
        assert_eq!(closed.outcome, Some(governance::terms::Outcome::Passed));
        let delay = closed.execute_at_us.unwrap().micros - closed.closed_at_us.unwrap().micros;
        assert_eq!(delay, 72 * 3_600 * 1_000_000);
    }
}
