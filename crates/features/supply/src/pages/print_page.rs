//! A purchase order on paper, with a picture that leads a phone's own camera to the counting.

use super::purchase_page::seen;
use super::purchase_view::{LineView, lines};
use super::scene::Scene;
use crate::rows::Purchase;
use askama::Template;
use axum::extract::{Path, State};
use kernel::Id;
use serde::Serialize;
use utoipa::ToSchema;
use web::asked::id;
use web::ui;
use web::{Answer, Back, Caller, Html, Place, Reply, Site, View};

/// What is to come, to be printed.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "purchase_print.html")]
pub(crate) struct PrintPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    purchase: Id<Purchase>,
    number: i64,
    supplier_name: String,
    contact: String,
    community: String,
    lines: Vec<LineView>,
    total_minor: i64,
    deliver_to: String,
    note: String,
    /// Where the picture leads: the counting at the handover.
    link: String,
    #[serde(skip)]
    day: String,
    #[serde(skip)]
    made: String,
    #[serde(skip)]
    terms: String,
}

impl View for PrintPage {
    fn title(&self) -> String {
        self.s.t.purchase_numbered(self.number)
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        let back = format!("{}/supply/orders/{}", self.s.base, self.purchase);
        Back::to(back, self.s.t.purchase_numbered(self.number))
    }
}

impl PrintPage {
    fn qr(&self) -> Html {
        ui::qr(&self.link, self.s.t.purchase_as_picture(self.number))
    }
}

/// A purchase order to be printed and sent along: for who deals with suppliers, and for its supplier. No buyer is on it.
#[utoipa::path(get, path = "/c/{slug}/supply/orders/{purchase}/print", tag = "supply",
    params(("slug" = String, Path), ("purchase" = String, Path)),
    responses((status = 200, body = PrintPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn print_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, purchase)): Path<(String, String)>,
) -> Answer {
    let (s, purchase) = (Scene::of(&caller, &site)?, id::<Purchase>(&purchase)?);
    let page = site.db.read(move |reader| {
        let (row, supplier) = match seen(reader, &s, purchase)? {
            Ok(found) => found,
            Err(why) => return Ok(Err(why)),
        };
        Ok(Ok(PrintPage {
            purchase: row.id,
            number: row.number,
            supplier_name: s.supplier_name(&supplier),
            contact: supplier.contact,
            community: s.community_name.clone(),
            lines: lines(reader, &s, &row)?,
            total_minor: row.total_minor,
            link: format!("{}{}/supply/orders/{}/delivery", s.site, s.base, row.id),
            day: s.delivery_day(&row),
            made: s.day_text(&row.made_at_us),
            terms: s.terms_words(row.terms),
            deliver_to: row.deliver_to,
            note: row.note,
            s,
        }))
    });
    Reply::page(&caller, &page.await??)
}
