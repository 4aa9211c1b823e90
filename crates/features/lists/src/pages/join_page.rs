//! The people of a list join a group buy: looked over first, who with how much and who not, then done at one press.

use super::group_buys::{PartView, asking, part_views};
use super::scene::Scene;
use super::words;
use crate::joining::{JoinAnswer, Joining, Review, join_all, review};
use crate::parts::parts_standing;
use crate::refused::ListRefused;
use crate::rows::OrderList;
use crate::to_join::{Stays, Wish};
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Money, Price, Quantity};
use pickup::BesidePools;
use pools::OpenBuy;
use pools::beside::{Asked, Beside, PoolChoice, Seen};
use pools::ids::PoolId;
use pools::rows::Commitment;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Html, Input, Place, Problem, Reply, Site, View};

/// Who of a list joins a group buy, and who does not, before anybody does.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "list_join.html")]
pub(crate) struct JoinListPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    list: Id<OrderList>,
    title: String,
    #[schema(value_type = String)]
    pool: PoolId,
    pool_title: String,
    unit: String,
    /// What it still needs, in words.
    needs: String,
    /// RFC 3339. Whoever joins has to before.
    closes_at: String,
    /// Of a unit, on joining.
    #[schema(value_type = String)]
    price: Price,
    /// The list's version: sent as `seen`, nobody is joined by another one than was looked over.
    seen: i64,
    /// Who would be joined, and all of them together.
    joins: Vec<JoinView>,
    #[schema(value_type = String)]
    units: Quantity,
    #[schema(value_type = String)]
    sum: Money,
    /// Who wants it and is not joined, and why.
    stays: Vec<StayView>,
    /// Whom the list has joined.
    parts: Vec<PartView>,
    /// Where it can be fetched: one of these is sent as `choice`.
    choices: Vec<PoolChoice>,
    /// It is dearer than the list says.
    dearer: Option<String>,
    #[serde(skip)]
    asked: Asked,
    #[serde(skip)]
    closes: Html,
    #[serde(skip)]
    form: JoinListForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListJoin)]
struct JoinView {
    name: String,
    #[schema(value_type = String)]
    units: Quantity,
    #[schema(value_type = String)]
    sum: Money,
    /// More by far than all together need.
    far: bool,
    #[serde(skip)]
    amount: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ListStay)]
struct StayView {
    name: String,
    /// `in_already`, `not_read`, `has_account`, `above_limit`, `full`, …
    #[schema(value_type = String)]
    why: Stays,
    #[serde(skip)]
    said: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct JoinListForm {
    /// The version that was looked over; without it, whatever the list says now.
    seen: String,
    /// Where it is fetched; needed where there are several places.
    choice: String,
}

impl View for JoinListPage {
    fn title(&self) -> String {
        self.s.t.join_list_title(self.pool_title.as_str())
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.at(self.list, ""), self.title.clone())
    }
}

impl JoinListPage {
    fn here(&self) -> String {
        self.s.at(self.list, &format!("/pools/{}", self.pool))
    }

    fn choices(&self) -> Vec<(String, String)> {
        self.choices.iter().map(|choice| (choice.code.clone(), choice.words.clone())).collect()
    }

    fn in_all(&self) -> String {
        self.s.amount(self.units.milli, &self.unit)
    }
}

/// Who of a list would join a group buy, with how much, and who would not, and why.
#[utoipa::path(get, path = "/c/{slug}/lists/{list}/pools/{pool}", tag = "lists",
    params(("slug" = String, Path), ("list" = String, Path), ("pool" = String, Path)),
    responses((status = 200, body = JoinListPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn join_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list, pool)): Path<(String, String, String)>,
) -> Answer {
    let (list, pool) = (id::<OrderList>(&list)?, id(&pool)?);
    Reply::page(&caller, &load(&caller, &site, (list, pool), JoinListForm::default(), Errors::none()).await?)
}

async fn load(
    caller: &Caller,
    site: &Site,
    (list, pool): (Id<OrderList>, PoolId),
    form: JoinListForm,
    errors: Errors,
) -> Result<JoinListPage, Problem> {
    let s = Scene::of(caller, site)?;
    let found = site.db.read(move |reader| read(reader, s, (list, pool), form, errors)).await?;
    Ok(found?)
}

/// One that can be joined now.
fn open_buy(reader: &mut Reader, s: &Scene, pool: PoolId) -> Result<Option<OpenBuy>, Fault> {
    Ok(pools::open_buys(reader, &asking(s))?.into_iter().find(|buy| buy.pool == pool))
}

