//! How a surplus is shared out: what is set aside, by which bases the rest goes to whom, what is withheld. Pure.
//!
//! Percentages are whole hundredths of one (`PARTS` is all of it), so that no rounding hides in them.

use kernel::serde::{Deserialize, Serialize};

/// All of it.
pub const PARTS: i64 = 10_000;

/// Funds that something is set aside for, funds that cover losses, and lines of tax.
pub const LINES_MAX: usize = 4;
/// Characters.
pub const TAX_CHARS_MAX: usize = 40;

/// What the law of farmers' co-operatives asks to go by trade, in `PARTS` of what can be shared out: what is left of the surplus after losses and the
/// common reserve.
pub const BY_TRADE_LEAST: i64 = 6_000;

kernel::codes! {
    /// What a part is shared out by.
    pub enum Basis {
        /// What was put in for member capital and mirrored equity, times how long it stood there in the period.
        Capital = "capital",
        /// Confirmed contributions of the period.
        Work = "work",
        /// What was bought of the community, settled in the period and not given back.
        Purchases = "purchases",
        /// What was got for goods that the community sold for a member, settled in the period and not given back.
        Deliveries = "deliveries",
        /// The same for everybody who was past probation when the period ended, and is a member still; a company is no second head beside
        /// its people.
        PerHead = "per_head",
    }
}

impl Basis {
    /// Whether it is a member's trade with the community, as the law of farmers' co-operatives has it.
    pub fn is_trade(self) -> bool {
        matches!(self, Basis::Purchases | Basis::Deliveries)
    }
}

kernel::codes! {
    /// Where a rule comes from.
    pub enum Preset {
        /// 农民专业合作社法 (2017), art. 44: what is left after losses and the common reserve is shared out, at least 60 % of it in
        /// proportion to each member's trade with the co-operative, the rest by what stands on the members' capital accounts. Trade is here what the
        /// co-operative sold of a member's goods: who farms delivers, and who buys of such a co-operative need not farm. Where it buys for its members
        /// instead, purchases count in its place or beside it: both are trade to the law.
        FarmersLaw = "farmers_law",
        /// Rochdale Society of Equitable Pioneers, Laws and Objects, 1844, no. 22: profits go to each member in proportion to what was
        /// spent at the store; from 1854 on 2.5 % of them went to education.
        Consumer = "consumer",
        /// Loi n° 78-763 du 19 juillet 1978 (SCOP), art. 33: 15 % to the legal reserve until it is as high as the capital ever was, not
        /// less than 25 % to those who work there, capital not more than they.
        Worker = "worker",
        /// The same article's balance between those who work and those who put money in, half each, nobody above a fifth of either.
        Project = "project",
        /// The same to everybody, as the Alaska Permanent Fund Dividend (AS 43.23) shares out what came in.
        Sponsorship = "sponsorship",
        Own = "own",
    }
}

kernel::codes! {
    /// What becomes of what a holder would get above the cap.
    pub enum Excess { Others = "others", Fund = "fund" }
}

kernel::codes! {
    /// How a tax of so many hundredths of a percent becomes whole minor units.
    pub enum Rounding {
        /// To the nearest, a half up: what is meant where nothing else is said.
        HalfUp = "half_up",
        /// What is below a whole unit is not taken.
        Down = "down",
    }
}

kernel::codes! {
    /// Why a rule cannot be one: an answer for a person.
    pub enum RuleRefused {
        /// Parts below nothing or above all of it.
        PartOutside = "part_outside",
        /// More than all is set aside.
        TooMuchSetAside = "too_much_set_aside",
        /// A fund is named twice, or is the one whose surplus is shared out.
        FundTwice = "fund_twice",
        TooManyLines = "too_many_lines",
        BasisTwice = "basis_twice",
        /// The weights of the bases do not come to all of it.
        WeightsUnequal = "weights_unequal",
        CapOutside = "cap_outside",
        TaxNameUnfit = "tax_name_unfit",
        TooMuchTax = "too_much_tax",
        SumOutside = "sum_outside",
        /// The rule says that it is the law of farmers' co-operatives, and gives trade less than that asks.
        BelowLaw = "below_law",
    }
}

