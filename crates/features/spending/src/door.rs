//! What other features ask about mandates.
//!
//! Not a rule: it reads rows.

use crate::expense::ExpenseState;
use crate::mandate::{MandateKind, Source};
use crate::pages::Wanted;
use crate::rows::{Expense, Mandate, Receipt, StandingRule};
use crate::spending_store::{
    by_line, mandates_after, of_campaign, of_decision, promised_by_expenses, promised_of_fund,
};
use crate::t;
use kernel::{Currency, Id, Timestamp};
use store::{Fault, Reader, Tx};
use web::ids::PoolId;
use web::{Lang, Membership};

/// What a feature above says of an expense that it made: what it was made for, and where that stands.
pub trait AboutExpense: Send + Sync {
    /// None for expenses of others.
    ///
    /// # Errors
    /// Of the database only.
    fn source(
        &self,
        reader: &mut Reader,
        community: i64,
        expense: Id<Expense>,
        who: &Membership,
        lang: Lang,
    ) -> Result<Option<ExpenseSource>, Fault>;
}

/// A feature above that keeps room under mandates (`keep_room`) and says what for.
pub trait KeepsRoom: Send + Sync {
    /// What it keeps under one mandate, in the order in which it was begun.
    ///
    /// # Errors
    /// Of the database only.
    fn kept(
        &self,
        reader: &mut Reader,
        community: i64,
        mandate: Id<Mandate>,
        who: &Membership,
        lang: Lang,
    ) -> Result<Vec<KeptFor>, Fault>;
}

/// What a part of a mandate is kept for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct KeptFor {
    pub title: String,
    /// Below the community's address; None to whom it is not shown.
    pub path: Option<String>,
    pub minor: i64,
}

#[derive(Debug, Clone, serde::Serialize, utoipa::ToSchema)]
pub struct ExpenseSource {
    pub title: String,
    /// Below the community's address; None to whom it is not shown.
    pub path: Option<String>,
}

/// A mandate with what was spent and promised under it.
///
/// # Errors
/// Of the database only.
pub fn mandate(reader: &mut Reader, community: i64, id: Id<Mandate>) -> Result<Option<Mandate>, Fault> {
    reader.find::<Mandate>(&(community, id))
}

/// What a decision permits to spend, in the order in which it was made.
///
/// # Errors
/// Of the database only.
pub fn mandates_of_decision(
    reader: &mut Reader,
    community: i64,
    decision: &str,
) -> Result<Vec<Mandate>, Fault> {
    let mut mandates = Vec::new();
    for id in of_decision(reader, community, decision)? {
        mandates.extend(reader.find::<Mandate>(&(community, id))?);
    }
    Ok(mandates)
}

/// What the team of a campaign may spend of what is released; None where nothing is yet, or no budget was decided on.
///
/// # Errors
/// Of the database only.
pub fn campaign_mandate(
    reader: &mut Reader,
    community: i64,
    campaign: PoolId,
) -> Result<Option<Mandate>, Fault> {
    match of_campaign(reader, community, campaign)? {
        Some(id) => reader.find::<Mandate>(&(community, id)),
        None => Ok(None),
    }
}

/// The id of that mandate, inside an operation.
///
/// # Errors
/// Of the database only.
pub fn campaign_mandate_now(tx: &mut Tx, campaign: PoolId) -> Result<Option<Id<Mandate>>, Fault> {
    let community = tx.community();
    of_campaign(tx, community, campaign)
}

/// What was spent under a mandate for each line of its budget that anything was spent for; beside them, under 0, for none.
///
/// # Errors
/// Of the database only.
pub fn spent_by_line(
    reader: &mut Reader,
    community: i64,
    mandate: Id<Mandate>,
) -> Result<Vec<(i64, i64)>, Fault> {
    by_line(reader, community, mandate)
}

/// What stands in the books under a mandate, the newest first.
///
/// # Errors
/// Of the database only.
pub fn spent_under(
    reader: &mut Reader,
    community: i64,
    mandate: Id<Mandate>,
    limit: i64,
) -> Result<Vec<Expense>, Fault> {
    let mut spent = Vec::new();
    for id in crate::pages::expenses(reader, community, Wanted::Under(mandate), i64::MAX, limit)? {
        let row = reader.find::<Expense>(&(community, id))?;
        spent.extend(row.filter(|row| {
            row.state == ExpenseState::Paid
                || (row.state == ExpenseState::Approved && row.payee_member.is_some())
        }));
    }
    Ok(spent)
}

