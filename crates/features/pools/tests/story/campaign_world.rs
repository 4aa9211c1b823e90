//! Campaigns in the world of the stories: what a decision would open, and what backers and team do.

use crate::world::{CNY, DAY, World};
use kernel::{Id, Timestamp};
use ledger::AccountKey;
use ownership::company::Owner;
use ownership::rows::OwnerWord;
use pools::CampaignRefused;
use pools::campaign::{Acceptance, BudgetLine, MilestoneAsked, MilestoneRules, Offered, SecondRound, Terms};
use pools::campaign_rows::{Campaign, Milestone};
use pools::ids::{Member, PoolId};
use pools::ops::{self, NewCampaign, Pay, PoolMoved};
use pools::rows::Commitment;
use store::{Job, OpError};

impl World {
    /// ¥100 in ten days, withdrawn until the eighth; 40 % at once, 30 % by day 30, 30 % by day 60; accepted by silence within a
    /// week, unless half object. Led by the supplier.
    pub(crate) fn new_campaign(&self) -> NewCampaign {
        let (now, text) = (self.now(), |text: &str| text.to_owned());
        let step = |share_bp, day: u32, title: &str| MilestoneAsked {
            share_bp,
            due_at: now.plus(DAY * day),
            title: title.to_owned(),
        };
        NewCampaign {
            id: self.id(),
            terms: Terms {
                offered: Offered::Donation,
                title: text("A roof"),
                story: text("Over the yard."),
                gets: text("A dry yard"),
                risk: text("It may leak"),
                unit_minor: 1,
                goal_minor: 10_000,
                second: Some(SecondRound { goal_minor: 20_000, days: 5 }),
                units_max: None,
                units_least: 100,
                units_each: None,
                closes_at: now.plus(DAY * 10),
                grace: DAY,
                withdraw_until: now.plus(DAY * 8),
                milestones: vec![step(4_000, 0, "Begun"), step(3_000, 30, "Posts"), step(3_000, 60, "Tiles")],
                budget: vec![BudgetLine { minor: 9_000, what: text("Tiles") }],
                acceptance: Acceptance::Silence,
                look_days: 7,
                percent: 50,
                probation_days: 0,
            },
            rules: MilestoneRules { vote_percent_least: 0, object_percent_most: 100, ..Default::default() },
            fund: 1,
            team: vec![self.supplier],
            decision: text("pro_01k00000000000000000000000"),
            decision_title: text("A roof over the yard"),
        }
    }

    pub(crate) async fn decide(&self, new: NewCampaign) -> Result<PoolMoved, CampaignRefused> {
        self.act(move |tx, now| ops::open_campaign_by_decision(tx, &new, now)).await
    }

    /// As above, changed as the test wants.
    pub(crate) async fn campaign(&self, change: impl FnOnce(&mut NewCampaign)) -> PoolId {
        let mut new = self.new_campaign();
        change(&mut new);
        self.decide(new).await.unwrap().pool
    }

    /// Somebody new, who gives so much at once.
    pub(crate) async fn backer(&self, pool: PoolId, units: i64) -> (Id<Member>, Id<Commitment>) {
        let member = self.rich(100_000).await;
        (member, self.join(member, pool, units * 1_000, Pay::SetOff).await.unwrap().commitment)
    }

    /// Takes part in nothing any more.
    pub(crate) async fn leave_community(&self, member: Id<Member>) {
        self.act(move |tx, now| {
            let input = community::ops::leave::LeaveInput { actor: member, member, reason: String::new() };
            community::ops::leave::leave(tx, &input, now)
        })
        .await
        .unwrap();
    }

    /// A company, and who stands behind it alone.
    pub(crate) async fn behind(&self, company: Id<Member>, owner: Id<Member>) {
        self.behind_are(company, vec![Owner { member: owner, share_parts: 1, whole_parts: 1 }]).await;
    }

    /// A steward writes it down, and each of them says that it is so.
    pub(crate) async fn behind_are(&self, company: Id<Member>, owners: Vec<Owner>) {
        let version = self.named_are(company, owners.clone()).await;
        for owner in owners {
            self.owner_says(company, version, owner.member, OwnerWord::Confirmed).await;
        }
    }

