//! What a payout's page says of payment runs that pay the same member.

use super::scene::Scene;
use crate::waiting::{WaitingRun, WaitingRuns};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// What features above pay together.
#[derive(Clone)]
pub(crate) struct Runs(pub(crate) Arc<dyn WaitingRuns>);

#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct WaitingRunView {
    pub number: i64,
    /// Below the community's address.
    pub path: String,
    /// What it pays this member.
    pub amount_minor: i64,
    /// False: it waits for a second person. True: it is being entered.
    pub is_consented: bool,
    #[serde(skip)]
    pub words: String,
}

impl WaitingRunView {
    pub(crate) fn of(s: &Scene, run: WaitingRun) -> WaitingRunView {
        let WaitingRun { number, path, amount_minor, is_consented } = run;
        let sum = s.said(amount_minor);
        let words = match is_consented {
            true => s.t.run_is_entered(number, sum),
            false => s.t.run_waits_with(number, sum),
        };
        WaitingRunView { number, path, amount_minor, is_consented, words }
    }
}
