//! Goods that a fund sells: bought when the pool forms, of the supplier and under the mandate that were named at opening.

use crate::world::{CNY, DAY, World};
use kernel::{Id, Price, Quantity};
use ledger::AccountKey;
use market::offer::Audience;
use market::ops::{CreateOffer, NewVariant, create_offer};
use market::order::State;
use market::rows::Offer;
use market::split::{Party, Split};
use market::{Actor, When};
use pools::CommitRefused;
use pools::PoolRefused as No;
use pools::group_buy::{FallsOn, Remainder};
use pools::ids::{Member, PoolId};
use pools::ops::{OpenGroupBuy, Pay, look_group_buy_over};
use pools::rows::PoolEvent;
use pools::rows::PoolStep;
use spending::ops::ApproveExpense;
use spending::rows::{Expense, Mandate};
use supply::Agreed;
use supply::ops::KeepSupplier;
use supply::purchase::{PurchaseState, RaisedBy, Terms};
use supply::rows::{Purchase, Supplier};

impl World {
    /// All for the general fund. Counted, with nothing on the shelf.
    pub(crate) async fn honey(&self) -> Id<Offer> {
        let variant = NewVariant {
            title: String::new(),
            unit: "jin".to_owned(),
            price: Price::parse("12").unwrap(),
            step: Quantity::from_milli(500),
            stock: Some(Quantity::from_milli(0)),
        };
        let new = CreateOffer {
            id: self.id(),
            title: "Honey".to_owned(),
            story: String::new(),
            audience: Audience::Everyone,
            limit: None,
            variants: vec![variant],
            split: Split { parts: vec![], rest: Party::Fund(1) },
            key: None,
        };
        let steward = Actor::Member(self.steward);
        self.act(move |tx, now| create_offer(tx, steward, &new, When::from(now))).await.unwrap()
    }

    pub(crate) async fn keeps(&self, member: Option<Id<Member>>, is_open: bool) -> Id<Supplier> {
        let (supplier, by) = (self.id(), self.steward);
        let new = KeepSupplier {
            supplier,
            name: "River bees".to_owned(),
            contact: String::new(),
            member,
            is_open,
            key: None,
        };
        self.act(move |tx, now| supply::ops::create_supplier(tx, by, &new, now)).await.unwrap();
        supplier
    }

    pub(crate) async fn mandate(&self, ceiling_minor: i64, days: u32) -> Id<Mandate> {
        self.mandate_for(spending::MandateKind::Spending, ceiling_minor, days).await
    }

    async fn mandate_for(&self, kind: spending::MandateKind, ceiling_minor: i64, days: u32) -> Id<Mandate> {
        let new = spending::NewMandate {
            id: self.id(),
            kind,
            purpose: "Honey for the lane".to_owned(),
            fund: 1,
            ceiling_minor,
            each_minor: None,
            starts_at: self.now(),
            ends_at: self.now().plus(DAY * days),
            carried_by: Some(self.steward),
            decision: "prp_01kax0000000000000000000aa".to_owned(),
            decision_title: "Honey".to_owned(),
        };
        let id = new.id;
        self.act(move |tx, now| spending::grant_mandate(tx, &new, now)).await.unwrap();
        id
    }

    /// At ¥6 from Chen, who keeps bees too; up to so much.
    pub(crate) async fn agreed(&self, ceiling_minor: i64) -> Agreed {
        self.agreed_for(ceiling_minor, 30).await
    }

    /// The mandate holds for so many days.
    pub(crate) async fn agreed_for(&self, ceiling_minor: i64, days: u32) -> Agreed {
        let supplier = self.keeps(Some(self.supplier), true).await;
        Agreed {
            supplier,
            price: Price::parse("6").unwrap(),
            mandate: self.mandate(ceiling_minor, days).await,
        }
    }

    async fn bought_as(&self, agreed: Agreed) -> OpenGroupBuy {
        OpenGroupBuy { buying: Some(agreed), ..self.new_buy(self.honey().await) }
    }

