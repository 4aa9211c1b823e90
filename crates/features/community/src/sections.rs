//! What other features show on a community's pages: the home page, the steward's desk and one's own page are made
//! of sections that features above provide. So this crate shows orders without knowing what an order is.
//!
//! Not a rule: what pages are put together from.

use kernel::{Money, Timestamp};
use serde::Serialize;
use std::sync::Arc;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::ids::MemberId;
use web::ui::Tone;
use web::{CommunityContext, Html, Lang, Powers};

/// Who looks.
#[derive(Debug, Clone, Copy)]
pub struct Viewer {
    pub lang: Lang,
    pub now: Timestamp,
    /// None for visitors.
    pub member: Option<MemberId>,
    pub powers: Powers,
    /// Whether funds and journal are open to them.
    pub sees_books: bool,
}

/// One block of a page.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Section {
    /// Stable, for programs: `offers`, `payments_to_confirm`.
    pub code: String,
    pub title: String,
    /// The one sum that the section is about.
    pub figure: Option<SectionFigure>,
    pub rows: Vec<SectionRow>,
    /// What to say when there are no rows: what to do next. With nothing to say or lead to, the section is left out.
    pub empty: String,
    /// The page with all of it.
    pub more: Option<SectionLink>,
}

/// A sum large above the rows, with its course over time beside it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SectionFigure {
    #[schema(value_type = Object)]
    pub sum: Money,
    #[serde(skip)]
    pub chart: Html,
    /// Small print below.
    pub note: String,
    /// A short word in a colour.
    pub tag: String,
    #[serde(skip)]
    pub tone: Tone,
}

/// A line: what it is on the left, a figure or a count on the right.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct SectionRow {
    pub title: String,
    /// Small print below.
    pub note: String,
    pub href: Option<String>,
    #[schema(value_type = Option<Object>)]
    pub money: Option<Money>,
    /// In place of a sum: what a thing costs for how much of it, `¥8.25 / 斤`.
    pub price: String,
    /// How many wait; shown as a tag, in the words of `counted`.
    pub count: Option<i64>,
    #[serde(skip)]
    pub count_text: String,
    /// A short word in a colour.
    pub tag: String,
    #[serde(skip)]
    pub tone: Option<Tone>,
}

#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct SectionLink {
    pub href: String,
    pub text: String,
}

impl SectionRow {
    pub fn new(title: impl Into<String>) -> SectionRow {
        SectionRow { title: title.into(), ..SectionRow::default() }
    }

    #[must_use]
    pub fn note(self, note: impl Into<String>) -> SectionRow {
        SectionRow { note: note.into(), ..self }
    }

    #[must_use]
    pub fn href(self, href: impl Into<String>) -> SectionRow {
        SectionRow { href: Some(href.into()), ..self }
    }

    #[must_use]
    pub fn money(self, sum: Money) -> SectionRow {
        SectionRow { money: Some(sum), ..self }
    }

    #[must_use]
    pub fn price(self, price: impl Into<String>) -> SectionRow {
        SectionRow { price: price.into(), ..self }
    }

    /// `text` says the count with its unit: `31 单`.
    #[must_use]
    pub fn counted(self, count: i64, text: impl Into<String>) -> SectionRow {
        SectionRow { count: Some(count), count_text: text.into(), ..self }
    }

    #[must_use]
    pub fn tag(self, text: impl Into<String>, tone: Tone) -> SectionRow {
        SectionRow { tag: text.into(), tone: Some(tone), ..self }
    }

    pub(crate) fn tone(&self) -> Tone {
        self.tone.unwrap_or(Tone::Plain)
    }
}

/// Given by a feature above. It reads and shows; it checks itself what this viewer may see.
pub trait Provider: Send + Sync {
    /// None leaves the section out.
    ///
    /// # Errors
    /// Of the database only.
    fn section(
        &self,
        reader: &mut Reader,
        community: &CommunityContext,
        viewer: &Viewer,
    ) -> Result<Option<Section>, Fault>;
}

/// What the program puts together from its features, in the order shown.
#[derive(Clone, Default)]
pub struct Sections {
    /// What on the home page is the member's own to do or to get; before all else.
    pub own: Vec<Arc<dyn Provider>>,
    pub home: Vec<Arc<dyn Provider>>,
    /// What waits.
    pub desk: Vec<Arc<dyn Provider>>,
    /// Where else somebody with powers goes from the desk.
    pub tools: Vec<Arc<dyn Provider>>,
    pub mine: Vec<Arc<dyn Provider>>,
    /// What is open of a member's when they leave.
    pub leaving: Vec<Arc<dyn Provider>>,
    /// What stays somebody's to read after they left: the viewer is who they were here, with no powers.
    pub kept: Vec<Arc<dyn Provider>>,
    /// Above a member's own orders: what is paid and no order yet.
    pub orders: Vec<Arc<dyn Provider>>,
    /// Beside the payments of orders that are to be checked: others that wait.
    pub payments: Vec<Arc<dyn Provider>>,
    /// What members set out to do together, and what they own of it: the page of projects.
    pub projects: Vec<Arc<dyn Provider>>,
    /// What belongs to the charter and is kept elsewhere; below its own rules.
    pub charter: Vec<Arc<dyn Provider>>,
}

/// Reads the sections that have something to show.
///
/// # Errors
/// Of the database only.
pub fn read(
    providers: &[Arc<dyn Provider>],
    reader: &mut Reader,
    community: &CommunityContext,
    viewer: &Viewer,
) -> Result<Vec<Section>, Fault> {
    let mut sections = Vec::new();
    for provider in providers {
        let section = provider.section(reader, community, viewer)?;
        let says = |section: &Section| {
            section.figure.is_some()
                || !section.rows.is_empty()
                || !section.empty.is_empty()
                || section.more.is_some()
        };
        sections.extend(section.filter(says));
    }
    Ok(sections)
}

/// As it stands on a page of another feature.
///
/// # Errors
/// When it cannot be written out: a defect of the program.
pub fn shown(sections: &[Section]) -> Result<Html, askama::Error> {
    askama::Template::render(&SectionList { sections }).map(Html::trusted)
}

/// How a list of sections stands on a page.
#[derive(askama::Template)]
#[template(path = "sections.html")]
pub(crate) struct SectionList<'a> {
    pub(crate) sections: &'a [Section],
}

// Every text in it is escaped by its own template.
impl askama::filters::HtmlSafe for SectionList<'_> {}
