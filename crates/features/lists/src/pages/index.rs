//! All lists, the newest first.

use super::scene::Scene;
use super::short::ShortView;
use crate::line::Mark;
use crate::lists_store::newest;
use crate::rows::OrderList;
use crate::told_back::{Missing, missing};
use crate::whole::Whole;
use askama::Template;
use axum::extract::{Query, State};
use kernel::Id;
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui::{self, Tone};
use web::{Answer, Back, Caller, Html, Place, Reply, Site, View};

const PAGE: i64 = 20;

/// Pasted lists.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "lists.html")]
pub(crate) struct ListsPage {
    #[serde(skip)]
    s: Scene,
    lists: Vec<ListBrief>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ListBrief {
    #[schema(value_type = String)]
    pub(crate) list: Id<OrderList>,
    pub(crate) number: i64,
    pub(crate) title: String,
    /// RFC 3339.
    pasted_at: String,
    lines: i64,
    /// Lines that somebody has to look at.
    pub(crate) unclear: i64,
    orders: i64,
    /// Who got nothing, or less, for want of stock.
    short: Option<ShortView>,
    /// Its words are gone.
    erased: bool,
    #[serde(skip)]
    when: Html,
}

impl ListBrief {
    fn of(s: &Scene, whole: &Whole, missing: &Missing) -> ListBrief {
        ListBrief {
            list: whole.list.id,
            number: whole.list.number,
            title: s.called(&whole.list),
            pasted_at: whole.list.pasted_at_us.to_string(),
            lines: whole.lines.len() as i64,
            unclear: whole.to_look_at().count() as i64,
            orders: whole.orders.iter().filter(|order| order.counts).count() as i64,
            short: ShortView::of(s, whole, missing),
            erased: whole.list.erased_at_us.is_some(),
            when: s.time(&whole.list.pasted_at_us),
        }
    }
}

impl View for ListsPage {
    fn title(&self) -> String {
        self.s.t.lists_title()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/desk", self.s.base), self.s.t.desk())
    }
}

impl ListsPage {
    fn new_link(&self) -> Option<(String, String)> {
        self.s.runs().then(|| (format!("{}/lists/new", self.s.base), self.s.t.list_new()))
    }

    fn tag(&self, list: &ListBrief) -> Html {
        match (list.erased, list.unclear, &list.short) {
            (true, ..) => ui::tag(self.s.t.list_is_erased(), Tone::Plain),
            (false, 0, Some(short)) => ui::tag(short.tag.clone(), Tone::Act),
            (false, 0, None) => ui::tag(self.s.t.all_understood(), Tone::Done),
            (false, count, _) => ui::tag(self.s.t.unclear_counted(count), Tone::Act),
        }
    }

    fn older(&self) -> Option<String> {
        Some(format!("{}/lists?below={}", self.s.base, self.next?))
    }

    fn first(&self) -> Option<String> {
        self.paged.then(|| format!("{}/lists", self.s.base))
    }
}

/// The newest, whole.
pub(super) fn briefs(
    reader: &mut Reader,
    s: &Scene,
    below: i64,
    limit: i64,
) -> Result<Vec<ListBrief>, Fault> {
    let mut lists = Vec::new();
    for id in newest(reader, s.number, below, limit)? {
        if let Some(whole) = Whole::find(reader, s.number, id)? {
            let missing = missing(reader, &whole)?;
            lists.push(ListBrief::of(s, &whole, &missing));
        }
    }
    Ok(lists)
}

/// Whether anything of a list waits for somebody.
pub(super) fn waits(whole: &Whole) -> bool {
    whole.list.erased_at_us.is_none() && whole.count(Mark::Unclear) > 0
}

/// Lists pasted from chats.
#[utoipa::path(get, path = "/c/{slug}/lists", tag = "lists",
    params(("slug" = String, Path), ("below" = Option<i64>, Query, description = "lists with a smaller number")),
    responses((status = 200, body = ListsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn lists_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::reading(&caller, &site)?;
    let below = parameter(&pairs, "below").and_then(|number| number.parse::<i64>().ok());
    let page = site.db.read(move |reader| {
        let lists = briefs(reader, &s, below.unwrap_or(i64::MAX), PAGE)?;
        let next =
            lists.last().map(|list| list.number).filter(|number| lists.len() as i64 == PAGE && *number > 1);
        Ok(ListsPage { s, lists, next, paged: below.is_some() })
    });
    Reply::page(&caller, &page.await?)
}
