//! A community that shares out what it earned: An the steward, Bao the treasurer, Chen and Dan members, Eve on probation. The first day
//! of it is long past.

use community::GrantInput;
use community::role::Role;
use distribution::ids::Member;
use distribution::ops::{self, CarryOut, CloseStep, Freeze, Frozen, MoveClosing};
use distribution::period::Period;
use distribution::rows::Distribution;
use distribution::rule::Rule;
use distribution::simulate::{Asked, BLOCK_HOLDERS, Simulated, simulate};
use distribution::{DistributionRefused, OwnShare, PeriodRefused};
use kernel::{Currency, Id, Prefixed, Timestamp, Zone};
use ledger::{AccountKey, Cause, NewEntry};
use std::sync::Arc;
use std::time::Duration;
use store::{Config, Db, Migration, Outcome, Row, Schema, Tx};
use testkit::{FixedClock, Ids, Scratch, Stage};

pub(crate) const CNY: Currency = Currency::CNY;
pub(crate) const DAY: Duration = Duration::from_secs(86_400);
/// The proposal behind every deed here.
pub(crate) const DECISION: &str = "prp_01kax0000000000000000000aa";
const PROBATION_DAYS: i64 = 30;

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
        contributions::migrations(),
        distribution::migrations(),
    ]
    .concat()
}

/// With the tables of all that is shared out by.
pub(crate) async fn open(place: store::Place) -> Db {
    tokio::task::spawn_blocking(move || {
        store::migrate(&place, &migrations()).unwrap();
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
            contributions::tables(),
            distribution::tables(),
        ];
        let config = Config { lanes: 2, readers: 2, ..Config::new(place, Schema::new(&tables.concat())) };
        Db::open(&config).unwrap()
    })
    .await
    .unwrap()
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
    scratch: Scratch,
}

