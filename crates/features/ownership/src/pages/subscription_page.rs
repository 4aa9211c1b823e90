//! One subscription: what was asked for, where to transfer the money, and what the reader may do about it.

use super::scene::Scene;
use super::subscriptions::SubscriptionRow;
use crate::acting;
use crate::ids::Member;
use crate::ownership_store::taken_back;
use crate::rows::{ArrivalTakenBack, Instrument, Subscription};
use crate::subscription::SubscriptionState;
use askama::Template;
use axum::extract::{Path, State};
use kernel::{Id, Money, Timestamp};
use market::rows::MarketSettings;
use serde::{Deserialize, Serialize};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::id;
use web::ui::{self, Field};
use web::{Answer, Back, Caller, Errors, Place, Power, Problem, Reply, Site, View};

#[derive(Template, Serialize, ToSchema)]
#[template(path = "subscription.html")]
pub(crate) struct SubscriptionPage {
    #[serde(skip)]
    s: Scene,
    #[serde(flatten)]
    row: SubscriptionRow,
    /// The version of the risks that was read.
    risk_version: i64,
    /// Where to transfer to, while it waits.
    instructions: Option<String>,
    /// The proposal that decided the instrument.
    decision: String,
    arrived_at: Option<String>,
    /// Of the bank; to those who confirm payments.
    reference: Option<String>,
    /// Why it was refused.
    reason: Option<String>,
    /// That it stands in the books with.
    entry: Option<i64>,
    may_record: bool,
    may_take_back: bool,
    may_withdraw: bool,
    /// The caller can say to have paid.
    may_claim: bool,
    /// Its units are kept until then.
    hold_until: Option<String>,
    #[serde(skip)]
    until: Option<Timestamp>,
    #[serde(skip)]
    claimed: Option<Timestamp>,
    /// Each time that money was recorded as arrived and was not, or not so.
    taken_back: Vec<TakenBackView>,
    /// Why the caller, who could record others, does not record this one.
    #[serde(skip)]
    own_matter: bool,
    /// Nobody records it as things are.
    #[serde(skip)]
    nobody_records: bool,
    #[serde(skip)]
    arrived: Option<Timestamp>,
    #[serde(skip)]
    pub form: MoveForm,
    #[serde(skip)]
    pub errors: Errors,
    #[serde(skip)]
    pub refusing: bool,
}

/// That money was there was taken back: which entry, by which, why.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TakenBackView {
    entry: i64,
    reversal_entry: i64,
    /// Empty once its member is forgotten.
    reason: String,
    taken_at: String,
    #[serde(skip)]
    at: Timestamp,
    #[serde(skip)]
    by: String,
}

/// Arrival: `arrived_on`, `amount`, `reference`. Refusal, and taking an arrival back: `reason`. Withdrawing needs nothing.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = SubscriptionMoveForm)]
pub(crate) struct MoveForm {
    /// The day on which the money arrived: `2026-03-14`.
    pub arrived_on: String,
    /// In the community's currency: `150.00`.
    pub amount: String,
    /// The bank's.
    pub reference: String,
    pub reason: String,
}

impl View for SubscriptionPage {
    fn unlisted(&self) -> bool {
        true
    }

    fn title(&self) -> String {
        self.s.t.subscription_numbered(self.row.number)
    }

    fn place(&self) -> Place {
        Place::Books
    }

    fn back(&self) -> Option<Back> {
        let name = self.row.instrument_name.clone();
        Back::to(format!("{}/instruments/{}", self.s.base, self.row.instrument), name)
    }

    fn live(&self) -> Option<&'static str> {
        Some("decisions")
    }
}

impl SubscriptionPage {
    /// Its units are there for others; money that comes all the same is for a new one.
    fn has_lapsed(&self) -> bool {
        self.row.state == SubscriptionState::Lapsed
    }

    fn link(&self, path: &str) -> String {
        format!("{}/subscriptions/{}{path}", self.s.base, self.row.id)
    }

    fn decision_href(&self) -> String {
        format!("{}/decisions/{}", self.s.base, web::query_escaped(&self.decision))
    }

    /// What the transfer is marked with, so that the treasurer knows whose it is.
    fn mark(&self) -> String {
        format!("S{}", self.row.number)
    }

    fn failed(&self, refusing: bool) -> bool {
        !self.errors.is_empty() && self.refusing == refusing
    }
}

