//! What this feature shows on the home page, on the desk and on a member's own page.

use super::order_pickup::state_words;
use super::scene::Scene;
use crate::collecting::PickupState;
use crate::hours::date_of;
use crate::lists::{left_behind, to_pack};
use crate::pickup_store::{helped_on, points_after, points_of, waiting_of, with_neighbour};
use crate::rows::{Pickup, PickupDay, PickupPoint};
use community::{Provider, Section, SectionLink, SectionRow, Sections, Viewer};
use kernel::Id;
use market::order::State;
use market::rows::Order;
use std::sync::Arc;
use store::{Fault, Reader};
use web::CommunityContext;
use web::ui::Tone;

/// For the program that puts the features together.
pub fn sections() -> Sections {
    Sections {
        own: vec![Arc::new(MineToFetch)],
        desk: vec![Arc::new(AtPoints)],
        tools: vec![Arc::new(Tools)],
        mine: vec![Arc::new(MyPickups), Arc::new(MyCalendar)],
        ..Sections::default()
    }
}

const SHOWN: i64 = 10;

/// What still waits for the member.
fn mine(reader: &mut Reader, s: &Scene) -> Result<Vec<(Pickup, SectionRow)>, Fault> {
    let mut rows = Vec::new();
    for id in waiting_of(reader, s.number, s.me, SHOWN)? {
        let Some(pickup) = reader.find::<Pickup>(&(s.number, id))? else { continue };
        let order = reader.find::<Order>(&(s.number, id))?;
        // Called off, or handed over elsewhere.
        let Some(order) = order.filter(|order| order.state == State::Paid) else { continue };
        let point = reader.find::<PickupPoint>(&(s.number, pickup.point_id))?;
        let point = point.map_or_else(String::new, |point| point.name);
        let row = match pickup.state {
            PickupState::Missed => SectionRow::new(s.t.fetch_still(point, pickup.code)),
            _ if pickup.day == s.today() + 1 => SectionRow::new(s.t.fetch_tomorrow(point, pickup.code)),
            _ => SectionRow::new(s.t.fetch_at(point, pickup.code)),
        };
        let (text, tone) = state_words(s, pickup.state);
        let row = row.note(format!("{} · {}", s.slot_words(&pickup), s.t.order_numbered(order.number)));
        let row = row.tag(text, tone).href(format!("{}/orders/{id}/pickup", s.base));
        rows.push((pickup, row));
    }
    Ok(rows)
}

/// A point with what waits there today and from before.
fn at_point(reader: &mut Reader, s: &Scene, id: Id<PickupPoint>) -> Result<Option<SectionRow>, Fault> {
    let Some(point) = reader.find::<PickupPoint>(&(s.number, id))? else { return Ok(None) };
    let today = s.today();
    let count = to_pack(reader, s.number, id, today)?.len() as i64;
    let left = left_behind(reader, s.number, id)?.iter().filter(|one| one.pickup.day < today).count() as i64;
    if count + left == 0 {
        return Ok(None);
    }
    let row = SectionRow::new(point.name).href(format!("{}/pickup/{id}/day", s.base));
    let row = row.counted(count, s.t.come_today(count));
    Ok(Some(if left > 0 { row.note(s.t.left_counted(left)).tag(s.t.state_missed(), Tone::Act) } else { row }))
}

/// What a neighbour has for the member, until the member says that it has come.
fn with_neighbours(reader: &mut Reader, s: &Scene) -> Result<Vec<SectionRow>, Fault> {
    let mut rows = Vec::new();
    for id in with_neighbour(reader, s.number, s.me, SHOWN)? {
        let order = reader.find::<Order>(&(s.number, id))?;
        let Some(order) = order.filter(|order| order.state == State::Fulfilled) else { continue };
        let Some(pickup) = reader.find::<Pickup>(&(s.number, id))? else { continue };
        let name = pickup.handed_to.unwrap_or_default();
        let when = pickup.gone_at_us.map(|at| s.day_words(at.day(&s.zone))).unwrap_or_default();
        let row = SectionRow::new(s.t.neighbour_has(name));
        let row = row.note(format!("{when} · {}", s.t.order_numbered(order.number)));
        let (text, tone) = state_words(s, pickup.state);
        rows.push(row.tag(text, tone).href(format!("{}/orders/{id}/pickup", s.base)));
    }
    Ok(rows)
}

