//! A community with a steward, a treasurer, a moderator and members who decide together.

use community::charter::{CharterText, Flags, RuleText, Slug};
use community::role::Role;
use community::{GrantInput, NewCommunity, NewMember};
use governance::asked_campaign::{AskedCampaign, AskedLine, AskedMilestone};
use governance::asks::Asks;
use governance::ids::Member;
use governance::ops::{self, MoveProposal, Propose, Rewrite};
use governance::proposal::Stage;
use governance::proposal_refused::ProposalRefused;
use governance::rows::Proposal;
use governance::terms::DecisionRules;
use kernel::{Currency, Id, Prefixed, Timestamp, Zone};
use std::time::Duration;
use store::{Config, Db, IdempotencyKey, JobRunner, Migration, OpError, Outcome, Row, Schema, Table, Tx};
use testkit::{FixedClock, Ids, Scratch};

pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) clock: FixedClock,
    pub(crate) community: i64,
    pub(crate) steward: Id<Member>,
    pub(crate) treasurer: Id<Member>,
    pub(crate) moderator: Id<Member>,
    /// Members without a role, past probation.
    pub(crate) ana: Id<Member>,
    pub(crate) bo: Id<Member>,
    jobs: JobRunner,
    ids: Ids,
    _scratch: Scratch,
}

#[allow(dead_code, reason = "not every story has a currency")]
pub(crate) const CNY: Currency = Currency::CNY;
pub(crate) const HOUR: Duration = Duration::from_secs(3_600);
pub(crate) const DAY: Duration = Duration::from_secs(86_400);
pub(crate) const PROBATION_DAYS: i64 = 30;

pub(crate) fn migrations() -> Vec<Migration> {
    [
        ledger::migrations(),
        people::migrations(),
        community::migrations(),
        files::migrations(),
        market::migrations(),
        spending::migrations(),
        ownership::migrations(),
        pools::migrations(),
        contributions::migrations(),
        distribution::migrations(),
        governance::migrations(),
    ]
    .concat()
}

fn tables() -> Vec<&'static Table> {
    [
        ledger::tables(),
        people::tables(),
        community::tables(),
        files::tables(),
        market::tables(),
        spending::tables(),
        ownership::tables(),
        pools::tables(),
        contributions::tables(),
        distribution::tables(),
        governance::tables(),
    ]
    .concat()
}

