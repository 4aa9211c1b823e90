//! Random members, sums and clicks held against a simple book: no mandate ever passes its ceiling, no fund spends what
//! it has not, and the books say what the mandates say.

use crate::world::{DAY, World};
use kernel::Id;
use spending::asked::Payee;
use spending::expense::{ExpenseRefused as No, ExpenseState as State};
use spending::ops::SubmitExpense;
use spending::rows::{Expense, Mandate};

/// xorshift64*: enough for dice, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides
    }
}

/// An expense in the simple book.
struct Asked {
    id: Id<Expense>,
    mandate: usize,
    amount: i64,
    outside: bool,
    author_is_treasurer: bool,
    state: State,
}

/// What each mandate has spent and promised, and what the fund has.
struct Simple {
    ceilings: Vec<i64>,
    spent: Vec<i64>,
    promised: Vec<i64>,
    fund: i64,
    asked: Vec<Asked>,
}

impl Simple {
    fn left(&self, mandate: usize) -> i64 {
        self.ceilings[mandate] - self.spent[mandate] - self.promised[mandate]
    }

    fn approve(&mut self, at: usize, by_treasurer: bool) -> Result<State, No> {
        let asked = &self.asked[at];
        if by_treasurer && asked.author_is_treasurer {
            return Err(No::OwnExpense);
        }
        if asked.state != State::Submitted {
            return Err(No::WrongState);
        }
        if asked.amount > self.left(asked.mandate) {
            return Err(No::AboveCeiling);
        }
        if asked.amount > self.fund - self.promised.iter().sum::<i64>() {
            return Err(No::FundTooSmall);
        }
        match asked.outside {
            true => self.promised[asked.mandate] += asked.amount,
            false => {
                self.spent[asked.mandate] += asked.amount;
                self.fund -= asked.amount;
            }
        }
        self.asked[at].state = State::Approved;
        Ok(State::Approved)
    }

    fn refuse(&mut self, at: usize) -> Result<State, No> {
        let asked = &self.asked[at];
        let promised = asked.state == State::Approved && asked.outside;
        if asked.state != State::Submitted && !promised {
            return Err(No::WrongState);
        }
        if promised {
            self.promised[asked.mandate] -= asked.amount;
        }
        self.asked[at].state = State::Refused;
        Ok(State::Refused)
    }

    fn pay(&mut self, at: usize) -> Result<State, No> {
        let asked = &self.asked[at];
        if !asked.outside {
            return Err(No::PayeeIsMember);
        }
        if asked.state != State::Approved {
            return Err(No::WrongState);
        }
        self.promised[asked.mandate] -= asked.amount;
        self.spent[asked.mandate] += asked.amount;
        self.fund -= asked.amount;
        self.asked[at].state = State::Paid;
        Ok(State::Paid)
    }
}

async fn ask(world: &World, simple: &mut Simple, mandates: &[Id<Mandate>], dice: &mut Dice) {
    let mandate = dice.roll(mandates.len() as u64) as usize;
    let amount = 1 + dice.roll(simple.ceilings[mandate] as u64 * 6 / 10) as i64;
    let (outside, author_is_treasurer) = (dice.roll(2) == 0, dice.roll(4) == 0);
    let payee = if outside { Payee::Outside("Steel".into()) } else { Payee::Member(world.dan) };
    let input = SubmitExpense { payee, ..world.new_expense(mandates[mandate], amount) };
    let author = if author_is_treasurer { world.treasurer } else { world.chen };
    let id = input.id;
    match world.submit(author, input).await {
        Ok(_) => {
            let state = State::Submitted;
            simple.asked.push(Asked { id, mandate, amount, outside, author_is_treasurer, state });
        }
        Err(No::AboveCeiling) => assert!(amount > simple.left(mandate)),
        Err(other) => panic!("{other}"),
    }
}

async fn season(world: World, seed: u64) {
    println!("seed {seed}");
    let mut dice = Dice(seed);
    // Together they permit more than the fund has.
    let ceilings = vec![60_000, 50_000, 9_000];
    let mut mandates = Vec::new();
    for ceiling in &ceilings {
        mandates.push(world.mandate(*ceiling).await);
    }
    let mut simple =
        Simple { spent: vec![0; 3], promised: vec![0; 3], ceilings, fund: 100_000, asked: Vec::new() };
    for _ in 0..160 {
        if simple.asked.is_empty() || dice.roll(3) == 0 {
            ask(&world, &mut simple, &mandates, &mut dice).await;
            continue;
        }
        let at = dice.roll(simple.asked.len() as u64) as usize;
        let id = simple.asked[at].id;
        match dice.roll(6) {
            0 => assert_eq!(world.refuse(world.steward, id, "no").await, simple.refuse(at), "seed {seed}"),
            1 | 2 => assert_eq!(world.pay(world.treasurer, id, "7").await, simple.pay(at), "seed {seed}"),
            n => {
                let by = if n == 3 { world.treasurer } else { world.steward };
                assert_eq!(world.approve(by, id).await, simple.approve(at, n == 3), "seed {seed}");
            }
        }
        let hour = std::time::Duration::from_secs(3_600);
        world.clock.advance(hour.min(DAY));
    }
    for (at, mandate) in mandates.iter().enumerate() {
        let used = world.used(*mandate).await;
        assert_eq!(used, (simple.spent[at], simple.promised[at]), "seed {seed}");
        assert!(used.0 + used.1 <= simple.ceilings[at], "seed {seed}");
    }
    assert_eq!(world.fund().await, simple.fund, "seed {seed}");
    world.assert_whole().await;
}

testkit::both_engines! {
    async fn a_season_of_spending(world: World) {
        season(world, 0x5eed_0001).await;
    }

    async fn another_season_of_spending(world: World) {
        season(world, 0x5eed_0b0e).await;
    }
}
