//! Campaigns by lot: gifts, orders paid beforehand and capital, joined and left, met and missed, with milestones that are accepted,
//! refused and forgotten.

use crate::book::divide;
use crate::matching::Matched;
use crate::town::{CNY, DAY, DECISION, Town};
use kernel::{Id, Quantity};
use ledger::AccountKey;
use market::payment::ArrivedAt;
use pools::CampaignRefused as No;
use pools::campaign::{Acceptance, MilestoneAsked, MilestoneRules, Offered, SecondRound, Terms};
use pools::campaign_rows::{Campaign, Milestone};
use pools::commitment::CommitmentState;
use pools::ids::PoolId;
use pools::milestone::{MilestoneState, Stage};
use pools::ops::{self, Commit, ConfirmCommitment, LeavePool, NewCampaign, Pay};
use pools::pool::PoolState;
use pools::rows::{Commitment, Pool};
use web::ids::MemberId;

pub(crate) struct Raised {
    pub(crate) pool: PoolId,
    pub(crate) offered: Offered,
    pub(crate) matched: Option<Matched>,
    pub(crate) unit: i64,
    pub(crate) shares: Vec<i64>,
    pub(crate) parts: Vec<Part>,
    called_off: bool,
    /// What each tranche is, once it is closed with its goal reached.
    tranches: Option<Vec<i64>>,
    pub(crate) released: Vec<bool>,
    over: bool,
}

pub(crate) struct Part {
    pub(crate) id: Id<Commitment>,
    pub(crate) member: MemberId,
    pub(crate) due: i64,
    pub(crate) paid: bool,
    pub(crate) left: bool,
    /// Of capital: its units by tranche, once its money is captured; what is not entered of them is the member's again where they left.
    pub(crate) units: Option<Vec<i64>>,
    pub(crate) gone_back: bool,
}

impl Raised {
    fn paid(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.paid && !part.left)
    }

    fn sum(&self) -> i64 {
        self.paid().map(|part| part.due).sum()
    }

    /// What counts towards the goal.
    fn reached(&self) -> i64 {
        self.sum() + self.matched.as_ref().map_or(0, Matched::adds)
    }
}

impl Town {
    fn terms(&mut self) -> (Terms, Vec<i64>) {
        let now = self.now();
        let offered =
            [Offered::Donation, Offered::PreOrder, Offered::MemberCapital][self.dice.roll(3) as usize];
        let unit = if offered == Offered::Donation { 1 } else { 100 + self.dice.roll(900) };
        let goal = 2_000 + self.dice.roll(16_000);
        // Of what is ordered ahead the last step is the delivery, and not reaching the goal.
        let count = (1 + self.dice.roll(3)).max(if offered == Offered::PreOrder { 2 } else { 1 });
        let first = 1 + self.dice.roll(9_000);
        let shares = match count {
            1 => vec![10_000],
            2 => vec![first, 10_000 - first],
            _ => vec![first, (10_000 - first) / 3, 10_000 - first - (10_000 - first) / 3],
        };
        let step = |(at, share): (usize, &i64)| MilestoneAsked {
            share_bp: *share,
            due_at: now.plus(DAY * (30 * at as u32)),
            title: format!("Step {at}"),
        };
        let text = |text: &str| text.to_owned();
        let terms = Terms {
            offered,
            title: text("A roof"),
            story: String::new(),
            gets: text("A dry yard"),
            risk: text("It may leak"),
            unit_minor: unit,
            goal_minor: goal,
            second: self.dice.once_in(2).then_some(SecondRound { goal_minor: goal * 2, days: 4 }),
            units_max: Some(900_000 / unit),
            units_least: 1,
            units_each: Some(900_000 / unit),
            closes_at: now.plus(DAY * 12),
            grace: DAY,
            withdraw_until: now.plus(DAY * 9),
            milestones: shares.iter().enumerate().map(step).collect(),
            budget: Vec::new(),
            acceptance: self.dice.one(&[Acceptance::Vote, Acceptance::Silence]),
            look_days: 3,
            percent: 1 + self.dice.roll(100),
            probation_days: 0,
        };
        (terms, shares)
    }

