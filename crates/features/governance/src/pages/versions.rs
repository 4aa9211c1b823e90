//! The versions of a proposal's text, each with what it changes.

use super::asking::{id, number};
use super::asks_view::{self, AsksView};
use super::differences::{Differences, differences, shown};
use super::scene::{Names, Scene};
use crate::proposal_refused::ProposalRefused;
use crate::rows::{Proposal, ProposalText};
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::{Answer, Back, Caller, Html, Place, Reply, Site, View};

/// One version, and what it changes against the one before.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "version.html")]
pub(crate) struct VersionPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    proposal: Id<Proposal>,
    version: i64,
    version_count: i64,
    title: String,
    body: String,
    #[schema(value_type = Object)]
    asks: crate::asks::Asks,
    /// What it changes, and why.
    note: String,
    written_by: String,
    /// RFC 3339.
    written_at: String,
    #[serde(skip)]
    written: Timestamp,
    /// Title, text, what is asked; none of the first version.
    #[serde(skip)]
    changed: Option<[Differences; 3]>,
}

impl View for VersionPage {
    fn title(&self) -> String {
        self.s.t.version_numbered(self.version)
    }

    fn place(&self) -> Place {
        Place::Decisions
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.decisions(format!("/{}", self.proposal)), self.title.clone())
    }
}

impl VersionPage {
    fn shown(&self, found: &Differences) -> Html {
        shown(found, &self.s.t.was_added(), &self.s.t.was_removed())
    }

    fn is_changed(&self, found: &Differences) -> bool {
        found.iter().any(|(change, _)| *change != super::differences::Change::Same)
    }

    fn story(&self) -> Html {
        web::text::story(&self.body)
    }

    fn versions(&self) -> std::ops::RangeInclusive<i64> {
        1..=self.version_count
    }
}

/// A version of a proposal's text, with what it changes against the one before.
#[utoipa::path(get, path = "/c/{slug}/decisions/{proposal}/versions/{version}", tag = "decisions",
    params(("slug" = String, Path), ("proposal" = String, Path), ("version" = i64, Path)),
    responses((status = 200, body = VersionPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn version_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, proposal, version)): Path<(String, String, String)>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let (proposal, version) = (id(&proposal)?, number(&version)?);
    let page = site.db.read(move |reader| read(reader, s, proposal, version)).await?;
    Reply::page(&caller, &page.ok_or(ProposalRefused::NoSuchProposal)?)
}

fn read(reader: &mut Reader, s: Scene, id: Id<Proposal>, version: i64) -> Result<Option<VersionPage>, Fault> {
    let Some(row) = reader.find::<Proposal>(&(s.number, id))? else { return Ok(None) };
    let Some(text) = reader.find::<ProposalText>(&(s.number, id, version))? else { return Ok(None) };
    let before = reader.find::<ProposalText>(&(s.number, id, version - 1))?;
    let mut names = Names::default();
    let changed = match before {
        Some(before) => {
            let asked = |reader: &mut Reader, names: &mut Names, text: &ProposalText| {
                let view = asks_view::view(reader, &s, names, &text.asked()?)?;
                Ok::<_, Fault>(plain(&s, &view))
            };
            let old = asked(reader, &mut names, &before)?;
            let new = asked(reader, &mut names, &text)?;
            Some([
                differences(&before.title, &text.title),
                differences(&before.body, &text.body),
                differences(&old, &new),
            ])
        }
        None => None,
    };
    Ok(Some(VersionPage {
        proposal: id,
        version,
        version_count: row.text_version,
        asks: asks_view::told(&s, text.asked()?),
        title: text.title,
        body: text.body,
        note: text.note,
        written_by: names.name(reader, &s, text.written_by)?,
        written_at: text.written_at_us.to_string(),
        written: text.written_at_us,
        changed,
        s,
    }))
}

/// What is asked, a line each, to be compared.
fn plain(s: &Scene, view: &AsksView) -> String {
    let mut lines = Vec::new();
    lines.extend(view.how.iter().map(|(what, how)| s.t.named(what.as_str(), how.as_str())));
    for option in &view.options {
        let parts = [&option.title, &option.note, &option.cost, &option.by];
        let parts: Vec<&str> =
            parts.iter().map(|part| part.as_str()).filter(|part| !part.is_empty()).collect();
        lines.push(s.t.named(s.t.option_word(), parts.join(" · ")));
    }
    lines.extend(view.deeds.iter().map(|deed| s.t.named(s.t.deed_word(), deed.as_str())));
    lines.extend(view.words.iter().map(|(what, words)| s.t.named(what.as_str(), words.as_str())));
    lines.iter().map(|line| format!("{line}\n")).collect()
}