/// Goes to another fund of the community: a reserve, mutual aid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct SetAside {
    pub fund: i64,
    /// Of the surplus, in `PARTS`.
    pub parts: i64,
    /// No more once the fund has this much.
    pub until_minor: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Weighted {
    pub basis: Basis,
    /// Of what is shared out, in `PARTS`.
    pub parts: i64,
}

/// Kept back for the tax office from what comes of some bases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct TaxLine {
    pub name: String,
    pub parts: i64,
    pub of: Vec<Basis>,
    /// Rules that were frozen before this was written down rounded down, and still do: they are what was voted on.
    #[serde(default = "rounded_before")]
    pub rounding: Rounding,
}

fn rounded_before() -> Rounding {
    Rounding::Down
}

impl TaxLine {
    /// `parts` of what these bases bring, to the nearest minor unit.
    pub fn new(name: impl Into<String>, parts: i64, of: &[Basis]) -> TaxLine {
        TaxLine { name: name.into(), parts, of: of.to_vec(), rounding: Rounding::HalfUp }
    }

    /// Of what its bases brought to one holder, when `left_minor` is what earlier lines have left of all that the holder gets. Rounded up
    /// line by line, taxes of a few minor units could come to more than there is: nobody is ever taken more than they get.
    pub fn of_one(&self, base_minor: i128, left_minor: i64) -> i64 {
        let (exact, parts) = (base_minor * i128::from(self.parts), i128::from(PARTS));
        let rounded = match self.rounding {
            Rounding::HalfUp => (exact * 2 + parts) / (2 * parts),
            Rounding::Down => exact / parts,
        };
        i64::try_from(rounded).unwrap_or(i64::MAX).min(left_minor)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "kernel::serde")]
pub struct Rule {
    pub preset: Preset,
    /// In this order.
    pub set_aside: Vec<SetAside>,
    pub bases: Vec<Weighted>,
    /// Nobody gets more than this of the part of one basis.
    pub cap_parts: Option<i64>,
    pub excess: Excess,
    pub taxes: Vec<TaxLine>,
    /// Less than this is owed and not paid out by transfer: it waits until it has come together.
    pub least_minor: i64,
    /// The funds that cover a loss, in this order.
    pub losses: Vec<i64>,
}

impl Rule {
    /// Whether it can be a rule for the surplus of `fund`; sums at most `sum_max`.
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn check(&self, fund: i64, sum_max: i64) -> Result<(), RuleRefused> {
        use RuleRefused as No;
        let part = |parts: &i64| (1..=PARTS).contains(parts);
        let all_parts = self.set_aside.iter().map(|line| line.parts);
        let all_parts = all_parts.chain(self.bases.iter().map(|line| line.parts));
        let all_parts = all_parts.chain(self.taxes.iter().map(|line| line.parts));
        if !all_parts.clone().all(|parts| part(&parts)) {
            return Err(No::PartOutside);
        }
        if [self.set_aside.len(), self.taxes.len(), self.losses.len()].iter().any(|count| *count > LINES_MAX)
        {
            return Err(No::TooManyLines);
        }
        if self.set_aside.iter().map(|line| line.parts).sum::<i64>() > PARTS {
            return Err(No::TooMuchSetAside);
        }
        let aside: Vec<i64> = self.set_aside.iter().map(|line| line.fund).collect();
        if is_repeated(&aside)
            || is_repeated(&self.losses)
            || aside.iter().chain(&self.losses).any(|to| *to == fund)
        {
            return Err(No::FundTwice);
        }
        let bases: Vec<Basis> = self.bases.iter().map(|line| line.basis).collect();
        if is_repeated(&bases) {
            return Err(No::BasisTwice);
        }
        if self.bases.iter().map(|line| line.parts).sum::<i64>() != PARTS {
            return Err(No::WeightsUnequal);
        }
        if self.cap_parts.is_some_and(|cap| !part(&cap)) {
            return Err(No::CapOutside);
        }
        self.check_taxes()?;
        let sums = self.set_aside.iter().filter_map(|line| line.until_minor).chain(Some(self.least_minor));
        if !sums.clone().all(|sum| (0..=sum_max).contains(&sum)) {
            return Err(No::SumOutside);
        }
        if self.preset == Preset::FarmersLaw && self.by_trade() < BY_TRADE_LEAST {
            return Err(No::BelowLaw);
        }
        Ok(())
    }

