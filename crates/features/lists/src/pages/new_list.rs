//! Pasting a list: a new one, or one that goes on.

use super::scene::Scene;
use super::terms::fetched;
use crate::below::read_below;
use crate::line::BYTES_MAX;
use crate::ops::{PasteList, Pasted, paste_list};
use crate::ordering::place_rest;
use crate::reading::{ListRead, OFFERS_LOOKED_AT, read, read_table};
use crate::refused::ListRefused;
use crate::rows::{ListLine, OrderList};
use crate::whole::Whole;
use crate::{sheet, table};
use askama::Template;
use axum::extract::State;
use kernel::{Id, Timestamp};
use market::rows::Order;
use pickup::rows::PickupPoint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{
    Answer, Back, Caller, Check, Errors, FieldError, Keyed, Lang, Place, Problem, Refusal, Reply, RequestKey,
    Site, Upload, UploadLimits, Uploaded, UploadedFile, View,
};

pub(super) const POINTS_OFFERED: i64 = 50;
/// Whole days after this one, where nobody says otherwise.
const DAYS_TO_PAY: i64 = 7;
const TITLE_CHARS_MAX: usize = 60;
/// Rows told on the page by their number.
pub(super) const UNNAMED_TOLD: usize = 30;
const DAY: Duration = Duration::from_secs(86_400);

/// The form of a new list.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "list_new.html")]
pub(crate) struct NewListPage {
    #[serde(skip)]
    s: Scene,
    form: PasteForm,
    /// Of a table.
    #[serde(skip)]
    title: String,
    #[serde(skip)]
    points: Vec<(String, String)>,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PasteForm {
    /// The list as it stands in the chat.
    pub(crate) text: String,
    /// The last day to pay: `2026-03-14`. Empty: a week for a new list; one that goes on keeps its own.
    pay_until: String,
    /// The id of a pick-up point; may be empty.
    point: String,
    /// On which day it is fetched; with a point.
    day: String,
    /// `on`: a new list, although most of its lines are in another.
    as_new: String,
}

/// What the form says beside the text.
pub(super) struct Terms {
    pay_until: Timestamp,
    pay_until_said: bool,
    point: Option<(Id<PickupPoint>, i64)>,
    as_new: bool,
}

impl PasteForm {
    pub(super) fn terms(&self, s: &Scene) -> Result<Terms, Errors> {
        let mut check = Check::new(s.lang);
        let pay_until = check
            .optional("pay_until", &self.pay_until, |check, field, typed| check.date(field, typed, &s.zone))
            .map_or_else(
                || Timestamp::start_of_day(s.now.day(&s.zone) + DAYS_TO_PAY + 1, &s.zone),
                |day| day.plus(DAY),
            );
        let point = fetched(&mut check, s, &self.point, &self.day);
        let as_new = check.flag("as_new", &self.as_new);
        let pay_until_said = !self.pay_until.trim().is_empty();
        check.done(Terms { pay_until, pay_until_said, point, as_new })
    }
}

impl View for NewListPage {
    fn title(&self) -> String {
        self.s.t.list_new()
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/lists", self.s.base), self.s.t.lists_title())
    }
}

impl NewListPage {
    fn asks_as_new(&self) -> bool {
        self.errors.on("as_new").is_some() || !self.form.as_new.is_empty()
    }

