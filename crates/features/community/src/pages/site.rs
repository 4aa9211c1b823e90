//! The site's first page: what this is, one's own communities, and those open to visitors.

use super::status_name;
use crate::admission::Status;
use crate::lists_store::{OF_PERSON, OPEN_COMMUNITIES};
use crate::t;
use askama::Template;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::ui::{self, Tone};
use web::{Answer, Caller, Reply, Site, View};

const OPEN_PAGE: i64 = 20;

#[derive(Template, Serialize, ToSchema)]
#[template(path = "site.html")]
pub(crate) struct SitePage {
    #[serde(skip)]
    t: &'static crate::L10nLanguage,
    #[serde(skip)]
    lang: web::Lang,
    #[serde(skip)]
    signed_in: bool,
    /// Where the caller is, or asked to be, a member.
    mine: Vec<MyCommunity>,
    /// Those that visitors may look at.
    open: Vec<OpenCommunity>,
    /// The next page of those, if there is one.
    next: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct MyCommunity {
    slug: String,
    name: String,
    theme: String,
    /// As last written: `applicant`, `probation`, `active`, `declined`, `left`.
    #[schema(value_type = String)]
    status: Status,
}

#[derive(Serialize, ToSchema)]
struct OpenCommunity {
    slug: String,
    name: String,
    theme: String,
    member_count: i64,
}

impl View for SitePage {
    fn title(&self) -> String {
        self.t.site_title()
    }
}

impl MyCommunity {
    /// Nothing to say of somebody who simply is a member.
    fn tag(&self, lang: web::Lang) -> web::Html {
        match self.status {
            Status::Active | Status::Probation => web::Html::default(),
            Status::Applicant => ui::tag(status_name(self.status, lang), Tone::Wait),
            Status::Left | Status::Declined => ui::tag(status_name(self.status, lang), Tone::Plain),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct After {
    after: i64,
}

/// What this site is, and its communities.
#[utoipa::path(get, path = "/", tag = "community", params(("after" = Option<i64>, Query, description = "Number of the last community of the page before")),
    responses((status = 200, body = SitePage)))]
pub(crate) async fn page(caller: Caller, State(site): State<Site>, Query(query): Query<After>) -> Answer {
    type Mine = (String, String, String, Status, i64);
    type Open = (i64, String, String, String, i64);
    let (person, after) = (caller.signed_in.as_ref().map(|who| who.person), query.after);
    let (mine, mut open) = site
        .db
        .read(move |reader| {
            let mine = match person {
                Some(person) => reader.rows::<Mine>(OF_PERSON, &[&person])?,
                None => Vec::new(),
            };
            Ok((mine, reader.rows::<Open>(OPEN_COMMUNITIES, &[&after, &(OPEN_PAGE + 1)])?))
        })
        .await?;
    let more = open.len() as i64 > OPEN_PAGE;
    open.truncate(OPEN_PAGE as usize);
    let next = open.last().filter(|_| more).map(|last| format!("/?after={}", last.0));
    // The reader's own are listed above.
    open.retain(|(_, slug, ..)| !mine.iter().any(|(own, ..)| own == slug));
    let mine =
        mine.into_iter().map(|(slug, name, theme, status, _)| MyCommunity { slug, name, theme, status });
    let view = SitePage {
        t: t(caller.lang),
        lang: caller.lang,
        signed_in: person.is_some(),
        mine: mine.collect(),
        open: open
            .into_iter()
            .map(|(_, slug, name, theme, member_count)| OpenCommunity { slug, name, theme, member_count })
            .collect(),
        next,
    };
    Reply::page(&caller, &view)
}
