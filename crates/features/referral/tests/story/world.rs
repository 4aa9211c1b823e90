//! A community that sells apples and has a little to give for bringing somebody, by the operations that people use.

use community::ops::grant_role::GrantInput;
use community::role::Role;
use kernel::{Currency, Id, Prefixed, Price, Quantity, Timestamp};
use ledger::{AccountKey, Cause, NewEntry};
use market::brought::{CheckoutAsked, Ordered};
use market::offer::Audience;
use market::ops::{
    Asked as Price_, CreateOffer, FulfilOrder, GaveBack, LineWanted, NewVariant, Pay, PlaceOrder,
    PlaceRefused, Placed, RefundOrder, RefundWhat, create_offer, fulfil_order, place_order_brought,
    refund_order,
};
use market::refund::RefundRefused;
use market::rows::{Offer, Order, Payment};
use market::split::{Party, Split, SplitPart, Take};
use market::{Actor, When};
use referral::RewardRefused;
use referral::budget::{Asked, Parts, Pays, Rate, Rules, Terms};
use referral::ids::{Budget, Coupon, Member};
use referral::ops::{
    self, BudgetMoved, DecideBudget, EndBudget, ProposeBudget, TakeCoupon, Taken, bring, decide_budget,
    propose_budget, take_coupon,
};
use referral::rows::{ReferralReward, RewardBudget, RewardCoupon};
use spending::rows::Mandate;
use spending::{MandateKind, NewMandate};
use std::time::Duration;
use store::{Config, Db, JobRunner, Migration, Outcome, Place, Row, Schema, Tx};
use testkit::{Engine, FixedClock, Ids, Scratch, Stage};

pub(crate) use testkit::answer;

pub(crate) const CNY: Currency = Currency::CNY;
pub(crate) const DAY: Duration = Duration::from_secs(86_400);

pub(crate) fn migrations() -> Vec<Migration> {
    [
        ledger::migrations(),
        people::migrations(),
        community::migrations(),
        files::migrations(),
        market::migrations(),
        spending::migrations(),
        referral::migrations(),
    ]
    .concat()
}

pub(crate) struct World {
    pub(crate) db: Db,
    /// On PostgreSQL another node over the same data; a data folder has one owner.
    pub(crate) other: Db,
    pub(crate) clock: FixedClock,
    pub(crate) community: i64,
    pub(crate) steward: Id<Member>,
    pub(crate) treasurer: Id<Member>,
    /// Who grows apples.
    pub(crate) chen: Id<Member>,
    /// ¥10 a jin; a tenth to the general fund.
    pub(crate) apples: Id<Offer>,
    pub(crate) mandate: Id<Mandate>,
    jobs: JobRunner,
    pub(crate) ids: Ids,
    pub(crate) scratch: Scratch,
}

impl Stage for World {
    async fn set(scratch: Scratch) -> World {
        let (place, engine) = (scratch.migrated(&migrations()), scratch.engine());
        let (db, other) = opened(place, engine, &[]).await;
        let jobs = jobs(&db);
        let mut world = World {
            db,
            other,
            clock: FixedClock::default(),
            community: 0,
            steward: none(),
            treasurer: none(),
            chen: none(),
            apples: none(),
            mandate: none(),
            jobs,
            ids: Ids::default(),
            scratch,
        };
        world.found().await;
        world
    }
}

/// As this program opens it: migrated first.
async fn opened(place: Place, engine: Engine, beside: &[Migration]) -> (Db, Db) {
    let migrations = [&migrations(), beside].concat();
    let open = move || {
        store::migrate(&place, &migrations).unwrap();
        let tables = [
            ledger::tables(),
            people::tables(),
            community::tables(),
            files::tables(),
            market::tables(),
            spending::tables(),
            referral::tables(),
        ];
        let config = Config { lanes: 2, readers: 2, ..Config::new(place, Schema::new(&tables.concat())) };
        let db = Db::open(&config).unwrap();
        let other = if engine == Engine::Postgres { Db::open(&config).unwrap() } else { db.clone() };
        (db, other)
    };
    tokio::task::spawn_blocking(open).await.unwrap()
}

fn jobs(db: &Db) -> JobRunner {
    JobRunner::new(db.clone(), [market::jobs(None), referral::jobs()].concat())
}

fn none<T: Prefixed>() -> Id<T> {
    Id::from_parts(0, [0; 10])
}

