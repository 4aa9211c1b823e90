//! What is asked at the opening of a group buy and on joining it: where and when its orders are fetched.

use super::scene::Scene;
use crate::hours::{Slot, clock, day_of};
use crate::lists::open_points;
use crate::ops::{FetchAt, KeepPlace, LATER, POINTS_OF_POOL_MAX, code, fetch_at, keep_place, offered};
use crate::pickup_store::kept_on;
use crate::refused::PickupRefused;
use crate::rows::{PartPlace, PickupDay, PickupPart, PickupPoint, PickupPool, PickupSlot};
use crate::t;
use askama::Template;
use kernel::{Id, Timestamp};
use pools::beside::{Asked, Beside, Joined, Needs, Opening, PoolChoice, Said, Seen, TooLittleRoom, Typed};
use pools::ids::PoolId;
use pools::rows::Commitment;
use std::collections::BTreeMap;
use store::OpError::{self, Refused};
use store::{Fault, Outcome, Reader, Tx};
use web::ui::Field;
use web::{Errors, Html, Powers};

/// Points that the form has to choose from.
const POINTS_OFFERED: i64 = 50;
const POINT: &str = "fetch_at_";
const DAY: &str = "fetch_day";

/// For pools, which show it.
#[derive(Debug)]
pub struct BesidePools;

#[derive(Template)]
#[template(path = "pool_opening.html")]
struct OpeningFields<'a> {
    s: Scene,
    points: Vec<PointBox>,
    day: &'a str,
    errors: &'a Errors,
}

struct PointBox {
    field: String,
    name: String,
    ticked: String,
}

/// Where neighbours fetch their things is for nobody else.
fn scene(seen: &Seen) -> Option<Scene> {
    Some(Scene {
        lang: seen.lang,
        t: t(seen.lang),
        base: String::new(),
        number: seen.community,
        zone: seen.zone.clone(),
        now: seen.now,
        me: seen.me?,
        powers: Powers::NONE,
    })
}

fn typed_day(typed: &Typed) -> &str {
    typed.get(DAY).map_or("", |day| day.trim())
}

/// What is ticked.
fn ticked(typed: &Typed) -> impl Iterator<Item = &str> {
    typed.iter().filter(|(_, said)| !said.trim().is_empty()).filter_map(|(name, _)| name.strip_prefix(POINT))
}

fn hours(slot: &Slot) -> String {
    format!("{}–{}", clock(slot.window.from), clock(slot.window.until))
}

/// Places that the point counts still, though their parts have given them up.
#[derive(Default)]
struct GivenUp {
    of_day: i64,
    /// By the minute at which they begin.
    of_slots: BTreeMap<i64, i64>,
}

fn given_up(reader: &mut Reader, s: &Scene, point: Id<PickupPoint>, day: i64) -> Result<GivenUp, Fault> {
    let mut gone = GivenUp::default();
    for id in kept_on(reader, s.number, point, day)? {
        let part = reader.find::<Commitment>(&(s.number, id))?;
        if part.is_none_or(|part| !part.state.takes_place()) {
            gone.of_day += 1;
            if let Some(kept) = reader.find::<PickupPart>(&(s.number, id))? {
                *gone.of_slots.entry(kept.from_minute).or_default() += 1;
            }
        }
    }
    Ok(gone)
}

/// Places that a point has left on a day for slots that begin at these minutes, all together; None: without an end.
fn left_at(
    reader: &mut Reader,
    s: &Scene,
    (point, day): (&PickupPoint, i64),
    from: &[i64],
    gone: &GivenUp,
) -> Result<Option<i64>, Fault> {
    let of_day = match point.day_places {
        Some(places) => {
            let taken = reader.find::<PickupDay>(&(s.number, point.id, day))?.map_or(0, |row| row.taken);
            Some((places - (taken - gone.of_day)).max(0))
        }
        None => None,
    };
    let Some(places) = point.slot_places else { return Ok(of_day) };
    let mut of_slots = 0;
    for from in from {
        let taken = reader.find::<PickupSlot>(&(s.number, point.id, day, *from))?.map_or(0, |row| row.taken);
        let gone = gone.of_slots.get(from).copied().unwrap_or_default();
        of_slots += (places - (taken - gone)).max(0);
    }
    Ok(Some(of_day.map_or(of_slots, |of_day| of_day.min(of_slots))))
}

/// The same, of those that parts really keep: which grows, and is looked at only where fewer than `enough` seem to be left.
fn really_left_at(
    reader: &mut Reader,
    s: &Scene,
    at: (&PickupPoint, i64),
    from: &[i64],
    enough: i64,
) -> Result<Option<i64>, Fault> {
    let left = left_at(reader, s, at, from, &GivenUp::default())?;
    if left.is_none_or(|left| left >= enough) {
        return Ok(left);
    }
    let gone = given_up(reader, s, at.0.id, at.1)?;
    left_at(reader, s, at, from, &gone)
}

