//! Thirteen weeks of trade. Each week: shelves are filled on Monday, orders come from Tuesday to Thursday, the
//! treasurer looks at the bank in the evening, on Saturday goods are handed over (and some are short), after that
//! some things turn out to be bad, and the next Wednesday suppliers get their money.

use super::cast::{Buyer, Cast, Pays};
use super::content::{CHANGED_MIND, DAMAGED_REASON, SHORT_REASON};
use super::stage::{HOUR, LAST_ORDER_DAY, Stage, WEEKS, done};
use crate::commands::Said;
use kernel::{Id, Quantity, Timestamp};
use market::methods::gateway::{GatewayOutcome, Notification};
use market::ops::*;
use market::order::{OrderRefused, State};
use market::payment::{MethodCode, PayoutRefused};
use market::rows::{OfferVariant, Order, Payment, Purse};
use market::{Actor, When};
use std::time::Duration;
use store::{Db, OpError};
use tokio::task::JoinSet;
use web::ids::MemberId;

/// What an order of the demo is to go through.
#[derive(Clone)]
struct Plan {
    order: Id<Order>,
    payment: Id<Payment>,
    buyer: MemberId,
    lines: Vec<LineWanted>,
    placed_at: Timestamp,
    pays: Option<MethodCode>,
    paid_at: Timestamp,
    nonce: String,
    cancels: bool,
    reason: String,
}

/// An order on its way, as the demo remembers it.
struct Running {
    order: Id<Order>,
    payment: Id<Payment>,
    buyer: MemberId,
    quantities: Vec<Quantity>,
    total_minor: i64,
    claimed_at: Option<Timestamp>,
    state: State,
}

pub(crate) async fn play(stage: &mut Stage, cast: &Cast) -> Result<usize, Said> {
    let mut count = 0;
    for week in 0..=WEEKS {
        if week > 0 {
            fill_shelves(stage, cast, week).await?;
        }
        let mut orders = Vec::new();
        for day in 1..=LAST_ORDER_DAY {
            for hour in [8, 12, 16] {
                orders.extend(take_orders(stage, cast, week, day, hour).await?);
            }
            // In the last week the treasurer has not looked since the first evening.
            if week < WEEKS || day == 1 {
                confirm(stage, cast, &mut orders, stage.at(week, day, 21, 0)).await?;
            }
        }
        count += orders.len();
        let evening = stage.at(week, 2, 20, 0);
        if week > 0 && evening <= stage.now {
            pay_suppliers(stage, cast, evening).await?;
        }
        hand_over(stage, cast, week, &mut orders).await?;
        afterwards(stage, cast, week, &orders).await?;
        for day in 4..7 {
            jobs_until(stage, stage.at(week, day, 23, 0)).await?;
        }
    }
    stage.jobs(stage.now).await?;
    let report = books::check_books(&stage.running.site.db, stage.community, stage.now).await?;
    match report.violations.first() {
        Some(violation) => Err(Said::new(format!("demo: the books do not hold: {violation}"))),
        None => Ok(count),
    }
}

async fn jobs_until(stage: &Stage, at: Timestamp) -> Result<(), Said> {
    if at <= stage.now { stage.jobs(at).await } else { Ok(()) }
}

/// Brings each shelf back to what a week brings.
async fn fill_shelves(stage: &mut Stage, cast: &Cast, week: i64) -> Result<(), Said> {
    let at = stage.at(week, 0, 10, 0);
    if at > stage.now {
        return Ok(());
    }
    for shelf in &cast.shelf {
        let (community, offer) = (stage.community, shelf.offer);
        let found =
            stage.running.site.db.read(move |r| r.find::<OfferVariant>(&(community, offer, 1))).await?;
        let left = found.and_then(|variant| variant.available_milli).unwrap_or(0);
        if left >= shelf.weekly.milli {
            continue;
        }
        let quantity = Quantity::from_milli(shelf.weekly.milli - left);
        let input = Restock { offer, variant: 1, quantity, key: None };
        let (steward, when) = (Actor::Member(cast.steward), When::from(at));
        stage.act("restocking", move |tx| restock(tx, steward, &input, when)).await?;
    }
    Ok(())
}

/// The orders of four hours, each going its own way beside the others.
async fn take_orders(
    stage: &mut Stage,
    cast: &Cast,
    week: i64,
    day: i64,
    hour: u32,
) -> Result<Vec<Running>, Said> {
    let mut going = JoinSet::new();
    for buyer in &cast.buyers {
        // Nine stretches a week.
        if !stage.random.chance(buyer.appetite / 6) {
            continue;
        }
        let (later, minute) = (stage.random.below(4) as u32, stage.random.below(60) as u32);
        let at = stage.at(week, day, hour + later, minute);
        let plan = plan(stage, cast, buyer, at);
        if at < buyer.since || at > stage.now {
            continue;
        }
        let (db, community, now) = (stage.running.site.db.clone(), stage.community, stage.now);
        going.spawn(async move { go(&db, community, plan, now).await });
    }
    let mut orders = Vec::new();
    while let Some(ended) = going.join_next().await {
        orders.extend(ended.map_err(|error| Said::because("demo", error))??);
    }
    // Tasks end in any order; what follows must not depend on it.
    orders.sort_by_key(|order| order.order);
    jobs_until(stage, stage.at(week, day, hour + 4, 0)).await?;
    Ok(orders)
}

