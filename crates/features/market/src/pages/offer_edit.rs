//! Putting something up for sale, and changing what it says and costs.

use super::asking::{actor, id, key_of, me};
use super::card::Goods;
use super::offer_form::{OfferForm, PartForm, SPARE_ROWS, VariantForm, kinds, typed_part, typed_variant};
use super::scene::Scene;
use super::storefront::manages;
use crate::offer::{Audience, OfferRefused};
use crate::ops::{self, CreateOffer, EditOffer};
use crate::rows::Offer;
use crate::split::Party;
use askama::Template;
use axum::extract::{Path, State};
use community::Chooser;
use kernel::Id;
use serde::Serialize;
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Html, Keyed, Place, Power, Problem, Reply, Site, View};

/// The form of an offer, new or to be changed.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "offer_form.html")]
pub(crate) struct OfferFormPage {
    #[serde(skip)]
    s: Scene,
    /// None for a new one.
    #[schema(value_type = Option<String>)]
    offer: Option<Id<Offer>>,
    #[serde(flatten)]
    form: OfferForm,
    #[serde(skip)]
    people: Chooser,
    #[serde(skip)]
    variants: Vec<FormRow<VariantForm>>,
    #[serde(skip)]
    parts: Vec<FormRow<PartForm>>,
    /// Splits change by decision only here.
    split_by_decision: bool,
    #[serde(skip)]
    preview: Html,
    #[serde(skip)]
    errors: Errors,
}

impl View for OfferFormPage {
    fn title(&self) -> String {
        match self.offer {
            Some(_) => self.s.t.offer_edit(),
            None if self.proposes() => self.s.t.offer_propose(),
            None => self.s.t.offer_new(),
        }
    }

    fn place(&self) -> Place {
        Place::Market
    }

    fn back(&self) -> Option<Back> {
        match self.offer {
            Some(offer) => Back::to(format!("{}/offers/{offer}", self.s.base), self.form.title.clone()),
            None => Back::to(format!("{}/market", self.s.base), self.s.t.market()),
        }
    }
}

impl OfferFormPage {
    /// Without the power to put it up.
    fn proposes(&self) -> bool {
        !manages(&self.s)
    }

    fn action(&self) -> String {
        match self.offer {
            Some(offer) => format!("{}/offers/{offer}", self.s.base),
            None => format!("{}/offers", self.s.base),
        }
    }

    fn audiences(&self) -> Vec<(String, String)> {
        let words = |audience: &Audience| match audience {
            Audience::Everyone => self.s.t.audience_everyone(),
            Audience::Members => self.s.t.audience_members(),
        };
        Audience::ALL.iter().map(|audience| (audience.code().to_owned(), words(audience))).collect()
    }

    fn kinds(&self) -> Vec<(String, String)> {
        kinds(self.s.t)
    }

    fn names(&self) -> &str {
        self.form.also_called.as_deref().unwrap_or_default()
    }
}

/// A numbered row of the form.
struct FormRow<T> {
    kind: &'static str,
    at: usize,
    form: T,
    /// Shown at once; the others on demand.
    shown: bool,
    /// Something in it is wrong.
    opens: bool,
}

impl<T> FormRow<T> {
    fn field(&self, name: &str) -> String {
        format!("{}_{}_{name}", self.kind, self.at)
    }

    fn all(kind: &'static str, forms: Vec<T>, errors: &Errors, used: impl Fn(&T) -> bool) -> Vec<FormRow<T>> {
        let row = |(at, form): (usize, T)| {
            let prefix = format!("{kind}_{at}_");
            let opens = errors.list().iter().any(|error| error.field.starts_with(&prefix));
            FormRow { kind, at, shown: at == 1 || used(&form), opens, form }
        };
        (1..).zip(forms).map(row).collect()
    }
}

