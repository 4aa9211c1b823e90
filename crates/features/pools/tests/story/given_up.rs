//! The mandate to spend what a campaign releases ends before its time: nothing more is released, and the rest goes back.

use crate::world::{CNY, DAY, World};
use ledger::AccountKey;
use pools::CampaignRefused;
use pools::campaign::Offered;
use pools::ids::PoolId;
use pools::milestone::{MilestoneState, Stage};
use pools::rows::{PoolEvent, PoolStep};
use spending::{EndMandate, EndedBy};

impl World {
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
        assert_eq!(world.claims(world.supplier, pool, 3).await, Err(CampaignRefused::MilestoneDecided));
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
        assert_eq!(world.what_happened(pool).await.iter().filter(|(step, _)| *step == PoolStep::SpendingEnded).count(), 1);
        world.assert_whole().await;
    }
}
