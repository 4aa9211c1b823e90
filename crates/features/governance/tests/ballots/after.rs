//! What comes after the closing: appeals, execution, the end.

use crate::world::{DAY, HOUR, World, asks};
use community::GrantInput;
use community::role::Role;
use governance::ballot::BallotRefused;
use governance::choice::Choice::{Abstain, No, Yes};
use governance::ids::Member;
use governance::ops::{self, Appeal, DecideAppeal, HandOver};
use governance::proposal::{Stage, Step};
use governance::rows::Ballot;
use governance::terms::{BallotState, Kind};
use kernel::Id;
use std::time::Duration;

impl World {
    pub(crate) async fn appeal(
        &self,
        ballot: Id<Ballot>,
        by: Id<Member>,
        reason: &str,
    ) -> Result<i64, BallotRefused> {
        let input = Appeal { ballot, by, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::appeal(tx, &input, now)).await
    }

    async fn decide(
        &self,
        ballot: Id<Ballot>,
        number: i64,
        by: Id<Member>,
        uphold: bool,
    ) -> Result<(), BallotRefused> {
        let input = DecideAppeal { ballot, number, by, uphold, answer: "We looked.".to_owned() };
        self.act(move |tx, now| ops::decide_appeal(tx, &input, now)).await
    }

    async fn another_steward(&self, name: &str) -> Id<Member> {
        let (actor, member) = (self.steward, self.member(name).await);
        let grant =
            GrantInput { actor, member, role: Role::Steward, give: true, reason: "elected".to_owned() };
        self.act(move |tx, now| community::grant_role(tx, &grant, now)).await.unwrap();
        member
    }

    /// Passed by two, and closed.
    async fn passed(&self, voters: &[Id<Member>]) -> Id<Ballot> {
        let ballot = self.opened(asks(Kind::YesNo)).await;
        self.vote(ballot, voters[0], Yes).await.unwrap();
        self.vote(ballot, voters[1], Yes).await.unwrap();
        self.pass(3 * DAY).await;
        ballot
    }
}

