//! Equity whose money is paid elsewhere: declared, written down as arrived there, mirrored in the register. Nothing of it is ever
//! posted here.

use crate::world::{CNY, DAY, World};
use kernel::Id;
use ledger::AccountKey;
use ownership::InstrumentKind;
use ownership::rows::{Holding, Instrument};
use pools::campaign::Offered;
use pools::campaign_rows::Campaign;
use pools::commitment::CommitmentState as State;
use pools::ids::{Member, PoolId};
use pools::milestone::Stage;
use pools::ops::{NewCampaign, Pay};
use pools::pool::PoolState;
use pools::rows::Commitment;
use pools::{CampaignRefused, CommitRefused, Forecast};
use web::Lang;

/// Units of ¥10, at most twenty in all and eight of one; ¥100 is the goal; members of three days.
fn elsewhere(new: &mut NewCampaign) {
    (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (Offered::EquityRecord, 1_000, 1);
    (new.terms.units_max, new.terms.units_each) = (Some(20), Some(8));
    (new.terms.probation_days, new.terms.second) = (3, None);
    new.terms.milestones.truncate(1);
    new.terms.milestones[0].share_bp = 10_000;
}

impl World {
    /// Declared, claimed and written down by the treasurer.
    async fn arrived(&self, member: Id<Member>, pool: PoolId, units: i64) -> Id<Commitment> {
        let part = self.join(member, pool, units * 1_000, Pay::Later).await.unwrap().commitment;
        self.claim(member, part).await.unwrap();
        self.confirm(self.treasurer, part, units * 1_000, self.now()).await.unwrap();
        part
    }

    /// How many entries there are: nothing of it is among them.
    async fn entries(&self) -> i64 {
        self.find::<store::Book>(self.community).await.entry_count
    }

    async fn holds(&self, campaign: &Campaign, holder: Id<Member>) -> i64 {
        let key = (self.community, campaign.instrument_id.unwrap(), holder);
        self.found_row::<Holding>(key).await.map_or(0, |holding| holding.units)
    }

    async fn settled_members(&self) -> (Id<Member>, Id<Member>) {
        let both = (self.member("Dan").await, self.member("Eva").await);
        self.until(self.now().plus(DAY * 4)).await;
        both
    }
}

testkit::both_engines! {
    /// Reached: the units are in the register at once, and not one entry was made.
    async fn what_arrived_elsewhere_is_mirrored(world: World) {
        let (dan, eva) = world.settled_members().await;
        let (pool, before) = (world.campaign(elsewhere).await, world.entries().await);
        let part = world.arrived(dan, pool, 7).await;
        world.arrived(eva, pool, 4).await;
        let row = world.commitment(part).await;
        assert_eq!((row.state, row.held_minor, row.paid_entry), (State::Held, 7_000, None));
        assert_eq!((world.held_by(pool).await, world.pool(pool).await.held_minor), (0, 11_000));
        world.assert_whole().await;
        let [said] = world.predicted().await.try_into().unwrap();
        assert_eq!((said.forecast, said.reached), (Forecast::Forms, 11_000));
        // Nothing is released: units are entered.
        assert_eq!((said.elsewhere, said.released_minor, said.recorded_minor), (true, 0, 11_000));
        let row = world.pool(pool).await;
        let words = pools::forecast_said(Lang::En, &row, &said);
        assert!(words.contains("units for ¥110.00 are entered") && !words.contains("released"), "{words}");
        let of_part = pools::part_forecast_said(Lang::En, &row, &said, &said.parts[0]);
        assert!(of_part.contains("¥70.00 paid elsewhere") && !of_part.contains("used"), "{of_part}");
        world.to_the_end(pool).await;
        let campaign = world.terms_of(pool).await;
        assert_eq!((campaign.stage, campaign.captured_minor, campaign.released_minor), (Stage::Done, 11_000, 11_000));
        assert_eq!((world.holds(&campaign, dan).await, world.holds(&campaign, eva).await), (7, 4));
        let instrument = world.find::<Instrument>((world.community, campaign.instrument_id.unwrap())).await;
        assert_eq!((instrument.kind, instrument.units_free(), instrument.probation_days), (InstrumentKind::EquityRecord, 0, 3));
        assert_eq!((world.entries().await, world.balance(AccountKey::capital(1, CNY)).await), (before, 0));
        world.assert_whole().await;
    }

    /// Below the goal, withdrawn, or of somebody who has left: nothing was here, and nothing is owed.
    async fn what_comes_to_nothing_owes_nothing(world: World) {
        let (dan, eva) = world.settled_members().await;
        let (pool, before) = (world.campaign(elsewhere).await, world.entries().await);
        let part = world.arrived(dan, pool, 7).await;
        let other = world.arrived(eva, pool, 4).await;
        world.leave(eva, other).await.unwrap();
        assert_eq!(world.state(other).await, State::Refunded);
        assert_eq!(world.to_the_end(pool).await.state, PoolState::Refunded);
        assert_eq!((world.state(part).await, world.owed(dan).await, world.owed(eva).await), (State::Refunded, 0, 0));
        // Both have ended the same; only one of them was given up.
        let row = world.pool(pool).await;
        let given_up = [row.was_given_up(&world.commitment(part).await), row.was_given_up(&world.commitment(other).await)];
        assert_eq!(given_up, [false, true]);
        assert_eq!(world.entries().await, before);
        world.assert_whole().await;

        let pool = world.campaign(elsewhere).await;
        let part = world.arrived(dan, pool, 7).await;
        world.arrived(eva, pool, 8).await;
        world.arrived(world.supplier, pool, 2).await;
        world.leave_community(dan).await;
        world.to_the_end(pool).await;
        let row = world.commitment(part).await;
        assert_eq!((row.state, row.end_reason.as_deref(), world.owed(dan).await), (State::Refunded, Some("holder_not_a_member"), 0));
        assert!(!world.pool(pool).await.was_given_up(&row), "who left the community gave nothing up");
        let campaign = world.terms_of(pool).await;
        assert_eq!((campaign.stage, campaign.captured_minor, world.holds(&campaign, eva).await), (Stage::Done, 10_000, 8));
        assert_eq!(world.entries().await, before);
        world.assert_whole().await;
    }

    /// Past probation for as long as was said; never out of what the community owes; whole, in time, once, and by somebody else.
    async fn it_is_written_down_whole_and_once(world: World) {
        let pool = world.campaign(elsewhere).await;
        let new = world.rich(100_000).await;
        assert_eq!(world.join(new, pool, 1_000, Pay::Later).await, Err(CommitRefused::OnProbation));
        let (dan, _) = world.settled_members().await;
        assert_eq!(world.join(new, pool, 1_000, Pay::SetOff).await, Err(CommitRefused::MethodNotOffered));
        let part = world.join(new, pool, 2_000, Pay::Later).await.unwrap().commitment;
        let credit = pools::ops::ApplyCredit { commitment: part, key: None };
        let set_off = world.act(move |tx, now| pools::ops::apply_credit(tx, new, &credit, now)).await;
        assert_eq!(set_off, Err(CommitRefused::MethodNotOffered));
        for minor in [1_999, 2_001] {
            let said = world.confirm(world.treasurer, part, minor, world.now()).await;
            assert_eq!(said, Err(CommitRefused::AmountDiffers), "{minor}");
        }
        world.confirm(world.treasurer, part, 2_000, world.now()).await.unwrap();
        assert_eq!(world.confirm(world.treasurer, part, 2_000, world.now()).await, Err(CommitRefused::WrongState));
        let own = world.join(world.treasurer, pool, 1_000, Pay::Later).await.unwrap().commitment;
        assert_eq!(world.confirm(world.treasurer, own, 1_000, world.now()).await, Err(CommitRefused::OwnPayment));
        let late = world.join(dan, pool, 1_000, Pay::Later).await.unwrap().commitment;
        world.claim(dan, late).await.unwrap();
        world.clock.set(world.pool(pool).await.closes_at_us);
        assert_eq!(world.confirm(world.treasurer, late, 1_000, world.now()).await, Err(CommitRefused::Closed));
        world.assert_whole().await;
        let mut steps = world.new_campaign();
        elsewhere(&mut steps);
        steps.terms.milestones = world.new_campaign().terms.milestones;
        assert_eq!(world.decide(steps).await, Err(CampaignRefused::StepsElsewhere));
        let mut none = world.new_campaign();
        elsewhere(&mut none);
        none.terms.milestones.clear();
        assert_eq!(world.decide(none).await, Err(CampaignRefused::StepsElsewhere), "it has exactly one");
    }
}
