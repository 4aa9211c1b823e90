//! Tax that was withheld: reckoned anew for every share, and paid to its office by two people, once; now and then taken back.

use crate::town::{CNY, Town};
use distribution::block::HolderShare;
use distribution::ids::tax_of;
use distribution::ops::{MoveTax, TaxStep, move_tax};
use distribution::outcome::Outcome;
use distribution::rows::Distribution;
use distribution::rule::{Rounding, Rule};
use distribution::tax::TaxState;
use kernel::Id;
use ledger::AccountKey;
use std::collections::BTreeMap;

pub(crate) struct Withheld {
    distribution: Id<Distribution>,
    line: i64,
    minor: i64,
    attempt: i64,
    state: Option<TaxState>,
}

impl Withheld {
    fn is_paid(&self) -> bool {
        self.state == Some(TaxState::Paid)
    }
}

/// What a rule takes of one share, by line: of what the bases brought that it names.
pub(crate) fn taken(rule: &Rule, outcome: &Outcome, share: &HolderShare) -> Vec<i64> {
    let mut left = share.gross_minor();
    let mut taken = Vec::new();
    for line in &rule.taxes {
        let of = outcome.bases.iter().zip(&share.parts).filter(|(basis, _)| line.of.contains(&basis.basis));
        let hundredths = of.map(|(_, (_, minor))| minor).sum::<i64>() * line.parts;
        let (whole, rest) = (hundredths / 10_000, hundredths % 10_000);
        let up = line.rounding == Rounding::HalfUp && rest >= 5_000;
        let minor = (whole + i64::from(up)).min(left);
        left -= minor;
        taken.push(minor);
    }
    taken
}

impl Town {
    /// What a distribution has withheld, by line.
    pub(crate) fn withholds(&mut self, distribution: Id<Distribution>, lines: &[i64]) {
        for (minor, line) in lines.iter().copied().zip(1..).filter(|(minor, _)| *minor > 0) {
            self.notes("withheld");
            self.shared.withheld.push(Withheld { distribution, line, minor, attempt: 0, state: None });
        }
    }

    pub(crate) async fn pays_tax(&mut self) {
        let count = self.shared.withheld.len() as u64;
        if count == 0 {
            return;
        }
        let which = self.dice.roll(count) as usize;
        let one = &self.shared.withheld[which];
        let (state, attempt, minor) = (one.state, one.attempt, one.minor);
        // Now and then to what somebody looked at before it was asked for anew.
        let seen = if self.dice.once_in(6) { attempt - 1 } else { attempt };
        let waits = state == Some(TaxState::Proposed);
        let (by, step, may) = match self.dice.roll(9) {
            0..=3 => {
                let (office, reference) = ("Tax office".to_owned(), "B-11".to_owned());
                let may = !matches!(state, Some(TaxState::Proposed | TaxState::Paid));
                (self.treasurer, TaxStep::Ask { office, reference }, may)
            }
            4 => (self.treasurer, TaxStep::Consent { attempt: seen }, false),
            5..=6 => (
                self.steward,
                TaxStep::Consent { attempt: seen },
                waits && seen == attempt && minor <= self.book.bank,
            ),
            7 => (self.steward, TaxStep::Withdraw, waits),
            _ => {
                let may = state == Some(TaxState::Paid) && seen == attempt;
                (self.treasurer, TaxStep::TakeBack { attempt: seen, reason: "Sent back".to_owned() }, may)
            }
        };
        let one = &self.shared.withheld[which];
        let input =
            MoveTax { distribution: one.distribution, line: one.line, step, key: self.key("move tax") };
        let done = self.act(move |tx, now| move_tax(tx, by, &input, now)).await;
        assert_eq!(done.is_ok(), may, "tax {state:?}: {done:?}, {}", self.told());
        let Ok(done) = done else { return };
        assert_eq!(done.amount_minor, minor, "{}", self.told());
        let one = &mut self.shared.withheld[which];
        (one.attempt, one.state) = (done.attempt, Some(done.state));
        match done.state {
            TaxState::Paid => {
                self.book.bank -= minor;
                self.notes("tax paid");
            }
            TaxState::TakenBack => {
                self.book.bank += minor;
                self.notes("tax taken back");
            }
            TaxState::Proposed | TaxState::Withdrawn => {}
        }
    }

    /// What is withheld and not paid stands for its office, and the distribution says whether there is any.
    pub(crate) async fn compare_taxes(&self) {
        let mut open: BTreeMap<Id<Distribution>, i64> = BTreeMap::new();
        for one in &self.shared.withheld {
            *open.entry(one.distribution).or_default() += if one.is_paid() { 0 } else { one.minor };
        }
        for (distribution, minor) in open {
            let stands = self.balance(AccountKey::held(tax_of(distribution), CNY)).await;
            let row = self.find::<Distribution>((self.community, distribution)).await.unwrap();
            assert_eq!((stands, row.tax_open), (minor, minor > 0), "{distribution}, {}", self.told());
        }
    }
}
