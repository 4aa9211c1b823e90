//! Months closed by two and shared out by rules of many kinds; losses covered; what is carried is carried on.

use crate::taxes::{Withheld, taken};
use crate::town::{DECISION, Town};
use distribution::block::{self, HolderShare};
use distribution::distribution::DistributionState;
use distribution::ops::{self, CarryOut, CloseStep, Freeze, MoveClosing};
use distribution::outcome::Outcome;
use distribution::period::{Period, PeriodKind};
use distribution::rows::{Distribution, DistributionBlock};
use distribution::rule::{Basis, Excess, Preset, Rounding, Rule, SetAside, TaxLine, Weighted};
use distribution::simulate::{Asked, Simulated, simulate};
use kernel::{CARRY_UNITS, Id, Zone};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Outcome as Done, Tx};
use web::ids::MemberId;

#[derive(Default)]
pub(crate) struct Shared {
    open: Option<Period>,
    pub(crate) withheld: Vec<Withheld>,
    /// Fractions that were carried out of the last distribution of each.
    carries: BTreeMap<MemberId, i64>,
}

impl Town {
    /// When a month is over it is closed, and what it earned is shared out.
    pub(crate) async fn shares_out(&mut self) {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let now = Period::at(PeriodKind::Month, self.now(), &zone).unwrap();
        let Some(over) = self.shared.open.replace(now).filter(|open| *open != now) else { return };
        for (by, step) in [(self.treasurer, CloseStep::Ask), (self.steward, CloseStep::Consent)] {
            let input = MoveClosing { period: over, step, key: self.key("closing") };
            let done = self.act(move |tx, now| ops::move_closing(tx, by, &input, now)).await;
            assert!(done.is_ok(), "{done:?}, {}", self.told());
        }
        let rule = self.some_rule();
        let (community, asked) = (self.community, Asked::new(over, 1, rule));
        let simulated = simulate(self.db(), community, &asked).await.unwrap();
        // Nothing was earned, or nobody is there to share it.
        let simulated = match simulated {
            Ok(simulated) => simulated,
            Err(why) => {
                self.notes(why.code());
                return;
            }
        };
        let frozen = self.freezes(simulated).await;
        self.carries_out(frozen).await;
    }

    fn some_rule(&mut self) -> Rule {
        let presets = [
            Preset::FarmersLaw,
            Preset::Consumer,
            Preset::Worker,
            Preset::Project,
            Preset::Sponsorship,
            Preset::Own,
        ];
        let preset = self.dice.one(&presets);
        let mut rule = Rule::preset(preset, Some(self.reserve), None);
        if preset == Preset::Own {
            let (first, second) = (1 + self.dice.roll(6_000), 1 + self.dice.roll(3_000));
            rule.bases = vec![
                Weighted { basis: Basis::Capital, parts: first },
                Weighted { basis: Basis::Purchases, parts: second },
                Weighted { basis: Basis::PerHead, parts: 10_000 - first - second },
            ];
            rule.set_aside =
                vec![SetAside { fund: self.reserve, parts: 1 + self.dice.roll(5_000), until_minor: None }];
        }
        if self.dice.once_in(3) {
            rule.cap_parts = Some(1_500 + self.dice.roll(5_000));
            rule.excess = self.dice.one(&[Excess::Others, Excess::Fund]);
        }
        if self.dice.once_in(3) {
            let mut line = TaxLine::new("Tax", 1 + self.dice.roll(4_000), &[rule.bases[0].basis]);
            line.rounding = self.dice.one(Rounding::ALL);
            rule.taxes = vec![line];
        }
        rule
    }

    async fn freezes(&mut self, simulated: Simulated) -> Id<Distribution> {
        let (by, simulated) = (self.treasurer, Arc::new(simulated));
        let input = Freeze { id: self.id(), simulated: simulated.clone(), key: self.key("freeze") };
        let frozen = self.act(move |tx, now| ops::begin_freezing(tx, by, &input, now)).await.unwrap();
        let (id, blocks) = (frozen.distribution, simulated.blocks.clone());
        let write = move |tx: &mut Tx, _| -> Done<(), distribution::DistributionRefused> {
            Ok(ops::freeze_blocks(tx, id, 1, &blocks)?)
        };
        self.once(write).await.unwrap();
        self.once(move |tx, _| ops::end_freezing(tx, id)).await.unwrap();
        id
    }

