//! The people of a list: who they are, what they want, what was ordered for them, and what could not be.

use super::codes::{until, without_account};
use super::group_buys::{PartView, part_views};
use super::money::MoneyView;
use super::namesakes::{NamesakeView, asked};
use super::new_list::POINTS_OFFERED;
use super::no_place::NoPlaceView;
use super::ordered_answer::OrderedAnswer;
use super::scene::Scene;
use super::short::ShortView;
use super::taken_back::{self, OrderForm, TakenBackView};
use super::words;
use crate::line::{Doing, LineState};
use crate::ops::{LinkBuyer, link_buyer, order_again};
use crate::ordering::{Ordering, make_orders};
use crate::parts::{PartOf, parts_standing};
use crate::refused::ListRefused;
use crate::rows::{ListLine, ListOrder, OrderList};
use crate::trouble::{self, Trouble};
use crate::whole::{Wanting, Whole};
use askama::Template;
use axum::extract::{Path, Query, State};
use community::Chooser;
use kernel::{Id, Money};
use market::order::State as At;
use market::rows::Order;
use pickup::collecting::PickupState;
use pickup::rows::Pickup;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, parameter};
use web::ui::{self, Field, Tone};
use web::{Answer, Back, Caller, Check, Errors, Html, Input, Keyed, Place, Problem, Reply, Site, View};

/// People on a page.
const PAGE: usize = 60;

/// The people of a list and their orders.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "list_people.html")]
pub(crate) struct PeoplePage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    list: Id<OrderList>,
    title: String,
    erased: bool,
    /// Names of which somebody has to say whether they are who was called so before; only for who may say it: their rooms stand there.
    namesakes: Vec<NamesakeView>,
    people: Vec<PersonView>,
    money: MoneyView,
    /// Orders without a slot where the list is fetched.
    no_place: Option<NoPlaceView>,
    /// Who got nothing, or less, for want of stock.
    short: Option<ShortView>,
    /// Unpaid orders that making the orders would call off, where it is agreed to.
    taken_back: Vec<TakenBackView>,
    /// Something can be fetched somewhere.
    #[serde(skip)]
    has_points: bool,
    /// Buyers with orders who have neither an account nor a code that can be entered.
    without_code: usize,
    /// Those who have one that nobody has used.
    with_code: usize,
    #[serde(skip)]
    codes_until: String,
    /// The value of `from` for the next page.
    next: Option<usize>,
    #[serde(skip)]
    from: usize,
    #[serde(skip)]
    chooser: Chooser,
    #[serde(skip)]
    typed: BuyerForm,
    #[serde(skip)]
    errors: Errors,
}

/// One name of the list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PersonView {
    name: String,
    /// Where they live, as far as their lines tell and the name does not; only for who may run lists.
    room: String,
    /// The member that it is; also of a buyer without an account.
    #[schema(value_type = Option<String>)]
    member: Option<web::ids::MemberId>,
    /// Whether that member has an account.
    account: bool,
    orders: Vec<OrderView>,
    /// In group buys.
    parts: Vec<PartView>,
    troubles: Vec<TroubleView>,
    /// Lines of this name that nobody has understood yet.
    unclear: usize,
    #[serde(skip)]
    who: String,
    #[serde(skip)]
    wants: String,
    #[serde(skip)]
    ended: bool,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
struct OrderView {
    #[schema(value_type = String)]
    order: Id<Order>,
    number: i64,
    /// Where it stands, as the market says it.
    #[schema(value_type = String)]
    state: At,
    /// Paid, and nobody has said where and when it is fetched.
    without_slot: bool,
    #[serde(skip)]
    total: Money,
    #[serde(skip)]
    counts: bool,
}

/// What could not be ordered, and why.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TroubleView {
    item: i64,
    /// `sold_out`, `no_offer`, `fixed`, …
    #[schema(value_type = String)]
    why: trouble::Why,
    #[serde(skip)]
    said: String,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct BuyerForm {
    /// A name as it stands in the list.
    name: String,
    /// A member's name or id; empty: nobody with an account.
    member: String,
}

