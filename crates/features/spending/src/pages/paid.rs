//! How far an approved expense was paid to its member, as its page says it.

use super::scene::Scene;
use crate::ids::Member;
use crate::payment::{Payment, Taking};
use crate::rows::Expense;
use kernel::Id;
use serde::Serialize;
use utoipa::ToSchema;
use web::Power;

/// By first in, first out on what the member is owed; nothing of it is kept beside the books.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ExpensePaymentView)]
pub(crate) struct PaymentView {
    paid_minor: i64,
    /// Still owed.
    left_minor: i64,
    /// Paid or not, the journal says: the account is too long to be read here.
    untold_minor: i64,
    /// What paid it: transfers, orders it was set off against. The first one first.
    pub entries: Vec<TakingView>,
    #[serde(skip)]
    pub words: String,
    /// Where it is paid out, or set off.
    #[serde(skip)]
    pub way_on: Option<String>,
    #[serde(skip)]
    pub way_on_text: String,
}

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TakingView {
    pub entry: i64,
    /// Of the entry: `payout`; `payment` where it was set off against an order; …
    kind: String,
    happened_at: String,
    pub amount_minor: i64,
    #[serde(skip)]
    pub day: String,
    #[serde(skip)]
    pub words: String,
}

impl PaymentView {
    pub(crate) fn of(s: &Scene, expense: &Expense, payment: Payment) -> PaymentView {
        let words = match &payment {
            paid if paid.is_whole() => s.t.state_paid(),
            paid if paid.untold_minor > 0 => s.t.paid_untold(),
            paid if paid.paid_minor == 0 => s.t.paid_nothing(),
            paid => s.t.paid_of_it(s.said(paid.paid_minor), s.said(paid.left_minor)),
        };
        // Nobody pays out to themselves; who is paid may set it off.
        let own = expense.payee_member == s.me;
        let may = !payment.is_whole() && (own || s.can(Power::PayOut));
        let way_on = expense.payee_member.filter(|_| may).map(|member| owed_page(s, expense, member));
        let way_on_text = if own { s.t.look_at_owed() } else { s.t.pay_it_out() };
        let Payment { paid_minor, left_minor, untold_minor, takings } = payment;
        let entries = takings.into_iter().map(|taking| TakingView::of(s, taking)).collect();
        PaymentView { paid_minor, left_minor, untold_minor, entries, words, way_on, way_on_text }
    }
}

/// Where it is paid with all that is owed to the member. The page is told which entry is meant, for what is older is paid first.
pub(super) fn owed_page(s: &Scene, expense: &Expense, member: Id<Member>) -> String {
    match expense.entry.filter(|_| s.me != Some(member)) {
        Some(entry) => format!("{}/owed/{member}?entry={entry}", s.base),
        None => format!("{}/owed/{member}", s.base),
    }
}

impl TakingView {
    fn of(s: &Scene, taking: Taking) -> TakingView {
        let how = match taking.kind.as_str() {
            "payout" => Some(s.t.taking_payout()),
            "payment" => Some(s.t.taking_set_off()),
            "repayment" => Some(s.t.taking_repayment()),
            _ => None,
        };
        let parts = [how, Some(s.t.entry_numbered(taking.entry))];
        TakingView {
            entry: taking.entry,
            kind: taking.kind,
            happened_at: taking.happened_at.to_string(),
            amount_minor: taking.minor,
            day: s.day_text(&taking.happened_at),
            words: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        }
    }
}