/// Five percent, ¥20 an order, ¥100 a member, for thirty days.
pub(crate) fn terms() -> Terms {
    Terms {
        rate: Rate::BasisPoints(500),
        order_cap_minor: 2_000,
        member_cap_minor: 10_000,
        window_days: 30,
        pays: Pays::Owed,
    }
}

impl World {
    pub(crate) fn id<T: Prefixed>(&self) -> Id<T> {
        self.ids.next(self.now())
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// One operation of this community; a fault ends the test.
    pub(crate) async fn act<T, R>(
        &self,
        op: impl Fn(&mut Tx, Timestamp) -> Outcome<T, R> + Send + 'static,
    ) -> Result<T, R>
    where
        T: Send + 'static,
        R: Send + 'static,
    {
        let now = self.now();
        answer(self.db.transact(self.community, move |tx| op(tx, now)).await)
    }

    /// Closed, taken back by `sql` to what a program of before had written, and opened by this one.
    pub(crate) async fn of_before(&mut self, sql: &'static str) {
        self.db.close().await;
        if self.scratch.engine() == Engine::Postgres {
            self.other.close().await;
        }
        let undo = Migration { feature: "back", number: 1, name: "to before", sql };
        let (place, engine, there) = (self.scratch.place(), self.scratch.engine(), self.scratch.place());
        let back = move || store::migrate(&there, &[migrations(), vec![undo]].concat()).unwrap();
        tokio::task::spawn_blocking(back).await.unwrap();
        (self.db, self.other) = opened(place, engine, &[undo]).await;
        self.jobs = jobs(&self.db);
    }

    async fn found(&mut self) {
        let founded = testkit::found(&self.db, &self.ids, self.now(), 0).await;
        (self.community, self.steward) = (founded.community, founded.steward);
        self.treasurer = self.member("Bao").await;
        self.chen = self.member("Chen").await;
        let (actor, member) = (self.steward, self.treasurer);
        let grant =
            GrantInput { actor, member, role: Role::Treasurer, give: true, reason: "elected".to_owned() };
        self.act(move |tx, now| community::grant_role(tx, &grant, now)).await.unwrap();
        self.open_with(AccountKey::opening(1, CNY), 100_000).await;
        self.apples = self.offer().await;
        self.mandate = self.new_mandate(50_000).await;
    }

    pub(crate) async fn member(&self, name: &str) -> Id<Member> {
        testkit::joins(&self.db, &self.ids, self.community, name, self.now()).await
    }

    /// A member whom the community owes so much.
    pub(crate) async fn rich(&self, name: &str, minor: i64) -> Id<Member> {
        let member = self.member(name).await;
        self.open_with(AccountKey::owed(member, CNY), minor).await;
        member
    }

    async fn open_with(&self, key: AccountKey, minor: i64) {
        let cause = self.id::<Payment>();
        self.act(move |tx, now| {
            let entry = NewEntry {
                kind: "opening",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("opening", cause),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(AccountKey::bank(CNY), minor), (key.clone(), -minor)],
            };
            ledger::post(tx, &entry)
        })
        .await
        .unwrap();
    }

    async fn offer(&self) -> Id<Offer> {
        let part = SplitPart { to: Party::Fund(1), take: Take::BasisPoints(1_000) };
        let variant = NewVariant {
            title: String::new(),
            unit: "jin".to_owned(),
            price: Price::parse("10").unwrap(),
            step: Quantity::from_milli(1),
            stock: None,
        };
        let new = CreateOffer {
            id: self.id(),
            title: "Apples".to_owned(),
            story: String::new(),
            audience: Audience::Everyone,
            limit: None,
            variants: vec![variant],
            split: Split { parts: vec![part], rest: Party::Member(self.chen) },
            key: None,
        };
        let steward = Actor::Member(self.steward);
        self.act(move |tx, now| create_offer(tx, steward, &new, When::from(now))).await.unwrap()
    }

    pub(crate) async fn new_mandate(&self, ceiling_minor: i64) -> Id<Mandate> {
        self.new_mandate_for(MandateKind::Referral, ceiling_minor).await
    }

    pub(crate) async fn new_mandate_for(&self, kind: MandateKind, ceiling_minor: i64) -> Id<Mandate> {
        let new = NewMandate {
            id: self.id(),
            kind,
            purpose: "Thanks for bringing somebody".to_owned(),
            fund: 1,
            ceiling_minor,
            each_minor: None,
            starts_at: self.now(),
            ends_at: self.now().plus(DAY * 300),
            carried_by: None,
            decision: "prp_01kax0000000000000000000aa".to_owned(),
            decision_title: "Bring a neighbour".to_owned(),
        };
        let id = new.id;
        self.act(move |tx, now| spending::grant_mandate(tx, &new, now)).await.unwrap();
        id
    }