impl View for PeoplePage {
    fn title(&self) -> String {
        self.s.t.people_of(self.title.as_str())
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        match self.s.runs() {
            true => Back::to(self.s.at(self.list, ""), self.title.clone()),
            false => Back::to(format!("{}/lists", self.s.base), self.s.t.lists_title()),
        }
    }
}

impl PersonView {
    /// There is something to be taken over with a code.
    fn has_bought(&self) -> bool {
        !self.orders.is_empty() || !self.parts.is_empty()
    }
}

impl PeoplePage {
    /// Whoever has no account cannot say it themselves.
    fn says_slot(&self, person: &PersonView, order: &OrderView) -> bool {
        self.has_points && self.s.keeps_points() && !person.account && order.without_slot
    }

    fn namesake_id(&self, at: &usize) -> String {
        format!("namesake-{at}")
    }

    fn has_orders(&self) -> bool {
        self.people.iter().any(|person| !person.orders.is_empty())
    }

    fn at(&self, rest: &str) -> String {
        self.s.at(self.list, rest)
    }

    fn older(&self) -> Option<String> {
        Some(format!("{}?from={}", self.at("/orders"), self.next?))
    }

    fn first(&self) -> Option<String> {
        (self.from > 0).then(|| self.at("/orders"))
    }

    fn state(&self, order: &OrderView) -> Html {
        let t = self.s.t;
        let (text, tone) = match order.state {
            At::Placed | At::AwaitingPayment => (t.order_unpaid(), Tone::Wait),
            At::PaymentClaimed => (t.order_claimed(), Tone::Wait),
            At::Paid => (t.order_paid(), Tone::Done),
            At::Fulfilled | At::Accepted | At::Settled => (t.order_handed_over(), Tone::Done),
            At::Cancelled => (t.order_cancelled(), Tone::Plain),
            At::Expired => (t.order_expired(), Tone::Act),
        };
        ui::tag(text, tone)
    }

    fn is_typed(&self, person: &PersonView) -> bool {
        !self.errors.is_empty() && self.typed.name == person.name
    }

    fn member_field(&self, person: &PersonView, at: &usize) -> ui::Field {
        let typed = self.is_typed(person);
        let value = if typed { self.typed.member.as_str() } else { "" };
        let field = self.chooser.field(self.s.lang, "member", self.s.t.who_is_it(), value).may_be_empty();
        let id = if typed { "member".to_owned() } else { format!("member-{at}") };
        let none = Errors::none();
        field.id(id).errors(if typed { &self.errors } else { &none })
    }
}

