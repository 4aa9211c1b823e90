//! What this feature shows on a community's home page, on the desk and on a member's own page.

use super::campaign_sections::{Campaigns, Projects, to_answer};
use super::consenting::waiting;
use super::list::briefs;
use super::part_brief::PartBrief;
use super::parts::UNLOOKED;
use super::pool_page::notice;
use super::read_store::{count_of_state, held_by_kind, open_pools, own_latest, unlooked, waits};
use super::scene::{About, Scene, about};
use super::treasurers_parts::of_treasurers;
use crate::commitment::CommitmentState;
use crate::pool::{PoolKind, PoolState};
use crate::rows::{Commitment, Pool, PoolMember};
use crate::t;
use community::{Provider, Section, SectionLink, SectionRow, Sections, Viewer};
use kernel::Id;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Fault, Reader};
use web::ui::Tone;
use web::{CommunityContext, Power};

/// For the program that puts the features together.
pub fn sections() -> Sections {
    Sections {
        own: vec![Arc::new(MineToDo)],
        home: vec![Arc::new(Open), Arc::new(Campaigns)],
        desk: vec![Arc::new(Waiting)],
        tools: vec![Arc::new(Tools)],
        mine: vec![Arc::new(MyParts)],
        leaving: vec![Arc::new(OpenParts)],
        orders: vec![Arc::new(NoOrderYet)],
        payments: vec![Arc::new(PartsToCheck)],
        projects: vec![Arc::new(Projects)],
        ..Sections::default()
    }
}

const SHOWN: i64 = 5;
/// Among how many of a member's latest parts those that still wait are looked for.
const LATEST: i64 = 50;

pub(super) fn scene(community: &CommunityContext, viewer: &Viewer) -> Scene {
    Scene {
        lang: viewer.lang,
        t: t(viewer.lang),
        base: format!("/c/{}", community.slug),
        number: community.number,
        currency: community.currency,
        zone: community.zone.clone(),
        now: viewer.now,
        me: viewer.member,
        powers: viewer.powers,
        books_open: viewer.sees_books,
    }
}

/// What can be joined now; left out where there is nothing.
struct Open;

impl Provider for Open {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = scene(community, viewer);
        let ids = open_pools(reader, s.number, SHOWN)?;
        let mut rows = Vec::new();
        for pool in briefs(reader, &s, ids)? {
            let at = kernel::Timestamp::parse(&pool.closes_at).unwrap_or(s.now);
            let note = format!("{} · {}", pool.told, s.t.closes_text(s.time_text(&at)));
            let row = SectionRow::new(pool.title).note(note).price(s.price(pool.price_now, &pool.unit));
            rows.push(row.href(format!("{}/pools/{}", s.base, pool.id)));
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let more = Some(SectionLink { href: format!("{}/pools", s.base), text: s.t.all_pools() });
        Ok(Some(Section { code: "pools".into(), title: s.t.pools_open(), rows, more, ..Section::default() }))
    }
}

/// What the member still has to pay, and what changed in what they are in.
struct MineToDo;

impl Provider for MineToDo {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (scene(community, viewer), viewer.member) else { return Ok(None) };
        let mut rows = Vec::new();
        for (part, pool, buy) in latest(reader, &s, me, LATEST)? {
            let open = part.late || (pool.state == PoolState::Open && s.now < pool.closes_at_us);
            if part.state == CommitmentState::Made && open {
                let row = row(reader, &s, &part, &pool, &buy)?;
                rows.push(SectionRow { tone: Some(Tone::Act), ..row });
            }
        }
        rows.extend(notices(reader, &s, me)?);
        rows.extend(to_answer(reader, &s, me)?);
        rows.extend(waiting(reader, &s, true)?);
        Ok(Some(Section { code: "own_parts".into(), title: s.t.own_parts(), rows, ..Section::default() }))
    }
}

/// The member's latest parts with their pools, the newest first.
fn latest(
    reader: &mut Reader,
    s: &Scene,
    me: Id<crate::ids::Member>,
    limit: i64,
) -> Result<Vec<(Commitment, Pool, About)>, Fault> {
    let mut parts = Vec::new();
    for id in own_latest(reader, s.number, me, limit)? {
        let Some(part) = reader.find::<Commitment>(&(s.number, id))? else { continue };
        let Some(pool) = reader.find::<Pool>(&(s.number, part.pool_id))? else { continue };
        let Some(about) = about(reader, s, part.pool_id)? else { continue };
        parts.push((part, pool, about));
    }
    Ok(parts)
}

