//! What may be owned by one counts together with their company, from joining on; and a campaign forms with what can be kept, or not at all.

use crate::world::{DAY, World};
use kernel::Id;
use ownership::IssueRefused;
use ownership::company::Owner;
use pools::campaign::Offered;
use pools::commitment::CommitmentState as State;
use pools::ids::{Member, PoolId};
use pools::milestone::Stage;
use pools::ops::{self, Pay};
use pools::pool::PoolState;
use pools::rows::{Commitment, PartStep, PoolEvent, PoolStep};
use pools::{CommitRefused, Forecast};
use web::Lang;

/// Units of ¥10, eight of one at most; ¥100 is the goal.
fn owned(new: &mut ops::NewCampaign) {
    (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (Offered::MemberCapital, 1_000, 1);
    (new.terms.units_max, new.terms.units_each) = (Some(2_000), Some(8));
}

impl World {
    /// As said, changed as the test wants.
    async fn capped(&self, change: impl FnOnce(&mut ops::NewCampaign)) -> PoolId {
        self.campaign(|new| {
            owned(new);
            change(new);
        })
        .await
    }

    async fn takes(
        &self,
        who: Id<Member>,
        pool: PoolId,
        units: i64,
    ) -> Result<Id<Commitment>, CommitRefused> {
        self.join(who, pool, units * 1_000, Pay::SetOff).await.map(|done| done.commitment)
    }

    /// What is told beforehand of each part is what has come of it.
    async fn assert_as_told(&self, said: &pools::PoolForecast) {
        for part in &said.parts {
            let row = self.commitment(part.part).await;
            assert_eq!(
                (row.state, row.captured_minor, row.returned_minor),
                (part.becomes, part.captured_minor, part.returned_minor)
            );
            assert_eq!(row.end_reason.as_deref(), part.refused.map(IssueRefused::code));
        }
    }

    /// How often a part was given back.
    async fn times_back(&self, part: Id<Commitment>) -> usize {
        let row = self.commitment(part).await;
        let mut times = 0;
        for number in 1..=row.event_count {
            let event = self.find::<pools::rows::PartEvent>((self.community, part, number)).await;
            times += usize::from(event.step == PartStep::Refunded);
        }
        times
    }
}

testkit::both_engines! {
    /// An owner and their company count together, whoever comes first; what was given up counts no more.
    async fn nobody_joins_above_the_cap_through_a_company(world: World) {
        let above = Err(CommitRefused::AboveLimitBehind);
        let pool = world.capped(|_| {}).await;
        let (olga, mill, eva) = (world.rich(100_000).await, world.rich(100_000).await, world.rich(100_000).await);
        world.behind(mill, olga).await;
        let part = world.takes(olga, pool, 7).await.unwrap();
        assert_eq!(world.takes(mill, pool, 2).await, above);
        // An unpaid part has its place, too.
        let place = world.join(mill, pool, 1_000, Pay::Later).await.unwrap().commitment;
        assert_eq!(world.takes(olga, pool, 1).await, above);
        assert_eq!(world.takes(olga, pool, 2).await, Err(CommitRefused::AboveLimit), "by herself");
        world.takes(eva, pool, 8).await.unwrap();
        world.leave(olga, part).await.unwrap();
        assert_eq!(world.takes(mill, pool, 8).await, Err(CommitRefused::AboveLimit));
        world.takes(mill, pool, 5).await.unwrap();
        assert_eq!(world.takes(olga, pool, 3).await, above);
        world.takes(olga, pool, 2).await.unwrap();
        world.leave(mill, place).await.unwrap();
        world.takes(olga, pool, 1).await.unwrap();
        // In another campaign nothing of it counts.
        let other = world.capped(|_| {}).await;
        world.takes(olga, other, 8).await.unwrap();
        world.assert_whole().await;
    }

    /// A third of what a company takes, rounded up, is its owner's; and all of their companies count.
    async fn parts_of_companies_count_by_their_share(world: World) {
        let above = Err(CommitRefused::AboveLimitBehind);
        let pool = world.capped(|_| {}).await;
        let mut people = Vec::new();
        for _ in 0..5 {
            people.push(world.rich(100_000).await);
        }
        let [olga, pia, rob, mill, yard] = people[..] else { unreachable!() };
        let third = |member| Owner { member, share_parts: 1, whole_parts: 3 };
        world.behind_are(mill, vec![third(olga), third(pia), third(rob)]).await;
        world.behind(yard, pia).await;
        world.takes(olga, pool, 6).await.unwrap();
        assert_eq!(world.takes(mill, pool, 7).await, above, "three of seven are Olga's");
        world.takes(mill, pool, 6).await.unwrap();
        // Two of six are Pia's.
        assert_eq!(world.takes(yard, pool, 7).await, above);
        world.takes(yard, pool, 5).await.unwrap();
        world.takes(pia, pool, 1).await.unwrap();
        assert_eq!(world.takes(pia, pool, 1).await, above);
        world.takes(rob, pool, 6).await.unwrap();
        assert_eq!(world.to_the_end(pool).await.state, PoolState::Captured);
        assert_eq!(world.terms_of(pool).await.captured_minor, 24_000, "nothing of it went back");
        world.assert_whole().await;
    }

    /// The goal is in, and without what one may not have it is not: nothing forms, and everybody has everything back.
    async fn a_goal_reached_above_the_cap_is_not_reached(world: World) {
        let pool = world.capped(|_| {}).await;
        let (olga, mill) = (world.rich(100_000).await, world.rich(100_000).await);
        let parts = [world.takes(olga, pool, 7).await.unwrap(), world.takes(mill, pool, 3).await.unwrap()];
        assert_eq!(world.predicted().await[0].forecast, Forecast::Forms);
        world.behind(mill, olga).await;
        let [said] = world.predicted().await.try_into().unwrap();
        assert_eq!((said.forecast, said.reached, said.released_minor), (Forecast::Fails, 7_000, 0));
        assert_eq!(world.to_the_end(pool).await.state, PoolState::Refunded);
        world.assert_as_told(&said).await;
        for part in parts {
            assert_eq!(world.times_back(part).await, 1);
        }
        assert_eq!((world.owed(olga).await, world.owed(mill).await), (100_000, 100_000));
        let campaign = world.terms_of(pool).await;
        assert_eq!((campaign.stage, campaign.captured_minor, campaign.instrument_id), (Stage::Collecting, 0, None));
        let mut told = None;
        for number in 1..=world.pool(pool).await.event_count {
            let event = world.find::<PoolEvent>((world.community, pool, number)).await;
            told = told.or(event.reason.filter(|_| event.step == PoolStep::Failed));
        }
        assert_eq!(told.as_deref(), Some("kept_too_little"));
        world.assert_ended(pool, PoolState::Refunded).await;
    }

    /// The same of who has left the community, or is on probation when it closes, of what is paid elsewhere, too.
    async fn a_goal_reached_by_leavers_is_not_reached(world: World) {
        let pool = world.capped(|_| {}).await;
        let (dan, eva) = (world.rich(100_000).await, world.rich(100_000).await);
        world.takes(dan, pool, 8).await.unwrap();
        world.takes(eva, pool, 2).await.unwrap();
        world.leave_community(eva).await;
        let [said] = world.predicted().await.try_into().unwrap();
        assert_eq!((said.forecast, said.reached), (Forecast::Fails, 8_000));
        assert_eq!(world.to_the_end(pool).await.state, PoolState::Refunded);
        world.assert_as_told(&said).await;
        assert_eq!((world.owed(dan).await, world.owed(eva).await), (100_000, 100_000));
        world.assert_ended(pool, PoolState::Refunded).await;

        let (fay, gus) = (world.member("Fay").await, world.member("Gus").await);
        let pool = world.capped(|new| {
            (new.terms.offered, new.terms.second) = (Offered::EquityRecord, None);
            new.terms.milestones.truncate(1);
            new.terms.milestones[0].share_bp = 10_000;
        }).await;
        for (who, units) in [(fay, 5), (gus, 5)] {
            let part = world.join(who, pool, units * 1_000, Pay::Later).await.unwrap().commitment;
            world.claim(who, part).await.unwrap();
            world.confirm(world.treasurer, part, units * 1_000, world.now()).await.unwrap();
        }
        world.leave_community(fay).await;
        assert_eq!(world.to_the_end(pool).await.state, PoolState::Refunded);
        world.assert_ended(pool, PoolState::Refunded).await;
    }

    /// What can be kept reaches the goal: it forms, and the rest is told beforehand and goes back, each with its reason.
    async fn it_forms_with_what_can_be_kept(world: World) {
        let pool = world.capped(|_| {}).await;
        let mut people = Vec::new();
        for _ in 0..4 {
            people.push(world.rich(100_000).await);
        }
        let [olga, mill, eva, fay] = people[..] else { unreachable!() };
        for (who, units) in [(olga, 6), (mill, 4), (mill, 2), (eva, 5), (fay, 2)] {
            world.takes(who, pool, units).await.unwrap();
        }
        world.behind(mill, olga).await;
        world.leave_community(eva).await;
        let [said] = world.predicted().await.try_into().unwrap();
        // 40 % of ten units: 6, 2 and 2.
        assert_eq!((said.forecast, said.reached, said.released_minor), (Forecast::Forms, 10_000, 4_000));
        let refused: Vec<_> = said.parts.iter().map(|part| part.refused).collect();
        let (behind, gone) = (Some(IssueRefused::AboveEachBehind), Some(IssueRefused::NotAMember));
        assert_eq!(refused, [None, behind, None, gone, None]);
        let told = pools::part_forecast_said(Lang::En, &world.pool(pool).await, &said, &said.parts[3]);
        assert!(told.contains("¥50.00 back (") && told.contains("not a member") && !told.contains("used"), "{told}");
        // As far as it is settled, the rest is told the same.
        world.clock.set(world.pool(pool).await.closes_at_us);
        world.act(move |tx, now| ops::close_by_clock(tx, pool, now)).await.unwrap();
        assert_eq!(world.predicted().await[0].parts, said.parts);
        world.run_jobs().await;
        world.assert_as_told(&said).await;
        let campaign = world.terms_of(pool).await;
        assert_eq!((campaign.captured_minor, campaign.released_minor), (10_000, said.released_minor));
        assert_eq!((world.owed(eva).await, world.owed(mill).await), (100_000, 98_000));
        world.assert_whole().await;
    }

    /// Of many parts: the process may die after closing and after each fifty of them. Nobody has anything back twice.
    async fn what_could_not_form_goes_back_once_however_often_it_is_killed(world: World) {
        let pool = world.capped(|new| (new.terms.goal_minor, new.terms.second) = (120_000, None)).await;
        let mut parts = Vec::new();
        for _ in 0..120 {
            let member = world.rich(1_000).await;
            parts.push((member, world.takes(member, pool, 1).await.unwrap()));
        }
        world.leave_community(parts[60].0).await;
        world.clock.set(world.pool(pool).await.closes_at_us);
        world.act(move |tx, now| ops::close_by_clock(tx, pool, now)).await.unwrap();
        assert_eq!(world.pool(pool).await.state, PoolState::Failed);
        for _ in 0..5 {
            world.act(move |tx, now| ops::settle_pool(tx, pool, now)).await.unwrap();
            world.assert_whole().await;
        }
        world.run_jobs().await;
        for (member, part) in parts {
            assert_eq!((world.times_back(part).await, world.owed(member).await), (1, 1_000));
            assert_eq!(world.state(part).await, State::Refunded);
        }
        world.assert_ended(pool, PoolState::Refunded).await;
    }

    /// Who leaves once it is closed leaves a campaign that has formed: it goes on with what is kept.
    async fn who_leaves_after_closing_undoes_nothing(world: World) {
        let pool = world.capped(|_| {}).await;
        let (dan, eva) = (world.rich(100_000).await, world.rich(100_000).await);
        world.takes(dan, pool, 8).await.unwrap();
        world.takes(eva, pool, 2).await.unwrap();
        world.clock.set(world.pool(pool).await.closes_at_us);
        world.act(move |tx, now| ops::close_by_clock(tx, pool, now)).await.unwrap();
        world.leave_community(eva).await;
        world.run_jobs().await;
        assert_eq!(world.pool(pool).await.state, PoolState::Captured);
        assert_eq!((world.terms_of(pool).await.captured_minor, world.owed(eva).await), (8_000, 100_000));
        world.until(world.now().plus(DAY)).await;
        world.assert_whole().await;
    }
}