    pub(crate) async fn opens_campaign(&mut self) {
        let (terms, shares) = self.terms();
        let (offered, unit, id) = (terms.offered, terms.unit_minor, self.id());
        let (team, decision_title) = (vec![self.chen], "A roof over the yard".to_owned());
        // However little the rules of a town ask for.
        let rules = MilestoneRules { vote_percent_least: 0, object_percent_most: 100, ..Default::default() };
        let decision = DECISION.to_owned();
        let new = NewCampaign { id, terms, rules, fund: 1, team, decision, decision_title };
        let opened = self.once(move |tx, now| ops::open_campaign_by_decision(tx, &new, now)).await.unwrap();
        let released = vec![false; shares.len()];
        let (parts, tranches) = (Vec::new(), None);
        let pool = opened.pool;
        self.raised.push(Raised {
            pool,
            offered,
            matched: None,
            unit,
            shares,
            parts,
            called_off: false,
            tranches,
            released,
            over: false,
        });
        if offered == Offered::Donation && self.dice.once_in(2) {
            self.adds_to_gifts().await;
        }
    }

    /// The newest ones are those that one can join.
    fn some_campaign(&mut self) -> Option<usize> {
        let count = self.raised.len();
        let back = self.dice.roll(3) as usize;
        (count > 0).then(|| count - 1 - back.min(count - 1))
    }

    pub(crate) async fn joins_campaign(&mut self) {
        for _ in 0..1 + self.dice.roll(3) {
            self.joins_one().await;
        }
    }

    async fn joins_one(&mut self) {
        let Some(at) = self.some_campaign() else { return self.opens_campaign().await };
        let members = self.members.clone();
        let member = self.dice.one(&members);
        let (pool, unit) = (self.raised[at].pool, self.raised[at].unit);
        let units = 1 + self.dice.roll(9_000) / unit;
        let pay = if self.dice.once_in(3) { Pay::Later } else { Pay::SetOff };
        let input = Commit {
            id: self.id(),
            pool,
            units: Quantity::from_milli(units * 1_000),
            seen_minor: None,
            pay,
            sure: false,
            risk_read: Some(1),
            key: self.key("commit"),
        };
        let Ok(done) = self.act(move |tx, now| ops::commit(tx, member, &input, now)).await else { return };
        assert_eq!(done.due_minor, units * unit, "{}", self.told());
        let (id, due) = (done.commitment, done.due_minor);
        let mut part =
            Part { id, member, due, paid: pay == Pay::SetOff, left: false, units: None, gone_back: false };
        if part.paid {
            self.book.owes(member, -due);
        } else if !self.dice.once_in(4) {
            // What came above is the member's.
            let more = if self.dice.once_in(3) { self.dice.roll(50) } else { 0 };
            let input = ConfirmCommitment {
                commitment: id,
                arrived_at: ArrivedAt::Instant(self.now()),
                amount_minor: due + more,
                reference: "line 7".to_owned(),
                key: self.key("confirm"),
            };
            let by = self.treasurer;
            let found = self.act(move |tx, now| ops::confirm_commitment(tx, by, &input, now)).await;
            assert!(found.is_ok(), "{found:?} {}", self.told());
            part.paid = true;
            self.book.bank += due + more;
            self.book.owes(member, more);
        }
        if let (true, Some(matched)) = (part.paid, self.raised[at].matched.as_mut()) {
            matched.is_given(id, member, due);
        }
        self.raised[at].parts.push(part);
    }

