//! Payments of a group buy entered together: only what is plain, each once.

use crate::world::{DAY, World};
use kernel::Id;
use market::arrivals::Print;
use market::ops::LinePrint;
use market::payment::ArrivedAt;
use pools::CommitRefused as No;
use pools::commitment::CommitmentState;
use pools::ids::Member;
use pools::ops::{self, ConfirmCommitment, Pay};
use pools::rows::{Commitment, PartEvent, PartStep};
use store::IdempotencyKey;

impl World {
    async fn collects(
        &self,
        by: Id<Member>,
        part: Id<Commitment>,
        amount_minor: i64,
        key: Option<IdempotencyKey>,
    ) -> Result<CommitmentState, No> {
        let arrived_at = ArrivedAt::Instant(self.now());
        let reference = String::new();
        let input = ConfirmCommitment { commitment: part, arrived_at, amount_minor, reference, key };
        let done = self.act(move |tx, now| ops::collect_commitment(tx, by, &input, &[], now)).await;
        done.map(|done| done.state)
    }
}

testkit::both_engines! {
    /// Who is asked, for what, with which sum → what is answered; what is refused is held nowhere.
    async fn only_what_is_plain_is_entered(world: World) {
        let pool = world.buy(|_| {}).await;
        let dan = world.member("Dan").await;
        let part = async |who| world.join(who, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let (waits, claimed, left, own) = (part(dan).await, part(dan).await, part(dan).await, part(world.treasurer).await);
        world.claim(dan, claimed).await.unwrap();
        let leave = ops::LeavePool { commitment: left, key: None };
        world.act(move |tx, now| ops::leave_pool(tx, dan, &leave, now)).await.unwrap();
        let due = world.find::<Commitment>((world.community, waits)).await.due_minor;
        let treasurer = world.treasurer;
        for (by, part, minor, answer) in [
            (treasurer, waits, due - 1, No::SumDiffers),
            (treasurer, waits, due + 1, No::SumDiffers),
            (treasurer, left, due, No::PartOver),
            (treasurer, own, due, No::OwnPayment),
            (treasurer, world.id(), due, No::NoSuchCommitment),
            (dan, waits, due, No::NotAllowed),
        ] {
            assert_eq!(world.collects(by, part, minor, None).await, Err(answer));
        }
        assert_eq!(world.held_by(pool).await, 0);
        let key = || Some(IdempotencyKey::of("treasurer", "k", "collect_commitment", &due).unwrap());
        let twice = tokio::join!(
            world.collects(treasurer, waits, due, key()),
            world.collects(treasurer, waits, due, key()),
        );
        assert_eq!(twice, (Ok(CommitmentState::Held), Ok(CommitmentState::Held)));
        assert_eq!(world.collects(treasurer, waits, due, None).await, Err(No::AlreadyPaid));
        assert_eq!(world.held_by(pool).await, due);
        // What came after the deadline is no part's any more: it is looked at by itself.
        world.clock.advance(30 * DAY);
        assert_eq!(world.collects(treasurer, claimed, due, None).await, Err(No::PartOver));
        assert_eq!((world.held_by(pool).await, world.owed(dan).await), (due, 0));
        world.assert_whole().await;
    }

    /// The request that confirmed what was taken back since confirms nothing when it is sent again, and says so.
    async fn an_old_form_says_what_is_true(world: World) {
        let pool = world.buy(|_| {}).await;
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let due = world.commitment(part).await.due_minor;
        let key = || Some(IdempotencyKey::of("treasurer", "k", "collect_commitment", &due).unwrap());
        for _ in 0..2 {
            assert_eq!(world.collects(world.treasurer, part, due, key()).await, Ok(CommitmentState::Held));
        }
        let undo = ops::UndoConfirmation { commitment: part, reason: "another's".to_owned(), key: None };
        let by = world.treasurer;
        world.act(move |tx, now| ops::undo_confirmation(tx, by, &undo, now)).await.unwrap();
        assert_eq!(world.collects(world.treasurer, part, due, key()).await, Err(No::TakenBack));
        world.clock.advance(2 * DAY);
        world.run_jobs().await;
        assert_eq!(world.state(part).await, CommitmentState::Lapsed);
        assert_eq!(world.collects(world.treasurer, part, due, key()).await, Err(No::TakenBack));
        // Nor where its money came too late.
        world.confirm(world.treasurer, part, due, world.now()).await.unwrap();
        assert_eq!((world.state(part).await, world.owed(dan).await), (CommitmentState::Lapsed, due));
        assert_eq!(world.collects(world.treasurer, part, due, key()).await, Err(No::TakenBack));
        world.assert_whole().await;
    }

    /// The form of one part neither; and less than the sum is told as before.
    async fn an_old_form_of_one_part_says_what_is_true(world: World) {
        let pool = world.buy(|_| {}).await;
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let (due, by) = (world.commitment(part).await.due_minor, world.treasurer);
        let sent = async |amount_minor: i64| {
            let key = Some(IdempotencyKey::of("treasurer", &amount_minor.to_string(), "confirm_commitment", &amount_minor).unwrap());
            let arrived_at = ArrivedAt::Instant(world.now());
            let input = ConfirmCommitment { commitment: part, arrived_at, amount_minor, reference: String::new(), key };
            world.act(move |tx, now| ops::confirm_commitment(tx, by, &input, now)).await.map(|done| done.state)
        };
        for _ in 0..2 {
            assert_eq!(sent(10).await, Ok(CommitmentState::Made));
        }
        for _ in 0..2 {
            assert_eq!(sent(due - 10).await, Ok(CommitmentState::Held));
        }
        let undo = ops::UndoConfirmation { commitment: part, reason: "another's".to_owned(), key: None };
        world.act(move |tx, now| ops::undo_confirmation(tx, by, &undo, now)).await.unwrap();
        assert_eq!(sent(due - 10).await, Err(No::TakenBack));
        assert_eq!(sent(10).await, Ok(CommitmentState::Made));
        world.assert_whole().await;
    }

    /// The rest of what was too little pays it, and a number that was entered does not pay again.
    async fn the_rest_is_entered_and_no_number_twice(world: World) {
        let pool = world.buy(|_| {}).await;
        let (dan, eve) = (world.member("Dan").await, world.member("Eve").await);
        let part = world.join(dan, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let other = world.join(eve, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let due = world.commitment(part).await.due_minor;
        let treasurer = world.treasurer;
        world.confirm(treasurer, part, due - 40, world.now()).await.unwrap();
        assert_eq!(world.collects(treasurer, part, due, None).await, Ok(CommitmentState::Held), "the whole once more is the member's");
        assert_eq!(world.owed(dan).await, due - 40);
        world.confirm(treasurer, other, due - 40, world.now()).await.unwrap();
        assert_eq!(world.collects(treasurer, other, 41, None).await, Ok(CommitmentState::Held));
        assert_eq!(world.owed(eve).await, 1);
        let third = world.join(eve, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let fourth = world.join(dan, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let line = [LinePrint::of(&Print::Number("4200001234567890".to_owned()))];
        let collect = async |part| {
            let (lines, arrived_at) = (line.clone(), ArrivedAt::Instant(world.now()));
            let input = ConfirmCommitment { commitment: part, arrived_at, amount_minor: due, reference: String::new(), key: None };
            world.act(move |tx, now| ops::collect_commitment(tx, treasurer, &input, &lines, now)).await.map(|done| done.state)
        };
        assert_eq!(collect(third).await, Ok(CommitmentState::Held));
        world.clock.advance(std::time::Duration::from_secs(60));
        assert_eq!(collect(fourth).await, Err(No::ReferenceUsed));
        // Nor where it is confirmed by itself, unless that is said to be another transfer.
        let confirm = async |another| {
            let (arrived_at, reference) = (ArrivedAt::Instant(world.now()), "WX 4200001234567890".to_owned());
            let input = ConfirmCommitment { commitment: fourth, arrived_at, amount_minor: due, reference, key: None };
            world.act(move |tx, now| ops::confirm_one(tx, treasurer, &input, another, now)).await.map(|done| done.state)
        };
        assert_eq!(confirm(false).await, Err(No::ReferenceUsed));
        assert_eq!((world.state(fourth).await, world.held_by(pool).await), (CommitmentState::Made, 3 * due));
        assert_eq!(confirm(true).await, Ok(CommitmentState::Held));
        assert_eq!(confirm(false).await, Err(No::WrongState));
        world.assert_whole().await;
    }

    /// A claim keeps nobody in: it is taken back, and the part may be left. The treasurer's own is looked for by a steward.
    async fn a_claim_is_taken_back_and_a_treasurers_is_confirmed(world: World) {
        let pool = world.buy(|_| {}).await;
        let dan = world.member("Dan").await;
        let part = world.join(dan, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let own = world.join(world.treasurer, pool, 10_000, Pay::Later).await.unwrap().commitment;
        let withdraw = async |by, part| {
            let input = ops::WithdrawClaim { commitment: part, key: None };
            world.act(move |tx, now| ops::withdraw_claim(tx, by, &input, now)).await.map(|done| done.state)
        };
        assert_eq!(withdraw(dan, part).await, Err(No::WrongState));
        world.claim(dan, part).await.unwrap();
        assert_eq!(withdraw(world.treasurer, part).await, Err(No::NotYours));
        assert_eq!(withdraw(dan, part).await, Ok(CommitmentState::Made));
        // What happened stands there, one thing after the other.
        let count = world.commitment(part).await.event_count;
        let event = world.find::<PartEvent>((world.community, part, count)).await;
        assert_eq!((count, event.step), (3, PartStep::ClaimWithdrawn));
        world.leave(dan, part).await.unwrap();
        assert_eq!(world.pool(pool).await.claimed_count, 0);
        world.claim(world.treasurer, own).await.unwrap();
        let due = world.commitment(own).await.due_minor;
        assert_eq!(world.confirm(world.treasurer, own, due, world.now()).await.unwrap_err(), No::OwnPayment);
        assert_eq!(world.confirm(dan, own, due, world.now()).await.unwrap_err(), No::NotAllowed);
        assert_eq!(world.confirm(world.steward, own, due, world.now()).await.unwrap().state, CommitmentState::Held);
        world.assert_whole().await;
    }
}
