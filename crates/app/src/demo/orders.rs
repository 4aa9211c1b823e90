//! What becomes of one order of the demo, from placing to what turns out to be crushed on Sunday.

use super::agenda::{Agenda, Turned, deed};
use super::cast::{Buyer, Cast, Pays};
use super::content::{CHANGED_MIND, DAMAGED_REASON, NOT_FOUND, SHORT_REASON};
use super::stage::{DAY, HOUR, Stage, WEEKS};
use kernel::{Id, Quantity, Timestamp};
use market::methods::gateway;
use market::ops::*;
use market::order::{OrderRefused, State};
use market::payment::{MethodCode, PaymentState};
use market::rows::{Order, Payment};
use market::{Actor, When};
use std::time::Duration;
use store::{Outcome, Tx};
use web::ids::MemberId;

const MINUTE: Duration = Duration::from_secs(60);

/// One order among those of its week.
#[derive(Clone)]
pub(super) struct Errand {
    pub(super) order: Id<Order>,
    buyer: MemberId,
    pub(super) lines: Vec<LineWanted>,
    pub(super) week: i64,
    pub(super) steward: MemberId,
    treasurer: MemberId,
}

/// Week, day of the week, hour, minute.
type Calendar = (i64, i64, u32, u32);

pub(crate) fn plan(stage: &mut Stage, agenda: &mut Agenda, cast: &Cast, buyer: &Buyer, when: Calendar) {
    let (week, day, hour, minute) = when;
    let at = stage.at(week, day, hour, minute);
    let lines = wanted(stage, cast, buyer.member);
    if lines.is_empty() || at < buyer.since {
        return;
    }
    let (steward, treasurer) = (cast.steward, cast.treasurer);
    let errand = Errand { order: stage.id(at), buyer: buyer.member, lines, week, steward, treasurer };
    place(stage, agenda, &errand, at);
    let paid_at = at.plus(MINUTE * (2 + stage.random.below(90) as u32));
    if stage.random.chance(2) {
        cancel(stage, agenda, &errand, paid_at);
    } else if !stage.random.chance(4) {
        set_off(stage, agenda, &errand, at);
        match buyer.pays {
            Pays::Gateway => by_gateway(stage, agenda, &errand, (at, paid_at)),
            Pays::Transfer => by_claim(stage, agenda, &errand, MethodCode::BankTransfer, day, (at, paid_at)),
            Pays::Code => by_claim(stage, agenda, &errand, MethodCode::CollectionCode, day, (at, paid_at)),
        }
    }
    hand_over(stage, agenda, &errand);
}

/// Up to four things, none of the own.
fn wanted(stage: &mut Stage, cast: &Cast, buyer: MemberId) -> Vec<LineWanted> {
    let mut lines: Vec<LineWanted> = Vec::new();
    for _ in 0..=stage.random.below(4) {
        let shelf = cast.shelf[stage.random.below(cast.shelf.len() as u64) as usize];
        let steps = 1 + stage.random.below(if shelf.step.milli < 1000 { 5 } else { 2 }) as i64;
        if lines.iter().any(|line| line.offer == shelf.offer) || cast.suppliers[shelf.supplier] == buyer {
            continue;
        }
        let quantity = Quantity::from_milli(shelf.step.milli * steps);
        lines.push(LineWanted { offer: shelf.offer, variant: 1, quantity, asked: Asked::Current });
    }
    lines
}

impl Errand {
    /// On the agenda, for as long as the order is in this state when the time has come: it may have come too late
    /// for the last of something, been paid by what was owed, or be given up.
    pub(super) fn while_in(
        &self,
        (stage, agenda): (&Stage, &mut Agenda),
        (state, at): (State, Timestamp),
        what: &'static str,
        act: impl Fn(&mut Tx, &Order, When) -> Outcome<(), Turned> + Send + Sync + 'static,
    ) {
        let id = self.order;
        agenda.add(stage.community, at, what, move |tx| {
            match tx.find::<Order>((tx.community(), id))?.filter(|order| order.state == state) {
                Some(order) => act(tx, &order, When::from(at)),
                None => Ok(()),
            }
        });
    }
}

fn place(stage: &Stage, agenda: &mut Agenda, errand: &Errand, at: Timestamp) {
    let (id, buyer, lines) = (errand.order, errand.buyer, errand.lines.clone());
    let input = PlaceOrder { id, buyer, lines, pay: Pay::Later, reference: None, key: None };
    agenda.add(stage.community, at, "ordering", move |tx| {
        let placed = place_order(tx, Actor::Member(buyer), &input, When::from(at));
        deed(placed, |refused| matches!(refused.why, OrderRefused::SoldOut | OrderRefused::AboveLimit))
            .map(drop)
    });
}

