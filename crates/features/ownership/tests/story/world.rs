//! A community whose members own a part: An the steward, Bao the treasurer, Chen and Dan members, Eve on probation.

use community::GrantInput;
use community::role::Role;
use kernel::{Currency, Id, Prefixed, Timestamp, Zone};
use ledger::AccountKey;
use ownership::ids::Member;
use ownership::ops::{self, Moved, RecordArrival, RefuseSubscription, Subscribe, WithdrawSubscription};
use ownership::rows::{Instrument, Subscription};
use ownership::subscription::SubscriptionState;
use ownership::{InstrumentKind, NewInstrument, SubscriptionRefused};
use std::time::Duration;
use store::{Config, Db, Migration, Outcome, Row, Schema, Tx};
use testkit::{FixedClock, Ids, Scratch, Stage};

pub(crate) const CNY: Currency = Currency::CNY;
pub(crate) const DAY: Duration = Duration::from_secs(86_400);
const PROBATION_DAYS: i64 = 30;

pub(crate) fn migrations() -> Vec<Migration> {
    [
        ledger::migrations(),
        people::migrations(),
        community::migrations(),
        files::migrations(),
        market::migrations(),
        spending::migrations(),
        ownership::migrations(),
    ]
    .concat()
}

pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) clock: FixedClock,
    pub(crate) community: i64,
    pub(crate) steward: Id<Member>,
    pub(crate) treasurer: Id<Member>,
    pub(crate) chen: Id<Member>,
    pub(crate) dan: Id<Member>,
    pub(crate) eve: Id<Member>,
    ids: Ids,
    _scratch: Scratch,
}

impl Stage for World {
    async fn set(scratch: Scratch) -> World {
        let place = scratch.migrated(&migrations());
        let db = tokio::task::spawn_blocking(move || {
            let tables = [
                ledger::tables(),
                people::tables(),
                community::tables(),
                files::tables(),
                market::tables(),
                spending::tables(),
                ownership::tables(),
            ];
            let config = Config { lanes: 2, readers: 2, ..Config::new(place, Schema::new(&tables.concat())) };
            Db::open(&config).unwrap()
        })
        .await
        .unwrap();
        let none: Id<Member> = Id::from_parts(0, [0; 10]);
        let mut world = World {
            db,
            clock: FixedClock::default(),
            community: 0,
            steward: none,
            treasurer: none,
            chen: none,
            dan: none,
            eve: none,
            ids: Ids::default(),
            _scratch: scratch,
        };
        world.found().await;
        world
    }
}

