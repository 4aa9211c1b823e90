//! Units passed from one member to another: the community first, then who was named; approved by neither side; on paper.

use crate::world::{DAY, World};
use kernel::Id;
use ownership::ids::Member;
use ownership::ops::{
    self, Certified, Conversion, EndOffer, MakeCertificate, NewShareRule, OfferUnits, TakeUp, Transferred,
};
use ownership::register::TransferState;
use ownership::rows::{Certificate, Holding, HoldingChange, Instrument, ShareTransfer};
use ownership::{InstrumentKind, NewInstrument, OriginKind, RegisterRefused as No};
use store::IdempotencyKey;

impl World {
    pub(crate) fn offering(
        &self,
        instrument: Id<Instrument>,
        units: i64,
        named: Option<Id<Member>>,
    ) -> OfferUnits {
        OfferUnits { id: self.id(), instrument, units, price_minor: 6_000, named, key: None }
    }

    pub(crate) async fn offer(&self, by: Id<Member>, input: OfferUnits) -> Result<Id<ShareTransfer>, No> {
        let done = self.act(move |tx, now| ops::offer_units(tx, by, &input, now)).await;
        done.map(|done| done.transfer)
    }

    pub(crate) async fn take(
        &self,
        by: Id<Member>,
        transfer: Id<ShareTransfer>,
        read: Option<i64>,
    ) -> Result<Transferred, No> {
        let input = TakeUp { transfer, risk_read: read, some: None, key: None };
        self.act(move |tx, now| ops::take_up(tx, by, &input, now)).await
    }

    pub(crate) async fn says_paid(
        &self,
        by: Id<Member>,
        transfer: Id<ShareTransfer>,
    ) -> Result<Transferred, No> {
        let input = EndOffer { transfer, reason: String::new(), key: None };
        self.act(move |tx, now| ops::say_paid(tx, by, &input, now)).await
    }

    /// Once its seller has said to be paid.
    pub(crate) async fn approve(
        &self,
        by: Id<Member>,
        transfer: Id<ShareTransfer>,
    ) -> Result<Transferred, No> {
        let community = self.community;
        let row = self.db.read(move |reader| reader.find::<ShareTransfer>(&(community, transfer))).await;
        if let Some(row) = row.unwrap() {
            let waits = row.state == TransferState::Taken && row.paid_at_us.is_none();
            let paid = self.says_paid(row.seller, transfer).await;
            assert_eq!(paid.is_ok(), waits, "{paid:?}");
        }
        self.approve_now(by, transfer).await
    }

    pub(crate) async fn approve_now(
        &self,
        by: Id<Member>,
        transfer: Id<ShareTransfer>,
    ) -> Result<Transferred, No> {
        let input = EndOffer { transfer, reason: String::new(), key: None };
        self.act(move |tx, now| ops::approve_transfer(tx, by, &input, now)).await
    }

    pub(crate) async fn turn_down(
        &self,
        by: Id<Member>,
        transfer: Id<ShareTransfer>,
        reason: &str,
    ) -> Result<Transferred, No> {
        let input = EndOffer { transfer, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::refuse_transfer(tx, by, &input, now)).await
    }

    pub(crate) async fn retract(
        &self,
        by: Id<Member>,
        transfer: Id<ShareTransfer>,
    ) -> Result<Transferred, No> {
        let input = EndOffer { transfer, reason: String::new(), key: None };
        self.act(move |tx, now| ops::withdraw_offer(tx, by, &input, now)).await
    }

    pub(crate) async fn rule(
        &self,
        instrument: Id<Instrument>,
        first_days: i64,
        lapse_days: Option<i64>,
    ) -> Result<(), No> {
        let decision = "prp_01kax0000000000000000000ab".to_owned();
        let new = NewShareRule { instrument, first_days, lapse_days, decision };
        self.act(move |tx, now| ops::set_share_rule_by_decision(tx, &new, now)).await
    }

    pub(crate) async fn held(&self, instrument: Id<Instrument>, holder: Id<Member>) -> (i64, i64, i64) {
        let row = self.find::<Holding>((self.community, instrument, holder)).await;
        (row.units, row.units_offered, row.paid_minor)
    }