async fn page(
    caller: &Caller,
    site: &Site,
    offer: Option<Id<Offer>>,
    form: Option<OfferForm>,
    errors: Errors,
) -> Result<OfferFormPage, Problem> {
    // Any member may propose the own goods; to change an offer is for those who manage them.
    let me = me(caller)?;
    if offer.is_some() {
        caller.may(Power::ManageOffers)?;
    }
    let s = Scene::of(caller, site)?;
    let found = site.db.read(move |reader| {
        let form = match (form, offer) {
            (Some(form), _) => form,
            (None, None) => OfferForm {
                audience: Audience::Members.code().to_owned(),
                rest: if manages(&s) { String::new() } else { me.to_string() },
                ..OfferForm::default()
            },
            (None, Some(offer)) => match Goods::find(reader, s.number, offer)? {
                Some(goods) => typed_offer(&s, &goods),
                None => return Ok(None),
            },
        };
        let people = people(reader, &s, &form)?;
        let community = reader.find::<community::Community>(&s.number)?;
        let by_decision = community.is_some_and(|row| row.by_decision_only);
        let page = OfferFormPage::of(s, offer, form, people, errors);
        Ok(Some(OfferFormPage { split_by_decision: by_decision, ..page }))
    });
    found.await?.ok_or_else(|| OfferRefused::NoSuchOffer.into())
}

impl OfferFormPage {
    fn of(
        s: Scene,
        offer: Option<Id<Offer>>,
        form: OfferForm,
        people: Chooser,
        errors: Errors,
    ) -> OfferFormPage {
        let (mut variants, mut parts) = (form.variants.clone(), form.parts.clone());
        variants.resize_with(variants.len().max(1) + SPARE_ROWS, VariantForm::default);
        parts.resize_with(parts.len() + SPARE_ROWS, PartForm::default);
        let used = |variant: &VariantForm| variant.number > 0 || !variant.unit.is_empty();
        let variants = FormRow::all("variant", variants, &errors, used);
        let parts = FormRow::all("part", parts, &errors, |_| true);
        let preview = if form.preview.is_empty() { Html::default() } else { web::text::story(&form.story) };
        OfferFormPage { s, offer, form, people, variants, parts, split_by_decision: false, preview, errors }
    }
}

fn typed_offer(s: &Scene, goods: &Goods) -> OfferForm {
    OfferForm {
        title: goods.offer.title.clone(),
        also_called: Some(goods.offer.also_called.clone()),
        story: goods.offer.story.clone(),
        audience: goods.offer.audience.code().to_owned(),
        limit: goods.offer.limit_milli.map_or_else(String::new, |limit| limit.to_string()),
        rest: goods.split.rest.to_string(),
        variants: goods.variants.iter().map(|variant| typed_variant(variant, s.currency)).collect(),
        parts: goods.split.parts.iter().map(|part| typed_part(part, s.currency)).collect(),
        ..OfferForm::default()
    }
}

/// Who can receive a part: members with an account, funds, and whoever the form names already.
fn people(reader: &mut Reader, s: &Scene, form: &OfferForm) -> Result<Chooser, Fault> {
    let mut others = Vec::new();
    for total in ledger::funds(reader, s.number, s.currency)? {
        others.push((Party::Fund(total.fund.id).to_string(), total.fund.name));
    }
    let typed = form.parts.iter().map(|part| part.party.as_str()).chain([form.rest.as_str()]);
    Chooser::read(reader, &s.choosing(), others, typed)
}

/// What the names mean that were typed.
async fn named(caller: &Caller, site: &Site, form: &OfferForm) -> Result<Chooser, Problem> {
    let (s, form) = (Scene::of(caller, site)?, form.clone());
    Ok(site.db.read(move |reader| people(reader, &s, &form)).await?)
}

/// The form of a new offer.
#[utoipa::path(get, path = "/c/{slug}/offers/new", tag = "market", params(("slug" = String, Path)),
    responses((status = 200, body = OfferFormPage), (status = 403, body = web::ProblemBody)))]
pub(crate) async fn new_offer(caller: Caller, State(site): State<Site>) -> Answer {
    Reply::page(&caller, &page(&caller, &site, None, None, Errors::none()).await?)
}

