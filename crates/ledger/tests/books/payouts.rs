//! Series of distributions to changing holders, through the database, against exact rational shares.

use crate::{ANA, BO, Books, C, CY, at, entry};
use kernel::CARRY_UNITS;
use ledger::{AccountKey, Cause, PayoutNote, PostRefused};
use store::OpError::Refused;

/// All weight sums here are at most 24, so this is a common denominator of every share.
const COMMON: i128 = 5_354_228_880;

fn note() -> PayoutNote {
    PayoutNote {
        happened_at: at(5),
        recorded_at: at(6),
        cause: Cause::new("distribution", "dis_1"),
        parent: None,
        mandate: "man_1".to_owned(),
    }
}

fn holder(number: usize) -> String {
    format!("mem_01kax00000000000000000000{}", (b'a' + number as u8) as char)
}

/// A small generator: the series is the same in every run, and a seed names it.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

async fn rounding(books: &Books, fund: i64) -> (i128, i128) {
    books
        .db
        .read(move |reader| {
            let accounts = ledger::fund_accounts(reader, 1, fund, C)?;
            let account = accounts.iter().find(|account| account.key.purpose() == ledger::Purpose::Rounding);
            let carries = ledger::carries(reader, 1, fund)?;
            let slack = ledger::fund(reader, 1, fund)?.unwrap().slack_units;
            let sum = carries.iter().map(|(_, units)| i128::from(*units)).sum::<i128>() - i128::from(slack);
            Ok((
                account.map_or(0, |account| i128::from(account.balance_minor)) * i128::from(CARRY_UNITS),
                sum,
            ))
        })
        .await
        .unwrap()
}

testkit::both_engines! {
    async fn thirds_come_out_in_time(books: Books) {
        books.post(entry("opening", "com_1", &[(AccountKey::bank(C), 300), (AccountKey::opening(1, C), -300)])).await.unwrap();
        for _ in 0..3 {
            let shares = [ANA, BO, CY].map(|id| (id.to_owned(), 1)).to_vec();
            books.run(move |tx| ledger::pay_shares(tx, 1, 100, &shares, &note())).await.unwrap();
            books.assert_sound().await;
        }
        for id in [ANA, BO, CY] {
            assert_eq!(books.balance(AccountKey::payable(id, C)).await, 100);
        }
        assert_eq!(books.fund(1).await, 0);
    }

    async fn shares_that_make_no_sense_are_refused(books: Books) {
        books.post(entry("opening", "com_1", &[(AccountKey::bank(C), 300), (AccountKey::opening(1, C), -300)])).await.unwrap();
        let ana = || (ANA.to_owned(), 1);
        for (fund, total, shares, answer) in [
            (1, 100, vec![], PostRefused::SharesMalformed),
            (1, 100, vec![(ANA.to_owned(), 0)], PostRefused::SharesMalformed),
            (1, 100, vec![ana(), ana()], PostRefused::SharesMalformed),
            (1, -1, vec![ana()], PostRefused::SharesMalformed),
            (1, 301, vec![ana()], PostRefused::FundWouldPassZero { fund: 1, by_minor: 1 }),
            (9, 1, vec![ana()], PostRefused::NoSuchFund { fund: 9 }),
            (1, 1, vec![("Ana".to_owned(), 1)], PostRefused::OwnerMalformed),
        ] {
            let paid = books.run(move |tx| ledger::pay_shares(tx, fund, total, &shares, &note())).await;
            assert_eq!(paid, Err(Refused(answer)));
        }
        // The second leaves nothing in the rounding account, and the carries have moved by it too.
        for (total, bo) in [(10, 2), (100, 1)] {
            let paid = books.run(move |tx| ledger::pay_shares(tx, 1, total, &[(ANA.to_owned(), 1), (BO.to_owned(), bo)], &note())).await.unwrap();
            let back = books.run(move |tx| ledger::reverse(tx, paid.entry.unwrap(), Cause::new("correction", "cor_1"), at(7), at(7))).await;
            assert_eq!(back, Err(Refused(PostRefused::IsDistribution)), "{total}");
        }
        books.assert_sound().await;
    }

    /// Two funds pay the same series, one with its holders in turned order: equal parts, nobody a whole minor unit
    /// from the exact share, no part negative, and the rounding account holds exactly what the carries say.
    async fn nobody_is_a_minor_unit_off_over_any_series(books: Books) {
        for seed in 1..=4 {
            let funds = books.run(move |tx| {
                let mut funds = [0; 2];
                for fund in &mut funds {
                    *fund = ledger::open_fund(tx, ledger::FundKind::Project, "series", at(0))?;
                    let opening = [(AccountKey::bank(C), 50_000_000), (AccountKey::opening(*fund, C), -50_000_000)];
                    ledger::post(tx, &entry("opening", "com_1", &opening))?;
                }
                Ok(funds)
            }).await.unwrap();
            let mut dice = Dice::new(seed);
            let (mut paid, mut exact, mut given) = ([0i128; 6], [0i128; 6], 0i128);
            for round in 0..25 {
                let total = dice.below(if round % 3 == 0 { 7 } else { 1_000_000 }) as i64;
                let shares: Vec<_> = (0..6).map(|at| (holder(at), dice.below(5))).filter(|(_, weight)| *weight > 0).collect();
                let sum: u64 = shares.iter().map(|(_, weight)| weight).sum();
                if sum == 0 {
                    continue;
                }
                let turned: Vec<_> = shares.iter().rev().cloned().collect();
                let (given_shares, funds_now) = (shares.clone(), funds);
                let (first, mut second) = books.run(move |tx| Ok((
                    ledger::pay_shares(tx, funds_now[0], total, &given_shares, &note())?,
                    ledger::pay_shares(tx, funds_now[1], total, &turned, &note())?,
                ))).await.unwrap();
                second.parts.reverse();
                assert_eq!(first.parts, second.parts, "seed {seed} round {round}");
                given += i128::from(total);
                for ((id, minor), (_, weight)) in first.parts.iter().zip(&shares) {
                    assert!(*minor >= 0);
                    let at = (id.as_bytes()[id.len() - 1] - b'a') as usize;
                    paid[at] += i128::from(*minor);
                    exact[at] += i128::from(total) * i128::from(*weight) * (COMMON / i128::from(sum));
                    assert!((exact[at] - paid[at] * COMMON).abs() < COMMON, "seed {seed} round {round}: {id}");
                }
                let (account, carries) = rounding(&books, funds[0]).await;
                assert_eq!(account, carries, "seed {seed} round {round}");
                assert_eq!(paid.iter().sum::<i128>() + account / i128::from(CARRY_UNITS), given);
            }
            let last = books.run(move |tx| ledger::pay_carries(tx, funds[0], &note())).await.unwrap();
            assert!(last.parts.iter().all(|(_, minor)| (0..=1).contains(minor)));
            let rest: i64 = last.parts.iter().map(|(_, minor)| minor).sum();
            assert_eq!(paid.iter().sum::<i128>() + i128::from(rest), given);
            assert_eq!(rounding(&books, funds[0]).await, (0, 0));
            let nothing = books.run(move |tx| ledger::pay_carries(tx, funds[0], &note())).await.unwrap();
            assert_eq!(nothing.entry, None);
        }
        books.assert_sound().await;
    }
}
