//! What is sent from the page of a holding: units offered, given back to the fund, put on paper.

use super::holding_page::{HoldingForm, Sent, load};
use super::parting_page::PartingAnswer;
use super::scene::Scene;
use super::subscribing::is_some;
use super::transfer_page::TransferAnswer;
use crate::instrument::UNITS_MAX;
use crate::ops::{self, AskParting, Certified, MakeCertificate, NameHeir, OfferUnits, ReadRisk};
use crate::register::{PartingKind, RegisterRefused};
use crate::rows::{Certificate, Instrument};
use crate::subscription::REASON_CHARS_MAX;
use axum::extract::{Path, State};
use community::Chooser;
use kernel::Id;
use serde::Serialize;
use store::{OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::{Answer, Caller, Check, Errors, Keyed, Reply, Site};

/// A certificate that was made, or was there for the same.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CertificateAnswer {
    #[schema(value_type = String)]
    certificate: Id<Certificate>,
    number: i64,
}

/// Whether somebody is named now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HeirAnswer {
    named: bool,
}

/// The version of the risks that was read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RiskReadAnswer {
    risk_version: i64,
}

/// Offers units to the community at a price; whoever is named takes them when nobody did. The price is paid between the two.
#[utoipa::path(post, path = "/c/{slug}/instruments/{instrument}/transfers", tag = "ownership", request_body = HoldingForm,
    params(("slug" = String, Path), ("instrument" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = TransferAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn offer_units(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<HoldingForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Instrument>(&instrument)?, site.now());
    let (at, typed) = (Scene::of(&caller, &site)?.choosing(), form.named.clone());
    let people = move |reader: &mut Reader| Chooser::read(reader, &at, Vec::new(), [typed.as_str()]);
    let people = site.db.read(people).await?;
    let community = caller.community()?;
    let mut check = Check::new(caller.lang);
    let most = match is_some(&form.units) {
        true => UNITS_MAX,
        false => load(&caller, &site, &instrument, form.clone()).await?.free().clamp(1, UNITS_MAX),
    };
    let units = check.whole("units", &form.units, 1..=most);
    let price = check.money("price", &form.price, community.currency);
    let named = check.optional("named", &form.named, |check, field, typed| {
        people.member(check, field, typed, caller.lang)
    });
    let (units, price, named) = match check.done((units, price, named)) {
        Ok(typed) => typed,
        Err(errors) => return again(&caller, &site, &instrument, form, errors, Sent::Offer).await,
    };
    let key = Some(key.of(&caller, "offer_units")?);
    let input = OfferUnits { id: site.id(), instrument: id, units, price_minor: price.minor, named, key };
    match site.db.transact(community.number, move |tx| ops::offer_units(tx, me, &input, now)).await {
        Ok(done) => {
            let location = format!("/c/{}/transfers/{}", community.slug, done.transfer);
            Reply::created_json(&caller, &location, &TransferAnswer::of(&done))
        }
        Err(error) => refused(&caller, &site, &instrument, form, error, Sent::Offer).await,
    }
}

/// Asks the fund to give back what was put in. Approved by somebody else, under a mandate.
#[utoipa::path(post, path = "/c/{slug}/instruments/{instrument}/buy-backs", tag = "ownership", request_body = HoldingForm,
    params(("slug" = String, Path), ("instrument" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = PartingAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn ask_buy_back(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<HoldingForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Instrument>(&instrument)?, site.now());
    let mut check = Check::new(caller.lang);
    let most = match is_some(&form.units) {
        true => UNITS_MAX,
        false => load(&caller, &site, &instrument, form.clone()).await?.free().clamp(1, UNITS_MAX),
    };
    let units = check.whole("units", &form.units, 1..=most);
    let reason = check.text("reason", &form.reason, 1..=REASON_CHARS_MAX);
    if let Some(words) = crate::promised_in(&form.reason) {
        check.refuse("reason", crate::promise_said(caller.lang, &words));
    }
    let (units, reason) = match check.done((units, reason)) {
        Ok(typed) => typed,
        Err(errors) => return again(&caller, &site, &instrument, form, errors, Sent::BuyBack).await,
    };
    let key = Some(key.of(&caller, "ask_buy_back")?);
    let (kind, heirs) = (PartingKind::BuyBack, Vec::new());
    let (died_on, files) = (None, Vec::new());
    let input = AskParting {
        id: site.id(),
        kind,
        instrument: id,
        holder: me,
        units,
        reason,
        heirs,
        died_on,
        files,
        key,
    };
    let community = caller.community()?;
    match site.db.transact(community.number, move |tx| ops::ask_parting(tx, me, &input, now)).await {
        Ok(done) => {
            let location = format!("/c/{}/partings/{}", community.slug, done.parting);
            Reply::created_json(&caller, &location, &PartingAnswer::of(&done))
        }
        Err(error) => refused(&caller, &site, &instrument, form, error, Sent::BuyBack).await,
    }
}

/// Says who inherits what the caller holds, should they be gone; empty, nobody any more.
#[utoipa::path(post, path = "/c/{slug}/instruments/{instrument}/heir", tag = "ownership", request_body = HoldingForm,
    params(("slug" = String, Path), ("instrument" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = HeirAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn name_heir(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<HoldingForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Instrument>(&instrument)?, site.now());
    let (at, typed) = (Scene::of(&caller, &site)?.choosing(), form.heir.clone());
    let people = move |reader: &mut Reader| Chooser::read(reader, &at, Vec::new(), [typed.as_str()]);
    let people = site.db.read(people).await?;
    let mut check = Check::new(caller.lang);
    let heir = check
        .optional("heir", &form.heir, |check, field, typed| people.member(check, field, typed, caller.lang));
    let heir = match check.done(heir) {
        Ok(heir) => heir,
        Err(errors) => return again(&caller, &site, &instrument, form, errors, Sent::Heir).await,
    };
    let input = NameHeir { instrument: id, heir, key: Some(key.of(&caller, "name_heir")?) };
    let community = caller.community()?;
    match site.db.transact(community.number, move |tx| ops::name_heir(tx, me, &input, now)).await {
        Ok(_) => {
            let location = format!("/c/{}/instruments/{instrument}/holding", community.slug);
            Reply::changed(&caller, &location, &HeirAnswer { named: heir.is_some() })
        }
        Err(error) => refused(&caller, &site, &instrument, form, error, Sent::Heir).await,
    }
}

/// Says that the caller has read what can go wrong with what they hold: where a decision turned another share into it, nothing has asked before.
#[utoipa::path(post, path = "/c/{slug}/instruments/{instrument}/acknowledgement", tag = "ownership", request_body = HoldingForm,
    params(("slug" = String, Path), ("instrument" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = RiskReadAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn read_risk(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<HoldingForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Instrument>(&instrument)?, site.now());
    let risk_read = match risk_read(&caller, &form) {
        Ok(read) => read,
        Err(errors) => return again(&caller, &site, &instrument, form, errors, Sent::Risk).await,
    };
    let key = Some(key.of(&caller, "read_risk")?);
    let input = ReadRisk { instrument: id, risk_read, key };
    let community = caller.community()?;
    match site.db.transact(community.number, move |tx| ops::read_risk(tx, me, &input, now)).await {
        Ok(risk_version) => {
            let location = format!("/c/{}/instruments/{instrument}/holding", community.slug);
            Reply::changed(&caller, &location, &RiskReadAnswer { risk_version })
        }
        Err(error) => refused(&caller, &site, &instrument, form, error, Sent::Risk).await,
    }
}

/// Puts what the caller holds on paper: a page with a number and a picture to check it by.
#[utoipa::path(post, path = "/c/{slug}/instruments/{instrument}/certificates", tag = "ownership", request_body = HoldingForm,
    params(("slug" = String, Path), ("instrument" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = CertificateAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn make_certificate(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<HoldingForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Instrument>(&instrument)?, site.now());
    let risk_read = match risk_read(&caller, &form) {
        Ok(read) => read,
        Err(errors) => return again(&caller, &site, &instrument, form, errors, Sent::Certificate).await,
    };
    let key = Some(key.of(&caller, "make_certificate")?);
    let input = MakeCertificate { id: site.id(), instrument: id, risk_read, key };
    let community = caller.community()?;
    match site.db.transact(community.number, move |tx| ops::make_certificate(tx, me, &input, now)).await {
        Ok(Certified { certificate, number }) => {
            let location = format!("/c/{}/certificates/{certificate}", community.slug);
            Reply::created_json(&caller, &location, &CertificateAnswer { certificate, number })
        }
        Err(error) => refused(&caller, &site, &instrument, form, error, Sent::Certificate).await,
    }
}

/// The version of the risks that the form says to have been read; None where its box is not ticked.
fn risk_read(caller: &Caller, form: &HoldingForm) -> Result<Option<i64>, Errors> {
    let mut check = Check::new(caller.lang);
    let version = check.whole("risk_version", &form.risk_version, 1..=i64::MAX);
    let read = check.flag("read", &form.read);
    check.done((version, read)).map(|(version, read)| read.then_some(version))
}

async fn refused(
    caller: &Caller,
    site: &Site,
    instrument: &str,
    form: HoldingForm,
    error: OpError<RegisterRefused>,
    sent: Sent,
) -> Answer {
    match error {
        OpError::Refused(why) => {
            again(caller, site, instrument, form, Errors::refused(why, caller.lang), sent).await
        }
        OpError::Fault(fault) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    instrument: &str,
    form: HoldingForm,
    errors: Errors,
    sent: Sent,
) -> Answer {
    let mut page = load(caller, site, instrument, form).await?;
    (page.errors, page.sent) = (errors.clone(), sent);
    Reply::form_refused(caller, &page, &errors)
}
