//! How the market of a community works: how long goods are held, where to pay.

use crate::acting::{self, Actor, Standing, When};
use crate::offer::OfferRefused;
use crate::order::Terms;
use crate::rows::MarketSettings;
use std::time::Duration;
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};
use web::Power;

#[derive(Debug, Clone)]
pub struct SetUpMarket {
    pub hold_seconds: i64,
    pub claim_seconds: i64,
    pub after_sales_seconds: i64,
    pub bank_instructions: Option<String>,
    pub code_instructions: Option<String>,
    pub code_image: Option<String>,
}

/// A year: whoever holds goods longer than that has forgotten them.
const LONGEST_SECONDS: i64 = 366 * 86_400;

/// # Errors
/// `NotAMember`, `NotAllowed`, and `LimitNotPositive` for a time that is no time.
pub fn set_up_market(
    tx: &mut Tx,
    actor: Actor,
    input: &SetUpMarket,
    when: When,
) -> Outcome<(), OfferRefused> {
    match acting::standing(tx, actor, Power::EditCharter)? {
        Standing::May => {}
        Standing::MayNot => return Err(Refused(OfferRefused::NotAllowed)),
        Standing::NoMember => return Err(Refused(OfferRefused::NotAMember)),
    }
    let sound = |seconds: i64, least: i64| (least..=LONGEST_SECONDS).contains(&seconds);
    if !sound(input.hold_seconds, 1) || !sound(input.claim_seconds, 1) || !sound(input.after_sales_seconds, 0)
    {
        return Err(Refused(OfferRefused::LimitNotPositive));
    }
    let community_id = tx.community();
    let row = MarketSettings {
        community_id,
        hold_seconds: input.hold_seconds,
        claim_seconds: input.claim_seconds,
        after_sales_seconds: input.after_sales_seconds,
        bank_instructions: input.bank_instructions.clone(),
        code_instructions: input.code_instructions.clone(),
        code_image: input.code_image.clone(),
        changed_by: actor.member(),
        changed_at_us: Some(when.happened_at),
    };
    let known = tx.lock::<MarketSettings>(community_id)?;
    match &known {
        Some(_) => tx.save(&row)?,
        None => tx.insert(&row)?,
    }
    tell(tx, actor, &settings(known, community_id), &row)?;
    Ok(())
}

/// Where buyers send their money is worth a trace: who changed what. Not what to: it may name a person.
fn tell(tx: &mut Tx, actor: Actor, old: &MarketSettings, new: &MarketSettings) -> Result<(), Fault> {
    let code = |row: &MarketSettings| (row.code_instructions.clone(), row.code_image.clone());
    let times = |row: &MarketSettings| (row.hold_seconds, row.claim_seconds, row.after_sales_seconds);
    let by = actor.member().map_or_else(|| "null".to_owned(), |member| format!("\"{member}\""));
    let body = format!(
        r#"{{"by":{by},"bank_transfer":{},"collection_code":{},"times":{}}}"#,
        old.bank_instructions != new.bank_instructions,
        code(old) != code(new),
        times(old) != times(new),
    );
    tx.announce("market_set_up", body)
}

/// What holds until somebody sets it: two days to pay, five for the treasurer to look, a week to object.
pub fn settings(known: Option<MarketSettings>, community_id: i64) -> MarketSettings {
    known.unwrap_or(MarketSettings {
        community_id,
        hold_seconds: 2 * 86_400,
        claim_seconds: 5 * 86_400,
        after_sales_seconds: 7 * 86_400,
        bank_instructions: None,
        code_instructions: None,
        code_image: None,
        changed_by: None,
        changed_at_us: None,
    })
}

pub(super) fn settings_of(tx: &mut Tx) -> Result<MarketSettings, Fault> {
    let community = tx.community();
    Ok(settings(tx.find::<MarketSettings>(community)?, community))
}

pub(super) fn terms(tx: &mut Tx) -> Result<Terms, Fault> {
    let settings = settings_of(tx)?;
    let seconds = |seconds: i64| Duration::from_secs(seconds.unsigned_abs());
    Ok(Terms {
        hold: seconds(settings.hold_seconds),
        claim: seconds(settings.claim_seconds),
        after_sales: seconds(settings.after_sales_seconds),
    })
}
