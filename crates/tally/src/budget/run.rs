//! One run of the Method of Equal Shares from a given first share.

use super::electorate::{Electorate, Supporter};
use super::forms::{Form, Solved, asked, held};
use super::span::{Moving, Span, Steady, bits, shift_for};
use num_bigint::BigInt;
use std::cmp::Ordering;

/// A project that was selected, and what its price follows from.
#[derive(Debug, Clone)]
pub(super) struct Round {
    pub project: usize,
    /// Groups that gave the last of their money for it. Those without any money before are not among them.
    pub poor: Vec<usize>,
    /// Of all supporters who could pay their full part. Each pays price times own weight.
    pub weight: i128,
}

/// What a run ended with.
#[derive(Debug)]
pub(super) struct Ran {
    pub rounds: Vec<Round>,
    /// Two projects were equally good, and the tie rule decided.
    pub tie_met: bool,
    /// With so many more steps of Add1 each run is the same: same projects in the same order, same poor voters.
    pub steady: i128,
}

/// What a project asks of a supporter of weight 1, as last computed. Money only goes, so that an old price is still a
/// lower bound.
#[derive(Debug, Clone, Copy)]
struct Asking {
    price: Moving,
    /// So many groups at the front of the project's list put in all they have.
    poor: usize,
    weight: i128,
}

/// A run in progress. All money is multiplied with the number of voters, and its bounds are counted in parts of
/// 2^-shift.
struct Run<'a> {
    electorate: &'a Electorate,
    share: i128,
    shift: i32,
    /// Beyond this a change by step is not followed any more.
    step_max: i128,
    /// Of one voter of each group. Zero, and staying zero, where the group gave its last.
    money: Vec<Span>,
    /// What it changes by with each step of Add1; only kept up where somebody asks.
    money_step: Vec<Span>,
    /// Supporters of each project that have money.
    supporters: Vec<Vec<Supporter>>,
    asking: Vec<Asking>,
    rounds: Vec<Round>,
    solved: Solved,
    tie_met: bool,
    steady: Steady,
}

/// Runs with this first share (multiplied with the number of voters). `step` is what the next run of Add1 would give
/// more, and zero where nobody asks how long the outcome stays the same; `steps_max` is the most that is asked for.
pub(super) fn run(electorate: &Electorate, share: i128, step: i128, steps_max: i128) -> Ran {
    let mut run = Run::begin(electorate, share, step, steps_max);
    let mut left: Vec<usize> = (0..electorate.contenders.len())
        .filter(|project| electorate.contenders[*project].is_some())
        .collect();
    while let Some(project) = run.best(&mut left) {
        left.retain(|other| *other != project);
        run.pay(project);
    }
    Ran { rounds: run.rounds, tie_met: run.tie_met, steady: run.steady.0 }
}

