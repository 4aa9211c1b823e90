//! Gifts to which the common fund adds: a second cold box, still open today.

use super::agenda::Agenda;
use super::cast::Cast;
use super::decisions::COMMON;
use super::motions::{self as words, MotionText};
use super::raising::opened;
use super::stage::Stage;
use super::story::{Motion, Story, asks, pick};
use governance::asked_campaign::AskedCampaign;
use governance::asked_match::AskedMatch;
use governance::asks::{Action, Asks};
use governance::choice::Choice;
use governance::proposal::Stage as At;
use governance::terms::{Kind, Secrecy};

const YUAN: i64 = 100;
/// Of the founding.
const COLD_FUND: i64 = 3;

const COLD: MotionText = MotionText {
    title: ("众筹：给自提点再添一个保温箱", "Together: a second cold box for the pick-up point"),
    body: (
        "夏天豆腐和肉放不住。再添一个**带冰排的保温箱，八百块**。\n\n- 大家随意出，五元起\n- 凑不够全退",
        "In summer tofu and meat do not keep. A second **box with ice plates costs 800**.\n\n- Give what you like, from five yuan\n- Too little, and all of it goes back",
    ),
};
const ADDED: MotionText = MotionText {
    title: ("公共基金给保温箱配捐", "The common fund adds to gifts for the cold box"),
    body: (
        "保温箱是大家都用的。公共基金拿三百块出来，**邻居捐一块，基金添五毛**，小额也算数。用不上的退回基金。",
        "Everybody uses the box. The common fund sets 300 aside: **for each yuan a neighbour gives, it adds half a yuan**, so small gifts count. What is not needed goes back.",
    ),
};

/// Planned after all others: what chance has drawn stays for them.
pub(crate) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let mut story = Story { stage, agenda, cast };
    let box_of_cold = story.cold_box();
    for (number, yuan) in (0_u32..).zip([30, 20]) {
        story.backs(box_of_cold, (10, 3, 9), number, yuan * YUAN);
    }
    story.added(box_of_cold);
    for (number, yuan) in (2_u32..).zip([50, 20, 10, 100, 30, 20, 5, 60]) {
        story.backs(box_of_cold, (11, 2, 9), number, yuan * YUAN);
    }
}

impl Story<'_> {
    fn cold_box(&mut self) -> Motion {
        let asked = AskedCampaign {
            fund: COLD_FUND,
            goal_minor: 800 * YUAN,
            open_days: 28,
            withdraw_days: 20,
            gets: self.stage.say((
                "自提点多一个保温箱，谁的菜都能放。",
                "One more cold box at the pick-up point, for everybody’s food.",
            )),
            risk: self.stage.say((
                "箱子可能涨价；买不成，没花的退给大家。",
                "Its price may rise; if it comes to nothing, what is not spent goes back.",
            )),
            milestones: vec![
                self.step(60, 0, ("凑够，下单", "Enough together, it is ordered")),
                self.step(40, 90, ("箱子到了，装好冰排", "The box is here, with its ice plates")),
            ],
            budget: vec![
                self.line(620, ("保温箱", "Box")),
                self.line(180, ("冰排和运费", "Ice plates and delivery")),
            ],
            ..self.asked("donation", ("自提点的第二个保温箱", "A second cold box"), 4)
        };
        self.passed(4, &COLD, asked, 9)
    }

    fn added(&mut self, to: Motion) {
        let name = self.stage.say(("保温箱配捐", "Adding to gifts for the cold box"));
        let asks = move |pool: String| Asks {
            actions: vec![Action::Match {
                matching: Box::new(AskedMatch {
                    name: name.clone(),
                    fund: COMMON,
                    budget_minor: 300 * YUAN,
                    kind: "share".to_owned(),
                    percent: 50,
                    each_minor: 20 * YUAN,
                    member_minor: 40 * YUAN,
                    campaign_minor: 300 * YUAN,
                    campaigns: vec![pool],
                }),
            }],
            ..asks(Kind::YesNo, Secrecy::Open)
        };
        let motion =
            self.proposal_of(6, (10, 2, 9), &ADDED, move |tx| Ok(asks(opened(tx, to.id)?.to_string())));
        self.on(motion, (10, 2, 12), At::Discussion, words::TO_DISCUSSION);
        self.on(motion, (10, 3, 13), At::Draft, words::TO_DRAFT);
        let open = self.ballot(motion, (10, 3, 14), 3);
        self.voices(open, 50, |story, _| {
            Some(pick(story, &[(90, Choice::Yes), (6, Choice::No), (4, Choice::Abstain)]))
        });
    }
}
