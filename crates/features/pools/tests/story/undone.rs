//! A treasurer put money down to the wrong part, and takes that back while the pool is open.

use crate::matching::half;
use crate::world::{CNY, DAY, HOUR, World};
use community::role::Role;
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use market::arrivals::Print;
use market::ops::LinePrint;
use pools::CommitRefused as No;
use pools::commitment::CommitmentState as State;
use pools::ids::Member;
use pools::ops::{self, ConfirmCommitment, Pay};
use pools::pool::PoolState;
use pools::rows::{Commitment, PartEvent, PartStep};
use std::time::Duration;
use store::IdempotencyKey;

const NUMBER: &str = "4200001234567890";

impl World {
    async fn undo_keyed(
        &self,
        by: Id<Member>,
        part: Id<Commitment>,
        reason: &str,
        key: Option<IdempotencyKey>,
    ) -> Result<State, No> {
        let input = ops::UndoConfirmation { commitment: part, reason: reason.to_owned(), key };
        self.act(move |tx, now| ops::undo_confirmation(tx, by, &input, now)).await.map(|done| done.state)
    }

    async fn undo(&self, by: Id<Member>, part: Id<Commitment>) -> Result<State, No> {
        self.undo_keyed(by, part, "it was another part's", None).await
    }

    /// Read from a statement, whose line is known again by its number.
    async fn line_pays(&self, part: Id<Commitment>, at: Timestamp) -> Result<State, No> {
        let amount_minor = self.commitment(part).await.due_minor;
        let (treasurer, lines) = (self.treasurer, vec![LinePrint::of(&Print::Number(NUMBER.to_owned()))]);
        let reference = NUMBER.to_owned();
        let input =
            ConfirmCommitment { commitment: part, arrived_at: at.into(), amount_minor, reference, key: None };
        let done = self.act(move |tx, now| ops::collect_commitment(tx, treasurer, &input, &lines, now)).await;
        done.map(|done| done.state)
    }

    async fn last_told(&self, part: Id<Commitment>) -> PartEvent {
        let number = self.commitment(part).await.event_count;
        self.find::<PartEvent>((self.community, part, number)).await
    }

    async fn second_treasurer(&self) -> Id<Member> {
        let member = self.member("Fei").await;
        self.grant(member, Role::Treasurer).await;
        member
    }
}