fn plan(stage: &mut Stage, cast: &Cast, buyer: &Buyer, at: Timestamp) -> Plan {
    let mut lines: Vec<LineWanted> = Vec::new();
    for _ in 0..=stage.random.below(4) {
        let shelf = cast.shelf[stage.random.below(cast.shelf.len() as u64) as usize];
        if lines.iter().any(|line| line.offer == shelf.offer)
            || cast.suppliers[shelf.supplier] == buyer.member
        {
            continue;
        }
        let steps = 1 + stage.random.below(if shelf.step.milli < 1000 { 5 } else { 2 }) as i64;
        let quantity = Quantity::from_milli(shelf.step.milli * steps);
        lines.push(LineWanted { offer: shelf.offer, variant: 1, quantity, asked: Asked::Current });
    }
    let method = match buyer.pays {
        Pays::Transfer => MethodCode::BankTransfer,
        Pays::Code => MethodCode::CollectionCode,
        Pays::Gateway => MethodCode::SimulatedGateway,
    };
    let wait = Duration::from_secs(60 * (2 + stage.random.below(90)));
    Plan {
        order: stage.id(at),
        payment: stage.id(at),
        buyer: buyer.member,
        lines,
        placed_at: at,
        pays: (!stage.random.chance(4)).then_some(method),
        paid_at: at.plus(wait),
        nonce: format!("demo-{:016x}", stage.random.next()),
        cancels: stage.random.chance(2),
        reason: stage.say(CHANGED_MIND),
    }
}

/// Places, pays, and sometimes thinks better of it. None when it came too late for the last of something.
async fn go(db: &Db, community: i64, plan: Plan, now: Timestamp) -> Result<Option<Running>, Said> {
    let actor = Actor::Member(plan.buyer);
    let input = PlaceOrder {
        id: plan.order,
        buyer: plan.buyer,
        lines: plan.lines.clone(),
        pay: Pay::Later,
        reference: None,
        key: None,
    };
    let when = When::from(plan.placed_at);
    let placed = match db.transact(community, move |tx| place_order(tx, actor, &input, when)).await {
        Err(OpError::Refused(PlaceRefused {
            why: OrderRefused::SoldOut | OrderRefused::AboveLimit | OrderRefused::NoLines,
            ..
        })) => return Ok(None),
        other => done("ordering", other)?,
    };
    let mut order = Running {
        order: plan.order,
        payment: plan.payment,
        buyer: plan.buyer,
        quantities: plan.lines.iter().map(|line| line.quantity).collect(),
        total_minor: placed.total_minor,
        claimed_at: None,
        state: placed.state,
    };
    if plan.cancels {
        let input = CancelOrder {
            order: plan.order,
            refund: Id::from_parts(plan.placed_at.milliseconds(), [7; 10]),
            reason: plan.reason,
        };
        let when = When::from(plan.paid_at);
        let outcome = db.transact(community, move |tx| cancel_order(tx, actor, &input, when)).await;
        order.state = done("cancelling", outcome)?.state;
        return Ok(Some(order));
    }
    let Some(method) = plan.pays else { return Ok(Some(order)) };
    if set_off(db, community, &plan, actor).await? {
        order.state = State::Paid;
        return Ok(Some(order));
    }
    let input = ChoosePayment { order: plan.order, payment: plan.payment, method, simulated: true };
    let outcome = db.transact(community, move |tx| choose_payment(tx, actor, &input, when)).await;
    order.state = done("choosing how to pay", outcome)?.state;
    if plan.paid_at > now {
        return Ok(Some(order));
    }
    let when = When::from(plan.paid_at);
    if method == MethodCode::SimulatedGateway {
        let notice = Notification {
            nonce: plan.nonce,
            payment: plan.payment,
            outcome: GatewayOutcome::Succeeded,
            amount_minor: placed.total_minor,
            happened_at: plan.paid_at,
        };
        let outcome = db.transact(community, move |tx| notify_payment(tx, &notice, true, when)).await;
        done("the played gateway", outcome)?;
        order.state = State::Paid;
    } else {
        let proof = format!("**** {:04}", placed.number * 37 % 10_000);
        let input = ClaimPayment { order: plan.order, proof };
        let outcome = db.transact(community, move |tx| claim_payment(tx, actor, &input, when)).await;
        order.state = done("claiming", outcome)?.state;
        order.claimed_at = Some(plan.paid_at);
    }
    Ok(Some(order))
}

/// Against what is owed, where that is enough.
async fn set_off(db: &Db, community: i64, plan: &Plan, actor: Actor) -> Result<bool, Said> {
    let input = ChoosePayment {
        order: plan.order,
        payment: plan.payment,
        method: MethodCode::SetOff,
        simulated: true,
    };
    let when = When::from(plan.placed_at);
    match db.transact(community, move |tx| choose_payment(tx, actor, &input, when)).await {
        Err(OpError::Refused(OrderRefused::OwedTooLittle)) => Ok(false),
        other => done("setting off", other).map(|_| true),
    }
}