fn cancel(stage: &Stage, agenda: &mut Agenda, errand: &Errand, at: Timestamp) {
    let refund = Id::from_parts(at.milliseconds(), [7; 10]);
    let input = CancelOrder { order: errand.order, refund, reason: stage.say(CHANGED_MIND) };
    errand.while_in((stage, agenda), (State::Placed, at), "cancelling", move |tx, order, when| {
        deed(cancel_order(tx, Actor::Member(order.buyer), &input, when), |_| false).map(drop)
    });
}

/// Against what is owed, where that is enough.
fn set_off(stage: &mut Stage, agenda: &mut Agenda, errand: &Errand, at: Timestamp) {
    let (order, payment) = (errand.order, stage.id(at));
    let input = ChoosePayment { order, payment, method: MethodCode::SetOff, simulated: true };
    errand.while_in((stage, agenda), (State::Placed, at), "setting off", move |tx, order, when| {
        let chosen = choose_payment(tx, Actor::Member(order.buyer), &input, when);
        deed(chosen, |why| *why == OrderRefused::OwedTooLittle).map(drop)
    });
}

fn choose(
    stage: &mut Stage,
    agenda: &mut Agenda,
    errand: &Errand,
    method: MethodCode,
    (state, at): (State, Timestamp),
) -> Id<Payment> {
    let payment = stage.id(at);
    let input = ChoosePayment { order: errand.order, payment, method, simulated: true };
    errand.while_in((stage, agenda), (state, at), "choosing how to pay", move |tx, order, when| {
        deed(choose_payment(tx, Actor::Member(order.buyer), &input, when), |_| false).map(drop)
    });
    payment
}

fn by_gateway(
    stage: &mut Stage,
    agenda: &mut Agenda,
    errand: &Errand,
    (at, paid_at): (Timestamp, Timestamp),
) {
    let payment = choose(stage, agenda, errand, MethodCode::SimulatedGateway, (State::Placed, at));
    let dice = stage.random.next();
    let awaited = (State::AwaitingPayment, paid_at);
    errand.while_in((stage, agenda), awaited, "the played gateway", move |tx, order, when| {
        // Heard when the jobs run: late, twice, or after a failure.
        let sendings = gateway::play(payment, order.total_minor, paid_at, dice);
        deed(play_payment(tx, &sendings, when), |_| false).map(drop)
    });
}

/// Transferred or scanned, and said so. The treasurer finds it on the account the next time they look; one in fifty
/// is not there, and the buyer transfers again.
fn by_claim(
    stage: &mut Stage,
    agenda: &mut Agenda,
    errand: &Errand,
    method: MethodCode,
    day: i64,
    (at, paid_at): (Timestamp, Timestamp),
) {
    let payment = choose(stage, agenda, errand, method, (State::Placed, at));
    claim(stage, agenda, errand, paid_at);
    let looks_at = evening(stage, errand.week, day, paid_at);
    // In the last week the treasurer has not looked since the first evening.
    if errand.buyer == errand.treasurer || looks_at >= stage.at(WEEKS, 2, 0, 0) {
        return;
    }
    if !stage.random.chance(2) {
        return confirm(stage, agenda, errand, payment, (paid_at, looks_at));
    }
    let input = RefusePayment { payment, reason: stage.say(NOT_FOUND) };
    let (treasurer, claimed) = (Actor::Member(errand.treasurer), (State::PaymentClaimed, looks_at));
    errand.while_in((stage, agenda), claimed, "refusing", move |tx, _, when| {
        deed(refuse_payment(tx, treasurer, &input, when), |_| false).map(drop)
    });
    let again = looks_at.plus(HOUR * 12);
    let payment = choose(stage, agenda, errand, method, (State::AwaitingPayment, again));
    claim(stage, agenda, errand, again.plus(MINUTE * 5));
    confirm(stage, agenda, errand, payment, (again, looks_at.plus(DAY)));
}

/// The treasurer's hour is from half past eight; what comes later is looked at a day later.
fn evening(stage: &mut Stage, week: i64, day: i64, claimed_at: Timestamp) -> Timestamp {
    let minute = stage.random.below(60) as u32;
    let today = stage.at(week, day, 20, 30).plus(MINUTE * minute);
    if today > claimed_at { today } else { today.plus(DAY) }
}

