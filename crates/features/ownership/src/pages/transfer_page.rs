//! One offer of units: what is asked for them, who takes them, and whether it was approved.

use super::scene::Scene;
use super::transfers::TransferRow;
use crate::acting;
use crate::instrument::UNITS_MAX;
use crate::ops::{self, EndOffer, TakeUp, Transferred};
use crate::register::{RegisterRefused, TransferState};
use crate::rows::{Holding, Instrument, InstrumentRisk, ShareTransfer};
use crate::subscription::SubscriptionRefused;
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, OpError, Reader};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Check, Errors, Keyed, Place, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "transfer.html")]
pub(crate) struct TransferPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    row: TransferRow,
    /// Who takes them when nobody of the community did. To the two sides, who is named, and those who keep the register.
    named: Option<String>,
    /// Who takes them; to the same.
    taker: Option<String>,
    /// The version of the risks that the taker has read; to the same.
    risk_read: Option<i64>,
    /// Why it was refused; to the same.
    reason: Option<String>,
    /// The newest version of what can go wrong.
    risk_version: i64,
    risk: String,
    may_take: bool,
    may_withdraw: bool,
    /// The seller can say that the money came.
    may_say_paid: bool,
    /// The seller has said so.
    is_paid: bool,
    /// What was put in for these units, by what the seller holds now: a buy-back gives back no more. Null once they are passed on, or the
    /// offer has ended.
    paid_minor: Option<i64>,
    may_decide: bool,
    #[serde(skip)]
    takes: bool,
    #[serde(skip)]
    offered: Timestamp,
    #[serde(skip)]
    waits_for_named: bool,
    #[serde(skip)]
    form: TransferForm,
    #[serde(skip)]
    refusing: bool,
    #[serde(skip)]
    errors: Errors,
}

/// Acceptance: `risk_version`, `read`. Refusal: `reason`. Approval and withdrawal need nothing.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct TransferForm {
    /// The version of the risks that was read.
    pub risk_version: String,
    /// `on`: read, and understood that the money may be lost.
    pub read: String,
    /// How many of them; left out, all.
    pub units: String,
    pub reason: String,
}

/// Where an offer stands now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TransferAnswer {
    #[schema(value_type = String)]
    transfer: Id<ShareTransfer>,
    number: i64,
    #[schema(value_type = String)]
    state: TransferState,
}

impl TransferAnswer {
    pub(crate) fn of(done: &Transferred) -> TransferAnswer {
        TransferAnswer { transfer: done.transfer, number: done.number, state: done.state }
    }
}

impl View for TransferPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.s.t.transfer_numbered(self.row.number)
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/transfers", self.s.base), self.s.t.transfers_offered())
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl TransferPage {
    fn link(&self, path: &str) -> String {
        format!("{}/transfers/{}{path}", self.s.base, self.row.id)
    }

    /// Who pays more than was put in for them gets no more back.
    fn is_above_par(&self) -> bool {
        self.paid_minor.is_some_and(|paid| self.row.sum_minor > paid)
    }

    fn step_back_words(&self) -> (String, String) {
        match self.takes {
            true => (self.s.t.step_back(), self.s.t.step_back_ask()),
            false => (self.s.t.withdraw_offer(), self.s.t.withdraw_offer_ask()),
        }
    }

    fn failed(&self, refusing: bool) -> bool {
        !self.errors.is_empty() && self.refusing == refusing
    }
}

/// One offer, for members past probation. Who is on its other side is told to the two, who is named, and those who keep the register.
#[utoipa::path(get, path = "/c/{slug}/transfers/{transfer}", tag = "ownership",
    params(("slug" = String, Path), ("transfer" = String, Path)),
    responses((status = 200, body = TransferPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn transfer_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, transfer)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, &transfer).await?)
}

async fn load(caller: &Caller, site: &Site, transfer: &str) -> Result<TransferPage, Problem> {
    let s = Scene::theirs(caller, site).await?;
    let (id, on_probation) = (id::<ShareTransfer>(transfer)?, s.is_here && !s.is_full);
    match site.db.read(move |reader| read(reader, s, id)).await? {
        Some(page) => Ok(page),
        None if on_probation => Err(SubscriptionRefused::OnProbation.into()),
        None => Err(Problem::not_found()),
    }
}

