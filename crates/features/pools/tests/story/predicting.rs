//! A dry run says what the day brings, and changes nothing.

use crate::world::{DAY, World};
use pools::commitment::CommitmentState as State;
use pools::ops::Pay;
use pools::{Forecast, PoolForecast};

impl World {
    /// As of ten days from now.
    pub(crate) async fn predicted(&self) -> Vec<PoolForecast> {
        let (community, at) = (self.community, self.now().plus(DAY * 10));
        self.db.read(move |reader| pools::predict(reader, community, at)).await.unwrap()
    }
}

testkit::both_engines! {
    /// Group buys and campaigns, met and not: what is told before is what comes of them, part by part.
    async fn what_is_predicted_comes(world: World) {
        let formed = world
            .buy(|input| (input.case, input.least) = (Some(kernel::Quantity::from_milli(4_000)), 12_000))
            .await;
        for units in [10_000, 11_000] {
            world.paid(formed, units).await;
        }
        let short = world.buy(|_| {}).await;
        world.paid(short, 9_000).await;
        let unpaid = world.member("Eva").await;
        let waiting = world.join(unpaid, short, 1_000, Pay::Later).await.unwrap().commitment;
        let (reached, missed) = (world.campaign(|_| {}).await, world.campaign(|_| {}).await);
        world.backer(reached, 10_003).await;
        world.backer(missed, 9_999).await;
        let before = world.predicted().await;
        assert_eq!(before.clone(), world.predicted().await, "nothing is changed by it");
        let said: Vec<_> = before.iter().map(|one| (one.pool, one.forecast, one.released_minor)).collect();
        assert_eq!(said, [
            (formed, Forecast::Forms, 0),
            (short, Forecast::Fails, 0),
            (reached, Forecast::Forms, 4_001),
            (missed, Forecast::Fails, 0),
        ]);
        let lapsed = before[1].parts.iter().find(|part| part.part == waiting).unwrap();
        assert_eq!((lapsed.was, lapsed.becomes, lapsed.returned_minor), (State::Made, State::Lapsed, 0));
        for pool in [formed, short, reached, missed] {
            world.to_the_end(pool).await;
        }
        for part in before.iter().flat_map(|one| &one.parts) {
            let row = world.commitment(part.part).await;
            assert_eq!((row.state, row.captured_minor, row.returned_minor), (part.becomes, part.captured_minor, part.returned_minor));
        }
        // Of the campaign that goes on, its milestone.
        let after = world.predicted().await;
        assert_eq!(after.iter().map(|one| (one.pool, one.forecast)).collect::<Vec<_>>(), [(reached, Forecast::Stays)]);
        world.until(world.step(reached, 2).await.due_at_us.minus(DAY)).await;
        let [late] = world.predicted().await.try_into().unwrap();
        assert_eq!((late.forecast, late.parts[0].returned_minor), (Forecast::Returns, 6_002));
        world.assert_whole().await;
    }
}
