//! What an instrument is, and whether one may be made. Pure.
//!
//! There is no field for a yield, and its words are looked at for promises of one: what is put in can be lost.

kernel::codes! {
    /// What somebody has who puts money in.
    pub enum InstrumentKind {
        /// Nothing: it was given.
        Donation = "donation",
        /// Goods that are still to be made.
        PreOrder = "pre_order",
        /// A part of the community, with a vote where the rules let capital vote.
        MemberCapital = "member_capital",
        /// A line that mirrors a part held under a contract or a law elsewhere; no vote here.
        EquityRecord = "equity_record",
    }
}

impl InstrumentKind {
    /// What a decision may ask for. A pre-order is not among it: money for goods is a promise to deliver or to give it back, and
    /// nothing here does either. Those who buy ahead together open a pool, which does.
    pub const OFFERED: &[InstrumentKind] =
        &[InstrumentKind::Donation, InstrumentKind::MemberCapital, InstrumentKind::EquityRecord];

    /// The kind of this code, where a decision may ask for it.
    pub fn parse_offered(code: &str) -> Option<InstrumentKind> {
        InstrumentKind::parse(code).filter(|kind| InstrumentKind::OFFERED.contains(kind))
    }

    /// Whether there is something to hold, and so a line in the register.
    pub fn is_held(self) -> bool {
        self != InstrumentKind::Donation
    }

    /// Whether a holding counts in votes by holding and in additional votes by capital: member capital only. Who gave holds nothing,
    /// who ordered is a customer, and what is recorded here of another contract has its say there.
    pub fn votes(self) -> bool {
        self == InstrumentKind::MemberCapital
    }
}

kernel::codes! {
    /// Why an instrument was not made or not shown.
    pub enum InstrumentRefused {
        NoSuchInstrument = "no_such_instrument",
        NoSuchFund = "no_such_fund",
        NoSuchKind = "no_such_instrument_kind",
        DecisionMissing = "decision_missing",
        NameMissing = "name_missing",
        NameTooLong = "name_too_long",
        PriceNotPositive = "price_not_positive",
        UnitsNotPositive = "units_not_positive",
        /// Above `UNITS_MAX`.
        UnitsTooMany = "too_many_units",
        /// The most of one holder is nothing, or more than there are.
        EachOutside = "each_outside_units",
        /// All units together come to more than the books take.
        SumTooLarge = "sum_too_large",
        TermsMissing = "terms_missing",
        RiskMissing = "risk_missing",
        WordsTooLong = "words_too_long",
        /// Its name, terms or risks say that a return is sure.
        PromisesReturn = "promises_return",
    }
}

/// Of one instrument, and so of one subscription: more is a slip of the hand. A company that is written down here may have cut
/// itself into many millions of shares.
pub const UNITS_MAX: i64 = 1_000_000_000;
/// Characters.
pub const NAME_CHARS_MAX: usize = 80;
pub const WORDS_CHARS_MAX: usize = 2_000;

/// What a decision asks to be offered. `sum_max` is the largest sum that the books take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms<'a> {
    pub name: &'a str,
    pub decision: &'a str,
    pub price_minor: i64,
    pub units_max: i64,
    pub units_each_max: i64,
    pub terms: &'a str,
    pub risk: &'a str,
    pub sum_max: i64,
    /// Its name, terms or risks promise a return, and nobody let that pass.
    pub promises: bool,
}

impl Terms<'_> {
    /// # Errors
    /// What does not hold, the first of it.
    pub fn check(&self) -> Result<(), InstrumentRefused> {
        use InstrumentRefused as No;
        let (name, terms, risk) = (self.name.trim(), self.terms.trim(), self.risk.trim());
        let short = |text: &str, most: usize| text.chars().count() <= most;
        let sum = i128::from(self.price_minor) * i128::from(self.units_max);
        for (holds, refused) in [
            (!name.is_empty(), No::NameMissing),
            (short(name, NAME_CHARS_MAX), No::NameTooLong),
            (!self.decision.trim().is_empty(), No::DecisionMissing),
            (self.price_minor > 0, No::PriceNotPositive),
            (self.units_max > 0, No::UnitsNotPositive),
            (self.units_max <= UNITS_MAX, No::UnitsTooMany),
            ((1..=self.units_max).contains(&self.units_each_max), No::EachOutside),
            (sum <= i128::from(self.sum_max), No::SumTooLarge),
            (!terms.is_empty(), No::TermsMissing),
            (!risk.is_empty(), No::RiskMissing),
            (short(terms, WORDS_CHARS_MAX) && short(risk, WORDS_CHARS_MAX), No::WordsTooLong),
            (!self.promises, No::PromisesReturn),
        ] {
            if !holds {
                return Err(refused);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use InstrumentRefused::*;

    #[test]
    fn no_decision_asks_for_what_nothing_delivers() {
        for (code, kind) in [
            ("donation", Some(InstrumentKind::Donation)),
            ("member_capital", Some(InstrumentKind::MemberCapital)),
            ("equity_record", Some(InstrumentKind::EquityRecord)),
            ("pre_order", None),
            ("bond", None),
        ] {
            assert_eq!(InstrumentKind::parse_offered(code), kind, "{code}");
        }
    }

    #[test]
    fn an_instrument_is_made_or_told_why_not() {
        let (long_name, long) = ("字".repeat(NAME_CHARS_MAX + 1), "字".repeat(WORDS_CHARS_MAX + 1));
        let good = Terms {
            name: "Oven shares",
            decision: "prp_x",
            price_minor: 100,
            units_max: 10,
            units_each_max: 10,
            terms: "Members' capital for the oven.",
            risk: "不保本，可能全部亏掉。",
            sum_max: 1_000,
            promises: false,
        };
        assert_eq!(good.check(), Ok(()));
        let company = Terms { units_max: UNITS_MAX, sum_max: i64::MAX, ..good };
        assert_eq!(company.check(), Ok(()));
        for (terms, answer) in [
            (Terms { name: " ", ..good }, NameMissing),
            (Terms { name: &long_name, ..good }, NameTooLong),
            (Terms { decision: "", ..good }, DecisionMissing),
            (Terms { price_minor: 0, ..good }, PriceNotPositive),
            (Terms { units_max: 0, ..good }, UnitsNotPositive),
            (Terms { units_each_max: 0, ..good }, EachOutside),
            (Terms { units_each_max: 11, ..good }, EachOutside),
            (Terms { units_max: 11, ..good }, SumTooLarge),
            (Terms { price_minor: i64::MAX, ..good }, SumTooLarge),
            (Terms { units_max: UNITS_MAX + 1, sum_max: i64::MAX, ..good }, UnitsTooMany),
            (Terms { price_minor: i64::MAX, units_max: i64::MAX, ..good }, UnitsTooMany),
            (Terms { terms: " ", ..good }, TermsMissing),
            (Terms { risk: "", ..good }, RiskMissing),
            (Terms { risk: &long, ..good }, WordsTooLong),
            (Terms { promises: true, ..good }, PromisesReturn),
        ] {
            assert_eq!(terms.check(), Err(answer), "{terms:?}");
        }
    }

    /// Kind → a line in the register, a vote.
    #[test]
    fn only_member_capital_votes() {
        use InstrumentKind::*;
        let said: Vec<_> =
            InstrumentKind::ALL.iter().map(|kind| (*kind, kind.is_held(), kind.votes())).collect();
        let table = [
            (Donation, false, false),
            (PreOrder, true, false),
            (MemberCapital, true, true),
            (EquityRecord, true, false),
        ];
        assert_eq!(said, table);
    }
}
