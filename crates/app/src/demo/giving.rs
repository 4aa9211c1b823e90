//! What neighbours give besides money: hours at the scales and on the road, crates that somebody paid for, and a call for painters.

use super::agenda::{Agenda, deed};
use super::cast::Cast;
use super::content::Both;
use super::stage::{DAY, Stage, WEEKS};
use contributions::call::Verdict;
use contributions::ops::{
    self, Apply, Assign, Claim, Confirm, DisputeInput, Given, HandIn, Judge, OpenCall, SetRules, Worth,
};
use contributions::ratio::Ratio;
use contributions::rows::{Call, Contribution};
use contributions::rules::{ContributionRules, Rate};
use contributions::worth::Per;
use kernel::{Id, Price, Quantity, Timestamp};
use web::ids::MemberId;

const COMMON: i64 = 1;
const COLD: i64 = 3;

const RATES: [(Both, Per, i64); 3] = [
    (("分菜称重", "Weighing and packing"), Per::Hour, 250_000),
    (("开车送货", "Driving"), Per::Hour, 350_000),
    (("缝布袋", "Sewing a cloth bag"), Per::Piece, 80_000),
];
const AGREED: Both = (
    "周日例会上说好的：先按这个价记，明年再看。",
    "Agreed at the Sunday meeting: we note it at these rates, and look again next year.",
);
const PACKED: Both =
    ("周六早上在三号院分菜，一直分到十一点。", "Packed in yard three on Saturday morning, until eleven.");
const DROVE: Both = ("去河湾农场拉了两趟菜。", "Fetched vegetables from the river farm, twice.");
const CRATES: Both = ("买了六个周转筐，放在取货点。", "Bought six crates for the pick-up point.");
const SEWED: Both =
    ("缝了十五个布袋，挂在取货点门口。", "Sewed fifteen bags; they hang at the pick-up point.");
const LONG: Both = ("打扫冷库，整整一天。", "Cleaned the cold store, a whole day.");
const NOT_ALL: Both = ("我那天也在，下午两点就收工了。", "I was there too: we were done by two.");
const PAINTING: Both = ("给冷库刷墙", "Paint the cold store");
const PAINTING_NOTE: Both = (
    "找个晴天，自带旧衣服，漆和刷子社里有。",
    "On a dry day; bring old clothes. Paint and brushes are there.",
);
const OFFER: Both = ("周末都有空，以前刷过自家的。", "Free at the weekend; I painted our own place.");
const LABELS: Both = ("重写货架标签", "Write the shelf labels anew");
const LABELS_DONE: Both =
    ("写完了蔬菜的，水果的还差一半。", "Those of the vegetables are done, half of the fruit's are not.");
const HALF: Both =
    ("水果的还没写完，先算一半多。", "The fruit's are not done: a little more than half counts.");

/// Of the neighbours, by how they came; who claims, and who confirms.
type Claimed = (usize, Given, i64, Both, (i64, i64, u32), &'static [usize]);

fn hours(rate: i64, milli: i64) -> Given {
    Given::Rated { rate, quantity: Quantity::from_milli(milli) }
}

/// After everything else: what it draws by chance shuffles no other story.
pub(super) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    agree(stage, agenda, cast);
    let claimed: [Claimed; 6] = [
        (2, hours(1, 3_500), COMMON, PACKED, (WEEKS - 4, 5, 13), &[0, 3]),
        (5, hours(2, 4_000), COMMON, DROVE, (WEEKS - 3, 2, 19), &[2, 1]),
        (6, Given::Cost { amount_minor: 8_600 }, COMMON, CRATES, (WEEKS - 1, 1, 18), &[0, 2]),
        (
            3,
            Given::Rated { rate: 3, quantity: Quantity::from_milli(15_000) },
            COMMON,
            SEWED,
            (WEEKS - 1, 4, 20),
            &[5],
        ),
        (9, hours(1, 8_000), COLD, LONG, (WEEKS - 1, 0, 18), &[5, 6]),
        (2, hours(1, 2_000), COMMON, PACKED, (WEEKS - 1, 5, 12), &[]),
    ];
    for one in claimed {
        let id = claim(stage, agenda, cast, one);
        if one.0 == 9 {
            object(stage, agenda, cast, id);
        }
    }
    painting(stage, agenda, cast);
    labels(stage, agenda, cast);
}

fn agree(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let at = stage.at(2, 6, 19, 0);
    let rules = ContributionRules { rates: agreed_rates(stage), ..ContributionRules::default() };
    let input = SetRules { rules, from_version: 0, reason: stage.say(AGREED), key: None };
    let steward = cast.steward;
    agenda.add(stage.community, at, "agreeing how contributions count", move |tx| {
        deed(ops::set_rules(tx, steward, &input, at), |_| false).map(drop)
    });
}

pub(super) fn agreed_rates(stage: &Stage) -> Vec<Rate> {
    let rate = |(name, per, e4): &(Both, Per, i64)| Rate {
        name: stage.say(*name),
        per: *per,
        price: Price::from_e4(*e4),
    };
    RATES.iter().map(rate).collect()
}

