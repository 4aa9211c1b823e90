//! What is sent from an instrument's page: asking for units, and saying anew what can go wrong.

use super::instrument_page::{InstrumentPage, RiskDraftForm, RiskForm, SubscribeForm, load};
use super::moves::SubscriptionAnswer;
use crate::ids::Member;
use crate::instrument::{UNITS_MAX, WORDS_CHARS_MAX};
use crate::ops::{self, AgreeRisk, ReviseRisk, Subscribe};
use crate::rows::Instrument;
use crate::subscription::{REASON_CHARS_MAX, SubscriptionRefused};
use crate::{Passed, TextPlace};
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{IdempotencyKey, OpError, Outcome, Tx};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::{Answer, Caller, Check, Errors, Keyed, Power, Reply, Site, Told};

/// Asks for units, having read what can go wrong. They are kept until the money is there. For members past probation.
#[utoipa::path(post, path = "/c/{slug}/instruments/{instrument}/subscriptions", tag = "ownership", request_body = SubscribeForm,
    params(("slug" = String, Path), ("instrument" = String, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "the same key again returns the first answer")),
    responses((status = 201, body = SubscriptionAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn subscribe(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<SubscribeForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Instrument>(&instrument)?, site.now());
    let mut check = Check::new(caller.lang);
    let most = match is_some(&form.units) {
        true => UNITS_MAX,
        false => load(&caller, &site, &instrument).await?.may_ask_units.clamp(1, UNITS_MAX),
    };
    let units = check.whole("units", &form.units, 1..=most);
    let version = check.whole("risk_version", &form.risk_version, 1..=i64::MAX);
    let read = check.flag("read", &form.read);
    let (units, version, read) = match check.done((units, version, read)) {
        Ok(typed) => typed,
        Err(errors) => return again(&caller, &site, &instrument, form, errors).await,
    };
    let community = caller.community()?;
    let input = Subscribe {
        id: site.id(),
        instrument: id,
        units,
        risk_read: read.then_some(version),
        key: Some(key.of(&caller, "subscribe")?),
    };
    match site.db.transact(community.number, move |tx| ops::subscribe(tx, me, &input, now)).await {
        Ok(moved) => {
            let location = format!("/c/{}/subscriptions/{}", community.slug, moved.subscription);
            Reply::created_json(&caller, &location, &SubscriptionAnswer::of(&moved))
        }
        Err(OpError::Refused(why)) => {
            let page = load(&caller, &site, &instrument).await?;
            let told = Told { why, words: page.how_many(why) };
            again(&caller, &site, &instrument, form, Errors::refused(told, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// At least one: whether it is too many is for the operation, which knows why. What is none is told how many it may be for the caller, and not
/// how many there can be at all.
pub(crate) fn is_some(typed: &str) -> bool {
    typed.trim().parse::<i64>().is_ok_and(|units| (1..=UNITS_MAX).contains(&units))
}

impl InstrumentPage {
    /// How many the caller may ask for, to who asked for more; to members past probation, as the numbers themselves.
    fn how_many(&self, why: SubscriptionRefused) -> Option<String> {
        let each = self.instrument.terms.as_ref()?.units_each_max;
        match why {
            SubscriptionRefused::AboveEachBehind => Some(self.s.t.above_each_behind_told(self.may_ask_units)),
            SubscriptionRefused::AboveEach => Some(self.s.t.above_each_told(each, self.may_ask_units)),
            SubscriptionRefused::NotEnoughLeft => Some(self.s.t.not_enough_told(self.may_ask_units)),
            _ => None,
        }
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    instrument: &str,
    form: SubscribeForm,
    errors: Errors,
) -> Answer {
    let mut page = load(caller, site, instrument).await?;
    // The version that is read is the one the page shows; who read another reads this one first.
    let same = form.risk_version == page.ask.risk_version;
    page.ask = SubscribeForm {
        units: form.units,
        risk_version: page.ask.risk_version.clone(),
        read: if same { form.read } else { String::new() },
    };
    page.errors = errors.clone();
    Reply::form_refused(caller, &page, &errors)
}

/// Which version of the risks stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RiskAnswer {
    risk_version: i64,
    /// The text that waits for a second person, by its number.
    draft: Option<i64>,
}

/// Writes anew what can go wrong. It counts once somebody else who keeps the register has agreed; older versions stay.
#[utoipa::path(post, path = "/c/{slug}/instruments/{instrument}/risks", tag = "ownership", request_body = RiskForm,
    params(("slug" = String, Path), ("instrument" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = RiskAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn revise_risk(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<RiskForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<Instrument>(&instrument)?, site.now());
    caller.may(Power::EditCharter)?;
    let mut check = Check::new(caller.lang);
    let words = check.long_text("risk", &form.risk, 1..=WORDS_CHARS_MAX);
    let (number, risk) = (caller.community()?.number, words.clone());
    let passed =
        site.db.read(move |reader| Passed::of(reader, number, Some(me), [(TextPlace::Share, risk.as_str())]));
    if let Some(promise) = passed.await?.promised_in(TextPlace::Share, &words) {
        check.refuse("risk", crate::promise_said_at(caller.lang, TextPlace::Share, &words, &promise));
    }
    let reason = check.text("reason", &form.reason, 1..=REASON_CHARS_MAX);
    let from_version = check.whole("from_version", &form.from_version, 1..=i64::MAX);
    let (words, reason, from_version) = match check.done((words, reason, from_version)) {
        Ok(typed) => typed,
        Err(errors) => return revise_again(&caller, &site, &instrument, form, errors).await,
    };
    let community = caller.community()?;
    let key = Some(key.of(&caller, "revise_risk")?);
    let input = ReviseRisk { instrument: id, from_version, words, reason, key };
    match site.db.transact(community.number, move |tx| ops::revise_risk(tx, me, &input, now)).await {
        Ok(draft) => {
            let location = format!("/c/{}/instruments/{id}", community.slug);
            let answer = RiskAnswer { risk_version: from_version, draft: Some(draft) };
            Reply::changed(&caller, &location, &answer)
        }
        Err(OpError::Refused(why)) => {
            revise_again(&caller, &site, &instrument, form, Errors::refused(why, caller.lang)).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

/// Agrees to a new text of what can go wrong that somebody else wrote: it is the newest version from now on. By who keeps the register.
#[utoipa::path(post, path = "/c/{slug}/instruments/{instrument}/risks/agreement", tag = "ownership", request_body = RiskDraftForm,
    params(("slug" = String, Path), ("instrument" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = RiskAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn agree_risk(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<RiskDraftForm>,
) -> Answer {
    let key = key.of(&caller, "agree_risk")?;
    settle_risk(&caller, &site, &instrument, (form, key), ops::agree_risk).await
}

/// Drops a new text of what can go wrong that waits: the version before stands. By who wrote it, or who else keeps the register.
#[utoipa::path(post, path = "/c/{slug}/instruments/{instrument}/risks/withdrawal", tag = "ownership", request_body = RiskDraftForm,
    params(("slug" = String, Path), ("instrument" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = RiskAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn drop_risk(
    caller: Caller,
    State(site): State<Site>,
    Path((_, instrument)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<RiskDraftForm>,
) -> Answer {
    let key = key.of(&caller, "drop_risk")?;
    settle_risk(&caller, &site, &instrument, (form, key), ops::drop_risk).await
}

type RiskStep = fn(&mut Tx, Id<Member>, &AgreeRisk, Timestamp) -> Outcome<i64, SubscriptionRefused>;

async fn settle_risk(
    caller: &Caller,
    site: &Site,
    instrument: &str,
    (form, key): (RiskDraftForm, IdempotencyKey),
    step: RiskStep,
) -> Answer {
    let (me, id, now) = (me(caller)?, id::<Instrument>(instrument)?, site.now());
    let mut page = load(caller, site, instrument).await?;
    if !page.s.sees_names() {
        return Err(SubscriptionRefused::NotAllowed.into());
    }
    let mut check = Check::new(caller.lang);
    let draft = check.whole("draft", &form.draft, 1..=i64::MAX);
    let errors = match check.done(draft) {
        Ok(draft) => {
            let input = AgreeRisk { instrument: id, draft, key: Some(key) };
            match site.db.transact(page.s.number, move |tx| step(tx, me, &input, now)).await {
                Ok(risk_version) => {
                    let location = format!("{}/instruments/{id}", page.s.base);
                    let answer = RiskAnswer { risk_version, draft: None };
                    return Reply::changed(caller, &location, &answer);
                }
                Err(OpError::Refused(why)) => Errors::refused(why, caller.lang),
                Err(OpError::Fault(fault)) => return Err(fault.into()),
            }
        }
        Err(errors) => errors,
    };
    (page.errors, page.agreeing) = (errors.clone(), true);
    Reply::form_refused(caller, &page, &errors)
}

async fn revise_again(
    caller: &Caller,
    site: &Site,
    instrument: &str,
    form: RiskForm,
    errors: Errors,
) -> Answer {
    let mut page = load(caller, site, instrument).await?;
    (page.risk, page.errors, page.revising) = (form, errors.clone(), true);
    Reply::form_refused(caller, &page, &errors)
}