/// Mandates looked at in one read.
const MANDATES_AT_ONCE: i64 = 200;

/// Made by a decision and neither begun later than `now` nor over: what may be spent under, or taken back. `kind`: those that were
/// decided for that; None: all.
///
/// # Errors
/// Of the database only.
pub fn open_mandates(
    reader: &mut Reader,
    community: i64,
    kind: Option<MandateKind>,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Mandate>, Fault> {
    let mut mandates = Vec::new();
    for id in crate::pages::open_mandates(reader, community, kind, now, limit)? {
        mandates.extend(reader.find::<Mandate>(&(community, id))?);
    }
    Ok(mandates)
}

/// The mandates under which features above keep room, and how much: what is promised beyond what their expenses promise.
///
/// # Errors
/// Of the database only.
pub fn kept_rooms(reader: &mut Reader, community: i64) -> Result<Vec<(Id<Mandate>, i64)>, Fault> {
    let (mut rooms, mut after) = (Vec::new(), String::new());
    loop {
        let page = mandates_after(reader, community, &after, MANDATES_AT_ONCE)?;
        let Some(last) = page.last() else { return Ok(rooms) };
        after = last.to_string();
        for id in page {
            let Some(row) = reader.find::<Mandate>(&(community, id))? else { continue };
            let kept = kept_room(reader, &row)?;
            rooms.extend((kept != 0).then_some((id, kept)));
        }
    }
}

/// Of one mandate.
pub(crate) fn kept_room(reader: &mut Reader, row: &Mandate) -> Result<i64, Fault> {
    match row.promised_minor {
        0 => Ok(0),
        promised => Ok(promised - promised_by_expenses(reader, row.community_id, row.id)?),
    }
}

/// Whether the rules of deciding permit small sums without a decision of their own.
///
/// # Errors
/// Of the database only.
pub fn has_standing(tx: &mut Tx) -> Result<bool, Fault> {
    let community = tx.community();
    Ok(tx.find::<StandingRule>(community)?.is_some_and(|rule| rule.standing().is_some()))
}

/// What a mandate is called: its purpose, or the month of a standing one.
pub fn mandate_name(lang: Lang, mandate: &Mandate) -> String {
    match (mandate.source, &mandate.month) {
        (Source::Standing, Some(month)) => t(lang).standing_of(month.clone()),
        _ => mandate.purpose.clone(),
    }
}

/// An expense behind an entry of the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpenseBehind {
    pub id: Id<Expense>,
    pub number: i64,
    /// For members; empty where its author was forgotten.
    pub what: String,
    pub lacks_proof: bool,
    /// What a holder had put in went back to them: nothing was spent.
    pub is_capital: bool,
    /// Its proof came after it was approved.
    pub proved_late: bool,
}

/// The expense that a cause in the books names; None for other causes.
///
/// # Errors
/// Of the database only.
pub fn expense_of_cause(
    reader: &mut Reader,
    community: i64,
    kind: &str,
    id: &str,
) -> Result<Option<ExpenseBehind>, Fault> {
    let id = Id::<Expense>::parse(id).ok().filter(|_| kind == crate::books::KIND);
    let found = match id {
        Some(id) => reader.find::<Expense>(&(community, id))?,
        None => None,
    };
    Ok(found.map(|expense| ExpenseBehind {
        id: expense.id,
        number: expense.number,
        lacks_proof: expense.claim().lacks_proof(),
        is_capital: expense.claim().is_capital,
        proved_late: expense.claim().proved_late(),
        what: expense.what,
    }))
}

/// The receipt that a cause in the books names; None for other causes.
///
/// # Errors
/// Of the database only.
pub fn receipt_of_cause(
    reader: &mut Reader,
    community: i64,
    kind: &str,
    id: &str,
) -> Result<Option<Id<Receipt>>, Fault> {
    let id = Id::<Receipt>::parse(id).ok().filter(|_| kind == crate::books::RECEIPT);
    let found = match id {
        Some(id) => reader.find::<Receipt>(&(community, id))?,
        None => None,
    };
    Ok(found.map(|receipt| receipt.id))
}

/// What a fund has, once all that is promised from it to payees outside is kept; less than nothing where it gave what it
/// never had.
///
/// # Errors
/// Of the database only.
pub fn fund_left(reader: &mut Reader, community: i64, fund: i64, currency: Currency) -> Result<i64, Fault> {
    let has = ledger::fund_balance(reader, community, fund, currency)?;
    Ok(has - promised_of_fund(reader, community, fund)?)
}
