//! A community that orders together by chat: An the steward, and goods on sale.

use community::charter::{CharterText, Flags, Slug};
use community::{NewCommunity, NewMember};
use kernel::{Currency, Id, Prefixed, Price, Quantity, Timestamp, Zone};
use lists::ids::Member;
use lists::line::{Doing, Part};
use lists::ops::{
    BuyerAnswer, ClaimOrders, Claimed, LinkBuyer, MakeCode, MatchItem, MendLine, Mended, PasteList, Pasted,
    TellApart, claim_orders, link_buyer, make_code, match_item, mend_line, paste_list, tell_apart,
};
use lists::ordering::{Ordering, make_orders};
use lists::rows::{ListOrder, OrderList};
use lists::whole::Whole;
use lists::{ClaimRefused, ListRefused};
use market::offer::Audience;
use market::ops::{Arrived, CreateOffer, NewVariant, RecordPayment, create_offer, record_payment};
use market::order::State;
use market::payment::{ArrivedAt, MethodCode};
use market::rows::{Offer, Order, OrderLine};
use market::split::{Party, Split};
use market::{Actor, When};
use std::collections::BTreeMap;
use std::time::Duration;
use store::{Config, Db, JobRunner, Migration, OpError, Outcome, Row, Schema, Tx};
use testkit::{Engine, FixedClock, Ids, Scratch, Stage};
use web::ids::PersonId;
use web::{IdSource, TokenHash};

pub(crate) use testkit::answer;

pub(crate) const DAY: Duration = Duration::from_secs(86_400);

