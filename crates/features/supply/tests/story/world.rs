//! A community with suppliers: An the steward, Bao the treasurer, Mo the moderator, Chen who grows apples, and members.

use community::GrantInput;
use community::role::Role;
use kernel::{Currency, Id, Prefixed, Price, Quantity, Timestamp};
use ledger::{AccountKey, Cause, NewEntry};
use market::offer::Audience;
use market::ops::{
    CreateOffer, LineWanted as Bought, NewVariant, Pay as PayOrder, PlaceOrder, create_offer, place_order,
};
use market::rows::{Offer, OfferVariant, Order};
use market::split::{Party, Split, SplitPart, Take};
use market::{Actor, When};
use spending::NewMandate;
use spending::rows::{Expense, Mandate};
use std::time::Duration;
use store::{Config, Db, JobRunner, Migration, Outcome, Row, Schema, Tx};
use supply::ids::Member;
use supply::ops::BankText;
use supply::rows::{PaymentRun, Purchase, RunLine, Supplier};
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
        supply::migrations(),
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
    pub(crate) moderator: Id<Member>,
    /// Who grows apples.
    pub(crate) chen: Id<Member>,
    /// Chen's account.
    pub(crate) supplier: Id<Supplier>,
    pub(crate) offer: Id<Offer>,
    pub(crate) mandate: Id<Mandate>,
    jobs: JobRunner,
    pub(crate) ids: Ids,
    _scratch: Scratch,
}

impl Stage for World {
    async fn set(scratch: Scratch) -> World {
        let (place, engine) = (scratch.migrated(&migrations()), scratch.engine());
        let (db, other) = tokio::task::spawn_blocking(move || {
            let tables = [
                ledger::tables(),
                people::tables(),
                community::tables(),
                files::tables(),
                market::tables(),
                spending::tables(),
                supply::tables(),
            ];
            let config = Config { lanes: 2, readers: 2, ..Config::new(place, Schema::new(&tables.concat())) };
            let db = Db::open(&config).unwrap();
            let other = if engine == Engine::Postgres { Db::open(&config).unwrap() } else { db.clone() };
            (db, other)
        })
        .await
        .unwrap();
        let jobs = JobRunner::new(db.clone(), [market::jobs(None), supply::jobs()].concat());
        let mut world = World {
            db,
            other,
            clock: FixedClock::default(),
            community: 0,
            steward: none(),
            treasurer: none(),
            moderator: none(),
            chen: none(),
            supplier: none(),
            offer: none(),
            mandate: none(),
            jobs,
            ids: Ids::default(),
            _scratch: scratch,
        };
        world.found().await;
        world
    }
}

fn none<T: Prefixed>() -> Id<T> {
    Id::from_parts(0, [0; 10])
}

pub(crate) fn jin(count: i64) -> Quantity {
    Quantity::from_milli(count * 1_000)
}