fn claim(stage: &Stage, agenda: &mut Agenda, errand: &Errand, at: Timestamp) {
    errand.while_in((stage, agenda), (State::AwaitingPayment, at), "claiming", |tx, order, when| {
        let proof = format!("**** {:04}", order.number * 37 % 10_000);
        let input = ClaimPayment { order: order.id, proof };
        deed(claim_payment(tx, Actor::Member(order.buyer), &input, when), |_| false).map(drop)
    });
}

fn confirm(
    stage: &mut Stage,
    agenda: &mut Agenda,
    errand: &Errand,
    payment: Id<Payment>,
    (arrived_at, at): (Timestamp, Timestamp),
) {
    let reference = Some(format!("T{:08}", stage.random.below(100_000_000)));
    let (treasurer, claimed) = (Actor::Member(errand.treasurer), (State::PaymentClaimed, at));
    errand.while_in((stage, agenda), claimed, "confirming", move |tx, order, when| {
        let found = tx.find::<Payment>((order.community_id, payment))?;
        if found.is_none_or(|payment| payment.state != PaymentState::Claimed) {
            return Ok(());
        }
        let (reference, amount_minor) = (reference.clone(), order.total_minor);
        let input =
            ConfirmPayment { payment, arrived: Arrived { at: arrived_at.into(), amount_minor, reference } };
        deed(confirm_payment(tx, treasurer, &input, when), |_| false).map(drop)
    });
}

/// Saturday: what is short is given back at once, the rest is handed over; most say that they have it. A few things
/// turn out crushed or sour on Sunday.
fn hand_over(stage: &mut Stage, agenda: &mut Agenda, errand: &Errand) {
    let (later, minute) = (stage.random.below(3) as u32, stage.random.below(60) as u32);
    let at = stage.at(errand.week, 5, 8 + later, minute);
    // Nobody gives back to oneself.
    let of_others = errand.buyer != errand.steward;
    let short = stage.random.chance(5) && of_others;
    if short {
        report(stage, agenda, errand, at);
        if errand.lines.len() == 1 {
            return;
        }
    }
    super::pickups::choose(stage, agenda, errand);
    let (steward, order) = (errand.steward, errand.order);
    let at = at.plus(MINUTE * 10);
    errand.while_in((stage, agenda), (State::Paid, at), "handing over", move |tx, _, when| {
        super::pickups::hand_over(tx, steward, order, when)
    });
    if stage.random.chance(60) {
        let done = (State::Fulfilled, at.plus(HOUR));
        errand.while_in((stage, agenda), done, "accepting", |tx, order, when| {
            deed(accept_order(tx, Actor::Member(order.buyer), order.id, when), |_| false).map(drop)
        });
    }
    if stage.random.chance(4) && of_others && !short {
        give_back(stage, agenda, errand);
    } else if stage.moods.chance(12) && of_others {
        super::complaints::object(stage, agenda, errand);
    }
}

fn report(stage: &mut Stage, agenda: &mut Agenda, errand: &Errand, at: Timestamp) {
    let line = stage.random.below(errand.lines.len() as u64) as usize;
    let input = ReportShortage {
        refund: stage.id(at),
        order: errand.order,
        missing: vec![(line as i64 + 1, errand.lines[line].quantity)],
        reason: stage.say(SHORT_REASON),
        key: None,
    };
    let steward = Actor::Member(errand.steward);
    errand.while_in((stage, agenda), (State::Paid, at), "reporting a shortage", move |tx, _, when| {
        deed(report_shortage(tx, steward, &input, when), |_| false).map(drop)
    });
}

fn give_back(stage: &mut Stage, agenda: &mut Agenda, errand: &Errand) {
    let (share, minute) = (3 + stage.random.below(5) as i64, stage.random.below(60) as u32);
    let at = stage.at(errand.week, 6, 17, minute);
    let (refund, reason, steward) = (stage.id(at), stage.say(DAMAGED_REASON), Actor::Member(errand.steward));
    // Most have said by then that they have it, the others are within the window.
    for state in [State::Fulfilled, State::Settled] {
        let reason = reason.clone();
        errand.while_in((stage, agenda), (state, at), "giving back", move |tx, order, when| {
            let sum = (order.total_minor / share / 10 * 10).max(10).min(order.total_minor / 2);
            let (what, reason) = (RefundWhat::Sum(sum), reason.clone());
            let input = RefundOrder { refund, order: order.id, what, reason, restock: false, key: None };
            deed(refund_order(tx, steward, &input, when), |_| false).map(drop)
        });
    }
}
