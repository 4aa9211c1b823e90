//! A group buy that is prepared asks who carries the mandate: what the page says of it, what waits for whom, and the consent.

use super::pool_page::{RunForm, Which};
use super::read_store::prepared_pools;
use super::running::{PoolAnswer, settle};
use super::scene::{Names, Scene};
use crate::beside::Above;
use crate::ops::{self, ConsentToPool, is_carrier};
use crate::pool::PoolState;
use crate::rows::{GroupBuy, Pool};
use axum::Extension;
use axum::extract::{Path, State};
use community::SectionRow;
use serde::{Deserialize, Serialize};
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::asked::{id, me};
use web::ui::Tone;
use web::{Answer, Caller, Keyed, Power, Site};

/// What a group buy that is prepared asks.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ConsentView {
    /// What a fund pays at most, in minor units.
    pub(super) asked_minor: i64,
    /// The mandate that was named; null: small sums, under this month's.
    pub(super) mandate: Option<String>,
    /// Sent back as `seen_revision`: what is consented to is what was read.
    pub(super) revision: i64,
    /// Whether the caller is asked.
    pub(super) mine: bool,
    #[serde(skip)]
    pub(super) said: String,
}

/// To who runs group buys or is asked; none once it has opened or is over.
pub(super) fn consent(
    reader: &mut Reader,
    s: &Scene,
    pool: &Pool,
    buy: &GroupBuy,
) -> Result<Option<ConsentView>, Fault> {
    if pool.state != PoolState::Prepared {
        return Ok(None);
    }
    let sum = s.said(buy.asked_minor);
    let by = Names::default().of(reader, s, pool.made_by)?;
    let mine = is_asked(s, pool, buy);
    let named = buy.buying_mandate.is_some();
    let said = match (buy.asked_of, buy.case_milli) {
        (Some(carrier), _) if !mine => s.t.consent_of_carrier(Names::default().of(reader, s, carrier)?, sum),
        (None, _) if !mine && named => s.t.consent_of_who_pays(sum),
        (None, _) if !mine => s.t.consent_of_treasurer(sum),
        (None, _) if named => s.t.consent_asked_uncarried(by, sum),
        (Some(_), _) => s.t.consent_asked_named(by, sum),
        (None, case) => {
            s.t.consent_asked(by, s.amount(case.unwrap_or_default() - pool.step_milli, &buy.unit), sum)
        }
    };
    Ok(Some(ConsentView {
        asked_minor: buy.asked_minor,
        mandate: buy.buying_mandate.map(|mandate| mandate.to_string()),
        revision: pool.event_count,
        mine,
        said,
    }))
}

/// Whether whoever looks is asked. The operation looks again, at more than this.
pub(super) fn is_asked(s: &Scene, pool: &Pool, buy: &GroupBuy) -> bool {
    // Of a mandate that nobody carries its organiser is no second person.
    let second = buy.asked_of.is_some() || buy.buying_mandate.is_none() || s.me != Some(pool.made_by);
    second && s.me.is_some_and(|me| is_carrier(buy, me, s.can(Power::PayOut)))
}

/// Whether whoever looks may see a group buy that is not open yet.
pub(super) fn sees_prepared(s: &Scene, pool: &Pool, buy: &GroupBuy) -> bool {
    s.can(Power::ManageOffers) || is_asked(s, pool, buy)
}

/// More are counted: the oldest are shown.
const SHOWN: i64 = 20;

/// Those that wait for a consent: of whoever looks where `mine`, else of others and prepared by whoever runs group buys.
pub(super) fn waiting(reader: &mut Reader, s: &Scene, mine: bool) -> Result<Vec<SectionRow>, Fault> {
    let mut rows = Vec::new();
    let Some(me) = s.me else { return Ok(rows) };
    let (shown, more) = prepared_pools(reader, s.number, (me, s.can(Power::PayOut)), mine, SHOWN)?;
    for id in shown {
        let Some(pool) = reader.find::<Pool>(&(s.number, id))? else { continue };
        let Some(buy) = reader.find::<GroupBuy>(&(s.number, id))? else { continue };
        let Some(view) = consent(reader, s, &pool, &buy)? else { continue };
        if !sees_prepared(s, &pool, &buy) {
            continue;
        }
        let tag = if mine { (s.t.consent_do(), Tone::Act) } else { (s.t.pool_prepared(), Tone::Wait) };
        let row = SectionRow::new(pool.title).note(view.said).money(s.sum(buy.asked_minor));
        rows.push(row.tag(tag.0, tag.1).href(format!("{}/pools/{id}", s.base)));
    }
    if more > 0 {
        rows.push(SectionRow::new(s.t.more_prepared(more)));
    }
    Ok(rows)
}

/// Consenting.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct ConsentForm {
    /// The page's `consent.revision`; where something has happened to it since, it is refused. Without it, whatever it is.
    pub seen_revision: Option<i64>,
}

/// Who carries the mandate lets a group buy that is prepared spend under it: it opens.
#[utoipa::path(post, path = "/c/{slug}/pools/{pool}/consent", tag = "pools", request_body = ConsentForm,
    params(("slug" = String, Path), ("pool" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 200, body = PoolAnswer), (status = 403, body = web::ProblemBody),
        (status = 404, body = web::ProblemBody), (status = 409, body = web::ProblemBody),
        (status = 422, body = web::ProblemBody)))]
pub(crate) async fn consent_to_pool(
    caller: Caller,
    State(site): State<Site>,
    Extension(above): Extension<Above>,
    Path((_, pool)): Path<(String, String)>,
    Keyed { input: form, key }: Keyed<ConsentForm>,
) -> Answer {
    let (me, pool_id, now) = (me(&caller)?, id(&pool)?, site.now());
    let key = Some(key.of(&caller, "consent_to_pool")?);
    let input = ConsentToPool { pool: pool_id, seen_revision: form.seen_revision, key };
    let community = caller.community()?.number;
    let done = site.db.transact(community, move |tx| ops::consent_to_pool(tx, me, &input, now)).await;
    settle(&caller, (&site, &above), &pool, RunForm::default(), done, Which::Consent).await
}
