//! What the neighbours bought together: once it formed, once it did not, and once it is still open.

use super::agenda::{Agenda, Turned, deed};
use super::cast::{Buyer, Cast, Shelf};
use super::content::Both;
use super::pickups;
use super::stage::{DAY, HOUR, Stage, WEEKS};
use kernel::{Id, Price, Quantity, Timestamp};
use market::ops::{FulfilOrder, fulfil_order};
use market::order::OrderRefused;
use market::payment::MethodCode;
use market::{Actor, When};
use pickup::ops::{FetchAt, KeepPlace, fetch_at, keep_place};
use pools::CommitRefused;
use pools::group_buy::{FallsOn, Remainder, Step};
use pools::ids::PoolId;
use pools::ops::{
    ClaimCommitment, Commit, ConfirmCommitment, OpenGroupBuy, Pay, claim_commitment, commit,
    confirm_commitment, open_group_buy,
};
use pools::pool::Counted;
use pools::rows::{Commitment, GroupBuyPart};
use std::time::Duration;
use store::{Outcome, Tx};
use web::ids::MemberId;

const MINUTE: Duration = Duration::from_secs(60);

struct Call {
    shelf: Shelf,
    title: Both,
    terms: Both,
    counted: Counted,
    least: i64,
    /// From so many units on, yuan.
    steps: &'static [(i64, &'static str)],
    case: Option<i64>,
    opens: Timestamp,
    /// Minutes from one that joins to the next.
    apart: u32,
    closes: Timestamp,
    /// On this day, at the lane; None: who joined chooses once it has formed.
    fetched: Option<Timestamp>,
}

/// Planned last but one: it draws from the same chance as the rest of the story. Answers the one that forms.
pub(crate) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast) -> PoolId {
    let eggs = Call {
        shelf: cast.shelf[2],
        title: ("一起买鸡蛋，一车送来", "Eggs together, one van"),
        terms: (
            "阿芬一次送二十板才划算跑一趟。**周六上午**在巷口取，带上蛋托。",
            "A Fen drives for twenty trays or more. Collect them on **Saturday morning** at the lane; bring your trays.",
        ),
        counted: Counted::Units,
        least: 12_000,
        steps: &[(0, "42"), (12, "40"), (20, "38")],
        case: None,
        opens: stage.at(9, 0, 9, 30),
        apart: 97,
        closes: stage.at(9, 4, 20, 0),
        fetched: None,
    };
    let formed = open(stage, agenda, cast, &eggs);
    let parts = join(stage, agenda, cast, formed, &eggs, &[2, 1, 3, 2, 1, 2, 2, 1, 3, 2, 2, 1]);
    hand_over(stage, agenda, cast.steward, parts, stage.at(9, 5, 10, 0));
    let hens = Call {
        shelf: cast.shelf[3],
        title: ("凑十二户买老母鸡", "Stewing hens for twelve households"),
        terms: (
            "要凑满十二户，阿芬才一次处理。凑不够就下个月再说。",
            "A Fen does them all at once, for twelve households. If fewer want one we try next month.",
        ),
        counted: Counted::People,
        least: 12,
        steps: &[(0, "82")],
        case: None,
        opens: stage.at(10, 0, 9, 0),
        apart: 97,
        closes: stage.at(10, 3, 20, 0),
        fetched: None,
    };
    let pool = open(stage, agenda, cast, &hens);
    join(stage, agenda, cast, pool, &hens, &[1, 1, 1, 1, 1]);
    let now = stage.now;
    let today = stage.at(WEEKS, 3, 20, 0);
    let apples = Call {
        shelf: cast.shelf[1],
        title: ("整筐拼苹果，越多越便宜", "Apples by the crate, cheaper the more we are"),
        terms: (
            "老庞的冰糖心，**一筐二十斤**，整筐下山。下周六上午巷口取；磕碰超过一成的拍照退款。",
            "Lao Pang's honey-core apples come down the hill in **crates of twenty jin**. Collect them next Saturday \
             morning; photograph what is bruised beyond a tenth and it is refunded.",
        ),
        counted: Counted::Units,
        least: 40_000,
        steps: &[(0, "6.6"), (60, "6.2"), (120, "5.8")],
        case: Some(20),
        opens: now.minus(DAY * 2),
        // The last of them the treasurer has not looked for yet.
        apart: 235,
        closes: today.plus(DAY * 4),
        fetched: Some(stage.at(WEEKS + 1, 5, 12, 0)),
    };
    let pool = open(stage, agenda, cast, &apples);
    join(stage, agenda, cast, pool, &apples, &[6, 5, 10, 4, 8, 5, 12, 6, 5, 3, 8, 4]);
    formed
}

