//! Against what the community owes the buyer. Nothing moves but the books.

use super::{Course, Instructions, PaymentMethod};
use crate::ids::Member;
use crate::payment::MethodCode;
use crate::rows::MarketSettings;
use crate::settlement::Purse;
use kernel::Id;

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
    fn purse(&self, buyer: Id<Member>) -> Purse {
        Purse::Owed(buyer)
    }
}
