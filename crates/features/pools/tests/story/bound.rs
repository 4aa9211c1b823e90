//! An instrument that a campaign made is bound by the campaign's terms: nobody gets units past it, nor sooner than it said.

use crate::world::{DAY, World};
use kernel::{Id, Timestamp};
use ownership::ops::{Subscribe, subscribe};
use ownership::rows::{Instrument, ShareTransfer};
use ownership::{IssueRefused, RegisterRefused, SubscriptionRefused};
use pools::campaign::Offered;
use pools::ids::{Member, PoolId};
use pools::ops::{self, Pay};

/// Units of ¥10, at most twenty in all and eight of one; ¥100 is the goal; members of thirty days.
fn owned(new: &mut ops::NewCampaign) {
    (new.terms.offered, new.terms.unit_minor, new.terms.units_least) = (Offered::MemberCapital, 1_000, 1);
    (new.terms.units_max, new.terms.units_each) = (Some(20), Some(8));
    new.terms.probation_days = 30;
}

impl World {
    async fn asks_for(
        &self,
        member: Id<Member>,
        instrument: Id<Instrument>,
        units: i64,
    ) -> Result<(), SubscriptionRefused> {
        let input = Subscribe { id: self.id(), instrument, units, risk_read: Some(1), key: None };
        self.act(move |tx, now| subscribe(tx, member, &input, now)).await.map(drop)
    }

    async fn offered_to(
        &self,
        seller: Id<Member>,
        instrument: Id<Instrument>,
        named: Option<Id<Member>>,
    ) -> Result<Id<ShareTransfer>, RegisterRefused> {
        let id = self.id();
        let input =
            ownership::ops::OfferUnits { id, instrument, units: 1, price_minor: 1_000, named, key: None };
        self.act(move |tx, now| ownership::ops::offer_units(tx, seller, &input, now)).await.map(|_| id)
    }

    async fn takes_up(&self, by: Id<Member>, transfer: Id<ShareTransfer>) -> Result<(), RegisterRefused> {
        let input = ownership::ops::TakeUp { transfer, risk_read: Some(1), some: None, key: None };
        self.act(move |tx, now| ownership::ops::take_up(tx, by, &input, now)).await.map(drop)
    }

    /// Two of thirty days have taken all that came together, and somebody of today.
    async fn three(&self) -> (PoolId, Id<Member>, Id<Member>, Id<Member>) {
        let (dan, eva) = (self.rich(100_000).await, self.rich(100_000).await);
        self.until(self.now().plus(DAY * 31)).await;
        let pool = self.campaign(owned).await;
        for member in [dan, eva] {
            self.join(member, pool, 8_000, Pay::SetOff).await.unwrap();
        }
        (pool, dan, eva, self.rich(100_000).await)
    }
}

testkit::both_engines! {
    /// Between closing and the last part that is entered nobody gets what is meant for backers.
    async fn nothing_is_to_be_had_while_it_forms(world: World) {
        let (pool, ..) = world.three().await;
        let other = world.rich(100_000).await;
        world.clock.set(world.pool(pool).await.closes_at_us.plus(DAY * 40));
        world.act(move |tx, now| ops::close_by_clock(tx, pool, now)).await.unwrap();
        let instrument = world.terms_of(pool).await.instrument_id.unwrap();
        assert_eq!(world.asks_for(other, instrument, 1).await, Err(SubscriptionRefused::NotEnoughLeft));
        let issue = ownership::Issue {
            instrument,
            holder: other,
            units: 1,
            paid_minor: 0,
            origin: ownership::Origin::new(ownership::OriginKind::Contribution, world.id::<Member>()),
            entry: None,
        };
        let said = world.act(move |tx, now| ownership::issue(tx, &issue, now)).await;
        assert_eq!(said, Err(IssueRefused::NotEnoughLeft), "by work neither");
        world.run_jobs().await;
        assert_eq!(world.asks_for(world.treasurer, instrument, 1).await, Err(SubscriptionRefused::NotEnoughLeft));
        world.assert_whole().await;
    }

    /// Nobody of those who took part is a member any more when their parts are captured: the one unit that an instrument has at least is nobody's to take.
    async fn a_unit_that_nobody_entered_is_not_to_be_had(world: World) {
        let (pool, dan, eva, _) = world.three().await;
        world.clock.set(world.pool(pool).await.closes_at_us);
        world.act(move |tx, now| ops::close_by_clock(tx, pool, now)).await.unwrap();
        for member in [dan, eva] {
            world.leave_community(member).await;
        }
        world.run_jobs().await;
        let instrument = world.terms_of(pool).await.instrument_id.unwrap();
        world.until(world.now().plus(DAY * 60)).await;
        assert_eq!(world.asks_for(world.treasurer, instrument, 1).await, Err(SubscriptionRefused::NotEnoughLeft));
        world.assert_whole().await;
    }

    /// Passed on to members of thirty days only, as the campaign said: whoever is named and whoever takes up.
    async fn it_is_passed_on_to_those_the_campaign_was_for(world: World) {
        let (pool, dan, eva, new) = world.three().await;
        world.to_the_end(pool).await;
        let instrument = world.terms_of(pool).await.instrument_id.unwrap();
        let row = world.find::<Instrument>((world.community, instrument)).await;
        assert_eq!((row.probation_days, row.by_campaign), (30, true));
        assert_eq!(world.offered_to(dan, instrument, Some(new)).await, Err(RegisterRefused::TakerGone));
        let offered = world.offered_to(dan, instrument, None).await.unwrap();
        assert_eq!(world.takes_up(new, offered).await, Err(RegisterRefused::OnProbation));
        assert_eq!(world.asks_for(new, instrument, 1).await, Err(SubscriptionRefused::OnProbation));
        let (community, now) = (world.community, world.now());
        let seen = |who: Id<Member>, at: Timestamp| world.db.read(move |reader| ownership::terms_seen(reader, community, instrument, who, at));
        assert_eq!((seen(new, now).await.unwrap().is_some(), seen(eva, now).await.unwrap().is_some()), (false, true));
        world.until(world.now().plus(DAY * 31)).await;
        world.takes_up(new, offered).await.unwrap();
        world.assert_whole().await;
    }
}
