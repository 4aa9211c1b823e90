//! Handing over, withdrawing, merging, splitting, and telling how it ended.

use crate::world::World;
use governance::asks::Asks;
use governance::ids::Member;
use governance::ops::{self, Conclude, HandOver, Merge, NewPart, Split, Withdraw};
use governance::proposal::{Stage, Step};
use governance::proposal_refused::ProposalRefused::{self, *};
use governance::rows::{Proposal, ProposalStep};
use kernel::Id;

type Answer<T = ()> = Result<T, ProposalRefused>;
const WHY: &str = "As was said";

async fn hand_over(world: &World, by: Id<Member>, proposal: Id<Proposal>, to: Id<Member>) -> Answer {
    let input = HandOver { proposal, to, reason: WHY.to_owned() };
    world.act(move |tx, now| ops::hand_over(tx, by, &input, now)).await
}

async fn withdraw(world: &World, by: Id<Member>, proposal: Id<Proposal>, reason: &str) -> Answer {
    let input = Withdraw { proposal, reason: reason.to_owned() };
    world.act(move |tx, now| ops::withdraw(tx, by, &input, now)).await
}

async fn merge(world: &World, by: Id<Member>, proposal: Id<Proposal>, into: Id<Proposal>) -> Answer {
    let input = Merge { proposal, into, reason: WHY.to_owned() };
    world.act(move |tx, now| ops::merge(tx, by, &input, now)).await
}

async fn split(
    world: &World,
    by: Id<Member>,
    proposal: Id<Proposal>,
    parts: usize,
) -> Answer<Vec<Id<Proposal>>> {
    let part = |at: usize| NewPart { id: world.id(), title: format!("Part {at}"), body: "A part".to_owned() };
    let input = Split { proposal, parts: (1..=parts).map(part).collect(), reason: WHY.to_owned(), key: None };
    world.act(move |tx, now| ops::split(tx, by, &input, now)).await
}

async fn conclude(world: &World, by: Id<Member>, proposal: Id<Proposal>, carried_out: bool) -> Answer<Stage> {
    let input = Conclude { proposal, carried_out, reason: WHY.to_owned() };
    world.act(move |tx, now| ops::conclude(tx, by, &input, now)).await
}

async fn last_step(world: &World, id: Id<Proposal>) -> (Step, Option<Id<Proposal>>) {
    let row = world.proposal(id).await;
    let step = world.find::<ProposalStep>((world.community, id, row.step_count)).await;
    (step.step, step.other)
}

