//! Payments of a group buy entered together: only what is plain, each once.

use crate::world::{DAY, World};
use kernel::Id;
use market::payment::ArrivedAt;
use pools::CommitRefused as No;
use pools::commitment::CommitmentState;
use pools::ids::Member;
use pools::ops::{self, ConfirmCommitment, Pay};
use pools::rows::Commitment;
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
        let done = self.act(move |tx, now| ops::collect_commitment(tx, by, &input, now)).await;
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
}
