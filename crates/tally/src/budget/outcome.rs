//! What was chosen, and the reckoning that led to it.

use super::greedy::Considered;
use super::instance::{Ballot, Instance};
use super::rule::{Measure, Rule};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;

/// What a rule chose. Everything in it follows from the instance alone, so that anybody can count again.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    pub rule: Rule,
    /// In the order in which they were selected.
    pub selected: Vec<usize>,
    pub total_cost: u64,
    /// The other order among equally good projects would have selected others.
    pub depends_on_tie_breaking: bool,
    /// Of Equal Shares: what was bought, and by whom.
    pub shares: Option<Shares>,
    /// Of the greedy rule, alone or after Equal Shares: every project whose turn came, in that order.
    pub considered: Vec<Considered>,
}

impl Outcome {
    pub(super) fn of(
        instance: &Instance,
        rule: Rule,
        shares: Option<Shares>,
        considered: Vec<Considered>,
    ) -> Outcome {
        let mut selected = shares.as_ref().map_or(Vec::new(), Shares::selected);
        selected.extend(considered.iter().filter(|one| one.taken).map(|one| one.project));
        let total_cost = instance.cost_of(&selected);
        Outcome { rule, selected, total_cost, depends_on_tie_breaking: false, shares, considered }
    }

    /// The ids of what was selected, as texts in order.
    pub fn sorted_ids<'a>(&self, instance: &'a Instance) -> Vec<&'a str> {
        let mut ids: Vec<&str> =
            self.selected.iter().map(|project| instance.projects[*project].id.as_str()).collect();
        ids.sort_unstable();
        ids
    }
}

/// Why Equal Shares stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Supporters of no other project hold its cost together.
    NothingAffordable,
    /// Add1: what is left of the budget pays for nothing more that somebody wants.
    NothingFits,
    /// Add1: with one more for each, the outcome would cost more than the budget.
    NextWouldOverspend,
}

/// The rounds of the run of Equal Shares that gave the outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// What each voter began with: budget divided by voters, plus what Add1 added.
    pub first_share: BigRational,
    /// How many times Add1 added its step. The rule has one run more than that, or two where the last would have
    /// overspent.
    pub added: u64,
    /// How many runs were computed. The others are known to select the same as the run before them.
    pub computed: u64,
    pub ended: Ended,
    /// Cost nothing, and somebody wants them: taken before the first round.
    pub free: Vec<usize>,
    pub rounds: Vec<Purchase>,
    pub(super) measure: Measure,
    /// Of all prices.
    pub(super) denominator: BigInt,
}

/// A round: a project was bought by its supporters.
#[derive(Debug, Clone, PartialEq)]
pub struct Purchase {
    pub project: usize,
    /// What a supporter who could pay the full part paid for a unit of utility.
    pub rho: BigRational,
    /// Money left with all voters together after this round. With Add1 this is more than the budget's rest.
    pub left: u64,
    /// What a voter of weight 1 pays at most, over the common denominator.
    pub(super) price: BigInt,
}

/// What the share of one voter with a certain ballot paid for.
#[derive(Debug, Clone, PartialEq)]
pub struct BallotShare {
    /// Project and amount, by round.
    pub paid: Vec<(usize, BigRational)>,
    pub left: BigRational,
}

/// A project that its supporters could not pay for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    pub project: usize,
    /// How many projects had been bought when its supporters first held less together than it costs.
    pub rounds: usize,
    /// What they held together then, and from then on never more.
    pub held: BigRational,
}

impl Shares {
    /// In the order of selection.
    pub fn selected(&self) -> Vec<usize> {
        self.free.iter().copied().chain(self.rounds.iter().map(|round| round.project)).collect()
    }

    /// What the share of each voter with this ballot (by its place in the instance) paid for: in every round with a
    /// project that the ballot names, rho times its utility, or what was left if that was less.
    ///
    /// # Panics
    /// Where the instance has no such ballot; it must be the one that was counted.
    pub fn of_ballot(&self, instance: &Instance, ballot: usize) -> BallotShare {
        let sum = |amount: BigInt| BigRational::new(amount, self.denominator.clone());
        let (paid, left) = self.paid_by(&instance.ballots[ballot]);
        let paid = paid.into_iter().map(|(round, amount)| (self.rounds[round].project, sum(amount)));
        BallotShare { paid: paid.collect(), left: sum(left) }
    }

    /// Why what somebody wants and nobody bought was not bought: by project. Walks through all ballots once more.
    ///
    /// # Panics
    /// Where the instance is not the one that was counted.
    pub fn short_of(&self, instance: &Instance) -> Vec<Short> {
        let selected = self.selected();
        let (first, mut supporters) = (self.first(), vec![0_u64; instance.projects.len()]);
        // By project and round: what its supporters paid for others.
        let mut spent = vec![vec![BigInt::zero(); self.rounds.len()]; instance.projects.len()];
        for ballot in instance.ballots.iter().filter(|ballot| ballot.count > 0) {
            let (paid, _) = self.paid_by(ballot);
            let wanted = ballot.utilities.iter().filter(|(_, utility)| *utility > 0);
            for (project, _) in wanted.filter(|(project, _)| !selected.contains(project)) {
                supporters[*project] += ballot.count;
                for (round, amount) in &paid {
                    spent[*project][*round] += amount * ballot.count;
                }
            }
        }
        let short = |project: usize| {
            let cost = &self.denominator * instance.projects[project].cost;
            let mut held = &first * supporters[project];
            let mut rounds = 0;
            while held >= cost {
                held -= &spent[project][rounds];
                rounds += 1;
            }
            Short { project, rounds, held: BigRational::new(held, self.denominator.clone()) }
        };
        (0..instance.projects.len()).filter(|project| supporters[*project] > 0).map(short).collect()
    }

    /// What each begins with, over the common denominator.
    fn first(&self) -> BigInt {
        (&self.first_share * BigRational::from(self.denominator.clone())).to_integer()
    }

    /// Round and amount, and what is left, over the common denominator.
    fn paid_by(&self, ballot: &Ballot) -> (Vec<(usize, BigInt)>, BigInt) {
        let utilities = &ballot.utilities;
        let mut money = self.first();
        let mut paid = Vec::new();
        for (at, round) in self.rounds.iter().enumerate() {
            let utility =
                utilities.iter().find(|(project, _)| *project == round.project).map_or(0, |one| one.1);
            let weight = match self.measure {
                Measure::Cost | Measure::Cardinality => utility.min(1),
                Measure::Points | Measure::Borda => utility,
            };
            let amount = (&round.price * weight).min(money.clone());
            if !amount.is_zero() {
                money -= &amount;
                paid.push((at, amount));
            }
        }
        (paid, money)
    }
}