testkit::both_engines! {
    /// Somebody else answers for it, and then only they do.
    async fn a_proposal_is_handed_over(world: World) {
        let id = world.propose(world.ana, world.idea("Mend the lamp")).await.unwrap();
        assert_eq!(hand_over(&world, world.bo, id, world.bo).await, Err(NotYours));
        assert_eq!(hand_over(&world, world.ana, id, world.id()).await, Err(NoSuchMember));
        assert_eq!(hand_over(&world, world.ana, id, world.ana).await, Err(SameOne));
        assert_eq!(hand_over(&world, world.ana, id, world.bo).await, Ok(()));
        assert_eq!(world.proposal(id).await.owner, world.bo);
        assert_eq!(world.move_to(world.ana, id, Stage::Discussion).await, Err(NotYours));
        assert_eq!(world.move_to(world.bo, id, Stage::Discussion).await, Ok(Stage::Discussion));
        // A steward, for whom nobody has to be there.
        assert_eq!(hand_over(&world, world.steward, id, world.treasurer).await, Ok(()));
        world.force(id, Stage::Withdrawn).await;
        assert_eq!(hand_over(&world, world.steward, id, world.ana).await, Err(IsOver));
    }

    async fn a_proposal_is_withdrawn(world: World) {
        let id = world.propose(world.ana, world.idea("Mend the lamp")).await.unwrap();
        assert_eq!(withdraw(&world, world.bo, id, WHY).await, Err(NotYours));
        assert_eq!(withdraw(&world, world.ana, id, " ").await, Err(ReasonMissing));
        assert_eq!(withdraw(&world, world.ana, id, &"理".repeat(1_001)).await, Err(ReasonTooLong));
        assert_eq!(withdraw(&world, world.ana, id, WHY).await, Ok(()));
        assert_eq!(withdraw(&world, world.ana, id, WHY).await, Err(IsOver));
        assert_eq!(last_step(&world, id).await, (Step::Withdrawn, None));
    }

    /// Each names the other, and the one that ended stays readable where it is.
    async fn one_is_merged_into_another(world: World) {
        let lamp = world.propose(world.ana, world.idea("Mend the lamp")).await.unwrap();
        let light = world.propose(world.bo, world.idea("More light")).await.unwrap();
        assert_eq!(merge(&world, world.bo, lamp, light).await, Err(NotYours));
        assert_eq!(merge(&world, world.ana, lamp, lamp).await, Err(SameOne));
        assert_eq!(merge(&world, world.ana, lamp, world.id()).await, Err(NoSuchProposal));
        world.force(light, Stage::Ballot).await;
        assert_eq!(merge(&world, world.ana, lamp, light).await, Err(TextIsFixed));
        world.force(light, Stage::Idea).await;
        assert_eq!(merge(&world, world.ana, lamp, light).await, Ok(()));
        assert_eq!(world.proposal(lamp).await.stage, Stage::Merged);
        assert_eq!(last_step(&world, lamp).await, (Step::MergedInto, Some(light)));
        assert_eq!(last_step(&world, light).await, (Step::TookIn, Some(lamp)));
        assert_eq!(merge(&world, world.ana, lamp, light).await, Err(IsOver));
        assert_eq!(merge(&world, world.bo, light, lamp).await, Err(IsOver));
    }

    /// Both at once: one ends in the other, never both.
    async fn two_that_are_merged_into_each_other(world: World) {
        let lamp = world.propose(world.ana, world.idea("Mend the lamp")).await.unwrap();
        let light = world.propose(world.bo, world.idea("More light")).await.unwrap();
        let (one, other) = tokio::join!(
            merge(&world, world.ana, lamp, light),
            merge(&world, world.bo, light, lamp),
        );
        assert_eq!([one, other].iter().filter(|answer| answer.is_ok()).count(), 1);
    }

    async fn one_becomes_several(world: World) {
        let id = world.propose(world.ana, world.idea("Lamp and bench")).await.unwrap();
        assert_eq!(split(&world, world.bo, id, 2).await, Err(NotYours));
        assert_eq!(split(&world, world.ana, id, 1).await, Err(PartsMissing));
        assert_eq!(split(&world, world.ana, id, 7).await, Err(TooManyParts));
        let parts = split(&world, world.ana, id, 2).await.unwrap();
        assert_eq!(world.proposal(id).await.stage, Stage::Split);
        assert_eq!(last_step(&world, id).await, (Step::SplitInto, Some(parts[1])));
        for (at, part) in parts.iter().enumerate() {
            let row = world.proposal(*part).await;
            assert_eq!((row.owner, row.stage, row.number), (world.ana, Stage::Idea, at as i64 + 2));
            assert_eq!(last_step(&world, *part).await, (Step::CameFrom, Some(id)));
        }
        assert_eq!(split(&world, world.ana, id, 2).await, Err(IsOver));
    }

    /// A double click splits once.
    async fn split_twice_is_split_once(world: World) {
        let (ana, id) = (world.ana, world.propose(world.ana, world.idea("Lamp and bench")).await.unwrap());
        let mut made = Vec::new();
        for _ in 0..2 {
            let part = |title: &str| NewPart { id: world.id(), title: title.to_owned(), body: "A part".to_owned() };
            let parts = vec![part("Lamp"), part("Bench")];
            let input = Split { proposal: id, parts, reason: WHY.to_owned(), key: world.key(ana, "k", "") };
            made.push(world.act(move |tx, now| ops::split(tx, ana, &input, now)).await.unwrap());
        }
        assert_eq!(made[0], made[1]);
    }

    /// From the opening of a ballot on nothing turns it any more; racing the opening decides it one way or the other.
    async fn nothing_turns_during_a_ballot(world: World) {
        let id = world.draft("Mend the lamp", Asks::default()).await;
        let other = world.propose(world.bo, world.idea("More light")).await.unwrap();
        for (stage, why) in [(Stage::Ballot, TextIsFixed), (Stage::InForce, TextIsFixed), (Stage::Rejected, IsOver)] {
            world.force(id, stage).await;
            assert_eq!(withdraw(&world, world.ana, id, WHY).await, Err(why), "{stage}");
            assert_eq!(merge(&world, world.ana, id, other).await, Err(why), "{stage}");
            assert_eq!(split(&world, world.ana, id, 2).await, Err(why), "{stage}");
        }
    }

    async fn how_it_ended_is_told(world: World) {
        let id = world.draft("Mend the lamp", Asks::default()).await;
        assert_eq!(conclude(&world, world.ana, id, true).await, Err(WrongStage));
        world.force(id, Stage::InForce).await;
        assert_eq!(conclude(&world, world.bo, id, true).await, Err(NotYours));
        assert_eq!(conclude(&world, world.ana, id, false).await, Ok(Stage::NotCarriedOut));
        assert_eq!(conclude(&world, world.ana, id, true).await, Err(WrongStage));
        assert_eq!(last_step(&world, id).await, (Step::NotCarriedOut, None));
        world.force(id, Stage::InForce).await;
        assert_eq!(conclude(&world, world.steward, id, true).await, Ok(Stage::CarriedOut));
    }
}

