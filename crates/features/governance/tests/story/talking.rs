//! What is said about a proposal, and what is hidden of it.

use crate::world::World;
use governance::asks::Asks;
use governance::comment::depth;
use governance::ids::Member;
use governance::ops::{self, Comment, HideComment};
use governance::proposal::Stage;
use governance::proposal_refused::ProposalRefused::{self, *};
use governance::rows::{Proposal, ProposalComment};
use kernel::Id;

async fn say(
    world: &World,
    by: Id<Member>,
    proposal: Id<Proposal>,
    parent: Option<i64>,
    body: &str,
) -> Result<i64, ProposalRefused> {
    let input = Comment { proposal, parent, body: body.to_owned(), key: None };
    world.act(move |tx, now| ops::comment(tx, by, &input, now)).await
}

async fn hide(
    world: &World,
    by: Id<Member>,
    proposal: Id<Proposal>,
    number: i64,
    reason: &str,
) -> Result<(), ProposalRefused> {
    let input = HideComment { proposal, number, reason: reason.to_owned() };
    world.act(move |tx, now| ops::hide_comment(tx, by, &input, now)).await
}

testkit::both_engines! {
    /// A reply to a reply stands under it, whenever it comes.
    async fn comments_are_threaded(world: World) {
        let id = world.propose(world.ana, world.idea("Mend the lamp")).await.unwrap();
        assert_eq!(say(&world, world.bo, id, None, "How much?").await, Ok(1));
        assert_eq!(say(&world, world.treasurer, id, None, "Which lamp?").await, Ok(2));
        assert_eq!(say(&world, world.ana, id, Some(1), "320").await, Ok(3));
        assert_eq!(say(&world, world.bo, id, Some(3), "Fine").await, Ok(4));
        let mut places = Vec::new();
        for number in 1..=4 {
            let row = world.find::<ProposalComment>((world.community, id, number)).await;
            places.push((row.thread.clone(), number, depth(&row.thread)));
        }
        places.sort();
        let read: Vec<_> = places.into_iter().map(|(_, number, depth)| (number, depth)).collect();
        assert_eq!(read, [(1, 0), (3, 1), (4, 2), (2, 0)]);
        assert_eq!(world.proposal(id).await.comment_count, 4);
    }

    /// Beside what members are to put money into nobody promises a return, the author as little as a neighbour; asking is free.
    async fn a_comment_on_a_share_promises_no_return(world: World) {
        let mut share = world.idea("Shares for the oven");
        share.asks.actions = vec![governance::asks::Action::Instrument {
            kind: "member_capital".into(), name: "Oven".into(), fund: 1, price_minor: 100, units_max: 10,
            units_each_max: 2, terms: "A unit each".into(), risk: "It may be lost".into(),
        }];
        let share = world.propose(world.ana, share).await.unwrap();
        let lamp = world.propose(world.ana, world.idea("Mend the lamp")).await.unwrap();
        for (by, body) in [(world.ana, "放心，保本"), (world.bo, "A guaranteed return of 8%.")] {
            assert_eq!(say(&world, by, share, None, body).await, Err(CommentPromises), "{body}");
            assert!(say(&world, by, lamp, None, body).await.is_ok(), "nobody puts money into a lamp");
        }
        for body in ["这个保本吗？", "不保本，想好再投", "Is it guaranteed?"] {
            assert!(say(&world, world.bo, share, None, body).await.is_ok(), "{body}");
        }
        assert_eq!(world.proposal(share).await.comment_count, 3);
    }

    /// Of another proposal, of nobody's, of no length, twice.
    async fn what_cannot_be_said(world: World) {
        let lamp = world.propose(world.ana, world.idea("Mend the lamp")).await.unwrap();
        let bench = world.propose(world.bo, world.idea("A bench")).await.unwrap();
        assert_eq!(say(&world, world.bo, lamp, None, "How much?").await, Ok(1));
        assert_eq!(say(&world, world.bo, bench, Some(1), "Reply to another's").await, Err(NoSuchComment));
        assert_eq!(say(&world, world.bo, lamp, Some(9), "Reply to none").await, Err(NoSuchComment));
        assert_eq!(say(&world, world.bo, lamp, None, " ").await, Err(CommentMissing));
        assert_eq!(say(&world, world.bo, lamp, None, &"好".repeat(4_001)).await, Err(CommentTooLong));
        assert_eq!(say(&world, world.id(), lamp, None, "Stranger").await, Err(NotAMember));
        assert_eq!(say(&world, world.bo, world.id(), None, "Nowhere").await, Err(NoSuchProposal));
        let (bo, key) = (world.bo, world.key(world.bo, "k", "again"));
        for _ in 0..2 {
            let input = Comment { proposal: lamp, parent: None, body: "Again".to_owned(), key: key.clone() };
            assert_eq!(world.act(move |tx, now| ops::comment(tx, bo, &input, now)).await, Ok(2));
        }
        for (stage, open) in [
            (Stage::Ballot, true), (Stage::Rejected, true), (Stage::CarriedOut, true),
            (Stage::Withdrawn, false), (Stage::Merged, false), (Stage::Split, false),
        ] {
            world.force(lamp, stage).await;
            let answer = say(&world, world.bo, lamp, None, "Late").await;
            assert_eq!(answer.err(), (!open).then_some(CommentsClosed), "{stage}");
        }
    }

    /// By a moderator with a reason, by its author, and by nobody else; what was said stays in the row.
    async fn a_comment_is_hidden(world: World) {
        let id = world.draft("Mend the lamp", Asks::default()).await;
        for _ in 0..3 {
            say(&world, world.bo, id, None, "Rude words").await.unwrap();
        }
        // Not even whose proposal it is.
        for by in [world.ana, world.treasurer] {
            assert_eq!(hide(&world, by, id, 1, "I do not like it").await, Err(NotYoursToHide));
        }
        assert_eq!(hide(&world, world.moderator, id, 1, " ").await, Err(ReasonMissing));
        assert_eq!(hide(&world, world.moderator, id, 1, "Rude").await, Ok(()));
        assert_eq!(hide(&world, world.steward, id, 1, "Rude").await, Err(AlreadyHidden));
        assert_eq!(hide(&world, world.bo, id, 2, "Sorry").await, Ok(()));
        assert_eq!(hide(&world, world.moderator, id, 9, "Rude").await, Err(NoSuchComment));
        assert_eq!(hide(&world, world.id(), id, 3, "Rude").await, Err(NotAMember));
        let row = world.find::<ProposalComment>((world.community, id, 1)).await;
        assert_eq!((row.body.as_str(), row.hidden_by), ("Rude words", Some(world.moderator)));
        assert_eq!(row.hidden_reason.as_deref(), Some("Rude"));
    }
}
