//! What was bought together by the case: the last one was not full, the common fund paid for what was missing, somebody came late for a
//! piece of it, and all of it was counted and fetched where each had a place kept.
//!
//! Ids are made of the time and a place in this file: drawn from the story's chance they would shuffle it.

use super::agenda::{Agenda, Turned, deed};
use super::cast::Cast;
use super::pickups;
use super::stage::{DAY, HOUR, Stage, WEEKS};
use community::GrantInput;
use community::role::Role;
use kernel::{Id, Prefixed, Price, Quantity, Timestamp};
use market::payment::MethodCode;
use pickup::PickupRefused;
use pickup::collecting::Told;
use pickup::ops::{FetchAt, KeepPlace, SayCheckIn, check_in, fetch_at, keep_place};
use pickup::rows::Pickup;
use pools::CommitRefused;
use pools::group_buy::{FallsOn, Remainder, Step};
use pools::ids::PoolId;
use pools::ops::{
    ClaimCommitment, Commit, ConfirmCommitment, OpenGroupBuy, Pay, claim_commitment, commit,
    confirm_commitment, open_group_buy,
};
use pools::pool::Counted;
use pools::rows::{Commitment, GroupBuy, GroupBuyPart};
use std::time::Duration;
use store::{Outcome, Tx};
use supply::ops::{CountDelivery, count_delivery};
use supply::rows::PurchaseLine;
use web::ids::MemberId;

const MINUTE: Duration = Duration::from_secs(60);
/// Tofu, in the order in which the goods are told.
const TOFU: usize = 4;
/// Blocks: two boards of twelve lack five.
const JOINED: [i64; 7] = [2, 3, 4, 2, 3, 2, 3];

/// What belongs to one part.
#[derive(Clone, Copy)]
struct Part {
    pool: PoolId,
    member: MemberId,
    blocks: i64,
    number: u8,
    at: Timestamp,
}

fn id<T: Prefixed>(at: Timestamp, number: u8) -> Id<T> {
    Id::from_parts(at.milliseconds(), [0xB0, number, 0, 0, 0, 0, 0, 0, 0, number])
}

/// Last week, from Monday to Saturday; the treasurer stood in for the steward on the first day, and what a fund pays for is called for by a
/// treasurer.
pub(crate) fn plan(stage: &Stage, agenda: &mut Agenda, cast: &Cast) {
    let week = WEEKS - 1;
    let (opens, closes) = (stage.at(week, 0, 10, 0), stage.at(week, 2, 20, 0));
    stands_in(stage, agenda, cast, (opens.minus(HOUR), true));
    stands_in(stage, agenda, cast, (opens.plus(HOUR * 2), false));
    let pool = open(stage, agenda, cast, opens, closes);
    let there = |member: MemberId| member != cast.treasurer && member != cast.steward;
    let since = |since: Timestamp| since.plus(DAY * 15) < opens;
    // Some who joined nothing else.
    let buyers = cast.buyers.iter().filter(|buyer| there(buyer.member) && since(buyer.since)).skip(24);
    let members: Vec<_> = buyers.map(|buyer| buyer.member).take(JOINED.len() + 1).collect();
    let mut parts = Vec::new();
    for ((number, blocks), member) in (1_u8..).zip(JOINED).zip(&members) {
        let at = opens.plus(HOUR * 2 + MINUTE * (u32::from(number) * 71));
        parts.push(Part { pool, member: *member, blocks, number, at });
    }
    if let Some(late) = members.get(JOINED.len()) {
        let at = closes.plus(HOUR * 14);
        parts.push(Part { pool, member: *late, blocks: 2, number: 50, at });
    }
    for part in &parts {
        join(stage, agenda, cast.treasurer, *part);
    }
    comes(stage, agenda, cast.steward, pool, stage.at(week, 4, 16, 0));
    for (number, part) in (0_u32..).zip(parts) {
        let at = stage.at(week, 5, 9, 10).plus(MINUTE * (number * 9));
        fetched(stage, agenda, cast.steward, id(part.at, part.number), at);
    }
}

fn stands_in(stage: &Stage, agenda: &mut Agenda, cast: &Cast, (at, give): (Timestamp, bool)) {
    let reason = match give {
        true => stage
            .say(("主理人今天出门，由司库代管半天。", "The steward is away today; the treasurer stands in.")),
        false => stage.say(("主理人回来了。", "The steward is back.")),
    };
    let (actor, member) = (cast.steward, cast.treasurer);
    let input = GrantInput { actor, member, role: Role::Steward, give, reason };
    agenda.add(stage.community, at, "standing in for the steward", move |tx| {
        deed(community::grant_role(tx, &input, at), |_| false).map(drop)
    });
}

