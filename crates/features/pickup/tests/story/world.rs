//! A community that fetches its orders at points: An the steward, Bao who minds the north gate, and members with credit.

use kernel::{Currency, Id, Prefixed, Price, Quantity, Timestamp, Zone};
use ledger::{AccountKey, Cause, NewEntry};
use market::offer::Audience;
use market::ops::{
    Asked, CancelOrder, CreateOffer, LineWanted, NewVariant, Pay, PlaceOrder, cancel_order, create_offer,
    place_order,
};
use market::rows::{Offer, Order};
use market::split::{Party, Split};
use market::{Actor, When};
use pickup::collecting::Told;
use pickup::ids::Member;
use pickup::ops::{self, CheckedIn, ChooseSlot, Chosen, KeepPoint, PointKept, SayCheckIn};
use pickup::point::PointText;
use pickup::rows::{Pickup, PickupPoint};
use pickup::{PickupRefused, PointRefused};
use std::time::Duration;
use store::{Config, Db, JobRunner, Migration, Outcome, Row, Schema, Tx};
use testkit::{Engine, FixedClock, Ids, Scratch, Stage};

pub(crate) use testkit::answer;

pub(crate) const CNY: Currency = Currency::CNY;
pub(crate) const HOUR: Duration = Duration::from_secs(3_600);