impl<'a> Run<'a> {
    fn begin(electorate: &'a Electorate, share: i128, step: i128, steps_max: i128) -> Run<'a> {
        let (voters, weights) = (bits(electorate.voters), bits(electorate.weight_max));
        // Room for changes that add up.
        let step_bits = 108 - voters - weights;
        let shift = shift_for(electorate, share).min(step_bits - bits(step));
        let asking = electorate.contenders.iter().map(|contender| match contender {
            Some(one) => {
                let price = Moving { now: Span::of(one.cost, shift).divided(one.weight), step: Span::ZERO };
                Asking { price, poor: 0, weight: one.weight }
            }
            None => Asking { price: Moving::ZERO, poor: 0, weight: 1 },
        });
        let supporters = electorate.contenders.iter();
        Run {
            electorate,
            share,
            shift,
            step_max: 1 << step_bits,
            money: vec![Span::of(share, shift); electorate.groups.len()],
            money_step: vec![Span::of(step, shift); electorate.groups.len()],
            supporters: supporters
                .map(|one| one.as_ref().map_or(Vec::new(), |one| one.supporters.clone()))
                .collect(),
            asking: asking.collect(),
            rounds: Vec::new(),
            solved: Solved::default(),
            tie_met: false,
            steady: Steady(if step == 0 { 0 } else { steps_max }),
        }
    }

    /// The project with the least rho, of those that can be paid. Takes those that cannot out of the list: they never
    /// can again.
    fn best(&mut self, left: &mut Vec<usize>) -> Option<usize> {
        // By what they asked at last, the cheapest first: so most need not be asked again.
        left.sort_by(|a, b| {
            let [a, b] =
                [(*a, *b), (*b, *a)].map(|(one, other)| self.asking[one].price.now.low * self.utility(other));
            a.cmp(&b)
        });
        let mut best: Option<usize> = None;
        let mut asked_now = 0;
        let mut gone = Vec::new();
        for project in left.iter().copied() {
            if best.is_some_and(|best| self.certainly_dearer(project, best)) {
                break;
            }
            asked_now += 1;
            if !self.ask(project) {
                gone.push(project);
                continue;
            }
            if best.is_none_or(|best| self.goes_first(project, best)) {
                best = Some(project);
            }
        }
        let best = best;
        if let Some(best) = best {
            for (place, other) in left.iter().copied().enumerate() {
                if other != best && !gone.contains(&other) {
                    self.keep_dearer(other, best, place < asked_now);
                }
            }
        }
        left.retain(|project| !gone.contains(project));
        best
    }

    fn utility(&self, project: usize) -> i128 {
        self.electorate.contender(project).utility
    }

    fn certainly_dearer(&self, project: usize, best: usize) -> bool {
        let [mine, theirs] = [project, best].map(|one| self.asking[one].price.now);
        mine.low * self.utility(best) > theirs.high * self.utility(project)
    }

    /// Whether of two projects that were both asked in this round the first is the better one.
    fn goes_first(&mut self, project: usize, best: usize) -> bool {
        let order = if self.certainly_dearer(project, best) {
            Ordering::Greater
        } else if self.certainly_dearer(best, project) {
            Ordering::Less
        } else {
            self.compare_exactly(project, best).0
        };
        self.tie_met |= order == Ordering::Equal;
        let ranks = &self.electorate.ranks;
        order.then(ranks[project].cmp(&ranks[best])) == Ordering::Less
    }

    /// Of two projects that were both asked in this round; and whether the difference is the same for every first
    /// share.
    fn compare_exactly(&mut self, one: usize, other: usize) -> (Ordering, bool) {
        let [mine, theirs] = [one, other].map(|project| self.asked_exactly(project));
        let left_times = BigInt::from(self.asking[other].weight) * self.utility(other);
        let right_times = BigInt::from(self.asking[one].weight) * self.utility(one);
        let mut form = Form::constant(0);
        form.add(&mine, &left_times);
        form.add(&theirs, &-right_times);
        self.sign(&form)
    }

    /// The price of a project times the weight it is divided by.
    fn asked_exactly(&self, project: usize) -> Form {
        let poor = self.supporters[project][..self.asking[project].poor].iter().map(|one| one.group());
        asked(self.electorate, &self.rounds, self.rounds.len(), project, poor)
    }

    fn sign(&mut self, form: &Form) -> (Ordering, bool) {
        self.solved.extend(self.electorate, &self.rounds);
        self.solved.sign(form, self.share)
    }

    /// Computes what the project asks; false where its supporters together hold less than its cost.
    fn ask(&mut self, project: usize) -> bool {
        let mut list = std::mem::take(&mut self.supporters[project]);
        list.retain(|one| {
            self.money[one.group()] != Span::ZERO || self.money_step[one.group()] != Span::ZERO
        });
        let affordable = self.can_pay(project, &list);
        if affordable {
            self.asking[project] = self.price(project, &mut list);
        }
        self.supporters[project] = list;
        affordable
    }

    fn can_pay(&mut self, project: usize, list: &[Supporter]) -> bool {
        let cost = self.electorate.contender(project).cost;
        let together = list.iter().fold(Span::ZERO, |sum, one| sum + self.money[one.group()] * one.count());
        let missing = Span::of(cost, self.shift) - together;
        let short = if missing.high <= 0 {
            false
        } else if missing.low > 0 {
            true
        } else {
            let form = asked(
                self.electorate,
                &self.rounds,
                self.rounds.len(),
                project,
                list.iter().map(|one| one.group()),
            );
            self.sign(&form).0 == Ordering::Greater
        };
        if short && self.steady.0 > 0 {
            let more =
                list.iter().fold(Span::ZERO, |sum, one| sum + self.money_step[one.group()] * one.count());
            self.steady.keep(missing.low, -more.high);
        }
        !short
    }

    /// Finds who cannot pay the full part. Beginning with nobody, each price is too low or right: so whoever cannot
    /// pay it is poor, and at the end everybody else can.
    fn price(&mut self, project: usize, list: &mut [Supporter]) -> Asking {
        let cost = Span::of(self.electorate.contender(project).cost, self.shift);
        let mut weight: i128 = list.iter().map(|one| one.count() * one.weight()).sum();
        let (mut poor, mut put_in) = (0, Span::ZERO);
        let mut doubtful = Vec::new();
        loop {
            let price = (cost - put_in).divided(weight).not_negative();
            let before = poor;
            doubtful.clear();
            let mut at = poor;
            while at < list.len() {
                let one = list[at];
                let money = self.money[one.group()];
                if money.high < price.low * one.weight() {
                    list.swap(poor, at);
                    poor += 1;
                    put_in = put_in + money * one.count();
                    weight -= one.count() * one.weight();
                } else if money.low < price.high * one.weight() {
                    doubtful.push(one);
                }
                at += 1;
            }
            if poor > before {
                continue;
            }
            for one in self.poor_exactly(project, &list[..poor], weight, &doubtful) {
                put_in = put_in + self.money[one.group()] * one.count();
                weight -= one.count() * one.weight();
                let at = list.iter().position(|other| other.group() == one.group()).unwrap_or(poor);
                list.swap(poor, at);
                poor += 1;
            }
            if poor == before {
                let step = self.price_step(&list[..poor], weight);
                return Asking { price: Moving { now: price, step }, poor, weight };
            }
        }
    }

    fn price_step(&mut self, poor: &[Supporter], weight: i128) -> Span {
        if self.steady.0 == 0 {
            return Span::ZERO;
        }
        let sum = poor.iter().fold(Span::ZERO, |sum, one| sum + self.money_step[one.group()] * one.count());
        self.followed((-sum).divided(weight))
    }

    /// Which of the doubtful cannot pay the full part, if these are poor.
    fn poor_exactly(
        &mut self,
        project: usize,
        poor: &[Supporter],
        weight: i128,
        doubtful: &[Supporter],
    ) -> Vec<Supporter> {
        if doubtful.is_empty() {
            return Vec::new();
        }
        let before = self.rounds.len();
        let asked = asked(self.electorate, &self.rounds, before, project, poor.iter().map(|one| one.group()));
        let mut found = Vec::new();
        for one in doubtful {
            let held = held(self.electorate, &self.rounds, before, one.group());
            let form = Form::difference(&held, weight, &asked, one.weight());
            if self.sign(&form).0 == Ordering::Less {
                found.push(*one);
            }
        }
        found
    }

    /// A change by step, if it is not too large to be followed; else nothing is said about further steps.
    fn followed(&mut self, step: Span) -> Span {
        if step.low > -self.step_max && step.high < self.step_max {
            return step;
        }
        self.steady = Steady(0);
        Span::ZERO
    }

    /// Another project must stay dearer than the best, as long as the outcome is to stay the same.
    fn keep_dearer(&mut self, other: usize, best: usize, asked_now: bool) {
        if self.steady.0 == 0 {
            return;
        }
        let [mine, theirs] = [other, best].map(|one| self.asking[one].price);
        let [my_utility, their_utility] = [other, best].map(|one| self.utility(one));
        let gap = mine.now.low * their_utility - theirs.now.high * my_utility;
        let change = mine.step.low.checked_mul(their_utility).zip(theirs.step.high.checked_mul(my_utility));
        let Some(step) = change.and_then(|(mine, theirs)| mine.checked_sub(theirs)) else {
            self.steady = Steady(0);
            return;
        };
        // Equally good, and so for every first share: then the tie rule decides each time alike.
        if gap <= 0 && step < 0 && asked_now && self.compare_exactly(other, best) == (Ordering::Equal, true) {
            return;
        }
        self.steady.keep(gap, step);
    }

    fn pay(&mut self, project: usize) {
        let Asking { price, poor, weight } = self.asking[project];
        let list = std::mem::take(&mut self.supporters[project]);
        let watched = self.steady.0 > 0;
        for one in &list[..poor] {
            let money = std::mem::replace(&mut self.money[one.group()], Span::ZERO);
            let step = std::mem::replace(&mut self.money_step[one.group()], Span::ZERO);
            if watched {
                let missing = price.now.low * one.weight() - money.high;
                self.steady.keep(missing, price.step.low * one.weight() - step.high);
            }
        }
        for one in &list[poor..] {
            let money = &mut self.money[one.group()];
            let now = *money - price.now * one.weight();
            // Bounds may say less than nothing; nobody has less than that.
            *money = now.not_negative();
            if watched {
                let step = &mut self.money_step[one.group()];
                *step = *step - price.step * one.weight();
                self.steady.keep(now.low, step.low);
            }
        }
        self.rounds.push(Round {
            project,
            poor: list[..poor].iter().map(|one| one.group()).collect(),
            weight,
        });
    }
}