testkit::both_engines! {
    /// A rewriting, a withdrawal and the opening of a ballot at the same time: whichever comes first, a ballot is about the
    /// text that stands, and nothing follows its opening.
    async fn a_text_races_the_opening_of_a_ballot(world: World) {
        use governance::ops::OpenBallot;
        use governance::rows::Ballot;
        for round in 0..6 {
            let id = world.draft("Mend the lamp", Asks::default()).await;
            let mut new = world.rewriting(id, Asks::default()).await;
            new.title = format!("Round {round}");
            let opening = OpenBallot {
                id: world.id(), proposal: id, version: 1, by: world.ana, closes_at: world.now().plus(crate::world::DAY * 7),
                reason: String::new(), key: None,
            };
            let open = world.act(move |tx, now| ops::open_ballot(tx, &opening, now));
            let rewrite = world.rewrite(world.steward, new.clone());
            let gone = withdraw(&world, world.ana, id, WHY);
            // In every order that three can come in, as far as the lane lets them.
            let (opened, written, withdrawn) = match round % 3 {
                0 => tokio::join!(open, rewrite, gone),
                1 => { let (w, o, g) = tokio::join!(rewrite, open, gone); (o, w, g) }
                _ => { let (g, o, w) = tokio::join!(gone, open, rewrite); (o, w, g) }
            };
            let row = world.proposal(id).await;
            match opened {
                Ok(ballot) => {
                    assert_eq!(withdrawn, Err(TextIsFixed));
                    let ballot = world.find::<Ballot>((world.community, ballot)).await;
                    assert_eq!(ballot.text_version, row.text_version);
                    assert_eq!((written.is_ok(), row.stage), (row.text_version == 2, Stage::Ballot));
                    new.from_version = row.text_version;
                    assert_eq!(world.rewrite(world.ana, new).await, Err(TextIsFixed));
                }
                Err(_) => assert_eq!((withdrawn, row.stage), (Ok(()), Stage::Withdrawn)),
            }
        }
    }
}

testkit::both_engines! {
    /// Who rewrites a text, the owner or a steward, starts its waiting anew: nothing goes to the vote that nobody had the time
    /// to read.
    async fn a_rewritten_text_waits_anew(world: World) {
        use governance::ballot::BallotRefused;
        use governance::ops::OpenBallot;
        use governance::terms::DecisionRules;
        let id = world.draft("Mend the lamp", Asks::default()).await;
        let mut new = world.rewriting(id, Asks::default()).await;
        new.title = "Something else".to_owned();
        assert_eq!(world.rewrite(world.steward, new).await, Ok(2));
        let opening = |version: i64| OpenBallot {
            id: world.id(),
            proposal: id,
            version,
            by: world.ana,
            closes_at: world.now().plus(crate::world::DAY * 7),
            reason: String::new(),
            key: None,
        };
        let hours = u32::try_from(DecisionRules::default().discussion_hours).unwrap();
        world.clock.advance(crate::world::HOUR * (hours - 1));
        let (unseen, early) = (opening(1), opening(2));
        let unseen = world.act(move |tx, now| ops::open_ballot(tx, &unseen, now)).await;
        assert_eq!(unseen, Err(BallotRefused::OtherVersion), "of a text that is not read");
        let early = world.act(move |tx, now| ops::open_ballot(tx, &early, now)).await;
        assert_eq!(early, Err(BallotRefused::DiscussionNotOver));
        world.clock.advance(crate::world::HOUR);
        let opening = opening(2);
        assert!(world.act(move |tx, now| ops::open_ballot(tx, &opening, now)).await.is_ok());
    }
}