fn row(
    reader: &mut Reader,
    s: &Scene,
    part: &Commitment,
    pool: &Pool,
    about: &About,
) -> Result<SectionRow, Fault> {
    let brief = PartBrief::of(reader, s, (pool, part), about)?;
    let title = format!("{} · {}", pool.title, brief.how_much);
    let row = SectionRow::new(title).note(brief.told).tag(brief.tag.0, brief.tag.1);
    Ok(row.href(format!("{}/parts/{}", s.base, part.id)).money(s.sum(part.due_minor)))
}

/// Of pools that close later than they did when the member joined, until they have noted it or it is over.
fn notices(reader: &mut Reader, s: &Scene, me: Id<crate::ids::Member>) -> Result<Vec<SectionRow>, Fault> {
    let (mut rows, mut told) = (Vec::new(), BTreeSet::new());
    for (_, pool, _) in latest(reader, s, me, LATEST)? {
        if pool.state != PoolState::Open || !told.insert(pool.id) {
            continue;
        }
        let own = reader.find::<PoolMember>(&(s.number, pool.id, me))?;
        if let Some(words) = notice(reader, s, &pool, own.as_ref())? {
            let row = SectionRow::new(pool.title.clone()).note(words).tag(s.t.extended_tag(), Tone::Wait);
            rows.push(row.href(format!("{}/pools/{}", s.base, pool.id)));
        }
    }
    Ok(rows)
}

/// What waits for the treasurer, and how the organiser's pools stand.
struct Waiting;

impl Provider for Waiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = scene(community, viewer);
        // Who looks for nobody's payments looks for those of who does: a steward's desk has them whatever else is theirs.
        if !s.of_office() && !s.can(Power::GrantRoles) {
            return Ok(None);
        }
        let mut rows = Vec::new();
        if s.can(Power::ConfirmPayments) {
            rows.extend(to_check(reader, &s)?);
            for (kind, count, sum) in held_by_kind(reader, s.number)? {
                let (title, note, path) = match kind {
                    PoolKind::GroupBuy => (s.t.held_in_pools(), s.t.held_note(), "pools"),
                    PoolKind::Campaign => (s.t.held_in_campaigns(), s.t.held_until_closed(), "campaigns"),
                };
                let row = SectionRow::new(title).note(note).money(s.sum(sum));
                rows.push(row.href(format!("{}/{path}", s.base)).counted(count, s.t.parts_counted(count)));
            }
        }
        rows.extend(of_treasurers(reader, &s)?);
        if s.can(Power::ManageOffers) {
            rows.extend(waiting(reader, &s, false)?);
            let ids = open_pools(reader, s.number, SHOWN)?;
            for pool in briefs(reader, &s, ids)? {
                let at = kernel::Timestamp::parse(&pool.closes_at).unwrap_or(s.now);
                let note = [s.t.awaiting_counted(pool.people), pool.told, s.t.closes_text(s.time_text(&at))];
                let row = SectionRow::new(pool.title).note(note.join(" · ")).tag(pool.tag.0, pool.tag.1);
                rows.push(row.href(format!("{}/pools/{}", s.base, pool.id)).money(s.sum(pool.held_minor)));
            }
        }
        let more = Some(SectionLink { href: format!("{}/pools", s.base), text: s.t.all_pools() });
        let (title, empty) = (s.t.pools(), s.t.desk_nothing());
        Ok(Some(Section { code: "pools_waiting".into(), title, rows, empty, more, ..Section::default() }))
    }
}

/// Parts whose money is to be looked for, beside payments of orders.
struct PartsToCheck;

impl Provider for PartsToCheck {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = scene(community, viewer);
        let rows = to_check(reader, &s)?;
        if rows.is_empty() || !s.can(Power::ConfirmPayments) {
            return Ok(None);
        }
        let (code, title) = ("parts_to_check".into(), s.t.pools());
        Ok(Some(Section { code, title, rows, ..Section::default() }))
    }
}