fn read(reader: &mut Reader, s: Scene, id: Id<ShareTransfer>) -> Result<Option<TransferPage>, Fault> {
    let Some(row) = reader.find::<ShareTransfer>(&(s.number, id))? else { return Ok(None) };
    let Some(instrument) = reader.find::<Instrument>(&(s.number, row.instrument_id))? else {
        return Ok(None);
    };
    let Some(me) = s.me else { return Ok(None) };
    let reads = s.reads(reader, &instrument)?;
    // Their own the two read whatever their standing is by now.
    if !reads && row.seller != me && row.taker != Some(me) {
        return Ok(None);
    }
    let inside = s.sees_names() || [Some(row.seller), row.named, row.taker].contains(&Some(me));
    // What was taken, done or ended is between the two and those who keep the register.
    if row.state != TransferState::Offered && !inside {
        return Ok(None);
    }
    let risk = reader.find::<InstrumentRisk>(&(s.number, row.instrument_id, instrument.risk_version))?;
    let name = |reader: &mut Reader, who| match who {
        Some(member) if inside => s.name(reader, member).map(Some),
        _ => Ok(None),
    };
    let (named, taker) = (name(reader, row.named)?, name(reader, row.taker)?);
    let offer = row.offered();
    let sides: Vec<_> = [Some(row.seller), row.taker].into_iter().flatten().collect();
    let own = acting::own_matter(reader, s.number, me, &sides)?;
    let paid_minor = match row.state {
        TransferState::Offered | TransferState::Taken => {
            let held = reader.find::<Holding>(&(s.number, row.instrument_id, row.seller))?;
            held.map(|held| held.paid_for(row.units))
        }
        _ => None,
    };
    Ok(Some(TransferPage {
        row: TransferRow::of(reader, &s, &row)?,
        named,
        taker,
        risk_read: row.risk_version.filter(|_| inside),
        reason: Some(row.reason.clone()).filter(|reason| inside && !reason.is_empty()),
        risk_version: instrument.risk_version,
        risk: risk.map(|risk| risk.words).unwrap_or_default(),
        may_take: reads && offer.take(me, s.now).is_ok(),
        may_withdraw: s.is_here && offer.withdraw(me).is_ok(),
        may_say_paid: offer.paid(me).is_ok(),
        is_paid: offer.is_paid,
        paid_minor,
        may_decide: s.sees_names() && offer.judged_by(me).is_ok() && !own,
        takes: row.taker == Some(me),
        offered: row.offered_at_us,
        waits_for_named: offer.take(me, s.now) == Err(RegisterRefused::CommunityFirst),
        form: TransferForm { risk_version: instrument.risk_version.to_string(), ..TransferForm::default() },
        refusing: false,
        errors: Errors::none(),
        s,
    }))
}

