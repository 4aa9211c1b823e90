//! What a payment run's pages say of credits that a supplier is asked for and that nobody has agreed to yet: how much, since when, and what
//! becomes of it before the run and after it. Nothing of it is kept from a payment.

use super::scene::Scene;
use crate::asked_store::open_of_supplier;
use crate::books::read_due;
use crate::credit::CreditState;
use crate::rows::{Credit, CreditAsked, Purchase, Supplier};
use crate::run::Due;
use kernel::{Id, Timestamp};
use serde::Serialize;
use store::{Fault, Reader};
use utoipa::ToSchema;
use web::Html;

/// All that a supplier is asked to be owed less, and has not been settled.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LessAsked {
    pub(super) credits: Vec<LessAskedOne>,
    /// Of all of them.
    pub(super) sum_minor: i64,
    /// What is due to the supplier now.
    pub(super) due_minor: i64,
    /// What would be due if all of it were agreed to now.
    pub(super) due_if_agreed_minor: i64,
    /// Agreed to before the second consent it would make the line void: less is due then than the line says.
    pub(super) void_if_agreed: bool,
    /// What the supplier would have to give back if all of it is agreed to after the run; it is kept from what comes next.
    pub(super) given_back_minor: i64,
    /// The same in words.
    pub(super) told: Vec<String>,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct LessAskedOne {
    #[schema(value_type = String)]
    pub(super) credit: Id<Credit>,
    #[schema(value_type = String)]
    pub(super) purchase: Id<Purchase>,
    /// Of the purchase order.
    pub(super) number: i64,
    pub(super) amount_minor: i64,
    pub(super) reason: String,
    /// `asked` or `objected`.
    #[schema(value_type = String)]
    pub(super) state: CreditState,
    /// RFC 3339.
    pub(super) asked_at: String,
    /// RFC 3339: when silence agrees; null where it does not.
    pub(super) answer_until: Option<String>,
    #[serde(skip)]
    pub(super) since: Html,
    #[serde(skip)]
    pub(super) tag: Html,
    #[serde(skip)]
    pub(super) until: Option<Html>,
}

/// What is, or was, paid to the supplier.
#[derive(Debug, Clone, Copy)]
pub(super) enum Paying {
    /// Nothing is chosen yet.
    NotYet,
    /// Minor units, on a run that waits for its second person.
    Waits(i64),
    /// With the second consent, at that time.
    Was(Timestamp),
}

/// None where nothing is asked for.
pub(super) fn less_asked(
    reader: &mut Reader,
    s: &Scene,
    supplier: &Supplier,
    paying: Paying,
) -> Result<Option<LessAsked>, Fault> {
    let Some(member) = supplier.member else { return Ok(None) };
    let credits = credits(reader, s, supplier, paying)?;
    if credits.is_empty() {
        return Ok(None);
    }
    let due = read_due(reader, s.number, member, s.currency)?;
    let sum_minor = credits.iter().map(|credit| credit.amount_minor).sum();
    let effect = Effect::of(due, sum_minor, paying);
    Ok(Some(LessAsked {
        credits,
        sum_minor,
        due_minor: due.total(),
        due_if_agreed_minor: effect.due_if_agreed,
        void_if_agreed: effect.is_void_if_agreed,
        given_back_minor: effect.given_back,
        told: effect.told(s, due.total(), paying),
    }))
}

/// Of a run that was paid: only what waited when it was.
fn credits(
    reader: &mut Reader,
    s: &Scene,
    supplier: &Supplier,
    paying: Paying,
) -> Result<Vec<LessAskedOne>, Fault> {
    let mut credits = Vec::new();
    for id in open_of_supplier(reader, s.number, supplier.id)? {
        let Some(asked) = reader.find::<CreditAsked>(&(s.number, id))? else { continue };
        if matches!(paying, Paying::Was(at) if at < asked.asked_at_us) {
            continue;
        }
        let Some(purchase) = reader.find::<Purchase>(&(s.number, asked.purchase_id))? else { continue };
        let until = asked.silence_at_us.filter(|_| asked.state == CreditState::Asked);
        credits.push(LessAskedOne {
            credit: id,
            purchase: purchase.id,
            number: purchase.number,
            amount_minor: asked.amount_minor,
            reason: asked.reason,
            state: asked.state,
            asked_at: asked.asked_at_us.to_string(),
            answer_until: until.map(|at| at.to_string()),
            since: s.time(&asked.asked_at_us),
            tag: s.credit_tag(asked.state),
            until: until.map(|at| s.time(&at)),
        });
    }
    Ok(credits)
}

/// What it changes, in minor units.
struct Effect {
    due_if_agreed: i64,
    is_void_if_agreed: bool,
    given_back: i64,
}

impl Effect {
    fn of(due: Due, less: i64, paying: Paying) -> Effect {
        let after = due.less(less);
        let (is_void_if_agreed, left) = match paying {
            Paying::NotYet => (false, 0),
            Paying::Waits(minor) => {
                let is_void = due.take(minor).is_ok() && after.take(minor).is_err();
                (is_void, (due.total() - minor).max(0))
            }
            // What was paid is off the books already.
            Paying::Was(_) => (false, due.total()),
        };
        Effect { due_if_agreed: after.total(), is_void_if_agreed, given_back: (less - left).max(0) }
    }

    fn told(&self, s: &Scene, due: i64, paying: Paying) -> Vec<String> {
        let (now, then, back) = (s.said(due), s.said(self.due_if_agreed), s.said(self.given_back));
        let before = s.t.less_before_run(now, then);
        match paying {
            Paying::NotYet => vec![before, s.t.less_if_all_is_paid(back)],
            Paying::Waits(_) => {
                let void = self.is_void_if_agreed.then(|| s.t.less_makes_void());
                let after = match self.given_back > 0 {
                    true => s.t.less_after_run(back),
                    false => s.t.less_after_run_covered(),
                };
                [Some(before), void, Some(after)].into_iter().flatten().collect()
            }
            Paying::Was(_) if self.given_back > 0 => vec![s.t.less_after_paid(back)],
            Paying::Was(_) => vec![s.t.less_after_paid_covered()],
        }
    }
}
