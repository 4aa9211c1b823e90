//! What the neighbours pay for together by decision: once reached, with a milestone released, and once still open.

use super::agenda::{Agenda, Turned, deed};
use super::cast::Cast;
use super::content::Both;
use super::decisions::{COMMON, Moment};
use super::motions::{self as words, MotionText};
use super::stage::{DAY, HOUR, Stage};
use super::story::{Motion, Story, asks, pick};
use community::ops::open_fund::{OpenFundInput, open_fund};
use governance::asked_campaign::{AskedCampaign, AskedLine, AskedMilestone};
use governance::asks::{Action, Asks};
use governance::choice::Choice;
use governance::proposal::Stage as At;
use governance::rows::{DecidedAction, Proposal};
use governance::terms::{Kind, Secrecy};
use kernel::{Id, Quantity, Timestamp};
use ledger::FundKind;
use market::payment::MethodCode;
use pools::CommitRefused;
use pools::ids::PoolId;
use pools::ops::{
    AnswerQuestion, AskQuestion, ClaimCommitment, ClaimMilestone, Commit, ConfirmCommitment, Pay,
    WriteUpdate, answer_question, ask_question, claim_commitment, claim_milestone, commit,
    confirm_commitment, write_update,
};
use pools::rows::Commitment;
use std::time::Duration;
use store::{IdempotencyKey, OpError, Outcome, Tx};
use web::ids::MemberId;

const YUAN: i64 = 100;
/// The next one after those of the founding.
const SHELTER_FUND: i64 = 5;
const SHELTER_NAME: Both = ("巷口遮雨棚", "Shelter at the lane");
const MINUTE: Duration = Duration::from_secs(60);

const SHELTER: MotionText = MotionText {
    title: ("众筹：巷口搭一个遮雨棚", "Together: a shelter at the lane"),
    body: (
        "下雨天取菜，人和菜都淋着。修车铺那面墙可以搭一个三米的棚，**材料加工钱一千二**。\n\n- 大家随意出，五元起\n- 凑不够全退；凑够了先付一半买料，搭好看过再付另一半",
        "When it rains, we and our vegetables get wet. Three metres of shelter fit against the bicycle shop, **1,200 for material and work**.\n\n- Give what you like, from five yuan\n- Too little, and all of it goes back; enough, and half of it buys the material, the other half is paid once it stands",
    ),
};
const BAGS: MotionText = MotionText {
    title: ("众筹：预订菜社自己的帆布袋", "Together: bags of our own, ordered ahead"),
    body: (
        "少用塑料袋。裁缝铺的小苏可以做厚帆布袋，**四十个起做，一个三十五**。先付款，凑够才开工，做好在自提点拿。",
        "Fewer plastic bags. Xiao Su the tailor makes them of strong canvas, **35 each, from forty on**. Pay first; she begins once there are enough, and you collect them with your vegetables.",
    ),
};

/// Planned last: what chance has drawn stays for the others.
pub(crate) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let mut story = Story { stage, agenda, cast };
    story.fund_of_the_shelter();
    story.shelter();
    story.bags();
}

