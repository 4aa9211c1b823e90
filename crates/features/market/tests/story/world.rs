//! A community with a steward, a treasurer, a supplier and two funds, ready to sell.

use community::charter::{CharterText, Flags, Slug};
use community::role::Role;
use community::{GrantInput, NewCommunity, NewMember};
use kernel::{Currency, Id, Prefixed, Price, Quantity, Timestamp, Zone};
use ledger::{AccountKey, Cause, FundKind, NewEntry};
use market::ids::Member;
use market::offer::Audience;
use market::ops::{self, Asked, LineWanted, NewVariant, Pay, PlaceOrder, PlaceRefused, Placed};
use market::order::State;
use market::payment::MethodCode;
use market::rows::{Offer, OfferVariant, Order, Payment, Refund};
use market::split::{Party, Split, SplitPart, Take};
use market::{Actor, When};
use std::time::Duration;
use store::{Config, Db, JobRunner, Outcome, Row, Schema, Tx};
use testkit::{Engine, FixedClock, Ids, Scratch, Stage};

pub(crate) struct World {
    pub(crate) db: Db,
    /// On PostgreSQL another node over the same data; a data folder has one owner.
    pub(crate) other: Db,
    pub(crate) clock: FixedClock,
    pub(crate) community: i64,
    pub(crate) steward: Id<Member>,
    pub(crate) treasurer: Id<Member>,
    pub(crate) supplier: Id<Member>,
    jobs: JobRunner,
    ids: Ids,
    _scratch: Scratch,
}

pub(crate) const CNY: Currency = Currency::CNY;
pub(crate) const DAY: Duration = Duration::from_secs(86_400);
/// The general fund, and one that takes three percent.
pub(crate) const GENERAL: Party = Party::Fund(1);
pub(crate) const AID: Party = Party::Fund(2);