/// Three lines that nobody can read otherwise.
pub(crate) const LIST: &str = "周六团购\n草莓 25元/盒\n鸡蛋 30元/板\n\n1. 小雨 草莓2盒 鸡蛋1板 送3栋\n2. 李阿姨 草莓1盒\n3. 阿明 鸡蛋2板\n";

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
        lists::migrations(),
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
    pub(crate) strawberries: Id<Offer>,
    pub(crate) eggs: Id<Offer>,
    pub(crate) jobs: JobRunner,
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
                lists::tables(),
            ];
            let config = Config { lanes: 2, readers: 2, ..Config::new(place, Schema::new(&tables.concat())) };
            let db = Db::open(&config).unwrap();
            let other = if engine == Engine::Postgres { Db::open(&config).unwrap() } else { db.clone() };
            (db, other)
        })
        .await
        .unwrap();
        let jobs = JobRunner::new(
            db.clone(),
            [market::jobs(None), pools::jobs(), pickup::jobs(), lists::jobs()].concat(),
        );
        let mut world = World {
            db,
            other,
            clock: FixedClock::default(),
            community: 0,
            steward: Id::from_parts(0, [0; 10]),
            treasurer: Id::from_parts(0, [0; 10]),
            strawberries: Id::from_parts(0, [0; 10]),
            eggs: Id::from_parts(0, [0; 10]),
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
        let text = |text: &str| text.to_owned();
        let founder =
            NewMember { id: self.id(), person: Some(self.id()), display_name: text("An"), random: 1 };
        self.steward = founder.id;
        let charter =
            CharterText { theme: text("food"), belief: text("fair"), rules: Vec::new(), note: text("first") };
        let flags =
            Flags { storefront_public: true, books_public: true, applications_open: true, probation_days: 0 };
        let new = NewCommunity {
            slug: Slug::parse("coop").unwrap(),
            name: text("Co-op"),
            lang: web::Lang::Zh,
            currency: Currency::CNY,
            zone: Zone::parse("Asia/Shanghai").unwrap(),
            charter,
            flags,
            founder: Some(founder),
            general_fund_name: text("General"),
            key: None,
        };
        let created = answer(community::found(&self.db, new, self.now()).await).unwrap();
        self.community = created.number;
        self.treasurer = self.member("Bao").await.0;
        let (by, treasurer) = (self.steward, self.treasurer);
        self.act(move |tx, now| {
            let input = community::GrantInput {
                actor: by,
                member: treasurer,
                role: community::role::Role::Treasurer,
                give: true,
                reason: "elected".to_owned(),
            };
            community::grant_role(tx, &input, now)
        })
        .await
        .unwrap();
        self.strawberries = self.goods("草莓", "盒", "25", Some(100)).await;
        self.eggs = self.goods("鸡蛋", "板", "30", Some(100)).await;
    }

    pub(crate) async fn member(&self, name: &str) -> (Id<Member>, PersonId) {
        let (id, random) = (self.id(), self.ids.count());
        let (person, name) = (self.id(), name.to_owned());
        self.act(move |tx, now| {
            let new = NewMember { id, person: Some(person), display_name: name.clone(), random };
            community::admit(tx, person, &new, now)
        })
        .await
        .unwrap();
        (id, person)
    }

    pub(crate) async fn goods(&self, title: &str, unit: &str, price: &str, stock: Option<i64>) -> Id<Offer> {
        let variant = NewVariant {
            title: String::new(),
            unit: unit.to_owned(),
            price: Price::parse(price).unwrap(),
            step: Quantity::ONE,
            stock: stock.map(|units| Quantity::from_milli(units * 1_000)),
        };
        let new = CreateOffer {
            id: self.id(),
            title: title.to_owned(),
            story: String::new(),
            audience: Audience::Members,
            limit: None,
            variants: vec![variant],
            split: Split { parts: vec![], rest: Party::Fund(1) },
            key: None,
        };
        let steward = Actor::Member(self.steward);
        self.act(move |tx, now| create_offer(tx, steward, &new, When::from(now))).await.unwrap()
    }

    pub(crate) async fn read(&self, text: &str) -> Result<lists::reading::ListRead, ListRefused> {
        let community = self.community;
        let on_sale = self.db.read(move |reader| market::on_sale(reader, community, 200)).await.unwrap();
        lists::reading::read(text, &on_sale)
    }

    /// As the steward, with a week to pay.
    pub(crate) async fn paste(&self, text: &str) -> Result<Pasted, ListRefused> {
        self.paste_with(text, |_| {}).await
    }

    pub(crate) async fn paste_with(
        &self,
        text: &str,
        change: impl FnOnce(&mut PasteList),
    ) -> Result<Pasted, ListRefused> {
        let mut input = PasteList {
            id: self.id(),
            goes_on: None,
            is_new: false,
            read: self.read(text).await?,
            pay_until: self.now().plus(7 * DAY),
            pay_until_said: false,
            point: None,
            random: self.ids.count(),
            key: None,
        };
        change(&mut input);
        let by = self.steward;
        self.act(move |tx, now| paste_list(tx, by, &input, now)).await
    }

    pub(crate) async fn mend(
        &self,
        list: Id<OrderList>,
        line: i64,
        name: &str,
        doing: Doing,
        parts: &[Part],
    ) -> Result<Mended, ListRefused> {
        let input = MendLine {
            list,
            line,
            revision: None,
            name: name.to_owned(),
            doing,
            parts: parts.to_vec(),
            note: String::new(),
            who_only: false,
            key: None,
        };
        let by = self.steward;
        self.act(move |tx, now| mend_line(tx, by, &input, now)).await
    }

    pub(crate) async fn fit(
        &self,
        list: Id<OrderList>,
        item: i64,
        goods: Option<Id<Offer>>,
    ) -> Result<i64, ListRefused> {
        let input = MatchItem { list, item, goods: goods.map(|offer| (offer, 1)), key: None };
        let by = self.steward;
        self.act(move |tx, now| match_item(tx, by, &input, now)).await
    }

    pub(crate) async fn link(
        &self,
        list: Id<OrderList>,
        name: &str,
        member: Option<Id<Member>>,
    ) -> Result<(), ListRefused> {
        let input = LinkBuyer { list, name: name.to_owned(), member, key: None };
        let by = self.steward;
        self.act(move |tx, now| link_buyer(tx, by, &input, now)).await
    }

    pub(crate) async fn tell_apart(
        &self,
        list: Id<OrderList>,
        name: &str,
        same: Option<Id<Member>>,
    ) -> Result<Id<Member>, ListRefused> {
        let input =
            TellApart { list, name: name.to_owned(), same, member: self.id(), random: self.ids.count() };
        let by = self.steward;
        self.act(move |tx, now| tell_apart(tx, by, &input, now)).await
    }

    pub(crate) fn ordering(&self, list: Id<OrderList>) -> Ordering {
        let (community, by) = (self.community, self.steward);
        let consent = lists::calling_off::Consent::All;
        Ordering { community, by, list, consent, reason: "changed in the list".to_owned(), now: self.now() }
    }

    /// What became of each name.
    pub(crate) async fn order(
        &self,
        list: Id<OrderList>,
    ) -> Result<BTreeMap<String, BuyerAnswer>, ListRefused> {
        match make_orders(&self.db, &IdSource::system(), &self.ordering(list)).await {
            Ok(all) => Ok(all.into_iter().collect()),
            Err(OpError::Refused(why)) => Err(why),
            Err(OpError::Fault(fault)) => panic!("{fault}"),
        }
    }

    pub(crate) async fn whole(&self, list: Id<OrderList>) -> Whole {
        let community = self.community;
        self.db.read(move |reader| Whole::find(reader, community, list)).await.unwrap().unwrap()
    }

    pub(crate) async fn find<T: Row>(&self, key: T::Key) -> Option<T> {
        self.db.read(move |reader| reader.find::<T>(&key)).await.unwrap()
    }

    pub(crate) async fn order_row(&self, id: Id<Order>) -> Order {
        self.find::<Order>((self.community, id)).await.unwrap()
    }

    /// Name → what its orders that stand come to, as `title quantity`.
    pub(crate) async fn ordered(&self, list: Id<OrderList>) -> BTreeMap<String, Vec<String>> {
        let mut all: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
        for made in self.whole(list).await.orders {
            let order = self.order_row(made.order_id).await;
            let of = all.entry(made.name).or_default();
            if matches!(order.state, State::Cancelled | State::Expired) {
                continue;
            }
            for number in 1..=order.line_count {
                let line = self.find::<OrderLine>((self.community, order.id, number)).await.unwrap();
                *of.entry(line.title).or_default() += line.quantity_milli.milli;
            }
        }
        let words = |(title, milli): (String, i64)| format!("{title} {}", Quantity::from_milli(milli));
        all.into_iter().map(|(name, of)| (name, of.into_iter().map(words).collect())).collect()
    }

    pub(crate) async fn made(&self, list: Id<OrderList>, name: &str) -> Vec<ListOrder> {
        self.whole(list).await.orders.into_iter().filter(|order| order.name == name).collect()
    }

    pub(crate) async fn pay(&self, order: Id<Order>) {
        let row = self.order_row(order).await;
        let input = RecordPayment {
            order,
            payment: self.id(),
            method: MethodCode::BankTransfer,
            arrived: Arrived {
                at: ArrivedAt::Instant(self.now()),
                amount_minor: row.total_minor,
                reference: Some("in the chat".to_owned()),
            },
            key: None,
        };
        let by = Actor::Member(self.treasurer);
        self.act(move |tx, now| record_payment(tx, by, &input, When::from(now))).await.unwrap();
    }

    pub(crate) async fn code(&self, placeholder: Id<Member>, code: &str) -> Result<Timestamp, ClaimRefused> {
        let input = MakeCode { placeholder, hash: TokenHash::of(code), key: None };
        let by = self.steward;
        self.act(move |tx, now| make_code(tx, by, &input, now)).await
    }

    pub(crate) async fn claim(&self, person: PersonId, code: &str) -> Result<Claimed, ClaimRefused> {
        let input = ClaimOrders { person, hash: Some(TokenHash::of(code)), key: None };
        self.act(move |tx, now| claim_orders(tx, &input, now)).await
    }

    pub(crate) async fn run_jobs(&self) {
        while self.jobs.run_due(self.now()).await.unwrap() > 0 {}
    }

    pub(crate) async fn assert_whole(&self) {
        let community = self.community;
        let wrong = self.db.read(move |reader| {
            let mut wrong = market::verify(reader, community)?;
            wrong.extend(ledger::verify(reader, community)?.violations.iter().map(|one| format!("{one:?}")));
            wrong.extend(pools::verify(reader, community)?);
            wrong.extend(pickup::verify(reader, community)?);
            Ok(wrong)
        });
        assert_eq!(wrong.await.unwrap(), Vec::<String>::new());
    }
}
