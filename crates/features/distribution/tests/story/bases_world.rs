//! What the stories of the bases are made of: capital put in, work given, goods sold and bought, companies named.

use crate::world::{CNY, DAY, DECISION, World};
use contributions::ops::{Claim, Confirm, Given, SetRules};
use contributions::rules::{ContributionRules, Rate};
use contributions::worth::Per;
use distribution::ids::Member;
use distribution::period::Period;
use distribution::rule::{Basis, Preset, Rule, Weighted};
use kernel::{Id, Price, Quantity, Timestamp, Zone};
use ledger::{AccountKey, Cause, NewEntry};
use market::ops::{
    CreateOffer, FulfilOrder, LineWanted, NewVariant, Pay, PlaceOrder, RefundOrder, RefundWhat, refund_order,
};
use market::rows::Order;
use market::split::{Party, Split, SplitPart, Take};
use market::{Actor, When};
use ownership::company::Owner;
use ownership::ops::{AnswerOwner, NameOwners, NewInstrument};
use ownership::rows::{Instrument, OwnerWord};
use ownership::{InstrumentKind, Issue, Origin, OriginKind};

pub(crate) fn by(bases: &[(Basis, i64)]) -> Rule {
    let mut rule = Rule::preset(Preset::Own, None, None);
    rule.bases = bases.iter().map(|(basis, parts)| Weighted { basis: *basis, parts: *parts }).collect();
    rule
}

impl World {
    /// At the first moment of the next month; answers it, its first moment and that of the one after.
    pub(crate) async fn new_month(&self) -> (Period, Timestamp, Timestamp) {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let (_, ends) = self.month().bounds(&zone).unwrap();
        self.clock.set(ends);
        let month = self.month();
        let (starts, ends) = month.bounds(&zone).unwrap();
        (month, starts, ends)
    }

    pub(crate) async fn instrument(&self, fund: i64) -> Id<Instrument> {
        let new = NewInstrument {
            id: self.id(),
            kind: InstrumentKind::MemberCapital,
            name: "Oven".to_owned(),
            fund,
            price_minor: 100,
            units_max: 1_000,
            units_each_max: 100,
            terms: "A vote.".to_owned(),
            risk: "It can be lost.".to_owned(),
            decision: DECISION.to_owned(),
        };
        let id = new.id;
        self.act(move |tx, now| ownership::make_instrument_by_decision(tx, &new, now)).await.unwrap();
        id
    }

    /// Units for money, now.
    pub(crate) async fn put_in_for(&self, instrument: Id<Instrument>, holder: Id<Member>, units: i64) {
        self.act(move |tx, now| {
            let row = tx.find::<Instrument>((tx.community(), instrument))?.unwrap();
            let origin = Origin::new(OriginKind::Commitment, "cmt_01kax0000000000000000000aa");
            let paid_minor = units * 100;
            let entry = NewEntry {
                kind: "capture",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("commitment", &origin.id),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![
                    (AccountKey::bank(CNY), paid_minor),
                    (ownership::capital_account(&row), -paid_minor),
                ],
            };
            let entry = Some(ledger::post(tx, &entry).unwrap());
            ownership::issue(tx, &Issue { instrument, holder, units, paid_minor, origin, entry }, now)
        })
        .await
        .unwrap();
    }

    pub(crate) async fn rules_of_giving(&self) {
        let rate = Rate { name: "Baking".to_owned(), per: Per::Hour, price: Price::parse("30").unwrap() };
        let rules = ContributionRules { rates: vec![rate], ..ContributionRules::default() };
        let input = SetRules { rules, from_version: 0, reason: "agreed".to_owned(), key: None };
        let by = self.steward;
        self.act(move |tx, now| contributions::ops::set_rules(tx, by, &input, now)).await.unwrap();
    }

    /// Claimed and confirmed; it counts once the days to object are over.
    pub(crate) async fn works(&self, who: Id<Member>, hours: &str, fund: i64) {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let claim = Claim {
            id: self.id(),
            given: Given::Rated { rate: 1, quantity: Quantity::parse(hours).unwrap() },
            paid_minor: 0,
            fund,
            what: "Baked".to_owned(),
            done_on: Timestamp::start_of_day(self.now().day(&zone), &zone),
            rules_seen: None,
            files: Vec::new(),
            key: None,
        };
        let contribution = claim.id;
        self.act(move |tx, now| contributions::ops::claim(tx, who, &claim, now)).await.unwrap();
        for by in [self.steward, self.treasurer, self.chen].into_iter().filter(|by| *by != who).take(2) {
            let input = Confirm { contribution, key: None };
            self.act(move |tx, now| contributions::ops::confirm(tx, by, &input, now)).await.unwrap();
        }
    }

    /// Of `price`, of which the funds get these parts of ten thousand and the steward the rest.
    pub(crate) async fn sells(&self, price: &str, parts: &[(i64, i64)]) -> Id<market::rows::Offer> {
        self.grows(self.steward, price, parts).await
    }