impl Stage for World {
    async fn set(scratch: Scratch) -> World {
        let db = open(scratch.migrated(&migrations())).await;
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
            scratch,
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

    pub(crate) async fn find<T: Row + Sync>(&self, key: T::Key) -> T {
        self.db.read(move |reader| reader.find::<T>(&key)).await.unwrap().expect("the row is there")
    }

    pub(crate) async fn distribution(&self, id: Id<Distribution>) -> Distribution {
        self.find::<Distribution>((self.community, id)).await
    }

    /// The month that is now, by its code.
    pub(crate) fn month(&self) -> Period {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        Period::at(distribution::period::PeriodKind::Month, self.now(), &zone).unwrap()
    }

    /// Money that a fund earned or spent (below zero), now.
    pub(crate) async fn earn(&self, fund: i64, minor: i64) -> Result<i64, ledger::PostRefused> {
        self.earn_at(fund, minor, self.now()).await
    }

    pub(crate) async fn earn_at(
        &self,
        fund: i64,
        minor: i64,
        happened_at: Timestamp,
    ) -> Result<i64, ledger::PostRefused> {
        let account =
            if minor < 0 { AccountKey::purchases(fund, CNY) } else { AccountKey::other_income(fund, CNY) };
        self.act(move |tx, now| {
            let entry = NewEntry {
                kind: "receipt",
                happened_at,
                recorded_at: now,
                cause: Cause::new("receipt", "rct_01kax0000000000000000000aa"),
                parent: None,
                mandate: (minor < 0).then(|| "man_01kax0000000000000000000aa".to_owned()),
                reverses: None,
                postings: vec![(AccountKey::bank(CNY), minor), (account.clone(), -minor)],
            };
            ledger::post(tx, &entry)
        })
        .await
    }

    pub(crate) async fn fund(&self, kind: ledger::FundKind) -> i64 {
        self.act(move |tx, now| ledger::open_fund(tx, kind, "Reserve", now)).await.unwrap()
    }

    pub(crate) async fn step(
        &self,
        by: Id<Member>,
        period: Period,
        step: CloseStep,
    ) -> Result<(), PeriodRefused> {
        let input = MoveClosing { period, step, key: None };
        self.act(move |tx, now| ops::move_closing(tx, by, &input, now)).await.map(drop)
    }

    /// Waits until the month that is now is over, and closes it.
    pub(crate) async fn close_month(&self) -> Period {
        let period = self.month();
        self.clock.advance(DAY * 31);
        self.step(self.treasurer, period, CloseStep::Ask).await.unwrap();
        self.step(self.steward, period, CloseStep::Consent).await.unwrap();
        period
    }

    pub(crate) async fn simulate(
        &self,
        period: Period,
        fund: i64,
        rule: &Rule,
    ) -> Result<Simulated, DistributionRefused> {
        self.simulate_in_blocks(period, fund, rule, BLOCK_HOLDERS).await
    }

    /// So few holders to a block that a handful of them have several.
    pub(crate) async fn simulate_in_blocks(
        &self,
        period: Period,
        fund: i64,
        rule: &Rule,
        block_holders: usize,
    ) -> Result<Simulated, DistributionRefused> {
        let asked = Asked { block_holders, ..Asked::new(period, fund, rule.clone()) };
        simulate(&self.db, self.community, &asked).await.unwrap()
    }

    pub(crate) async fn freeze(&self, simulated: Simulated) -> Frozen {
        let (by, simulated) = (self.treasurer, Arc::new(simulated));
        let input = Freeze { id: self.id(), simulated: simulated.clone(), key: None };
        let frozen = self.act(move |tx, now| ops::begin_freezing(tx, by, &input, now)).await.unwrap();
        let id = frozen.distribution;
        for (at, blocks) in simulated.blocks.chunks(ops::BLOCKS_AT_ONCE).enumerate() {
            let (first, blocks) = ((at * ops::BLOCKS_AT_ONCE) as i64 + 1, blocks.to_vec());
            let write = move |tx: &mut Tx, _| -> Outcome<(), DistributionRefused> {
                Ok(ops::freeze_blocks(tx, id, first, &blocks)?)
            };
            self.act(write).await.unwrap();
        }
        self.act(move |tx, _| ops::end_freezing(tx, id)).await.unwrap();
        frozen
    }

    pub(crate) async fn carry_out(&self, frozen: &Frozen) -> Result<i64, DistributionRefused> {
        let input = CarryOut {
            distribution: frozen.distribution,
            hash: frozen.hash.clone(),
            decision: DECISION.to_owned(),
        };
        self.act(move |tx, now| distribution::carry_out_by_decision(tx, &input, now)).await
    }

    /// Pays one block; answers whether there is more.
    pub(crate) async fn pay_next(&self, id: Id<Distribution>) -> bool {
        let pay = move |tx: &mut Tx, now| -> Outcome<bool, DistributionRefused> {
            Ok(ops::pay_next(tx, id, 1, now)?)
        };
        self.act(pay).await.unwrap()
    }

    pub(crate) async fn run_jobs(&self) {
        let jobs = [distribution::jobs(), market::jobs(None), contributions::jobs()];
        let runner = store::JobRunner::new(self.db.clone(), jobs.concat());
        while runner.run_due(self.now()).await.unwrap() > 0 {
            self.clock.advance(Duration::from_secs(1));
        }
    }

    pub(crate) async fn share(&self, id: Id<Distribution>, member: Id<Member>) -> Option<OwnShare> {
        let row = self.distribution(id).await;
        self.db.read(move |reader| distribution::share_of(reader, &row, member)).await.unwrap()
    }

    pub(crate) async fn balance(&self, key: AccountKey) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::balance(reader, community, &key)).await.unwrap()
    }

    pub(crate) async fn owed(&self, member: Id<Member>) -> i64 {
        self.balance(AccountKey::payable(member, CNY)).await
    }

    pub(crate) async fn fund_balance(&self, fund: i64) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::fund_balance(reader, community, fund, CNY)).await.unwrap()
    }

    /// The process that has the store ends; answers where it is.
    pub(crate) async fn leave(&self) -> String {
        self.db.close().await;
        self.scratch.address()
    }

    pub(crate) async fn come_back(&mut self) {
        self.db = open(self.scratch.place()).await;
    }

    /// Books and distributions hold.
    pub(crate) async fn assert_sound(&self) {
        let community = self.community;
        let (report, wrong) = self
            .db
            .read(move |reader| {
                Ok((ledger::verify(reader, community)?, distribution::verify(reader, community)?))
            })
            .await
            .unwrap();
        assert_eq!((report.violations, wrong), (vec![], vec![]));
    }
}
