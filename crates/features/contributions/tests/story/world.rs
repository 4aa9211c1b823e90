//! A community whose members give: An and Fay stewards, Bao the treasurer, Chen and Dan members, Eve on probation.

use community::GrantInput;
use community::role::Role;
use contributions::contribution::Ruling;
use contributions::ids::{Instrument, Member};
use contributions::ops::{
    self, Claim, Confirm, DecideDispute, DisputeInput, Given, Moved, SetRules, Withdraw,
};
use contributions::ratio::Ratio;
use contributions::rows::Contribution;
use contributions::rules::{ContributionRules, Rate};
use contributions::worth::{Per, Valuing};
use contributions::{ContributionRefused, RulesRefused};
use kernel::{Id, Prefixed, Price, Quantity, Timestamp, Zone};
use ownership::ops::{EndOffer, OfferUnits, TakeUp};
use std::time::Duration;
use store::{Config, Db, JobRunner, Migration, Outcome, Row, Schema, Tx};
use testkit::{FixedClock, Ids, Scratch, Stage};

pub(crate) use testkit::answer;

pub(crate) const DAY: Duration = Duration::from_secs(86_400);
pub(crate) const PROBATION_DAYS: u32 = 30;

pub(crate) fn migrations() -> Vec<Migration> {
    [
        ledger::migrations(),
        people::migrations(),
        community::migrations(),
        files::migrations(),
        market::migrations(),
        spending::migrations(),
        ownership::migrations(),
        contributions::migrations(),
    ]
    .concat()
}

pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) clock: FixedClock,
    pub(crate) community: i64,
    pub(crate) steward: Id<Member>,
    pub(crate) fay: Id<Member>,
    pub(crate) treasurer: Id<Member>,
    pub(crate) chen: Id<Member>,
    pub(crate) dan: Id<Member>,
    pub(crate) eve: Id<Member>,
    jobs: JobRunner,
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
                contributions::tables(),
            ];
            let config = Config { lanes: 2, readers: 2, ..Config::new(place, Schema::new(&tables.concat())) };
            Db::open(&config).unwrap()
        })
        .await
        .unwrap();
        let none: Id<Member> = Id::from_parts(0, [0; 10]);
        let mut world = World {
            jobs: JobRunner::new(db.clone(), contributions::jobs()),
            db,
            clock: FixedClock::default(),
            community: 0,
            steward: none,
            fay: none,
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
        let founded = testkit::found(&self.db, &self.ids, self.now(), i64::from(PROBATION_DAYS)).await;
        (self.community, self.steward) = (founded.community, founded.steward);
        self.treasurer = self.member("Bao").await;
        self.fay = self.member("Fay").await;
        self.chen = self.member("Chen").await;
        self.dan = self.member("Dan").await;
        self.clock.advance(DAY * PROBATION_DAYS);
        self.grant(self.treasurer, Role::Treasurer, true).await;
        self.grant(self.fay, Role::Steward, true).await;
        self.eve = self.member("Eve").await;
    }

    pub(crate) async fn grant(&self, member: Id<Member>, role: Role, give: bool) {
        let actor = self.steward;
        let grant = GrantInput { actor, member, role, give, reason: "elected".to_owned() };
        self.act(move |tx, now| community::grant_role(tx, &grant, now)).await.unwrap();
    }

    /// On probation.
    pub(crate) async fn member(&self, name: &str) -> Id<Member> {
        testkit::joins(&self.db, &self.ids, self.community, name, self.now()).await
    }

    pub(crate) async fn run_jobs(&self) {
        while self.jobs.run_due(self.now()).await.unwrap() > 0 {}
    }

    /// Two confirm, a week to object, ¥30 an hour of baking, ¥5 a loaf.
    pub(crate) fn usual() -> ContributionRules {
        let rate = |name: &str, per, price: &str| Rate {
            name: name.to_owned(),
            per,
            price: Price::parse(price).unwrap(),
        };
        ContributionRules {
            rates: vec![rate("Baking", Per::Hour, "30"), rate("Loaf", Per::Piece, "5")],
            ..ContributionRules::default()
        }
    }

    pub(crate) fn slices() -> ContributionRules {
        ContributionRules { valuing: Valuing::Slices, ..World::usual() }
    }

    pub(crate) async fn try_rules(
        &self,
        by: Id<Member>,
        rules: ContributionRules,
        from_version: i64,
    ) -> Result<i64, RulesRefused> {
        let input = SetRules { rules, from_version, reason: "agreed at the meeting".to_owned(), key: None };
        self.act(move |tx, now| ops::set_rules(tx, by, &input, now)).await
    }

    pub(crate) async fn rules(&self, rules: ContributionRules) {
        let community = self.community;
        let version = self.db.read(move |reader| contributions::rules(reader, community)).await.unwrap();
        let from = version.map_or(0, |(version, _)| version);
        self.try_rules(self.steward, rules, from).await.unwrap();
    }

    pub(crate) async fn find<T: Row + Sync>(&self, key: T::Key) -> Option<T> {
        self.db.read(move |reader| reader.find::<T>(&key)).await.unwrap()
    }

    pub(crate) async fn contribution(&self, id: Id<Contribution>) -> Contribution {
        self.find::<Contribution>((self.community, id)).await.unwrap()
    }

    /// The first instant of today.
    pub(crate) fn today(&self) -> Timestamp {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        Timestamp::start_of_day(self.now().day(&zone), &zone)
    }

    pub(crate) fn claiming(&self, given: Given) -> Claim {
        Claim {
            id: self.id(),
            given,
            paid_minor: 0,
            fund: 1,
            what: "Baked for the market".to_owned(),
            done_on: self.today(),
            rules_seen: None,
            files: Vec::new(),
            key: None,
        }
    }

    /// Hours of baking.
    pub(crate) fn hours(hours: &str) -> Given {
        Given::Rated { rate: 1, quantity: Quantity::parse(hours).unwrap() }
    }

    pub(crate) async fn try_claim(
        &self,
        who: Id<Member>,
        input: Claim,
    ) -> Result<Id<Contribution>, ContributionRefused> {
        self.act(move |tx, now| ops::claim(tx, who, &input, now)).await.map(|moved| moved.contribution)
    }

    pub(crate) async fn claim(&self, who: Id<Member>, given: Given) -> Id<Contribution> {
        self.try_claim(who, self.claiming(given)).await.unwrap()
    }

    pub(crate) async fn confirm(
        &self,
        by: Id<Member>,
        contribution: Id<Contribution>,
    ) -> Result<Moved, ContributionRefused> {
        let input = Confirm { contribution, key: None };
        self.act(move |tx, now| ops::confirm(tx, by, &input, now)).await
    }

    pub(crate) async fn dispute(
        &self,
        by: Id<Member>,
        contribution: Id<Contribution>,
        reason: &str,
    ) -> Result<Moved, ContributionRefused> {
        let input = DisputeInput { contribution, reason: reason.to_owned(), key: None };
        self.act(move |tx, now| ops::dispute(tx, by, &input, now)).await
    }

    pub(crate) async fn decide(
        &self,
        by: Id<Member>,
        contribution: Id<Contribution>,
        ruling: Ruling,
    ) -> Result<Moved, ContributionRefused> {
        let input = DecideDispute { contribution, ruling, reason: "I was there".to_owned(), key: None };
        self.act(move |tx, now| ops::decide_dispute(tx, by, &input, now)).await
    }

    pub(crate) async fn withdraw(
        &self,
        by: Id<Member>,
        contribution: Id<Contribution>,
    ) -> Result<Moved, ContributionRefused> {
        let input = Withdraw { contribution, key: None };
        self.act(move |tx, now| ops::withdraw(tx, by, &input, now)).await
    }

    /// Claimed, confirmed by two, and the days to object are over.
    pub(crate) async fn give(&self, who: Id<Member>, given: Given) -> Id<Contribution> {
        let id = self.claim(who, given).await;
        for by in [self.dan, self.chen, self.fay].into_iter().filter(|by| *by != who).take(2) {
            self.confirm(by, id).await.unwrap();
        }
        self.clock.advance(DAY * 7);
        self.run_jobs().await;
        id
    }

    /// By member, of all time.
    pub(crate) async fn values(&self) -> Vec<(Id<Member>, i64)> {
        let (community, until) = (self.community, self.now().plus(DAY));
        let since = Timestamp::from_micros(0);
        let read =
            self.db.read(move |reader| contributions::value_by_member(reader, community, None, since, until));
        read.await.unwrap()
    }

    pub(crate) async fn leave(&self, member: Id<Member>) {
        let input = community::ops::leave::LeaveInput { actor: member, member, reason: String::new() };
        self.act(move |tx, now| community::ops::leave::leave(tx, &input, now)).await.unwrap();
    }

    /// Offered, taken up and approved by the treasurer.
    pub(crate) async fn pass_on(
        &self,
        instrument: Id<Instrument>,
        from: Id<Member>,
        to: Id<Member>,
        units: i64,
    ) {
        let (transfer, treasurer) = (self.id(), self.treasurer);
        let offer = OfferUnits { id: transfer, instrument, units, price_minor: 1, named: None, key: None };
        self.act(move |tx, now| ownership::ops::offer_units(tx, from, &offer, now)).await.unwrap();
        let take = TakeUp { transfer, risk_read: Some(1), some: None, key: None };
        self.act(move |tx, now| ownership::ops::take_up(tx, to, &take, now)).await.unwrap();
        let end = EndOffer { transfer, reason: String::new(), key: None };
        let paid = end.clone();
        self.act(move |tx, now| ownership::ops::say_paid(tx, from, &paid, now)).await.unwrap();
        self.act(move |tx, now| ownership::ops::approve_transfer(tx, treasurer, &end, now)).await.unwrap();
    }

    /// What does not hold, of contributions.
    pub(crate) async fn wrong(&self) -> Vec<String> {
        let community = self.community;
        self.db.read(move |reader| contributions::verify(reader, community)).await.unwrap()
    }

    pub(crate) async fn assert_whole(&self) {
        let community = self.community;
        let wrong = self.wrong().await;
        assert!(wrong.is_empty(), "contributions: {wrong:#?}");
        let wrong = self.db.read(move |reader| ownership::verify(reader, community)).await.unwrap();
        assert!(wrong.is_empty(), "ownership: {wrong:#?}");
    }

    pub(crate) fn share(text: &str) -> Ratio {
        Ratio::parse(text).unwrap()
    }
}
