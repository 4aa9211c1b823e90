//! What was withheld is paid to the office: one asks, another consents, and the books say so in the same transaction. What was
//! entered wrongly is taken back by an entry that names it, and the line is open again.

use super::carry_out::CAUSE;
use crate::acting::{self, fault};
use crate::distribution::DistributionState;
use crate::distribution_store::last_attempt;
use crate::ids::{Member, tax_of};
use crate::rows::{Distribution, TaxPayment};
use crate::simulate::outcome_of;
use crate::tax::{self, Attempt, OFFICE_CHARS_MAX, REASON_CHARS_MAX, TaxRefused, TaxState};
use kernel::{Id, Timestamp};
use ledger::{AccountKey, Cause, NewEntry, PostRefused};
use serde::{Deserialize, Serialize};
use store::OpError::{self, Refused};
use store::{Fault, IdempotencyKey, Outcome, Tx};
use web::Power;

/// What its entries are called in the journal.
pub(crate) const TAX_PAID: &str = "tax_paid";

#[derive(Debug, Clone)]
pub struct MoveTax {
    pub distribution: Id<Distribution>,
    /// Of the rule's lines of tax, from 1.
    pub line: i64,
    pub step: TaxStep,
    pub key: Option<IdempotencyKey>,
}

#[derive(Debug, Clone)]
pub enum TaxStep {
    /// To whom, and what the transfer is to say.
    Ask {
        office: String,
        reference: String,
    },
    /// To the attempt that was looked at.
    Consent {
        attempt: i64,
    },
    Withdraw,
    TakeBack {
        attempt: i64,
        reason: String,
    },
}

impl TaxStep {
    /// Whoever asks and takes back pays out; whoever consents may approve expenses instead.
    pub(crate) fn powers(&self) -> &'static [Power] {
        match self {
            TaxStep::Ask { .. } | TaxStep::TakeBack { .. } => &[Power::PayOut],
            TaxStep::Consent { .. } | TaxStep::Withdraw => &acting::CONSENTS,
        }
    }
}

/// Where a line stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxMoved {
    pub line: i64,
    pub attempt: i64,
    pub state: TaxState,
    pub amount_minor: i64,
    pub entry: Option<i64>,
}

/// # Errors
/// Those of `tax`, `NoSuchDistribution`, `NoSuchTax`, `NotDecided`, `BankTooSmall`, …
pub fn move_tax(
    tx: &mut Tx,
    by: Id<Member>,
    input: &MoveTax,
    now: Timestamp,
) -> Outcome<TaxMoved, TaxRefused> {
    use TaxRefused as No;
    if let Some(first) = tx.first_answer(&input.key)?.or_refuse(No::KeyReused)? {
        return Ok(first);
    }
    acting::must_hold(tx, by, input.step.powers(), No::NotAMember, No::NotAllowed)?;
    let community_id = tx.community();
    // Two at once meet on this row.
    let row = tx.lock::<Distribution>((community_id, input.distribution))?;
    let mut row = row.ok_or(Refused(No::NoSuchDistribution))?;
    if !matches!(row.state, DistributionState::Paying | DistributionState::Paid) {
        return Err(Refused(No::NotDecided));
    }
    let taxes = outcome_of(&row)?.taxes;
    let of_line = usize::try_from(input.line - 1).ok().and_then(|at| taxes.get(at));
    let of_line = of_line.filter(|line| line.minor > 0).ok_or(Refused(No::NoSuchTax))?;
    let last = match last_attempt(tx, community_id, row.id, input.line)? {
        Some(attempt) => tx.lock::<TaxPayment>((community_id, row.id, input.line, attempt))?,
        None => None,
    };
    let standing = last.as_ref().map(TaxPayment::standing);
    let payment = match (&input.step, last) {
        (TaxStep::Ask { office, reference }, _) => {
            let attempt = tax::ask(standing).map_err(Refused)?;
            let payment = TaxPayment {
                community_id,
                distribution_id: row.id,
                line: input.line,
                attempt,
                name: of_line.name.clone(),
                office: tax::line(office, OFFICE_CHARS_MAX).ok_or(Refused(No::OfficeUnfit))?,
                reference: tax::reference(reference).ok_or(Refused(No::ReferenceTooLong))?,
                amount_minor: of_line.minor,
                state: TaxState::Proposed,
                made_by: by,
                made_at_us: now,
                decided_by: None,
                decided_at_us: None,
                entry: None,
                taken_by: None,
                taken_at_us: None,
                reason: None,
                back_entry: None,
            };
            tx.insert(&payment)?;
            payment
        }
        (step, Some(payment)) => moved(tx, &row, payment, by, step, now)?,
        (TaxStep::TakeBack { .. }, None) => return Err(Refused(No::NotPaid)),
        (_, None) => return Err(Refused(No::NotAsked)),
    };
    let open = still_open(tx, &row, &payment, &taxes)?;
    if row.tax_open != open {
        row.tax_open = open;
        tx.save(&row)?;
    }
    let body = format!(
        r#"{{"distribution":"{}","number":{},"line":{},"state":"{}"}}"#,
        row.id, row.number, payment.line, payment.state
    );
    tx.announce("distribution_tax_moved", body)?;
    let moved = TaxMoved {
        line: payment.line,
        attempt: payment.attempt,
        state: payment.state,
        amount_minor: payment.amount_minor,
        entry: payment.back_entry.or(payment.entry),
    };
    tx.remember(&input.key, &moved, now)?;
    Ok(moved)
}

