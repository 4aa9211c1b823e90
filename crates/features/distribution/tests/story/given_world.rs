//! A campaign that gives to the fund, what is spent of it, and months that are shared out, for the stories of what was given.

use crate::world::{CNY, DAY, World};
use distribution::DistributionRefused as No;
use distribution::given::LeftOut;
use distribution::ops::Frozen;
use distribution::outcome::Outcome;
use distribution::rows::Distribution;
use distribution::rule::{Preset, Rule};
use distribution::simulate::Simulated;
use kernel::{Id, Quantity, Timestamp, Zone};
use ledger::{AccountKey, Cause, NewEntry};
use pools::campaign::{Acceptance, BudgetLine, MilestoneAsked, MilestoneRules, Offered, Terms};
use pools::campaign_rows::Campaign;
use pools::ids::{Member, PoolId};
use pools::ops::{Commit, NewCampaign, Pay};
use spending::asked::Payee;
use spending::expense::ExpensePurpose;
use spending::ops::{
    self as spent, ApproveExpense, PayExpense, RecordReceipt, RefuseExpense, SubmitExpense, Under,
    record_receipt,
};
use spending::receipt::{Giver, ReceiptKind, Till};
use spending::rows::{Expense, Mandate};
use spending::{EndMandate, EndedBy, ExpenseRefused};

pub(crate) fn per_head() -> Rule {
    Rule::preset(Preset::Sponsorship, None, None)
}

/// As it was written before a distribution said from when on gifts were told apart, and how much of them was left out.
pub(crate) fn says_nothing_of_before(outcome: &mut Outcome) {
    (outcome.told_apart_from_us, outcome.gifts_left_out_minor) = (None, None);
    outcome.held_from_us = None;
}

impl World {
    pub(crate) async fn entry(&self, debit: AccountKey, credit: AccountKey, minor: i64) {
        let cause = self.id::<Member>();
        let post = move |tx: &mut store::Tx, now| {
            let entry = NewEntry {
                kind: "receipt",
                happened_at: now,
                recorded_at: now,
                cause: Cause::new("receipt", cause),
                parent: None,
                mandate: None,
                reverses: None,
                postings: vec![(debit.clone(), minor), (credit.clone(), -minor)],
            };
            ledger::post(tx, &entry)
        };
        self.act(post).await.unwrap();
    }

    /// At the bank, today, for the first fund.
    pub(crate) async fn receives(&self, kind: ReceiptKind, amount_minor: i64) {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let input = RecordReceipt {
            id: self.id(),
            kind,
            fund: 1,
            till: Till::Bank,
            amount_minor,
            giver: Giver::Outside("Corner shop".to_owned()),
            what: "Its name on the bags".to_owned(),
            received_on: Timestamp::start_of_day(self.now().day(&zone), &zone),
            proofs: Vec::new(),
            key: None,
        };
        let by = self.treasurer;
        self.act(move |tx, now| record_receipt(tx, by, &input, now)).await.unwrap();
    }

    pub(crate) async fn pool_jobs(&self) {
        let runner = store::JobRunner::new(self.db.clone(), pools::jobs());
        while runner.run_due(self.now()).await.unwrap() > 0 {}
    }