/// Takes the units up, having read what can go wrong. Somebody who is neither side has still to approve.
#[utoipa::path(post, path = "/c/{slug}/transfers/{transfer}/acceptance", tag = "ownership", request_body = TransferForm,
    params(("slug" = String, Path), ("transfer" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TransferAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn take_up(
    caller: Caller,
    State(site): State<Site>,
    Path((_, transfer)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<TransferForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<ShareTransfer>(&transfer)?, site.now());
    let mut check = Check::new(caller.lang);
    let version = check.whole("risk_version", &form.risk_version, 1..=i64::MAX);
    let read = check.flag("read", &form.read);
    let units =
        check.optional("units", &form.units, |check, field, typed| check.whole(field, typed, 1..=UNITS_MAX));
    let (version, read, units) = match check.done((version, read, units)) {
        Ok(typed) => typed,
        Err(errors) => return again(&caller, &site, &transfer, form, errors, false).await,
    };
    let key = Some(key.of(&caller, "take_up")?);
    let some = units.map(|units| (units, site.id()));
    let input = TakeUp { transfer: id, risk_read: read.then_some(version), some, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::take_up(tx, me, &input, now)).await;
    settle(&caller, &site, &transfer, form, done, false).await
}

/// Its seller says that the money came. Before that nobody approves it; afterwards neither side steps back.
#[utoipa::path(post, path = "/c/{slug}/transfers/{transfer}/payment", tag = "ownership",
    params(("slug" = String, Path), ("transfer" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TransferAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn say_paid(
    caller: Caller,
    State(site): State<Site>,
    Path((_, transfer)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<TransferForm>,
) -> Answer {
    let me = community::member_or_former(&caller, &site).await?.member;
    let (id, now) = (id::<ShareTransfer>(&transfer)?, site.now());
    let input = EndOffer { transfer: id, reason: String::new(), key: Some(key.of(&caller, "say_paid")?) };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::say_paid(tx, me, &input, now)).await;
    settle(&caller, &site, &transfer, form, done, false).await
}

/// Its seller takes the offer back, or who takes them steps back, until the seller has said that the money came.
#[utoipa::path(post, path = "/c/{slug}/transfers/{transfer}/withdrawal", tag = "ownership",
    params(("slug" = String, Path), ("transfer" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TransferAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn withdraw_offer(
    caller: Caller,
    State(site): State<Site>,
    Path((_, transfer)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<TransferForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<ShareTransfer>(&transfer)?, site.now());
    let key = Some(key.of(&caller, "withdraw_offer")?);
    let input = EndOffer { transfer: id, reason: String::new(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::withdraw_offer(tx, me, &input, now)).await;
    settle(&caller, &site, &transfer, form, done, false).await
}

/// Somebody who keeps the register and is neither side says yes: the units are the taker's.
#[utoipa::path(post, path = "/c/{slug}/transfers/{transfer}/approval", tag = "ownership",
    params(("slug" = String, Path), ("transfer" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TransferAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody)))]
pub(crate) async fn approve_transfer(
    caller: Caller,
    State(site): State<Site>,
    Path((_, transfer)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<TransferForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<ShareTransfer>(&transfer)?, site.now());
    let key = Some(key.of(&caller, "approve_transfer")?);
    let input = EndOffer { transfer: id, reason: String::new(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::approve_transfer(tx, me, &input, now)).await;
    settle(&caller, &site, &transfer, form, done, false).await
}

/// Somebody who keeps the register and is neither side says no, with a reason; the units stay where they are.
#[utoipa::path(post, path = "/c/{slug}/transfers/{transfer}/refusal", tag = "ownership", request_body = TransferForm,
    params(("slug" = String, Path), ("transfer" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = TransferAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn refuse_transfer(
    caller: Caller,
    State(site): State<Site>,
    Path((_, transfer)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<TransferForm>,
) -> Answer {
    let (me, id, now) = (me(&caller)?, id::<ShareTransfer>(&transfer)?, site.now());
    let key = Some(key.of(&caller, "refuse_transfer")?);
    let input = EndOffer { transfer: id, reason: form.reason.clone(), key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::refuse_transfer(tx, me, &input, now)).await;
    settle(&caller, &site, &transfer, form, done, true).await
}

async fn settle(
    caller: &Caller,
    site: &Site,
    transfer: &str,
    form: TransferForm,
    done: Result<Transferred, OpError<RegisterRefused>>,
    refusing: bool,
) -> Answer {
    match done {
        Ok(done) => {
            let location = format!("/c/{}/transfers/{}", caller.community()?.slug, done.transfer);
            Reply::changed(caller, &location, &TransferAnswer::of(&done))
        }
        Err(OpError::Refused(why)) => {
            again(caller, site, transfer, form, Errors::refused(why, caller.lang), refusing).await
        }
        Err(OpError::Fault(fault)) => Err(fault.into()),
    }
}

async fn again(
    caller: &Caller,
    site: &Site,
    transfer: &str,
    form: TransferForm,
    errors: Errors,
    refusing: bool,
) -> Answer {
    let mut page = load(caller, site, transfer).await?;
    let read = if form.risk_version == page.form.risk_version { form.read } else { String::new() };
    page.form = TransferForm { read, reason: form.reason, units: form.units, ..page.form };
    (page.errors, page.refusing) = (errors.clone(), refusing);
    Reply::form_refused(caller, &page, &errors)
}