/// Whether there is no place left, of those that parts really keep.
fn is_full(reader: &mut Reader, s: &Scene, (point, slot): &(PickupPoint, Slot)) -> Result<bool, Fault> {
    let left = really_left_at(reader, s, (point, slot.day), &[slot.window.from], 1)?;
    Ok(left == Some(0))
}

/// Places that are left for all of these together, of those that parts really keep, where they are fewer than `needed`. A pool has one day.
fn too_few_left(
    reader: &mut Reader,
    s: &Scene,
    offered: &[(PickupPoint, Slot)],
    needed: i64,
) -> Result<Option<i64>, Fault> {
    let (mut left, mut points) = (0, BTreeMap::<Id<PickupPoint>, (&PickupPoint, i64, Vec<i64>)>::new());
    for (point, slot) in offered {
        let (_, _, from) = points.entry(point.id).or_insert((point, slot.day, Vec::new()));
        from.push(slot.window.from);
    }
    for (point, day, from) in points.into_values() {
        match really_left_at(reader, s, (point, day), &from, needed - left)? {
            Some(here) if left + here < needed => left += here,
            _ => return Ok(None),
        }
    }
    Ok(Some(left))
}

fn said<T>(outcome: Outcome<T, PickupRefused>, field: &'static str) -> Outcome<T, Said> {
    outcome.map_err(|error| match error {
        Refused(why) => Refused(Said::of(why).at(field)),
        OpError::Fault(fault) => OpError::Fault(fault),
    })
}

impl Beside for BesidePools {
    fn form(&self, reader: &mut Reader, seen: &Seen, typed: &Typed, errors: &Errors) -> Result<Html, Fault> {
        let Some(s) = scene(seen) else { return Ok(Html::default()) };
        let open = open_points(reader, s.number, POINTS_OFFERED)?;
        if open.is_empty() {
            return Ok(Html::default());
        }
        let points = open
            .into_iter()
            .map(|(id, name)| {
                let field = format!("{POINT}{id}");
                let ticked = typed.get(&field).cloned().unwrap_or_default();
                PointBox { field, name, ticked }
            })
            .collect();
        let fields = OpeningFields { s, points, day: typed_day(typed), errors };
        let text = fields.render().map_err(|error| Fault::Engine(error.to_string().into()))?;
        Ok(Html::trusted(text))
    }

    fn to_be(&self, reader: &mut Reader, seen: &Seen, typed: &Typed) -> Result<Vec<String>, Fault> {
        let Some(s) = scene(seen) else { return Ok(Vec::new()) };
        let Some(day) = day_of(typed_day(typed), &s.zone) else { return Ok(Vec::new()) };
        let ids = ticked(typed).filter_map(|id| Id::<PickupPoint>::parse(id).ok()).collect::<Vec<_>>();
        Ok(sentence(reader, &s, day, &ids)?.into_iter().collect())
    }

    fn warning(
        &self,
        reader: &mut Reader,
        seen: &Seen,
        typed: &Typed,
        needs: &Needs,
    ) -> Result<Option<String>, Fault> {
        let Some(s) = scene(seen) else { return Ok(None) };
        let Some(day) = day_of(typed_day(typed), &s.zone) else { return Ok(None) };
        let mut offered = Vec::new();
        for id in ticked(typed).filter_map(|id| Id::<PickupPoint>::parse(id).ok()) {
            let Some(point) = reader.find::<PickupPoint>(&(s.number, id))? else { continue };
            let slots = point.opening(&s.zone)?.on(day, &s.zone);
            offered.extend(slots.into_iter().map(|slot| (point.clone(), slot)));
        }
        if offered.is_empty() {
            return Ok(None);
        }
        let left = too_few_left(reader, &s, &offered, needs.parts)?;
        Ok(left.map(|left| s.t.pool_few_places(left, needs.words.clone())))
    }

    fn too_little_room(
        &self,
        reader: &mut Reader,
        seen: &Seen,
        pool: PoolId,
        needs: &Needs,
    ) -> Result<Option<TooLittleRoom>, Fault> {
        let Some(s) = scene(seen) else { return Ok(None) };
        let offered = offered(reader, (s.number, &s.zone), pool, s.now)?;
        if offered.is_empty() || needs.parts == 0 {
            return Ok(None);
        }
        let Some(left) = too_few_left(reader, &s, &offered, needs.parts)? else {
            return Ok(None);
        };
        let words = match left {
            0 => s.t.pool_full_now(needs.words.clone()),
            left => s.t.pool_few_now(left, needs.words.clone()),
        };
        let mut ways: Vec<_> = offered
            .iter()
            .map(|(point, _)| (s.t.pool_raise_places(point.name.clone()), format!("/pickup/{}", point.id)))
            .collect();
        ways.dedup();
        Ok(Some(TooLittleRoom { words, ways }))
    }