fn read(
    reader: &mut Reader,
    s: Scene,
    (list, pool): (Id<OrderList>, PoolId),
    form: JoinListForm,
    errors: Errors,
) -> Result<Result<JoinListPage, ListRefused>, Fault> {
    if reader.find::<OrderList>(&(s.number, list))?.is_none() {
        return Ok(Err(ListRefused::NoSuchList));
    }
    let Some(buy) = open_buy(reader, &s, pool)? else { return Ok(Err(ListRefused::GroupBuyClosed)) };
    let Some(Review { whole, wishes }) = review(reader, s.number, (list, pool, buy.price))? else {
        return Ok(Err(ListRefused::GroupBuyClosed));
    };
    let seen = Seen { community: s.number, me: Some(s.me), lang: s.lang, zone: s.zone.clone(), now: s.now };
    let mut asked = BesidePools.asked(reader, &seen, pool)?;
    let (joins, others): (Vec<Wish>, Vec<Wish>) = wishes.into_iter().partition(|wish| wish.stays.is_none());
    let units = joins.iter().map(|wish| wish.milli).sum();
    let sum = joins.iter().map(|wish| wish.minor).sum();
    let join = |wish: Wish| JoinView {
        amount: s.amount(wish.milli, &buy.unit),
        units: Quantity::from_milli(wish.milli),
        sum: Money::new(wish.minor, s.currency),
        far: wish.far,
        name: wish.name,
    };
    let stay = |wish: Wish| {
        let why = wish.stays.filter(|why| *why != Stays::In)?;
        Some(StayView { said: words::stays(s.t, why), why, name: wish.name })
    };
    let mut parts = parts_standing(reader, &whole)?;
    parts.retain(|part| part.standing.part.pool_id == pool && part.standing.has_milli > 0);
    let is_it = |goods: crate::rows::Goods| (goods.offer, goods.variant) == (buy.offer, buy.variant);
    let things = whole.items.iter().filter(|item| item.goods().is_some_and(is_it));
    let said = things.filter_map(|item| item.price_e4.or(item.agreed_e4)).min();
    let dearer = said.filter(|said| *said < buy.price);
    Ok(Ok(JoinListPage {
        list,
        title: s.called(&whole.list),
        pool,
        pool_title: buy.title,
        needs: buy.told,
        closes_at: buy.closes_at.to_string(),
        closes: s.time(&buy.closes_at),
        price: buy.price,
        seen: whole.version,
        joins: joins.into_iter().map(join).collect(),
        units: Quantity::from_milli(units),
        sum: Money::new(sum, s.currency),
        stays: others.into_iter().filter_map(stay).collect(),
        parts: part_views(reader, &s, &parts)?,
        choices: std::mem::take(&mut asked.choices),
        asked,
        dearer: dearer.map(|said| s.t.join_dearer(s.price(&buy.price, &buy.unit), s.price(&said, &buy.unit))),
        unit: buy.unit,
        form,
        errors,
        s,
    }))
}

/// Who was joined, and who was not.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListJoinedAnswer {
    joined: Vec<JoinedOne>,
    stays: Vec<StayOne>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListJoinedOne)]
struct JoinedOne {
    name: String,
    #[schema(value_type = String)]
    units: Quantity,
    #[schema(value_type = String)]
    part: Id<Commitment>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListStayOne)]
struct StayOne {
    name: String,
    #[schema(value_type = String)]
    why: Stays,
}

impl ListJoinedAnswer {
    fn of(answers: Vec<JoinAnswer>) -> ListJoinedAnswer {
        let mut all = ListJoinedAnswer { joined: Vec::new(), stays: Vec::new() };
        for JoinAnswer { name, milli, done } in answers {
            match done {
                Ok(part) => all.joined.push(JoinedOne { name, units: Quantity::from_milli(milli), part }),
                Err(why) => all.stays.push(StayOne { name, why }),
            }
        }
        all
    }
}

/// Joins all who want it, have no account and have neither ordered it nor joined. As often as one likes: nobody is joined twice.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/pools/{pool}", tag = "lists", request_body = JoinListForm,
    params(("slug" = String, Path), ("list" = String, Path), ("pool" = String, Path)),
    responses((status = 200, body = ListJoinedAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn join_list(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list, pool)): Path<(String, String, String)>,
    Input(form): Input<JoinListForm>,
) -> Answer {
    let (s, list, pool) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?, id(&pool)?);
    let page = load(&caller, &site, (list, pool), form.clone(), Errors::none()).await?;
    let mut check = Check::new(caller.lang);
    let seen =
        check.optional("seen", &form.seen, |check, field, typed| check.whole(field, typed, 0..=i64::MAX));
    let choice = match page.choices.is_empty() {
        true => String::new(),
        false => {
            let known = |code: &str| page.choices.iter().any(|one| one.code == code).then(|| code.to_owned());
            check.choice("choice", &form.choice, known).unwrap_or_default()
        }
    };
    let (seen, choice) = match check.done((seen, choice)) {
        Ok(read) => read,
        Err(errors) => {
            return Reply::form_refused(&caller, &JoinListPage { errors: errors.clone(), ..page }, &errors);
        }
    };
    let (community, by, price, now) = (s.number, s.me, page.price, s.now);
    let joining = Joining { community, by, list, pool, price, choice, seen, now };
    match join_all(&site.db, &site.ids, &joining).await {
        Ok(answers) => Reply::changed(&caller, &page.here(), &ListJoinedAnswer::of(answers)),
        // Looked over once more, as it is now.
        Err(OpError::Refused(why @ ListRefused::ListChanged)) => {
            let errors = Errors::refused(why, caller.lang);
            Reply::form_refused(&caller, &JoinListPage { errors: errors.clone(), ..page }, &errors)
        }
        Err(OpError::Refused(why)) => Err(why.into()),
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}