    /// A steward writes it down; nobody says yet whether it is so. Answers the version.
    pub(crate) async fn named_are(&self, company: Id<Member>, owners: Vec<Owner>) -> i64 {
        let (by, name) = (self.steward, "Mill Ltd".to_owned());
        let input = ownership::ops::NameOwners { company, name, owners, key: None };
        self.act(move |tx, now| ownership::ops::name_owners(tx, by, &input, now)).await.unwrap()
    }

    /// As themselves, or as the company.
    pub(crate) async fn owner_says(
        &self,
        company: Id<Member>,
        version: i64,
        by: Id<Member>,
        word: OwnerWord,
    ) {
        let reason = if word == OwnerWord::Denied { "It is not so".to_owned() } else { String::new() };
        let input = ownership::ops::AnswerOwner { company, version, word, reason, key: None };
        let said = self.act(move |tx, now| match by == company {
            true => ownership::ops::answer_for_company(tx, by, &input, now),
            false => ownership::ops::answer_owner(tx, by, &input, now),
        });
        said.await.unwrap();
    }

    pub(crate) async fn terms_of(&self, pool: PoolId) -> Campaign {
        self.find::<Campaign>((self.community, pool)).await
    }

    pub(crate) async fn step(&self, pool: PoolId, number: i64) -> Milestone {
        self.find::<Milestone>((self.community, pool, number)).await
    }

    pub(crate) async fn holds_of(&self, member: Id<Member>) -> bool {
        let community = self.community;
        self.db.read(move |reader| pools::holds_of(reader, community, member)).await.unwrap()
    }

    /// As pre-orders could once be decided on: its first step is all of it. `before`: opened when reaching the goal released that.
    pub(crate) async fn of_one_step(&self, pool: PoolId, before: bool) {
        self.act(move |tx, _| {
            let key = (tx.community(), pool);
            let row = tx.lock::<Campaign>(key)?.expect("a campaign");
            tx.save(&Campaign { milestone_count: 1, goal_releases_all: before, ..row })?;
            let step = tx.lock::<Milestone>((key.0, key.1, 1))?.expect("a step");
            Ok::<_, OpError<()>>(tx.save(&Milestone { share_bp: 10_000, ..step })?)
        })
        .await
        .unwrap();
    }

    pub(crate) async fn claims(
        &self,
        by: Id<Member>,
        pool: PoolId,
        number: i64,
    ) -> Result<PoolMoved, CampaignRefused> {
        let evidence = "See the yard".to_owned();
        let input = ops::ClaimMilestone { pool, number, evidence, key: None };
        self.act(move |tx, now| ops::claim_milestone(tx, by, &input, now)).await
    }

    pub(crate) async fn says(
        &self,
        by: Id<Member>,
        pool: PoolId,
        number: i64,
        accepts: bool,
    ) -> Result<PoolMoved, CampaignRefused> {
        let reason = if accepts { "" } else { "It leaks" }.to_owned();
        let input = ops::AnswerMilestone { pool, number, accepts, reason, key: None };
        self.act(move |tx, now| ops::answer_milestone(tx, by, &input, now)).await
    }

    pub(crate) async fn raise(&self, by: Id<Member>, pool: PoolId) -> Result<PoolMoved, CampaignRefused> {
        let input = ops::RaiseGoal { pool, reason: "The posts cost more".to_owned(), key: None };
        self.act(move |tx, now| ops::raise_goal(tx, by, &input, now)).await
    }

    /// One transaction of a job about a pool, as if the process died behind it: what it has enqueued waits, and is run once more later.
    pub(crate) async fn job(&self, kind: &'static str, pool: PoolId) {
        let handler = pools::jobs().into_iter().find(|(of, _)| *of == kind).unwrap().1;
        let (community, subject) = (self.community, pool.to_string());
        self.act(move |tx, now| {
            let job = Job {
                community,
                id: 0,
                kind: kind.to_owned(),
                subject: subject.clone(),
                due_at: now,
                attempt: 1,
            };
            Ok::<_, OpError<()>>(handler(tx, &job, now).map(drop)?)
        })
        .await
        .unwrap();
    }

    /// To that time, and through what is due by then.
    pub(crate) async fn until(&self, at: Timestamp) {
        self.clock.set(at);
        self.run_jobs().await;
    }

    /// What a fund has been given, in its own direction.
    pub(crate) async fn given(&self, fund: i64) -> i64 {
        self.balance(AccountKey::donation(fund, CNY)).await
    }
}