pub(crate) use testkit::answer;

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
        let founded = testkit::found(&self.db, &self.ids, self.now(), PROBATION_DAYS).await;
        (self.community, self.steward) = (founded.community, founded.steward);
        self.treasurer = self.member("Bao").await;
        self.chen = self.member("Chen").await;
        self.dan = self.member("Dan").await;
        self.clock.advance(DAY * u32::try_from(PROBATION_DAYS).unwrap());
        self.grant(self.treasurer, Role::Treasurer).await;
        self.eve = self.member("Eve").await;
    }

    pub(crate) async fn grant(&self, member: Id<Member>, role: Role) {
        let actor = self.steward;
        let grant = GrantInput { actor, member, role, give: true, reason: "elected".to_owned() };
        self.act(move |tx, now| community::grant_role(tx, &grant, now)).await.unwrap();
    }

    /// On probation.
    pub(crate) async fn member(&self, name: &str) -> Id<Member> {
        testkit::joins(&self.db, &self.ids, self.community, name, self.now()).await
    }

    /// Ten units of ¥50, four for one holder.
    pub(crate) fn new_instrument(&self, kind: InstrumentKind) -> NewInstrument {
        NewInstrument {
            id: self.id(),
            kind,
            name: "Oven".to_owned(),
            fund: 1,
            price_minor: 5_000,
            units_max: 10,
            units_each_max: 4,
            terms: "A part of the oven".to_owned(),
            risk: "It may burn down".to_owned(),
            decision: "prp_01kax0000000000000000000aa".to_owned(),
        }
    }

    pub(crate) async fn find<T: Row + Sync>(&self, key: T::Key) -> T {
        self.db.read(move |reader| reader.find::<T>(&key)).await.unwrap().expect("the row is there")
    }

    pub(crate) async fn instrument(&self, id: Id<Instrument>) -> Instrument {
        self.find::<Instrument>((self.community, id)).await
    }

    pub(crate) async fn make(&self, kind: InstrumentKind) -> Id<Instrument> {
        let new = self.new_instrument(kind);
        let id = new.id;
        self.act(move |tx, now| ownership::make_instrument_by_decision(tx, &new, now)).await.unwrap();
        id
    }

    pub(crate) fn asking(&self, instrument: Id<Instrument>, units: i64) -> Subscribe {
        Subscribe { id: self.id(), instrument, units, risk_read: Some(1), key: None }
    }

    pub(crate) async fn subscribe(
        &self,
        who: Id<Member>,
        input: Subscribe,
    ) -> Result<Id<Subscription>, SubscriptionRefused> {
        let moved = self.act(move |tx, now| ops::subscribe(tx, who, &input, now)).await;
        moved.map(|moved| moved.subscription)
    }

    pub(crate) async fn ask(
        &self,
        who: Id<Member>,
        instrument: Id<Instrument>,
        units: i64,
    ) -> Id<Subscription> {
        self.subscribe(who, self.asking(instrument, units)).await.unwrap()
    }

    /// The first instant of today.
    pub(crate) fn today(&self) -> Timestamp {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        Timestamp::start_of_day(self.now().day(&zone), &zone)
    }

    pub(crate) fn arrival(&self, subscription: Id<Subscription>, amount_minor: i64) -> RecordArrival {
        let reference = "B-7".to_owned();
        RecordArrival { subscription, arrived_on: self.today(), amount_minor, reference, key: None }
    }

    pub(crate) async fn record(
        &self,
        by: Id<Member>,
        input: RecordArrival,
    ) -> Result<Moved, SubscriptionRefused> {
        self.act(move |tx, now| ops::record_arrival(tx, by, &input, now)).await
    }

    /// Asked for, paid, and recorded by the treasurer.
    pub(crate) async fn hold(
        &self,
        who: Id<Member>,
        instrument: Id<Instrument>,
        units: i64,
    ) -> Id<Subscription> {
        let id = self.ask(who, instrument, units).await;
        self.record(self.treasurer, self.arrival(id, units * 5_000)).await.unwrap();
        id
    }

    pub(crate) async fn take_back(
        &self,
        by: Id<Member>,
        subscription: Id<Subscription>,
        reason: &str,
    ) -> Result<Moved, SubscriptionRefused> {
        let input = ops::TakeBackArrival { subscription, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::take_back_arrival(tx, by, &input, now)).await
    }

    pub(crate) async fn refuse(
        &self,
        by: Id<Member>,
        subscription: Id<Subscription>,
        reason: &str,
    ) -> Result<SubscriptionState, SubscriptionRefused> {
        let input = RefuseSubscription { subscription, reason: reason.to_owned(), key: None };
        let moved = self.act(move |tx, now| ops::refuse_subscription(tx, by, &input, now)).await;
        moved.map(|moved| moved.state)
    }

    pub(crate) async fn withdraw(
        &self,
        by: Id<Member>,
        subscription: Id<Subscription>,
    ) -> Result<SubscriptionState, SubscriptionRefused> {
        let input = WithdrawSubscription { subscription, key: None };
        let moved = self.act(move |tx, now| ops::withdraw_subscription(tx, by, &input, now)).await;
        moved.map(|moved| moved.state)
    }

    /// In the account's own direction.
    pub(crate) async fn balance(&self, key: AccountKey) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::balance(reader, community, &key)).await.unwrap()
    }

    /// Books, subscriptions and register hold against themselves and each other.
    pub(crate) async fn assert_whole(&self) {
        let community = self.community;
        let report = self.db.read(move |reader| ledger::verify(reader, community)).await.unwrap();
        assert_eq!(report.violations, [], "the books");
        let wrong = self.db.read(move |reader| ownership::verify(reader, community)).await.unwrap();
        assert!(wrong.is_empty(), "ownership: {wrong:#?}");
        let wrong = self.db.read(move |reader| spending::verify(reader, community)).await.unwrap();
        assert!(wrong.is_empty(), "spending: {wrong:#?}");
    }
}
