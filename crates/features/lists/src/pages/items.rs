//! A thing in the heading: which offer it is, or a new one.

use super::list_page::{ListPage, Typed, again};
use super::list_view::ItemView;
use super::scene::Scene;
use super::supplied::{SuppliedForm, fund};
use crate::offering::{Offering, is_to_offer, offer_all, split_of};
use crate::ops::{MatchItem, OfferItem, OfferItemRefused, Offered, match_and_call, match_item, offer_item};
use crate::rows::OrderList;
use crate::whole::Whole;
use axum::extract::{Path, State};
use kernel::{Id, Quantity};
use market::offer::Audience;
use market::ops::{CreateOffer, NewVariant};
use market::rows::Offer;
use serde::{Deserialize, Serialize};
use store::{Fault, OpError};
use utoipa::ToSchema;
use web::asked::{id, number};
use web::{Answer, Caller, Check, Errors, Input, Keyed, Problem, Reply, Site};

/// Which offer a thing is, or what a new one has.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ItemForm {
    /// The offer and its variant: `off_….1`. Empty: none of them.
    pub(super) goods: String,
    /// `on`: the offer is called so from now on, in the lists to come.
    pub(super) remember: String,
    /// Of a new offer.
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) price: String,
    /// How many there are; empty: without a count.
    pub(super) stock: String,
    /// Who supplies it: `mem_…`, or `fund`: the community buys it under a mandate. A program may leave it out, which is the fund.
    #[serde(default = "fund")]
    pub(super) supplier: String,
    /// `percent`, or `unit` (a sum for each unit), of what the supplier gets.
    pub(super) kind: String,
    /// `90`, or a sum: `4.50`. Empty: all of it.
    pub(super) take: String,
}

impl ItemForm {
    fn supplied(&self) -> SuppliedForm {
        SuppliedForm { supplier: self.supplier.clone(), kind: self.kind.clone(), take: self.take.clone() }
    }
}

/// An item, and what it is sold as.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ItemAnswer {
    item: i64,
    #[schema(value_type = Option<String>)]
    offer: Option<Id<Offer>>,
    /// Whether it can be ordered.
    for_sale: bool,
}