    pub(crate) async fn convert(
        &self,
        from: Id<Instrument>,
        to: Id<Instrument>,
        give: i64,
        get: i64,
    ) -> Result<i64, No> {
        let new = Conversion { from, to, give, get, decision: "prp_01kax0000000000000000000ac".to_owned() };
        self.act(move |tx, now| ops::convert_by_decision(tx, &new, now)).await
    }

    async fn certify(
        &self,
        by: Id<Member>,
        instrument: Id<Instrument>,
        read: Option<i64>,
    ) -> Result<Certified, No> {
        let input = MakeCertificate { id: self.id(), instrument, risk_read: read, key: None };
        self.act(move |tx, now| ops::make_certificate(tx, by, &input, now)).await
    }
}

testkit::both_engines! {
    /// Offered at a price, taken by one of the community, approved by the treasurer: units and what was put in for them go over,
    /// no money is posted, and each past day stays as it was.
    async fn the_community_comes_first(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        let entries = world.balance(ledger::AccountKey::capital(1, crate::world::CNY)).await;
        let held_at = world.now();
        world.clock.advance(DAY);
        let offer = world.offer(world.chen, world.offering(oven, 2, Some(world.treasurer))).await.unwrap();
        assert_eq!(world.held(oven, world.chen).await, (3, 2, 15_000));
        world.clock.advance(DAY * 13);
        assert_eq!(world.take(world.treasurer, offer, Some(1)).await, Err(No::CommunityFirst));
        let taken = world.take(world.dan, offer, Some(1)).await.unwrap();
        assert_eq!((taken.number, taken.state), (1, TransferState::Taken));
        world.assert_whole().await;
        assert_eq!(world.approve(world.treasurer, offer).await.unwrap().state, TransferState::Done);
        assert_eq!(world.held(oven, world.chen).await, (1, 0, 5_000));
        assert_eq!(world.held(oven, world.dan).await, (2, 0, 10_000));
        let line = world.find::<HoldingChange>((world.community, oven, world.dan, 1)).await;
        assert_eq!((line.origin_kind, line.origin_id, line.entry), (OriginKind::Transfer, offer.to_string(), None));
        let row = world.find::<ShareTransfer>((world.community, offer)).await;
        assert_eq!((row.taker, row.risk_version, row.decided_by), (Some(world.dan), Some(1), Some(world.treasurer)));
        assert_eq!(world.balance(ledger::AccountKey::capital(1, crate::world::CNY)).await, entries);
        let (community, chen, until) = (world.community, world.chen, world.now());
        let over = world.db.read(move |reader| ownership::units_over_time(reader, community, oven, held_at, until));
        let own: Vec<_> = over.await.unwrap().iter().filter(|one| one.holder == chen).map(|one| one.unit_micros).collect();
        assert_eq!(own, [3 * 14 * 86_400_000_000_i128]);
        world.assert_whole().await;
    }

    /// Nobody of the community wanted them: then they are for who was named, and for nobody else.
    async fn then_who_was_named(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 2).await;
        world.rule(oven, 3, None).await.unwrap();
        let offer = world.offer(world.chen, world.offering(oven, 2, Some(world.dan))).await.unwrap();
        world.clock.advance(DAY * 3);
        assert_eq!(world.take(world.steward, offer, Some(1)).await, Err(No::TimeIsOver));
        world.take(world.dan, offer, Some(1)).await.unwrap();
        world.approve(world.steward, offer).await.unwrap();
        assert_eq!((world.held(oven, world.chen).await.0, world.held(oven, world.dan).await.0), (0, 2));
        world.assert_whole().await;
    }

    /// Each way to be told why not.
    async fn transfers_answer(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let gift = world.make(InstrumentKind::Donation).await;
        world.hold(world.chen, oven, 3).await;
        let good = world.offering(oven, 2, None);
        let (outsider, eve) = (world.id::<Member>(), world.eve);
        for (by, input, answer) in [
            (outsider, good.clone(), No::NotAMember),
            (world.chen, OfferUnits { instrument: world.id(), ..good.clone() }, No::NoSuchInstrument),
            (world.chen, OfferUnits { instrument: gift, ..good.clone() }, No::NotHeld),
            (world.chen, OfferUnits { units: 0, ..good.clone() }, No::UnitsNotPositive),
            (world.chen, OfferUnits { price_minor: 0, ..good.clone() }, No::PriceNotPositive),
            (world.chen, OfferUnits { price_minor: i64::MAX, ..good.clone() }, No::SumTooLarge),
            (world.chen, OfferUnits { named: Some(world.chen), ..good.clone() }, No::OwnOffer),
            (world.chen, OfferUnits { units: 4, ..good.clone() }, No::NotEnoughHeld),
            (world.dan, good.clone(), No::NotEnoughHeld),
            (world.chen, OfferUnits { named: Some(eve), ..good.clone() }, No::TakerGone),
            (world.chen, OfferUnits { named: Some(outsider), ..good.clone() }, No::TakerGone),
        ] {
            assert_eq!(world.offer(by, input).await, Err(answer));
        }
        let offer = world.offer(world.chen, good.clone()).await.unwrap();
        assert_eq!(world.offer(world.chen, world.offering(oven, 2, None)).await, Err(No::NotEnoughHeld));
        world.hold(world.dan, oven, 3).await;
        for (by, transfer, read, answer) in [
            (world.dan, world.id(), Some(1), No::NoSuchTransfer),
            (outsider, offer, Some(1), No::NotAMember),
            (world.eve, offer, Some(1), No::OnProbation),
            (world.chen, offer, Some(1), No::OwnOffer),
            (world.treasurer, offer, None, No::RiskNotRead),
            (world.treasurer, offer, Some(2), No::RiskChanged),
            (world.dan, offer, Some(1), No::AboveEach),
        ] {
            assert_eq!(world.take(by, transfer, read).await.unwrap_err(), answer);
        }
        assert_eq!(world.approve(world.treasurer, offer).await, Err(No::WrongState));
        world.take(world.treasurer, offer, Some(1)).await.unwrap();
        assert_eq!(world.take(world.steward, offer, Some(1)).await, Err(No::WrongState));
        assert_eq!(world.approve(world.treasurer, offer).await, Err(No::OwnMatter));
        assert_eq!(world.approve(world.dan, offer).await, Err(No::NotAllowed));
        assert_eq!(world.retract(world.chen, offer).await, Err(No::WrongState));
        for (reason, answer) in [(" ", No::ReasonMissing), ("保本", No::PromisesReturn)] {
            assert_eq!(world.turn_down(world.steward, offer, reason).await, Err(answer));
        }
        world.turn_down(world.steward, offer, "The price was agreed on otherwise").await.unwrap();
        assert_eq!(world.held(oven, world.chen).await, (3, 0, 15_000));
        let again = world.offer(world.chen, world.offering(oven, 3, None)).await.unwrap();
        assert_eq!(world.retract(world.dan, again).await, Err(No::NotYours));
        assert_eq!(world.retract(world.chen, again).await.unwrap().state, TransferState::Withdrawn);
        assert_eq!(world.held(oven, world.chen).await, (3, 0, 15_000));
        world.assert_whole().await;
    }

    /// The same key again is the first answer; the same key for something else is told.
    async fn offering_twice_is_once(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 4).await;
        let key = IdempotencyKey::of(world.chen.as_str(), "k1", "test", &"offer").unwrap();
        let input = OfferUnits { key: Some(key.clone()), ..world.offering(oven, 2, None) };
        let first = world.offer(world.chen, input.clone()).await.unwrap();
        assert_eq!(world.offer(world.chen, OfferUnits { id: world.id(), ..input }).await, Ok(first));
        assert_eq!(world.held(oven, world.chen).await, (4, 2, 20_000));
    }

    /// What was subscribed to and passed on is not taken back from who has it now.
    async fn what_was_passed_on_is_not_taken_back(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let sub = world.hold(world.chen, oven, 2).await;
        let offer = world.offer(world.chen, world.offering(oven, 1, None)).await.unwrap();
        let back = world.take_back(world.treasurer, sub, "Bounced").await;
        assert_eq!(back, Err(ownership::SubscriptionRefused::UnitsMovedOn));
        world.take(world.dan, offer, Some(1)).await.unwrap();
        world.approve(world.treasurer, offer).await.unwrap();
        let back = world.take_back(world.treasurer, sub, "Bounced").await;
        assert_eq!(back, Err(ownership::SubscriptionRefused::UnitsMovedOn));
        world.assert_whole().await;
    }

    /// A certificate holds while the register says nothing later; asked again, it is the same one.
    async fn a_certificate_holds_until_something_moves(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        assert_eq!(world.certify(world.chen, oven, Some(1)).await, Err(No::NotEnoughHeld));
        world.hold(world.chen, oven, 2).await;
        for (by, read, answer) in [
            (world.id(), Some(1), No::NotAMember),
            (world.chen, None, No::RiskNotRead),
            (world.chen, Some(3), No::RiskChanged),
        ] {
            assert_eq!(world.certify(by, oven, read).await, Err(answer));
        }
        let first = world.certify(world.chen, oven, Some(1)).await.unwrap();
        assert_eq!(world.certify(world.chen, oven, Some(1)).await, Ok(first.clone()));
        world.hold(world.chen, oven, 1).await;
        let second = world.certify(world.chen, oven, Some(1)).await.unwrap();
        assert_eq!((first.number, second.number), (1, 2));
        let row = world.find::<Certificate>((world.community, second.certificate)).await;
        assert_eq!((row.units, row.line_number, row.risk_version), (3, 2, 1));
    }

    /// In whole steps of the ratio; what does not divide stays, and so does what is offered; the money that was put in is
    /// conserved.
    async fn one_instrument_becomes_another(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let shop = world.make(InstrumentKind::EquityRecord).await;
        world.hold(world.chen, oven, 3).await;
        world.hold(world.dan, oven, 4).await;
        world.offer(world.dan, world.offering(oven, 1, None)).await.unwrap();
        for (from, to, give, get, answer) in [
            (oven, oven, 1, 1, No::TermsUnfit),
            (oven, shop, 0, 1, No::TermsUnfit),
            (oven, shop, 1, 0, No::TermsUnfit),
            (oven, world.id(), 1, 1, No::NoSuchInstrument),
            (oven, shop, 1, 2, No::AboveEach),
            (shop, oven, 1, 1, No::NothingToConvert),
            (oven, shop, 5, 1, No::NothingToConvert),
        ] {
            assert_eq!(world.convert(from, to, give, get).await, Err(answer), "{give}:{get}");
        }
        assert_eq!(world.convert(oven, shop, 2, 1).await, Ok(2));
        assert_eq!((world.held(oven, world.chen).await, world.held(shop, world.chen).await), ((1, 0, 5_000), (1, 0, 10_000)));
        assert_eq!((world.held(oven, world.dan).await, world.held(shop, world.dan).await), ((2, 1, 10_000), (1, 0, 10_000)));
        assert_eq!((world.instrument(oven).await.units_issued, world.instrument(shop).await.units_issued), (3, 2));
        world.assert_whole().await;
        let few = NewInstrument { units_max: 1, units_each_max: 1, ..world.new_instrument(InstrumentKind::MemberCapital) };
        let small = few.id;
        world.act(move |tx, now| ownership::make_instrument_by_decision(tx, &few, now)).await.unwrap();
        assert_eq!(world.convert(oven, small, 1, 1).await, Err(No::NotEnoughLeft));
        let empty = Conversion { from: oven, to: shop, give: 1, get: 1, decision: " ".to_owned() };
        let unsaid = world.act(move |tx, now| ops::convert_by_decision(tx, &empty, now)).await;
        assert_eq!(unsaid, Err(No::DecisionMissing));
    }

    /// What a decision may say of passing on, and what not.
    async fn rules_of_passing_on_answer(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        let gift = world.make(InstrumentKind::Donation).await;
        for (instrument, first, lapse, answer) in [
            (world.id(), 3, None, Err(No::NoSuchInstrument)),
            (gift, 3, None, Err(No::NotHeld)),
            (oven, -1, None, Err(No::TermsUnfit)),
            (oven, 3_651, None, Err(No::TermsUnfit)),
            (oven, 3, Some(0), Err(No::TermsUnfit)),
            (oven, 0, Some(90), Ok(())),
            (oven, 7, None, Ok(())),
        ] {
            assert_eq!(world.rule(instrument, first, lapse).await, answer, "{first} {lapse:?}");
        }
        let unsaid = NewShareRule { instrument: oven, first_days: 1, lapse_days: None, decision: String::new() };
        let unsaid = world.act(move |tx, now| ops::set_share_rule_by_decision(tx, &unsaid, now)).await;
        assert_eq!(unsaid, Err(No::DecisionMissing));
        // At no days, who was named is asked at once.
        world.rule(oven, 0, None).await.unwrap();
        world.hold(world.chen, oven, 1).await;
        let offer = world.offer(world.chen, world.offering(oven, 1, Some(world.dan))).await.unwrap();
        assert_eq!(world.take(world.treasurer, offer, Some(1)).await, Err(No::TimeIsOver));
        world.take(world.dan, offer, Some(1)).await.unwrap();
    }

    /// Nothing is approved before the seller has the money; until then both sides can step back.
    async fn the_money_comes_first(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        let offer = world.offer(world.chen, world.offering(oven, 2, None)).await.unwrap();
        assert_eq!(world.says_paid(world.chen, offer).await, Err(No::WrongState));
        world.take(world.dan, offer, Some(1)).await.unwrap();
        assert_eq!(world.approve_now(world.treasurer, offer).await, Err(No::NotPaidYet));
        assert_eq!(world.retract(world.dan, offer).await.unwrap().state, TransferState::Offered, "Dan steps back");
        let row = world.find::<ShareTransfer>((world.community, offer)).await;
        assert_eq!((row.taker, row.risk_version, row.taken_at_us), (None, None, None));
        world.take(world.treasurer, offer, Some(1)).await.unwrap();
        assert_eq!(world.retract(world.dan, offer).await, Err(No::NotYours));
        for by in [world.treasurer, world.dan, world.steward] {
            assert_eq!(world.says_paid(by, offer).await, Err(No::NotYours));
        }
        world.says_paid(world.chen, offer).await.unwrap();
        assert_eq!(world.says_paid(world.chen, offer).await, Err(No::WrongState), "once");
        for by in [world.chen, world.treasurer] {
            assert_eq!(world.retract(by, offer).await, Err(No::WrongState));
        }
        assert_eq!(world.approve_now(world.steward, offer).await.unwrap().state, TransferState::Done);
        assert_eq!(world.held(oven, world.treasurer).await, (2, 0, 10_000));
        let again = world.offer(world.chen, world.offering(oven, 1, None)).await.unwrap();
        world.take(world.dan, again, Some(1)).await.unwrap();
        assert_eq!(world.retract(world.chen, again).await.unwrap().state, TransferState::Withdrawn);
        assert_eq!(world.held(oven, world.chen).await, (1, 0, 5_000));
        world.assert_whole().await;
    }

    /// Of three one is taken: it is an offer of its own, and two stay on offer.
    async fn some_of_them_can_be_taken(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 3).await;
        let offer = world.offer(world.chen, world.offering(oven, 3, None)).await.unwrap();
        let take = |by: Id<Member>, units: i64| {
            let part: Id<ShareTransfer> = world.id();
            let input = TakeUp { transfer: offer, risk_read: Some(1), some: Some((units, part)), key: None };
            world.act(move |tx, now| ops::take_up(tx, by, &input, now))
        };
        assert_eq!(take(world.dan, 0).await, Err(No::UnitsNotPositive));
        assert_eq!(take(world.dan, 4).await, Err(No::NotEnoughHeld));
        let one = take(world.dan, 1).await.unwrap();
        assert_eq!((one.state, one.number), (TransferState::Taken, 2));
        let left = world.find::<ShareTransfer>((world.community, offer)).await;
        assert_eq!((left.state, left.units, left.taker), (TransferState::Offered, 2, None));
        world.assert_whole().await;
        let rest = take(world.treasurer, 2).await.unwrap();
        assert_eq!(rest.transfer, offer, "all that is left is the offer itself");
        world.approve(world.steward, one.transfer).await.unwrap();
        world.approve(world.steward, offer).await.unwrap();
        assert_eq!((world.held(oven, world.dan).await.0, world.held(oven, world.treasurer).await.0), (1, 2));
        world.assert_whole().await;
    }

    async fn a_price_is_one_that_can_be_meant(world: World) {
        let oven = world.make(InstrumentKind::MemberCapital).await;
        world.hold(world.chen, oven, 1).await;
        for (price_minor, answer) in [(50_001, Some(No::PriceTooHigh)), (99_999_999_999_900, Some(No::PriceTooHigh)), (50_000, None)] {
            let input = OfferUnits { price_minor, ..world.offering(oven, 1, None) };
            assert_eq!(world.offer(world.chen, input).await.err(), answer, "{price_minor}");
        }
    }
}
