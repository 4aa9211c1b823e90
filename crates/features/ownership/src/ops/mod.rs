//! What can be done: one operation a file. Each is a synchronous function on `Tx` that takes who acts, its input (ids
//! of new things included) and the time.

mod agree_risk;
mod answer_for_company;
mod answer_owner;
mod by_decision;
mod forget_member;
mod issue;
mod lapse_subscription;
mod leavers;
mod legacy;
mod make_certificate;
mod make_instrument;
mod name_owners;
mod parting;
mod pass_text;
mod read_risk;
mod record_arrival;
mod refuse_subscription;
mod revise_risk;
mod subscribe;
mod take_back_arrival;
mod transfer;
mod withdraw_subscription;
mod withdraw_units;

pub use agree_risk::{AgreeRisk, agree_risk, drop_risk};
pub use answer_for_company::answer_for_company;
pub use answer_owner::{AnswerOwner, answer_owner};
pub use by_decision::{
    Conversion, GiveBack, NewShareRule, convert_by_decision, give_back_by_decision,
    set_share_rule_by_decision,
};
pub use forget_member::forget_member;
pub use issue::{Issue, issue, issue_fitting, issue_reserved, release, reserve};
pub use lapse_subscription::{ClaimPaid, claim_paid, lapse_subscription};
pub use leavers::{LapseByRule, ask_back_by_rule, end_dealings, lapse_by_rule};
pub use legacy::{AcceptLegacy, NameHeir, accept_legacy, name_heir};
pub use make_certificate::{Certified, MakeCertificate, make_certificate};
pub use make_instrument::{
    NewInstrument, bind_to_campaign, make_instrument_by_decision, make_instrument_of_campaign,
};
pub use name_owners::{NAME_CHARS_MAX, NameOwners, name_owners};
pub use parting::{
    AskParting, DecideParting, PartedWith, ask_parting, consent_parting, refuse_parting, withdraw_parting,
};
pub use pass_text::{AskAboutText, PassText, ask_about_text, pass_text};
pub use read_risk::{ReadRisk, read_risk};
pub use record_arrival::{RecordArrival, record_arrival};
pub use refuse_subscription::{RefuseSubscription, refuse_subscription};
pub use revise_risk::{ReviseRisk, revise_risk};
pub use subscribe::{Subscribe, subscribe};
pub use take_back_arrival::{TakeBackArrival, take_back_arrival};
pub use transfer::{
    EndOffer, OfferUnits, TakeUp, Transferred, approve_transfer, offer_units, refuse_transfer, say_paid,
    take_up, withdraw_offer,
};
pub use withdraw_subscription::{WithdrawSubscription, withdraw_subscription};
pub use withdraw_units::withdraw_units;

use crate::acting::fault;
use crate::keeping::{Held, Register};
use crate::rows::Subscription;
use crate::subscription::{SubscriptionRefused, SubscriptionState};
use kernel::Id;
use serde::{Deserialize, Serialize};
use store::OpError::Refused;
use store::{Fault, Outcome, Tx};

/// Where a subscription stands after what was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub subscription: Id<Subscription>,
    pub number: i64,
    pub state: SubscriptionState,
    pub entry: Option<i64>,
}

impl Moved {
    fn of(row: &Subscription) -> Moved {
        Moved { subscription: row.id, number: row.number, state: row.state, entry: row.entry }
    }

    /// Only ids: whose it is, is for those who may read it.
    fn announce(&self, tx: &mut Tx, kind: &str) -> Result<(), Fault> {
        tx.announce(kind, format!(r#"{{"subscription":"{}","number":{}}}"#, self.subscription, self.number))
    }
}

/// A subscription with what it is about, locked. The instrument goes first, as in asking: two operations never wait for each other.
struct Locked {
    register: Register,
    subscription: Subscription,
}

fn lock(tx: &mut Tx, id: Id<Subscription>) -> Outcome<Locked, SubscriptionRefused> {
    let community = tx.community();
    let none = || Refused(SubscriptionRefused::NoSuchSubscription);
    let seen = tx.find_first::<Subscription>((community, id))?.ok_or_else(none)?;
    let Some(register) = Register::lock(tx, seen.instrument_id)? else {
        return Err(fault(format!("{id}: its instrument is gone")).into());
    };
    let subscription = tx.lock::<Subscription>((community, id))?;
    let subscription = subscription.ok_or_else(none)?;
    Ok(Locked { register, subscription })
}

impl Locked {
    /// What its member holds.
    fn held(&mut self, tx: &mut Tx) -> Result<&mut Held, Fault> {
        self.register.held(tx, self.subscription.member)
    }

    /// Its units are free again.
    fn release(&mut self, tx: &mut Tx) -> Result<(), Fault> {
        let units = self.subscription.units;
        self.register.instrument.units_asked -= units;
        self.held(tx)?.row.units_asked -= units;
        Ok(())
    }

    fn save(self, tx: &mut Tx) -> Outcome<(), SubscriptionRefused> {
        tx.save(&self.subscription)?;
        self.register.save(tx, SubscriptionRefused::AboveEachBehind)
    }
}