    fn opened(&self, tx: &mut Tx, opening: Opening<'_>, now: Timestamp) -> Outcome<(), Said> {
        let day = typed_day(opening.typed);
        let mut points = Vec::new();
        for id in ticked(opening.typed) {
            let no = || Refused(Said::of(PickupRefused::NoSuchPoint).at(DAY));
            points.push(Id::<PickupPoint>::parse(id).map_err(|_| no())?);
        }
        if points.is_empty() && day.is_empty() {
            return Ok(());
        }
        let zone = crate::acting::zone(tx)?;
        let known = day_of(day, &zone).filter(|_| !points.is_empty());
        let day = known.ok_or_else(|| Refused(Said::of(PickupRefused::PlaceNotChosen).at(DAY)))?;
        let input = FetchAt { pool: opening.pool, closes_at: opening.closes_at, points, day };
        said(fetch_at(tx, opening.by, &input, now), DAY)
    }

    fn rules(&self, reader: &mut Reader, seen: &Seen, pool: PoolId) -> Result<Vec<String>, Fault> {
        let Some(s) = scene(seen) else { return Ok(Vec::new()) };
        let (mut points, mut day) = (Vec::new(), 0);
        for number in (1..).take(POINTS_OF_POOL_MAX) {
            let Some(row) = reader.find::<PickupPool>(&(s.number, pool, number))? else { break };
            day = row.day;
            points.push(row.point_id);
        }
        Ok(sentence(reader, &s, day, &points)?.into_iter().collect())
    }

    fn asked(&self, reader: &mut Reader, seen: &Seen, pool: PoolId) -> Result<Asked, Fault> {
        let Some(s) = scene(seen) else { return Ok(Asked::default()) };
        let all = offered(reader, (s.number, &s.zone), pool, s.now)?;
        let (mut choices, mut full) = (Vec::new(), 0);
        for one in &all {
            let (point, slot) = one;
            let words = format!("{} {} · {}", s.day_words(slot.day), hours(slot), point.name);
            let words = match is_full(reader, &s, one)? {
                true => {
                    full += 1;
                    s.t.pool_slot_full(words)
                }
                false => words,
            };
            choices.push(PoolChoice { code: code(point.id, slot), words });
        }
        if full == 0 && choices.len() == 1 {
            // Where there is one, nobody is asked.
            choices.clear();
        }
        if full == choices.len() && full > 0 {
            choices.push(PoolChoice { code: LATER.to_owned(), words: s.t.pool_later() });
        }
        Ok(Asked { label: s.t.pool_choose(), hint: s.t.pool_choose_hint(), choices })
    }

    fn joined(&self, tx: &mut Tx, joined: Joined<'_>, now: Timestamp) -> Outcome<(), Said> {
        let Joined { part, choice, random } = joined;
        let input = KeepPlace { part, choice: choice.to_owned(), random };
        said(keep_place(tx, &input, now).map(drop), "choice")
    }

    fn of_part(
        &self,
        reader: &mut Reader,
        seen: &Seen,
        part: Id<Commitment>,
    ) -> Result<Option<String>, Fault> {
        let Some(s) = scene(seen) else { return Ok(None) };
        let kept = reader.find::<PickupPart>(&(s.number, part))?;
        let Some(kept) = kept.filter(|kept| kept.state == PartPlace::Kept) else { return Ok(None) };
        let Some(point) = reader.find::<PickupPoint>(&(s.number, kept.point_id))? else { return Ok(None) };
        let when = kept.slot(&s.zone).map_or_else(|| clock(kept.from_minute), |slot| hours(&slot));
        Ok(Some(s.t.pool_kept(format!("{} {when}", s.day_words(kept.day)), point.name)))
    }
}

/// Which day, and at which points; nothing where there are none.
fn sentence(
    reader: &mut Reader,
    s: &Scene,
    day: i64,
    points: &[Id<PickupPoint>],
) -> Result<Option<String>, Fault> {
    let mut names = Vec::new();
    for id in points {
        names.extend(reader.find::<PickupPoint>(&(s.number, *id))?.map(|point| point.name));
    }
    let places = names.join(&s.t.list_comma());
    Ok((!names.is_empty()).then(|| s.t.pool_fetched_on(s.day_words(day), places)))
}
