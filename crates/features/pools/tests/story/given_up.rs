//! The mandate to spend what a campaign releases ends before its time: nothing more is released, and the rest goes back.

use crate::migrating::migrated_with;
use crate::world::{CNY, DAY, World, migrations, opened};
use ledger::AccountKey;
use pools::CampaignRefused;
use pools::campaign::Offered;
use pools::ids::PoolId;
use pools::milestone::{MilestoneState, Stage};
use pools::rows::{PoolEvent, PoolStep};
use spending::mandate::MandateState;
use spending::rows::Mandate;
use spending::{EndMandate, EndedBy};
use testkit::Scratch;

impl World {
    /// The program is replaced by a newer one: what it has to change is changed.
    async fn upgrade(&mut self) {
        self.db.close().await;
        self.other.close().await;
        let (place, engine) = (self.scratch.place(), self.scratch.engine());
        let of = place.clone();
        tokio::task::spawn_blocking(move || store::migrate(&of, &migrations())).await.unwrap().unwrap();
        (self.db, self.other) = opened(place, engine).await;
        self.jobs = store::JobRunner::new(self.db.clone(), [market::jobs(None), pools::jobs()].concat());
    }

    async fn end_purse(&self, pool: PoolId, by: EndedBy) {
        let community = self.community;
        let found = self.db.read(move |reader| spending::campaign_mandate(reader, community, pool)).await;
        let input = EndMandate {
            mandate: found.unwrap().unwrap().id,
            reason: "We cannot go on".to_owned(),
            key: None,
        };
        self.act(move |tx, now| spending::end_mandate(tx, by, &input, now)).await.unwrap();
    }

    async fn ends_told(&self, pool: PoolId) -> usize {
        self.what_happened(pool).await.iter().filter(|(step, _)| *step == PoolStep::SpendingEnded).count()
    }

    async fn what_happened(&self, pool: PoolId) -> Vec<(PoolStep, Option<String>)> {
        let mut told = Vec::new();
        for number in 1..=self.pool(pool).await.event_count {
            let event = self.find::<PoolEvent>((self.community, pool, number)).await;
            told.push((event.step, event.reason));
        }
        told
    }
}

