//! A community that buys together: An the steward, Bao the treasurer, Chen who grows apples, and members with credit.

use community::GrantInput;
use community::role::Role;
use kernel::{Currency, Id, Prefixed, Price, Quantity, Timestamp};
use ledger::{AccountKey, Cause, NewEntry};
use market::offer::Audience;
use market::ops::{CreateOffer, NewVariant, create_offer};
use market::rows::{Offer, OfferVariant, Order};
use market::split::{Party, Split, SplitPart, Take};
use market::{Actor, When};
use pools::commitment::CommitmentState;
use pools::group_buy::{FallsOn, Remainder, Step};
use pools::ids::{Member, PoolId};
use pools::ops::{self, Commit, Committed, OpenGroupBuy, Pay, PoolMoved};
use pools::pool::{Counted, PoolState};
use pools::rows::{Commitment, GroupBuy, GroupBuyPart, Pool, PoolEvent};
use pools::{CommitRefused, PoolRefused};
use std::time::Duration;
use store::{Config, Db, JobRunner, Migration, Outcome, Place, Row, Schema, Tx};
use testkit::{Engine, FixedClock, Ids, Scratch, Stage};

pub(crate) use testkit::answer;

pub(crate) const CNY: Currency = Currency::CNY;
pub(crate) const HOUR: Duration = Duration::from_secs(3_600);
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
        ownership::migrations(),
        pools::migrations(),
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
    pub(crate) supplier: Id<Member>,
    pub(crate) jobs: JobRunner,
    pub(crate) ids: Ids,
    pub(crate) scratch: Scratch,
}

impl Stage for World {
    async fn set(scratch: Scratch) -> World {
        let place = scratch.migrated(&migrations());
        World::on(scratch, place).await
    }
}

pub(crate) async fn opened(place: Place, engine: Engine) -> (Db, Db) {
    tokio::task::spawn_blocking(move || {
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
        ];
        let config = Config { lanes: 2, readers: 2, ..Config::new(place, Schema::new(&tables.concat())) };
        let db = Db::open(&config).unwrap();
        let other = if engine == Engine::Postgres { Db::open(&config).unwrap() } else { db.clone() };
        (db, other)
    })
    .await
    .unwrap()
}

impl World {
    /// In what is there.
    pub(crate) async fn on(scratch: Scratch, place: Place) -> World {
        let (db, other) = opened(place, scratch.engine()).await;
        let none: Id<Member> = Id::from_parts(0, [0; 10]);
        let jobs = JobRunner::new(db.clone(), [market::jobs(None), pools::jobs()].concat());
        let mut world = World {
            db,
            other,
            clock: FixedClock::default(),
            community: 0,
            steward: none,
            treasurer: none,
            supplier: none,
            jobs,
            ids: Ids::default(),
            scratch,
        };
        world.found().await;
        world
    }

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
        self.supplier = self.member("Chen").await;
        for role in [Role::Treasurer, Role::Steward] {
            self.grant(self.treasurer, role).await;
        }
        let set_up = market::ops::SetUpMarket {
            hold_seconds: 3_600,
            claim_seconds: 86_400,
            after_sales_seconds: 7 * 86_400,
            bank_instructions: Some("To the co-op's account".to_owned()),
            code_instructions: None,
            code_image: None,
        };
        let steward = Actor::Member(self.steward);
        let set = self.act(move |tx, now| market::ops::set_up_market(tx, steward, &set_up, When::from(now)));
        set.await.unwrap();
        self.fill(100_000).await;
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

    /// A member whom the community owes so much.
    pub(crate) async fn rich(&self, minor: i64) -> Id<Member> {
        let member = self.member("Dan").await;
        let key = AccountKey::owed(member, CNY);
        self.open_with(key, minor).await;
        member
    }

    /// Money at the bank and in the general fund.
    pub(crate) async fn fill(&self, minor: i64) {
        self.open_with(AccountKey::opening(1, CNY), minor).await;
    }

