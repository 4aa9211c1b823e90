//! Ways to pay, behind one trait. A way says when it is offered, what the buyer is told, who tells us that the
//! money came, and where the money then is; what an order does with it is the same for all.

mod claimed;
pub mod gateway;
mod set_off;

use crate::payment::MethodCode;
use crate::rows::MarketSettings;
use crate::settlement::Purse;

/// Who tells us that the money came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Course {
    /// Nobody needs to: it is there already.
    AtOnce,
    /// The buyer claims it, the treasurer confirms or refuses.
    Claimed,
    /// The gateway, by a signed notification.
    Notified,
}

/// What the buyer is told to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instructions {
    pub text: String,
    /// An uploaded picture.
    pub image: Option<String>,
}

/// One way to pay.
pub trait PaymentMethod: Sync {
    fn code(&self) -> MethodCode;

    fn course(&self) -> Course;

    /// `simulated` is the site's setting for demo and tests.
    fn offered(&self, settings: &MarketSettings, simulated: bool) -> bool;

    /// Nothing to tell for ways that need nothing of the buyer.
    fn instructions(&self, settings: &MarketSettings) -> Option<Instructions>;

    /// Where the money is when it has come; None where none has to come.
    fn purse(&self) -> Option<Purse>;
}

static ALL: [&dyn PaymentMethod; 4] =
    [&set_off::SetOff, &claimed::BankTransfer, &claimed::CollectionCode, &gateway::SimulatedGateway];

/// None for what is no way to pay: an order of nothing.
pub fn method(code: MethodCode) -> Option<&'static dyn PaymentMethod> {
    ALL.into_iter().find(|method| method.code() == code)
}

/// In the order in which a buyer is shown them.
pub fn offered(settings: &MarketSettings, simulated: bool) -> Vec<&'static dyn PaymentMethod> {
    ALL.into_iter().filter(|method| method.offered(settings, simulated)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a community has set up → what its buyers are offered.
    #[test]
    fn only_what_is_set_up_is_offered() {
        let none = crate::ops::settings(None, 1);
        let text = |text: &str| Some(text.to_owned());
        let codes = |settings: &MarketSettings, simulated| -> Vec<_> {
            offered(settings, simulated).iter().map(|method| method.code()).collect()
        };
        use MethodCode::*;
        assert_eq!(codes(&none, false), [SetOff]);
        assert_eq!(codes(&none, true), [SetOff, SimulatedGateway]);
        let bank = MarketSettings { bank_instructions: text("IBAN …"), ..none.clone() };
        assert_eq!(codes(&bank, false), [SetOff, BankTransfer]);
        let code = MarketSettings { code_instructions: text("scan"), code_image: text("img"), ..none };
        assert_eq!(codes(&code, false), [SetOff, CollectionCode]);
        assert_eq!(method(CollectionCode).unwrap().instructions(&code).unwrap().image, text("img"));
        assert!(method(Free).is_none());
        assert!(MethodCode::ALL.iter().filter(|code| **code != Free).all(|code| method(*code).is_some()));
    }
}