testkit::both_engines! {
    /// Its lead gives it back while a milestone is claimed: it is not released, and backers have what was not released.
    async fn a_team_that_gives_its_mandate_back_ends_its_campaign(world: World) {
        let pool = world.campaign(|_| {}).await;
        let (dan, _) = world.backer(pool, 6_000).await;
        let (eva, _) = world.backer(pool, 4_000).await;
        world.to_the_end(pool).await;
        world.claims(world.supplier, pool, 2).await.unwrap();
        world.end_purse(pool, EndedBy::Member(world.supplier)).await;
        assert_eq!(world.claims(world.supplier, pool, 3).await, Err(CampaignRefused::SpendingEnded));
        world.run_jobs().await;
        let campaign = world.terms_of(pool).await;
        assert_eq!((campaign.stage, campaign.released_minor, campaign.returned_minor), (Stage::Returned, 4_000, 6_000));
        assert_eq!((world.owed(dan).await, world.owed(eva).await), (94_000 + 3_600, 96_000 + 2_400));
        for number in [2, 3] {
            assert_eq!(world.step(pool, number).await.state, MilestoneState::Dropped);
        }
        let told = world.what_happened(pool).await;
        assert!(told.contains(&(PoolStep::SpendingEnded, Some("We cannot go on".to_owned()))), "{told:?}");
        // Long after, nothing more is released.
        world.until(world.now().plus(DAY * 100)).await;
        assert_eq!((world.given(1).await, world.terms_of(pool).await.released_minor), (4_000, 4_000));
        world.assert_whole().await;
    }

    /// By a decision it is the same, and of capital whole units go back.
    async fn a_decision_that_takes_it_back_ends_the_campaign_too(world: World) {
        let pool = world.campaign(|new| {
            (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (Offered::MemberCapital, 1_000, 1);
            (new.terms.units_max, new.terms.units_each) = (Some(20), Some(20));
        }).await;
        let (dan, _) = world.backer(pool, 10).await;
        world.to_the_end(pool).await;
        world.end_purse(pool, EndedBy::Decision).await;
        world.run_jobs().await;
        let campaign = world.terms_of(pool).await;
        assert_eq!((campaign.stage, campaign.released_minor, campaign.returned_minor), (Stage::Returned, 4_000, 6_000));
        assert_eq!((world.owed(dan).await, world.balance(AccountKey::capital(1, CNY)).await), (96_000, 4_000));
        world.assert_whole().await;
    }

    /// When all is released the campaign is done: backers read that its mandate has ended, and nothing goes back.
    async fn what_is_released_stays(world: World) {
        let pool = world.campaign(|new| {
            new.terms.milestones.truncate(1);
            new.terms.milestones[0].share_bp = 10_000;
        }).await;
        world.backer(pool, 10_000).await;
        world.to_the_end(pool).await;
        world.end_purse(pool, EndedBy::Member(world.supplier)).await;
        world.run_jobs().await;
        let campaign = world.terms_of(pool).await;
        assert_eq!((campaign.stage, campaign.released_minor, campaign.returned_minor), (Stage::Done, 10_000, 0));
        assert_eq!(world.ends_told(pool).await, 1);
        world.assert_whole().await;
    }
    /// The clock was quicker than the job that tells of the end: backers read it once.
    async fn its_end_is_told_once(world: World) {
        let pool = world.campaign(|_| {}).await;
        world.backer(pool, 10_000).await;
        world.to_the_end(pool).await;
        world.end_purse(pool, EndedBy::Member(world.supplier)).await;
        let clock = move |tx: &mut store::Tx, now| Ok::<_, store::OpError<CampaignRefused>>(pools::ops::decide_by_clock(tx, pool, now)?);
        world.act(clock).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.ends_told(pool).await, 1);
    }
    /// The last units of what is owned are not entered yet when its mandate ends: when they are, it is done, and backers read so.
    async fn an_end_while_the_last_units_are_entered_is_told(world: World) {
        let pool = world.campaign(|new| {
            (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (Offered::MemberCapital, 1_000, 1);
            (new.terms.units_max, new.terms.units_each) = (Some(1_000), Some(20));
            new.terms.milestones.truncate(1);
            new.terms.milestones[0].share_bp = 10_000;
        }).await;
        for _ in 0..60 {
            world.backer(pool, 1).await;
        }
        world.clock.set(world.pool(pool).await.closes_at_us);
        world.act(move |tx, now| pools::ops::close_by_clock(tx, pool, now)).await.unwrap();
        while world.pool(pool).await.state == pools::pool::PoolState::Met {
            world.act(move |tx, now| pools::ops::settle_pool(tx, pool, now)).await.unwrap();
        }
        while world.terms_of(pool).await.stage == Stage::Reckoning {
            world.job("pools.reckon", pool).await;
        }
        world.job("pools.issue", pool).await;
        world.end_purse(pool, EndedBy::Decision).await;
        world.job("pools.spending_ended", pool).await;
        assert_eq!((world.terms_of(pool).await.stage, world.ends_told(pool).await), (Stage::Running, 0));
        world.run_jobs().await;
        assert_eq!((world.terms_of(pool).await.stage, world.ends_told(pool).await), (Stage::Done, 1));
        world.assert_whole().await;
    }

    /// It was given back before that stopped a campaign: the program of now looks at it once, and the rest goes back.
    async fn a_campaign_of_before_is_stopped_by_the_upgrade(scratch: Scratch) {
        let place = scratch.place();
        // All that the rows of now have, and not the step that looks at such campaigns.
        migrated_with(&place, |number| number != 16).await;
        let mut world = World::on(scratch, place).await;
        let (stopped, goes_on) = (world.campaign(|_| {}).await, world.campaign(|_| {}).await);
        let (dan, _) = world.backer(stopped, 10_000).await;
        world.backer(goes_on, 10_000).await;
        world.to_the_end(stopped).await;
        let community = world.community;
        let found = world.db.read(move |reader| spending::campaign_mandate(reader, community, stopped)).await;
        let mandate = found.unwrap().unwrap();
        world.act(move |tx, now| -> store::Outcome<(), CampaignRefused> {
            let row = tx.lock::<Mandate>((tx.community(), mandate.id))?.expect("made");
            let (state, ended_at_us) = (MandateState::Ended, Some(now));
            Ok(tx.save(&Mandate { state, ended_at_us, ended_reason: Some("Enough".to_owned()), ..row })?)
        }).await.unwrap();
        world.run_jobs().await;
        assert_eq!(world.terms_of(stopped).await.stage, Stage::Running);
        world.upgrade().await;
        world.run_jobs().await;
        let campaign = world.terms_of(stopped).await;
        assert_eq!((campaign.stage, campaign.returned_minor, world.owed(dan).await), (Stage::Returned, 6_000, 96_000));
        assert_eq!((world.terms_of(goes_on).await.stage, world.ends_told(stopped).await), (Stage::Running, 1));
        world.assert_whole().await;
    }
}
