//! What is packed of a list, person by person, with what is not paid yet told as such: long before anybody has chosen a slot.

use super::no_place::NoPlaceView;
use super::scene::Scene;
use crate::held::held_lines;
use crate::refused::ListRefused;
use crate::rows::OrderList;
use crate::table::state_said;
use crate::whole::Whole;
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use market::order::State as At;
use market::rows::Order;
use pickup::rows::{Pickup, PickupPoint};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ui::{self, Tone};
use web::{Answer, Back, Caller, Html, Place, Reply, Site, View};

/// What each person of a list has ordered.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "list_packing.html")]
pub(crate) struct ListPackingPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    list: Id<OrderList>,
    title: String,
    /// In the order of the list; one for each order that stands.
    orders: Vec<PackedView>,
    paid: i64,
    unpaid: i64,
    no_place: Option<NoPlaceView>,
    /// Unpaid, with a slot.
    #[serde(skip)]
    waits: i64,
    /// The list of the pick-up point, which has who has chosen a slot.
    #[serde(skip)]
    at_point: Option<(String, String)>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PackedListOrder)]
pub(crate) struct PackedView {
    name: String,
    /// As the lines tell it, a building alone too; empty where the name or a note has it.
    room: String,
    #[schema(value_type = String)]
    order: Id<Order>,
    number: i64,
    goods: Vec<String>,
    notes: Vec<String>,
    #[schema(value_type = String)]
    state: At,
    /// It is to be fetched where the list says, and found no slot there.
    no_place: bool,
    /// Another one of the same person's stands above it.
    #[serde(skip)]
    goes_on: bool,
    /// With which it is fetched, once a slot is chosen.
    code: Option<String>,
}

impl PackedView {
    fn is_paid(&self) -> bool {
        !matches!(self.state, At::Placed | At::AwaitingPayment | At::PaymentClaimed)
    }
}

impl View for ListPackingPage {
    fn title(&self) -> String {
        self.s.t.list_packing_title(self.title.as_str())
    }

    fn place(&self) -> Place {
        Place::Desk
    }

    fn back(&self) -> Option<Back> {
        Back::to(self.s.at(self.list, "/share"), self.s.t.share_title(self.title.as_str()))
    }
}

impl ListPackingPage {
    /// Those with a slot, or where none is needed; and those that found none.
    fn groups(&self) -> [(Option<String>, Vec<&PackedView>); 2] {
        let (without, with): (Vec<_>, Vec<_>) = self.orders.iter().partition(|one| one.no_place);
        [(None, with), (Some(self.s.t.without_place(without.len() as i64)), without)]
    }

    fn tag(&self, order: &PackedView) -> Html {
        ui::tag(state_said(self.s.t, order.state), if order.is_paid() { Tone::Done } else { Tone::Wait })
    }
}

/// What is packed of a list: paid, and ordered but not paid yet.
#[utoipa::path(get, path = "/c/{slug}/lists/{list}/packing", tag = "lists",
    params(("slug" = String, Path), ("list" = String, Path)),
    responses((status = 200, body = ListPackingPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn packing_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let page = site.db.read(move |reader| read(reader, s, list)).await?;
    Reply::page(&caller, &page.ok_or(ListRefused::NoSuchList)?)
}

fn read(reader: &mut Reader, s: Scene, list: Id<OrderList>) -> Result<Option<ListPackingPage>, Fault> {
    let Some(whole) = Whole::find(reader, s.number, list)? else { return Ok(None) };
    let people = whole.people()?;
    let no_place = NoPlaceView::of(reader, &s, &whole.list)?;
    let mut orders: Vec<PackedView> = Vec::new();
    for (name, lines) in held_lines(reader, &whole)? {
        for held in lines.iter().filter(|held| !matches!(held.order.state, At::Cancelled | At::Expired)) {
            // What was given back because it was not there is not packed.
            let milli = held.line.quantity_milli.milli - held.line.undelivered_milli.milli;
            if milli == 0 {
                continue;
            }
            let (thing, unit) = held.called(&whole);
            let goods = format!("{thing} {}", s.amount(milli, unit));
            match orders.iter_mut().find(|one| one.order == held.order.id) {
                Some(one) => one.goods.push(goods),
                None => {
                    let pickup = reader.find::<Pickup>(&(s.number, held.order.id))?;
                    // What is not paid is not handed over.
                    let pickup = pickup.filter(|_| !held.order.progress().is_unpaid());
                    let person = people.iter().find(|person| person.name == name);
                    orders.push(PackedView {
                        notes: person.map_or_else(Vec::new, |person| person.notes.clone()),
                        number: held.order.number,
                        code: pickup.map(|pickup| pickup.code.to_string()),
                        goods: vec![goods],
                        room: whole.place_beside(&name),
                        no_place: no_place.as_ref().is_some_and(|some| some.has(held.order.id)),
                        goes_on: false,
                        name: name.clone(),
                        order: held.order.id,
                        state: held.order.state,
                    });
                }
            }
        }
    }
    let place = |name: &str| people.iter().position(|person| person.name == name).unwrap_or(usize::MAX);
    orders.sort_by_key(|one| (one.no_place, place(&one.name), one.number));
    for at in 1..orders.len() {
        let (before, one) = (&orders[at - 1], &orders[at]);
        orders[at].goes_on = (&one.name, one.no_place) == (&before.name, before.no_place);
    }
    let paid = orders.iter().filter(|one| one.is_paid()).count() as i64;
    let at_point = match (whole.list.point_id, whole.list.point_day) {
        (Some(point), Some(day)) => {
            let row = reader.find::<PickupPoint>(&(s.number, point))?;
            let date = pickup::hours::date_of(day, &s.zone);
            row.map(|row| {
                let day = ui::day_text(&Timestamp::start_of_day(day, &s.zone), &s.zone, s.lang, &s.now);
                (format!("{}/pickup/{point}/packing?day={date}", s.base), s.t.pack_at(row.name, day))
            })
        }
        _ => None,
    };
    let (title, unpaid) = (s.called(&whole.list), orders.len() as i64 - paid);
    let waits = orders.iter().filter(|one| !one.is_paid() && !one.no_place).count() as i64;
    Ok(Some(ListPackingPage { s, list, title, orders, paid, unpaid, no_place, waits, at_point }))
}