impl Stage for World {
    async fn set(scratch: Scratch) -> World {
        let migrations = [
            ledger::migrations(),
            people::migrations(),
            community::migrations(),
            files::migrations(),
            market::migrations(),
        ];
        let (place, engine) = (scratch.migrated(&migrations.concat()), scratch.engine());
        let tables =
            [ledger::tables(), people::tables(), community::tables(), files::tables(), market::tables()]
                .concat();
        let config = Config { lanes: 2, readers: 2, ..Config::new(place, Schema::new(&tables)) };
        let open = move || {
            let db = Db::open(&config).unwrap();
            let other = if engine == Engine::Postgres { Db::open(&config).unwrap() } else { db.clone() };
            (db, other)
        };
        let (db, other) = tokio::task::spawn_blocking(open).await.unwrap();
        let clock = FixedClock::default();
        let jobs = JobRunner::new(db.clone(), market::jobs(Some([7; 32])));
        let none: Id<Member> = Id::from_parts(0, [0; 10]);
        let mut world = World {
            db,
            other,
            clock,
            community: 0,
            steward: none,
            treasurer: none,
            supplier: none,
            jobs,
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

    pub(crate) fn ids_count(&self) -> u64 {
        self.ids.count()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// One operation of this community; a fault ends the test.
    pub(crate) async fn act<T, R>(
        &self,
        op: impl Fn(&mut Tx, When) -> Outcome<T, R> + Send + 'static,
    ) -> Result<T, R>
    where
        T: Send + 'static,
        R: Send + 'static,
    {
        let when = When::from(self.now());
        answer(self.db.transact(self.community, move |tx| op(tx, when)).await)
    }

    async fn found(&mut self) {
        let text = |text: &str| text.to_owned();
        let founder = NewMember { id: self.id(), person: None, display_name: text("An"), random: 1 };
        self.steward = founder.id;
        let new = NewCommunity {
            slug: Slug::parse("coop").unwrap(),
            name: text("Co-op"),
            lang: web::Lang::En,
            currency: CNY,
            zone: Zone::parse("Asia/Shanghai").unwrap(),
            charter: CharterText {
                theme: text("food"),
                belief: text("fair"),
                rules: Vec::new(),
                note: text("first"),
            },
            flags: Flags {
                storefront_public: true,
                books_public: true,
                applications_open: true,
                probation_days: 0,
            },
            founder: Some(founder),
            general_fund_name: text("General"),
            key: None,
        };
        let created = answer(community::found(&self.db, new, self.now()).await).unwrap();
        self.community = created.number;
        self.treasurer = self.member("Bao").await;
        self.supplier = self.member("Chen").await;
        let (actor, member, now) = (self.steward, self.treasurer, self.now());
        let grant = GrantInput { actor, member, role: Role::Treasurer, give: true, reason: text("elected") };
        self.act(move |tx, _| community::grant_role(tx, &grant, now)).await.unwrap();
        self.act(move |tx, _| ledger::open_fund(tx, FundKind::MutualAid, "Aid", now)).await.unwrap();
        let set_up = ops::SetUpMarket {
            hold_seconds: 3_600,
            claim_seconds: 86_400,
            after_sales_seconds: 7 * 86_400,
            bank_instructions: Some(text("To the co-op's account")),
            code_instructions: None,
            code_image: None,
        };
        let steward = Actor::Member(self.steward);
        self.act(move |tx, when| ops::set_up_market(tx, steward, &set_up, when)).await.unwrap();
    }

    pub(crate) async fn member(&self, name: &str) -> Id<Member> {
        let (now, id) = (self.now(), self.id());
        let random = self.ids.count();
        let (person, name) = (self.id(), name.to_owned());
        self.act(move |tx, _| {
            let new = NewMember { id, person: Some(person), display_name: name.clone(), random };
            community::admit(tx, person, &new, now)
        })
        .await
        .unwrap();
        id
    }

    /// Gives a member something that the community owes them.
    pub(crate) async fn owe(&self, member: Id<Member>, minor: i64) {
        let now = self.now();
        self.act(move |tx, _| {
            let entry = NewEntry {
                kind: "opening",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("opening", member),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(AccountKey::bank(CNY), minor), (AccountKey::owed(member, CNY), -minor)],
            };
            ledger::post(tx, &entry)
        })
        .await
        .unwrap();
    }

    /// Five percent to the general fund, three to mutual aid, the rest to the supplier.
    pub(crate) fn split(&self) -> Split {
        let part = |to, points| SplitPart { to, take: Take::BasisPoints(points) };
        Split { parts: vec![part(GENERAL, 500), part(AID, 300)], rest: Party::Member(self.supplier) }
    }

    pub(crate) fn new_offer(&self, price: &str, stock: Option<i64>, limit: Option<i64>) -> ops::CreateOffer {
        let variant = NewVariant {
            title: String::new(),
            unit: "jin".to_owned(),
            price: Price::parse(price).unwrap(),
            step: Quantity::from_milli(500),
            stock: stock.map(|units| Quantity::from_milli(units * 1000)),
        };
        ops::CreateOffer {
            id: self.id(),
            title: "Apples".to_owned(),
            story: "From **Luochuan**.".to_owned(),
            audience: Audience::Everyone,
            limit: limit.map(|units| Quantity::from_milli(units * 1000)),
            variants: vec![variant],
            split: self.split(),
            key: None,
        }
    }

    /// Stock and limit in whole units.
    pub(crate) async fn offer(&self, price: &str, stock: Option<i64>, limit: Option<i64>) -> Id<Offer> {
        let (new, steward) = (self.new_offer(price, stock, limit), Actor::Member(self.steward));
        self.act(move |tx, when| ops::create_offer(tx, steward, &new, when)).await.unwrap()
    }

    pub(crate) fn wanted(&self, buyer: Id<Member>, lines: &[(Id<Offer>, i64)], pay: Pay) -> PlaceOrder {
        let line = |(offer, milli): &(Id<Offer>, i64)| LineWanted {
            offer: *offer,
            variant: 1,
            quantity: Quantity::from_milli(*milli),
            asked: Asked::Current,
        };
        PlaceOrder {
            id: self.id(),
            buyer,
            lines: lines.iter().map(line).collect(),
            pay,
            reference: None,
            key: None,
        }
    }

    pub(crate) async fn place(
        &self,
        buyer: Id<Member>,
        lines: &[(Id<Offer>, i64)],
        pay: Pay,
    ) -> Result<Placed, PlaceRefused> {
        let input = self.wanted(buyer, lines, pay);
        self.act(move |tx, when| ops::place_order(tx, Actor::Member(buyer), &input, when)).await
    }

    /// An order that is paid by bank transfer.
    pub(crate) async fn paid(&self, buyer: Id<Member>, lines: &[(Id<Offer>, i64)]) -> Id<Order> {
        let placed = self.place(buyer, lines, Pay::Later).await.unwrap();
        self.claim(buyer, placed.id).await;
        let payment = self.order(placed.id).await.payment_id.unwrap();
        let landed = self.confirm(self.treasurer, payment, placed.total_minor, self.now()).await;
        assert_eq!(landed.unwrap().state, market::payment::PaymentState::Confirmed);
        placed.id
    }

    pub(crate) async fn choose(
        &self,
        buyer: Id<Member>,
        order: Id<Order>,
        method: MethodCode,
    ) -> Result<Order, market::order::OrderRefused> {
        let input = ops::ChoosePayment { order, payment: self.id(), method, simulated: true };
        self.act(move |tx, when| ops::choose_payment(tx, Actor::Member(buyer), &input, when)).await
    }

    pub(crate) async fn claim(&self, buyer: Id<Member>, order: Id<Order>) -> Id<Payment> {
        self.choose(buyer, order, MethodCode::BankTransfer).await.unwrap();
        let input = ops::ClaimPayment { order, proof: "from my account".to_owned() };
        let claim =
            self.act(move |tx, when| ops::claim_payment(tx, Actor::Member(buyer), &input, when)).await;
        claim.unwrap().payment_id.unwrap()
    }

    pub(crate) async fn confirm(
        &self,
        by: Id<Member>,
        payment: Id<Payment>,
        amount_minor: i64,
        at: Timestamp,
    ) -> Result<ops::Landed, market::payment::PaymentRefused> {
        let arrived = ops::Arrived { at: at.into(), amount_minor, reference: Some("statement 7".to_owned()) };
        let input = ops::ConfirmPayment { payment, arrived };
        self.act(move |tx, when| ops::confirm_payment(tx, Actor::Member(by), &input, when)).await
    }

    pub(crate) async fn fulfil(&self, order: Id<Order>) -> Result<Order, market::order::OrderRefused> {
        let (input, steward) =
            (ops::FulfilOrder { order, wait_for_acceptance: true }, Actor::Member(self.steward));
        self.act(move |tx, when| ops::fulfil_order(tx, steward, &input, when)).await
    }

    /// All the way to settlement.
    pub(crate) async fn finish(&self, buyer: Id<Member>, order: Id<Order>) {
        self.fulfil(order).await.unwrap();
        self.act(move |tx, when| ops::accept_order(tx, Actor::Member(buyer), order, when)).await.unwrap();
        self.run_jobs().await;
        assert_eq!(self.state(order).await, State::Settled);
    }

    pub(crate) async fn refund(
        &self,
        by: Id<Member>,
        order: Id<Order>,
        what: ops::RefundWhat,
    ) -> Result<ops::GaveBack, market::refund::RefundRefused> {
        let (refund, reason) = (self.id::<Refund>(), "bruised".to_owned());
        let input = ops::RefundOrder { refund, order, what, reason, restock: true, key: None };
        self.act(move |tx, when| ops::refund_order(tx, Actor::Member(by), &input, when)).await
    }

    pub(crate) async fn pay_out(
        &self,
        member: Id<Member>,
        purse: market::rows::Purse,
        amount_minor: i64,
    ) -> Result<i64, market::payment::PayoutRefused> {
        let reference = "transfer 9".to_owned();
        let input = ops::PayOut { id: self.id(), member, purse, amount_minor, reference, key: None };
        let treasurer = Actor::Member(self.treasurer);
        self.act(move |tx, when| ops::pay_out(tx, treasurer, &input, when)).await
    }

    pub(crate) async fn run_jobs(&self) {
        self.jobs.run_due(self.now()).await.unwrap();
    }

    pub(crate) async fn order(&self, id: Id<Order>) -> Order {
        self.find::<Order>((self.community, id)).await
    }

    pub(crate) async fn state(&self, id: Id<Order>) -> State {
        self.order(id).await.state
    }

    pub(crate) async fn find<T: Row + Sync>(&self, key: T::Key) -> T {
        self.db.read(move |reader| reader.find::<T>(&key)).await.unwrap().expect("the row is there")
    }

    /// Available, held and sold in thousandths.
    pub(crate) async fn stock(&self, offer: Id<Offer>) -> (Option<i64>, i64, i64) {
        let row = self.find::<OfferVariant>((self.community, offer, 1)).await;
        (row.available_milli, row.held_milli, row.sold_milli)
    }

    /// In the account's own direction.
    pub(crate) async fn balance(&self, key: AccountKey) -> i64 {
        let community = self.community;
        self.db.read(move |reader| ledger::balance(reader, community, &key)).await.unwrap()
    }

    pub(crate) async fn held(&self, party: Party) -> i64 {
        self.balance(AccountKey::held(party, CNY)).await
    }

    pub(crate) async fn owed(&self, member: Id<Member>) -> i64 {
        self.balance(AccountKey::owed(member, CNY)).await
    }

    pub(crate) async fn payable(&self) -> i64 {
        self.balance(AccountKey::payable(self.supplier, CNY)).await
    }

    pub(crate) async fn receivable(&self) -> i64 {
        self.balance(AccountKey::receivable(self.supplier, CNY)).await
    }

    pub(crate) async fn sales(&self, fund: i64) -> i64 {
        self.balance(AccountKey::sales(fund, CNY)).await
    }

    /// Books and market hold against themselves and each other.
    pub(crate) async fn assert_whole(&self) {
        let community = self.community;
        let report = self.db.read(move |reader| ledger::verify(reader, community)).await.unwrap();
        assert_eq!(report.violations, [], "the books");
        let wrong = self.db.read(move |reader| market::verify(reader, community)).await.unwrap();
        assert!(wrong.is_empty(), "the market: {wrong:#?}");
    }
}

impl World {
    /// Accepts and settles what is handed over already.
    pub(crate) async fn finish_accepted(&self, buyer: Id<Member>, order: Id<Order>) {
        self.act(move |tx, when| ops::accept_order(tx, Actor::Member(buyer), order, when)).await.unwrap();
        self.run_jobs().await;
        assert_eq!(self.state(order).await, State::Settled);
    }
}
