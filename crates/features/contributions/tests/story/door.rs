//! What distributions ask: whose contributions come to how much, in a period and for a fund.

use crate::world::{DAY, World};
use contributions::ids::Member;
use contributions::ops::Claim;
use kernel::{Id, Timestamp};

async fn values(
    world: &World,
    fund: Option<i64>,
    (from, until): (Timestamp, Timestamp),
) -> Vec<(Id<Member>, i64)> {
    let community = world.community;
    let read =
        world.db.read(move |reader| contributions::value_by_member(reader, community, fund, from, until));
    let read = read.await.unwrap();
    let now = world.act(move |tx, _| {
        contributions::value_by_member_now(tx, fund, from, until).map_err(store::OpError::<()>::from)
    });
    assert_eq!(now.await.as_ref(), Ok(&read), "inside an operation it is the same");
    read
}

testkit::both_engines! {
    async fn values_are_of_a_period_and_a_fund(world: World) {
        world.rules(World::usual()).await;
        let other = world.act(|tx, now| ledger::open_fund(tx, ledger::FundKind::Project, "Oven", now)).await.unwrap();
        let begun = world.now();
        world.give(world.chen, World::hours("1")).await;
        let half = world.now();
        let id = world.try_claim(world.chen, Claim { fund: other, ..world.claiming(World::hours("2")) }).await.unwrap();
        world.confirm(world.dan, id).await.unwrap();
        world.confirm(world.fay, id).await.unwrap();
        world.clock.advance(DAY * 7);
        world.run_jobs().await;
        let (chen, end) = (world.chen, world.now().plus(DAY));
        assert_eq!(values(&world, None, (begun, end)).await, [(chen, 9_000)]);
        assert_eq!(values(&world, Some(other), (begun, end)).await, [(chen, 6_000)]);
        assert_eq!(values(&world, Some(1), (begun, end)).await, [(chen, 3_000)]);
        assert_eq!(values(&world, None, (begun, half)).await, [], "the last instant is the next period's");
        assert_eq!(values(&world, None, (half, world.now())).await, [(chen, 3_000)]);
    }
}