    pub(crate) async fn propose(
        &self,
        by: Id<Member>,
        budget_minor: i64,
        rules: Rules,
    ) -> Result<BudgetMoved, RewardRefused> {
        let ends_at = self.now().plus(DAY * 60);
        let asked = Asked { title: "Bring a neighbour".to_owned(), budget_minor, ends_at, rules };
        let input = ProposeBudget { id: self.id(), mandate: self.mandate, asked, key: None };
        self.act(move |tx, now| propose_budget(tx, by, &input, now)).await
    }

    pub(crate) async fn decide(
        &self,
        by: Id<Member>,
        budget: Id<Budget>,
        refused_because: Option<&str>,
    ) -> Result<BudgetMoved, RewardRefused> {
        self.id::<Order>();
        let refused_because = refused_because.map(str::to_owned);
        let input = DecideBudget {
            budget,
            refused_because,
            seed: self.ids.count(),
            seed_of_ids: self.ids.count(),
            key: None,
        };
        self.act(move |tx, now| decide_budget(tx, by, &input, now)).await
    }

    /// Proposed by the treasurer, agreed to by the steward.
    pub(crate) async fn open(&self, budget_minor: i64, rules: Rules) -> Id<Budget> {
        let moved = self.propose(self.treasurer, budget_minor, rules).await.unwrap();
        self.decide(self.steward, moved.budget, None).await.unwrap();
        moved.budget
    }

    pub(crate) async fn programme(&self, budget_minor: i64, terms: Terms) -> Id<Budget> {
        self.open(budget_minor, Rules::Programme(terms)).await
    }

    pub(crate) async fn packet(&self, budget_minor: i64, part_count: i64, parts: Parts) -> Id<Budget> {
        self.open(budget_minor, Rules::Packet { part_count, parts }).await
    }

    pub(crate) async fn end(&self, by: Id<Member>, budget: Id<Budget>) -> Result<BudgetMoved, RewardRefused> {
        let input = EndBudget { budget, reason: "enough".to_owned(), key: None };
        self.act(move |tx, now| ops::end_budget(tx, by, &input, now)).await
    }

    pub(crate) async fn code(&self, member: Id<Member>) -> String {
        self.id::<Order>();
        let count = self.ids.count().to_be_bytes();
        let mut chance = [7; 10];
        chance[..8].copy_from_slice(&count);
        self.act(move |tx, now| ops::make_code(tx, member, chance, now)).await.unwrap()
    }

    pub(crate) async fn take(&self, by: Id<Member>, budget: Id<Budget>) -> Result<Taken, RewardRefused> {
        let input = TakeCoupon { budget, key: None };
        self.act(move |tx, now| take_coupon(tx, by, &input, now)).await
    }

    /// So many thousandths of a jin: a hundredth of a yuan each.
    pub(crate) async fn order(
        &self,
        buyer: Id<Member>,
        milli: i64,
        pay: Pay,
        asked: CheckoutAsked,
    ) -> Result<Placed, PlaceRefused> {
        let order = PlaceOrder {
            id: self.id(),
            buyer,
            lines: vec![LineWanted {
                offer: self.apples,
                variant: 1,
                quantity: Quantity::from_milli(milli),
                asked: Price_::Current,
            }],
            pay,
            reference: None,
            key: None,
        };
        self.act(move |tx, now| {
            let above = |tx: &mut Tx, ordered: &Ordered| bring(tx, ordered, &asked);
            place_order_brought(tx, buyer, &order, &above, When::from(now))
        })
        .await
    }

    /// Paid by set-off, through a code.
    pub(crate) async fn via(&self, buyer: Id<Member>, milli: i64, code: &str) -> Id<Order> {
        let asked = CheckoutAsked { via: Some(code.to_owned()), coupon: None };
        self.order(buyer, milli, Pay::SetOff, asked).await.unwrap().id
    }

    pub(crate) async fn with_coupon(
        &self,
        buyer: Id<Member>,
        milli: i64,
        pay: Pay,
        coupon: Id<Coupon>,
    ) -> Result<Placed, PlaceRefused> {
        self.order(buyer, milli, pay, CheckoutAsked { via: None, coupon: Some(coupon.to_string()) }).await
    }

