//! Stock of an offer: restocking and counting out, taking it off the market and putting it up again.

use super::asking::{actor, id, key_of, me};
use super::card::{Goods, VariantView};
use super::offer_edit::OfferAnswer;
use super::scene::Scene;
use crate::offer::OfferRefused;
use crate::ops::{self, Restock, WithdrawOffer};
use crate::rows::Offer;
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Quantity};
use serde::{Deserialize, Serialize};
use store::OpError;
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Power, Problem, Reply, Site, View};

/// Stock of an offer, and taking it off the market.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "offer_stock.html")]
pub(crate) struct StockPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    offer: Id<Offer>,
    title: String,
    published: bool,
    proposed: bool,
    #[serde(skip)]
    can_publish: bool,
    #[serde(skip)]
    can_withdraw: bool,
    variants: Vec<StockView>,
    #[serde(skip)]
    form: StockForm,
    #[serde(skip)]
    errors: Errors,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct StockView {
    #[serde(flatten)]
    variant: VariantView,
    number: i64,
    /// Ordered and not handed over.
    #[schema(value_type = String)]
    held: Quantity,
    #[schema(value_type = String)]
    sold: Quantity,
}

/// Restock: `variant` (its number) and `quantity`, negative for what was counted out. Withdraw: `reason`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct StockForm {
    variant: String,
    quantity: String,
    reason: String,
}

impl View for StockPage {
    fn title(&self) -> String {
        self.s.t.offer_stock()
    }

    fn place(&self) -> Place {
        Place::Market
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/offers/{}", self.s.base, self.offer), self.title.clone())
    }
}

impl StockPage {
    fn counted(&self) -> Vec<(String, String)> {
        let counted = self.variants.iter().filter(|view| view.variant.left.is_some());
        counted.map(|view| (view.number.to_string(), self.name(view))).collect()
    }

    /// What the quantity is of, where it can only be one; else the choice above it says so.
    fn only_unit(&self) -> String {
        let mut counted = self.variants.iter().filter(|view| view.variant.left.is_some());
        match (counted.next(), counted.next()) {
            (Some(view), None) => view.variant.unit.clone(),
            _ => String::new(),
        }
    }

    fn publish_words(&self) -> String {
        if self.proposed { self.s.t.offer_publish() } else { self.s.t.publish_again() }
    }

    fn name(&self, view: &StockView) -> String {
        if view.variant.title.is_empty() { self.title.clone() } else { view.variant.title.clone() }
    }
}

/// What is left, held and sold of an offer.
#[utoipa::path(get, path = "/c/{slug}/offers/{offer}/stock", tag = "market",
    params(("slug" = String, Path), ("offer" = String, Path)),
    responses((status = 200, body = StockPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn stock_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, offer)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &stock(&caller, &site, id(&offer)?).await?)
}

async fn stock(caller: &Caller, site: &Site, offer: Id<Offer>) -> Result<StockPage, Problem> {
    me(caller)?;
    let s = Scene::of(caller, site)?;
    let number = s.number;
    let goods = site.db.read(move |reader| Goods::find(reader, number, offer)).await?;
    let goods = goods.ok_or_else(|| Problem::from(OfferRefused::NoSuchOffer))?;
    if !goods.tended_by(&s) {
        return Err(OfferRefused::NotAllowed.into());
    }
    let views = goods.variants.iter().map(|variant| StockView {
        variant: VariantView::of(&goods, variant, ""),
        number: variant.number,
        held: Quantity::from_milli(variant.held_milli),
        sold: Quantity::from_milli(variant.sold_milli),
    });
    let variants: Vec<_> = views.collect();
    let first = variants.iter().find(|view| view.variant.left.is_some());
    let form = StockForm {
        variant: first.map(|view| view.number.to_string()).unwrap_or_default(),
        ..StockForm::default()
    };
    let published = goods.for_sale();
    let proposed = goods.is_proposed();
    let steward = s.can(Power::ManageOffers);
    let can_publish = steward || goods.offer.withdrawn_by_seller;
    // What its seller took off, a steward can keep off.
    let can_withdraw = published || proposed || (steward && goods.offer.withdrawn_by_seller);
    Ok(StockPage {
        can_publish,
        can_withdraw,
        proposed,
        offer,
        title: goods.offer.title,
        published,
        variants,
        form,
        errors: Errors::none(),
        s,
    })
}

