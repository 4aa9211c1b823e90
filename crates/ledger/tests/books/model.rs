//! Random entries and reversals against a book of a few lines that keeps everything in memory. A failure prints its
//! seed; `LEDGER_SEED` runs that one again.

use crate::payouts::Dice;
use crate::{ANA, BO, Books, C, CY, at};
use ledger::{AccountKey, Cause, NewEntry, PostRefused};
use std::collections::BTreeMap;
use store::OpError::Refused;

/// The plainest possible books: balances, and entries in order.
#[derive(Clone, Default)]
struct Model {
    balances: BTreeMap<AccountKey, i64>,
    entries: Vec<ModelEntry>,
}

#[derive(Clone)]
struct ModelEntry {
    postings: BTreeMap<AccountKey, i64>,
    is_reversal: bool,
    reversed: bool,
}

impl Model {
    /// The code of the refusal, where there is one; of several reasons the books name the first in this order.
    fn post(&mut self, new: &NewEntry) -> Result<(), &'static str> {
        let mut postings: BTreeMap<AccountKey, i64> = BTreeMap::new();
        for (key, amount) in &new.postings {
            *postings.entry(key.clone()).or_default() += amount;
        }
        postings.retain(|_, amount| *amount != 0);
        if postings.values().sum::<i64>() != 0 {
            return Err("entry_unbalanced");
        }
        if postings.len() < 2 {
            return Err("entry_empty");
        }
        let spends = postings.iter().any(|(key, amount)| *amount > 0 && key.purpose().spends());
        if spends && new.mandate.is_none() {
            return Err("spends_without_mandate");
        }
        for fund in [1, 2] {
            let spends_here = |(key, amount): (&AccountKey, &i64)| {
                key.fund() == Some(fund) && *amount > 0 && key.purpose().spends()
            };
            let change: i64 =
                postings.iter().filter(|(key, _)| key.fund() == Some(fund)).map(|(_, amount)| -amount).sum();
            if postings.iter().any(spends_here) && self.fund(fund) + change < 0 {
                return Err("fund_would_pass_zero");
            }
        }
        self.add(postings, false)
    }

    fn reverse(&mut self, number: i64) -> Result<(), &'static str> {
        let Some(done) = usize::try_from(number - 1).ok().and_then(|at| self.entries.get(at)) else {
            return Err("no_such_entry");
        };
        match (done.reversed, done.is_reversal) {
            (true, _) => return Err("already_reversed"),
            (_, true) => return Err("is_reversal"),
            _ => {}
        }
        self.add(done.postings.iter().map(|(key, amount)| (key.clone(), -amount)).collect(), true)?;
        self.entries[number as usize - 1].reversed = true;
        Ok(())
    }

    fn add(&mut self, postings: BTreeMap<AccountKey, i64>, is_reversal: bool) -> Result<(), &'static str> {
        let mut balances = self.balances.clone();
        for (key, amount) in &postings {
            let balance = balances.entry(key.clone()).or_default();
            *balance += amount;
            if key.purpose().guarded() && *balance * key.kind().sign() < 0 {
                return Err("account_would_pass_zero");
            }
        }
        self.balances = balances;
        self.entries.push(ModelEntry { postings, is_reversal, reversed: false });
        Ok(())
    }

    fn fund(&self, fund: i64) -> i64 {
        self.balances.iter().filter(|(key, _)| key.fund() == Some(fund)).map(|(_, balance)| -balance).sum()
    }
}

#[derive(Debug, Clone)]
enum Step {
    Post(Box<NewEntry>),
    Reverse(i64),
}

fn some_account(dice: &mut Dice) -> AccountKey {
    let owner = [ANA, BO, CY][dice.below(3) as usize];
    let fund = 1 + dice.below(2) as i64;
    match dice.below(10) {
        0..=2 => AccountKey::bank(C),
        3 => AccountKey::held(owner, C),
        4 => AccountKey::held_for_fund(fund, C),
        5 => AccountKey::payable(owner, C),
        6 => AccountKey::owed(owner, C),
        7 => AccountKey::sales(fund, C),
        8 => AccountKey::purchases(fund, C),
        _ => AccountKey::transfer(fund, C),
    }
}