    pub(crate) async fn open_with(&self, key: AccountKey, minor: i64) {
        let cause = self.id::<Commitment>();
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

    /// Five percent to the general fund, the rest to who grows them. Counted, with nothing on the shelf.
    pub(crate) async fn apples(&self) -> Id<Offer> {
        let part = SplitPart { to: Party::Fund(1), take: Take::BasisPoints(500) };
        self.apples_by(500, vec![part]).await
    }

    /// Sold in other steps, with other parts before who grows them gets the rest.
    pub(crate) async fn apples_by(&self, step_milli: i64, parts: Vec<SplitPart>) -> Id<Offer> {
        self.apples_in("jin", step_milli, parts).await
    }

    pub(crate) async fn apples_in(&self, unit: &str, step_milli: i64, parts: Vec<SplitPart>) -> Id<Offer> {
        let variant = NewVariant {
            title: String::new(),
            unit: unit.to_owned(),
            price: Price::parse("12").unwrap(),
            step: Quantity::from_milli(step_milli),
            stock: Some(Quantity::from_milli(0)),
        };
        let new = CreateOffer {
            id: self.id(),
            title: "Apples".to_owned(),
            story: String::new(),
            audience: Audience::Everyone,
            limit: None,
            variants: vec![variant],
            split: Split { parts, rest: Party::Member(self.supplier) },
            key: None,
        };
        let steward = Actor::Member(self.steward);
        self.act(move |tx, now| create_offer(tx, steward, &new, When::from(now))).await.unwrap()
    }

    /// Ten at ¥10, twenty at ¥9, forty at ¥8; forms from ten on; three days.
    pub(crate) fn new_buy(&self, offer: Id<Offer>) -> OpenGroupBuy {
        let step = |from: i64, price: &str| Step {
            from: Quantity::from_milli(from * 1_000),
            price: Price::parse(price).unwrap(),
        };
        OpenGroupBuy {
            id: self.id(),
            title: "Apples together".to_owned(),
            terms: String::new(),
            offer,
            variant: 1,
            counted: Counted::Units,
            least: 10_000,
            most: None,
            each_most: None,
            steps: vec![step(10, "10"), step(20, "9"), step(40, "8")],
            case: None,
            remainder: Remainder::Refuse,
            falls_on: FallsOn::Latest,
            buying: None,
            closes_at: self.now().plus(DAY * 3),
            grace: DAY,
            hold: HOUR * 2,
            may_leave: false,
            key: None,
        }
    }

    pub(crate) async fn open(&self, by: Id<Member>, input: OpenGroupBuy) -> Result<PoolMoved, PoolRefused> {
        self.act(move |tx, now| ops::open_group_buy(tx, by, &input, now)).await
    }

    /// Of apples, changed as the test wants.
    pub(crate) async fn buy(&self, change: impl FnOnce(&mut OpenGroupBuy)) -> PoolId {
        let mut input = self.new_buy(self.apples().await);
        change(&mut input);
        self.open(self.steward, input).await.unwrap().pool
    }

    pub(crate) fn part(&self, pool: PoolId, milli: i64, pay: Pay) -> Commit {
        let units = Quantity::from_milli(milli);
        Commit {
            id: self.id(),
            pool,
            units,
            seen_minor: None,
            pay,
            sure: false,
            risk_read: Some(1),
            key: None,
        }
    }

    pub(crate) async fn join(
        &self,
        by: Id<Member>,
        pool: PoolId,
        milli: i64,
        pay: Pay,
    ) -> Result<Committed, CommitRefused> {
        let input = self.part(pool, milli, pay);
        self.act(move |tx, now| ops::commit(tx, by, &input, now)).await
    }

    /// Somebody new, who pays at once.
    pub(crate) async fn paid(&self, pool: PoolId, milli: i64) -> (Id<Member>, Id<Commitment>) {
        let member = self.rich(100_000).await;
        (member, self.join(member, pool, milli, Pay::SetOff).await.unwrap().commitment)
    }

    pub(crate) async fn claim(&self, by: Id<Member>, id: Id<Commitment>) -> Result<Committed, CommitRefused> {
        let input = ops::ClaimCommitment {
            commitment: id,
            method: market::payment::MethodCode::BankTransfer,
            proof: "from my account".to_owned(),
            key: None,
        };
        self.act(move |tx, now| ops::claim_commitment(tx, by, &input, now)).await
    }

    pub(crate) async fn confirm(
        &self,
        by: Id<Member>,
        id: Id<Commitment>,
        amount_minor: i64,
        at: Timestamp,
    ) -> Result<Committed, CommitRefused> {
        let input = ops::ConfirmCommitment {
            commitment: id,
            arrived_at: at.into(),
            amount_minor,
            reference: "statement 7".to_owned(),
            key: None,
        };
        self.act(move |tx, now| ops::confirm_commitment(tx, by, &input, now)).await
    }

    pub(crate) async fn leave(&self, by: Id<Member>, id: Id<Commitment>) -> Result<Committed, CommitRefused> {
        let input = ops::LeavePool { commitment: id, key: None };
        self.act(move |tx, now| ops::leave_pool(tx, by, &input, now)).await
    }

    pub(crate) async fn cancel(&self, pool: PoolId) -> Result<PoolMoved, PoolRefused> {
        let (by, reason) = (self.steward, "frost".to_owned());
        let input = ops::CancelPool { pool, reason, key: None };
        self.act(move |tx, now| ops::cancel_pool(tx, by, &input, now)).await
    }

    pub(crate) async fn close_early(&self, pool: PoolId) -> Result<PoolMoved, PoolRefused> {
        let (by, reason) = (self.steward, "the lorry leaves today".to_owned());
        let input = ops::ClosePool { pool, reason, key: None };
        self.act(move |tx, now| ops::close_pool(tx, by, &input, now)).await
    }

    pub(crate) async fn note(&self, by: Id<Member>, pool: PoolId) -> Result<PoolMoved, PoolRefused> {
        let input = ops::NoteExtension { pool, key: None };
        self.act(move |tx, now| ops::note_extension(tx, by, &input, now)).await
    }

    /// The extension that a member has noted.
    pub(crate) async fn noted(&self, member: Id<Member>, pool: PoolId) -> Option<Timestamp> {
        let key = (self.community, pool, member);
        let row = self.db.read(move |reader| reader.find::<pools::rows::PoolMember>(&key)).await.unwrap();
        row.unwrap().seen_extension_us
    }

    pub(crate) async fn found_pool(&self, pool: PoolId) -> Option<Pool> {
        let key = (self.community, pool);
        self.db.read(move |reader| reader.find::<Pool>(&key)).await.unwrap()
    }

    pub(crate) async fn extend(&self, pool: PoolId, closes_at: Timestamp) -> Result<PoolMoved, PoolRefused> {
        let (by, reason) = (self.steward, "rain".to_owned());
        let input = ops::ExtendPool { pool, closes_at, reason, key: None };
        self.act(move |tx, now| ops::extend_pool(tx, by, &input, now)).await
    }

    pub(crate) async fn set_standing(&self, month_minor: i64) {
        let standing = Some(spending::Standing { fund: 1, month_minor, each_minor: month_minor });
        let rules = spending::SpendingRules { standing, proof_above_minor: None };
        self.act(move |tx, now| spending::set_spending_rules(tx, &rules, 1, now)).await.unwrap();
    }

    /// How many mandates and expenses were ever made.
    pub(crate) async fn spending_counts(&self) -> (i64, i64) {
        let count = self.found_row::<spending::rows::SpendingCount>(self.community).await;
        count.map_or((0, 0), |count| (count.mandate_count, count.expense_count))
    }

    /// Jobs make jobs: until nothing is due.
    pub(crate) async fn run_jobs(&self) {
        while self.jobs.run_due(self.now()).await.unwrap() > 0 {}
    }

    /// To its deadline and through what follows.
    pub(crate) async fn to_the_end(&self, pool: PoolId) -> Pool {
        self.clock.set(self.pool(pool).await.closes_at_us);
        self.run_jobs().await;
        self.pool(pool).await
    }

    pub(crate) async fn find<T: Row + Sync>(&self, key: T::Key) -> T {
        self.found_row::<T>(key).await.expect("the row is there")
    }

    pub(crate) async fn found_row<T: Row + Sync>(&self, key: T::Key) -> Option<T> {
        self.db.read(move |reader| reader.find::<T>(&key)).await.unwrap()
    }

    pub(crate) async fn pool(&self, id: PoolId) -> Pool {
        self.find::<Pool>((self.community, id)).await
    }

    pub(crate) async fn bought(&self, id: PoolId) -> GroupBuy {
        self.find::<GroupBuy>((self.community, id)).await
    }

    pub(crate) async fn commitment(&self, id: Id<Commitment>) -> Commitment {
        self.find::<Commitment>((self.community, id)).await
    }

    pub(crate) async fn state(&self, id: Id<Commitment>) -> CommitmentState {
        self.commitment(id).await.state
    }

    /// What a part became.
    pub(crate) async fn order_of(&self, id: Id<Commitment>) -> Option<Order> {
        let part = self.found_row::<GroupBuyPart>((self.community, id)).await?;
        Some(self.find::<Order>((self.community, part.order_id?)).await)
    }

    pub(crate) async fn stock(&self, offer: Id<Offer>) -> (Option<i64>, i64, i64) {
        let row = self.find::<OfferVariant>((self.community, offer, 1)).await;
        (row.available_milli, row.held_milli, row.sold_milli)
    }

    /// Handed over, and nobody objects until that time is over: what was held is theirs who earned it.
    pub(crate) async fn settled(&self, parts: &[Id<Commitment>]) {
        for part in parts {
            let Some(order) = self.order_of(*part).await else { continue };
            if order.state != market::order::State::Paid {
                continue;
            }
            let (by, order) = (Actor::Member(self.steward), order.id);
            let input = market::ops::FulfilOrder { order, wait_for_acceptance: true };
            let fulfil = move |tx: &mut Tx, now| market::ops::fulfil_order(tx, by, &input, When::from(now));
            self.act(fulfil).await.unwrap();
        }
        self.clock.advance(DAY * 8);
        self.run_jobs().await;
    }

    /// What happened to a pool, in order.
    pub(crate) async fn story(&self, pool: PoolId) -> Vec<String> {
        let count = self.pool(pool).await.event_count;
        let mut steps = Vec::new();
        for number in 1..=count {
            steps.push(self.find::<PoolEvent>((self.community, pool, number)).await.step.to_string());
        }
        steps
    }

    /// In the account's own direction.
    pub(crate) async fn balance(&self, key: AccountKey) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::balance(reader, community, &key)).await.unwrap()
    }

    pub(crate) async fn owed(&self, member: Id<Member>) -> i64 {
        self.balance(AccountKey::owed(member, CNY)).await
    }

    pub(crate) async fn held_by(&self, pool: PoolId) -> i64 {
        self.balance(AccountKey::held(pool, CNY)).await
    }

    /// Books, market, mandates and pools hold against themselves and each other.
    pub(crate) async fn assert_whole(&self) {
        let community = self.community;
        let report = self.db.read(move |reader| ledger::verify(reader, community)).await.unwrap();
        assert_eq!(report.violations, [], "the books");
        for (name, verify) in [
            ("market", market::verify as fn(&mut store::Reader, i64) -> Result<Vec<String>, store::Fault>),
            ("spending", |reader, community| spending::check(reader, community).map(|(_, wrong)| wrong)),
            ("supply", supply::verify),
            ("ownership", ownership::verify),
            ("pools", pools::verify),
        ] {
            let wrong = self.db.read(move |reader| verify(reader, community)).await.unwrap();
            assert!(wrong.is_empty(), "{name}: {wrong:#?}");
        }
    }

    pub(crate) async fn assert_ended(&self, pool: PoolId, state: PoolState) {
        assert_eq!(self.pool(pool).await.state, state);
        assert_eq!(self.held_by(pool).await, 0, "nothing is held any more");
        self.assert_whole().await;
    }
}
