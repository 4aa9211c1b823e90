//! Changes of the rules of deciding are told for a week, on the community's home page and where things are decided: who changed
//! them, when, from what to what, and why.

use super::rules_view::changes;
use super::scene::{Names, Scene};
use crate::ops::{TOLD_FOR, version_there};
use crate::proposal_store::rules_versions;
use crate::rows::DecisionRulesVersion;
use community::{Provider, Section, SectionLink, SectionRow, Viewer};
use kernel::Timestamp;
use store::{Fault, Reader};
use web::CommunityContext;

/// Versions of the week that stand by themselves. Where there were more, what came of all of them stands before these.
const SHOWN: usize = 5;
/// Versions read at a time.
const PAGE: i64 = 50;

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
    let versions = of_week(reader, s.number, since)?;
    let (Some(newest), Some(oldest)) = (versions.first(), versions.last()) else { return Ok(None) };
    if versions.len() > SHOWN {
        let before = version_there(reader, s.number, oldest.version - 1)?;
        let title = match changes(s, &before, &newest.rules()?) {
            changes if changes.is_empty() => s.t.rules_changed_back(),
            changes => changes.join(&s.t.list_semicolon()),
        };
        let count = i64::try_from(versions.len()).unwrap_or(i64::MAX);
        rows.push(SectionRow::new(title).note(s.t.rules_changed_often(count)).href(s.decisions("/rules")));
    }
    for version in versions.iter().take(SHOWN) {
        rows.push(row(reader, s, &mut names, version)?);
    }
    let more = Some(SectionLink { href: s.decisions("/rules"), text: s.t.rules_of_deciding() });
    let title = s.t.rules_changed();
    Ok(Some(Section { code: "rules_changed".into(), title, rows, more, ..Section::default() }))
}

/// The newest first.
fn of_week(
    reader: &mut Reader,
    community: i64,
    since: Timestamp,
) -> Result<Vec<DecisionRulesVersion>, Fault> {
    let (mut found, mut below): (Vec<DecisionRulesVersion>, _) = (Vec::new(), i64::MAX);
    loop {
        let page = rules_versions(reader, community, below, PAGE)?;
        let Some(last) = page.last() else { return Ok(found) };
        below = last.version;
        let (known, all) = (found.len(), page.len());
        found.extend(page.into_iter().take_while(|version| version.set_at_us > since));
        if found.len() < known + all {
            return Ok(found);
        }
    }
}

fn row(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    version: &DecisionRulesVersion,
) -> Result<SectionRow, Fault> {
    let before = version_there(reader, s.number, version.version - 1)?;
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