/// The people of a list, what each wants in all, and what was ordered for them.
#[utoipa::path(get, path = "/c/{slug}/lists/{list}/orders", tag = "lists",
    params(("slug" = String, Path), ("list" = String, Path), ("from" = Option<usize>, Query)),
    responses((status = 200, body = PeoplePage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn people_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Answer {
    let list = id::<OrderList>(&list)?;
    let from = parameter(&pairs, "from").and_then(|from| from.parse().ok()).unwrap_or(0);
    Reply::page(&caller, &load(&caller, &site, list, from, BuyerForm::default(), Errors::none()).await?)
}

async fn load(
    caller: &Caller,
    site: &Site,
    list: Id<OrderList>,
    from: usize,
    typed: BuyerForm,
    errors: Errors,
) -> Result<PeoplePage, Problem> {
    let s = Scene::reading(caller, site)?;
    let found = site.db.read(move |reader| {
        let Some(whole) = Whole::find(reader, s.number, list)? else { return Ok(None) };
        let all = people(&whole, &typed.name)?;
        let next = (from + PAGE < all.len()).then_some(from + PAGE);
        let people = all.iter().skip(from).take(PAGE);
        let parts = parts_standing(reader, &whole)?;
        let people =
            people.map(|person| view(reader, &s, (&whole, &parts), person)).collect::<Result<_, _>>()?;
        let chooser = Chooser::read(reader, &s.choosing(), Vec::new(), [typed.member.as_str()])?;
        let (title, erased) = (s.called(&whole.list), whole.list.erased_at_us.is_some());
        let namesakes = if erased || !s.runs() { Vec::new() } else { asked(reader, &s, &whole)? };
        let money = MoneyView::of(reader, &s, list)?;
        let no_place = NoPlaceView::of(reader, &s, &whole.list)?;
        let back = if erased { Vec::new() } else { taken_back::views(reader, &s, &whole)? };
        let short = ShortView::of(&s, &whole, &crate::told_back::missing(reader, &whole)?);
        let (without_code, with_code) = without_account(reader, &s, &whole)?;
        let codes_until = until(&with_code);
        let (without_code, with_code) = (without_code.len(), with_code.len());
        let has_points = !pickup::open_points(reader, s.number, POINTS_OFFERED)?.is_empty();
        Ok(Some(PeoplePage {
            s,
            has_points,
            list,
            title,
            erased,
            namesakes,
            people,
            money,
            no_place,
            short,
            taken_back: back,
            without_code,
            with_code,
            codes_until,
            next,
            from,
            chooser,
            typed,
            errors,
        }))
    });
    found.await?.ok_or_else(|| ListRefused::NoSuchList.into())
}

/// In the order of the list; who is named in it no more, and has orders, at the end. `first` comes first. Who wants nothing, and of whom
/// nothing is asked or ordered, has only thanked or the like.
fn people(whole: &Whole, first: &str) -> Result<Vec<Wanting>, Fault> {
    let mut all = whole.people()?;
    let has_orders = |name: &str| {
        whole.orders.iter().any(|order| order.name == name)
            || whole.parts.iter().any(|part| part.name == name)
    };
    let orders = |name: &str| {
        let of_name = |line: &&ListLine| line.name == name;
        whole
            .lines
            .iter()
            .filter(of_name)
            .any(|line| line.doing != Doing::None || line.state == LineState::Gone)
    };
    all.retain(|person| {
        let name = person.name.as_str();
        !person.wants.is_empty() || person.unclear > 0 || has_orders(name) || orders(name) || name == first
    });
    let ordered = whole.orders.iter().map(|order| &order.name);
    for name in ordered.chain(whole.parts.iter().map(|part| &part.name)) {
        if all.iter().all(|person| person.name != *name) {
            let name = name.clone();
            all.push(Wanting { name, wants: Default::default(), notes: Vec::new(), unclear: 0 });
        }
    }
    all.sort_by_key(|person| first.is_empty() || person.name != first);
    Ok(all)
}

fn view(
    reader: &mut Reader,
    s: &Scene,
    (whole, parts): (&Whole, &[PartOf]),
    person: &Wanting,
) -> Result<PersonView, Fault> {
    let parts: Vec<PartOf> = parts.iter().filter(|part| part.row.name == person.name).cloned().collect();
    let is_over = |part: &PartOf| part.standing.has_milli < part.row.counted_milli;
    let over = parts.iter().any(is_over);
    let mut orders = Vec::new();
    for made in whole.orders.iter().filter(|made| made.name == person.name) {
        orders.extend(order_view(reader, s, made)?);
    }
    let member = whole.member_of(&person.name);
    let row = match member {
        Some(member) => reader.find::<community::Member>(&(s.number, member))?,
        None => None,
    };
    let account = row.as_ref().is_some_and(|row| row.person_id.is_some());
    let who = match &row {
        Some(row) if account => s.t.is_member(row.display_name.as_str()),
        Some(_) => s.t.is_without_account(),
        None if !whole.asked(&person.name).is_empty() => s.t.is_asked(),
        None => s.t.is_nobody_yet(),
    };
    let troubles = whole.troubles_of(&person.name);
    let wants: Vec<String> = person
        .wants
        .iter()
        .map(|(number, milli)| match whole.item(*number) {
            Some(item) => format!("{} {}", item.name, s.amount(*milli, &item.unit)),
            None => s.amount(*milli, ""),
        })
        .collect();
    let room = if s.runs() && !person.name.is_empty() { whole.where_of(&person.name) } else { String::new() };
    Ok(PersonView {
        name: person.name.clone(),
        room,
        member,
        account,
        ended: over
            || orders.iter().any(|order| order.counts && matches!(order.state, At::Cancelled | At::Expired)),
        orders,
        parts: part_views(reader, s, &parts)?,
        troubles: troubles.iter().map(|one| trouble_view(s, whole, one)).collect(),
        unclear: person.unclear,
        who,
        wants: if wants.is_empty() { s.t.wants_nothing() } else { wants.join(&s.t.list_comma()) },
    })
}

fn order_view(reader: &mut Reader, s: &Scene, made: &ListOrder) -> Result<Option<OrderView>, Fault> {
    let order = reader.find::<Order>(&(s.number, made.order_id))?;
    let pickup = reader.find::<Pickup>(&(s.number, made.order_id))?;
    let is_settled = pickup.is_some_and(|pickup| pickup.state != PickupState::Dropped);
    Ok(order.map(|order| OrderView {
        order: order.id,
        number: order.number,
        without_slot: order.state == At::Paid && !is_settled,
        state: order.state,
        total: Money::new(order.total_minor, s.currency),
        counts: made.counts,
    }))
}

fn trouble_view(s: &Scene, whole: &Whole, (item, why): &Trouble) -> TroubleView {
    let name = whole.item(*item).map_or_else(|| s.t.everything(), |item| item.name.clone());
    TroubleView { item: *item, why: *why, said: s.t.trouble_said(name, words::why(s.t, *why)) }
}

/// Makes the orders that are missing, and calls off unpaid ones that are not wanted any more where that is agreed to. As often as one
/// likes: only the difference to what was ordered before is done.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/orders", tag = "lists", request_body = OrderForm,
    params(("slug" = String, Path), ("list" = String, Path)),
    responses((status = 200, body = OrderedAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn order_list(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Input(form): Input<OrderForm>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let (community, by, consent, reason) = (s.number, s.me, form.consent(), s.t.called_off_because());
    let ordering = Ordering { community, by, list, consent, reason, now: s.now };
    let answers = make_orders(&site.db, &site.ids, &ordering).await?;
    Reply::changed(&caller, &s.at(list, "/orders"), &OrderedAnswer::of(&answers))
}

/// Says which member a name is: its orders are that member's.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/buyers", tag = "lists", request_body = BuyerForm,
    params(("slug" = String, Path), ("list" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 204, description = "Said"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn say_buyer(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<BuyerForm>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let (at, typed) = (s.choosing(), form.member.clone());
    let people = site.db.read(move |reader| Chooser::read(reader, &at, Vec::new(), [typed.as_str()])).await?;
    let mut check = Check::new(caller.lang);
    let member = check.optional("member", &form.member, |check, field, typed| {
        people.member(check, field, typed, caller.lang)
    });
    let errors = match check.done(member) {
        Err(errors) => errors,
        Ok(member) => {
            let key = Some(key.of(&caller, "link_buyer")?);
            let input = LinkBuyer { list, name: form.name.clone(), member, key };
            let (me, now) = (s.me, s.now);
            match site.db.transact(s.number, move |tx| link_buyer(tx, me, &input, now)).await {
                Ok(()) => return Reply::done(&caller, &s.at(list, "/orders")),
                Err(OpError::Refused(why)) if why.is_nowhere() => return Err(why.into()),
                Err(OpError::Refused(why)) => Errors::refused(why, caller.lang),
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
    };
    let page = load(&caller, &site, list, 0, form, errors.clone()).await?;
    Reply::form_refused(&caller, &page, &errors)
}

/// Lets what of a name's orders was called off or has expired be ordered again, the next time that orders are made.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/again", tag = "lists", request_body = BuyerForm,
    params(("slug" = String, Path), ("list" = String, Path)),
    responses((status = 204, description = "Said"), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn again(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Input(form): Input<BuyerForm>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let me = s.me;
    site.db.transact(s.number, move |tx| order_again(tx, me, list, &form.name)).await?;
    Reply::done(&caller, &s.at(list, "/orders"))
}