/// One subscription: for its member, and for those who see the register with names.
#[utoipa::path(get, path = "/c/{slug}/subscriptions/{subscription}", tag = "ownership",
    params(("slug" = String, Path), ("subscription" = String, Path)),
    responses((status = 200, body = SubscriptionPage), (status = 401, body = web::ProblemBody),
        (status = 403, body = web::ProblemBody), (status = 404, body = web::ProblemBody)))]
pub(crate) async fn subscription_page(
    caller: Caller,
    State(site): State<Site>,
    Path((_, subscription)): Path<(String, String)>,
) -> Answer {
    Reply::page(&caller, &load(&caller, &site, &subscription).await?)
}

pub(crate) async fn load(
    caller: &Caller,
    site: &Site,
    subscription: &str,
) -> Result<SubscriptionPage, Problem> {
    let s = Scene::theirs(caller, site).await?;
    let id = id::<Subscription>(subscription)?;
    let page = site.db.read(move |reader| read(reader, s, id)).await?;
    page.ok_or_else(Problem::not_found)
}

fn read(reader: &mut Reader, s: Scene, id: Id<Subscription>) -> Result<Option<SubscriptionPage>, Fault> {
    let found = reader.find::<Subscription>(&(s.number, id))?;
    let Some(subscription) = found.filter(|row| s.sees(row)) else { return Ok(None) };
    let key = (s.number, subscription.instrument_id);
    let Some(instrument) = reader.find::<Instrument>(&key)? else { return Ok(None) };
    let Some(me) = s.me else { return Ok(None) };
    let waits = subscription.state == SubscriptionState::Asked;
    let settings = match waits {
        true => reader.find::<MarketSettings>(&s.number)?,
        false => None,
    };
    let records = s.can(Power::ConfirmPayments);
    let own = acting::own_matter(reader, s.number, me, &[subscription.member])?;
    let judge = if own { subscription.member } else { me };
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok(Some(SubscriptionPage {
        row: SubscriptionRow::of(reader, &s, &subscription)?,
        risk_version: subscription.risk_version,
        instructions: settings.and_then(|settings| settings.bank_instructions),
        decision: instrument.decision,
        arrived_at: subscription.arrived_at_us.map(|at| at.to_string()),
        reference: said(&subscription.reference).filter(|_| records),
        reason: said(&subscription.reason),
        entry: subscription.entry,
        may_record: records && subscription.claim().judged_by(judge).is_ok(),
        may_take_back: records && subscription.claim().take_back(judge).is_ok(),
        taken_back: taken(reader, &s, id)?,
        may_withdraw: s.is_here && subscription.claim().withdraw(me).is_ok(),
        may_claim: s.is_here && subscription.claim().says_paid(me).is_ok(),
        hold_until: subscription.hold_until_us.filter(|_| waits).map(|at| at.to_string()),
        until: subscription.hold_until_us.filter(|_| waits && subscription.claimed_at_us.is_none()),
        claimed: subscription.claimed_at_us.filter(|_| waits),
        own_matter: records && waits && own,
        nobody_records: waits && nobody_records(reader, &s, subscription.member)?,
        arrived: subscription.arrived_at_us,
        form: MoveForm {
            arrived_on: s.today(),
            amount: Money::new(subscription.amount_minor, s.currency).plain(),
            ..MoveForm::default()
        },
        errors: Errors::none(),
        refusing: false,
        s,
    }))
}

/// Whether who confirms payments is all too near: nobody records the own money.
fn nobody_records(reader: &mut Reader, s: &Scene, member: Id<Member>) -> Result<bool, Fault> {
    for (officer, _) in community::officers_who(reader, s.number, Power::ConfirmPayments)? {
        if !acting::own_matter(reader, s.number, officer, &[member])? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn taken(reader: &mut Reader, s: &Scene, id: Id<Subscription>) -> Result<Vec<TakenBackView>, Fault> {
    let mut all = Vec::new();
    for entry in taken_back(reader, s.number, id)? {
        let Some(row) = reader.find::<ArrivalTakenBack>(&(s.number, id, entry))? else { continue };
        all.push(TakenBackView {
            entry,
            reversal_entry: row.reversal_entry,
            taken_at: row.taken_at_us.to_string(),
            at: row.taken_at_us,
            by: s.name(reader, row.taken_by)?,
            reason: row.reason,
        });
    }
    Ok(all)
}