    pub(crate) async fn leaves_campaign(&mut self) {
        let Some(at) = self.some_campaign() else { return };
        let count = self.raised[at].parts.len() as u64;
        if count > 0 && !self.dice.once_in(5) {
            let which = self.dice.roll(count) as usize;
            let (commitment, by) = (self.raised[at].parts[which].id, self.raised[at].parts[which].member);
            let input = LeavePool { commitment, key: self.key("leave") };
            if self.act(move |tx, now| ops::leave_pool(tx, by, &input, now)).await.is_ok() {
                let part = &mut self.raised[at].parts[which];
                assert!(!part.left, "left twice");
                part.left = true;
                self.happened.entry("withdrew").and_modify(|count| *count += 1).or_insert(1);
                if part.paid {
                    let due = part.due;
                    self.book.owes(by, due);
                    if let Some(matched) = self.raised[at].matched.as_mut() {
                        matched.is_taken_back(commitment);
                    }
                }
            }
            return;
        }
        let (by, pool) = (self.chen, self.raised[at].pool);
        let input = ops::CancelPool { pool, reason: "No permit".to_owned(), key: self.key("cancel") };
        if self.act(move |tx, now| ops::cancel_pool(tx, by, &input, now)).await.is_ok() {
            self.raised[at].called_off = true;
            let mut one = self.raised.remove(at);
            self.match_is_off(&mut one);
            self.raised.insert(at, one);
        }
    }

    /// The team raises the goal or claims a milestone; backers say what they think of it.
    pub(crate) async fn works_on_campaign(&mut self) {
        let Some(at) = self.some_campaign() else { return };
        let (pool, by) = (self.raised[at].pool, self.chen);
        if self.dice.once_in(4) {
            let input = ops::RaiseGoal { pool, reason: "It costs more".to_owned(), key: self.key("raise") };
            let raised = self.act(move |tx, now| ops::raise_goal(tx, by, &input, now)).await;
            match raised {
                Ok(_) => self.notes("raised"),
                Err(No::NoSecondRound | No::AlreadyRaised | No::NotReached | No::Over) => {}
                Err(other) => panic!("raising: {other:?}, {}", self.told()),
            }
            return;
        }
        let Some(number) = self.raised[at].released.iter().position(|released| !released) else { return };
        let number = number as i64 + 1;
        let input =
            ops::ClaimMilestone { pool, number, evidence: "Look".to_owned(), key: self.key("milestone") };
        if self.act(move |tx, now| ops::claim_milestone(tx, by, &input, now)).await.is_ok() {
            for member in self.members.clone() {
                let (accepts, key) = (!self.dice.once_in(3), self.key("answer"));
                let reason = if accepts { "" } else { "It leaks" }.to_owned();
                let input = ops::AnswerMilestone { pool, number, accepts, reason, key };
                let said = self.act(move |tx, now| ops::answer_milestone(tx, member, &input, now)).await;
                let backs = self.raised[at].paid().any(|part| part.member == member);
                match said {
                    Ok(_) => assert!(backs && self.here(member), "{}", self.told()),
                    Err(No::NotAMember) => assert!(!self.here(member), "{}", self.told()),
                    // Also whose part could not be kept, and went back whole.
                    Err(No::NotABacker) => {}
                    Err(other) => panic!("answering: {other:?}, {}", self.told()),
                }
            }
        }
    }

    /// What can be kept of what was paid when it has just closed: of capital nothing of who has left.
    fn comes_to(&self, one: &Raised) -> i64 {
        match one.offered {
            Offered::MemberCapital => {
                one.paid().filter(|part| self.here(part.member)).map(|part| part.due).sum()
            }
            _ => one.reached(),
        }
    }

    /// What became of campaigns since yesterday, and what that has to mean for everybody's money.
    pub(crate) async fn looks_at_campaigns(&mut self) {
        for at in 0..self.raised.len() {
            if !self.raised[at].over {
                self.looks_at_campaign(at).await;
            }
        }
    }