    pub(crate) async fn fulfil(&self, order: Id<Order>) {
        let (input, steward) =
            (FulfilOrder { order, wait_for_acceptance: true }, Actor::Member(self.steward));
        self.act(move |tx, now| fulfil_order(tx, steward, &input, When::from(now))).await.unwrap();
    }

    /// Handed over, and the time for complaints gone by in silence.
    pub(crate) async fn settle(&self, order: Id<Order>) {
        self.fulfil(order).await;
        self.clock.advance(DAY * 8);
        self.run_jobs().await;
    }

    pub(crate) async fn refund(&self, order: Id<Order>, what: RefundWhat) -> Result<GaveBack, RefundRefused> {
        let input = RefundOrder {
            refund: self.id(),
            order,
            what,
            reason: "bruised".to_owned(),
            restock: false,
            key: None,
        };
        let steward = Actor::Member(self.steward);
        let gave = self.act(move |tx, now| refund_order(tx, steward, &input, When::from(now))).await;
        self.run_jobs().await;
        gave
    }

    pub(crate) async fn cancel(&self, by: Id<Member>, order: Id<Order>) {
        let input = market::ops::CancelOrder { order, refund: self.id(), reason: "no more".to_owned() };
        let by = Actor::Member(by);
        self.act(move |tx, now| market::ops::cancel_order(tx, by, &input, When::from(now))).await.unwrap();
        self.run_jobs().await;
    }

    pub(crate) async fn pay_out(&self, member: Id<Member>, amount_minor: i64) {
        let input = market::ops::PayOut {
            id: self.id(),
            member,
            purse: market::rows::Purse::Owed,
            amount_minor,
            reference: "transfer".to_owned(),
            key: None,
        };
        let treasurer = Actor::Member(self.treasurer);
        self.act(move |tx, now| market::ops::pay_out(tx, treasurer, &input, When::from(now))).await.unwrap();
    }

    /// Jobs make jobs: until nothing is due.
    pub(crate) async fn run_jobs(&self) {
        while self.jobs.run_due(self.now()).await.unwrap() > 0 {}
    }

    pub(crate) async fn find<T: Row + Sync>(&self, key: T::Key) -> T {
        self.db.read(move |reader| reader.find::<T>(&key)).await.unwrap().expect("the row is there")
    }

    pub(crate) async fn reward(&self, order: Id<Order>) -> ReferralReward {
        self.find::<ReferralReward>((self.community, order)).await
    }

    pub(crate) async fn order_row(&self, order: Id<Order>) -> Order {
        self.find::<Order>((self.community, order)).await
    }

    pub(crate) async fn budget(&self, budget: Id<Budget>) -> RewardBudget {
        self.find::<RewardBudget>((self.community, budget)).await
    }

    pub(crate) async fn coupon(&self, coupon: Id<Coupon>) -> RewardCoupon {
        self.find::<RewardCoupon>((self.community, coupon)).await
    }

    /// In the account's own direction.
    pub(crate) async fn balance(&self, key: AccountKey) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::balance(reader, community, &key)).await.unwrap()
    }

    pub(crate) async fn owed(&self, member: Id<Member>) -> i64 {
        self.balance(AccountKey::owed(member, CNY)).await
    }

    pub(crate) async fn payable(&self) -> i64 {
        self.balance(AccountKey::payable(self.chen, CNY)).await
    }

    pub(crate) async fn lies(&self, budget: Id<Budget>) -> i64 {
        self.balance(AccountKey::held(budget, CNY)).await
    }

    pub(crate) async fn fund(&self) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::fund_balance(reader, community, 1, CNY)).await.unwrap()
    }

    /// What the mandate has spent.
    pub(crate) async fn spent(&self) -> i64 {
        self.find::<Mandate>((self.community, self.mandate)).await.spent_minor
    }

    /// Books, market, spending and rewards hold against themselves and each other.
    pub(crate) async fn assert_whole(&self) {
        let community = self.community;
        let report = self.db.read(move |reader| ledger::verify(reader, community)).await.unwrap();
        assert_eq!(report.violations, [], "the books");
        for (name, verify) in [
            ("market", market::verify as fn(&mut store::Reader, i64) -> Result<Vec<String>, store::Fault>),
            ("spending", spending::verify),
            ("referral", referral::verify),
        ] {
            let wrong = self.db.read(move |reader| verify(reader, community)).await.unwrap();
            assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        }
    }
}