fn moved(
    tx: &mut Tx,
    row: &Distribution,
    payment: TaxPayment,
    by: Id<Member>,
    step: &TaxStep,
    now: Timestamp,
) -> Outcome<TaxPayment, TaxRefused> {
    let standing = Some(payment.standing());
    let mut next = payment;
    match step {
        TaxStep::Ask { .. } => return Err(Refused(TaxRefused::AlreadyAsked)),
        TaxStep::Consent { attempt } => {
            let judge = community::second_to(tx, by, next.made_by)?;
            next.state = tax::consent(standing, judge, *attempt).map_err(Refused)?;
            // The first consent is asked again: the money leaves by it.
            let powers = community::powers_now(tx, next.made_by)?;
            if !powers.is_some_and(|powers| powers.has(Power::PayOut)) {
                return Err(Refused(TaxRefused::ProposerMayNot));
            }
            next.entry = Some(post(tx, row, &next, now)?);
            (next.decided_by, next.decided_at_us) = (Some(by), Some(now));
        }
        TaxStep::Withdraw => {
            next.state = tax::withdraw(standing).map_err(Refused)?;
            (next.decided_by, next.decided_at_us) = (Some(by), Some(now));
        }
        TaxStep::TakeBack { attempt, reason } => {
            next.state = tax::take_back(standing, *attempt).map_err(Refused)?;
            let reason = tax::line(reason, REASON_CHARS_MAX).ok_or(Refused(TaxRefused::ReasonMissing))?;
            let entry = next.entry.ok_or_else(|| fault(format!("{}: tax was paid with no entry", row.id)))?;
            let back = ledger::reverse(tx, entry, Cause::new(CAUSE, row.id), now, now);
            next.back_entry = Some(back.map_err(|error| plain(row, error))?);
            (next.taken_by, next.taken_at_us, next.reason) = (Some(by), Some(now), Some(reason));
        }
    }
    tx.save(&next)?;
    Ok(next)
}

/// What is owed to the office leaves the bank.
fn post(tx: &mut Tx, row: &Distribution, payment: &TaxPayment, now: Timestamp) -> Outcome<i64, TaxRefused> {
    let (community, bank) = (row.community_id, AccountKey::bank(row.currency));
    if ledger::balance(tx, community, &bank)? < payment.amount_minor {
        return Err(Refused(TaxRefused::BankTooSmall));
    }
    let entry = NewEntry {
        kind: TAX_PAID,
        happened_at: now,
        recorded_at: now,
        cause: Cause::new(CAUSE, row.id),
        parent: row.entry,
        mandate: None,
        reverses: None,
        postings: vec![
            (AccountKey::held(tax_of(row.id), row.currency), payment.amount_minor),
            (bank, -payment.amount_minor),
        ],
    };
    ledger::post(tx, &entry).map_err(|error| plain(row, error))
}

/// Whether a line of it has not been paid; `payment` as it is now.
fn still_open(
    tx: &mut Tx,
    row: &Distribution,
    payment: &TaxPayment,
    taxes: &[crate::outcome::TaxOutcome],
) -> Result<bool, Fault> {
    for (line, tax) in (1..).zip(taxes) {
        let state = match line == payment.line {
            true => Some(payment.state),
            false => match last_attempt(tx, row.community_id, row.id, line)? {
                Some(attempt) => tx
                    .find::<TaxPayment>((row.community_id, row.id, line, attempt))?
                    .map(|payment| payment.state),
                None => None,
            },
        };
        if tax.minor > 0 && state != Some(TaxState::Paid) {
            return Ok(true);
        }
    }
    Ok(false)
}

impl TaxPayment {
    fn standing(&self) -> Attempt {
        Attempt { state: self.state, made_by: self.made_by, number: self.attempt }
    }
}

/// What was looked at before cannot be refused: it is a fault of ours.
fn plain(row: &Distribution, error: OpError<PostRefused>) -> OpError<TaxRefused> {
    match error {
        OpError::Fault(fault) => OpError::Fault(fault),
        Refused(why) => OpError::Fault(fault(format!("the books refused tax of {}: {}", row.id, why.code()))),
    }
}