    async fn looks_at_campaign(&mut self, at: usize) {
        let (community, id) = (self.community, self.raised[at].pool);
        let pool = self.find::<Pool>((community, id)).await.unwrap();
        let campaign = self.find::<Campaign>((community, id)).await.unwrap();
        let mut one = self.raised.remove(at);
        match pool.state {
            PoolState::Prepared => {
                panic!("a campaign comes from a ballot and waits for nobody: {}", self.told())
            }
            PoolState::Open | PoolState::Met | PoolState::Failed => {
                assert_ne!(pool.state, PoolState::Met, "settled in a day: {}", self.told());
                assert_ne!(pool.state, PoolState::Failed, "settled in a day: {}", self.told());
            }
            PoolState::Refunded => {
                assert!(
                    one.called_off || self.comes_to(&one) < pool.least,
                    "given back, and {} are there",
                    self.comes_to(&one)
                );
                self.match_is_off(&mut one);
                for part in one.paid() {
                    self.book.owes(part.member, part.due);
                }
                one.over = true;
                self.notes(if one.called_off { "called off" } else { "missed" });
            }
            PoolState::Captured => self.looks_at_milestones(&mut one, &campaign, &pool).await,
        }
        if one.over {
            let held = AccountKey::held(id, CNY);
            assert_eq!(self.balance(held).await, 0, "each held account leaves whole: {}", self.told());
            for part in &one.parts {
                let row = self.find::<Commitment>((community, part.id)).await.unwrap();
                assert_eq!(row.held_minor, 0);
                let ended = row.captured_minor + row.returned_minor;
                assert_eq!(ended, if part.paid { part.due } else { 0 }, "{row:?} {}", self.told());
                assert_ne!(row.state, CommitmentState::Held);
            }
        }
        self.raised.insert(at, one);
    }

    async fn looks_at_milestones(&mut self, one: &mut Raised, campaign: &Campaign, pool: &Pool) {
        let told = self.told();
        if one.tranches.is_none() {
            let came = self.comes_to(one);
            assert!(!one.called_off && came >= pool.least, "formed with {came} of {}: {told}", pool.least);
            one.tranches = Some(match one.offered {
                Offered::MemberCapital => self.captures_units(one),
                _ => divide(one.sum(), &one.shares),
            });
            self.match_is_fixed(one).await;
        }
        let tranches = one.tranches.clone().unwrap();
        for number in 1..=one.shares.len() {
            let key = (self.community, one.pool, number as i64);
            let step = self.find::<Milestone>(key).await.unwrap();
            let is_released = step.state == MilestoneState::Released;
            assert!(is_released || !one.released[number - 1], "taken back: {told}");
            if is_released && !one.released[number - 1] {
                one.released[number - 1] = true;
                self.notes("tranche");
                assert_eq!(step.tranche_minor, Some(tranches[number - 1]), "{told}");
                match one.offered {
                    Offered::Donation => {
                        self.book.fund(1, tranches[number - 1]);
                        self.match_is_released(one, number - 1);
                    }
                    // Owed in goods until they are delivered.
                    Offered::PreOrder if number == one.shares.len() => self.book.fund(1, one.sum()),
                    Offered::PreOrder => {}
                    Offered::MemberCapital => self.capital_came(one, campaign, number - 1),
                    Offered::EquityRecord => unreachable!("no season draws records of equity: {told}"),
                }
            }
        }
        one.over = matches!(campaign.stage, Stage::Done | Stage::Returned);
        if one.over {
            self.notes(if campaign.stage == Stage::Done { "done" } else { "returned" });
        }
        if campaign.stage == Stage::Returned {
            let released = tranches.iter().zip(&one.released).filter(|(_, released)| **released);
            if one.offered == Offered::MemberCapital {
                return self.units_went_back(one);
            }
            self.match_goes_back(one);
            let kept = match one.offered {
                Offered::PreOrder => 0,
                _ => released.map(|(tranche, _)| *tranche).sum(),
            };
            // In proportion, ties by id.
            let mut paid: Vec<_> = one.paid().map(|part| (part.id, part.member, part.due)).collect();
            paid.sort_unstable_by_key(|(id, ..)| *id);
            let dues: Vec<i64> = paid.iter().map(|(.., due)| *due).collect();
            for ((_, member, _), back) in paid.iter().zip(divide(one.sum() - kept, &dues)) {
                self.book.owes(*member, back);
            }
        }
    }
}

impl Raised {
    pub(crate) fn is_over(&self) -> bool {
        self.over
    }
}
