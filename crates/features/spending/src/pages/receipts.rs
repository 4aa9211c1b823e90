//! Money received otherwise than by sales: the list, and what one receipt is told by.

use super::read_store::receipts;
use super::scene::{Names, Scene, of_office};
use crate::receipt::{ReceiptKind, Till};
use crate::rows::Receipt;
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::parameter;
use web::ui;
use web::{Answer, Back, Caller, Html, Place, Power, Reply, Site, View};

const PAGE: i64 = 30;

/// Money received, newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "receipts.html")]
pub(crate) struct ReceiptsPage {
    #[serde(skip)]
    s: Scene,
    receipts: Vec<ReceiptView>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    /// The caller may enter one.
    may_record: bool,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ReceiptView {
    #[schema(value_type = String)]
    pub id: Id<Receipt>,
    pub number: i64,
    /// `opening`, `gift`, `grant`, `sponsorship`, `other`.
    #[schema(value_type = String)]
    pub kind: ReceiptKind,
    pub fund: i64,
    pub fund_name: String,
    /// `bank` or `cash`.
    #[schema(value_type = String)]
    pub place: Till,
    pub amount_minor: i64,
    pub what: String,
    pub received_at: String,
    /// A member under the book name; who deals with money sees names. None: nobody is named, or not to the caller.
    pub giver: Option<String>,
    pub recorded_by: String,
    /// That it stands in the books with.
    pub entry: i64,
    /// That takes it back.
    pub reversal_entry: Option<i64>,
    pub reversed_reason: Option<String>,
    /// The receipt whose sum this one puts right.
    #[schema(value_type = Option<String>)]
    pub corrects: Option<Id<Receipt>>,
    /// The receipt that has the right sum.
    #[schema(value_type = Option<String>)]
    pub corrected_by: Option<Id<Receipt>>,
    #[serde(skip)]
    pub kind_name: String,
    #[serde(skip)]
    pub place_name: String,
    #[serde(skip)]
    pub giver_words: String,
    #[serde(skip)]
    pub received: Timestamp,
}

impl ReceiptView {
    pub(crate) fn of(
        reader: &mut Reader,
        s: &Scene,
        names: &mut Names,
        receipt: &Receipt,
    ) -> Result<ReceiptView, Fault> {
        let giver = giver(reader, s, names, receipt)?;
        let named = receipt.giver_name.is_some();
        let fund = ledger::fund(reader, s.number, receipt.fund)?;
        Ok(ReceiptView {
            id: receipt.id,
            number: receipt.number,
            kind: receipt.kind,
            fund: receipt.fund,
            fund_name: fund.map(|fund| fund.name).unwrap_or_default(),
            place: receipt.place,
            amount_minor: receipt.amount_minor,
            what: receipt.what.clone(),
            received_at: receipt.received_at_us.to_string(),
            recorded_by: names.of(reader, s, receipt.recorded_by)?,
            entry: receipt.entry,
            reversal_entry: receipt.reversal_entry,
            reversed_reason: receipt.reversed_reason.clone(),
            corrects: receipt.corrects,
            corrected_by: receipt.corrected_by,
            kind_name: s.receipt_kind(receipt.kind),
            place_name: s.till(receipt.place),
            giver_words: match (&giver, named) {
                (Some(giver), _) => giver.clone(),
                (None, true) => s.t.giver_outside(),
                (None, false) => s.t.giver_anonymous(),
            },
            giver,
            received: receipt.received_at_us,
        })
    }

    /// That it does not hold any more, in a word.
    pub(crate) fn tag(&self, s: &Scene) -> Option<Html> {
        self.reversal_entry?;
        let word = if self.corrected_by.is_some() { s.t.receipt_corrected() } else { s.t.receipt_reversed() };
        Some(ui::tag(word, ui::Tone::Act))
    }

    /// What was there at the beginning has no giver to speak of.
    pub(crate) fn has_giver(&self) -> bool {
        self.kind != ReceiptKind::Opening
    }
}

/// An entry of the books leads here: so members see that a member gave and not which, and no name of anybody outside.
fn giver(
    reader: &mut Reader,
    s: &Scene,
    names: &mut Names,
    receipt: &Receipt,
) -> Result<Option<String>, Fault> {
    let office = of_office(s.powers);
    match (receipt.giver_member, &receipt.giver_name) {
        (Some(member), _) if office || s.me == Some(member) => names.of(reader, s, member).map(Some),
        (Some(_), _) => Ok(Some(s.t.a_member())),
        (None, name) => Ok(name.clone().filter(|_| office)),
    }
}

impl View for ReceiptsPage {
    fn title(&self) -> String {
        self.s.t.receipts()
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/books", self.s.base), self.s.t.books())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl ReceiptsPage {
    fn older(&self) -> Option<String> {
        self.next.map(|next| format!("{}/receipts?below={next}", self.s.base))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| format!("{}/receipts", self.s.base))
    }
}

/// What came into the funds otherwise than by sales: what was there at the beginning, gifts, grants, other income.
#[utoipa::path(get, path = "/c/{slug}/receipts", tag = "spending",
    params(("slug" = String, Path), ("below" = Option<i64>, Query, description = "receipts with a smaller number")),
    responses((status = 200, body = ReceiptsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn receipts_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let below = parameter(&pairs, "below").and_then(|number| number.parse().ok());
    let page = site.db.read(move |reader| read(reader, s, below)).await?;
    Reply::page(&caller, &page)
}

fn read(reader: &mut Reader, s: Scene, below: Option<i64>) -> Result<ReceiptsPage, Fault> {
    let mut ids = receipts(reader, s.number, below.unwrap_or(i64::MAX), PAGE + 1)?;
    let more = ids.len() as i64 > PAGE;
    ids.truncate(PAGE as usize);
    let (mut views, mut names) = (Vec::with_capacity(ids.len()), Names::default());
    for id in ids {
        if let Some(receipt) = reader.find::<Receipt>(&(s.number, id))? {
            views.push(ReceiptView::of(reader, &s, &mut names, &receipt)?);
        }
    }
    let next = views.last().map(|view| view.number).filter(|_| more);
    let may_record = s.can(Power::ConfirmPayments);
    Ok(ReceiptsPage { s, receipts: views, next, may_record, paged: below.is_some() })
}
