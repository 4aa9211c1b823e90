//! Ways where the money goes past us: the buyer says that it is on its way, the treasurer sees it arrive.

use super::{Course, Instructions, PaymentMethod};
use crate::payment::MethodCode;
use crate::rows::MarketSettings;
use crate::settlement::Purse;

pub(super) struct BankTransfer;
pub(super) struct CollectionCode;

impl PaymentMethod for BankTransfer {
    fn code(&self) -> MethodCode {
        MethodCode::BankTransfer
    }
    fn course(&self) -> Course {
        Course::Claimed
    }
    fn offered(&self, settings: &MarketSettings, _simulated: bool) -> bool {
        settings.bank_instructions.is_some()
    }
    fn instructions(&self, settings: &MarketSettings) -> Option<Instructions> {
        settings.bank_instructions.clone().map(|text| Instructions { text, image: None })
    }
    fn purse(&self) -> Option<Purse> {
        Some(Purse::Bank)
    }
}

impl PaymentMethod for CollectionCode {
    fn code(&self) -> MethodCode {
        MethodCode::CollectionCode
    }
    fn course(&self) -> Course {
        Course::Claimed
    }
    fn offered(&self, settings: &MarketSettings, _simulated: bool) -> bool {
        settings.code_instructions.is_some()
    }
    fn instructions(&self, settings: &MarketSettings) -> Option<Instructions> {
        let image = settings.code_image.clone();
        settings.code_instructions.clone().map(|text| Instructions { text, image })
    }
    fn purse(&self) -> Option<Purse> {
        Some(Purse::Bank)
    }
}