impl Story<'_> {
    pub(super) fn asked(&self, offered: &str, title: Both, team: usize) -> AskedCampaign {
        AskedCampaign {
            offered: offered.to_owned(),
            title: self.stage.say(title),
            gets: String::new(),
            risk: String::new(),
            fund: COMMON,
            unit_minor: 1,
            goal_minor: 1_200 * YUAN,
            second_goal_minor: None,
            second_days: 0,
            units_max: None,
            units_least: 5 * YUAN,
            units_each: None,
            open_days: 10,
            withdraw_days: 8,
            grace_days: 1,
            milestones: Vec::new(),
            budget: Vec::new(),
            acceptance: "silence".to_owned(),
            look_days: 5,
            percent: 30,
            probation_days: 0,
            team: vec![self.neighbour(team)],
        }
    }

    pub(super) fn step(&self, percent: i64, days: i64, title: Both) -> AskedMilestone {
        AskedMilestone { share_bp: percent * 100, days, title: self.stage.say(title) }
    }

    pub(super) fn line(&self, yuan: i64, what: Both) -> AskedLine {
        AskedLine { minor: yuan * YUAN, what: self.stage.say(what) }
    }

    /// Discussed, voted on, in force two days after the ballot.
    pub(super) fn passed(&mut self, by: usize, text: &MotionText, asked: AskedCampaign, week: i64) -> Motion {
        let asks = Asks {
            actions: vec![Action::Campaign { campaign: Box::new(asked) }],
            ..asks(Kind::YesNo, Secrecy::Open)
        };
        let motion = self.proposal(by, (week, 0, 20), text, asks);
        self.on(motion, (week, 1, 12), At::Discussion, words::TO_DISCUSSION);
        self.on(motion, (week, 3, 9), At::Draft, words::TO_DRAFT);
        let open = self.ballot(motion, (week, 3, 20), 3);
        self.voices(open, 50, |story, _| {
            Some(pick(story, &[(88, Choice::Yes), (7, Choice::No), (5, Choice::Abstain)]))
        });
        motion
    }

    /// What is given for the shelter is for nothing else: in the common fund it would be a surplus, to be shared out.
    fn fund_of_the_shelter(&mut self) {
        let (at, actor, name) = (self.at((2, 6, 20)), self.cast.steward, self.stage.say(SHELTER_NAME));
        self.agenda.add(self.stage.community, at, "opening a fund", move |tx| {
            let key = IdempotencyKey::of("demo", "demo-shelter", "open_fund", &())?;
            let input = OpenFundInput { actor, kind: FundKind::Project, name: name.clone(), key };
            match deed(open_fund(tx, &input, at), |_| false)? {
                Some(SHELTER_FUND) => Ok(()),
                other => Err(OpError::Refused(Turned::Wrong(format!("fund {other:?}")))),
            }
        });
    }

    /// Reached, begun, and half of it stands: the next tranche is released.
    fn shelter(&mut self) {
        let asked = AskedCampaign {
            fund: SHELTER_FUND,
            gets: self.stage.say((
                "一个遮雨棚，谁都可以站。出钱的名字不刻在上面。",
                "A shelter for everybody. No names are carved into it.",
            )),
            risk: self.stage.say((
                "街道可能不让搭；那就把没花的退给大家。",
                "The district may not let us; then what is not spent goes back.",
            )),
            milestones: vec![
                self.step(50, 0, ("凑够，买料", "Enough together, material is bought")),
                self.step(30, 40, ("柱子立好", "The posts stand")),
                self.step(20, 110, ("棚顶装好", "The roof is on")),
            ],
            budget: vec![
                self.line(700, ("钢管、阳光板", "Posts and panels")),
                self.line(500, ("工钱", "Work")),
            ],
            ..self.asked("donation", ("巷口遮雨棚", "A shelter at the lane"), 2)
        };
        let motion = self.passed(2, &SHELTER, asked, 3);
        for (number, yuan) in (0_u32..).zip([100, 50, 200, 80, 100, 60, 150, 120, 100, 88, 100, 66, 120, 100])
        {
            self.backs(motion, (4, 3, 9), number, yuan * YUAN);
        }
        self.costs_of_the_shelter(motion);
        self.tells(motion, (6, 2, 19), (
            "料到了，堆在修车铺后面。周末立柱子，**来两个人搭把手**。",
            "The material is here, behind the bicycle shop. We set the posts at the weekend; **two hands are welcome**.",
        ));
        self.asks_team(
            motion,
            (6, 3, 12),
            1,
            ("刮台风会不会掀掉？", "Will a typhoon lift it?"),
            (
                "柱子打了膨胀螺栓，板可以拆。大风前我们拆下来。",
                "The posts are bolted down and the panels come off. Before a storm we take them down.",
            ),
        );
        let (at, lead) = (self.at((7, 1, 18)), self.neighbour(2));
        let evidence = self.stage.say((
            "六根柱子都立好了，周日下午在巷口，**随时来看**。发票在司库那里。",
            "All six posts stand, at the lane, **come and look**. The treasurer has the bills.",
        ));
        self.agenda.add(self.stage.community, at, "claiming a milestone", move |tx| {
            let pool = opened(tx, motion.id)?;
            let input = ClaimMilestone { pool, number: 2, evidence: evidence.clone(), key: None };
            deed(claim_milestone(tx, lead, &input, at), |_| false).map(drop)
        });
    }

    /// Still open today.
    fn bags(&mut self) {
        let asked = AskedCampaign {
            gets: self.stage.say((
                "一个厚帆布袋，印菜社的标。做好的那周在自提点拿。",
                "A bag of strong canvas with our mark. Collect it the week it is ready.",
            )),
            risk: self.stage.say((
                "可能晚一两周；做不出来就全退。",
                "It may take a week or two longer; if it comes to nothing, all of it goes back.",
            )),
            unit_minor: 35 * YUAN,
            goal_minor: 40 * 35 * YUAN,
            units_least: 1,
            units_each: Some(6),
            open_days: 20,
            withdraw_days: 14,
            milestones: vec![
                self.step(40, 0, ("凑够，开工", "Enough together, work begins")),
                self.step(60, 60, ("袋子做好，发到手", "The bags are ready and handed out")),
            ],
            budget: vec![self.line(800, ("布和线", "Canvas and thread")), self.line(600, ("工钱", "Work"))],
            ..self.asked("pre_order", ("菜社帆布袋", "Bags of our own"), 7)
        };
        let motion = self.passed(7, &BAGS, asked, 10);
        for (number, units) in (0_u32..).zip([2, 1, 3, 2, 2, 1, 4, 2, 1]) {
            self.backs(motion, (11, 2, 9), number, units);
        }
    }

    /// Pledged, transferred a little later, found by the treasurer half a day after that.
    pub(super) fn backs(&mut self, motion: Motion, from: Moment, number: u32, units: i64) {
        let at = self.at(from).plus(MINUTE * (number * 131));
        let id = self.stage.id::<Commitment>(at);
        let settled = self
            .cast
            .buyers
            .iter()
            .filter(|buyer| buyer.member != self.cast.treasurer && buyer.since.plus(DAY * 15) < at);
        let Some(member) = settled.map(|buyer| buyer.member).nth(number as usize) else { return };
        let reference = format!("C{:08}", self.stage.voices.below(100_000_000));
        pays(
            self.agenda,
            self.stage.community,
            self.cast.treasurer,
            (motion.id, id, member, units),
            reference,
            at,
        );
    }

    fn tells(&mut self, motion: Motion, when: Moment, said: Both) {
        let (at, lead, said) = (self.at(when), self.neighbour(2), self.stage.say(said));
        self.agenda.add(self.stage.community, at, "telling how a campaign goes", move |tx| {
            let input = WriteUpdate { pool: opened(tx, motion.id)?, words: said.clone(), key: None };
            deed(write_update(tx, lead, &input, at), |_| false).map(drop)
        });
    }

    fn asks_team(&mut self, motion: Motion, when: Moment, by: usize, question: Both, answer: Both) {
        let (at, by, lead) = (self.at(when), self.neighbour(by), self.neighbour(2));
        let (question, answer) = (self.stage.say(question), self.stage.say(answer));
        let later = at.plus(HOUR * 3);
        self.agenda.add(self.stage.community, at, "asking a campaign's team", move |tx| {
            let input = AskQuestion { pool: opened(tx, motion.id)?, words: question.clone(), key: None };
            deed(ask_question(tx, by, &input, at), |_| false).map(drop)
        });
        self.agenda.add(self.stage.community, later, "answering in a campaign", move |tx| {
            let pool = opened(tx, motion.id)?;
            let input = AnswerQuestion { pool, number: 1, words: answer.clone(), key: None };
            deed(answer_question(tx, lead, &input, later), |_| false).map(drop)
        });
    }
}