    fn check_taxes(&self) -> Result<(), RuleRefused> {
        for line in &self.taxes {
            let fits = (1..=TAX_CHARS_MAX).contains(&line.name.trim().chars().count());
            if !fits || line.of.is_empty() || is_repeated(&line.of) {
                return Err(RuleRefused::TaxNameUnfit);
            }
        }
        for basis in Basis::ALL {
            let of = self.taxes.iter().filter(|line| line.of.contains(basis));
            if of.map(|line| line.parts).sum::<i64>() > PARTS {
                return Err(RuleRefused::TooMuchTax);
            }
        }
        Ok(())
    }

    pub fn weight(&self, basis: Basis) -> i64 {
        self.bases.iter().find(|line| line.basis == basis).map_or(0, |line| line.parts)
    }

    /// What goes by trade, of what is shared out.
    pub fn by_trade(&self) -> i64 {
        self.bases.iter().filter(|line| line.basis.is_trade()).map(|line| line.parts).sum()
    }

    /// What a preset proposes; `reserve` and `aid` are the funds of those kinds where the community has them. What there is no fund for is
    /// left out: it stays in what is shared out.
    pub fn preset(preset: Preset, reserve: Option<i64>, aid: Option<i64>) -> Rule {
        let aside = |fund: Option<i64>, parts| fund.map(|fund| SetAside { fund, parts, until_minor: None });
        let (set_aside, bases, cap_parts): (Vec<_>, &[(Basis, i64)], _) = match preset {
            Preset::FarmersLaw => {
                let bases = &[(Basis::Deliveries, BY_TRADE_LEAST), (Basis::Capital, PARTS - BY_TRADE_LEAST)];
                (vec![aside(reserve, 1_000)], bases, None)
            }
            Preset::Consumer => (vec![aside(aid, 250)], &[(Basis::Purchases, PARTS)], None),
            Preset::Worker => {
                (vec![aside(reserve, 1_500)], &[(Basis::Work, 7_500), (Basis::Capital, 2_500)], None)
            }
            Preset::Project => {
                (vec![aside(reserve, 1_500)], &[(Basis::Capital, 5_000), (Basis::Work, 5_000)], Some(2_000))
            }
            Preset::Sponsorship | Preset::Own => (Vec::new(), &[(Basis::PerHead, PARTS)], None),
        };
        Rule {
            preset,
            set_aside: set_aside.into_iter().flatten().collect(),
            bases: bases.iter().map(|(basis, parts)| Weighted { basis: *basis, parts: *parts }).collect(),
            cap_parts,
            excess: Excess::Others,
            taxes: Vec::new(),
            least_minor: 0,
            losses: reserve.into_iter().collect(),
        }
    }
}