/// What comes to a point tomorrow, once its minder was told.
fn tomorrow_at(reader: &mut Reader, s: &Scene, id: Id<PickupPoint>) -> Result<Option<SectionRow>, Fault> {
    let tomorrow = s.today() + 1;
    let of_day = reader.find::<PickupDay>(&(s.number, id, tomorrow))?;
    if of_day.is_none_or(|of_day| of_day.minder_told_us.is_none()) {
        return Ok(None);
    }
    let count = to_pack(reader, s.number, id, tomorrow)?.len() as i64;
    let point = reader.find::<PickupPoint>(&(s.number, id))?.filter(|_| count > 0);
    let day = date_of(tomorrow, &s.zone);
    let href = format!("{}/pickup/{id}/day?day={day}", s.base);
    Ok(point.map(|point| {
        SectionRow::new(s.t.minds_tomorrow(point.name)).href(href).counted(count, s.t.come_tomorrow(count))
    }))
}

/// What was not fetched in time, what is fetched today or, once reminded of, tomorrow, what a neighbour has, and the points
/// that the member minds.
struct MineToFetch;

impl Provider for MineToFetch {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        let today = s.today();
        let mut rows = mine(reader, &s)?;
        let told = |pickup: &Pickup| pickup.day <= today || pickup.reminded_before_us.is_some();
        rows.retain(|(pickup, _)| pickup.state == PickupState::Missed || told(pickup));
        let mut rows: Vec<_> = rows.into_iter().map(|(_, row)| row).collect();
        rows.extend(with_neighbours(reader, &s)?);
        let mut points = points_of(reader, s.number, s.me, SHOWN)?;
        let helped = helped_on(reader, s.number, s.me, today, SHOWN)?;
        points.extend(helped.into_iter().filter(|point| !points.contains(point)).collect::<Vec<_>>());
        for id in points {
            rows.extend(at_point(reader, &s, id)?);
            rows.extend(tomorrow_at(reader, &s, id)?);
        }
        Ok(Some(Section { code: "to_fetch".into(), title: s.t.to_fetch(), rows, ..Section::default() }))
    }
}

/// What waits at all points.
struct AtPoints;

impl Provider for AtPoints {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer).filter(Scene::keeps) else { return Ok(None) };
        let mut rows = Vec::new();
        for id in points_after(reader, s.number, 0, SHOWN)? {
            rows.extend(at_point(reader, &s, id)?);
        }
        Ok(Some(Section { code: "at_points".into(), title: s.t.points_title(), rows, ..Section::default() }))
    }
}

/// Where somebody who hands over orders goes from the desk.
struct Tools;

impl Provider for Tools {
    fn section(
        &self,
        _: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer).filter(Scene::keeps) else { return Ok(None) };
        let rows = vec![SectionRow::new(s.t.points_title()).href(format!("{}/pickup", s.base))];
        Ok(Some(Section { code: "pickup_tools".into(), title: s.t.pickup(), rows, ..Section::default() }))
    }
}

/// Everything that the member still has to fetch.
struct MyPickups;

impl Provider for MyPickups {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        let rows: Vec<_> = mine(reader, &s)?.into_iter().map(|(_, row)| row).collect();
        let more = Some(SectionLink { href: format!("{}/pickup", s.base), text: s.t.all_points() });
        let title = s.t.to_fetch();
        // Where nothing is fetched there is nothing to say.
        let more = more.filter(|_| !rows.is_empty());
        Ok(Some(Section { code: "pickups".into(), title, rows, more, ..Section::default() }))
    }
}

/// The way to the phone's own calendar: what is shown here reminds nobody who does not look.
struct MyCalendar;

impl Provider for MyCalendar {
    fn section(
        &self,
        _: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer) else { return Ok(None) };
        let row = SectionRow::new(s.t.calendar_title()).note(s.t.calendar_lead());
        let rows = vec![row.href(format!("{}/calendar", s.base))];
        Ok(Some(Section { code: "calendar".into(), title: s.t.calendar_title(), rows, ..Section::default() }))
    }
}