/// What the decision opened. The story goes on only where it was passed and carried out.
pub(super) fn opened(tx: &mut Tx, decision: Id<Proposal>) -> Outcome<PoolId, Turned> {
    let deed = tx.find::<DecidedAction>((tx.community(), decision, 1))?;
    let opened = deed.and_then(|deed| deed.result).and_then(|id| Id::parse(&id).ok());
    opened.ok_or_else(|| OpError::Refused(Turned::Wrong("the campaign was not opened".to_owned())))
}

fn pays(
    agenda: &mut Agenda,
    community: i64,
    treasurer: MemberId,
    (decision, id, member, units): (Id<Proposal>, Id<Commitment>, MemberId, i64),
    reference: String,
    at: Timestamp,
) {
    agenda.add(community, at, "taking part in a campaign", move |tx| {
        let input = Commit {
            id,
            pool: opened(tx, decision)?,
            units: Quantity::from_milli(units * 1_000),
            seen_minor: None,
            pay: Pay::Later,
            sure: false,
            risk_read: Some(1),
            key: None,
        };
        deed(commit(tx, member, &input, at), |why| *why == CommitRefused::NotAMember).map(drop)
    });
    let paid = at.plus(MINUTE * 9);
    let proof = format!("**** {:04}", units * 1_237 % 10_000);
    agenda.add(community, paid, "claiming a part in a campaign", move |tx| {
        if tx.find::<Commitment>((tx.community(), id))?.is_none() {
            return Ok(());
        }
        let (method, proof) = (MethodCode::BankTransfer, proof.clone());
        let input = ClaimCommitment { commitment: id, method, proof, key: None };
        deed(claim_commitment(tx, member, &input, paid), |_| false).map(drop)
    });
    let found = paid.plus(HOUR * 11);
    agenda.add(community, found, "confirming a part in a campaign", move |tx| {
        let Some(part) = tx.find::<Commitment>((tx.community(), id))? else { return Ok(()) };
        let input = ConfirmCommitment {
            commitment: id,
            arrived_at: paid.into(),
            amount_minor: part.due_minor,
            reference: reference.clone(),
            key: None,
        };
        deed(confirm_commitment(tx, treasurer, &input, found), |_| false).map(drop)
    });
}
