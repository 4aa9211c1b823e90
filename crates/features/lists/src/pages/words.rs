//! What codes are called on pages.

use crate::L10nLanguage;
use crate::line::{Doing, LineState, Mark};
use crate::to_join::Stays;
use crate::trouble::Why;
use jielong::Doubt;
use web::Html;
use web::ui::{self, Tone};

pub(crate) fn mark(t: &L10nLanguage, mark: Mark) -> Html {
    let (text, tone) = match mark {
        Mark::Certain => (t.mark_certain(), Tone::Done),
        Mark::Likely => (t.mark_likely(), Tone::Wait),
        Mark::Unclear => (t.mark_unclear(), Tone::Act),
        Mark::Mended => (t.mark_mended(), Tone::Done),
    };
    ui::tag(text, tone)
}

pub(crate) fn state(t: &L10nLanguage, state: LineState) -> Html {
    match state {
        LineState::Standing => Html::default(),
        LineState::Replaced => ui::tag(t.state_replaced(), Tone::Plain),
        LineState::Gone => ui::tag(t.state_gone(), Tone::Act),
    }
}

pub(crate) fn doing(t: &L10nLanguage, doing: Doing) -> String {
    match doing {
        Doing::Order => t.doing_order(),
        Doing::Add => t.doing_add(),
        Doing::Replace => t.doing_replace(),
        Doing::Withdraw => t.doing_withdraw(),
        Doing::None => t.doing_none(),
    }
}

/// Why somebody is not joined into a group buy.
pub(crate) fn stays(t: &L10nLanguage, why: Stays) -> String {
    match why {
        Stays::In => t.stays_in(),
        Stays::InOtherwise => t.stays_in_otherwise(),
        Stays::Ordered => t.stays_ordered(),
        Stays::Ended => t.stays_ended(),
        Stays::NotRead => t.stays_not_read(),
        Stays::SameName => t.stays_same_name(),
        Stays::HasAccount => t.stays_has_account(),
        Stays::BuyerGone => t.stays_buyer_gone(),
        Stays::OffStep => t.stays_off_step(),
        Stays::AboveLimit => t.stays_above_limit(),
        Stays::Full => t.stays_full(),
        Stays::TooMuch => t.stays_too_much(),
        Stays::Closed => t.stays_closed(),
        Stays::Changed => t.stays_changed(),
        Stays::PlaceMissing => t.stays_place_missing(),
        Stays::PlaceFull => t.stays_place_full(),
    }
}

pub(crate) fn why(t: &L10nLanguage, why: Why) -> String {
    match why {
        Why::NoOffer => t.why_no_offer(),
        Why::Fixed => t.why_fixed(),
        Why::Ended => t.why_ended(),
        Why::SoldOut => t.why_sold_out(),
        Why::OffStep => t.why_off_step(),
        Why::AboveLimit => t.why_above_limit(),
        Why::PriceChanged => t.why_price_changed(),
        Why::NotForSale => t.why_not_for_sale(),
        Why::TooMuch => t.why_too_much(),
        Why::BuyerGone => t.why_buyer_gone(),
        Why::NameMissing => t.why_name_missing(),
        Why::SameName => t.why_same_name(),
        Why::Unclear => t.why_unclear(),
        Why::NotAgreed => t.why_not_agreed(),
    }
}

/// What whoever runs the list does about it.
pub(crate) fn to_do(t: &L10nLanguage, why: Why) -> String {
    match why {
        Why::NoOffer | Why::PriceChanged | Why::NotForSale => t.do_match(),
        Why::OffStep => t.do_off_step(),
        Why::SoldOut => t.do_sold_out(),
        Why::AboveLimit | Why::TooMuch => t.do_less(),
        Why::Ended => t.do_again(),
        Why::BuyerGone | Why::NameMissing | Why::SameName => t.do_say_who(),
        Why::Fixed => t.do_talk(),
        Why::Unclear => t.do_mend(),
        Why::NotAgreed => t.do_agree(),
    }
}

/// Why a reader, or a further paste, was not sure; a code of a newer reader says nothing.
pub(crate) fn doubt(t: &L10nLanguage, code: &str) -> Option<String> {
    match code {
        "instead_or_besides" => return Some(t.doubt_instead_or_besides()),
        crate::ops::older_copy::DOUBT => return Some(t.doubt_older_copy()),
        crate::ops::incoming::NO_ORDER_NOW => return Some(t.doubt_no_order_now()),
        crate::proportion::BEYOND_STOCK => return Some(t.doubt_beyond_stock()),
        crate::proportion::BELOW_LEAST => return Some(t.doubt_below_least()),
        crate::proportion::DOUBT => return Some(t.doubt_out_of_proportion()),
        _ => {}
    }
    Some(match Doubt::parse(code)? {
        Doubt::SeveralOffers => t.doubt_several_offers(),
        Doubt::UnknownItem => t.doubt_unknown_item(),
        Doubt::ItemMissing => t.doubt_item_missing(),
        Doubt::QuantityMissing => t.doubt_quantity_missing(),
        Doubt::QuantityVague => t.doubt_quantity_vague(),
        Doubt::QuantityTwice => t.doubt_quantity_twice(),
        Doubt::QuantityTooLarge => t.doubt_quantity_too_large(),
        Doubt::QuantityOffStep => t.doubt_quantity_off_step(),
        Doubt::UnitDiffers => t.doubt_unit_differs(),
        Doubt::UnitAlike => t.doubt_unit_alike(),
        Doubt::UnitConverted => t.doubt_unit_converted(),
        Doubt::NameMissing => t.doubt_name_missing(),
        Doubt::SameName => t.doubt_same_name(),
        Doubt::NameJoined => t.doubt_name_joined(),
        Doubt::AddOrReplace => t.doubt_add_or_replace(),
        Doubt::NothingStands => t.doubt_nothing_stands(),
        Doubt::SumDiffers => t.doubt_sum_differs(),
        Doubt::OtherNotFound => t.doubt_other_not_found(),
        Doubt::TakenOver => t.doubt_taken_over(),
        Doubt::SpeltOtherwise => t.doubt_spelt_otherwise(),
        Doubt::CalledOtherwise => t.doubt_called_otherwise(),
        Doubt::Concluded => t.doubt_concluded(),
        Doubt::NotInHeading => t.doubt_not_in_heading(),
        Doubt::Question => t.doubt_question(),
        Doubt::Undecided => t.doubt_undecided(),
        Doubt::WordsLeft => t.doubt_words_left(),
        Doubt::Repeated => t.doubt_repeated(),
        Doubt::ForOthers => t.doubt_for_others(),
        Doubt::LineTooLong => t.doubt_line_too_long(),
        Doubt::NotNumbered => t.doubt_not_numbered(),
    })
}
