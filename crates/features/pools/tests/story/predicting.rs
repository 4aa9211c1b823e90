//! A dry run says what the day brings, and changes nothing.

use crate::world::{DAY, World};
use kernel::Timestamp;
use pools::campaign::Offered;
use pools::commitment::CommitmentState as State;
use pools::ops::{self, Pay};
use pools::{Forecast, PoolForecast};

impl World {
    /// As of ten days from now.
    pub(crate) async fn predicted(&self) -> Vec<PoolForecast> {
        self.predicted_at(self.now().plus(DAY * 10)).await
    }

    pub(crate) async fn predicted_at(&self, at: Timestamp) -> Vec<PoolForecast> {
        let community = self.community;
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

    /// What is ordered ahead is owed in goods, and released whole with the delivery: as it comes, so it is told.
    async fn goods_are_predicted_as_owed_until_they_are_there(world: World) {
        let pool = world.campaign(|new| {
            (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (Offered::PreOrder, 1_000, 1);
        }).await;
        let member = world.rich(100_000).await;
        world.join(member, pool, 10_000, Pay::SetOff).await.unwrap();
        let [said] = world.predicted().await.try_into().unwrap();
        assert_eq!((said.released_minor, said.owed_minor, said.delivers), (0, 4_000, false));
        world.to_the_end(pool).await;
        let terms = world.terms_of(pool).await;
        assert_eq!((terms.released_minor, terms.advance_minor), (0, 4_000));
        for number in 2..=terms.milestone_count {
            world.claims(world.supplier, pool, number).await.unwrap();
            let yes = world.now().plus(DAY * 7);
            let [said] = world.predicted_at(yes).await.try_into().unwrap();
            let delivers = number == terms.milestone_count;
            assert_eq!((said.forecast, said.delivers, said.owed_minor > 0), (Forecast::Releases, delivers, !delivers));
            world.until(yes).await;
            if delivers {
                assert_eq!(said.released_minor, world.terms_of(pool).await.released_minor);
                assert_eq!(said.released_minor, 10_000);
            }
        }
        world.assert_whole().await;
    }

    /// Of capital whole units are entered, and whole units go back: one unit and three of ¥100, half of it at once.
    async fn capital_is_predicted_in_whole_units(world: World) {
        let pool = world.campaign(|new| {
            (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (Offered::MemberCapital, 10_000, 1);
            (new.terms.units_max, new.terms.units_each) = (Some(20), Some(8));
            new.terms.milestones.truncate(2);
            for step in &mut new.terms.milestones {
                step.share_bp = 5_000;
            }
        }).await;
        for units in [1, 3] {
            let member = world.rich(100_000).await;
            world.join(member, pool, units * 1_000, Pay::SetOff).await.unwrap();
        }
        let [said] = world.predicted().await.try_into().unwrap();
        world.to_the_end(pool).await;
        assert_eq!(said.released_minor, world.terms_of(pool).await.released_minor);
        assert_eq!(said.released_minor, 20_000, "half of four units, one of each");
        world.until(world.step(pool, 2).await.due_at_us.minus(DAY)).await;
        let [said] = world.predicted().await.try_into().unwrap();
        let backs: Vec<i64> = said.parts.iter().map(|part| part.returned_minor).collect();
        assert_eq!((said.forecast, backs), (Forecast::Returns, vec![0, 20_000]));
        world.until(world.step(pool, 2).await.due_at_us).await;
        for part in &said.parts {
            let row = world.commitment(part.part).await;
            assert_eq!((row.captured_minor, row.returned_minor), (part.captured_minor, part.returned_minor));
        }
        world.assert_whole().await;
    }

    /// In the middle of settling and of giving back what is still ahead is told, at what closing fixed.
    async fn what_is_half_done_is_predicted(world: World) {
        let formed = world.buy(|input| (input.case, input.least) = (Some(kernel::Quantity::from_milli(4_000)), 12_000)).await;
        for _ in 0..ops::SETTLED_AT_ONCE + 3 {
            world.paid(formed, 1_000).await;
        }
        let given = world.campaign(|_| {}).await;
        for sum in [6_000, 5_000] {
            world.backer(given, sum).await;
        }
        let before = world.predicted().await;
        world.clock.set(world.pool(formed).await.closes_at_us);
        world.act(move |tx, now| ops::close_by_clock(tx, formed, now)).await.unwrap();
        world.act(move |tx, now| ops::settle_pool(tx, formed, now)).await.unwrap();
        let half = world.predicted().await;
        let ahead = &before[0].parts[ops::SETTLED_AT_ONCE as usize..];
        assert_eq!(half[0].parts, ahead, "three are ahead, at the price and with the refusal of closing");
        world.run_jobs().await;
        world.to_the_end(given).await;
        let overdue = world.step(given, 2).await.due_at_us;
        world.clock.set(overdue);
        world.act(move |tx, now| Ok::<_, store::OpError<()>>(ops::decide_by_clock(tx, given, now)?)).await.unwrap();
        let [going] = world.predicted().await.try_into().unwrap();
        let backs: Vec<i64> = going.parts.iter().map(|part| part.returned_minor).collect();
        assert_eq!((going.forecast, backs.iter().sum::<i64>()), (Forecast::Returns, world.terms_of(given).await.kept_minor));
        assert_eq!(backs.len(), 2);
        world.run_jobs().await;
        for part in &going.parts {
            assert_eq!(world.commitment(part.part).await.returned_minor, part.returned_minor);
        }
        world.assert_whole().await;
    }
}
