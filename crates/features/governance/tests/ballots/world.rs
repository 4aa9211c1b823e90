//! A community that decides, and the words in which its stories are told.

use community::charter::{CharterText, Flags, Slug};
use community::{NewCommunity, NewMember};
use governance::asks::{AskedOption, Asks};
use governance::ballot::BallotRefused;
use governance::choice::Choice;
use governance::ids::Member;
use governance::ops::{self, Cast, CastVote, OpenBallot};
use governance::proposal::Stage;
use governance::receipt::Receipt;
use governance::reckoning::Reckoning;
use governance::rows::{Ballot, DecisionCount, DecisionRulesVersion, Proposal, ProposalStep, ProposalText};
use governance::terms::{Counting, DecisionRules, Kind, Secrecy, Weighting};
use kernel::{Currency, Id, Prefixed, Timestamp, Zone};
use std::time::Duration;
use store::{Config, Db, JobRunner, Outcome, Row, Schema, Table, Tx};
use testkit::{FixedClock, Ids, Scratch, Stage as TestStage};

pub(crate) const HOUR: Duration = Duration::from_secs(3_600);
pub(crate) const DAY: Duration = Duration::from_secs(86_400);

pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) clock: FixedClock,
    pub(crate) community: i64,
    pub(crate) steward: Id<Member>,
    jobs: JobRunner,
    ids: Ids,
    _scratch: Scratch,
}

pub(crate) fn tables() -> Vec<&'static Table> {
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