/// Says which offer a thing in the heading is, at the offer's price of now.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/items/{item}", tag = "lists", request_body = ItemForm,
    params(("slug" = String, Path), ("list" = String, Path), ("item" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = ItemAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn fit_item(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list, item)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<ItemForm>,
) -> Answer {
    let (s, list, item) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?, number(&item)?);
    let goods = match goods_of(&caller, &form) {
        Ok(goods) => goods,
        Err(errors) => return again(&caller, &site, list, Typed::Item(item, form), errors).await,
    };
    let input = MatchItem { list, item, goods, key: Some(key.of(&caller, "match_item")?) };
    let (me, now, remembers) = (s.me, s.now, !form.remember.is_empty());
    let done = site.db.transact(s.number, move |tx| match remembers {
        true => match_and_call(tx, me, &input, now),
        false => match_item(tx, me, &input, now).map_err(|error| match error {
            OpError::Fault(fault) => OpError::Fault(fault),
            OpError::Refused(why) => OpError::Refused(OfferItemRefused::List(why)),
        }),
    });
    match done.await {
        Ok(item) => {
            let answer = ItemAnswer { item, offer: goods.map(|(offer, _)| offer), for_sale: goods.is_some() };
            Reply::changed(&caller, &format!("{}#items", s.at(list, "")), &answer)
        }
        Err(OpError::Refused(OfferItemRefused::List(why))) if why.is_nowhere() => Err(why.into()),
        Err(OpError::Refused(why)) => {
            let errors = match why {
                OfferItemRefused::List(why) => Errors::refused(why, caller.lang),
                OfferItemRefused::Offer(why) => Errors::refused(why, caller.lang),
            };
            again(&caller, &site, list, Typed::Item(item, form), errors).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

fn goods_of(caller: &Caller, form: &ItemForm) -> Result<Option<(Id<Offer>, i64)>, Errors> {
    let mut check = Check::new(caller.lang);
    let goods = check.optional("goods", &form.goods, |check, field, typed| {
        let (offer, variant) = typed.trim().rsplit_once('.').unwrap_or((typed, ""));
        (check.id::<Offer>(field, offer), check.whole(field, variant, 1..=i64::MAX))
    });
    check.done(goods)
}

/// Puts a thing in the heading up for sale, for members, for whoever supplies it.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/items/{item}/offer", tag = "lists", request_body = ItemForm,
    params(("slug" = String, Path), ("list" = String, Path), ("item" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = ItemAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn offer_up(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list, item)): Path<(String, String, String)>,
    Keyed { input: form, key }: Keyed<ItemForm>,
) -> Answer {
    let (s, list, item) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?, number(&item)?);
    let offer = match new_offer(&caller, &site, &s, (list, item), &form).await? {
        Ok(offer) => offer,
        Err(errors) => return again(&caller, &site, list, Typed::Offer(item, form), errors).await,
    };
    let input = OfferItem { list, item, offer, key: Some(key.of(&caller, "offer_item")?) };
    let (me, now) = (s.me, s.now);
    let errors = match site.db.transact(s.number, move |tx| offer_item(tx, me, &input, now)).await {
        Ok(Offered { offer, for_sale }) => {
            let answer = ItemAnswer { item, offer: Some(offer), for_sale };
            // A proposed one says on its own page what it waits for.
            let location = match for_sale {
                true => format!("{}#items", s.at(list, "")),
                false => format!("{}/offers/{offer}", s.base),
            };
            return Reply::created_json(&caller, &location, &answer);
        }
        Err(OpError::Refused(OfferItemRefused::List(why))) if why.is_nowhere() => return Err(why.into()),
        Err(OpError::Refused(OfferItemRefused::List(why))) => Errors::refused(why, caller.lang),
        Err(OpError::Refused(OfferItemRefused::Offer(why))) => Errors::refused(why, caller.lang),
        Err(OpError::Fault(fault)) => return Err(fault.into()),
    };
    again(&caller, &site, list, Typed::Offer(item, form), errors).await
}

/// What was put up for sale.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OfferedAllAnswer {
    for_sale: Vec<String>,
    /// Their split waits for a decision of the members.
    proposed: Vec<String>,
    /// What the market would not take as it stands in the heading.
    refused: Vec<String>,
}

/// Puts up for sale all that the heading names with a price and nobody sells yet, for whoever supplies it.
#[utoipa::path(post, path = "/c/{slug}/lists/{list}/offers", tag = "lists", request_body = SuppliedForm,
    params(("slug" = String, Path), ("list" = String, Path)),
    responses((status = 200, body = OfferedAllAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn offer_all_up(
    caller: Caller,
    State(site): State<Site>,
    Path((_, list)): Path<(String, String)>,
    Input(form): Input<SuppliedForm>,
) -> Answer {
    let (s, list) = (Scene::of(&caller, &site)?, id::<OrderList>(&list)?);
    let community = s.number;
    let found = site.db.read(move |reader| {
        let whole = Whole::find(reader, community, list)?;
        let on_sale = market::on_sale(reader, community, crate::reading::OFFERS_LOOKED_AT)?;
        let things = whole.iter().flat_map(|whole| &whole.items).filter(|item| is_to_offer(item, &on_sale));
        Ok(things.filter_map(|item| item.price_e4).min())
    });
    let least = found.await?;
    let mut check = Check::new(caller.lang);
    let supplied = form.read(&mut check, &s, least);
    let supplied = match check.done(supplied) {
        Ok(supplied) => supplied,
        Err(errors) => return again(&caller, &site, list, Typed::Supplied(form), errors).await,
    };
    let offering = Offering { community, by: s.me, list, supplied, lang: s.lang, now: s.now };
    let all = offer_all(&site.db, &site.ids, &offering).await?;
    let answer = OfferedAllAnswer {
        for_sale: all.for_sale,
        proposed: all.proposed,
        refused: all.refused.into_iter().map(|(name, _)| name).collect(),
    };
    Reply::changed(&caller, &format!("{}#items", s.at(list, "")), &answer)
}

async fn new_offer(
    caller: &Caller,
    site: &Site,
    s: &Scene,
    (list, item): (Id<OrderList>, i64),
    form: &ItemForm,
) -> Result<Result<CreateOffer, Errors>, Problem> {
    let community = s.number;
    let found = site.db.read(move |reader| {
        let fund = ledger::general_fund(reader, community)?;
        let Some(whole) = Whole::find(reader, community, list)? else { return Ok((fund, Quantity::ONE)) };
        // An item or a list that is not there is refused by the operation.
        Ok((fund, whole.item(item).map_or(Ok(Quantity::ONE), |item| whole.step_of(item))?))
    });
    let (fund, step) = found.await?;
    let fund = fund.ok_or_else(|| Problem::from(Fault::Engine("a community without a fund".into())))?;
    let mut check = Check::new(caller.lang);
    let title = check.text("title", &form.title, 1..=market::offer::TITLE_CHARS_MAX);
    let variant = NewVariant {
        title: String::new(),
        unit: check.text("unit", &form.unit, 1..=10),
        price: check.price("price", &form.price),
        step,
        stock: check.optional("stock", &form.stock, |check, field, typed| check.quantity(field, typed)),
    };
    let supplied = form.supplied().read(&mut check, s, Some(variant.price));
    let split = split_of(supplied, fund, variant.price, s.currency);
    Ok(check.done(CreateOffer {
        id: site.id(),
        title,
        story: String::new(),
        audience: Audience::Members,
        limit: None,
        variants: vec![variant],
        split,
        key: None,
    }))
}

impl ListPage {
    pub(super) fn goods_of(&self, item: &ItemView) -> String {
        match &self.typed {
            Typed::Item(number, form) if *number == item.item => form.goods.clone(),
            _ => item.goods.clone().unwrap_or_else(|| item.proposed.clone()),
        }
    }

    pub(super) fn offer_form(&self, item: &ItemView) -> ItemForm {
        match &self.typed {
            Typed::Offer(number, form) if *number == item.item => form.clone(),
            _ => ItemForm {
                title: item.name.clone(),
                unit: item.unit.clone(),
                price: item.price.map_or_else(String::new, |price| price.plain(self.s.currency)),
                ..ItemForm::default()
            },
        }
    }

    pub(super) fn item_errors(&self, item: &ItemView) -> Errors {
        let is_it = matches!(&self.typed, Typed::Item(number, _) if *number == item.item);
        if is_it { self.errors.clone() } else { Errors::none() }
    }

    pub(super) fn offer_errors(&self, item: &ItemView) -> Errors {
        let is_it = matches!(&self.typed, Typed::Offer(number, _) if *number == item.item);
        if is_it { self.errors.clone() } else { Errors::none() }
    }

    /// Where the form is wrong its fields have plain names: the summary above leads there.
    pub(super) fn item_id(&self, item: &ItemView, name: &str) -> String {
        let typed = match &self.typed {
            Typed::Item(number, _) => *number == item.item && name == "goods",
            Typed::Offer(number, _) => *number == item.item && name != "goods",
            _ => false,
        };
        if typed { name.to_owned() } else { format!("{name}-item-{}", item.item) }
    }
}