testkit::both_engines! {
    async fn without_an_appeal_it_comes_into_force(world: World) {
        let m = world.members(2).await;
        let ballot = world.passed(&m).await;
        world.pass(3 * DAY - HOUR).await;
        assert_eq!(world.proposal_of(ballot).await.stage, Stage::Passed);
        assert_eq!(world.ballot(ballot).await.state, BallotState::Closed);
        world.pass(HOUR).await;
        assert_eq!(world.proposal_of(ballot).await.stage, Stage::InForce);
        assert_eq!(world.ballot(ballot).await.state, BallotState::Final);
        assert_eq!(world.appeal(ballot, m[0], "Late").await, Err(BallotRefused::AppealTooLate));
    }

    /// Who may, until when, once at a time.
    async fn an_appeal_stops_the_execution_until_it_is_dismissed(world: World) {
        let m = world.members(3).await;
        let judge = world.another_steward("Judge").await;
        let ballot = world.passed(&m).await;
        let stranger = world.member("Stranger").await;
        assert_eq!(world.appeal(ballot, stranger, "Why?").await, Err(BallotRefused::NotInElectorate));
        assert_eq!(world.appeal(ballot, m[2], " ").await, Err(BallotRefused::ReasonMissing));
        world.clock.advance(3 * DAY - Duration::from_micros(1));
        assert_eq!(world.appeal(ballot, m[2], "The text was another one").await, Ok(1));
        assert_eq!(world.appeal(ballot, m[2], "And").await, Err(BallotRefused::AppealWaits));
        world.pass(DAY).await;
        assert_eq!(world.proposal_of(ballot).await.stage, Stage::Passed, "it waits");
        assert_eq!(world.ballot(ballot).await.state, BallotState::Closed);
        assert_eq!(world.decide(ballot, 1, m[0], false).await, Err(BallotRefused::NotAllowed));
        assert_eq!(world.decide(ballot, 1, world.steward, false).await, Err(BallotRefused::OwnProposal));
        assert_eq!(world.decide(ballot, 2, judge, false).await, Err(BallotRefused::NoSuchAppeal));
        // Who hands it over to somebody else first is no other for it.
        let proposal = world.proposal_of(ballot).await.id;
        let (by, handed) = (world.steward, HandOver { proposal, to: m[0], reason: "Busy".to_owned() });
        world.act(move |tx, now| ops::hand_over(tx, by, &handed, now)).await.unwrap();
        assert_eq!(world.decide(ballot, 1, world.steward, false).await, Err(BallotRefused::OwnProposal));
        world.decide(ballot, 1, judge, false).await.unwrap();
        assert_eq!(world.decide(ballot, 1, judge, true).await, Err(BallotRefused::AppealDecided));
        world.run_jobs().await;
        assert_eq!(world.proposal_of(ballot).await.stage, Stage::InForce, "at once");
        assert_eq!(world.ballot(ballot).await.state, BallotState::Final);
    }

    /// Answered, it is the only one of that member against this ballot; others have theirs.
    async fn a_dismissed_appeal_is_not_brought_again(world: World) {
        let m = world.members(3).await;
        let judge = world.another_steward("Judge").await;
        let ballot = world.passed(&m).await;
        assert_eq!(world.appeal(ballot, m[2], "I was away").await, Ok(1));
        world.decide(ballot, 1, judge, false).await.unwrap();
        for reason in ["I was away", "Something new"] {
            assert_eq!(world.appeal(ballot, m[2], reason).await, Err(BallotRefused::AppealedBefore));
        }
        assert_eq!(world.appeal(ballot, m[1], "So was I").await, Ok(2));
        world.decide(ballot, 2, judge, false).await.unwrap();
        world.pass(3 * DAY).await;
        assert_eq!(world.proposal_of(ballot).await.stage, Stage::InForce);
    }

    /// Who brought an appeal takes it back while it waits, nobody else, and once: what was decided goes on, at once where its
    /// time has come. So an appeal that nobody may decide on holds nothing up for good.
    async fn an_appeal_is_withdrawn_by_who_brought_it(world: World) {
        let m = world.members(3).await;
        let ballot = world.passed(&m).await;
        let steward = world.steward;
        let withdraw = async |number: i64, by: Id<Member>| {
            world.act(move |tx, now| ops::withdraw_appeal(tx, (ballot, number), by, now)).await
        };
        assert_eq!(withdraw(1, steward).await, Err(BallotRefused::NoSuchAppeal));
        assert_eq!(world.appeal(ballot, steward, "The text was another one").await, Ok(1));
        assert_eq!(world.appeal(ballot, m[2], "I was away").await, Ok(2));
        assert_eq!(world.decide(ballot, 1, steward, false).await, Err(BallotRefused::OwnAppeal));
        world.pass(4 * DAY).await;
        assert_eq!(withdraw(1, m[2]).await, Err(BallotRefused::NotYourAppeal));
        assert_eq!(withdraw(1, world.id()).await, Err(BallotRefused::NotAMember));
        assert_eq!(withdraw(1, steward).await, Ok(()));
        assert_eq!(withdraw(1, steward).await, Err(BallotRefused::AppealDecided));
        world.run_jobs().await;
        assert_eq!(world.proposal_of(ballot).await.stage, Stage::Passed, "the other one waits");
        assert_eq!(world.appeal(ballot, steward, "Again").await, Err(BallotRefused::AppealTooLate));
        assert_eq!(withdraw(2, m[2]).await, Ok(()));
        world.run_jobs().await;
        let proposal = world.proposal_of(ballot).await;
        assert_eq!(proposal.stage, Stage::InForce, "at once");
        assert_eq!(world.ballot(ballot).await.state, BallotState::Final);
        let steps = world.steps(&proposal).await;
        assert_eq!(steps.iter().filter(|step| step.step == Step::AppealWithdrawn).count(), 2);
    }

    /// Withdrawn by mistake it is brought once more, and not a third time; nobody else's is touched.
    async fn a_withdrawn_appeal_is_given_back_once(world: World) {
        let m = world.members(2).await;
        let ballot = world.passed(&m).await;
        assert_eq!(world.appeal(ballot, m[0], "I was away").await, Ok(1));
        let by = m[0];
        let withdraw = async |number| world.act(move |tx, now| ops::withdraw_appeal(tx, (ballot, number), by, now)).await;
        assert_eq!(withdraw(1).await, Ok(()));
        assert_eq!(world.appeal(ballot, m[0], "After all").await, Ok(2));
        assert_eq!(world.appeal(ballot, m[0], "And").await, Err(BallotRefused::AppealWaits));
        world.pass(2 * DAY).await;
        assert_eq!(world.proposal_of(ballot).await.stage, Stage::Passed, "it waits as the first did");
        assert_eq!(withdraw(1).await, Err(BallotRefused::AppealDecided));
        assert_eq!(withdraw(2).await, Ok(()));
        assert_eq!(world.appeal(ballot, m[0], "Again").await, Err(BallotRefused::AppealedBefore));
        world.pass(DAY).await;
        assert_eq!(world.proposal_of(ballot).await.stage, Stage::InForce);
    }

    /// A node whose clock is behind comes with an appeal when another one has carried the decision out already: it is too
    /// late, or what was done would stand under a draft.
    async fn what_is_carried_out_is_not_appealed_against(world: World) {
        let m = world.members(2).await;
        let ballot = world.passed(&m).await;
        let (proposal, before) = (world.proposal_of(ballot).await.id, world.now());
        let due = world.ballot(ballot).await.execute_at_us.unwrap();
        // Its deeds are done by one job, the ballot is finished by another, which has not come yet.
        let done = world.act::<_, BallotRefused>(move |tx, _| Ok(ops::execute_decision(tx, proposal, due)?)).await;
        assert_eq!(done, Ok(true));
        assert!(before < due);
        assert_eq!(world.appeal(ballot, m[0], "Behind").await, Err(BallotRefused::AppealTooLate));
        assert_eq!(world.proposal_of(ballot).await.stage, Stage::InForce);
    }

    /// Upheld, it is a draft again: nothing is done, and another ballot may be held.
    async fn an_appeal_upheld_undoes_the_outcome(world: World) {
        let m = world.members(3).await;
        let judge = world.another_steward("Judge").await;
        let ballot = world.passed(&m).await;
        assert_eq!(world.appeal(ballot, judge, "Mine").await, Ok(1));
        assert_eq!(world.appeal(ballot, m[2], "Theirs").await, Ok(2));
        assert_eq!(world.decide(ballot, 1, judge, true).await, Err(BallotRefused::OwnAppeal));
        world.decide(ballot, 2, judge, true).await.unwrap();
        assert_eq!(world.ballot(ballot).await.state, BallotState::Annulled);
        let proposal = world.proposal_of(ballot).await;
        assert_eq!(proposal.stage, Stage::Draft);
        assert_eq!(world.steps(&proposal).await.last().unwrap().step, Step::AppealUpheld);
        assert_eq!(world.decide(ballot, 1, judge, false).await, Err(BallotRefused::AppealDecided));
        assert_eq!(world.appeal(ballot, m[0], "Again").await, Err(BallotRefused::NotClosed));
        world.pass(4 * DAY).await;
        assert_eq!(world.proposal_of(ballot).await.stage, Stage::Draft);
        let again = world.open(world.steward, proposal.id, 3 * DAY).await.unwrap();
        assert_eq!(world.appeal(again, m[0], "Now").await, Err(BallotRefused::NotClosed));
    }

    /// A quorum that is first reached in the last day leaves a day to answer, once. An open ballot whose outcome is not what
    /// led when its last day began is extended at its closing, three times and no more.
    async fn late_turns_leave_time_to_answer(world: World) {
        let m = world.members(9).await;
        let ballot = world.opened(asks(Kind::YesNo)).await;
        let first = world.ballot(ballot).await.closes_at_us;
        world.vote(ballot, m[0], Yes).await.unwrap();
        world.clock.set(first.minus(DAY));
        world.run_jobs().await;
        assert_eq!(world.ballot(ballot).await.leads.as_deref(), Some("true "), "its job has marked what leads");
        world.clock.set(first.minus(HOUR));
        world.vote(ballot, m[1], Yes).await.unwrap();
        assert_eq!(world.ballot(ballot).await.closes_at_us, world.now().plus(DAY), "the quorum of two of ten");
        // Once.
        world.clock.advance(Duration::from_secs(1));
        world.vote(ballot, m[2], Yes).await.unwrap();
        assert_eq!(world.ballot(ballot).await.closes_at_us, first.minus(HOUR).plus(DAY));
        world.pass(HOUR).await;
        assert_eq!(world.ballot(ballot).await.state, BallotState::Open, "the first closing is none any more");
        for (turn, (voters, choice)) in [(&m[3..6], No), (&m[6..7], Yes), (&m[7..8], No), (&m[8..9], Yes)].iter().enumerate() {
            let closes_at = world.ballot(ballot).await.closes_at_us;
            world.clock.set(closes_at.minus(HOUR));
            for voter in *voters {
                world.vote(ballot, *voter, choice.clone()).await.unwrap();
            }
            assert_eq!(world.ballot(ballot).await.closes_at_us, closes_at, "not before it is counted");
            world.clock.set(closes_at);
            assert_eq!(world.vote(ballot, voters[0], Yes).await, Err(BallotRefused::VotingOver));
            world.run_jobs().await;
            let after = world.ballot(ballot).await;
            let expected = if turn < 3 { (closes_at.plus(DAY), BallotState::Open) } else { (closes_at, BallotState::Closed) };
            assert_eq!((after.closes_at_us, after.state), expected, "turn {turn}");
        }
        let reckoning = world.reckoning(ballot).await;
        assert_eq!(reckoning.extensions.len(), 4);
        let proposal = world.proposal_of(ballot).await;
        let steps = world.steps(&proposal).await;
        let reasons: Vec<&str> =
            steps.iter().filter(|step| step.step == Step::BallotExtended).map(|step| step.reason.as_str()).collect();
        assert_eq!(reasons, ["quorum", "flip", "flip", "flip"]);
    }

    /// Whatever comes late: the mark is what led before the first vote of the last day, counted once; votes after the
    /// closing are refused for as long as nobody counts; and the time to answer and to appeal begins with the counting.
    async fn late_jobs_take_no_time_from_anybody(world: World) {
        let m = world.members(4).await;
        let ballot = world.opened(asks(Kind::YesNo)).await;
        let closes_at = world.ballot(ballot).await.closes_at_us;
        for yes in &m[..2] {
            world.vote(ballot, *yes, Yes).await.unwrap();
        }
        world.clock.set(closes_at.minus(HOUR));
        for no in [&m[0], &m[2], &m[3]] {
            world.vote(ballot, *no, No).await.unwrap();
            assert_eq!(world.ballot(ballot).await.leads.as_deref(), Some("true "), "before the first of them");
        }
        world.clock.set(closes_at.plus(5 * DAY));
        assert_eq!(world.vote(ballot, m[1], No).await, Err(BallotRefused::VotingOver));
        world.run_jobs().await;
        let extended = world.ballot(ballot).await;
        assert_eq!((extended.state, extended.closes_at_us), (BallotState::Open, world.now().plus(DAY)));
        world.vote(ballot, m[1], No).await.unwrap();
        world.clock.advance(9 * DAY);
        assert_eq!(world.vote(ballot, m[1], Yes).await, Err(BallotRefused::VotingOver));
        world.run_jobs().await;
        let closed = world.ballot(ballot).await;
        assert_eq!((closed.state, closed.execute_at_us), (BallotState::Closed, Some(world.now().plus(3 * DAY))));
        assert_eq!(world.appeal(ballot, m[1], "Nobody could answer").await, Ok(1));
    }

    /// Without a quorum nothing is decided either way; and where nobody had taken a side nothing turns.
    async fn what_was_no_outcome_does_not_flip(world: World) {
        let m = world.members(9).await;
        let few = world.opened(asks(Kind::YesNo)).await;
        world.vote(few, m[0], Yes).await.unwrap();
        world.clock.set(world.ballot(few).await.closes_at_us.minus(HOUR));
        world.vote(few, m[0], No).await.unwrap();
        world.pass(HOUR).await;
        assert_eq!(world.ballot(few).await.state, BallotState::Closed);
        let late = world.opened(asks(Kind::YesNo)).await;
        for abstains in &m[..2] {
            world.vote(late, *abstains, Abstain).await.unwrap();
        }
        world.clock.set(world.ballot(late).await.closes_at_us.minus(HOUR));
        world.vote(late, m[2], Yes).await.unwrap();
        world.pass(HOUR).await;
        assert_eq!(world.ballot(late).await.state, BallotState::Closed);
    }
}