    fn today(&self) -> String {
        self.s.date(&self.s.now)
    }
}

/// The form to paste a list into.
#[utoipa::path(get, path = "/c/{slug}/lists/new", tag = "lists", params(("slug" = String, Path)),
    responses((status = 200, body = NewListPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_list(caller: Caller, State(site): State<Site>) -> Answer {
    Reply::page(&caller, &load(&caller, &site, PasteForm::default(), Errors::none()).await?)
}

async fn load(caller: &Caller, site: &Site, form: PasteForm, errors: Errors) -> Result<NewListPage, Problem> {
    let s = Scene::of(caller, site)?;
    let page = site.db.read(move |reader| {
        let none = [(String::new(), s.t.no_point())];
        let points = pickup::open_points(reader, s.number, POINTS_OFFERED)?;
        let points = points.into_iter().map(|(id, name)| (id.to_string(), name));
        let points = none.into_iter().chain(points).collect();
        Ok(NewListPage { s, form, title: String::new(), points, errors })
    });
    Ok(page.await?)
}

/// What was read, and where it stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PasteAnswer {
    #[schema(value_type = String)]
    list: Id<OrderList>,
    number: i64,
    /// The list was there before and goes on.
    went_on: bool,
    lines_new: i64,
    lines_gone: i64,
    /// Of a table: names of the list in whose rows another name stands now. They are called as before.
    renamed: Vec<String>,
    /// Of a table: rows that want something and have no name, counted from 1 with the head and without empty rows. They are not in the list.
    unnamed: Vec<usize>,
}

impl From<Pasted> for PasteAnswer {
    fn from(pasted: Pasted) -> PasteAnswer {
        let Pasted { list, number, went_on, lines_new, lines_gone } = pasted;
        PasteAnswer { list, number, went_on, lines_new, lines_gone, renamed: Vec::new(), unnamed: Vec::new() }
    }
}

/// Reads a list. One that was pasted before, with further lines, goes on.
#[utoipa::path(post, path = "/c/{slug}/lists", tag = "lists", request_body = PasteForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PasteAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn create_list(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input: form, key }: Keyed<PasteForm>,
) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let errors = match form.terms(&s) {
        Err(errors) => errors,
        Ok(terms) => match pasted(&caller, &site, None, &form.text, terms, &key).await? {
            Ok(pasted) => {
                let location = s.at(pasted.list, "");
                return Reply::created_json(&caller, &location, &PasteAnswer::from(pasted));
            }
            Err(why) => Errors::refused(why, caller.lang),
        },
    };
    let page = load(&caller, &site, form, errors.clone()).await?;
    Reply::form_refused(&caller, &page, &errors)
}

/// A table of a spreadsheet, instead of the text.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TableForm {
    /// A list that it goes on with; empty: a new one, or one that is known by its title and lines.
    list: String,
    /// What the list is called.
    title: String,
    pay_until: String,
    point: String,
    day: String,
    as_new: String,
    /// The file, CSV or XLSX, in a multipart form.
    #[schema(format = Binary)]
    #[serde(skip)]
    #[allow(dead_code, reason = "it is taken from the body, and described here")]
    table: String,
}

/// Reads a list from a table: one row for each person and thing, or one a person with a column for each thing.
#[utoipa::path(post, path = "/c/{slug}/lists/tables", tag = "lists",
    request_body(content = TableForm, content_type = "multipart/form-data"),
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PasteAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 413, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn create_from_table(caller: Caller, State(site): State<Site>, upload: Upload) -> Answer {
    let s = Scene::of(&caller, &site)?;
    let limits = UploadLimits { file_bytes: sheet::FILE_BYTES_MAX, files: 1 };
    let taken = async |file: UploadedFile| Ok(file.bytes);
    let Uploaded { input, key, files } = upload.read::<TableForm, _, _>(&caller, limits, taken).await?;
    let TableForm { list, title, pay_until, point, day, as_new, .. } = input;
    let goes_on = if list.is_empty() { None } else { Some(web::asked::id::<OrderList>(&list)?) };
    let title = title.chars().filter(|c| !c.is_control()).take(TITLE_CHARS_MAX).collect::<String>();
    let (ordered, rooms) = match goes_on {
        Some(list) => site.db.read(move |reader| known(reader, s.number, list)).await?,
        None => (BTreeMap::new(), BTreeMap::new()),
    };
    let text = match files.into_iter().next() {
        None => Err(ListRefused::NothingPasted),
        Some(None) => Err(ListRefused::TextTooLong),
        Some(Some(bytes)) => {
            let called = title.trim().to_owned();
            // On a thread of the store: unpacking is work.
            site.db
                .read(move |_| {
                    let renamed = |table: &[Vec<String>]| table::renamed(table, &ordered);
                    Ok(table::read_file(&bytes).and_then(|table| {
                        let besides = (renamed(&table), table::unnamed(&table));
                        Ok((table::as_list_in(&called, &table, &ordered, &rooms)?, besides))
                    }))
                })
                .await?
        }
    };
    let form = PasteForm { text: String::new(), pay_until, point, day, as_new };
    let errors = match (form.terms(&s), text) {
        (Err(errors), _) => errors,
        (_, Err(why)) => in_table(why, caller.lang),
        (Ok(terms), Ok((text, (renamed, unnamed)))) => {
            match entered(&caller, &site, (goes_on, true), &text, terms, &key).await? {
                Ok(pasted) => {
                    let told = renamed.iter().map(|name| format!("renamed={}", web::query_escaped(name)));
                    let nobodys = unnamed.iter().take(UNNAMED_TOLD).map(|row| format!("unnamed={row}"));
                    let told = told.chain(nobodys).collect::<Vec<_>>().join("&");
                    let at = s.at(pasted.list, if told.is_empty() { "" } else { "?" });
                    return Reply::created_json(
                        &caller,
                        &format!("{at}{told}"),
                        &PasteAnswer { renamed, unnamed, ..PasteAnswer::from(pasted) },
                    );
                }
                Err(why) => in_table(why, caller.lang),
            }
        }
    };
    let mut page = load(&caller, &site, form, errors.clone()).await?;
    page.title = title;
    Reply::form_refused(&caller, &page, &errors)
}