pub(crate) fn bank(account: &str) -> BankText {
    let text = |text: &str| text.to_owned();
    BankText { holder: text("Chen"), account: text(account), bank: text("Rural Bank"), bic: String::new() }
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

    async fn found(&mut self) {
        let founded = testkit::found(&self.db, &self.ids, self.now(), 0).await;
        (self.community, self.steward) = (founded.community, founded.steward);
        self.treasurer = self.member("Bao").await;
        self.moderator = self.member("Mo").await;
        self.chen = self.member("Chen").await;
        self.grant(self.treasurer, Role::Treasurer).await;
        self.grant(self.moderator, Role::Moderator).await;
        self.open_with(AccountKey::opening(1, CNY), 100_000).await;
        self.offer = self.apples(self.chen).await;
        self.mandate = self.new_mandate(90_000).await;
        self.supplier = self.create(self.steward, Some(self.chen)).await.unwrap();
        self.set_bank(self.chen, self.supplier, "62220212").await.unwrap();
        self.set_payer().await.unwrap();
    }

    pub(crate) async fn grant(&self, member: Id<Member>, role: Role) {
        self.role(member, role, true).await;
    }

    /// Given or taken.
    pub(crate) async fn role(&self, member: Id<Member>, role: Role, give: bool) {
        let actor = self.steward;
        let grant = GrantInput { actor, member, role, give, reason: "as elected".to_owned() };
        self.act(move |tx, now| community::grant_role(tx, &grant, now)).await.unwrap();
    }

    pub(crate) async fn member(&self, name: &str) -> Id<Member> {
        testkit::joins(&self.db, &self.ids, self.community, name, self.now()).await
    }

    pub(crate) async fn leaves(&self, member: Id<Member>) {
        let input = community::ops::leave::LeaveInput { actor: member, member, reason: String::new() };
        self.act(move |tx, now| community::ops::leave::leave(tx, &input, now)).await.unwrap();
    }

    /// A member whom the community owes so much.
    pub(crate) async fn rich(&self, minor: i64) -> Id<Member> {
        let member = self.member("Dan").await;
        self.open_with(AccountKey::owed(member, CNY), minor).await;
        member
    }

    pub(crate) async fn open_with(&self, key: AccountKey, minor: i64) {
        let cause = self.id::<PaymentRun>();
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

    /// From the bank to another account.
    pub(crate) async fn move_money(&self, to: AccountKey, minor: i64) {
        let cause = self.id::<PaymentRun>();
        self.act(move |tx, now| {
            let entry = NewEntry {
                kind: "transfer",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("correction", cause),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(to.clone(), minor), (AccountKey::bank(CNY), -minor)],
            };
            ledger::post(tx, &entry)
        })
        .await
        .unwrap();
    }

    /// Five percent to the general fund, the rest to who grows them, ¥4 a jin. Counted, with nothing on the shelf.
    pub(crate) async fn apples(&self, of: Id<Member>) -> Id<Offer> {
        self.apples_on_shelf(of, Some(Quantity::from_milli(0))).await
    }

    /// None: nobody counts what is on the shelf.
    pub(crate) async fn apples_on_shelf(&self, of: Id<Member>, stock: Option<Quantity>) -> Id<Offer> {
        let part = SplitPart { to: Party::Fund(1), take: Take::BasisPoints(500) };
        let variant = NewVariant {
            title: String::new(),
            unit: "jin".to_owned(),
            price: Price::parse("4").unwrap(),
            step: Quantity::from_milli(500),
            stock,
        };
        let new = CreateOffer {
            id: self.id(),
            title: "Apples".to_owned(),
            story: String::new(),
            audience: Audience::Everyone,
            limit: None,
            variants: vec![variant],
            split: Split { parts: vec![part], rest: Party::Member(of) },
            key: None,
        };
        let steward = Actor::Member(self.steward);
        self.act(move |tx, now| create_offer(tx, steward, &new, When::from(now))).await.unwrap()
    }

    pub(crate) async fn new_mandate(&self, ceiling_minor: i64) -> Id<Mandate> {
        self.mandate_for(spending::MandateKind::Spending, ceiling_minor).await
    }

    pub(crate) async fn mandate_for(&self, kind: spending::MandateKind, ceiling_minor: i64) -> Id<Mandate> {
        let new = NewMandate {
            id: self.id(),
            kind,
            purpose: "Fruit for the pantry".to_owned(),
            fund: 1,
            ceiling_minor,
            each_minor: None,
            starts_at: self.now(),
            ends_at: self.now().plus(DAY * 30),
            carried_by: None,
            decision: "prp_01kax0000000000000000000aa".to_owned(),
            decision_title: "Fill the pantry".to_owned(),
        };
        let id = new.id;
        self.act(move |tx, now| spending::grant_mandate(tx, &new, now)).await.unwrap();
        id
    }

    /// Somebody buys so much of what is on the shelf, gets it and accepts it; settled when its jobs have run.
    pub(crate) async fn sell(&self, milli: i64) -> Id<Order> {
        let buyer = self.rich(100_000).await;
        let order = PlaceOrder {
            id: self.id(),
            buyer,
            lines: vec![Bought {
                offer: self.offer,
                variant: 1,
                quantity: Quantity::from_milli(milli),
                asked: market::ops::Asked::Current,
            }],
            pay: PayOrder::SetOff,
            reference: None,
            key: None,
        };
        let (id, steward) = (order.id, Actor::Member(self.steward));
        self.act(move |tx, now| place_order(tx, Actor::Member(buyer), &order, When::from(now)))
            .await
            .unwrap();
        let fulfil = market::ops::FulfilOrder { order: id, wait_for_acceptance: true };
        self.act(move |tx, now| market::ops::fulfil_order(tx, steward, &fulfil, When::from(now)))
            .await
            .unwrap();
        self.act(move |tx, now| market::ops::accept_order(tx, Actor::Member(buyer), id, When::from(now)))
            .await
            .unwrap();
        self.run_jobs().await;
        id
    }

    /// Jobs make jobs: until nothing is due.
    pub(crate) async fn run_jobs(&self) {
        while self.jobs.run_due(self.now()).await.unwrap() > 0 {}
    }

    pub(crate) async fn find<T: Row + Sync>(&self, key: T::Key) -> T {
        self.db.read(move |reader| reader.find::<T>(&key)).await.unwrap().expect("the row is there")
    }

    pub(crate) async fn purchase(&self, id: Id<Purchase>) -> Purchase {
        self.find::<Purchase>((self.community, id)).await
    }

    pub(crate) async fn purchase_line(&self, id: Id<Purchase>) -> supply::rows::PurchaseLine {
        self.find::<supply::rows::PurchaseLine>((self.community, id, 1)).await
    }

    pub(crate) async fn expense(&self, id: Id<Purchase>) -> Expense {
        let expense = self.purchase(id).await.expense_id.unwrap();
        self.find::<Expense>((self.community, expense)).await
    }

    pub(crate) async fn run_line(&self, run: Id<PaymentRun>, line: i64) -> RunLine {
        self.find::<RunLine>((self.community, run, line)).await
    }

    pub(crate) async fn on_the_shelf(&self) -> i64 {
        let row = self.find::<OfferVariant>((self.community, self.offer, 1)).await;
        row.available_milli.unwrap()
    }

    /// In the account's own direction.
    pub(crate) async fn balance(&self, key: AccountKey) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::balance(reader, community, &key)).await.unwrap()
    }

    pub(crate) async fn bank_holds(&self) -> i64 {
        self.balance(AccountKey::bank(CNY)).await
    }

    /// Owed, payable, receivable.
    pub(crate) async fn due(&self, member: Id<Member>) -> (i64, i64, i64) {
        (
            self.balance(AccountKey::owed(member, CNY)).await,
            self.balance(AccountKey::payable(member, CNY)).await,
            self.balance(AccountKey::receivable(member, CNY)).await,
        )
    }

    pub(crate) async fn statement(&self, from: Timestamp, until: Timestamp) -> supply::statement::Statement {
        let (community, chen) = (self.community, self.chen);
        self.db
            .read(move |reader| supply::statement(reader, community, chen, CNY, (from, until)))
            .await
            .unwrap()
    }

    /// Books, market, spending and suppliers hold against themselves and each other.
    pub(crate) async fn assert_whole(&self) {
        let community = self.community;
        let report = self.db.read(move |reader| ledger::verify(reader, community)).await.unwrap();
        assert_eq!(report.violations, [], "the books");
        for (name, verify) in [
            ("market", market::verify as fn(&mut store::Reader, i64) -> Result<Vec<String>, store::Fault>),
            ("spending", spending::verify),
            ("supply", supply::verify),
        ] {
            let wrong = self.db.read(move |reader| verify(reader, community)).await.unwrap();
            assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        }
        // Here nobody else keeps room: what is promised beyond expenses is kept for purchase orders, exactly.
        let rooms = self.db.read(move |reader| {
            Ok((spending::kept_rooms(reader, community)?, supply::kept_rooms(reader, community)?))
        });
        let (promised, kept) = rooms.await.unwrap();
        assert_eq!(promised, kept, "rooms under mandates");
    }
}
