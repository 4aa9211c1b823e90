//! What campaigns show on a community's home page and on the page of its projects, and what waits for a backer.

use super::campaign_list::brief;
use super::campaign_view::own_voice;
use super::read_store::{campaigns_below, to_look_at};
use super::scene::Scene;
use super::sections::scene;
use crate::campaign_rows::Milestone;
use crate::campaigning::is_beside_team_shown;
use crate::ids::Member;
use crate::milestone::Stage;
use crate::pool::PoolState;
use crate::rows::Pool;
use crate::voicing::behind;
use community::{Provider, Section, SectionLink, SectionRow, Viewer};
use kernel::Id;
use store::{Fault, Reader};
use web::CommunityContext;
use web::ui::Tone;

const SHOWN: i64 = 5;
/// Among so many of the latest those that run are looked for.
const LOOKED_THROUGH: i64 = 20;
const OVER_SHOWN: usize = 5;

/// Those that collect or work, the newest first; left out where there are none. For members only.
pub(super) struct Campaigns;

impl Provider for Campaigns {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = scene(community, viewer);
        if s.me.is_none() {
            return Ok(None);
        }
        let mut rows = Vec::new();
        for id in campaigns_below(reader, s.number, i64::MAX, SHOWN)? {
            let Some((one, _)) = brief(reader, &s, id)? else { continue };
            let lives = one.state == PoolState::Open || one.stage == Stage::Running;
            if lives {
                let row = SectionRow::new(one.title).note(one.told).tag(one.tag.0, one.tag.1);
                let row = row.href(format!("{}/campaigns/{id}", s.base));
                rows.push(match one.goal_minor {
                    Some(goal) => row.money(s.sum(goal)),
                    None => row,
                });
            }
        }
        if rows.is_empty() {
            return Ok(None);
        }
        let more = Some(SectionLink { href: format!("{}/campaigns", s.base), text: s.t.all_campaigns() });
        Ok(Some(Section {
            code: "campaigns".into(),
            title: s.t.campaigns(),
            rows,
            more,
            ..Section::default()
        }))
    }
}

/// Those that collect or work first, then those that are over: the page of projects. For members only.
pub(super) struct Projects;

impl Provider for Projects {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = scene(community, viewer);
        if s.me.is_none() {
            return Ok(None);
        }
        let (mut running, mut over) = (Vec::new(), Vec::new());
        for id in campaigns_below(reader, s.number, i64::MAX, LOOKED_THROUGH)? {
            let Some((one, _)) = brief(reader, &s, id)? else { continue };
            let lives = one.state == PoolState::Open || one.stage == Stage::Running;
            let row = SectionRow::new(one.title).note(one.told).tag(one.tag.0, one.tag.1);
            let row = row.href(format!("{}/campaigns/{id}", s.base));
            let row = match one.goal_minor {
                Some(goal) => row.money(s.sum(goal)),
                None => row,
            };
            if lives { running.push(row) } else { over.push(row) }
        }
        over.truncate(OVER_SHOWN);
        running.append(&mut over);
        let more = Some(SectionLink { href: format!("{}/campaigns", s.base), text: s.t.all_campaigns() });
        Ok(Some(Section {
            code: "campaigns".into(),
            title: s.t.campaigns(),
            rows: running,
            empty: s.t.no_campaigns_yet(),
            more,
            ..Section::default()
        }))
    }
}

/// Milestones that a backer has not answered yet.
pub(super) fn to_answer(reader: &mut Reader, s: &Scene, me: Id<Member>) -> Result<Vec<SectionRow>, Fault> {
    let mut rows = Vec::new();
    let ahead = to_look_at(reader, s.number, me, SHOWN)?;
    if ahead.is_empty() {
        return Ok(rows);
    }
    let behind = behind(reader, s.number)?;
    for (pool, number) in ahead {
        let step = reader.find::<Milestone>(&(s.number, pool, number))?;
        let Some(step) = step.filter(|step| step.step().answer(s.now).is_ok()) else { continue };
        let (speaks, own) = own_voice(reader, &step, me, &behind)?;
        if !speaks || own.is_some() || is_beside_team_shown(reader, s.number, pool, me)? {
            continue;
        }
        let Some(row) = reader.find::<Pool>(&(s.number, pool))? else { continue };
        let until = step.decide_at_us.map_or_else(String::new, |at| s.t.look_until_text(s.time_text(&at)));
        let section = SectionRow::new(format!("{} · {}", row.title, step.title)).note(until);
        rows.push(
            section.tag(s.t.milestone_to_look(), Tone::Act).href(format!("{}/campaigns/{pool}", s.base)),
        );
    }
    Ok(rows)
}
