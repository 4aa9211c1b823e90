//! Work that becomes shares: members decide it, and what is given for the cold store from then on is entered in the register.

use super::agenda::{Agenda, deed};
use super::cast::Cast;
use super::content::Both;
use super::giving::agreed_rates;
use super::motions as words;
use super::owning::instrument;
use super::stage::{DAY, Stage};
use super::story::{Story, asks, pick};
use contributions::leaving::{Keeps, Leaving};
use contributions::ops::{self, Claim, Confirm, Given};
use contributions::rows::Contribution;
use contributions::{Becomes, ContributionRules};
use governance::asks::{Action, Asks};
use governance::choice::Choice;
use governance::proposal::Stage as At;
use governance::rows::Proposal;
use governance::terms::{Kind, Secrecy};
use kernel::{Id, Quantity, Timestamp};

/// Of the cold store.
const COLD: i64 = 3;
const YUAN: i64 = 100;

const STACKED: Both = (
    "把冷库的货架重新摆了一遍，装好门封。",
    "Set up the shelves of the cold store anew and sealed its door.",
);
const CARRIED: Both =
    ("装冷机那天搬了一上午机器和管子。", "Carried the machine and its pipes all morning when it was put in.");

/// After all other decisions and all that was given before.
pub(super) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast, capital: Id<Proposal>) {
    let rates = agreed_rates(stage);
    let mut story = Story { stage, agenda, cast };
    let motion = story.proposal_of(2, (10, 3, 21), &words::WORK_SHARES, move |tx| {
        let rules = ContributionRules {
            dispute_days: 3,
            rates: rates.clone(),
            holding: Some(Becomes { instrument: instrument(tx, capital)?, unit_value: 100 * YUAN }),
            leaving: Some(Leaving {
                well_after_months: 12,
                removed_badly: true,
                vesting_months: 12,
                well_vests_all: true,
                well: Keeps { units_percent: 100, counted_percent: 100 },
                badly: Keeps { units_percent: 50, counted_percent: 100 },
                capital_back: true,
            }),
            ..ContributionRules::default()
        };
        let words = serde_json::to_string(&rules).unwrap_or_default();
        let actions = vec![Action::ContributionRules { words }];
        Ok(Asks { actions, ..asks(Kind::YesNo, Secrecy::Open) })
    });
    story.on(motion, (10, 4, 20), At::Discussion, words::TO_DISCUSSION);
    story.on(motion, (10, 5, 21), At::Draft, words::TO_DRAFT);
    let open = story.ballot(motion, (10, 6, 20), 3);
    story.voices(open, 55, |story, _| {
        Some(pick(story, &[(88, Choice::Yes), (6, Choice::No), (6, Choice::Abstain)]))
    });
    // A unit and a half: with the one that is still asked for it is the most for one member. And two units and a tenth.
    given(story.stage, story.agenda, cast, (2, 1, 6_000, STACKED, 9), &[0, 5]);
    given(story.stage, story.agenda, cast, (9, 2, 6_000, CARRIED, 10), &[3, 5]);
}

/// Who, at which rate and how much, in words, at which hour of the day after it was decided; and who confirms it.
fn given(
    stage: &mut Stage,
    agenda: &mut Agenda,
    cast: &Cast,
    (who, rate, milli, what, hour): (usize, i64, i64, Both, u32),
    by: &[usize],
) {
    let at = stage.at(11, 5, hour, 25);
    let (id, member) = (stage.id::<Contribution>(at), cast.buyers[who].member);
    let input = Claim {
        id,
        given: Given::Rated { rate, quantity: Quantity::from_milli(milli) },
        paid_minor: 0,
        fund: COLD,
        what: stage.say(what),
        done_on: Timestamp::start_of_day(at.day(&stage.zone), &stage.zone),
        rules_seen: None,
        files: Vec::new(),
        key: None,
    };
    agenda.add(stage.community, at, "claiming what becomes a share", move |tx| {
        deed(ops::claim(tx, member, &input, at), |_| false).map(drop)
    });
    for (later, confirmer) in (1..).zip(by) {
        let (by, when) = (cast.buyers[*confirmer].member, at.plus(DAY / 12 * later));
        let input = Confirm { contribution: id, key: None };
        agenda.add(stage.community, when, "confirming what becomes a share", move |tx| {
            deed(ops::confirm(tx, by, &input, when), |_| false).map(drop)
        });
    }
}