fn is_repeated<T: PartialEq>(list: &[T]) -> bool {
    list.iter().enumerate().any(|(at, one)| list[..at].contains(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_are_rules_and_keep_what_their_sources_ask() {
        for preset in Preset::ALL {
            for (reserve, aid) in [(Some(2), Some(3)), (None, None)] {
                assert_eq!(Rule::preset(*preset, reserve, aid).check(1, 100), Ok(()), "{preset}");
            }
        }
        let law = Rule::preset(Preset::FarmersLaw, None, None);
        assert!(law.by_trade() >= 6_000);
        let worker = Rule::preset(Preset::Worker, Some(2), None);
        assert!(
            worker.weight(Basis::Work) >= 2_500
                && worker.weight(Basis::Capital) <= worker.weight(Basis::Work)
        );
        assert_eq!(worker.set_aside[0].parts, 1_500);
    }

    /// What is changed of a sound rule → the answer.
    #[test]
    fn rules_answer() {
        use RuleRefused as No;
        type Change = fn(&mut Rule);
        let changes: &[(Change, Result<(), RuleRefused>)] = &[
            (|_| (), Ok(())),
            (|rule| rule.set_aside[0].parts = 0, Err(No::PartOutside)),
            (|rule| rule.set_aside[0].parts = PARTS, Ok(())),
            (|rule| rule.set_aside[0].parts = PARTS + 1, Err(No::PartOutside)),
            (|rule| rule.set_aside = vec![aside(2, 6_000), aside(3, 4_001)], Err(No::TooMuchSetAside)),
            (|rule| rule.set_aside = vec![aside(2, 6_000), aside(3, 4_000)], Ok(())),
            (|rule| rule.set_aside = vec![aside(2, 1), aside(2, 1)], Err(No::FundTwice)),
            (|rule| rule.set_aside[0].fund = 1, Err(No::FundTwice)),
            (|rule| rule.losses = vec![1], Err(No::FundTwice)),
            (|rule| rule.losses = vec![2, 2], Err(No::FundTwice)),
            (|rule| rule.losses = vec![2, 3, 4, 5, 6], Err(No::TooManyLines)),
            (|rule| rule.bases[1].basis = Basis::Deliveries, Err(No::BasisTwice)),
            (|rule| rule.bases[0].parts = 5_999, Err(No::WeightsUnequal)),
            (|rule| rule.bases.clear(), Err(No::WeightsUnequal)),
            (|rule| (rule.bases[0].parts, rule.bases[1].parts) = (5_999, 4_001), Err(No::BelowLaw)),
            // What is bought is trade, too: together they are.
            (|rule| rule.bases[0].basis = Basis::Purchases, Ok(())),
            (|rule| rule.bases[0].basis = Basis::Work, Err(No::BelowLaw)),
            (|rule| rule.bases = trade(2_000, 4_000), Ok(())),
            (|rule| rule.bases = trade(2_000, 3_999), Err(No::BelowLaw)),
            (|rule| rule.cap_parts = Some(0), Err(No::CapOutside)),
            (|rule| rule.cap_parts = Some(1), Ok(())),
            (|rule| rule.taxes = vec![line("", 2_000, Basis::Capital)], Err(No::TaxNameUnfit)),
            (|rule| rule.taxes = vec![line("个人所得税", 2_000, Basis::Capital)], Ok(())),
            (
                |rule| rule.taxes = vec![line("a", 6_000, Basis::Capital), line("b", 4_001, Basis::Capital)],
                Err(No::TooMuchTax),
            ),
            (|rule| rule.least_minor = -1, Err(No::SumOutside)),
            (|rule| rule.least_minor = 101, Err(No::SumOutside)),
            (|rule| rule.set_aside[0].until_minor = Some(101), Err(No::SumOutside)),
        ];
        for (at, (change, answer)) in changes.iter().enumerate() {
            let mut rule = Rule::preset(Preset::FarmersLaw, Some(2), None);
            change(&mut rule);
            assert_eq!(rule.check(1, 100), *answer, "{at}: {rule:?}");
        }
    }

    fn aside(fund: i64, parts: i64) -> SetAside {
        SetAside { fund, parts, until_minor: None }
    }

    fn trade(purchases: i64, deliveries: i64) -> Vec<Weighted> {
        let rest = PARTS - purchases - deliveries;
        [(Basis::Purchases, purchases), (Basis::Deliveries, deliveries), (Basis::Capital, rest)]
            .map(|(basis, parts)| Weighted { basis, parts })
            .to_vec()
    }

    fn line(name: &str, parts: i64, of: Basis) -> TaxLine {
        TaxLine::new(name, parts, &[of])
    }
}
