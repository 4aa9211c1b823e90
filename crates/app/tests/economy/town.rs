//! The town: who lives in it, how they ask for things, how time goes by, and how its process is killed.

use crate::book::{Book, Dice};
use crate::calls::{Called, Growers};
use crate::campaigns::Raised;
use crate::common::killed::{self, lived};
use crate::sales::Market;
use crate::shares::Register;
use crate::sharing::Shared;
use crate::work::Given;
use community::GrantInput;
use community::role::Role;
use hehuo::site::Running;
use kernel::{Currency, Id};
use ledger::{AccountKey, Cause, FundKind, NewEntry};
use spending::rows::Mandate;
use spending::{MandateKind, NewMandate};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use store::LEASE;
use testkit::{FixedClock, Ids, Scratch};
use web::ids::MemberId;
use web::{IdSource, SiteConfig};

pub(crate) const CNY: Currency = Currency::CNY;
pub(crate) const DAY: Duration = Duration::from_secs(86_400);
const HOUR: Duration = Duration::from_secs(3_600);
pub(crate) const DECISION: &str = "prp_01kax0000000000000000000aa";

pub(crate) struct Town {
    pub(crate) running: Option<Running>,
    scratch: Option<Scratch>,
    pub(crate) seed: u64,
    pub(crate) dice: Dice,
    pub(crate) clock: FixedClock,
    pub(crate) community: i64,
    pub(crate) steward: MemberId,
    pub(crate) treasurer: MemberId,
    /// Sells, and leads campaigns.
    pub(crate) chen: MemberId,
    pub(crate) members: Vec<MemberId>,
    pub(crate) gone: BTreeSet<MemberId>,
    pub(crate) reserve: i64,
    pub(crate) mandate: Id<Mandate>,
    /// For rewards and red packets.
    pub(crate) thanks: Id<Mandate>,
    pub(crate) book: Book,
    pub(crate) raised: Vec<Raised>,
    pub(crate) growers: Option<Growers>,
    pub(crate) called: Vec<Called>,
    pub(crate) register: Register,
    pub(crate) given: Vec<Given>,
    pub(crate) market: Market,
    pub(crate) shared: Shared,
    /// What came about, and how often.
    pub(crate) happened: BTreeMap<&'static str, u64>,
    pub(crate) ids: Ids,
    step: u64,
}

fn running(scratch: &Scratch, clock: &FixedClock) -> Running {
    let db = hehuo::site::open_store(&scratch.place()).unwrap();
    Running::new(db, Arc::new(clock.clone()), IdSource::system(), SiteConfig::at("http://hehuo.test"))
}

impl Town {
    pub(crate) async fn found(scratch: Scratch, seed: u64) -> Town {
        let (clock, none) = (FixedClock::default(), Id::from_parts(0, [0; 10]));
        let running = running(&scratch, &clock);
        let mut town = Town {
            running: Some(running),
            scratch: Some(scratch),
            seed,
            dice: Dice::new(seed),
            clock,
            community: 0,
            steward: none,
            treasurer: none,
            chen: none,
            members: Vec::new(),
            gone: BTreeSet::new(),
            reserve: 0,
            mandate: Id::from_parts(0, [0; 10]),
            thanks: Id::from_parts(0, [0; 10]),
            book: Book::default(),
            raised: Vec::new(),
            growers: None,
            called: Vec::new(),
            register: Register::default(),
            given: Vec::new(),
            market: Market::default(),
            shared: Shared::default(),
            happened: BTreeMap::new(),
            ids: Ids::default(),
            step: 0,
        };
        town.settle_down().await;
        town
    }

    async fn settle_down(&mut self) {
        let founded = testkit::found(self.db(), &self.ids, self.now(), 0).await;
        (self.community, self.steward) = (founded.community, founded.steward);
        self.treasurer = self.joins("Bao").await;
        self.chen = self.joins("Chen").await;
        for name in ["Dan", "Eve", "Fay", "Gus", "Hua", "Ida"] {
            let member = self.joins(name).await;
            self.members.push(member);
        }
        let (ling, gao) = (self.joins("Ling").await, self.joins("Gao").await);
        for (member, role) in
            [(self.treasurer, Role::Treasurer), (ling, Role::Steward), (ling, Role::Treasurer)]
        {
            let (actor, reason) = (self.steward, "elected".to_owned());
            let grant = GrantInput { actor, member, role, give: true, reason };
            self.once(move |tx, now| community::grant_role(tx, &grant, now)).await.unwrap();
        }
        let kind = FundKind::Reserve;
        self.reserve = self.once(move |tx, now| ledger::open_fund(tx, kind, "Reserve", now)).await.unwrap();
        self.opens(AccountKey::opening(1, CNY), 300_000).await;
        self.book.fund(1, 300_000);
        self.opens(AccountKey::opening(self.reserve, CNY), 40_000).await;
        self.book.fund(self.reserve, 40_000);
        for member in self.members.clone() {
            self.opens(AccountKey::owed(member, CNY), 200_000).await;
            self.book.owes(member, 200_000);
        }
        self.mandate = self.permits(MandateKind::Spending, 900_000).await;
        self.thanks = self.permits(MandateKind::Referral, 900_000).await;
        self.stock_up().await;
        self.knows_growers(ling, gao).await;
        self.agree_on_work().await;
        self.make_shares().await;
        self.make_later_shares().await;
    }

    async fn joins(&mut self, name: &str) -> MemberId {
        testkit::joins(self.db(), &self.ids, self.community, name, self.now()).await
    }

