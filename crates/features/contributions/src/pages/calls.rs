//! Work that is called for: the list, and calling for some.

use super::call_page::CallAnswer;
use super::claim_new::{FundChoice, RateChoice, choices};
use super::read_store::calls;
use super::scene::{Names, Scene};
use crate::call::{CallState, NOTE_CHARS_MAX, PEOPLE_MAX, TITLE_CHARS_MAX};
use crate::ops::{self, OpenCall, Worth};
use crate::rows::Call;
use askama::Template;
use axum::extract::{Query, State};
use kernel::{Currency, Id, Timestamp, Zone};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::OpError;
use utoipa::ToSchema;
use web::asked::{me, parameter};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Keyed, Place, Problem, Reply, Site, View};

const PAGE: i64 = 30;
/// For a sum each, in place of a rate.
const SUM: &str = "sum";

/// Calls, newest first.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "calls.html")]
pub(crate) struct CallsPage {
    #[serde(skip)]
    s: Scene,
    calls: Vec<CallRow>,
    /// The value of `below` for the next page.
    next: Option<i64>,
    #[serde(skip)]
    agreed: bool,
    #[serde(skip)]
    paged: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ContributionCallRow)]
struct CallRow {
    #[schema(value_type = String)]
    id: Id<Call>,
    number: i64,
    title: String,
    opened_by: String,
    #[schema(value_type = String)]
    state: CallState,
    people_max: i64,
    assigned_count: i64,
    due_at: String,
    #[serde(skip)]
    note: String,
    #[serde(skip)]
    tag: Html,
}

/// The form of a new call.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "call_new.html")]
pub(crate) struct CallNew {
    #[serde(skip)]
    s: Scene,
    rates: Vec<RateChoice>,
    funds: Vec<FundChoice>,
    #[serde(skip)]
    form: CallForm,
    #[serde(skip)]
    errors: Errors,
}

/// What is to be done, by how many, for what, until when.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = ContributionCallForm)]
pub(crate) struct CallForm {
    pub title: String,
    pub note: String,
    /// A fund's number.
    pub fund: String,
    /// The number of a rate, or `sum`.
    pub rate: String,
    /// At a rate: about how many hours or pieces each.
    pub quantity: String,
    /// For a sum: how much each, `100.00`.
    pub sum: String,
    /// How many people.
    pub people: String,
    /// The last day: `2026-03-14`.
    pub due: String,
}

impl View for CallsPage {
    fn title(&self) -> String {
        self.s.t.calls()
    }

    fn place(&self) -> Place {
        Place::Projects
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.link(""), self.s.t.contributions())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl CallsPage {
    fn older(&self) -> Option<String> {
        self.next.map(|next| self.s.link(&format!("/calls?below={next}")))
    }

    fn newest(&self) -> Option<String> {
        self.paged.then(|| self.s.link("/calls"))
    }
}

impl View for CallNew {
    fn title(&self) -> String {
        self.s.t.call_new()
    }

    fn place(&self) -> Place {
        Place::Projects
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.link("/calls"), self.s.t.calls())
    }
}

impl CallNew {
    fn rate_choices(&self) -> Vec<(String, String)> {
        let rates = self.rates.iter().map(|rate| (rate.rate.to_string(), rate.said.clone()));
        rates.chain([(SUM.to_owned(), self.s.t.rate_sum())]).collect()
    }

    fn fund_choices(&self) -> Vec<(String, String)> {
        self.funds.iter().map(|fund| (fund.fund.to_string(), fund.name.clone())).collect()
    }
}