impl TestStage for World {
    async fn set(scratch: Scratch) -> World {
        let migrations = [
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
        .concat();
        let place = scratch.migrated(&migrations);
        let config = Config { lanes: 2, readers: 2, ..Config::new(place, Schema::new(&tables())) };
        let db = tokio::task::spawn_blocking(move || Db::open(&config)).await.unwrap().unwrap();
        let jobs = JobRunner::new(db.clone(), governance::jobs());
        let mut world = World {
            db,
            clock: FixedClock::default(),
            community: 0,
            steward: Id::from_parts(0, [0; 10]),
            jobs,
            ids: Ids::default(),
            _scratch: scratch,
        };
        world.found().await;
        world
    }
}

pub(crate) use testkit::answer;

/// A plain question, without options.
pub(crate) fn asks(kind: Kind) -> Asks {
    let counting = match kind {
        Kind::Ranked => Counting::SchulzeMargins,
        Kind::Budget => Counting::EqualSharesAdd1Greedy,
        _ => Counting::Plain,
    };
    Asks {
        kind,
        secrecy: Secrecy::Open,
        weighting: Weighting::OneMemberOneVote,
        counting,
        options: Vec::new(),
        budget: None,
        actions: Vec::new(),
    }
}

pub(crate) fn secret(asks: Asks) -> Asks {
    Asks { secrecy: Secrecy::Secret, ..asks }
}

pub(crate) fn with_options(asks: Asks, count: usize) -> Asks {
    let option = |number| AskedOption {
        title: format!("Option {number}"),
        note: String::new(),
        cost_minor: None,
        carried_by: None,
    };
    Asks { options: (1..=count).map(option).collect(), ..asks }
}

/// A receipt that is not by chance.
pub(crate) fn receipt(number: u8) -> Receipt {
    Receipt::new([number; 16])
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

    /// Moves the clock and runs what became due.
    pub(crate) async fn pass(&self, time: Duration) {
        self.clock.advance(time);
        self.run_jobs().await;
    }

    pub(crate) async fn run_jobs(&self) {
        while self.jobs.run_due(self.now()).await.unwrap() > 0 {}
    }

    async fn found(&mut self) {
        let text = |text: &str| text.to_owned();
        let founder =
            NewMember { id: self.id(), person: Some(self.id()), display_name: text("An"), random: 1 };
        self.steward = founder.id;
        let new = NewCommunity {
            slug: Slug::parse("coop").unwrap(),
            name: text("Co-op"),
            lang: web::Lang::En,
            currency: Currency::CNY,
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

    pub(crate) async fn members(&self, count: usize) -> Vec<Id<Member>> {
        let mut all = Vec::with_capacity(count);
        for number in 1..=count {
            all.push(self.member(&format!("Member {number}")).await);
        }
        all
    }

    /// How this community decides from now on.
    pub(crate) async fn decides_by(&self, rules: DecisionRules) {
        self.act::<_, BallotRefused>(move |tx, now| {
            let community_id = tx.community();
            let count = tx.lock::<DecisionCount>(community_id)?;
            let version = count.as_ref().map_or(0, |count| count.rules_version) + 1;
            let proposal_count = count.as_ref().map_or(0, |count| count.proposal_count);
            let row = DecisionCount { community_id, proposal_count, rules_version: version };
            match count {
                Some(_) => tx.save(&row)?,
                None => tx.insert(&row)?,
            }
            tx.insert(&DecisionRulesVersion {
                community_id,
                version,
                words: serde_json::to_string(&rules).unwrap(),
                reason: "for the test".to_owned(),
                set_by: None,
                decision: None,
                set_at_us: now,
            })?;
            Ok(())
        })
        .await
        .unwrap();
    }

    /// A draft that was published now.
    pub(crate) async fn draft(&self, owner: Id<Member>, asks: Asks) -> Id<Proposal> {
        let (id, number) = (self.id(), self.ids.count() as i64);
        self.act::<_, BallotRefused>(move |tx, now| {
            let community_id = tx.community();
            tx.insert(&Proposal {
                community_id,
                id,
                number,
                title: "A new oven".to_owned(),
                stage: Stage::Draft,
                owner,
                text_version: 1,
                step_count: 0,
                comment_count: 0,
                task_count: 0,
                action_count: 0,
                ballot_id: None,
                published_at_us: now,
                stage_since_us: now,
                moved_at_us: now,
            })?;
            let rules_version = governance::current_rules(tx)?.0;
            tx.insert(&ProposalText {
                community_id,
                proposal_id: id,
                version: 1,
                title: "A new oven".to_owned(),
                body: "For bread.".to_owned(),
                asks: serde_json::to_string(&asks).unwrap(),
                note: String::new(),
                written_by: owner,
                written_at_us: now,
                rules_version,
            })?;
            Ok(())
        })
        .await
        .unwrap();
        id
    }

    /// By its owner, for three days; the discussion is over by then.
    pub(crate) async fn opened(&self, asks: Asks) -> Id<Ballot> {
        let proposal = self.draft(self.steward, asks).await;
        self.clock.advance(3 * DAY);
        self.open(self.steward, proposal, 3 * DAY).await.unwrap()
    }

    pub(crate) async fn open(
        &self,
        by: Id<Member>,
        proposal: Id<Proposal>,
        lasts: Duration,
    ) -> Result<Id<Ballot>, BallotRefused> {
        let input = OpenBallot {
            id: self.id(),
            proposal,
            version: 1,
            by,
            closes_at: self.now().plus(lasts),
            reason: String::new(),
            key: None,
        };
        self.act(move |tx, now| ops::open_ballot(tx, &input, now)).await
    }

    pub(crate) async fn vote(
        &self,
        ballot: Id<Ballot>,
        voter: Id<Member>,
        choice: Choice,
    ) -> Result<Cast, BallotRefused> {
        self.cast(CastVote { ballot, by: voter, voter, choice, reason: String::new(), receipts: Vec::new() })
            .await
    }

    /// In secret, with this receipt.
    pub(crate) async fn vote_with(
        &self,
        ballot: Id<Ballot>,
        voter: Id<Member>,
        choice: Choice,
        number: u8,
    ) -> Result<Cast, BallotRefused> {
        let receipts = vec![receipt(number)];
        self.cast(CastVote { ballot, by: voter, voter, choice, reason: String::new(), receipts }).await
    }

    pub(crate) async fn cast(&self, input: CastVote) -> Result<Cast, BallotRefused> {
        self.act(move |tx, now| ops::cast_vote(tx, &input, now)).await
    }

    pub(crate) async fn find<T: Row>(&self, key: T::Key) -> Option<T> {
        self.db.read(move |reader| reader.find::<T>(&key)).await.unwrap()
    }

    pub(crate) async fn ballot(&self, id: Id<Ballot>) -> Ballot {
        self.find((self.community, id)).await.unwrap()
    }

    pub(crate) async fn proposal_of(&self, ballot: Id<Ballot>) -> Proposal {
        let ballot = self.ballot(ballot).await;
        self.find((self.community, ballot.proposal_id)).await.unwrap()
    }

    pub(crate) async fn steps(&self, proposal: &Proposal) -> Vec<ProposalStep> {
        let mut steps = Vec::new();
        for number in 1..=proposal.step_count {
            steps.push(self.find((self.community, proposal.id, number)).await.unwrap());
        }
        steps
    }

    /// As stored; and the recount says the same.
    pub(crate) async fn reckoning(&self, id: Id<Ballot>) -> Reckoning {
        let ballot = self.ballot(id).await;
        let stored: Reckoning = serde_json::from_str(ballot.reckoning.as_ref().unwrap()).unwrap();
        let again = self.db.read(move |reader| ops::recount(reader, &ballot)).await.unwrap();
        assert_eq!(again, Some(stored.clone()), "counted again");
        stored
    }
}