/// Numbers of a list's orders, and for which name each was made: how a table that was downloaded tells whose row it is; and where each
/// name lives.
fn known(reader: &mut Reader, community: i64, list: Id<OrderList>) -> Result<(Names, Names), Fault> {
    let Some(whole) = Whole::find(reader, community, list)? else { return Ok((Names::new(), Names::new())) };
    let mut ordered = Names::new();
    for made in &whole.orders {
        if let Some(order) = reader.find::<Order>(&(community, made.order_id))? {
            ordered.insert(order.number.to_string(), made.name.clone());
        }
    }
    let lives = |line: &ListLine| (line.name.clone(), whole.where_of(&line.name));
    let rooms = whole.lines.iter().filter(|line| !line.name.is_empty()).map(lives);
    Ok((ordered, rooms.filter(|(_, room)| !room.is_empty()).collect()))
}

type Names = BTreeMap<String, String>;

/// What would be about the text is about the file.
fn in_table(why: ListRefused, lang: Lang) -> Errors {
    match why.field() {
        Some("text") => Errors::of(FieldError::new("table", why.say(lang))),
        _ => Errors::refused(why, lang),
    }
}

/// Reads the text beside what is on sale, and keeps it.
pub(super) async fn pasted(
    caller: &Caller,
    site: &Site,
    goes_on: Option<Id<OrderList>>,
    text: &str,
    terms: Terms,
    key: &RequestKey,
) -> Result<Result<Pasted, ListRefused>, Problem> {
    entered(caller, site, (goes_on, false), text, terms, key).await
}

/// `is_table`: what it says of somebody is all that they want.
async fn entered(
    caller: &Caller,
    site: &Site,
    (goes_on, is_table): (Option<Id<OrderList>>, bool),
    text: &str,
    terms: Terms,
    key: &RequestKey,
) -> Result<Result<Pasted, ListRefused>, Problem> {
    let s = Scene::of(caller, site)?;
    let read = match understood(site, s.clone(), (goes_on, is_table), text.replace("\r\n", "\n")).await? {
        Ok(read) => read,
        Err(why) => return Ok(Err(why)),
    };
    let input = PasteList {
        id: site.id(),
        goes_on,
        is_new: terms.as_new,
        read,
        pay_until: terms.pay_until,
        pay_until_said: terms.pay_until_said,
        point: terms.point,
        random: u64::from_be_bytes(site.ids.random()),
        key: Some(key.of(caller, "paste_list")?),
    };
    let (me, now, says_where) = (s.me, s.now, input.point.is_some());
    match site.db.transact(s.number, move |tx| paste_list(tx, me, &input, now)).await {
        Ok(pasted) => {
            if pasted.went_on && says_where {
                // As in `terms`: the page which follows tells what found no room.
                place_rest(&site.db, &site.ids, (s.number, pasted.list), s.now).await?;
            }
            Ok(Ok(pasted))
        }
        Err(OpError::Refused(why)) => Ok(Err(why)),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// On a thread of the store: a long list is work.
async fn understood(
    site: &Site,
    s: Scene,
    (goes_on, is_table): (Option<Id<OrderList>>, bool),
    text: String,
) -> Result<Result<ListRead, ListRefused>, Problem> {
    if text.len() > BYTES_MAX {
        return Ok(Err(ListRefused::TextTooLong));
    }
    let read = site.db.read(move |reader| {
        let on_sale = market::on_sale(reader, s.number, OFFERS_LOOKED_AT)?;
        if is_table {
            return Ok(read_table(&text, &on_sale));
        }
        let whole = match goes_on {
            Some(list) => Whole::find(reader, s.number, list)?,
            None => None,
        };
        // A list that is not there, or erased, is refused by the operation.
        Ok(match whole.filter(|whole| whole.list.erased_at_us.is_none()) {
            Some(whole) => {
                let word = s.t.currency_word();
                read_below(&text, (&whole, s.currency, word.as_str()), &on_sale)
            }
            None => read(&text, &on_sale),
        })
    });
    Ok(read.await?)
}
