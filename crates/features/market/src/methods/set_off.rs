//! Against what the community owes the buyer, from refunds and from sales. Nothing moves but the books.

use super::{Course, Instructions, PaymentMethod};
use crate::payment::MethodCode;
use crate::rows::MarketSettings;
use crate::settlement::Purse;

pub(super) struct SetOff;

impl PaymentMethod for SetOff {
    fn code(&self) -> MethodCode {
        MethodCode::SetOff
    }
    fn course(&self) -> Course {
        Course::AtOnce
    }
    fn offered(&self, _settings: &MarketSettings, _simulated: bool) -> bool {
        true
    }
    fn instructions(&self, _settings: &MarketSettings) -> Option<Instructions> {
        None
    }
    fn purse(&self) -> Option<Purse> {
        None
    }
}
