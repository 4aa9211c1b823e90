//! Ballots that wait for one's vote, on the community's first page and on one's own.

use crate::ballot_store::waiting_for;
use crate::pages::scene::Scene;
use community::{Provider, Section, SectionLink, SectionRow, Viewer};
use store::{Fault, Reader};
use web::CommunityContext;
use web::ui::Tone;

/// Shown at a time, where other things are shown too.
const SHOWN: usize = 5;
/// All of a member's, in reason: each is open for a time, and stands in one list.
const ALL: i64 = 500;

/// Open ballots in which this member may vote and has not.
pub(crate) struct BallotsWaiting;

impl Provider for BallotsWaiting {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let s = Scene::viewed(community, viewer);
        let Some(mut section) = all(reader, &s)? else { return Ok(None) };
        let more = section.rows.len().saturating_sub(SHOWN);
        if more > 0 {
            section.rows.truncate(SHOWN);
            let text = s.t.ballots_waiting_more(i64::try_from(more).unwrap_or(i64::MAX));
            section.more = Some(SectionLink { href: s.decisions("#ballots-waiting"), text });
        }
        Ok(Some(section))
    }
}

/// All that wait for whoever looks; nothing where none does.
pub(crate) fn all(reader: &mut Reader, s: &Scene) -> Result<Option<Section>, Fault> {
    let Some(me) = s.me else { return Ok(None) };
    let mut rows = Vec::new();
    for (ballot, title, closes_at) in waiting_for(reader, s.number, me, &s.now, ALL)? {
        let pattern = if s.lang == web::Lang::Zh { "%-m月%-d日 %H:%M" } else { "%-d %b %H:%M" };
        let until = closes_at.format(&s.zone, pattern);
        let row = SectionRow::new(title).note(s.t.ballot_closes_said(until));
        rows.push(row.href(format!("{}/ballots/{ballot}", s.base)).tag(s.t.ballot_vote_now(), Tone::Act));
    }
    if rows.is_empty() {
        return Ok(None);
    }
    Ok(Some(Section {
        code: "ballots_waiting".into(),
        title: s.t.ballots_waiting(),
        rows,
        ..Section::default()
    }))
}