fn day(stage: &Stage, at: Timestamp) -> Timestamp {
    Timestamp::start_of_day(at.day(&stage.zone), &stage.zone)
}

fn claim(
    stage: &mut Stage,
    agenda: &mut Agenda,
    cast: &Cast,
    (who, given, fund, what, (week, weekday, hour), by): Claimed,
) -> Id<Contribution> {
    let at = stage.at(week, weekday, hour, 25);
    let (id, member) = (stage.id::<Contribution>(at), cast.buyers[who].member);
    let input = Claim {
        id,
        given,
        paid_minor: 0,
        fund,
        what: stage.say(what),
        done_on: day(stage, at),
        rules_seen: None,
        files: Vec::new(),
        key: None,
    };
    agenda.add(stage.community, at, "claiming a contribution", move |tx| {
        deed(ops::claim(tx, member, &input, at), |_| false).map(drop)
    });
    for (later, confirmer) in (1..).zip(by) {
        let (by, when) = (cast.buyers[*confirmer].member, at.plus(DAY / 6 * later));
        let input = Confirm { contribution: id, key: None };
        agenda.add(stage.community, when, "confirming a contribution", move |tx| {
            deed(ops::confirm(tx, by, &input, when), |_| false).map(drop)
        });
    }
    id
}

fn object(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast, contribution: Id<Contribution>) {
    let (by, at) = (cast.buyers[12].member, stage.at(WEEKS - 1, 2, 21, 0));
    let input = DisputeInput { contribution, reason: stage.say(NOT_ALL), key: None };
    agenda.add(stage.community, at, "disputing a contribution", move |tx| {
        deed(ops::dispute(tx, by, &input, at), |_| false).map(drop)
    });
}

fn open(
    stage: &mut Stage,
    agenda: &mut Agenda,
    by: MemberId,
    (title, note): (Both, Both),
    (worth, people_max, fund): (Worth, i64, i64),
    at: Timestamp,
) -> Id<Call> {
    let id = stage.id::<Call>(at);
    let input = OpenCall {
        id,
        title: stage.say(title),
        note: stage.say(note),
        fund,
        worth,
        people_max,
        due_at: day(stage, at.plus(DAY * 21)),
        key: None,
    };
    agenda.add(stage.community, at, "calling for help", move |tx| {
        deed(ops::open_call(tx, by, &input, at), |_| false).map(drop)
    });
    id
}

fn offers(stage: &Stage, agenda: &mut Agenda, call: Id<Call>, by: MemberId, at: Timestamp) {
    let input = Apply { call, note: stage.say(OFFER), key: None };
    agenda.add(stage.community, at, "offering help", move |tx| {
        deed(ops::apply(tx, by, &input, at), |_| false).map(drop)
    });
}

fn takes_on(
    stage: &Stage,
    agenda: &mut Agenda,
    call: Id<Call>,
    by: MemberId,
    member: MemberId,
    at: Timestamp,
) {
    let input = Assign { call, member, key: None };
    agenda.add(stage.community, at, "taking somebody on", move |tx| {
        deed(ops::assign(tx, by, &input, at), |_| false).map(drop)
    });
}

/// Two are sought; one is at it, and one has offered.
fn painting(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let worth = Worth::Rated { rate: 1, quantity: Quantity::from_milli(6_000) };
    let at = stage.at(WEEKS - 1, 1, 9, 0);
    let call = open(stage, agenda, cast.steward, (PAINTING, PAINTING_NOTE), (worth, 2, COLD), at);
    for (who, hours) in [(5, 3), (2, 8)] {
        offers(stage, agenda, call, cast.buyers[who].member, at.plus(DAY / 24 * hours));
    }
    takes_on(stage, agenda, call, cast.steward, cast.buyers[5].member, at.plus(DAY));
}

/// Done in part, accepted in part, and waiting for others to confirm it.
fn labels(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) {
    let at = stage.at(WEEKS - 3, 0, 10, 0);
    let (by, who) = (cast.treasurer, cast.buyers[3].member);
    let worth = Worth::Sum { minor: 12_000 };
    let call = open(stage, agenda, by, (LABELS, ("", "")), (worth, 1, COMMON), at);
    offers(stage, agenda, call, who, at.plus(DAY / 4));
    takes_on(stage, agenda, call, by, who, at.plus(DAY / 2));
    let when = at.plus(DAY * 10);
    let input = HandIn { call, done: stage.say(LABELS_DONE), quantity: None, files: Vec::new(), key: None };
    agenda.add(stage.community, when, "handing in", move |tx| {
        deed(ops::hand_in(tx, who, &input, when), |_| false).map(drop)
    });
    let (when, contribution) = (at.plus(DAY * 12), stage.id::<Contribution>(at));
    let share = Ratio::new(3, 5).unwrap_or(Ratio::ONE);
    let input = Judge {
        call,
        member: who,
        verdict: Verdict::Part(share),
        reason: stage.say(HALF),
        contribution,
        key: None,
    };
    agenda.add(stage.community, when, "accepting in part", move |tx| {
        deed(ops::judge(tx, by, &input, when), |_| false).map(drop)
    });
}