    async fn carries_out(&mut self, id: Id<Distribution>) {
        let row = self.find::<Distribution>((self.community, id)).await.unwrap();
        let order = CarryOut { distribution: id, hash: row.hash.clone(), decision: DECISION.to_owned() };
        let again = order.clone();
        let done = self.once(move |tx, now| distribution::carry_out_by_decision(tx, &order, now)).await;
        // The fund may have less by now than what it earned then.
        if done.is_err() {
            return;
        }
        self.notes(if row.holder_count > 0 { "shared" } else { "loss" });
        let twice = self.once(move |tx, now| distribution::carry_out_by_decision(tx, &again, now)).await;
        assert!(twice.is_err(), "decided twice, {}", self.told());
        self.runs_jobs().await;
        let row = self.find::<Distribution>((self.community, id)).await.unwrap();
        assert_eq!(row.state, DistributionState::Paid, "{}", self.told());
        let outcome: Outcome = serde_json::from_str(&row.outcome).unwrap();
        let rule: Rule = serde_json::from_str(&row.rule).unwrap();
        for moved in &outcome.set_aside {
            self.book.fund(1, -moved.minor);
            self.book.fund(moved.fund, moved.minor);
        }
        for moved in &outcome.covers {
            self.book.fund(moved.fund, -moved.minor);
            self.book.fund(1, moved.minor);
        }
        let (mut sums, mut taxes) = ((0, 0), vec![0; rule.taxes.len()]);
        let work = self.worked(&row);
        for number in 1..=row.block_count {
            let block = self.find::<DistributionBlock>((self.community, id, number)).await.unwrap();
            for share in block::read(&block.shares, outcome.bases.len(), rule.taxes.len()).unwrap() {
                self.holds_its_share(&row, &outcome, &share);
                self.holds_its_weights(&outcome, &share, &work);
                assert_eq!(share.withheld, taken(&rule, &outcome, &share), "{}", self.told());
                taxes.iter_mut().zip(&share.withheld).for_each(|(sum, minor)| *sum += minor);
                self.book.owes(share.holder, share.net_minor());
                sums = (sums.0 + share.net_minor(), sums.1 + share.withheld_minor());
            }
        }
        // What is carried stays in the fund.
        self.book.fund(1, -sums.0 - sums.1);
        assert_eq!(sums, (row.paid_minor, outcome.withheld_minor), "{}", self.told());
        let mut told: Vec<_> = outcome.taxes.iter().map(|line| line.minor).collect();
        // Of a loss nothing is withheld, and no line says so.
        assert!(told.len() == taxes.len() || row.holder_count == 0, "{told:?}, {}", self.told());
        told.resize(taxes.len(), 0);
        assert_eq!(told, taxes, "{}", self.told());
        self.withholds(id, &taxes);
        let by_work = outcome.bases.iter().find(|basis| basis.basis == Basis::Work);
        if let Some(basis) = by_work.filter(|basis| basis.part_minor > 0) {
            let all: i64 = work.values().sum();
            assert_eq!(basis.weight_sum, all.to_string(), "{work:?}, {}", self.told());
            self.notes(if all > 0 { "shared by work" } else { "nobody worked" });
        }
    }

    /// What the work of a month came to, by who gave it: what was recorded in it, and nothing of another one.
    fn worked(&self, row: &Distribution) -> BTreeMap<MemberId, i64> {
        let mut worked = BTreeMap::new();
        for one in &self.given {
            if let Some((member, value)) = one.recorded_in(row.starts_us, row.ends_us) {
                *worked.entry(member).or_default() += value;
            }
        }
        worked
    }

    fn holds_its_weights(&self, outcome: &Outcome, share: &HolderShare, work: &BTreeMap<MemberId, i64>) {
        for (basis, (weight, _)) in outcome.bases.iter().zip(&share.parts) {
            let known = match basis.basis {
                Basis::Work => work.get(&share.holder).copied().unwrap_or(0) as u64,
                // One each, or none: who came later has no part in it.
                Basis::PerHead => *weight.min(&1),
                Basis::Capital | Basis::Purchases | Basis::Deliveries => continue,
            };
            assert_eq!(*weight, known, "{} of {}, {}", basis.basis, share.holder, self.told());
        }
    }

    /// What somebody gets and carries on is the exact share of each basis and what was carried before.
    fn holds_its_share(&mut self, row: &Distribution, outcome: &Outcome, share: &HolderShare) {
        let (told, units) = (self.told(), i128::from(CARRY_UNITS));
        let before = self.shared.carries.insert(share.holder, share.carry_after).unwrap_or(0);
        assert_eq!(share.carry_before, before, "{} of {}, {told}", share.holder, row.number);
        assert!((0..CARRY_UNITS).contains(&share.carry_after), "{told}");
        if outcome.bases.iter().any(|basis| basis.cap_minor.is_some()) {
            return;
        }
        let mut exact = i128::from(before);
        for (basis, (weight, _)) in outcome.bases.iter().zip(&share.parts) {
            let all: i128 = basis.weight_sum.parse().unwrap();
            if all > 0 {
                let whole = i128::from(basis.part_minor) * i128::from(*weight);
                exact += whole / all * units + whole % all * units / all;
            }
        }
        let got = i128::from(share.gross_minor()) * units + i128::from(share.carry_after);
        // Each basis is rounded up by less than one part of a unit.
        assert!((0..=outcome.bases.len() as i128).contains(&(got - exact)), "{got} for {exact}, {told}");
    }
}