testkit::both_engines! {
    /// Its money was looked for and not found, and then put down to it by mistake: taken back, it is to be paid, and waits for nobody's look; said to
    /// be paid once more, it is looked for once more.
    async fn what_was_not_found_is_to_be_paid_when_that_is_taken_back(world: World) {
        let pool = world.buy(|_| {}).await;
        let (_, part) = world.claimed(pool, 1_000).await;
        let due = world.commitment(part).await.due_minor;
        assert_eq!(world.not_found(part).await.unwrap().state, State::Made);
        world.confirm(world.treasurer, part, due, world.now()).await.unwrap();
        assert_eq!(world.undo(world.treasurer, part).await, Ok(State::Made));
        assert_eq!(world.pool(pool).await.claimed_count, 0);
        let member = world.commitment(part).await.member;
        world.claim(member, part).await.unwrap();
        world.confirm(world.treasurer, part, due, world.now()).await.unwrap();
        assert_eq!(world.undo(world.treasurer, part).await, Ok(State::Claimed));
        world.assert_whole().await;
    }

    /// Taken back, the line pays the right part; the pool counts what is paid, and the books show all of it.
    async fn the_same_line_pays_the_right_part(world: World) {
        let pool = world.buy(|_| {}).await;
        let (dan, eve) = (world.member("Dan").await, world.member("Eve").await);
        let wrong = world.join(dan, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let right = world.join(eve, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let due = world.commitment(wrong).await.due_minor;
        assert_eq!(world.line_pays(wrong, world.now()).await, Ok(State::Held));
        let paid_with = world.commitment(wrong).await.paid_entry.unwrap();
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(world.line_pays(right, world.now()).await, Err(No::ReferenceUsed));
        // Its own hold has run out meanwhile: it waits as long as a part that is new.
        world.clock.advance(HOUR * 3);
        assert_eq!(world.undo(world.treasurer, wrong).await, Ok(State::Made));
        let row = world.commitment(wrong).await;
        assert_eq!((row.held_minor, row.paid_entry, row.arrived_at_us, row.reference), (0, None, None, None));
        assert_eq!(row.hold_until_us, world.now().plus(HOUR * 2));
        let told = world.last_told(wrong).await;
        assert_eq!((told.step, told.sum_minor, told.reason.as_deref()), (PartStep::Undone, Some(due), Some("it was another part's")));
        let community = world.community;
        let entry = world.db.read(move |reader| ledger::entry(reader, community, told.entry.unwrap())).await.unwrap().unwrap();
        assert_eq!((entry.head.entry.reverses, entry.head.entry.cause_id), (Some(paid_with), wrong.to_string()));
        let counted = world.pool(pool).await;
        assert_eq!((counted.held_milli, counted.held_people, counted.taken_milli, world.held_by(pool).await), (0, 0, 20_000, 0));
        world.assert_whole().await;
        // Its hold has run out, and nobody has said so yet: what came in time pays it.
        assert_eq!(world.line_pays(right, world.now()).await, Ok(State::Held));
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(world.line_pays(wrong, world.now()).await, Err(No::ReferenceUsed));
        world.run_jobs().await;
        assert_eq!(world.state(wrong).await, State::Made, "the end of its first hold finds nothing to do");
        world.clock.advance(HOUR * 2);
        world.run_jobs().await;
        assert_eq!((world.state(wrong).await, world.state(right).await), (State::Lapsed, State::Held));
        assert_eq!(world.to_the_end(pool).await.state, PoolState::Captured);
        world.assert_whole().await;
    }

    /// What its member said to be on its way is looked for again, also when the deadline has passed.
    async fn what_was_claimed_is_looked_for_again(world: World) {
        let pool = world.buy(|_| {}).await;
        let (dan, eve) = (world.member("Dan").await, world.member("Eve").await);
        let part = world.join(dan, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let other = world.join(eve, pool, 10_000, Pay::Later).await.unwrap().commitment;
        for (who, part) in [(dan, part), (eve, other)] {
            world.claim(who, part).await.unwrap();
        }
        let (due, came) = (world.commitment(part).await.due_minor, world.now());
        let bank = world.balance(AccountKey::bank(CNY)).await;
        world.clock.advance(DAY * 3);
        assert_eq!(world.line_pays(part, came).await, Ok(State::Held));
        assert_eq!(world.undo(world.treasurer, part).await, Ok(State::Claimed));
        assert_eq!(world.pool(pool).await.claimed_count, 2);
        world.run_jobs().await;
        assert_eq!((world.pool(pool).await.state, world.state(part).await), (PoolState::Open, State::Claimed));
        // In time is when it came.
        world.clock.advance(Duration::from_secs(60));
        assert_eq!(world.line_pays(other, came).await, Ok(State::Held));
        let refuse = ops::RefuseClaim { commitment: part, reason: "No such name".to_owned(), key: None };
        let by = world.treasurer;
        world.act(move |tx, now| ops::refuse_claim(tx, by, &refuse, now)).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.pool(pool).await.state, PoolState::Captured);
        assert_eq!((world.state(part).await, world.state(other).await), (State::Lapsed, State::Captured));
        assert_eq!((world.owed(dan).await, world.balance(AccountKey::bank(CNY)).await), (0, bank + due));
        world.assert_whole().await;
    }

    /// Who, of what, when → what is answered. Nothing of what is refused stays.
    async fn who_may_and_until_when(world: World) {
        let pool = world.buy(|_| {}).await;
        let (dan, fei) = (world.member("Dan").await, world.second_treasurer().await);
        let part = world.join(dan, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let due = world.commitment(part).await.due_minor;
        assert_eq!(world.undo(world.treasurer, part).await, Err(No::WrongState));
        world.confirm(world.treasurer, part, due, world.now()).await.unwrap();
        for (by, answer) in [(dan, No::NotAllowed), (world.steward, No::NotAllowed), (world.id(), No::NotAMember)] {
            assert_eq!(world.undo(by, part).await, Err(answer));
        }
        assert_eq!(world.undo(fei, world.id()).await, Err(No::NoSuchCommitment));
        assert_eq!(world.undo_keyed(fei, part, " ", None).await, Err(No::ReasonMissing));
        // Nobody their own; a steward that of who looks for payments.
        let own = world.join(fei, pool, 10_000, Pay::Later).await.unwrap().commitment;
        world.confirm(world.treasurer, own, due, world.now()).await.unwrap();
        assert_eq!(world.undo(fei, own).await, Err(No::OwnPayment));
        assert_eq!(world.undo(world.steward, own).await, Ok(State::Made));
        // What was set off nobody found by hand.
        let (_, set_off) = world.paid(pool, 10_000).await;
        assert_eq!(world.undo(fei, set_off).await, Err(No::NotByHand));
        world.clock.advance(DAY);
        assert_eq!(world.undo(world.treasurer, part).await, Err(No::UndoByAnother));
        let key = || Some(IdempotencyKey::of("fei", "k", "undo_confirmation", &"a").unwrap());
        for _ in 0..2 {
            assert_eq!(world.undo_keyed(fei, part, "it was another part's", key()).await, Ok(State::Made));
        }
        assert_eq!(world.undo(fei, part).await, Err(No::WrongState));
        // Once it has closed, others have agreed to it as it was counted.
        world.confirm(world.treasurer, part, due, world.now()).await.unwrap();
        world.clock.advance(DAY * 3);
        world.to_the_end(pool).await;
        assert_eq!(world.undo(fei, part).await, Err(No::ClosedSince));
        world.assert_whole().await;
    }

    /// What came above the sum goes back with it, unless the member has used it; what came before and was too little is the member's still.
    async fn more_and_less_than_the_sum(world: World) {
        let pool = world.buy(|_| {}).await;
        let (dan, eve) = (world.member("Dan").await, world.member("Eve").await);
        let part = world.join(dan, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let (due, bank) = (world.commitment(part).await.due_minor, world.balance(AccountKey::bank(CNY)).await);
        world.confirm(world.treasurer, part, due + 300, world.now()).await.unwrap();
        assert_eq!(world.owed(dan).await, 300);
        assert_eq!(world.undo(world.treasurer, part).await, Ok(State::Made));
        assert_eq!((world.owed(dan).await, world.balance(AccountKey::bank(CNY)).await), (0, bank));
        world.confirm(world.treasurer, part, due + 300, world.now()).await.unwrap();
        let pay_out = market::ops::PayOut {
            id: world.id(),
            member: dan,
            purse: market::rows::Purse::Owed,
            amount_minor: 300,
            reference: "transfer 9".to_owned(),
            key: None,
        };
        let treasurer = market::Actor::Member(world.treasurer);
        world.act(move |tx, now| market::ops::pay_out(tx, treasurer, &pay_out, now.into())).await.unwrap();
        assert_eq!(world.undo(world.treasurer, part).await, Err(No::CreditSpent));
        assert_eq!((world.state(part).await, world.held_by(pool).await), (State::Held, due));

        let other = world.join(eve, pool, 10_000, Pay::Later).await.unwrap().commitment;
        world.confirm(world.treasurer, other, due - 40, world.now()).await.unwrap();
        world.confirm(world.treasurer, other, 40, world.now()).await.unwrap();
        assert_eq!(world.undo(world.treasurer, other).await, Ok(State::Made));
        assert!(world.commitment(other).await.had_too_little());
        assert_eq!(world.owed(eve).await, due - 40);
        world.confirm(world.treasurer, other, 40, world.now()).await.unwrap();
        assert_eq!((world.state(other).await, world.owed(eve).await), (State::Held, 0));
        world.assert_whole().await;
    }

    /// What a match fund added to a gift is free again, and counted anew when the gift is found.
    async fn what_a_match_fund_added_follows_it(world: World) {
        world.other_fund().await;
        let pool = world.campaign(|_| {}).await;
        let fund = world.matched(half(), &[pool]).await;
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 4_000_000, Pay::Later).await.unwrap().commitment;
        for _ in 0..2 {
            world.confirm(world.treasurer, part, 4_000, world.now()).await.unwrap();
            assert_eq!((world.match_of(pool).await.given_minor, world.match_fund(fund).await.promised_minor), (4_000, 2_000));
            world.assert_whole().await;
            assert_eq!(world.undo(world.treasurer, part).await, Ok(State::Made));
            assert_eq!((world.match_of(pool).await.given_minor, world.match_fund(fund).await.promised_minor), (0, 0));
            world.assert_whole().await;
        }
    }

    /// Why it was taken back is forgotten with whoever joined.
    async fn its_reason_goes_with_the_member(world: World) {
        let pool = world.buy(|_| {}).await;
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let due = world.commitment(part).await.due_minor;
        world.confirm(world.treasurer, part, due, world.now()).await.unwrap();
        world.undo(world.treasurer, part).await.unwrap();
        world.act(move |tx, _| ops::forget_member(tx, dan)).await.unwrap();
        let told = world.last_told(part).await;
        assert_eq!((told.step, told.reason), (PartStep::Undone, None));
    }
}
