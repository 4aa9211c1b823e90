//! Tasks, and the rules of deciding.

use crate::world::{DAY, World};
use governance::asks::Asks;
use governance::ids::Member;
use governance::ops::{self, AnswerTask, EditRules, SetTask};
use governance::proposal::{Stage, TaskState};
use governance::proposal_refused::ProposalRefused::{self, *};
use governance::rows::{DecisionRulesVersion, Proposal, ProposalTask};
use governance::task::TaskMove;
use governance::terms::{DecisionRules, Part, Proposers};
use kernel::{Id, Timestamp};

async fn set(
    world: &World,
    by: Id<Member>,
    proposal: Id<Proposal>,
    (what, assignee, due_at): (&str, Id<Member>, Timestamp),
) -> Result<i64, ProposalRefused> {
    let input = SetTask { proposal, what: what.to_owned(), assignee, due_at, key: None };
    world.act(move |tx, now| ops::set_task(tx, by, &input, now)).await
}

async fn answer(
    world: &World,
    by: Id<Member>,
    proposal: Id<Proposal>,
    (number, to, note): (i64, TaskMove, &str),
) -> Result<TaskState, ProposalRefused> {
    let input = AnswerTask { proposal, number, to, note: note.to_owned() };
    world.act(move |tx, now| ops::answer_task(tx, by, &input, now)).await
}

async fn edit(
    world: &World,
    by: Id<Member>,
    from_version: i64,
    rules: DecisionRules,
) -> Result<i64, ProposalRefused> {
    let input = EditRules { rules, from_version, reason: "As agreed".to_owned() };
    world.act(move |tx, now| ops::edit_rules(tx, by, &input, now)).await
}

testkit::both_engines! {
    /// Set by who answers for the proposal, taken on, done with a note.
    async fn a_task_is_set_and_done(world: World) {
        let id = world.draft("Mend the lamp", Asks::default()).await;
        world.force(id, Stage::InForce).await;
        let (due, what) = (world.now().plus(DAY), "Buy the bulbs");
        assert_eq!(set(&world, world.bo, id, (what, world.bo, due)).await, Err(NotYours));
        assert_eq!(set(&world, world.ana, id, (" ", world.bo, due)).await, Err(TaskMissing));
        assert_eq!(set(&world, world.ana, id, (&"做".repeat(201), world.bo, due)).await, Err(TaskTooLong));
        assert_eq!(set(&world, world.ana, id, (what, world.id(), due)).await, Err(NoSuchMember));
        assert_eq!(set(&world, world.ana, id, (what, world.bo, world.now())).await, Err(DueIsPast));
        assert_eq!(set(&world, world.ana, id, (what, world.bo, due)).await, Ok(1));
        assert_eq!(answer(&world, world.ana, id, (1, TaskMove::TakeOn, "")).await, Err(NotYourTask));
        assert_eq!(answer(&world, world.bo, id, (2, TaskMove::TakeOn, "")).await, Err(NoSuchTask));
        assert_eq!(answer(&world, world.bo, id, (1, TaskMove::TakeOn, "")).await, Ok(TaskState::TakenOn));
        assert_eq!(answer(&world, world.bo, id, (1, TaskMove::TakeOn, "")).await, Err(TaskIsElsewhere));
        assert_eq!(answer(&world, world.bo, id, (1, TaskMove::Finish, " ")).await, Err(ReasonMissing));
        let long = "x".repeat(1_001);
        assert_eq!(answer(&world, world.bo, id, (1, TaskMove::Finish, &long)).await, Err(ReasonTooLong));
        assert_eq!(answer(&world, world.bo, id, (1, TaskMove::Finish, "Two bulbs")).await, Ok(TaskState::Done));
        let row = world.find::<ProposalTask>((world.community, id, 1)).await;
        assert_eq!((row.note.as_str(), row.done_at_us), ("Two bulbs", Some(world.now())));
        world.force(id, Stage::CarriedOut).await;
        assert_eq!(set(&world, world.ana, id, (what, world.bo, due)).await, Err(IsOver));
    }

    /// Declined with a reason, then dropped; there is an end to how many there are.
    async fn a_task_is_declined(world: World) {
        let id = world.draft("Mend the lamp", Asks::default()).await;
        let due = world.now().plus(DAY);
        assert_eq!(set(&world, world.steward, id, ("Buy the bulbs", world.bo, due)).await, Ok(1));
        assert_eq!(answer(&world, world.bo, id, (1, TaskMove::Decline, "No time")).await, Ok(TaskState::Declined));
        assert_eq!(answer(&world, world.bo, id, (1, TaskMove::Drop, "So")).await, Err(NotYourTask));
        assert_eq!(answer(&world, world.ana, id, (1, TaskMove::Drop, "Not now")).await, Ok(TaskState::Dropped));
        for number in 2..=60 {
            assert_eq!(set(&world, world.ana, id, ("More", world.bo, due)).await, Ok(number));
        }
        assert_eq!(set(&world, world.ana, id, ("More", world.bo, due)).await, Err(TooManyTasks));
    }

    /// Versions stand beside each other; who may change them is decided on the rules of that moment.
    async fn the_rules_of_deciding_change(world: World) {
        let strict = DecisionRules { proposers: Proposers::FullMembers, ..DecisionRules::default() };
        assert_eq!(edit(&world, world.treasurer, 0, strict.clone()).await, Err(NotASteward));
        assert_eq!(edit(&world, world.id(), 0, strict.clone()).await, Err(NotAMember));
        assert_eq!(edit(&world, world.steward, 0, DecisionRules::default()).await, Err(NothingChanged));
        let unfit = DecisionRules { quorum: Part { numerator: 2, denominator: 1 }, ..strict.clone() };
        assert_eq!(edit(&world, world.steward, 0, unfit).await, Err(QuorumUnfit));
        assert_eq!(edit(&world, world.steward, 0, strict.clone()).await, Ok(1));
        assert_eq!(edit(&world, world.steward, 0, DecisionRules::default()).await, Err(TextMovedOn));
        let row = world.find::<DecisionRulesVersion>((world.community, 1)).await;
        assert_eq!((row.rules().unwrap(), row.reason.as_str()), (strict.clone(), "As agreed"));
        // On probation: turned away until it is over.
        let new = world.member("Dai").await;
        assert_eq!(world.propose(new, world.idea("A swing")).await, Err(NotAProposer));
        world.clock.advance(DAY * 30);
        assert!(world.propose(new, world.idea("A swing")).await.is_ok());
        let closed = DecisionRules { only_by_decision: true, proposers: Proposers::Stewards, ..strict };
        assert_eq!(edit(&world, world.steward, 1, closed).await, Ok(2));
        assert_eq!(edit(&world, world.steward, 2, DecisionRules::default()).await, Err(OnlyByDecision));
        assert_eq!(world.propose(world.ana, world.idea("A slide")).await, Err(NotAProposer));
        assert!(world.propose(world.steward, world.idea("A slide")).await.is_ok());
    }
}
