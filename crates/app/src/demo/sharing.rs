//! What a month earned is shared out: two close the month, the treasurer has it reckoned and frozen, a ballot decides on just that, and
//! everybody gets their share.

use super::agenda::{Agenda, Turned, deed};
use super::cast::Cast;
use super::decisions::{COMMON, Moment};
use super::motions::{self as words, MotionText, Said as Words};
use super::stage::{DAY, Stage};
use super::story::{Story, asks, pick};
use crate::commands::Said;
use distribution::ops::{
    CloseStep, Freeze, MoveClosing, begin_freezing, end_freezing, freeze_blocks, move_closing,
};
use distribution::period::{Period, PeriodKind};
use distribution::rows::Distribution;
use distribution::rule::{Basis, Preset, Rule, SetAside, TaxLine, Weighted};
use distribution::simulate::{Asked, simulate};
use governance::asks::{Action, Asks};
use governance::choice::Choice;
use governance::proposal::Stage as At;
use governance::terms::{Kind, Secrecy};
use kernel::{Id, Timestamp};
use std::sync::Arc;
use store::OpError;
use web::ids::MemberId;

/// Funds that something is set aside for.
const AID: i64 = 2;
const RESERVE: i64 = 4;
/// Among those who can sign in.
const TREASURER: usize = 1;

const SHARING: MotionText = MotionText {
    title: ("把结了账的那个月的盈余分给大家", "Share out the month that we closed"),
    body: (
        "那个月公共基金收的比花的多。照消费合作社的老办法分：**一成进储备，百分之二点五进互助基金**；剩下的，七成按各家买了多少，三成每人一样多。三成的这一份按股息红利代扣两成个税，由社里一起交。\n\n- 每家多少已经算好、不再变，投票定的就是这些数\n- 自己那份怎么来的，点进去一步步看得到",
        "In that month the common fund took in more than it spent. We share it out as consumer co-operatives have always done: **a tenth to the reserve, 2.5 % to mutual aid**; of the rest, seven tenths by what each of us bought, three tenths the same to everybody. Of these three tenths a fifth is withheld as tax, which the co-op pays to the office.\n\n- What each of us gets is reckoned and does not change any more: these are the figures we vote on\n- Where your own share comes from can be looked at step by step",
    ),
};
const ON_SHARING: [Words; 2] = [
    Words {
        by: 2,
        answers: None,
        words: (
            "买得少的人也出了力，分菜、看摊都在。三成够不够？",
            "Whoever buys little has helped too, packing and minding the table. Are three tenths enough?",
        ),
    },
    Words {
        by: TREASURER,
        answers: Some(1),
        words: (
            "先这样分一次，下回可以按记下来的劳动分一部分。",
            "Let us do it once like this. Next time a part can go by the work that we have noted.",
        ),
    },
];

/// Later than anything that is dated into the month, and the month is over before this week begins.
const OVER_BY: i64 = 9;
const ASKED: Moment = (9, 5, 19);
const CLOSED: Moment = (9, 6, 9);
const RECKONED: Moment = (10, 0, 20);

/// What is to be reckoned once the story has come that far.
pub(crate) struct Sharing {
    pub at: Timestamp,
    id: Id<Distribution>,
    period: Period,
}

/// Planned last: what chance has drawn stays for the others.
pub(crate) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) -> Result<Sharing, Said> {
    let period = month(stage).ok_or_else(|| Said::new("demo: no month is over"))?;
    let mut story = Story { stage, agenda, cast };
    story.closing(cast.treasurer, period, CloseStep::Ask, ASKED);
    story.closing(cast.steward, period, CloseStep::Consent, CLOSED);
    let at = story.at(RECKONED);
    let id = story.stage.id(at);
    story.share_out(id);
    Ok(Sharing { at, id, period })
}

/// The last one that was over by then: the co-op has traded in all of it.
fn month(stage: &Stage) -> Option<Period> {
    let current = Period::at(PeriodKind::Month, stage.at(OVER_BY, 0, 0, 0), &stage.zone)?;
    let (starts, _) = current.bounds(&stage.zone)?;
    Period::at(PeriodKind::Month, starts.minus(DAY), &stage.zone)
}

/// That of consumer co-operatives, with a reserve, and a part that is the same to everybody.
fn rule(stage: &Stage) -> Rule {
    let mut rule = Rule::preset(Preset::Consumer, Some(RESERVE), Some(AID));
    rule.set_aside.insert(0, SetAside { fund: RESERVE, parts: 1_000, until_minor: None });
    rule.bases = vec![
        Weighted { basis: Basis::Purchases, parts: 7_000 },
        Weighted { basis: Basis::PerHead, parts: 3_000 },
    ];
    let name = stage.say(("个人所得税（股息红利）", "Income tax on dividends"));
    rule.taxes = vec![TaxLine::new(name, 2_000, &[Basis::PerHead])];
    rule.least_minor = 100;
    rule
}

/// Reads what the month came to, and freezes it, at the time that it is.
pub(crate) async fn reckon(stage: &Stage, cast: &Cast, planned: Sharing, now: Timestamp) -> Result<(), Said> {
    let Sharing { id, period, .. } = planned;
    let asked = Asked::new(period, COMMON, rule(stage));
    let simulated = simulate(&stage.running.site.db, stage.community, &asked).await?;
    let simulated = simulated.map_err(|why| Said::new(format!("demo: reckoning: refused: {why:?}")))?;
    let (by, input) = (cast.treasurer, Freeze { id, simulated: Arc::new(simulated), key: None });
    stage
        .act("freezing what was reckoned", move |tx| {
            begin_freezing(tx, by, &input, now)?;
            freeze_blocks(tx, id, 1, &input.simulated.blocks)?;
            end_freezing(tx, id)
        })
        .await
}

impl Story<'_> {
    fn closing(&mut self, by: MemberId, period: Period, step: CloseStep, when: Moment) {
        let (at, input) = (self.at(when), MoveClosing { period, step, key: None });
        self.agenda.add(self.stage.community, at, "closing a month", move |tx| {
            deed(move_closing(tx, by, &input, at), |_| false).map(drop)
        });
    }

    fn share_out(&mut self, id: Id<Distribution>) {
        let motion = self.proposal_of(TREASURER, (10, 1, 9), &SHARING, move |tx| {
            let frozen = tx.find::<Distribution>((tx.community(), id))?;
            let frozen =
                frozen.ok_or_else(|| OpError::Refused(Turned::Wrong("nothing was frozen".to_owned())))?;
            let action = Action::Distribution { distribution: id.to_string(), hash: frozen.hash };
            Ok(Asks { actions: vec![action], ..asks(Kind::YesNo, Secrecy::Open) })
        });
        self.talk(motion, (10, 1, 19), &ON_SHARING);
        self.on(motion, (10, 1, 20), At::Discussion, words::TO_DISCUSSION);
        self.on(motion, (10, 3, 9), At::Draft, words::TO_DRAFT);
        let open = self.ballot(motion, (10, 4, 9), 3);
        self.voices(open, 60, |story, _| {
            Some(pick(story, &[(86, Choice::Yes), (8, Choice::No), (6, Choice::Abstain)]))
        });
        // Paid, it counts as carried out by itself.
    }
}