/// Work that is called for, newest first.
#[utoipa::path(get, path = "/c/{slug}/contributions/calls", tag = "contributions",
    params(("slug" = String, Path), ("below" = Option<i64>, Query, description = "calls with a smaller number")),
    responses((status = 200, body = CallsPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn calls_page(
    caller: Caller,
    State(site): State<Site>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let below = parameter(&pairs, "below").and_then(|number| number.parse::<i64>().ok());
    let page = site.db.read(move |reader| {
        let mut ids = calls(reader, s.number, below.unwrap_or(i64::MAX), PAGE + 1)?;
        let more = ids.len() as i64 > PAGE;
        ids.truncate(usize::try_from(PAGE).unwrap_or(0));
        let (mut rows, mut names) = (Vec::new(), Names::default());
        for id in ids {
            let Some(call) = reader.find::<Call>(&(s.number, id))? else { continue };
            let (text, tone) = s.call_tag(&call);
            let opened_by = names.of(reader, &s, call.opened_by)?;
            let last = s.day_text(&Timestamp::from_micros(call.due_at_us.micros - 1));
            rows.push(CallRow {
                id,
                number: call.number,
                note: s.t.call_row(opened_by.as_str(), call.assigned_count, call.people_max, last),
                opened_by,
                title: call.title,
                state: call.state,
                people_max: call.people_max,
                assigned_count: call.assigned_count,
                due_at: call.due_at_us.to_string(),
                tag: ui::tag(text, tone),
            });
        }
        let next = rows.last().map(|row| row.number).filter(|_| more);
        let agreed = crate::counted_in(reader, s.number)?.is_some();
        Ok(CallsPage { s, calls: rows, next, agreed, paged: below.is_some() })
    });
    Reply::page(&caller, &page.await?)
}

/// The form for calling for help.
#[utoipa::path(get, path = "/c/{slug}/contributions/calls/new", tag = "contributions", params(("slug" = String, Path)),
    responses((status = 200, body = CallNew), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_call(caller: Caller, State(site): State<Site>) -> Answer {
    let form = CallForm {
        rate: "1".to_owned(),
        fund: "1".to_owned(),
        people: "1".to_owned(),
        ..CallForm::default()
    };
    Reply::page(&caller, &load(&caller, &site, form, Errors::none()).await?)
}

async fn load(caller: &Caller, site: &Site, form: CallForm, errors: Errors) -> Result<CallNew, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        let (_, rates, funds) = choices(reader, &s)?;
        Ok(CallNew { s, rates, funds, form, errors })
    });
    Ok(page.await?)
}

/// Calls for help: members offer it, and whoever opened the call takes some of them on.
#[utoipa::path(post, path = "/c/{slug}/contributions/calls", tag = "contributions", request_body = CallForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = CallAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn open_call(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<CallForm>,
) -> Answer {
    let (me, community, now) = (me(&caller)?, caller.community_shared()?, site.now());
    let new = match read(&caller, &site, &form, (community.currency, &community.zone)) {
        Ok(new) => new,
        Err(errors) => return again(&caller, &site, form, errors).await,
    };
    let input = OpenCall { key: Some(key.of(&caller, "open_contribution_call")?), ..new };
    let done = site.db.transact(community.number, move |tx| ops::open_call(tx, me, &input, now)).await;
    match done {
        Ok(moved) => {
            let location = format!("/c/{}/contributions/calls/{}", community.slug, moved.call);
            Reply::created_json(&caller, &location, &CallAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => again(&caller, &site, form, Errors::refused(why, caller.lang)).await,
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

const DAY: Duration = Duration::from_secs(24 * 3_600);

fn read(
    caller: &Caller,
    site: &Site,
    form: &CallForm,
    (currency, zone): (Currency, &Zone),
) -> Result<OpenCall, Errors> {
    let mut check = Check::new(caller.lang);
    let worth = match form.rate.trim() {
        SUM => Worth::Sum { minor: check.money("sum", &form.sum, currency).minor },
        typed => Worth::Rated {
            rate: check.whole("rate", typed, 1..=i64::MAX),
            quantity: check.quantity("quantity", &form.quantity),
        },
    };
    let other_is_empty = match form.rate.trim() {
        SUM => form.quantity.trim().is_empty(),
        _ => form.sum.trim().is_empty(),
    };
    let field = if form.rate.trim() == SUM { "quantity" } else { "sum" };
    check.require(field, other_is_empty, || crate::t(caller.lang).quantity_or_sum());
    let title = check.text("title", &form.title, 1..=TITLE_CHARS_MAX);
    let note = check.long_text("note", &form.note, 0..=NOTE_CHARS_MAX);
    let fund = check.whole("fund", &form.fund, 1..=i64::MAX);
    let people_max = check.whole("people", &form.people, 1..=PEOPLE_MAX);
    let due = check.date("due", &form.due, zone);
    // Until the end of that day: a little more than a day later is within the next.
    let due_at = Timestamp::start_of_day(due.plus(DAY + DAY / 4).day(zone), zone);
    check.done(OpenCall { id: site.id(), title, note, fund, worth, people_max, due_at, key: None })
}

async fn again(caller: &Caller, site: &Site, form: CallForm, errors: Errors) -> Answer {
    let page = load(caller, site, form, errors.clone()).await?;
    Reply::form_refused(caller, &page, &errors)
}
