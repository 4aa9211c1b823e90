//! Places an order: takes the goods, numbers it, and pays it where it can be paid at once.
//!
//! The hot operation of the market: it loads its rows in as few rounds as it can and reads no list.

use super::goods::{Goods, Taken};
use super::order_rows::announce;
use super::place_brought::{Extras, add};
use super::set_up_market::terms;
use crate::acting::{self, Actor, Standing, When};
use crate::books::{self, fault};
use crate::ids::{Member, Pool};
use crate::jobs;
use crate::offer::LINES_MAX;
use crate::order::{OrderRefused, Progress, State};
use crate::payment::MethodCode;
use crate::rows::{Offer, Order, OrderLine};
use crate::settlement::{self, Purse};
use crate::split::Part;
use kernel::{Id, Price, Quantity, Timestamp};
use ledger::Cause;
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

/// What an order may cost at most, in minor units: far below what the books take.
pub(super) const TOTAL_MAX: i64 = 1_000_000_000_000_000;

#[derive(Debug, Clone)]
pub struct PlaceOrder {
    pub id: Id<Order>,
    pub buyer: Id<Member>,
    pub lines: Vec<LineWanted>,
    pub pay: Pay,
    /// The number in another system. Only `Actor::System` brings one.
    pub reference: Option<String>,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone)]
pub struct LineWanted {
    pub offer: Id<Offer>,
    pub variant: i64,
    pub quantity: Quantity,
    pub asked: Asked,
}

/// At which price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Whatever it is now.
    Current,
    /// The one the buyer was shown; another one now is refused.
    Seen(Price),
    /// The one it had then. `Actor::System` only.
    Historical(Price),
    /// One that was agreed on before, with the version of the split that was stated then. What is counted on the shelf
    /// is not touched: the goods are got for this order. `Actor::System` only.
    Agreed { price: Price, split_version: i64 },
    /// As it was bought before, off the shelf: price and split are those of that purchase. `Actor::System` only.
    Again { price: Price, split_version: i64 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pay {
    /// A way is chosen later.
    Later,
    /// Now, against what the community owes the buyer.
    SetOff,
    /// The money came with the order. `Actor::System` only.
    Arrived(MethodCode),
    /// With `minor` units that a pool holds for the buyer since `entry`; what the order does not need is owed to the
    /// buyer. `Actor::System` only.
    Pooled { pool: Id<Pool>, minor: i64, entry: Option<i64> },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    pub id: Id<Order>,
    pub number: i64,
    pub state: State,
    pub total_minor: i64,
    /// That its money came in with, where it is paid.
    #[serde(default)]
    pub entry: Option<i64>,
}

/// Why, and at which line (counted from 0) where it is one line's fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceRefused {
    pub why: OrderRefused,
    pub line: Option<usize>,
}

impl From<OrderRefused> for PlaceRefused {
    fn from(why: OrderRefused) -> PlaceRefused {
        PlaceRefused { why, line: None }
    }
}

pub(super) fn no<T>(why: OrderRefused) -> Outcome<T, PlaceRefused> {
    Err(Refused(why.into()))
}

/// # Errors
/// `PlaceRefused`; nothing is held then.
pub fn place_order(
    tx: &mut Tx,
    actor: Actor,
    input: &PlaceOrder,
    when: When,
) -> Outcome<Placed, PlaceRefused> {
    place(tx, actor, input, &Extras::default(), when)
}

/// Somebody who manages offers enters an order for somebody else: what was said in a chat, or at the door. The goods are held
/// until `hold_until`, because whoever did not order here does not know of the hold either.
///
/// # Errors
/// As `place_order`; `NotAllowed` without the power, and for what only the program may say of an order.
pub fn place_order_for(
    tx: &mut Tx,
    by: Id<Member>,
    input: &PlaceOrder,
    hold_until: Timestamp,
    when: When,
) -> Outcome<Placed, PlaceRefused> {
    match acting::standing(tx, Actor::Member(by), Power::ManageOffers)? {
        Standing::May => {}
        Standing::MayNot => return no(OrderRefused::NotAllowed),
        Standing::NoMember => return no(OrderRefused::NotAMember),
    }
    // By the rules of whoever orders for themselves.
    check_input(Actor::Member(input.buyer), input)?;
    match input.pay {
        Pay::Later => {
            let extras = Extras { hold_until: Some(hold_until), ..Extras::default() };
            place(tx, Actor::System, input, &extras, when)
        }
        _ => no(OrderRefused::NotAllowed),
    }
}

