//! Where goods are fetched: two points, slots chosen by those who have paid, and what was handed over there last Saturday.
//!
//! Who does what follows from the order's own id: drawn from a series it would shuffle the story.

use super::agenda::{Agenda, Turned, deed};
use super::cast::Cast;
use super::content::Both;
use super::orders::Errand;
use super::stage::{Stage, WEEKS};
use kernel::{Id, Timestamp};
use market::ops::{FulfilOrder, fulfil_order};
use market::order::State;
use market::rows::Order;
use market::{Actor, When};
use pickup::collecting::Told;
use pickup::hours::weekday;
use pickup::ops::{ChooseSlot, KeepPoint, LetNeighbour, SayCheckIn};
use pickup::point::PointText;
use pickup::rows::{Pickup, PickupPoint};
use pickup::{PickupRefused, ops};
use store::{Outcome, Tx};

/// Of the story's weeks, which are so laid that today is a Thursday of theirs, whatever the calendar says.
const SATURDAY: i64 = 5;
const NEIGHBOUR: Both = ("4 号的周奶奶", "Grandma Zhou of number 4");

struct Place {
    name: Both,
    address: Both,
    note: Both,
    /// On ordinary days, on Saturdays.
    hours: [&'static str; 2],
    each_slot: Option<i64>,
}

const PLACES: [Place; 2] = [
    Place {
        name: ("巷口小卖部", "The shop at the lane"),
        address: ("青石巷 1 号，进门右手", "1 Qingshi Lane, to the right of the door"),
        note: (
            "带上袋子；冷的东西在冰箱里，跟店里说一声。",
            "Bring a bag. Cold things are in the fridge: ask.",
        ),
        hours: ["17:00-20:00", "08:00-12:00, 15:00-18:00"],
        each_slot: Some(40),
    },
    Place {
        name: ("北门传达室", "The lodge at the north gate"),
        address: ("北门传达室窗口", "The window of the lodge, north gate"),
        note: ("只放到当天晚上。", "Kept until the evening only."),
        hours: ["18:00-19:30", "09:00-11:00"],
        each_slot: Some(12),
    },
];

pub(super) fn point(stage: &Stage, place: usize) -> Id<PickupPoint> {
    Id::from_parts(opened(stage).milliseconds(), [place as u8 + 1; 10])
}

fn opened(stage: &Stage) -> Timestamp {
    stage.at(WEEKS - 2, 6, 9, 0)
}

/// The points, before what is fetched there.
pub(crate) fn plan(stage: &Stage, agenda: &mut Agenda, cast: &Cast) {
    let at = opened(stage);
    // The long hours are on the day on which the story hands over, so that it is the same on every day of the week.
    let saturday = weekday(stage.at(WEEKS, SATURDAY, 12, 0).day(&stage.zone));
    for (number, place) in PLACES.iter().enumerate() {
        let hours = |day| place.hours[usize::from(day == saturday)].to_owned();
        let text = PointText {
            name: stage.say(place.name),
            address: stage.say(place.address),
            note: stage.say(place.note),
            hours: std::array::from_fn(hours),
            closed_on: String::new(),
            each_slot: place.each_slot,
            each_day: None,
        };
        let minder = [cast.steward, cast.suppliers[0]][number];
        let input = KeepPoint { point: point(stage, number), text, minder, is_open: true, key: None };
        let steward = cast.steward;
        agenda.add(stage.community, at, "opening a pick-up point", move |tx| {
            deed(ops::create_point(tx, steward, &input, at), |_| false).map(drop)
        });
    }
}

/// Of the last two weeks: who has paid by Wednesday night, or by Friday noon of the week before, chooses where and when. Some
/// of this week come this evening.
pub(super) fn choose(stage: &Stage, agenda: &mut Agenda, errand: &Errand) {
    let chance = chance(errand.order);
    let at = match errand.week {
        week if week == WEEKS => stage.at(week, 2, 21, 0),
        week if week == WEEKS - 1 => stage.at(week, 4, 12, 0),
        _ => return,
    };
    let saturday = stage.at(errand.week, SATURDAY, 12, 0).day(&stage.zone);
    let this_evening = errand.week == WEEKS && chance.is_multiple_of(3);
    let place = usize::from(chance % 4 == 3);
    let (day, from_minute) = match (this_evening, place) {
        (true, 0) => (stage.now.day(&stage.zone), 17 * 60),
        (true, _) => (stage.now.day(&stage.zone), 18 * 60),
        (false, 0) => (saturday, if chance % 5 < 3 { 8 * 60 } else { 15 * 60 }),
        (false, _) => (saturday, 9 * 60),
    };
    let (order, point) = (errand.order, point(stage, place));
    let neighbour = chance.is_multiple_of(6).then(|| stage.say(NEIGHBOUR));
    errand.while_in((stage, agenda), (State::Paid, at), "choosing a slot", move |tx, found, when| {
        let random = found.number.unsigned_abs().wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let input = ChooseSlot { order, point, day, from_minute, random, key: None };
        let full = |why: &PickupRefused| *why == PickupRefused::SlotFull;
        deed(ops::choose_slot(tx, found.buyer, &input, when.recorded_at), full)?;
        let Some(name) = neighbour.clone() else { return Ok(()) };
        let input = LetNeighbour { order, name: Some(name) };
        deed(ops::let_neighbour(tx, found.buyer, &input, when.recorded_at), |_| false).map(drop)
    });
}

/// At its point where one was chosen, else by the steward as ever.
pub(super) fn hand_over(
    tx: &mut Tx,
    steward: web::ids::MemberId,
    order: Id<Order>,
    when: When,
) -> Outcome<(), Turned> {
    let Some(pickup) = tx.find::<Pickup>((tx.community(), order))? else {
        let input = FulfilOrder { order, wait_for_acceptance: true };
        return deed(fulfil_order(tx, Actor::Member(steward), &input, when), |_| false).map(drop);
    };
    let told = match pickup.neighbour {
        Some(name) => Told::Neighbour { name, said_now: false },
        None => Told::Collected,
    };
    let input = SayCheckIn { id: format!("demo-{order}"), order, told, at: None };
    deed(ops::check_in(tx, steward, &input, when.recorded_at), |_| false).map(drop)
}

/// A number from 0 to 250 that belongs to an order, from what of its id chance made: what the clock made differs from day to
/// day, and then would the story.
fn chance(order: Id<Order>) -> u32 {
    let text = order.to_string();
    text.bytes().rev().take(16).fold(7, |sum: u32, byte| (sum * 31 + u32::from(byte)) % 251)
}
