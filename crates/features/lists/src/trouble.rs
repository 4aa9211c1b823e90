//! What could not be ordered for somebody, and why: kept until it can. Pure.

kernel::codes! {
    pub enum Why {
        /// The item is matched to no offer.
        NoOffer = "no_offer",
        /// Less is wanted than is paid, claimed to be paid or handed over.
        Fixed = "fixed",
        /// What was ordered of it was called off or has expired: it is not ordered again by itself.
        Ended = "ended",
        SoldOut = "sold_out",
        OffStep = "off_step",
        AboveLimit = "above_limit",
        PriceChanged = "price_changed",
        NotForSale = "not_for_sale",
        TooMuch = "too_much",
        /// Who the name was is no member any more.
        BuyerGone = "buyer_gone",
        NameMissing = "name_missing",
        /// Somebody of this name is known: whether it is the same person has to be said.
        SameName = "same_name",
        /// Less is wanted than is ordered, and a line is not understood: nothing is called off for it.
        Unclear = "unclear",
        /// Unpaid orders are wanted no more, or otherwise, and nobody has agreed to call them off.
        NotAgreed = "not_agreed",
    }
}

/// An item by its number in the list (0: all of it), and why.
pub type Trouble = (i64, Why);

/// As a row keeps them: `1=sold_out 0=name_missing`.
pub fn written(troubles: &[Trouble]) -> String {
    troubles.iter().map(|(item, why)| format!("{item}={}", why.code())).collect::<Vec<_>>().join(" ")
}

pub fn parse(text: &str) -> Vec<Trouble> {
    let one = |word: &str| {
        let (item, why) = word.split_once('=')?;
        Some((item.parse().ok()?, Why::parse(why)?))
    };
    text.split_whitespace().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn troubles_are_read_as_they_were_written() {
        let all: Vec<Trouble> = (0..).zip(Why::ALL.iter().copied()).collect();
        assert_eq!(parse(&written(&all)), all);
        assert_eq!(parse(""), []);
    }
}