    /// The same, and the rest is this grower's.
    pub(crate) async fn grows(
        &self,
        grower: Id<Member>,
        price: &str,
        parts: &[(i64, i64)],
    ) -> Id<market::rows::Offer> {
        let part = |(fund, parts): &(i64, i64)| SplitPart {
            to: Party::Fund(*fund),
            take: Take::BasisPoints(*parts),
        };
        let offer = CreateOffer {
            id: self.id(),
            title: "Apples".to_owned(),
            story: String::new(),
            audience: market::offer::Audience::Everyone,
            limit: None,
            variants: vec![NewVariant {
                title: String::new(),
                unit: "kg".to_owned(),
                price: Price::parse(price).unwrap(),
                step: Quantity::ONE,
                stock: None,
            }],
            split: Split { parts: parts.iter().map(part).collect(), rest: Party::Member(grower) },
            key: None,
        };
        let (id, by) = (offer.id, Actor::Member(self.steward));
        self.act(move |tx, now| market::ops::create_offer(tx, by, &offer, When::from(now))).await.unwrap();
        id
    }

    /// Bought, handed over and accepted now: settled by the job.
    pub(crate) async fn buys(
        &self,
        buyer: Id<Member>,
        offer: Id<market::rows::Offer>,
        count: i64,
    ) -> Id<Order> {
        self.act(move |tx, now| {
            let entry = NewEntry {
                kind: "opening",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("opening", buyer),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![
                    (AccountKey::bank(CNY), 1_000_000),
                    (AccountKey::owed(buyer, CNY), -1_000_000),
                ],
            };
            ledger::post(tx, &entry)
        })
        .await
        .unwrap();
        let wanted = LineWanted {
            offer,
            variant: 1,
            quantity: Quantity::from_milli(count * 1_000),
            asked: market::ops::Asked::Current,
        };
        let order = PlaceOrder {
            id: self.id(),
            buyer,
            lines: vec![wanted],
            pay: Pay::SetOff,
            reference: None,
            key: None,
        };
        let (id, who) = (order.id, Actor::Member(buyer));
        self.act(move |tx, now| market::ops::place_order(tx, who, &order, When::from(now))).await.unwrap();
        let (fulfil, steward) =
            (FulfilOrder { order: id, wait_for_acceptance: true }, Actor::Member(self.steward));
        self.act(move |tx, now| market::ops::fulfil_order(tx, steward, &fulfil, When::from(now)))
            .await
            .unwrap();
        self.act(move |tx, now| market::ops::accept_order(tx, who, id, When::from(now))).await.unwrap();
        self.run_jobs().await;
        id
    }

    /// Bao buys three of what Chen grows and one of what Dan does, at ¥10; a tenth is the first fund's.
    pub(crate) async fn sell_three_to_one(&self) {
        for (grower, count) in [(self.chen, 3), (self.dan, 1)] {
            let goods = self.grows(grower, "10", &[(1, 1_000)]).await;
            self.buys(self.treasurer, goods, count).await;
        }
    }

    /// One of an order's first goods comes back.
    pub(crate) async fn gives_back_one(&self, order: Id<Order>) {
        let what = RefundWhat::Quantities(vec![(1, Quantity::ONE)]);
        let reason = "Bruised".to_owned();
        let input = RefundOrder { refund: self.id(), order, what, reason, restock: false, key: None };
        let by = Actor::Member(self.steward);
        self.act(move |tx, now| refund_order(tx, by, &input, When::from(now))).await.unwrap();
    }

    /// What a grower got of each settled order, the newest first.
    pub(crate) async fn sold_by(&self, grower: Id<Member>) -> Vec<i64> {
        let community = self.community;
        let read =
            move |reader: &mut store::Reader| market::settled_of_receiver(reader, community, grower, 10);
        let (sales, more) = self.db.read(read).await.unwrap();
        assert!(!more);
        sales.iter().map(|sale| sale.own_minor).collect()
    }

    /// Closes the month, shares out by the rule, and answers what Chen, Dan and Eve got.
    pub(crate) async fn shares(&self, month: Period, fund: i64, rule: &Rule) -> [i64; 3] {
        self.clock.advance(DAY * 31);
        self.step(self.treasurer, month, distribution::ops::CloseStep::Ask).await.unwrap();
        self.step(self.steward, month, distribution::ops::CloseStep::Consent).await.unwrap();
        let before = self.three().await;
        let frozen = self.freeze(self.simulate(month, fund, rule).await.unwrap()).await;
        self.carry_out(&frozen).await.unwrap();
        self.run_jobs().await;
        self.assert_sound().await;
        let after = self.three().await;
        [0, 1, 2].map(|at| after[at] - before[at])
    }

    /// A steward writes down who stands behind a company, in equal parts. Answers the version.
    pub(crate) async fn named(&self, company: Id<Member>, owners: &[Id<Member>]) -> i64 {
        let whole_parts = owners.len() as i64;
        let owner = |member: &Id<Member>| Owner { member: *member, share_parts: 1, whole_parts };
        let (by, owners) = (self.steward, owners.iter().map(owner).collect());
        let input = NameOwners { company, name: "Mill Ltd".to_owned(), owners, key: None };
        self.act(move |tx, now| ownership::ops::name_owners(tx, by, &input, now)).await.unwrap()
    }

    /// That it is so: as themselves, or as the company.
    pub(crate) async fn says_so(&self, company: Id<Member>, version: i64, by: Id<Member>) {
        let (word, reason) = (OwnerWord::Confirmed, String::new());
        let input = AnswerOwner { company, version, word, reason, key: None };
        let said = self.act(move |tx, now| match by == company {
            true => ownership::ops::answer_for_company(tx, by, &input, now),
            false => ownership::ops::answer_owner(tx, by, &input, now),
        });
        said.await.unwrap();
    }

    pub(crate) async fn three(&self) -> [i64; 3] {
        [self.owed(self.chen).await, self.owed(self.dan).await, self.owed(self.eve).await]
    }
}
