//! Match funds count persons: somebody and the companies behind which they stand have one cap and one root.

use crate::matching::{half, squared};
use crate::world::{DAY, World};
use kernel::Id;
use ownership::company::Owner;
use pools::ids::{Member, PoolId};
use pools::match_rows::MatchedGiver;
use pools::matching::{MatchStage, MatchState};
use pools::ops::Pay;
use pools::pool::PoolState;

impl World {
    /// In equal parts, and each of them says that it is so.
    async fn stands(&self, company: Id<Member>, owners: &[Id<Member>]) {
        let whole_parts = owners.len() as i64;
        let owner = |member: &Id<Member>| Owner { member: *member, share_parts: 1, whole_parts };
        self.behind_are(company, owners.iter().map(owner).collect()).await;
    }

    async fn adds(&self, pool: PoolId) -> i64 {
        let (row, of_match) = (self.pool(pool).await, self.match_of(pool).await);
        assert_eq!(row.match_minor, of_match.match_minor);
        row.match_minor
    }

    async fn gives(&self, member: Id<Member>, pool: PoolId, minor: i64) -> Id<pools::rows::Commitment> {
        self.join(member, pool, minor * 1_000, Pay::SetOff).await.unwrap().commitment
    }
}

testkit::both_engines! {
    /// ¥50 a member: what Dan's gift brought is taken off what his companies' gifts can bring, and what theirs brought off his. Whoever shares a
    /// company with somebody has a cap of their own.
    async fn a_person_and_their_companies_have_one_cap(world: World) {
        world.other_fund().await;
        let mut pools = Vec::new();
        for _ in 0..3 {
            pools.push(world.campaign(|_| {}).await);
        }
        world.matched(half(), &pools).await;
        let mut of = Vec::new();
        for _ in 0..5 {
            of.push(world.rich(100_000).await);
        }
        let [dan, mill, shop, eva, barn] = of[..] else { panic!("five") };
        world.stands(mill, &[dan]).await;
        world.stands(shop, &[dan]).await;
        world.stands(barn, &[eva, dan]).await;
        for (who, pool, brings) in [
            (dan, pools[0], 3_000),
            (mill, pools[1], 2_000),
            (shop, pools[2], 0),
            (dan, pools[2], 0),
            (eva, pools[2], 3_000),
            (barn, pools[1], 0),
            (eva, pools[1], 2_000),
        ] {
            let before = world.adds(pool).await;
            world.gives(who, pool, 10_000).await;
            assert_eq!(world.adds(pool).await - before, brings, "{who} {pool}");
        }
        world.assert_whole().await;
    }

    /// (√300 + √100)² less what was given: three accounts of Dan and one of Eva are two persons, whichever of them gives first and whoever
    /// withdraws. Of a company of two both count, and the company with one of them.
    async fn a_person_and_their_companies_have_one_root(world: World) {
        world.other_fund().await;
        let (pool, other) = (world.campaign(|_| {}).await, world.campaign(|_| {}).await);
        world.matched(squared(), &[pool, other]).await;
        let mut of = Vec::new();
        for _ in 0..5 {
            of.push(world.rich(100_000).await);
        }
        let [dan, mill, shop, eva, barn] = of[..] else { panic!("five") };
        world.stands(mill, &[dan]).await;
        world.stands(shop, &[dan]).await;
        world.stands(barn, &[eva, dan]).await;
        world.gives(mill, pool, 100).await;
        assert_eq!(world.adds(pool).await, 0);
        let of_shop = world.gives(shop, pool, 100).await;
        assert_eq!(world.adds(pool).await, 0, "two companies of one who gave nothing");
        world.gives(eva, pool, 100).await;
        world.assert_whole().await;
        // 2 · √200 · √100
        assert_eq!(world.adds(pool).await, 282);
        world.gives(dan, pool, 100).await;
        assert_eq!(world.adds(pool).await, 346);
        world.assert_whole().await;
        world.leave(shop, of_shop).await.unwrap();
        assert_eq!(world.adds(pool).await, 282);
        world.gives(barn, other, 100).await;
        world.gives(dan, other, 100).await;
        assert_eq!(world.adds(other).await, 0, "of a company of two one gave, and it is theirs");
        world.gives(eva, other, 100).await;
        assert_eq!(world.adds(other).await, 282, "both did: two persons, and the company is one of them");
        world.assert_whole().await;
    }

    /// Who stands behind a company is asked at each gift, and once more before it is decided whether the goal is reached: four accounts brought
    /// ¥12 and would have reached it, the two persons behind them do not.
    async fn persons_are_counted_once_more_before_it_is_decided(world: World) {
        world.other_fund().await;
        let goal = |minor: i64| world.campaign(move |new| (new.terms.goal_minor, new.terms.second) = (minor, None));
        let (high, low) = (goal(1_500).await, goal(700).await);
        let id = world.matched(squared(), &[high, low]).await;
        let mut of = Vec::new();
        for _ in 0..4 {
            let member = world.rich(100_000).await;
            for pool in [high, low] {
                world.gives(member, pool, 100).await;
            }
            of.push(member);
        }
        let [dan, mill, shop, _] = of[..] else { panic!("four") };
        assert_eq!((world.adds(high).await, world.adds(low).await), (1_200, 1_200));
        world.stands(mill, &[dan]).await;
        world.stands(shop, &[dan]).await;
        assert_eq!(world.to_the_end(high).await.state, PoolState::Refunded);
        assert_eq!((world.match_of(high).await.stage, world.match_of(high).await.match_minor), (MatchStage::Off, 0));
        assert_eq!(world.pool(low).await.state, PoolState::Captured);
        let row = world.match_of(low).await;
        assert_eq!((row.stage, row.match_minor), (MatchStage::Held, 346));
        let fund = world.match_fund(id).await;
        assert_eq!((fund.state, fund.moved_minor, fund.unused_minor), (MatchState::Done, 346, 10_000 - 346));
        assert_eq!(world.owed(dan).await, 100_000 - 100);
        world.assert_whole().await;
    }

    /// Whoever stands behind a company no more is somebody else beside it, from the next gift on.
    async fn who_stands_behind_it_no_more_is_two(world: World) {
        world.other_fund().await;
        let pool = world.campaign(|new| new.terms.closes_at = new.terms.closes_at.plus(DAY)).await;
        world.matched(squared(), &[pool]).await;
        let (dan, mill, eva) = (world.rich(100_000).await, world.rich(100_000).await, world.rich(100_000).await);
        world.stands(mill, &[dan]).await;
        for one in [dan, mill] {
            world.gives(one, pool, 100).await;
        }
        let with = async |member| world.find::<MatchedGiver>((world.community, pool, member)).await.counts_with;
        assert_eq!((world.adds(pool).await, with(mill).await, with(dan).await), (0, Some(dan), None));
        world.stands(mill, &[eva]).await;
        world.assert_whole().await;
        world.gives(eva, pool, 100).await;
        // Dan alone, and Eva with the mill.
        assert_eq!((world.adds(pool).await, with(mill).await), (282, Some(eva)));
        world.stands(mill, &[world.treasurer]).await;
        world.gives(dan, pool, 100).await;
        // Dan 200, the mill 100, Eva 100: 2 · (√20000 + √20000 + √10000)
        assert_eq!((world.adds(pool).await, with(mill).await), (765, None));
        world.assert_whole().await;
    }
}