fn some_step(dice: &mut Dice, entry_count: u64) -> Step {
    if dice.below(6) == 0 {
        return Step::Reverse(dice.below(entry_count + 3) as i64);
    }
    let mut postings: Vec<_> =
        (0..1 + dice.below(4)).map(|_| (some_account(dice), dice.below(400) as i64 - 150)).collect();
    let sum: i64 = postings.iter().map(|(_, amount)| amount).sum();
    // Mostly balanced, mostly against the bank, so that most of it is taken.
    let off = i64::from(dice.below(20) == 0);
    postings.push((if dice.below(3) > 0 { AccountKey::bank(C) } else { some_account(dice) }, off - sum));
    let at_hours = dice.below(24 * 40) as i64;
    Step::Post(Box::new(NewEntry {
        kind: "model",
        happened_at: at(at_hours),
        recorded_at: at(at_hours + 1),
        cause: Cause::new("model", at_hours),
        parent: (entry_count > 0 && dice.below(2) == 0).then(|| 1 + dice.below(entry_count) as i64),
        mandate: (dice.below(3) > 0).then(|| "man_1".to_owned()),
        reverses: None,
        postings,
    }))
}

/// One transaction of one to three steps; the first refusal undoes all of it, here and there.
async fn one_operation(books: &Books, model: &mut Model, dice: &mut Dice) -> bool {
    let mut after = model.clone();
    let mut steps = Vec::new();
    let mut expected = Ok(());
    for _ in 0..1 + dice.below(3) {
        let step = some_step(dice, after.entries.len() as u64);
        let answer = match &step {
            Step::Post(new) => after.post(new),
            Step::Reverse(number) => after.reverse(*number),
        };
        steps.push(step);
        if answer.is_err() {
            expected = answer;
            break;
        }
    }
    let what = format!("{steps:?}");
    let done = books
        .run(move |tx| {
            for step in &steps {
                match step {
                    Step::Post(new) => ledger::post(tx, new)?,
                    Step::Reverse(number) => {
                        ledger::reverse(tx, *number, Cause::new("correction", number), at(1), at(1))?
                    }
                };
            }
            Ok(())
        })
        .await;
    let done = match done {
        Ok(()) => Ok(()),
        Err(Refused(refused)) => Err(PostRefused::code(&refused)),
        Err(fault) => panic!("{fault:?} on {what}"),
    };
    assert_eq!(done, expected, "{what}");
    if done.is_ok() {
        *model = after;
    }
    done.is_ok()
}

async fn agree(books: &Books, model: &Model) {
    let report = books.assert_sound().await;
    assert_eq!(report.entry_count, model.entries.len() as i64);
    for (key, balance) in &model.balances {
        assert_eq!(books.balance(key.clone()).await, balance * key.kind().sign(), "{}", key.code());
    }
    for fund in [1, 2] {
        let days = books.db.read(move |reader| ledger::fund_days(reader, 1, fund, C)).await.unwrap();
        assert_eq!(days.last().map_or(0, |(_, balance)| *balance), model.fund(fund));
        assert_eq!(books.fund(fund).await, model.fund(fund));
    }
    for (at, kept) in model.entries.iter().enumerate() {
        let number = at as i64 + 1;
        let full = books.db.read(move |reader| ledger::entry(reader, 1, number)).await.unwrap().unwrap();
        assert_eq!(full.postings.into_iter().collect::<BTreeMap<_, _>>(), kept.postings, "entry {number}");
        assert_eq!(full.head.reversed_by.is_some(), kept.reversed, "entry {number}");
    }
}

testkit::both_engines! {
    async fn the_books_agree_with_the_plainest_books(books: Books) {
        let given = std::env::var("LEDGER_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed = given.unwrap_or_else(|| kernel::Timestamp::of_system().micros as u64);
        println!("LEDGER_SEED={seed}");
        let (mut dice, mut model, mut taken, mut tried) = (Dice::new(seed), Model::default(), 0, 0);
        // Poor books refuse most of what is tried: whatever the dice say, enough of it is taken.
        while tried < 300 || taken <= 30 {
            tried += 1;
            taken += i32::from(one_operation(&books, &mut model, &mut dice).await);
            assert!(tried < 3_000, "only {taken} of {tried} were taken: the test tests little");
        }
        agree(&books, &model).await;
    }
}