/// The form to change an offer.
#[utoipa::path(get, path = "/c/{slug}/offers/{offer}/edit", tag = "market",
    params(("slug" = String, Path), ("offer" = String, Path)),
    responses((status = 200, body = OfferFormPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn edit_form(
    caller: Caller,
    State(site): State<Site>,
    Path((_, offer)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &page(&caller, &site, Some(id(&offer)?), None, Errors::none()).await?)
}

/// What a program is told of an offer that was made or changed.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OfferAnswer {
    #[schema(value_type = String)]
    pub(crate) id: Id<Offer>,
}

/// Puts something up for sale. Of a member without the power it is a proposal, of the own goods only.
#[utoipa::path(post, path = "/c/{slug}/offers", tag = "market", request_body = OfferForm,
    params(("slug" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = OfferAnswer), (status = 403, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn create_offer(
    caller: Caller,
    State(site): State<Site>,
    Keyed { input, key }: Keyed<OfferForm>,
) -> Answer {
    let form = input.gathered();
    if !form.preview.is_empty() {
        return Reply::page(&caller, &page(&caller, &site, None, Some(form), Errors::none()).await?);
    }
    let (who, community, now) = (actor(&caller)?, caller.community()?, site.now());
    let typed = match form.read(caller.lang, community.currency, &named(&caller, &site, &form).await?) {
        Ok(typed) => typed,
        Err(errors) => return again(&caller, &site, None, form, errors).await,
    };
    let input = CreateOffer {
        id: site.id(),
        title: typed.title,
        story: typed.story,
        audience: typed.audience,
        limit: typed.limit,
        variants: typed.new_variants,
        split: typed.split,
        key: key_of(me(&caller)?, &key, "create_offer", "")?,
    };
    let names = form.also_called.clone();
    let done = site.db.transact(community.number, move |tx| {
        let made = ops::create_offer(tx, who, &input, now.into())?;
        if let Some(names) = &names {
            ops::call_offer(tx, who, made, names, now.into())?;
        }
        Ok(made)
    });
    let done = done.await;
    match done {
        Ok(id) => {
            let location = format!("/c/{}/offers/{id}", community.slug);
            Reply::created_json(&caller, &location, &OfferAnswer { id })
        }
        Err(OpError::Refused(why)) => {
            again(&caller, &site, None, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Changes what an offer says and costs. Orders placed before keep their price and their split.
#[utoipa::path(post, path = "/c/{slug}/offers/{offer}", tag = "market", request_body = OfferForm,
    params(("slug" = String, Path), ("offer" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = OfferAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn edit_offer(
    caller: Caller,
    State(site): State<Site>,
    Path((_, offer)): Path<(String, String)>,
    Keyed { input, key }: Keyed<OfferForm>,
) -> Answer {
    caller.may(Power::ManageOffers)?;
    let (offer, form) = (id::<Offer>(&offer)?, input.gathered());
    if !form.preview.is_empty() {
        return Reply::page(&caller, &page(&caller, &site, Some(offer), Some(form), Errors::none()).await?);
    }
    let (who, community, now) = (actor(&caller)?, caller.community()?, site.now());
    let typed = match form.read(caller.lang, community.currency, &named(&caller, &site, &form).await?) {
        Ok(typed) => typed,
        Err(errors) => return again(&caller, &site, Some(offer), form, errors).await,
    };
    let input = EditOffer {
        offer,
        title: typed.title,
        story: typed.story,
        audience: typed.audience,
        limit: typed.limit,
        variants: typed.edits,
        new_variants: typed.new_variants,
        split: Some(typed.split),
        key: key_of(me(&caller)?, &key, "edit_offer", offer.as_str())?,
    };
    let names = form.also_called.clone();
    let done = site.db.transact(community.number, move |tx| {
        let edited = ops::edit_offer(tx, who, &input, now.into())?;
        if let Some(names) = &names {
            ops::call_offer(tx, who, edited, names, now.into())?;
        }
        Ok(edited)
    });
    let done = done.await;
    match done {
        Ok(_) => {
            let location = format!("/c/{}/offers/{offer}", community.slug);
            Reply::changed(&caller, &location, &OfferAnswer { id: offer })
        }
        Err(OpError::Refused(why)) => {
            again(&caller, &site, Some(offer), form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    offer: Option<Id<Offer>>,
    form: OfferForm,
    errors: Errors,
) -> Answer {
    let page = page(caller, site, offer, Some(form), errors.clone()).await?;
    Reply::form_refused(caller, &page, &errors)
}
