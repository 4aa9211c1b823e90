//! What is typed on a part's page.

use crate::refused::CommitRefused;
use serde::Deserialize;
use utoipa::ToSchema;

/// That the confirmation of its money can be taken back, or why not.
pub(crate) type UndoSeen = Result<(), CommitRefused>;

/// Which of the page's forms was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Which {
    #[default]
    Claim,
    SetOff,
    Leave,
    Confirm,
    Refuse,
    Undo,
}

/// Claim: `method`, `proof`. Confirm: `amount`, `arrived_on`, `reference`, `another_transfer`. Not found, taken back: `reason`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(default)]
pub(crate) struct PartPaymentForm {
    /// `bank_transfer` or `collection_code`.
    pub method: String,
    /// What helps the treasurer to find the money.
    pub proof: String,
    /// What arrived, in the community's currency: `50.00`.
    pub amount: String,
    /// The day or the instant: `2026-03-14`, `2026-03-14T20:00`.
    pub arrived_on: String,
    /// Of the bank.
    pub reference: String,
    /// `on`: it is another transfer than the one that was entered with this number before. Without it that is `reference_used`.
    pub another_transfer: String,
    pub reason: String,
}

impl PartPaymentForm {
    /// Nothing typed leaves what the page proposes.
    pub(crate) fn over(self, proposed: PartPaymentForm) -> PartPaymentForm {
        let or = |typed: String, proposed: String| if typed.is_empty() { proposed } else { typed };
        PartPaymentForm {
            method: or(self.method, proposed.method),
            amount: or(self.amount, proposed.amount),
            arrived_on: or(self.arrived_on, proposed.arrived_on),
            ..self
        }
    }
}