    async fn opens(&mut self, key: AccountKey, minor: i64) {
        let cause = self.id::<Mandate>();
        let done = self.once(move |tx, now| {
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
        });
        done.await.unwrap();
        self.book.bank += minor;
    }

    pub(crate) async fn permits(&mut self, kind: MandateKind, ceiling_minor: i64) -> Id<Mandate> {
        let new = NewMandate {
            id: self.id(),
            kind,
            purpose: "Whatever it takes".to_owned(),
            fund: 1,
            ceiling_minor,
            each_minor: None,
            starts_at: self.now(),
            ends_at: self.now().plus(DAY * 900),
            carried_by: None,
            decision: DECISION.to_owned(),
            decision_title: "Whatever it takes".to_owned(),
        };
        let id = new.id;
        self.once(move |tx, now| spending::grant_mandate(tx, &new, now)).await.unwrap();
        id
    }

    // Living.

    /// Answers what came about, and how often.
    pub(crate) async fn live(mut self, steps: u64) -> BTreeMap<&'static str, u64> {
        for step in 0..steps {
            self.step = step;
            self.does_something().await;
            self.compare().await;
            if step % 40 == 39 {
                self.is_killed().await;
                self.compare().await;
                self.check().await;
            }
        }
        self.comes_to_rest().await
    }

    async fn does_something(&mut self) {
        match self.dice.roll(152) {
            0..=1 => self.opens_campaign().await,
            2..=15 => self.joins_campaign().await,
            16..=17 => self.leaves_campaign().await,
            18..=25 => self.works_on_campaign().await,
            26..=31 => self.subscribes().await,
            32..=39 => self.passes_on().await,
            40..=43 => self.parts().await,
            44..=55 => self.gives_work().await,
            56..=69 => self.buys().await,
            70..=79 => self.moves_order().await,
            80..=83 => self.promotes().await,
            84..=85 => self.is_paid_out().await,
            86 => self.spends().await,
            87 => self.leaves_town().await,
            88..=90 => self.calls().await,
            91..=103 => self.joins_in().await,
            104..=109 => self.pays_part().await,
            110..=112 => self.leaves_call().await,
            113..=115 => self.runs_call().await,
            116..=120 => self.delivers().await,
            121..=122 => self.pays_gao().await,
            123..=124 => self.adds_to_gifts().await,
            125..=129 => self.pays_tax().await,
            130..=131 => self.converts().await,
            132..=134 => self.writes_a_list().await,
            _ => {
                let days = 1 + self.dice.roll(4);
                self.days(days).await;
            }
        }
    }

    /// Day by day, with what is due on each.
    pub(crate) async fn days(&mut self, days: i64) {
        for _ in 0..days {
            self.remembers();
            self.clock.advance(DAY);
            self.runs_jobs().await;
            self.looks().await;
            self.shares_out().await;
            self.looks().await;
        }
    }

    /// How the register stands when a day ends.
    fn remembers(&mut self) {
        let now = self.now();
        self.register.days.push((now, self.book.held.clone()));
    }

    pub(crate) async fn runs_jobs(&self) {
        let jobs = self.running.as_ref().unwrap().jobs.clone();
        // What makes itself due in a second is due then.
        for _ in 0..40 {
            if jobs.run_due(self.now()).await.unwrap() == 0 {
                break;
            }
            self.clock.advance(Duration::from_secs(1));
        }
    }

    /// What is due tomorrow is done by a process that is killed over and over; each lives longer than the one before. How often it
    /// takes depends on the machine: the story must not, so that these dice are others, and the day ends when it ends.
    async fn is_killed(&mut self) {
        self.leaves_work_undone().await;
        self.compare().await;
        self.remembers();
        self.clock.advance(DAY);
        let (evening, mut chance) = (self.now().plus(HOUR), Dice::new(self.seed ^ self.step));
        self.running.take().unwrap().site.db.close().await;
        let place = self.scratch.as_ref().unwrap().address();
        let mut longest = 3_000;
        loop {
            let long = Duration::from_micros(chance.roll(longest) as u64);
            if lived("runs_what_is_due", &place, self.now(), &[], long) {
                break;
            }
            self.notes("killed");
            longest *= 3;
            // What a dead process had taken is anybody's after this.
            self.clock.advance(LEASE);
        }
        assert!(self.now() < evening, "it took too many lives");
        self.clock.set(evening);
        self.running = Some(running(self.scratch.as_ref().unwrap(), &self.clock));
        self.runs_jobs().await;
        self.looks().await;
        self.shares_out().await;
        self.looks().await;
    }

    /// A season later all is told: nothing waits, and the program itself finds nothing wrong.
    async fn comes_to_rest(mut self) -> BTreeMap<&'static str, u64> {
        for _ in 0..5 {
            self.days(30).await;
            self.compare().await;
        }
        self.check().await;
        self.check_the_end().await;
        println!("{}: {:?}", self.told(), self.happened);
        self.running.take().unwrap().site.db.close().await;
        let scratch = self.scratch.take().unwrap();
        killed::verified(&scratch, &format!("seed {}", self.seed));
        self.happened
    }

    pub(crate) fn notes(&mut self, what: &'static str) {
        *self.happened.entry(what).or_default() += 1;
    }

    pub(crate) fn here(&self, member: MemberId) -> bool {
        !self.gone.contains(&member)
    }

    pub(crate) fn told(&self) -> String {
        format!("seed {}, step {}, {}", self.seed, self.step, self.now())
    }
}