    /// A campaign for the first fund, led by Chen, to which Dan gives so much; all of it is released at once.
    pub(crate) async fn cooler(&self, minor: i64, offered: Offered) -> PoolId {
        let (now, text) = (self.now(), |text: &str| text.to_owned());
        let pool: PoolId = self.id();
        // Until it is there: a delivery is looked at for a week.
        let days = if offered == Offered::PreOrder { 3 } else { 10 };
        // What is ordered ahead is delivered by a step that is claimed and accepted.
        let shares: &[i64] = if offered == Offered::PreOrder { &[4_000, 6_000] } else { &[10_000] };
        let step = |(at, share_bp): (u32, &i64)| MilestoneAsked {
            share_bp: *share_bp,
            due_at: now.plus(DAY * (30 * at)),
            title: text("Begun"),
        };
        let steps = (0..).zip(shares).map(step).collect();
        let new = NewCampaign {
            id: pool,
            terms: Terms {
                offered,
                title: text("A water cooler"),
                story: text("For the yard."),
                gets: text("Cold water"),
                risk: text("It may leak"),
                unit_minor: 1,
                goal_minor: 100,
                second: None,
                units_max: None,
                units_least: 1,
                units_each: None,
                closes_at: now.plus(DAY * days),
                grace: DAY,
                withdraw_until: now.plus(DAY * (days - 2)),
                milestones: steps,
                budget: vec![BudgetLine { minor: 100, what: text("Cooler") }],
                acceptance: Acceptance::Silence,
                look_days: 7,
                percent: 50,
                probation_days: 0,
            },
            rules: MilestoneRules { vote_percent_least: 0, object_percent_most: 100, ..Default::default() },
            fund: 1,
            team: vec![self.chen],
            decision: text("pro_01k00000000000000000000000"),
            decision_title: text("Cold water"),
        };
        self.act(move |tx, now| pools::ops::open_campaign_by_decision(tx, &new, now)).await.unwrap();
        self.entry(AccountKey::bank(CNY), AccountKey::owed(self.dan, CNY), minor).await;
        let by = self.dan;
        let part = Commit {
            id: self.id(),
            pool,
            units: Quantity::from_milli(minor * 1_000),
            seen_minor: None,
            pay: Pay::SetOff,
            sure: false,
            risk_read: Some(1),
            key: None,
        };
        self.act(move |tx, now| pools::ops::commit(tx, by, &part, now)).await.unwrap();
        self.clock.advance(DAY * days);
        self.pool_jobs().await;
        if offered == Offered::PreOrder {
            let claim = pools::ops::ClaimMilestone {
                pool,
                number: 2,
                evidence: text("It stands in the yard"),
                key: None,
            };
            let by = self.chen;
            self.act(move |tx, now| pools::ops::claim_milestone(tx, by, &claim, now)).await.unwrap();
            self.clock.advance(DAY * 7);
            self.pool_jobs().await;
        }
        pool
    }

    /// Chen spends of what the campaign has released.
    pub(crate) async fn spend(&self, pool: PoolId, amount_minor: i64) {
        let expense = self.ask(pool, Payee::Member(self.chen), amount_minor).await;
        self.approve(expense).await.unwrap();
    }

    pub(crate) async fn mandate(&self, pool: PoolId) -> Mandate {
        let community = self.community;
        let found = self.db.read(move |reader| spending::campaign_mandate(reader, community, pool)).await;
        found.unwrap().expect("released")
    }

    /// Chen asks for it.
    pub(crate) async fn ask(&self, pool: PoolId, payee: Payee, amount_minor: i64) -> Id<Expense> {
        let (zone, by) = (Zone::parse("Asia/Shanghai").unwrap(), self.chen);
        let input = SubmitExpense {
            id: self.id(),
            under: Under::Mandate(self.mandate(pool).await.id),
            payee,
            purpose: ExpensePurpose::Purchases,
            line: spending::expense::ForLine::Of(1),
            amount_minor,
            what: "A cooler".to_owned(),
            incurred_on: Timestamp::start_of_day(self.now().day(&zone), &zone),
            proofs: Vec::new(),
            key: None,
        };
        self.act(move |tx, now| spent::submit_expense(tx, by, &input, now)).await.unwrap().expense
    }

    pub(crate) async fn approve(&self, expense: Id<Expense>) -> Result<(), ExpenseRefused> {
        let judge = self.treasurer;
        let without_proof = "Seen".to_owned();
        let input = ApproveExpense { expense, without_proof, proofs_seen: None, key: None };
        self.act(move |tx, now| spent::approve_expense(tx, judge, &input, now)).await.map(drop)
    }

    pub(crate) async fn refuse(&self, expense: Id<Expense>) {
        let judge = self.treasurer;
        let input = RefuseExpense { expense, reason: "Too dear".to_owned(), key: None };
        self.act(move |tx, now| spent::refuse_expense(tx, judge, &input, now)).await.unwrap();
    }