fn open(stage: &Stage, agenda: &mut Agenda, cast: &Cast, opens: Timestamp, closes: Timestamp) -> PoolId {
    let pool: PoolId = id(opens, 0);
    let (by, point) = (cast.treasurer, pickups::point(stage, 0));
    let day = stage.at(WEEKS - 1, 5, 12, 0).day(&stage.zone);
    let input = OpenGroupBuy {
        id: pool,
        title: stage.say(("整板拼豆腐", "Tofu by the board")),
        terms: stage.say((
            "陈伯按板出，**一板十二块**。凑不满的那一板由公共基金补上，补上的几块先到先得，剩下的上架卖。",
            "Uncle Chen sells whole boards, **twelve blocks each**. What the last board lacks the common fund pays; who \
             comes first has those blocks, and the rest goes on the shelf.",
        )),
        offer: cast.shelf[TOFU].offer,
        variant: 1,
        counted: Counted::Units,
        least: 12_000,
        most: None,
        each_most: None,
        steps: Price::parse("4").map(|price| Step { from: Quantity::default(), price }).into_iter().collect(),
        case: Some(Quantity::from_milli(12_000)),
        remainder: Remainder::RoundUp,
        falls_on: FallsOn::Latest,
        buying: None,
        closes_at: closes,
        grace: DAY,
        hold: DAY,
        may_leave: false,
        key: None,
    };
    agenda.add(stage.community, opens, "opening a group buy by the board", move |tx| {
        deed(open_group_buy(tx, by, &input, opens), |_| false)?;
        let fetched = FetchAt { pool: Some(pool), closes_at: closes, points: vec![point], day };
        deed(fetch_at(tx, by, &fetched, opens), |_| false).map(drop)
    });
    pool
}

/// In the morning or, where that is full, in the afternoon; transferred a little later, found by the treasurer two hours after that.
fn join(stage: &Stage, agenda: &mut Agenda, treasurer: MemberId, part: Part) {
    let commitment: Id<Commitment> = id(part.at, part.number);
    let (member, at) = (part.member, part.at);
    let input = Commit {
        id: commitment,
        pool: part.pool,
        units: Quantity::from_milli(part.blocks * 1_000),
        seen_minor: None,
        pay: Pay::Later,
        sure: false,
        risk_read: None,
        key: None,
    };
    let point = pickups::point(stage, 0);
    let random = u64::from(part.number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    agenda.add(stage.community, at, "joining a group buy by the board", move |tx| {
        let left = |why: &CommitRefused| *why == CommitRefused::NotAMember;
        if deed(commit(tx, member, &input, at), left)?.is_none() {
            return Ok(());
        }
        let keep = |from: i64| KeepPlace { part: commitment, choice: format!("{point}.{from}"), random };
        let full = |why: &PickupRefused| *why == PickupRefused::SlotFull;
        deed(keep_place(tx, &keep(if part.number.is_multiple_of(3) { 15 * 60 } else { 8 * 60 }), at), full)
            .map(drop)
    });
    let paid = at.plus(MINUTE * 6);
    let proof = format!("**** {:04}", 1_000 + u32::from(part.number) * 37);
    let claim = ClaimCommitment { commitment, method: MethodCode::BankTransfer, proof, key: None };
    while_there(stage, agenda, (commitment, paid), "claiming a part by the board", move |tx| {
        deed(claim_commitment(tx, member, &claim, paid), |_| false).map(drop)
    });
    let (found, reference) = (paid.plus(HOUR * 2), format!("T{:08}", 7_310_000 + u32::from(part.number)));
    while_there(stage, agenda, (commitment, found), "confirming a part by the board", move |tx| {
        let Some(row) = tx.find::<Commitment>((tx.community(), commitment))? else { return Ok(()) };
        let input = ConfirmCommitment {
            commitment,
            arrived_at: paid.into(),
            amount_minor: row.due_minor,
            reference: reference.clone(),
            key: None,
        };
        deed(confirm_commitment(tx, treasurer, &input, found), |_| false).map(drop)
    });
}

/// Whoever is no member at that time has no part.
fn while_there(
    stage: &Stage,
    agenda: &mut Agenda,
    (part, at): (Id<Commitment>, Timestamp),
    what: &'static str,
    act: impl Fn(&mut Tx) -> Outcome<(), Turned> + Send + Sync + 'static,
) {
    agenda.add(stage.community, at, what, move |tx| match tx.find::<Commitment>((tx.community(), part))? {
        Some(_) => act(tx),
        None => Ok(()),
    });
}

/// All of it: what nobody took goes on the shelf.
fn comes(stage: &Stage, agenda: &mut Agenda, by: MemberId, pool: PoolId, at: Timestamp) {
    let note = stage.say(("两板，一块没碎", "Two boards, not a block broken"));
    agenda.add(stage.community, at, "counting the tofu", move |tx| {
        let bought = tx.find::<GroupBuy>((tx.community(), pool))?;
        let Some(purchase) = bought.and_then(|bought| bought.purchase_id) else { return Ok(()) };
        let Some(line) = tx.find::<PurchaseLine>((tx.community(), purchase, 1))? else { return Ok(()) };
        let counted = vec![(1, line.quantity_milli)];
        let (note, photos) = (note.clone(), Vec::new());
        let input =
            CountDelivery { delivery: id(at, 1), purchase, counted, note, photos, is_last: true, key: None };
        deed(count_delivery(tx, by, &input, at), |_| false).map(drop)
    });
}

/// At its point, whoever has a place there.
fn fetched(stage: &Stage, agenda: &mut Agenda, by: MemberId, part: Id<Commitment>, at: Timestamp) {
    while_there(stage, agenda, (part, at), "fetching the tofu", move |tx| {
        let became = tx.find::<GroupBuyPart>((tx.community(), part))?;
        let Some(order) = became.and_then(|became| became.order_id) else { return Ok(()) };
        if tx.find::<Pickup>((tx.community(), order))?.is_none() {
            return Ok(());
        }
        let input = SayCheckIn { id: format!("demo-{order}"), order, told: Told::Collected, at: None };
        let gone = |why: &PickupRefused| *why == PickupRefused::AlreadyHandedOver;
        deed(check_in(tx, by, &input, at), gone).map(drop)
    });
}