pub(crate) fn migrations() -> Vec<Migration> {
    [
        ledger::migrations(),
        people::migrations(),
        community::migrations(),
        files::migrations(),
        market::migrations(),
        spending::migrations(),
        supply::migrations(),
        ownership::migrations(),
        pools::migrations(),
        pickup::migrations(),
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
    pub(crate) minder: Id<Member>,
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
                ownership::tables(),
                pools::tables(),
                pickup::tables(),
            ];
            let config = Config { lanes: 2, readers: 2, ..Config::new(place, Schema::new(&tables.concat())) };
            let db = Db::open(&config).unwrap();
            let other = if engine == Engine::Postgres { Db::open(&config).unwrap() } else { db.clone() };
            (db, other)
        })
        .await
        .unwrap();
        let none: Id<Member> = Id::from_parts(0, [0; 10]);
        let jobs = JobRunner::new(db.clone(), [market::jobs(None), pools::jobs(), pickup::jobs()].concat());
        let mut world = World {
            db,
            other,
            clock: FixedClock::default(),
            community: 0,
            steward: none,
            minder: none,
            jobs,
            ids: Ids::default(),
            _scratch: scratch,
        };
        world.found().await;
        world
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

    async fn found(&mut self) {
        let founded = testkit::found(&self.db, &self.ids, self.now(), 0).await;
        (self.community, self.steward) = (founded.community, founded.steward);
        self.minder = self.member("Bao").await;
    }

    pub(crate) async fn member(&self, name: &str) -> Id<Member> {
        testkit::joins(&self.db, &self.ids, self.community, name, self.now()).await
    }

    /// A member whom the community owes so much.
    pub(crate) async fn rich(&self, minor: i64) -> Id<Member> {
        let member = self.member("Dan").await;
        let cause = self.id::<Order>();
        self.act(move |tx, now| {
            let entry = NewEntry {
                kind: "opening",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("opening", cause),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(AccountKey::bank(CNY), minor), (AccountKey::owed(member, CNY), -minor)],
            };
            ledger::post(tx, &entry)
        })
        .await
        .unwrap();
        member
    }

    /// All for the general fund, without a count.
    pub(crate) async fn goods(&self, title: &str, price: &str) -> Id<Offer> {
        let variant = NewVariant {
            title: String::new(),
            unit: "jin".to_owned(),
            price: Price::parse(price).unwrap(),
            step: Quantity::from_milli(500),
            stock: None,
        };
        let new = CreateOffer {
            id: self.id(),
            title: title.to_owned(),
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

    pub(crate) async fn order(&self, buyer: Id<Member>, goods: &[(Id<Offer>, i64)], pay: Pay) -> Id<Order> {
        let line = |(offer, milli): &(Id<Offer>, i64)| LineWanted {
            offer: *offer,
            variant: 1,
            quantity: Quantity::from_milli(*milli),
            asked: Asked::Current,
        };
        let lines = goods.iter().map(line).collect();
        let new = PlaceOrder { id: self.id(), buyer, lines, pay, reference: None, key: None };
        let actor = Actor::Member(buyer);
        self.act(move |tx, now| place_order(tx, actor, &new, When::from(now))).await.unwrap().id
    }

    /// Somebody new with a paid order of something.
    pub(crate) async fn paid(&self) -> (Id<Member>, Id<Order>) {
        let buyer = self.rich(10_000).await;
        let goods = self.goods("Apples", "10").await;
        (buyer, self.order(buyer, &[(goods, 1_000)], Pay::SetOff).await)
    }

    pub(crate) async fn call_off(&self, order: Id<Order>) {
        let input = CancelOrder { order, refund: self.id(), reason: "frost".to_owned() };
        let steward = Actor::Member(self.steward);
        self.act(move |tx, now| cancel_order(tx, steward, &input, When::from(now))).await.unwrap();
    }

    /// Every day from four to six and from six to eight, minded by Bao.
    pub(crate) fn new_point(&self) -> KeepPoint {
        let text = PointText {
            name: "North gate".to_owned(),
            address: "House 3, door 101".to_owned(),
            hours: std::array::from_fn(|_| "16:00-18:00, 18:00-20:00".to_owned()),
            ..PointText::default()
        };
        KeepPoint { point: self.id(), text, minder: self.minder, is_open: true, key: None }
    }

    pub(crate) async fn make(&self, by: Id<Member>, input: KeepPoint) -> Result<PointKept, PointRefused> {
        self.act(move |tx, now| ops::create_point(tx, by, &input, now)).await
    }

    pub(crate) async fn edit(&self, by: Id<Member>, input: KeepPoint) -> Result<PointKept, PointRefused> {
        self.act(move |tx, now| ops::edit_point(tx, by, &input, now)).await
    }

    pub(crate) async fn point(&self, change: impl FnOnce(&mut KeepPoint)) -> Id<PickupPoint> {
        let mut input = self.new_point();
        change(&mut input);
        self.make(self.steward, input).await.unwrap().point
    }

    pub(crate) fn zone(&self) -> Zone {
        Zone::parse("Asia/Shanghai").unwrap()
    }

    /// Today, counted from 1970.
    pub(crate) fn today(&self) -> i64 {
        self.now().day(&self.zone())
    }

    /// So many days from now, from four o'clock on.
    pub(crate) fn slot(&self, order: Id<Order>, point: Id<PickupPoint>, days: i64) -> ChooseSlot {
        let random = self.ids.count();
        ChooseSlot { order, point, day: self.today() + days, from_minute: 960, random, key: None }
    }

    pub(crate) async fn choose(&self, by: Id<Member>, input: ChooseSlot) -> Result<Chosen, PickupRefused> {
        self.act(move |tx, now| ops::choose_slot(tx, by, &input, now)).await
    }

    /// Somebody new whose order waits at a point tomorrow at four.
    pub(crate) async fn waiting(&self, point: Id<PickupPoint>) -> (Id<Member>, Id<Order>) {
        let (buyer, order) = self.paid().await;
        self.choose(buyer, self.slot(order, point, 1)).await.unwrap();
        (buyer, order)
    }

    pub(crate) async fn check_in(
        &self,
        by: Id<Member>,
        id: &str,
        order: Id<Order>,
        told: Told,
    ) -> Result<CheckedIn, PickupRefused> {
        let input = SayCheckIn { id: id.to_owned(), order, told, at: None };
        self.act(move |tx, now| ops::check_in(tx, by, &input, now)).await
    }

    pub(crate) async fn let_neighbour(
        &self,
        by: Id<Member>,
        order: Id<Order>,
        name: Option<&str>,
    ) -> Result<Option<String>, PickupRefused> {
        let input = ops::LetNeighbour { order, name: name.map(str::to_owned) };
        self.act(move |tx, now| ops::let_neighbour(tx, by, &input, now)).await
    }

    /// Jobs make jobs: until nothing is due.
    pub(crate) async fn run_jobs(&self) {
        while self.jobs.run_due(self.now()).await.unwrap() > 0 {}
    }

    pub(crate) async fn find<T: Row + Sync>(&self, key: T::Key) -> T {
        self.db.read(move |reader| reader.find::<T>(&key)).await.unwrap().expect("the row is there")
    }

    pub(crate) async fn pickup(&self, order: Id<Order>) -> Pickup {
        self.find::<Pickup>((self.community, order)).await
    }

    pub(crate) async fn order_row(&self, order: Id<Order>) -> Order {
        self.find::<Order>((self.community, order)).await
    }

    /// Books, market and points hold against themselves and each other.
    pub(crate) async fn assert_whole(&self) {
        let community = self.community;
        let report = self.db.read(move |reader| ledger::verify(reader, community)).await.unwrap();
        assert_eq!(report.violations, [], "the books");
        for (name, verify) in [
            ("market", market::verify as fn(&mut store::Reader, i64) -> Result<Vec<String>, store::Fault>),
            ("pools", pools::verify),
            ("pickup", pickup::verify),
        ] {
            let wrong = self.db.read(move |reader| verify(reader, community)).await.unwrap();
            assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        }
    }
}