fn to_check(reader: &mut Reader, s: &Scene) -> Result<Vec<SectionRow>, Fault> {
    let mut rows = Vec::new();
    let (count, sum, since) = count_of_state(reader, s.number, CommitmentState::Claimed)?;
    if count > 0 {
        let age = since.map_or_else(String::new, |since| s.t.waits_since(s.span(&since, &s.now)));
        let row = SectionRow::new(s.t.claimed_title()).note(age).money(s.sum(sum));
        rows.push(row.href(format!("{}/parts", s.base)).counted(count, s.t.parts_counted(count)));
    }
    let before = unlooked(reader, s.number, UNLOOKED)?.len() as i64;
    if before > 0 {
        let row = SectionRow::new(s.t.unlooked_title()).href(format!("{}/parts#unlooked", s.base));
        rows.push(row.counted(before, s.t.parts_counted(before)));
    }
    Ok(rows)
}

/// Where somebody with powers goes from the desk.
struct Tools;

impl Provider for Tools {
    fn section(
        &self,
        _: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = scene(community, viewer);
        let mut rows = vec![
            SectionRow::new(s.t.all_pools()).href(format!("{}/pools", s.base)),
            SectionRow::new(s.t.all_campaigns()).href(format!("{}/campaigns", s.base)),
        ];
        if s.can(Power::ManageOffers) {
            rows.push(SectionRow::new(s.t.open_group_buy()).href(format!("{}/pools/new", s.base)));
        }
        if s.can(Power::ConfirmPayments) {
            rows.push(SectionRow::new(s.t.claimed_title()).href(format!("{}/parts", s.base)));
        }
        Ok(Some(Section { code: "pools_tools".into(), title: s.t.pools(), rows, ..Section::default() }))
    }
}

/// The member's latest parts; nothing for whoever never joined one.
struct MyParts;

impl Provider for MyParts {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (scene(community, viewer), viewer.member) else { return Ok(None) };
        let mut rows = notices(reader, &s, me)?;
        for (part, pool, buy) in latest(reader, &s, me, SHOWN)? {
            rows.push(row(reader, &s, &part, &pool, &buy)?);
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let more = Some(SectionLink { href: format!("{}/pools", s.base), text: s.t.all_pools() });
        Ok(Some(Section { code: "parts".into(), title: s.t.my_parts(), rows, more, ..Section::default() }))
    }
}

/// The member's parts in pools that are neither formed nor given up, and those of which money is still kept.
struct OpenParts;

impl Provider for OpenParts {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (scene(community, viewer), viewer.member) else { return Ok(None) };
        let mut rows = Vec::new();
        for (part, pool, buy) in latest(reader, &s, me, LATEST)? {
            if part.state.is_unpaid() {
                rows.push(row(reader, &s, &part, &pool, &buy)?);
            }
        }
        // However long ago: also what has closed and is not all released.
        let mut waiting = waits(reader, s.number, me, LATEST + 1)?;
        let all = waiting.len() as i64 > LATEST;
        waiting.truncate(LATEST as usize);
        for id in waiting {
            let Some(part) = reader.find::<Commitment>(&(s.number, id))? else { continue };
            let Some(pool) = reader.find::<Pool>(&(s.number, part.pool_id))? else { continue };
            let Some(about) = about(reader, &s, part.pool_id)? else { continue };
            rows.push(row(reader, &s, &part, &pool, &about)?);
        }
        let (code, title) = ("parts_open".into(), s.t.my_parts());
        // Each is on the page of its campaign, too.
        let more =
            all.then(|| SectionLink { href: format!("{}/campaigns", s.base), text: s.t.all_campaigns() });
        Ok(Some(Section { code, title, rows, more, ..Section::default() }))
    }
}

/// Above the member's orders: what is to be paid, claimed, or paid and awaits formation.
struct NoOrderYet;

impl Provider for NoOrderYet {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let (s, Some(me)) = (scene(community, viewer), viewer.member) else { return Ok(None) };
        let mut rows = Vec::new();
        for (part, pool, about) in latest(reader, &s, me, LATEST)? {
            let goods = matches!(about, About::Goods(_));
            if goods && (part.state.is_unpaid() || part.state == CommitmentState::Held) {
                rows.push(row(reader, &s, &part, &pool, &about)?);
            }
        }
        Ok(Some(Section {
            code: "no_order_yet".into(),
            title: s.t.no_order_yet(),
            rows,
            ..Section::default()
        }))
    }
}