    pub(crate) async fn pay(&self, expense: Id<Expense>) {
        let (by, zone) = (self.treasurer, Zone::parse("Asia/Shanghai").unwrap());
        let paid_on = Timestamp::start_of_day(self.now().day(&zone), &zone);
        let input = PayExpense { expense, paid_on, reference: "B-1".to_owned(), key: None };
        self.act(move |tx, now| spent::pay_expense(tx, by, &input, now)).await.unwrap();
    }

    pub(crate) async fn give_back(&self, pool: PoolId) {
        let (by, mandate) = (EndedBy::Member(self.chen), self.mandate(pool).await.id);
        let input = EndMandate { mandate, reason: "No time".to_owned(), key: None };
        self.act(move |tx, now| spending::end_mandate(tx, by, &input, now)).await.unwrap();
        self.pool_jobs().await;
    }

    /// What is to be shared out of this month, and what was left out.
    pub(crate) async fn simulated(&self) -> Simulated {
        let period = self.close_month().await;
        self.simulate(period, 1, &per_head()).await.unwrap()
    }

    pub(crate) async fn carry(&self, simulated: Simulated) -> Id<Distribution> {
        let frozen = self.freeze(simulated).await;
        self.carry_out(&frozen).await.unwrap();
        self.run_jobs().await;
        frozen.distribution
    }

    /// As it was frozen before anything was left out of a surplus.
    pub(crate) async fn as_of_before(&self, id: Id<Distribution>) {
        self.rewrite(id, |outcome| {
            outcome.left_out = None;
            says_nothing_of_before(outcome);
        })
        .await;
    }

    pub(crate) async fn rewrite(&self, id: Id<Distribution>, change: fn(&mut Outcome)) {
        let write = move |tx: &mut store::Tx, _| -> store::Outcome<(), No> {
            let row = tx.lock::<Distribution>((tx.community(), id))?.expect("frozen");
            let mut outcome: Outcome = serde_json::from_str(&row.outcome).unwrap();
            change(&mut outcome);
            let outcome = serde_json::to_string(&outcome).unwrap();
            Ok(tx.save(&Distribution { outcome, ..row })?)
        };
        self.act(write).await.unwrap();
    }

    pub(crate) async fn wrong(&self) -> Vec<String> {
        let community = self.community;
        self.db.read(move |reader| distribution::verify(reader, community)).await.unwrap()
    }

    /// What is wrong with any distribution but this one.
    pub(crate) async fn wrong_beside(&self, id: Id<Distribution>) -> Vec<String> {
        let wrong = self.wrong().await.into_iter();
        wrong.filter(|text| !text.starts_with(&id.to_string())).collect()
    }

    pub(crate) async fn share_month(&self) -> Frozen {
        let period = self.close_month().await;
        let frozen = self.freeze(self.simulate(period, 1, &per_head()).await.unwrap()).await;
        self.carry_out(&frozen).await.unwrap();
        self.run_jobs().await;
        frozen
    }

    /// As the program of before reckoned it: it knew of nothing that is bound to a purpose.
    pub(crate) async fn share_month_as_before(&self, pool: PoolId) -> Id<Distribution> {
        let offered = move |offered| {
            move |tx: &mut store::Tx, _| -> store::Outcome<(), No> {
                let campaign = tx.lock::<Campaign>((tx.community(), pool))?.expect("there");
                Ok(tx.save(&Campaign { offered, ..campaign })?)
            }
        };
        self.act(offered(Offered::MemberCapital)).await.unwrap();
        let shared = self.share_month().await.distribution;
        self.act(offered(Offered::PreOrder)).await.unwrap();
        self.as_of_before(shared).await;
        shared
    }

    pub(crate) async fn left(&self) -> LeftOut {
        let period = self.close_month().await;
        let simulated = self.simulate(period, 1, &per_head()).await.unwrap();
        let left = simulated.outcome.left_out.expect("told apart");
        self.freeze(simulated).await;
        self.assert_sound().await;
        left
    }
}
