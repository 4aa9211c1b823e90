//! Pasting a list: a new one, or one that goes on.

use super::scene::Scene;
use super::terms::fetched;
use crate::below::read_below;
use crate::line::BYTES_MAX;
use crate::ops::{PasteList, Pasted, paste_list};
use crate::ordering::place_rest;
use crate::reading::{ListRead, OFFERS_LOOKED_AT, read, read_table};
use crate::refused::ListRefused;
use crate::rows::OrderList;
use crate::table_besides::TableSaid;
use crate::whole::Whole;
use askama::Template;
use axum::extract::State;
use kernel::{Id, Timestamp};
use pickup::rows::PickupPoint;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::OpError;
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Problem, Reply, RequestKey, Site, View};

pub(super) const POINTS_OFFERED: i64 = 50;
/// Whole days after this one, where nobody says otherwise.
const DAYS_TO_PAY: i64 = 7;
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
    pub(super) title: String,
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
    pub(super) pay_until: String,
    /// The id of a pick-up point; may be empty.
    pub(super) point: String,
    /// On which day it is fetched; with a point.
    pub(super) day: String,
    /// `on`: a new list, although most of its lines are in another.
    pub(super) as_new: String,
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
    fn asks_as_older(&self) -> bool {
        self.errors.on("as_older").is_some()
    }

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

pub(super) async fn load(
    caller: &Caller,
    site: &Site,
    form: PasteForm,
    errors: Errors,
) -> Result<NewListPage, Problem> {
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
    pub(super) list: Id<OrderList>,
    pub(super) number: i64,
    /// The list was there before and goes on.
    pub(super) went_on: bool,
    pub(super) lines_new: i64,
    pub(super) lines_gone: i64,
    /// Of a table: names of the list in whose rows another name stands now. They are called as before.
    pub(super) renamed: Vec<String>,
    /// Of a table: rows that want something and have no name, counted from 1 with the head and without empty rows. They are not in the list.
    pub(super) unnamed: Vec<usize>,
    /// Of a table: names of whom it told a room, where the list knew none.
    pub(super) roomed: Vec<String>,
    /// Of a table: names whose note is now as it says, or gone.
    pub(super) noted: Vec<String>,
    /// Of a table: who has another room in it than in the list, which keeps its own.
    pub(super) moved: Vec<MovedView>,
}

/// Two rooms of one name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct MovedView {
    pub(super) name: String,
    /// As the list has it.
    pub(super) known: String,
    /// As the table has it.
    pub(super) said: String,
}

impl From<Pasted> for PasteAnswer {
    fn from(pasted: Pasted) -> PasteAnswer {
        let Pasted { list, number, went_on, lines_new, lines_gone } = pasted;
        PasteAnswer {
            list,
            number,
            went_on,
            lines_new,
            lines_gone,
            renamed: Vec::new(),
            unnamed: Vec::new(),
            roomed: Vec::new(),
            noted: Vec::new(),
            moved: Vec::new(),
        }
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

/// Reads the text beside what is on sale, and keeps it.
pub(super) async fn pasted(
    caller: &Caller,
    site: &Site,
    goes_on: Option<Id<OrderList>>,
    text: &str,
    terms: Terms,
    key: &RequestKey,
) -> Result<Result<Pasted, ListRefused>, Problem> {
    entered(caller, site, (goes_on, None), text, terms, key).await
}

/// `table`: what it says of somebody is all that they want.
pub(super) async fn entered(
    caller: &Caller,
    site: &Site,
    (goes_on, table): (Option<Id<OrderList>>, Option<TableSaid>),
    text: &str,
    terms: Terms,
    key: &RequestKey,
) -> Result<Result<Pasted, ListRefused>, Problem> {
    let s = Scene::of(caller, site)?;
    let read = match understood(site, s.clone(), (goes_on, table), text.replace("\r\n", "\n")).await? {
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
    (goes_on, table): (Option<Id<OrderList>>, Option<TableSaid>),
    text: String,
) -> Result<Result<ListRead, ListRefused>, Problem> {
    if text.len() > BYTES_MAX {
        return Ok(Err(ListRefused::TextTooLong));
    }
    let read = site.db.read(move |reader| {
        let on_sale = market::on_sale(reader, s.number, OFFERS_LOOKED_AT)?;
        if let Some(table) = table {
            return Ok(read_table(&text, &on_sale).map(|read| ListRead { table, ..read }));
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