/// Goods came in, or were counted out.
#[utoipa::path(post, path = "/c/{slug}/offers/{offer}/stock", tag = "market", request_body = StockForm,
    params(("slug" = String, Path), ("offer" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = StockAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn restock(
    caller: Caller,
    State(site): State<Site>,
    Path((_, offer)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<StockForm>,
) -> Answer {
    let (offer, who, now) = (id::<Offer>(&offer)?, actor(&caller)?, site.now());
    let mut check = Check::new(caller.lang);
    let variant = check.whole("variant", &form.variant, 1..=crate::offer::VARIANTS_MAX as i64);
    let typed = form.quantity.trim();
    // Counted out is written with a minus; the rest of the number is read as any other.
    let (sign, digits) = match typed.strip_prefix(['-', '−', '－']) {
        Some(digits) => (-1, digits),
        None => (1, typed.strip_prefix(['+', '＋']).unwrap_or(typed)),
    };
    let quantity = Quantity::from_milli(check.quantity("quantity", digits).milli * sign);
    if let Err(errors) = check.done(()) {
        return stock_again(&caller, &site, offer, form, errors).await;
    }
    let key = key_of(me(&caller)?, &key, "restock", offer.as_str())?;
    let input = Restock { offer, variant, quantity, key };
    let community = caller.community()?;
    let done = site.db.transact(community.number, move |tx| ops::restock(tx, who, &input, now.into())).await;
    match done {
        Ok(milli) => {
            let location = format!("/c/{}/offers/{offer}/stock", community.slug);
            Reply::changed(&caller, &location, &StockAnswer { left: Quantity::from_milli(milli) })
        }
        Err(OpError::Refused(why)) => {
            stock_again(&caller, &site, offer, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// What is left then.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StockAnswer {
    #[schema(value_type = String)]
    left: Quantity,
}

/// Takes an offer off the market, with a reason. What was ordered goes its way.
#[utoipa::path(post, path = "/c/{slug}/offers/{offer}/withdrawal", tag = "market", request_body = StockForm,
    params(("slug" = String, Path), ("offer" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OfferAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn withdraw_offer(
    caller: Caller,
    State(site): State<Site>,
    Path((_, offer)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<StockForm>,
) -> Answer {
    let (offer, who, now) = (id::<Offer>(&offer)?, actor(&caller)?, site.now());
    let key = key_of(me(&caller)?, &key, "withdraw_offer", offer.as_str())?;
    let input = WithdrawOffer { offer, reason: form.reason.clone(), key };
    let community = caller.community()?;
    let done =
        site.db.transact(community.number, move |tx| ops::withdraw_offer(tx, who, &input, now.into())).await;
    match done {
        Ok(_) => {
            let location = format!("/c/{}/offers/{offer}", community.slug);
            Reply::changed(&caller, &location, &OfferAnswer { id: offer })
        }
        Err(OpError::Refused(why)) => {
            stock_again(&caller, &site, offer, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Puts a withdrawn offer up for sale again.
#[utoipa::path(post, path = "/c/{slug}/offers/{offer}/publication", tag = "market",
    params(("slug" = String, Path), ("offer" = String, Path)),
    responses((status = 200, body = OfferAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn publish_offer(
    caller: Caller,
    State(site): State<Site>,
    Path((_, offer)): Path<(String, String)>,
) -> Answer {
    let (offer, who, now) = (id::<Offer>(&offer)?, actor(&caller)?, site.now());
    let community = caller.community()?;
    site.db.transact(community.number, move |tx| ops::publish_offer(tx, who, offer, now.into())).await?;
    let location = format!("/c/{}/offers/{offer}", community.slug);
    Reply::changed(&caller, &location, &OfferAnswer { id: offer })
}

async fn stock_again(
    caller: &Caller,
    site: &Site,
    offer: Id<Offer>,
    form: StockForm,
    errors: Errors,
) -> Answer {
    let mut page = stock(caller, site, offer).await?;
    (page.form, page.errors) = (form, errors.clone());
    Reply::form_refused(caller, &page, &errors)
}