pub(super) fn place(
    tx: &mut Tx,
    actor: Actor,
    input: &PlaceOrder,
    extras: &Extras<'_>,
    when: When,
) -> Outcome<Placed, PlaceRefused> {
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(OrderRefused::KeyReused.into())? {
        return Ok(first);
    }
    check_input(actor, input)?;
    let is_member = acting::is_member(tx, input.buyer)?;
    let mut goods = Goods::load(tx, input)?;
    foresee(tx, input)?;
    if !is_member {
        return no(OrderRefused::NotAMember);
    }
    let taken = goods.take_all(tx, input)?;
    let total_minor = taken.total_minor;
    let (mut order, lines) = rows(tx, &goods, input, taken, when)?;
    order.hold_until_us = order.hold_until_us.max(extras.hold_until);
    let parts: Vec<Part> = lines.iter().flat_map(|(_, parts)| parts.iter().copied()).collect();
    add(tx, &mut order, &parts, extras, when)?;
    pay_now(tx, &mut order, &lines, input.pay, when)?;
    tx.insert(&order)?;
    lines.iter().try_for_each(|(line, _)| tx.insert(line))?;
    goods.save(tx)?;
    if let (false, Some(due_at)) = (order.state == State::Paid, order.hold_until_us) {
        tx.enqueue(jobs::expire(order.id, due_at))?;
    }
    announce(tx, if order.state == State::Paid { "paid" } else { "placed" }, &order)?;
    let placed = Placed {
        id: order.id,
        number: order.number,
        state: order.state,
        total_minor,
        entry: order.paid_entry,
    };
    tx.remember(&input.key, &placed, when.recorded_at)?;
    Ok(placed)
}

/// Asks for what is looked at only after the first refusals, so that a trial run (see `store`), to which every row is
/// unknown and everybody a stranger, learns of it in its first round.
fn foresee(tx: &mut Tx, input: &PlaceOrder) -> Result<(), Fault> {
    terms(tx)?;
    match input.pay {
        Pay::SetOff => books::holds(tx, Purse::Owed(input.buyer)).map(drop),
        Pay::Later | Pay::Arrived(_) | Pay::Pooled { .. } => Ok(()),
    }
}

fn check_input(actor: Actor, input: &PlaceOrder) -> Outcome<(), PlaceRefused> {
    if input.lines.is_empty() {
        return no(OrderRefused::NoLines);
    }
    let Actor::Member(member) = actor else { return Ok(()) };
    if member != input.buyer {
        return no(OrderRefused::NotYours);
    }
    let told = |line: &LineWanted| {
        matches!(line.asked, Asked::Historical(_) | Asked::Agreed { .. } | Asked::Again { .. })
    };
    let trusted = input.lines.iter().any(told)
        || matches!(input.pay, Pay::Arrived(_) | Pay::Pooled { .. })
        || input.reference.is_some();
    if trusted {
        return no(OrderRefused::NotAllowed);
    }
    match input.lines.len() > LINES_MAX {
        true => no(OrderRefused::TooManyLines),
        false => Ok(()),
    }
}

type Lines = Vec<(OrderLine, Vec<Part>)>;