fn open(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast, call: &Call) -> PoolId {
    let (by, at) = (cast.steward, call.opens);
    let units = |count: i64| Quantity::from_milli(count * 1_000);
    let step =
        |(from, yuan): &(i64, &str)| Some(Step { from: units(*from), price: Price::parse(yuan).ok()? });
    let input = OpenGroupBuy {
        id: stage.id(at),
        title: stage.say(call.title),
        terms: stage.say(call.terms),
        offer: call.shelf.offer,
        variant: 1,
        counted: call.counted,
        least: call.least,
        most: None,
        each_most: None,
        steps: call.steps.iter().filter_map(step).collect(),
        case: call.case.map(units),
        remainder: Remainder::Refuse,
        falls_on: FallsOn::Latest,
        buying: None,
        closes_at: call.closes,
        grace: DAY,
        hold: DAY,
        may_leave: false,
        key: None,
    };
    let pool = input.id;
    let lane = pickups::point(stage, 0);
    let day = call.fetched.map(|fetched| fetched.day(&stage.zone));
    agenda.add(stage.community, at, "opening a group buy", move |tx| {
        deed(open_group_buy(tx, by, &input, at), |_| false)?;
        let Some(day) = day else { return Ok(()) };
        let fetched = FetchAt { pool: Some(pool), closes_at: input.closes_at, points: vec![lane], day };
        deed(fetch_at(tx, by, &fetched, at), |_| false).map(drop)
    });
    pool
}

/// One after the other, so many units each; the member of the sign-ins is among the first.
fn join(
    stage: &mut Stage,
    agenda: &mut Agenda,
    cast: &Cast,
    pool: PoolId,
    call: &Call,
    units: &[i64],
) -> Vec<Id<Commitment>> {
    // One of them is told of elsewhere, by what the co-op owes them.
    let elsewhere = cast.buyers.get(8).map(|buyer| buyer.member);
    let there = |buyer: &&Buyer| {
        buyer.member != cast.treasurer
            && Some(buyer.member) != elsewhere
            && buyer.since.plus(DAY * 15) < call.opens
    };
    let joiners: Vec<_> = cast.buyers.iter().filter(there).map(|buyer| buyer.member).collect();
    let mut parts = Vec::new();
    for (number, (member, units)) in (0_u32..).zip(joiners.into_iter().zip(units)) {
        let at = call.opens.plus(HOUR + MINUTE * (number * call.apart));
        // In the morning most, in the afternoon some.
        let from = if number % 3 == 2 { 15 * 60 } else { 8 * 60 };
        let place = call.fetched.map(|_| format!("{}.{from}", pickups::point(stage, 0)));
        parts.push(part(stage, agenda, cast.treasurer, (pool, member, *units), place, at));
    }
    parts
}

/// Transferred a little later, found by the treasurer half a day after that. What would be found later than now waits.
fn part(
    stage: &mut Stage,
    agenda: &mut Agenda,
    treasurer: MemberId,
    (pool, member, units): (PoolId, MemberId, i64),
    place: Option<String>,
    at: Timestamp,
) -> Id<Commitment> {
    let id = stage.id::<Commitment>(at);
    let join = Commit {
        id,
        pool,
        units: Quantity::from_milli(units * 1_000),
        seen_minor: None,
        pay: Pay::Later,
        sure: false,
        risk_read: None,
        key: None,
    };
    agenda.add(stage.community, at, "joining a group buy", move |tx| {
        let left = |why: &CommitRefused| *why == CommitRefused::NotAMember;
        let Some(choice) = deed(commit(tx, member, &join, at), left)?.and(place.clone()) else {
            return Ok(());
        };
        let random = at.milliseconds().wrapping_mul(0x9E37_79B9_7F4A_7C15);
        deed(keep_place(tx, &KeepPlace { part: id, choice, random }, at), |_| false).map(drop)
    });
    let paid = at.plus(MINUTE * 6);
    let proof = format!("**** {:04}", units * 1_237 % 10_000);
    let claim = ClaimCommitment { commitment: id, method: MethodCode::BankTransfer, proof, key: None };
    while_there(stage, agenda, id, paid, "claiming a part", move |tx| {
        deed(claim_commitment(tx, member, &claim, paid), |_| false).map(drop)
    });
    let found = paid.plus(HOUR * 12);
    let reference = format!("T{:08}", stage.random.below(100_000_000));
    while_there(stage, agenda, id, found, "confirming a part", move |tx| {
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
    id
}

/// Whoever did not get in has nothing to pay.
fn while_there(
    stage: &Stage,
    agenda: &mut Agenda,
    id: Id<Commitment>,
    at: Timestamp,
    what: &'static str,
    act: impl Fn(&mut Tx) -> Outcome<(), Turned> + Send + Sync + 'static,
) {
    agenda.add(stage.community, at, what, move |tx| match tx.find::<Commitment>((tx.community(), id))? {
        Some(_) => act(tx),
        None => Ok(()),
    });
}

/// What the parts have become is fetched on Saturday like everything else.
fn hand_over(
    stage: &Stage,
    agenda: &mut Agenda,
    steward: MemberId,
    parts: Vec<Id<Commitment>>,
    at: Timestamp,
) {
    for (number, id) in (0_u32..).zip(parts) {
        let at = at.plus(MINUTE * (number * 7));
        agenda.add(stage.community, at, "handing over what was bought together", move |tx| {
            let became = tx.find::<GroupBuyPart>((tx.community(), id))?;
            let Some(order) = became.and_then(|became| became.order_id) else { return Ok(()) };
            let input = FulfilOrder { order, wait_for_acceptance: true };
            // What did not come was called off.
            let gone = |why: &OrderRefused| *why == OrderRefused::WrongState;
            deed(fulfil_order(tx, Actor::Member(steward), &input, When::from(at)), gone).map(drop)
        });
    }
}
