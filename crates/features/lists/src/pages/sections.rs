//! What this feature shows on the desk.

use super::give_back::{GiveBackView, said};
use super::index::{briefs, waits};
use super::scene::Scene;
use crate::whole::Whole;
use community::{Provider, Section, SectionLink, SectionRow, Sections, Viewer};
use std::sync::Arc;
use store::{Fault, Reader};
use web::CommunityContext;
use web::ui::Tone;

/// For the program that puts the features together.
pub fn sections() -> Sections {
    Sections { desk: vec![Arc::new(ToLookAt)], tools: vec![Arc::new(Tools)], ..Sections::default() }
}

const LOOKED_AT: i64 = 5;

/// Lists with lines that nobody has understood, and who has paid and wants it no more.
struct ToLookAt;

impl Provider for ToLookAt {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let Some(s) = Scene::seen(community, viewer).filter(Scene::runs) else { return Ok(None) };
        let mut rows = Vec::new();
        for brief in briefs(reader, &s, i64::MAX, LOOKED_AT)? {
            let whole = Whole::find(reader, s.number, brief.list)?;
            let Some(whole) = whole else { continue };
            if waits(&whole) {
                let row = SectionRow::new(brief.title.clone()).href(s.at(brief.list, ""));
                rows.push(row.counted(brief.unclear, s.t.unclear_counted(brief.unclear)));
            }
            let back = GiveBackView::all(reader, &s, &whole)?;
            if !back.is_empty() {
                let row = SectionRow::new(s.t.give_back_title(back.len() as i64));
                let note = format!("{}：{}", brief.title, said(&s, &back));
                rows.push(
                    row.note(note).href(s.at(brief.list, "#give-back")).tag(s.t.give_back_tag(), Tone::Act),
                );
            }
        }
        let more = (!rows.is_empty())
            .then(|| SectionLink { href: format!("{}/lists", s.base), text: s.t.all_lists() });
        Ok(Some(Section {
            code: "lists".into(),
            title: s.t.lists_to_look_at(),
            rows,
            more,
            ..Section::default()
        }))
    }
}

/// Where a list is pasted.
struct Tools;

impl Provider for Tools {
    fn section(
        &self,
        _: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        let reads = |s: &Scene| s.runs() || s.confirms();
        let Some(s) = Scene::seen(community, viewer).filter(reads) else { return Ok(None) };
        let row = |title: String, rest: &str| SectionRow::new(title).href(format!("{}/lists{rest}", s.base));
        let mut rows = vec![row(s.t.all_lists(), "")];
        if s.runs() {
            rows.insert(0, row(s.t.list_new(), "/new"));
        }
        Ok(Some(Section { code: "list_tools".into(), title: s.t.lists_title(), rows, ..Section::default() }))
    }
}
