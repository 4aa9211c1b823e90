//! Changes of the rules of deciding are told for a week, on the community's home page and where things are decided: who changed
//! them, when, from what to what, and why.

use super::rules_view::changes;
use super::scene::{Names, Scene};
use crate::ops::rules_version;
use crate::proposal_store::rules_versions;
use crate::rows::DecisionRulesVersion;
use community::{Provider, Section, SectionLink, SectionRow, Viewer};
use std::time::Duration;
use store::{Fault, Reader};
use web::CommunityContext;

const TOLD_FOR: Duration = Duration::from_secs(7 * 24 * 3_600);
/// More in a week are among the versions.
const SHOWN: i64 = 5;

pub(crate) struct RulesChanged;

impl Provider for RulesChanged {
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault> {
        match viewer.member {
            Some(_) => section(reader, &Scene::viewed(community, viewer)),
            None => Ok(None),
        }
    }
}

/// None where nothing changed lately.
pub(super) fn section(reader: &mut Reader, s: &Scene) -> Result<Option<Section>, Fault> {
    let since = s.now.minus(TOLD_FOR);
    let (mut rows, mut names) = (Vec::new(), Names::default());
    for version in rules_versions(reader, s.number, i64::MAX, SHOWN)? {
        if version.set_at_us > since {
            rows.push(row(reader, s, &mut names, &version)?);
        }
    }
    if rows.is_empty() {
        return Ok(None);
    }
    let more = Some(SectionLink { href: s.decisions("/rules"), text: s.t.rules_of_deciding() });
    let title = s.t.rules_changed();
    Ok(Some(Section { code: "rules_changed".into(), title, rows, more, ..Section::default() }))
}

fn row(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    version: &DecisionRulesVersion,
) -> Result<SectionRow, Fault> {
    let before = rules_version(reader, s.number, version.version - 1)?.unwrap_or_default();
    let changes = changes(s, &before, &version.rules()?);
    let title = match changes.is_empty() {
        true => s.t.version_numbered(version.version),
        false => changes.join(&s.t.list_semicolon()),
    };
    let (by, href) = match (version.decision, version.set_by) {
        (Some(decision), _) => (s.t.by_decision(), s.decisions(format!("/{decision}"))),
        (None, Some(by)) => (names.name(reader, s, by)?, s.decisions("/rules")),
        (None, None) => (String::new(), s.decisions("/rules")),
    };
    let note = [by, s.day_said(&version.set_at_us), version.reason.clone()];
    let note: Vec<String> = note.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(SectionRow::new(title).note(note.join(" · ")).href(href))
}
