//! Many first shares at once: whether all of them lead to the same projects in the same order.
//!
//! Where the unit of a currency is small, Add1 asks for a hundred thousand runs of which most differ in amounts only.
//! Here each voter holds an unknown sum between two bounds, and so does each price: more money in every hand never
//! makes a project dearer, so the bounds follow from the bounds of all hands. As long as every decision is the same
//! wherever in between the sums are, it is the same for every first share in between. Otherwise nothing is said.

use super::electorate::{Electorate, Supporter};
use super::span::{Span, shift_for};

/// What all first shares in between have in common.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Alike {
    pub order: Vec<usize>,
    pub tie_met: bool,
}

/// The price of a weight of 1: never below `low`; never above `high`, where it is known that the project can be paid.
#[derive(Debug, Clone, Copy)]
struct Price {
    low: i128,
    high: Option<i128>,
    /// Nobody is poor, wherever in between: cost divided by weight.
    even: bool,
}

struct Stretch<'a> {
    electorate: &'a Electorate,
    shift: i32,
    money: Vec<Span>,
    supporters: Vec<Vec<Supporter>>,
    prices: Vec<Price>,
    tie_met: bool,
}

/// None where it is not certain. Shares are multiplied with the number of voters, as everywhere in a run.
pub(super) fn alike(electorate: &Electorate, low: i128, high: i128) -> Option<Alike> {
    let shift = shift_for(electorate, high);
    let money = Span { low: Span::of(low, shift).low, high: Span::of(high, shift).high };
    let contenders = || electorate.contenders.iter();
    let price = |cost: i128, weight: i128| Span::of(cost, shift).divided(weight).low;
    let low_price = contenders().map(|one| one.as_ref().map_or(0, |one| price(one.cost, one.weight)));
    let mut stretch = Stretch {
        electorate,
        shift,
        money: vec![money; electorate.groups.len()],
        supporters: contenders()
            .map(|one| one.as_ref().map_or(Vec::new(), |one| one.supporters.clone()))
            .collect(),
        prices: low_price.map(|low| Price { low, high: None, even: false }).collect(),
        tie_met: false,
    };
    let mut left: Vec<usize> =
        (0..stretch.prices.len()).filter(|at| electorate.contenders[*at].is_some()).collect();
    let mut order = Vec::new();
    while let Some(project) = stretch.best(&mut left)? {
        left.retain(|other| *other != project);
        stretch.pay(project)?;
        order.push(project);
    }
    Some(Alike { order, tie_met: stretch.tie_met })
}

impl Stretch<'_> {
    /// Some(None) where certainly nothing can be paid any more.
    fn best(&mut self, left: &mut Vec<usize>) -> Option<Option<usize>> {
        left.sort_by(|a, b| {
            let [a, b] = [(*a, *b), (*b, *a)].map(|(one, other)| self.prices[one].low * self.utility(other));
            a.cmp(&b)
        });
        let mut best: Option<usize> = None;
        let (mut asked, mut gone) = (Vec::new(), Vec::new());
        for project in left.iter().copied() {
            if best.is_some_and(|best| self.certainly_dearer(project, best)) {
                break;
            }
            let Some(price) = self.ask(project) else {
                gone.push(project);
                continue;
            };
            self.prices[project] = price;
            asked.push(project);
            // The least of the upper bounds can be the best only.
            let least = |best: usize| {
                let [mine, theirs] =
                    [price.high, self.prices[best].high].map(|high| high.unwrap_or(i128::MAX));
                mine.checked_mul(self.utility(best)) < theirs.checked_mul(self.utility(project))
            };
            if price.high.is_some() && best.is_none_or(least) {
                best = Some(project);
            }
        }
        left.retain(|project| !gone.contains(project));
        let Some(mut best) = best else { return asked.is_empty().then_some(None) };
        for other in asked {
            if other == best || self.certainly_dearer(other, best) {
                continue;
            }
            if !self.equally_good(other, best) {
                return None;
            }
            self.tie_met = true;
            if self.electorate.ranks[other] < self.electorate.ranks[best] {
                best = other;
            }
        }
        Some(Some(best))
    }

    fn utility(&self, project: usize) -> i128 {
        self.electorate.contender(project).utility
    }

    fn certainly_dearer(&self, project: usize, best: usize) -> bool {
        let high = self.prices[best].high;
        high.is_some_and(|high| self.prices[project].low * self.utility(best) > high * self.utility(project))
    }

    /// Where every supporter pays the same whatever the share, prices are exact.
    fn equally_good(&self, one: usize, other: usize) -> bool {
        let price = |project: usize, other: usize| {
            let contender = self.electorate.contender(project);
            contender.cost.checked_mul(self.weight(other))?.checked_mul(self.utility(other))
        };
        let [mine, theirs] = [price(one, other), price(other, one)];
        self.prices[one].even && self.prices[other].even && mine.is_some() && mine == theirs
    }

    fn weight(&self, project: usize) -> i128 {
        self.supporters[project].iter().map(|one| one.count() * one.weight()).sum()
    }

    /// None where it certainly cannot be paid.
    fn ask(&mut self, project: usize) -> Option<Price> {
        let mut list = std::mem::take(&mut self.supporters[project]);
        list.retain(|one| self.money[one.group()].high > 0);
        let cost = Span::of(self.electorate.contender(project).cost, self.shift);
        let together = list.iter().fold(Span::ZERO, |sum, one| sum + self.money[one.group()] * one.count());
        let price = (together.high >= cost.low).then(|| {
            let (low, _) = self.least(cost.low, &mut list, |money| money.high, false)?;
            let high = if together.low >= cost.high {
                self.least(cost.high, &mut list, |money| money.low, true)
            } else {
                None
            };
            let even = high.is_some_and(|(_, poor)| poor == 0);
            Some(Price { low, high: high.map(|(high, _)| high), even })
        });
        self.supporters[project] = list;
        // Where a bound could not be computed, the last one still holds: money only goes.
        price.map(|price| price.unwrap_or(Price { high: None, even: false, ..self.prices[project] }))
    }

    /// The price if everybody holds just this bound, rounded down or up, and how many groups are poor then. Whoever
    /// is taken for poor makes the price lower or right, so that rounded down it is a lower bound in any case;
    /// rounded up it is an upper one if the poor are those who cannot pay it.
    fn least(
        &self,
        cost: i128,
        list: &mut [Supporter],
        bound: fn(Span) -> i128,
        up: bool,
    ) -> Option<(i128, usize)> {
        let mut weight: i128 = list.iter().map(|one| one.count() * one.weight()).sum();
        let (mut poor, mut rest) = (0, cost);
        loop {
            if weight == 0 {
                return None;
            }
            let even = Span { low: rest, high: rest }.divided(weight).not_negative();
            let price = if up { even.high } else { even.low };
            let before = poor;
            for at in before..list.len() {
                let one = list[at];
                let money = bound(self.money[one.group()]);
                if money < price * one.weight() {
                    list.swap(poor, at);
                    poor += 1;
                    rest -= money * one.count();
                    weight -= one.count() * one.weight();
                }
            }
            if poor == before {
                let all_poor =
                    list[..poor].iter().all(|one| bound(self.money[one.group()]) <= price * one.weight());
                return (!up || all_poor).then_some((price, poor));
            }
        }
    }

    fn pay(&mut self, project: usize) -> Option<()> {
        let price = Span { low: self.prices[project].low, high: self.prices[project].high? };
        for one in &std::mem::take(&mut self.supporters[project]) {
            let money = &mut self.money[one.group()];
            *money = (*money - price * one.weight()).not_negative();
        }
        Some(())
    }
}
