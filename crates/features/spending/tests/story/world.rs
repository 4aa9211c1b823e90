//! A community with money in a fund: An the steward, Bao the treasurer, Chen who carries a mandate out, Dan.

use community::GrantInput;
use community::role::Role;
use files::NewFile;
use kernel::{Currency, Id, Prefixed, Timestamp, Zone};
use ledger::{AccountKey, Cause, NewEntry};
use spending::asked::Payee;
use spending::expense::{ExpensePurpose, ExpenseRefused, ExpenseState};
use spending::ids::Member;
use spending::mandate::MandateRefused;
use spending::ops::{self, Moved, SubmitExpense, Under};
use spending::rows::{Expense, ExpenseStepRow, Mandate};
use spending::{NewMandate, PROOF_ABOVE_MINOR, SpendingRules, Standing};
use std::time::Duration;
use store::{Config, Db, Migration, Outcome, Row, Schema, Tx};
use testkit::{Engine, FixedClock, Ids, Scratch, Stage};

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
    pub(crate) chen: Id<Member>,
    pub(crate) dan: Id<Member>,
    ids: Ids,
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
            ];
            let config = Config { lanes: 2, readers: 2, ..Config::new(place, Schema::new(&tables.concat())) };
            let db = Db::open(&config).unwrap();
            let other = if engine == Engine::Postgres { Db::open(&config).unwrap() } else { db.clone() };
            (db, other)
        })
        .await
        .unwrap();
        let none: Id<Member> = Id::from_parts(0, [0; 10]);
        let mut world = World {
            db,
            other,
            clock: FixedClock::default(),
            community: 0,
            steward: none,
            treasurer: none,
            chen: none,
            dan: none,
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

    /// The first instant of today.
    pub(crate) fn today(&self) -> Timestamp {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        Timestamp::start_of_day(self.now().day(&zone), &zone)
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
        self.chen = self.member("Chen").await;
        self.dan = self.member("Dan").await;
        self.grant(self.treasurer, Role::Treasurer).await;
        self.fill(100_000).await;
    }

    pub(crate) async fn grant(&self, member: Id<Member>, role: Role) {
        let actor = self.steward;
        let grant = GrantInput { actor, member, role, give: true, reason: "elected".to_owned() };
        self.act(move |tx, now| community::grant_role(tx, &grant, now)).await.unwrap();
    }

    pub(crate) async fn member(&self, name: &str) -> Id<Member> {
        testkit::joins(&self.db, &self.ids, self.community, name, self.now()).await
    }

    /// Money at the bank and in the general fund.
    pub(crate) async fn fill(&self, minor: i64) {
        let cause = self.id::<Mandate>();
        self.act(move |tx, now| {
            let entry = NewEntry {
                kind: "opening",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("opening", cause),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(AccountKey::bank(CNY), minor), (AccountKey::opening(1, CNY), -minor)],
            };
            ledger::post(tx, &entry)
        })
        .await
        .unwrap();
    }

    pub(crate) fn new_mandate(&self, ceiling_minor: i64) -> NewMandate {
        NewMandate {
            id: self.id(),
            kind: spending::MandateKind::Spending,
            purpose: "A new roof".to_owned(),
            fund: 1,
            ceiling_minor,
            each_minor: None,
            starts_at: self.now(),
            ends_at: self.now().plus(DAY * 30),
            carried_by: Some(self.chen),
            decision: "prp_01kax0000000000000000000aa".to_owned(),
            decision_title: "Mend the roof".to_owned(),
        }
    }

    pub(crate) async fn mandate(&self, ceiling_minor: i64) -> Id<Mandate> {
        let new = self.new_mandate(ceiling_minor);
        let id = new.id;
        self.act(move |tx, now| spending::grant_mandate(tx, &new, now)).await.unwrap();
        id
    }

    pub(crate) fn proof(&self, contents: &str) -> NewFile {
        NewFile {
            id: self.id(),
            sha256: format!("{contents:0>64}"),
            size_bytes: 10,
            media_type: "image/png".to_owned(),
            name: "invoice.png".to_owned(),
        }
    }

    /// By Chen, for Chen, with a proof.
    pub(crate) fn new_expense(&self, mandate: Id<Mandate>, amount_minor: i64) -> SubmitExpense {
        SubmitExpense {
            id: self.id(),
            under: Under::Mandate(mandate),
            payee: Payee::Member(self.chen),
            purpose: ExpensePurpose::Purchases,
            line: spending::expense::ForLine::Unsaid,
            amount_minor,
            what: "Tiles".to_owned(),
            incurred_on: self.today(),
            proofs: vec![self.proof("a1")],
            key: None,
        }
    }

    pub(crate) async fn submit(
        &self,
        author: Id<Member>,
        input: SubmitExpense,
    ) -> Result<Moved, ExpenseRefused> {
        self.act(move |tx, now| ops::submit_expense(tx, author, &input, now)).await
    }

    pub(crate) async fn to_chen(&self, mandate: Id<Mandate>, amount_minor: i64) -> Id<Expense> {
        self.submit(self.chen, self.new_expense(mandate, amount_minor)).await.unwrap().expense
    }

    pub(crate) async fn outside(&self, mandate: Id<Mandate>, amount_minor: i64) -> Id<Expense> {
        let payee = Payee::Outside("Steel Ltd".to_owned());
        let input = SubmitExpense { payee, ..self.new_expense(mandate, amount_minor) };
        self.submit(self.chen, input).await.unwrap().expense
    }

    pub(crate) async fn approve(
        &self,
        by: Id<Member>,
        expense: Id<Expense>,
    ) -> Result<ExpenseState, ExpenseRefused> {
        self.approve_saying(by, expense, "").await
    }

    /// Why no proof is needed.
    pub(crate) async fn approve_saying(
        &self,
        by: Id<Member>,
        expense: Id<Expense>,
        why: &str,
    ) -> Result<ExpenseState, ExpenseRefused> {
        let input =
            ops::ApproveExpense { expense, without_proof: why.to_owned(), proofs_seen: None, key: None };
        let moved = self.act(move |tx, now| ops::approve_expense(tx, by, &input, now)).await;
        moved.map(|moved| moved.state)
    }

    pub(crate) async fn refuse(
        &self,
        by: Id<Member>,
        expense: Id<Expense>,
        reason: &str,
    ) -> Result<ExpenseState, ExpenseRefused> {
        let input = ops::RefuseExpense { expense, reason: reason.to_owned(), key: None };
        let moved = self.act(move |tx, now| ops::refuse_expense(tx, by, &input, now)).await;
        moved.map(|moved| moved.state)
    }

    pub(crate) async fn withdraw(
        &self,
        by: Id<Member>,
        expense: Id<Expense>,
    ) -> Result<ExpenseState, ExpenseRefused> {
        let input = ops::WithdrawExpense { expense, key: None };
        let moved = self.act(move |tx, now| ops::withdraw_expense(tx, by, &input, now)).await;
        moved.map(|moved| moved.state)
    }

    pub(crate) async fn pay(
        &self,
        by: Id<Member>,
        expense: Id<Expense>,
        reference: &str,
    ) -> Result<ExpenseState, ExpenseRefused> {
        let (paid_on, reference) = (self.today(), reference.to_owned());
        let input = ops::PayExpense { expense, paid_on, reference, key: None };
        let moved = self.act(move |tx, now| ops::pay_expense(tx, by, &input, now)).await;
        moved.map(|moved| moved.state)
    }

    pub(crate) async fn set_standing(&self, month_minor: i64, each_minor: i64, version: i64) {
        let standing = (month_minor > 0).then_some(Standing { fund: 1, month_minor, each_minor });
        self.set_rules(standing, Some(PROOF_ABOVE_MINOR), version).await.unwrap();
    }

    pub(crate) async fn set_rules(
        &self,
        standing: Option<Standing>,
        proof_above_minor: Option<i64>,
        version: i64,
    ) -> Result<(), MandateRefused> {
        let rules = SpendingRules { standing, proof_above_minor };
        self.act(move |tx, now| spending::set_spending_rules(tx, &rules, version, now)).await
    }

    /// Under the standing mandate, by its author, to somebody outside.
    pub(crate) fn small(&self, amount_minor: i64) -> SubmitExpense {
        SubmitExpense {
            under: Under::Standing(self.id()),
            payee: Payee::Outside("Post".to_owned()),
            ..self.new_expense(self.id(), amount_minor)
        }
    }

    pub(crate) async fn find<T: Row + Sync>(&self, key: T::Key) -> T {
        self.db.read(move |reader| reader.find::<T>(&key)).await.unwrap().expect("the row is there")
    }

    pub(crate) async fn expense(&self, id: Id<Expense>) -> Expense {
        self.find::<Expense>((self.community, id)).await
    }

    pub(crate) async fn step(&self, expense: Id<Expense>, number: i64) -> ExpenseStepRow {
        self.find::<ExpenseStepRow>((self.community, expense, number)).await
    }

    /// Spent and promised under a mandate.
    pub(crate) async fn used(&self, id: Id<Mandate>) -> (i64, i64) {
        let row = self.find::<Mandate>((self.community, id)).await;
        (row.spent_minor, row.promised_minor)
    }

    /// In the account's own direction.
    pub(crate) async fn balance(&self, key: AccountKey) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::balance(reader, community, &key)).await.unwrap()
    }

    pub(crate) async fn fund(&self) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::fund_balance(reader, community, 1, CNY)).await.unwrap()
    }

    /// Books and mandates hold against themselves and each other.
    pub(crate) async fn assert_whole(&self) {
        let community = self.community;
        let report = self.db.read(move |reader| ledger::verify(reader, community)).await.unwrap();
        assert_eq!(report.violations, [], "the books");
        let wrong = self.db.read(move |reader| spending::verify(reader, community)).await.unwrap();
        assert!(wrong.is_empty(), "spending: {wrong:#?}");
    }
}
