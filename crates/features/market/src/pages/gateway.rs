//! The played payment gateway: a page that says so, and the door at which its signed word arrives.
//!
//! The page stands for another company's site. What it knows of an order is what a gateway would: a payment and
//! its sum. Whatever is pressed there reaches the order only as a signed notification through the same door that
//! a program would use.

use super::asking::{id, me};
use super::scene::Scene;
use crate::methods::gateway::{GatewayOutcome, Notification, Sending, Signed};
use crate::ops::{self, Noticed};
use crate::payment::{MethodCode, PaymentRefused};
use crate::rows::{Order, Payment};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use kernel::{Id, Timestamp};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use utoipa::ToSchema;
use web::ui;
use web::{Answer, Back, Caller, Input, Place, Problem, Reply, Site, View};

/// Shared with the played gateway, which lives in this very process: nothing outside can know it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Secret(pub(crate) [u8; 32]);

/// The page of the played gateway.
#[derive(Template, Serialize, ToSchema)]
#[template(path = "simulated.html")]
pub(crate) struct SimulatedPage {
    #[serde(skip)]
    s: Scene,
    #[schema(value_type = String)]
    order: Id<Order>,
    order_number: i64,
    #[schema(value_type = String)]
    payment: Id<Payment>,
    amount_minor: i64,
    #[serde(skip)]
    waits: bool,
}

impl View for SimulatedPage {
    fn title(&self) -> String {
        self.s.t.simulated_title()
    }

    fn place(&self) -> Place {
        Place::Mine
    }

    fn back(&self) -> Option<Back> {
        Back::to(format!("{}/orders/{}", self.s.base, self.order), self.s.t.order_numbered(self.order_number))
    }
}

/// 404 where no gateway is played.
fn played(caller: &Caller) -> Result<(), Problem> {
    if caller.config.simulated_payments { Ok(()) } else { Err(Problem::not_found()) }
}

async fn load(caller: &Caller, site: &Site, id: Id<Order>) -> Result<SimulatedPage, Problem> {
    let (s, me) = (Scene::of(caller, site)?, me(caller)?);
    let found = site.db.read(move |reader| {
        let Some(order) = reader.find::<Order>(&(s.number, id))? else { return Ok(None) };
        let payment = match order.payment_id {
            Some(payment) => reader.find::<Payment>(&(s.number, payment))?,
            None => None,
        };
        let payment = payment.filter(|payment| payment.method == MethodCode::SimulatedGateway);
        let payment = payment.filter(|_| order.buyer == me);
        let waits = order.progress().is_unpaid();
        Ok(payment.map(|payment| SimulatedPage {
            order: id,
            order_number: order.number,
            payment: payment.id,
            amount_minor: payment.amount_minor,
            waits,
            s,
        }))
    });
    found.await?.ok_or_else(Problem::not_found)
}

/// Where a buyer plays to pay. Demo and tests only.
#[utoipa::path(get, path = "/c/{slug}/orders/{order}/simulated", tag = "market",
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 200, body = SimulatedPage), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody)))]
pub(crate) async fn simulated_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, order)): Path<(String, String)>,
) -> Answer {
    played(&caller)?;
    Reply::page(&caller, &load(&caller, &site, id(&order)?).await?)
}

/// `succeeds`, `fails`, `twice` for a notification that comes twice, `later` for one that comes after a minute.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PlayForm {
    outcome: String,
}

/// Plays a payment: the gateway signs what happened and tells us, at once, twice or later. Demo and tests only.
#[utoipa::path(post, path = "/c/{slug}/orders/{order}/simulated", tag = "market", request_body = PlayForm,
    params(("slug" = String, Path), ("order" = String, Path)),
    responses((status = 204), (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody),
        (status = 409, body = web::ProblemBody)))]
pub(crate) async fn play(
    caller: Caller,
    State(site): State<Site>,
    Extension(secret): Extension<Secret>,
    Path((_, order)): Path<(String, String)>,
    Input(form): Input<PlayForm>,
) -> Answer {
    played(&caller)?;
    let page = load(&caller, &site, id(&order)?).await?;
    let now = site.now();
    let outcome = match form.outcome.as_str() {
        "fails" => GatewayOutcome::Failed,
        "succeeds" | "twice" | "later" => GatewayOutcome::Succeeded,
        _ => return Err(PaymentRefused::NotificationMalformed.into()),
    };
    let nonce = site.ids.random::<12>().iter().map(|byte| format!("{byte:02x}")).collect();
    let (payment, amount_minor) = (page.payment, page.amount_minor);
    let notification = Notification { nonce, payment, outcome, amount_minor, happened_at: now };
    let location = format!("{}/orders/{}", page.s.base, page.order);
    if form.outcome == "later" {
        let sendings = [Sending { after: LATER, notification }];
        site.db.transact(page.s.number, move |tx| ops::play_payment(tx, &sendings, now.into())).await?;
        return Reply::done(&caller, &location);
    }
    let told = notification.sign(&secret.0, now);
    let times = if form.outcome == "twice" { 2 } else { 1 };
    for _ in 0..times {
        hear(&site, page.s.number, secret, &told, now).await?;
    }
    Reply::done(&caller, &location)
}

/// Long enough to look at an order whose money is on its way.
const LATER: Duration = Duration::from_secs(60);

/// A notification as it travels.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct NotificationForm {
    /// The JSON text that was signed.
    body: String,
    /// Microseconds since 1970, UTC.
    signed_at: i64,
    /// HMAC-SHA256 of `signed_at.body`, hexadecimal.
    signature: String,
}

/// The door for the gateway's word. No session: the signature is what counts.
#[utoipa::path(post, path = "/c/{slug}/gateway/notifications", tag = "market", request_body = NotificationForm,
    params(("slug" = String, Path)),
    responses((status = 200, body = NoticeAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 422, body = web::ProblemBody)))]
pub(crate) async fn notify(
    caller: Caller,
    State(site): State<Site>,
    Extension(secret): Extension<Secret>,
    Input(form): Input<NotificationForm>,
) -> Answer {
    played(&caller)?;
    let number = caller.community()?.number;
    let signed_at = Timestamp::from_micros(form.signed_at);
    let told = Signed { body: form.body, signed_at, signature: form.signature };
    let noticed = hear(&site, number, secret, &told, site.now()).await?;
    let outcome = match noticed {
        Noticed::Landed(state) => state.code(),
        Noticed::Failed => "failed",
        Noticed::Repeated => "repeated",
    };
    Reply::json(&NoticeAnswer { outcome })
}

/// What became of a notification.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NoticeAnswer {
    /// `confirmed`, `late`, `mismatched`, `failed`, `repeated`.
    outcome: &'static str,
}

async fn hear(
    site: &Site,
    community: i64,
    secret: Secret,
    told: &Signed,
    now: Timestamp,
) -> Result<Noticed, Problem> {
    let told = told.clone();
    let done = site.db.transact(community, move |tx| ops::hear_payment(tx, &told, &secret.0, now));
    Ok(done.await?)
}