/// The treasurer finds on the account what was claimed. Nobody confirms the own payment.
async fn confirm(stage: &mut Stage, cast: &Cast, orders: &mut [Running], at: Timestamp) -> Result<(), Said> {
    if at > stage.now {
        return Ok(());
    }
    for order in orders.iter_mut() {
        let Some(arrived_at) =
            order.claimed_at.filter(|claimed| *claimed < at && order.buyer != cast.treasurer)
        else {
            continue;
        };
        let reference = Some(format!("T{:08}", stage.random.below(100_000_000)));
        let arrived = Arrived { at: arrived_at, amount_minor: order.total_minor, reference };
        let input = ConfirmPayment { payment: order.payment, arrived };
        let (treasurer, when) = (Actor::Member(cast.treasurer), When::from(at));
        stage.act("confirming", move |tx| confirm_payment(tx, treasurer, &input, when)).await?;
        (order.claimed_at, order.state) = (None, State::Paid);
    }
    Ok(())
}

/// Saturday: what is short is given back at once, the rest is handed over; most say that they have it.
async fn hand_over(stage: &mut Stage, cast: &Cast, week: i64, orders: &mut [Running]) -> Result<(), Said> {
    if stage.at(week, 5, 18, 0) > stage.now {
        return Ok(());
    }
    let steward = Actor::Member(cast.steward);
    for order in orders.iter_mut().filter(|order| order.state == State::Paid) {
        let (later, minute) = (stage.random.below(3) as u32, stage.random.below(60) as u32);
        let at = stage.at(week, 5, 8 + later, minute);
        let own = order.buyer == cast.steward;
        if stage.random.chance(5) && !own {
            let line = stage.random.below(order.quantities.len() as u64) as usize;
            let input = ReportShortage {
                refund: stage.id(at),
                order: order.order,
                missing: vec![(line as i64 + 1, order.quantities[line])],
                reason: stage.say(SHORT_REASON),
                key: None,
            };
            stage
                .act("reporting a shortage", move |tx| report_shortage(tx, steward, &input, at.into()))
                .await?;
            if order.quantities.len() == 1 {
                continue;
            }
        }
        let input = FulfilOrder { order: order.order, wait_for_acceptance: true };
        let later = at.plus(Duration::from_secs(600));
        order.state =
            stage.act("handing over", move |tx| fulfil_order(tx, steward, &input, later.into())).await?.state;
        if stage.random.chance(60) {
            let (buyer, id, at) = (Actor::Member(order.buyer), order.order, later.plus(HOUR));
            order.state =
                stage.act("accepting", move |tx| accept_order(tx, buyer, id, at.into())).await?.state;
        }
    }
    Ok(())
}

/// A few things turn out crushed or sour on Sunday.
async fn afterwards(stage: &mut Stage, cast: &Cast, week: i64, orders: &[Running]) -> Result<(), Said> {
    let at = stage.at(week, 6, 17, 30);
    if at > stage.now {
        return Ok(());
    }
    for order in orders {
        let handed_over = matches!(order.state, State::Fulfilled | State::Accepted);
        if !handed_over || order.buyer == cast.steward || !stage.random.chance(4) {
            continue;
        }
        let share = 3 + stage.random.below(5) as i64;
        let input = RefundOrder {
            refund: stage.id(at),
            order: order.order,
            what: RefundWhat::Sum((order.total_minor / share / 10 * 10).max(10).min(order.total_minor / 2)),
            reason: stage.say(DAMAGED_REASON),
            restock: false,
            key: None,
        };
        let (steward, when) = (Actor::Member(cast.steward), When::from(at));
        stage.act("giving back", move |tx| refund_order(tx, steward, &input, when)).await?;
    }
    Ok(())
}

/// Each supplier gets what settled sales have made payable.
async fn pay_suppliers(stage: &mut Stage, cast: &Cast, at: Timestamp) -> Result<(), Said> {
    for supplier in &cast.suppliers {
        let (community, key) =
            (stage.community, ledger::AccountKey::payable(supplier, kernel::Currency::CNY));
        let amount_minor = stage.running.site.db.read(move |r| ledger::balance(r, community, &key)).await?;
        if amount_minor <= 0 {
            continue;
        }
        let input = PayOut {
            id: stage.id(at),
            member: *supplier,
            purse: Purse::Payable,
            amount_minor,
            reference: format!("P{:08}", stage.random.below(100_000_000)),
            key: None,
        };
        let (treasurer, when) = (Actor::Member(cast.treasurer), When::from(at));
        let (db, community) = (stage.running.site.db.clone(), stage.community);
        match db.transact(community, move |tx| pay_out(tx, treasurer, &input, when)).await {
            // Money that came by the played gateway is not at the bank.
            Err(OpError::Refused(PayoutRefused::BankTooSmall)) => {}
            other => drop(done("paying a supplier", other)?),
        }
    }
    Ok(())
}