impl testkit::Stage for World {
    async fn set(scratch: Scratch) -> World {
        let place = scratch.migrated(&migrations());
        let config = Config { lanes: 2, readers: 2, ..Config::new(place, Schema::new(&tables())) };
        let db = tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap();
        let jobs = JobRunner::new(db.clone(), governance::jobs());
        let none: Id<Member> = Id::from_parts(0, [0; 10]);
        let mut world = World {
            db,
            clock: FixedClock::default(),
            community: 0,
            steward: none,
            treasurer: none,
            moderator: none,
            ana: none,
            bo: none,
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
    /// A campaign that ana would carry out: ¥100 in thirty days, in two tranches.
    pub(crate) fn roof(&self) -> AskedCampaign {
        let step = |share_bp, days, title: &str| AskedMilestone { share_bp, days, title: title.to_owned() };
        AskedCampaign {
            offered: "donation".to_owned(),
            title: "A roof".to_owned(),
            gets: "A dry yard".to_owned(),
            risk: "It may leak".to_owned(),
            fund: 1,
            unit_minor: 1,
            goal_minor: 10_000,
            second_goal_minor: Some(20_000),
            second_days: 10,
            units_max: None,
            units_least: 100,
            units_each: None,
            open_days: 30,
            withdraw_days: 20,
            grace_days: 2,
            milestones: vec![step(4_000, 0, "The goal"), step(6_000, 90, "It stands")],
            budget: vec![AskedLine { minor: 9_000, what: "Tiles".to_owned() }],
            acceptance: "silence".to_owned(),
            look_days: 7,
            percent: 50,
            probation_days: 0,
            team: vec![self.ana],
        }
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
        let text = |text: &str| text.to_owned();
        let founder =
            NewMember { id: self.id(), person: Some(self.id()), display_name: text("An"), random: 1 };
        self.steward = founder.id;
        let rule = |rule: &str, reason: &str| RuleText { rule: text(rule), reason: text(reason) };
        let new = NewCommunity {
            slug: Slug::parse("coop").unwrap(),
            name: text("Co-op"),
            lang: web::Lang::En,
            currency: CNY,
            zone: Zone::parse("Asia/Shanghai").unwrap(),
            charter: CharterText {
                theme: text("food"),
                belief: text("fair"),
                rules: vec![rule("Pay within two days", "Growers wait for it"), rule("No dogs", "Hens")],
                note: text("first"),
            },
            flags: Flags {
                storefront_public: true,
                books_public: true,
                applications_open: true,
                probation_days: PROBATION_DAYS,
            },
            founder: Some(founder),
            general_fund_name: text("General"),
            key: None,
        };
        let created = answer(community::found(&self.db, new, self.now()).await).unwrap();
        self.community = created.number;
        self.treasurer = self.member("Bao").await;
        self.moderator = self.member("Chen").await;
        self.ana = self.member("Ana").await;
        self.bo = self.member("Bo").await;
        self.clock.advance(DAY * u32::try_from(PROBATION_DAYS).unwrap());
        for (member, role) in [(self.treasurer, Role::Treasurer), (self.moderator, Role::Moderator)] {
            let actor = self.steward;
            let grant = GrantInput { actor, member, role, give: true, reason: text("elected") };
            self.act(move |tx, now| community::grant_role(tx, &grant, now)).await.unwrap();
        }
    }

    /// On probation.
    pub(crate) async fn member(&self, name: &str) -> Id<Member> {
        let (id, person) = (self.id(), self.id());
        let (random, name) = (self.ids.count(), name.to_owned());
        self.act(move |tx, now| {
            let new = NewMember { id, person: Some(person), display_name: name.clone(), random };
            community::admit(tx, person, &new, now)
        })
        .await
        .unwrap();
        id
    }

    pub(crate) fn key(&self, who: Id<Member>, text: &str, input: &str) -> Option<IdempotencyKey> {
        Some(IdempotencyKey::of(who.as_str(), text, "test", &input).unwrap())
    }

    pub(crate) fn idea(&self, title: &str) -> Propose {
        let (title, body) =
            (title.to_owned(), "The lamp at the corner has been **dark** for weeks.".to_owned());
        Propose { id: self.id(), title, body, asks: Asks::default(), key: None }
    }

    pub(crate) async fn propose(
        &self,
        by: Id<Member>,
        new: Propose,
    ) -> Result<Id<Proposal>, ProposalRefused> {
        self.act(move |tx, now| ops::propose(tx, by, &new, now)).await
    }

    pub(crate) async fn move_to(
        &self,
        by: Id<Member>,
        proposal: Id<Proposal>,
        to: Stage,
    ) -> Result<Stage, ProposalRefused> {
        let input = MoveProposal { proposal, to, reason: "It is time".to_owned(), key: None };
        self.act(move |tx, now| ops::move_proposal(tx, by, &input, now)).await
    }

    pub(crate) async fn rewrite(&self, by: Id<Member>, new: Rewrite) -> Result<i64, ProposalRefused> {
        self.act(move |tx, now| ops::rewrite(tx, by, &new, now)).await
    }

    /// Of its newest version, with this asked instead.
    pub(crate) async fn rewriting(&self, proposal: Id<Proposal>, asks: Asks) -> Rewrite {
        let row = self.proposal(proposal).await;
        let text =
            self.find::<governance::rows::ProposalText>((self.community, proposal, row.text_version)).await;
        Rewrite {
            proposal,
            from_version: row.text_version,
            title: text.title,
            body: text.body,
            asks,
            note: "What was said".to_owned(),
            key: None,
        }
    }

    /// Ana's draft that asks this; it has been readable for as long as the default rules want.
    pub(crate) async fn draft(&self, title: &str, asks: Asks) -> Id<Proposal> {
        let new = Propose { asks, ..self.idea(title) };
        let id = self.propose(self.ana, new).await.unwrap();
        self.move_to(self.ana, id, Stage::Discussion).await.unwrap();
        let wait = u32::try_from(DecisionRules::default().discussion_hours).unwrap();
        self.clock.advance(HOUR * wait);
        self.move_to(self.ana, id, Stage::Draft).await.unwrap();
        id
    }

    pub(crate) async fn proposal(&self, id: Id<Proposal>) -> Proposal {
        self.find::<Proposal>((self.community, id)).await
    }

    /// Puts it into a stage that it comes to by other ways, to see what is refused there.
    pub(crate) async fn force(&self, id: Id<Proposal>, stage: Stage) {
        self.act(move |tx, _| {
            let key = (tx.community(), id);
            let mut row = tx.lock::<Proposal>(key)?.unwrap();
            row.stage = stage;
            tx.save(&row)?;
            Ok::<_, OpError<()>>(())
        })
        .await
        .unwrap();
    }

    #[allow(dead_code, reason = "for stories in which something becomes due")]
    pub(crate) async fn run_jobs(&self) {
        self.jobs.run_due(self.now()).await.unwrap();
    }

    pub(crate) async fn find<T: Row + Sync>(&self, key: T::Key) -> T {
        self.db.read(move |reader| reader.find::<T>(&key)).await.unwrap().expect("the row is there")
    }
}