    pub(crate) async fn ordered(&self, pool: PoolId) -> Purchase {
        let id = self.bought(pool).await.purchase_id.expect("it was ordered");
        self.find::<Purchase>((self.community, id)).await
    }

    /// What came is approved by somebody else than who counted it; answers what is owed for it.
    pub(crate) async fn approved(&self, pool: PoolId) -> i64 {
        let Some(expense) = self.ordered(pool).await.expense_id else { return 0 };
        let (by, without_proof) = (self.treasurer, "as counted".to_owned());
        let input = ApproveExpense { expense, without_proof, proofs_seen: None, key: None };
        self.act(move |tx, now| spending::ops::approve_expense(tx, by, &input, now)).await.unwrap();
        self.find::<Expense>((self.community, expense)).await.amount_minor
    }
}

testkit::both_engines! {
    /// Members pay the fund, the fund owes the supplier for what comes: the margin is the fund's.
    async fn a_fund_buys_what_its_pool_sells(world: World) {
        let input = world.bought_as(world.agreed(50_000).await).await;
        let pool = world.open(world.steward, input).await.unwrap().pool;
        let mut parts = Vec::new();
        for milli in [6_000, 5_000, 10_000, 4_000] {
            parts.push(world.paid(pool, milli).await.1);
        }
        world.to_the_end(pool).await;
        let order = world.ordered(pool).await;
        assert_eq!((order.state, order.terms, order.raised_by), (PurchaseState::Sent, Terms::Bought, RaisedBy::Pool));
        // 25 jin, sold at ¥9 and bought at ¥6.
        assert_eq!((order.total_minor, world.balance(AccountKey::held_for_fund(1, CNY)).await), (15_000, 22_500));
        assert_eq!((order.fund, order.mandate_id.is_some()), (Some(1), true));
        assert_eq!(world.story(pool).await, ["opened", "condition_met", "met", "captured"]);
        assert_eq!(world.owed(world.supplier).await, 0, "nothing is owed before it comes");
        // Five are missing: they fall on the last, and only what came is owed.
        world.delivered(pool, 20_000).await;
        assert_eq!(world.order_of(parts[3]).await.unwrap().state, State::Cancelled);
        assert_eq!(world.balance(AccountKey::held_for_fund(1, CNY)).await, 18_000);
        assert_eq!(world.approved(pool).await, 12_000);
        assert_eq!(world.owed(world.supplier).await, 12_000);
        world.assert_whole().await;
    }

    /// Spare pieces are bought under the same mandate: neither the rules nor a treasurer is needed.
    async fn spare_pieces_are_bought_with_the_rest(world: World) {
        let mut input = world.bought_as(world.agreed(50_000).await).await;
        (input.case, input.remainder, input.falls_on) = (Some(Quantity::from_milli(12_000)), Remainder::RoundUp, FallsOn::ProRata);
        let offer = input.offer;
        let pool = world.open(world.steward, input).await.unwrap().pool;
        for milli in [10_000, 10_000] {
            world.paid(pool, milli).await;
        }
        world.to_the_end(pool).await;
        let (order, bought) = (world.ordered(pool).await, world.bought(pool).await);
        assert_eq!((order.total_minor, bought.spare_milli, bought.spare_minor), (14_400, Some(4_000), 0));
        assert_eq!(world.stock(offer).await.0, Some(0), "not before it is there");
        world.delivered(pool, 21_000).await;
        assert_eq!(world.stock(offer).await.0, Some(1_000), "what is nobody's goes first");
        assert_eq!((world.approved(pool).await, world.owed(world.supplier).await), (12_600, 12_600));
        world.assert_whole().await;
    }

    /// There is room for what the mandate covers and no more, so nobody pays for what nobody may order.
    async fn a_mandate_makes_the_room(world: World) {
        let agreed = world.agreed(12_345).await;
        let mut input = world.bought_as(agreed).await;
        let (by, look) = (world.steward, input.clone());
        let seen = world.act(move |tx, now| look_group_buy_over(tx, by, &look, now)).await.unwrap();
        assert_eq!(seen.most, Some(Quantity::from_milli(20_500)));
        let pool = world.open(world.steward, input.clone()).await.unwrap().pool;
        world.paid(pool, 20_000).await;
        let late = world.rich(100_000).await;
        assert_eq!(world.join(late, pool, 1_000, Pay::SetOff).await.unwrap_err(), CommitRefused::Full);
        world.join(late, pool, 500, Pay::SetOff).await.unwrap();
        for (most, least, case) in [(Some(21_000), 10_000, None), (None, 21_000, None), (None, 12_000, Some(24_000))] {
            (input.most, input.least, input.case) = (most.map(Quantity::from_milli), least, case.map(Quantity::from_milli));
            input.remainder = Remainder::RoundUp;
            assert_eq!(world.open(world.steward, input.clone()).await.unwrap_err(), No::AboveCeiling, "{most:?} {least} {case:?}");
        }
        world.to_the_end(pool).await;
        assert_eq!(world.ordered(pool).await.total_minor, 12_300);
        world.assert_whole().await;
    }

    /// The supplier is none any more: the pool forms all the same, and says why no order was written.
    async fn what_cannot_be_ordered_any_more_is_told(world: World) {
        let agreed = world.agreed(20_000).await;
        let input = world.bought_as(agreed).await;
        let pool = world.open(world.steward, input).await.unwrap().pool;
        world.paid(pool, 20_000).await;
        let (by, row) = (world.steward, world.find::<Supplier>((world.community, agreed.supplier)).await);
        let closed = KeepSupplier {
            supplier: row.id,
            name: row.name,
            contact: row.contact,
            member: row.member,
            is_open: false,
            key: None,
        };
        world.act(move |tx, now| supply::ops::edit_supplier(tx, by, &closed, now)).await.unwrap();
        world.to_the_end(pool).await;
        assert_eq!(world.bought(pool).await.purchase_id, None);
        assert_eq!(world.story(pool).await, ["opened", "condition_met", "met", "not_ordered", "captured"]);
        let told = world.find::<PoolEvent>((world.community, pool, 4)).await;
        assert_eq!((told.step, told.reason.as_deref()), (PoolStep::NotOrdered, Some("supplier_closed")));
        world.assert_whole().await;
    }

    /// Of whom, and under what: said before anybody pays.
    async fn what_cannot_be_bought_is_not_opened(world: World) {
        let agreed = world.agreed(50_000).await;
        let (honey, apples) = (world.honey().await, world.apples().await);
        let open = async |by, offer, agreed| {
            let input = OpenGroupBuy { buying: Some(agreed), ..world.new_buy(offer) };
            world.open(by, input).await.map(drop)
        };
        let dan = world.member("Dan").await;
        let (nobody, closed) = (world.keeps(None, true).await, world.keeps(Some(dan), false).await);
        let short = world.mandate(50_000, 4).await;
        let rewards = world.mandate_for(spending::MandateKind::Referral, 50_000, 30).await;
        for (offer, agreed, refused) in [
            (apples, agreed, No::SuppliedAlready),
            (honey, Agreed { supplier: world.id(), ..agreed }, No::NoSuchSupplier),
            (honey, Agreed { supplier: nobody, ..agreed }, No::NoAccount),
            (honey, Agreed { supplier: closed, ..agreed }, No::SupplierClosed),
            (honey, Agreed { mandate: world.id(), ..agreed }, No::NoSuchMandate),
            // In force on the last day of the pool, and over when its grace is.
            (honey, Agreed { mandate: short, ..agreed }, No::MandateEnded),
            (honey, Agreed { mandate: rewards, ..agreed }, No::MandateForOther),
            (honey, Agreed { price: Price::from_e4(0), ..agreed }, No::PriceNotPositive),
            (honey, Agreed { price: Price::parse("60").unwrap(), ..agreed }, No::AboveCeiling),
        ] {
            assert_eq!(open(world.steward, offer, agreed).await, Err(refused));
        }
        world.grant(world.supplier, community::role::Role::Steward).await;
        assert_eq!(open(world.supplier, honey, agreed).await, Err(No::OwnPurchase));
        open(world.steward, honey, agreed).await.unwrap();
    }
}