fn rows(
    tx: &mut Tx,
    goods: &Goods,
    input: &PlaceOrder,
    taken: Taken,
    when: When,
) -> Result<(Order, Lines), Fault> {
    let terms = terms(tx)?;
    let progress = Progress::placed(&terms, when.happened_at);
    let order = Order {
        community_id: tx.community(),
        id: input.id,
        number: goods.next_number(tx)?,
        buyer: input.buyer,
        state: progress.state,
        line_count: input.lines.len() as i64,
        total_minor: taken.total_minor,
        refunded_minor: 0,
        placed_at_us: when.happened_at,
        hold_until_us: progress.hold_until,
        claim_until_us: None,
        paid_at_us: None,
        accept_due_us: None,
        complained_at_us: None,
        method: None,
        pool_id: if let Pay::Pooled { pool, .. } = input.pay { Some(pool) } else { None },
        reference: input.reference.clone(),
        payment_id: None,
        paid_entry: None,
        settled_entry: None,
        referred_by: None,
        coupon_id: None,
        coupon_budget: None,
        coupon_minor: 0,
        coupon_back_minor: 0,
        event_count: 0,
    };
    let mut lines = Vec::with_capacity(input.lines.len());
    for ((wanted, (total_minor, parts)), number) in input.lines.iter().zip(taken.lines).zip(1..) {
        let row = goods.line(wanted).map(|(shelved, variant)| OrderLine {
            community_id: order.community_id,
            order_id: order.id,
            number,
            offer_id: wanted.offer,
            variant: wanted.variant,
            split_version: shelved.offer.split_version,
            title: title(&shelved.offer.title, &variant.title),
            unit: variant.unit.clone(),
            quantity_milli: wanted.quantity,
            price_e4: match wanted.asked {
                Asked::Historical(price) | Asked::Agreed { price, .. } | Asked::Again { price, .. } => price,
                _ => variant.price_e4,
            },
            total_minor,
            returned_milli: Quantity::default(),
            undelivered_milli: Quantity::default(),
            refunded_minor: 0,
            limited: shelved.bought.is_some(),
        });
        lines.push((row.ok_or_else(|| fault(format!("{}: gone while ordering", wanted.offer)))?, parts));
    }
    Ok((order, lines))
}

/// As a line is called when it is bought.
pub(crate) fn title(offer: &str, variant: &str) -> String {
    match variant {
        "" => offer.to_owned(),
        variant => format!("{offer} · {variant}"),
    }
}

/// An order of nothing is paid by itself, and one that a coupon pays whole.
fn pay_now(tx: &mut Tx, order: &mut Order, lines: &Lines, pay: Pay, when: When) -> Outcome<(), PlaceRefused> {
    let parts = settlement::by_party(lines.iter().flat_map(|(_, parts)| parts.iter().copied()));
    let (method, moves) = match pay {
        Pay::Pooled { pool, minor, .. } => {
            (None, settlement::overpaid(&[(Purse::Pooled(pool), minor)], None, &parts, order.buyer))
        }
        _ if order.total_minor == 0 => (Some(MethodCode::Free), Vec::new()),
        _ if order.due_minor() == 0 => {
            let moves = order.coupon().map(|coupon| settlement::paid_by_coupon(coupon, &parts));
            (Some(MethodCode::Free), moves.unwrap_or_default())
        }
        Pay::Later => return Ok(()),
        Pay::SetOff => match books::draw(tx, order.buyer, &parts, order.due_minor())? {
            Some(drawn) => {
                (Some(MethodCode::SetOff), settlement::set_off(order.buyer, drawn, order.coupon(), &parts))
            }
            None => return no(OrderRefused::OwedTooLittle),
        },
        Pay::Arrived(method) => match crate::methods::method(method).and_then(|known| known.purse()) {
            Some(purse) => (Some(method), settlement::paid(purse, order.coupon(), &parts)),
            None => return no(OrderRefused::MethodNotOffered),
        },
    };
    let progress = order.progress().pay_at_once(when.happened_at).map_err(|why| Refused(why.into()))?;
    let cause = Cause::new("order", order.id);
    let parent = if let Pay::Pooled { entry, .. } = pay { entry } else { None };
    let entry = books::Entry { kind: "payment", cause, parent, moves: &moves, when };
    order.paid_entry = books::post_sure(tx, entry)?;
    order.set_progress(progress);
    order.method = method;
    Ok(())
}
