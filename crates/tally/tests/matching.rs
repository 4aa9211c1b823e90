//! Quadratic funding held against its definition.

#![allow(clippy::unwrap_used, reason = "a test")]

use num_traits::{Signed, Zero};
use proptest::prelude::*;
use tally::exact::{at_places, parse_decimal, ten_to};
use tally::matching::{
    Contribution, Grant, Grants, NotShared, pairwise_bounded, pairwise_saturating, plain, scaled_when_above,
};
use tally::{BigInt, BigRational};

fn number(text: &str) -> BigRational {
    parse_decimal(text).unwrap()
}

/// Contributor, grant, amount.
fn round(given: &[(&str, &str, &str)]) -> Grants {
    Grants::of(given.iter().map(|(contributor, grant, amount)| Contribution {
        contributor: (*contributor).to_owned(),
        grant: (*grant).to_owned(),
        amount: number(amount),
    }))
}

fn told(matches: &[BigRational], places: usize) -> Vec<String> {
    matches.iter().map(|one| at_places(one, places)).collect()
}

/// Gifts → match of each grant.
#[test]
fn plain_matches() {
    let check = |given: &[(&str, &str, &str)], expected: &[&str]| {
        assert_eq!(told(&plain(&round(given)).unscaled(), 20), expected, "{given:?}");
    };
    check(&[], &[]);
    check(&[("ana", "well", "3")], &["0.00000000000000000000"]);
    check(&[("ana", "well", "1"), ("bo", "well", "4")], &["4.00000000000000000000"]);
    // Twice by the same is one voice; what was taken back was never given.
    check(
        &[("ana", "well", "0.25"), ("ana", "well", "0.75"), ("bo", "well", "1")],
        &["2.00000000000000000000"],
    );
    check(&[("ana", "well", "1"), ("bo", "well", "1"), ("bo", "well", "-1")], &["0.00000000000000000000"]);
    check(&[("ana", "well", "1"), ("bo", "well", "-1")], &["0.00000000000000000000"]);
    check(
        &[("ana", "b", "2"), ("bo", "b", "1"), ("bo", "a", "0")],
        &["0.00000000000000000000", "2.82842712474619009760"],
    );
}

/// Pool in cents, gifts → cents of each grant.
#[test]
fn cents_that_are_left_over() {
    let pair = |grant| [("ana", grant, "1"), ("bo", grant, "1")];
    let check = |pool: i64, given: &[(&str, &str, &str)], expected: &[i64]| {
        let cents = plain(&round(given)).cents(&pool.into());
        assert_eq!(
            cents,
            Ok(expected.iter().map(|cents| BigInt::from(*cents)).collect()),
            "{pool} {given:?}"
        );
    };
    let three = [pair("c"), pair("a"), pair("b")].concat();
    check(0, &three, &[0, 0, 0]);
    check(100, &three, &[34, 33, 33]);
    check(101, &three, &[34, 34, 33]);
    check(102, &three, &[34, 34, 34]);
    // Matches 2 and 6. Of 2 cents half a cent each is left, and the greater match comes first; of 3, a quarter.
    let unlike = [&pair("a")[..], &[("ana", "b", "3"), ("bo", "b", "3")]].concat();
    check(2, &unlike, &[0, 2]);
    check(3, &unlike, &[1, 2]);
    check(4, &unlike, &[1, 3]);
    let nothing = round(&[("ana", "a", "5"), ("bo", "b", "5")]);
    assert_eq!(plain(&nothing).cents(&100.into()), Err(NotShared::NothingMatched));
    assert_eq!(plain(&nothing).scaled(&number("1")), Err(NotShared::NothingMatched));
    assert_eq!(plain(&round(&three)).cents(&BigInt::from(-1)), Err(NotShared::NegativePool));
}

/// Two who meet in one grant, and again in a second: the pair brings less to both.
#[test]
fn pairs_that_meet_again_bring_less() {
    let m = number("25");
    let once = round(&[("ana", "a", "1"), ("bo", "a", "1")]);
    assert_eq!(told(&pairwise_bounded(&once, &m), 6), ["1.923077"]);
    assert_eq!(told(&pairwise_saturating(&once, &m), 6), ["26.000000"]);
    let twice = round(&[
        ("ana", "a", "1"),
        ("bo", "a", "1"),
        ("ana", "b", "16"),
        ("bo", "b", "36"),
        ("cy", "b", "0"),
    ]);
    // 50 / (25 + 25), 2 * 24 * 25 / (25 + 25); 26 is spread as 1 and 24.
    assert_eq!(told(&pairwise_bounded(&twice, &m), 6), ["1.000000", "24.000000"]);
    assert_eq!(told(&pairwise_saturating(&twice, &m), 6), ["1.040000", "24.960000"]);
    let shared = |pool: &str| told(&scaled_when_above(pairwise_saturating(&twice, &m), &number(pool)), 2);
    assert_eq!(shared("13"), ["0.52", "12.48"]);
    assert_eq!(shared("27"), ["1.04", "24.96"]);
    assert_eq!(shared("0"), ["0.00", "0.00"]);
}

fn contributions() -> impl Strategy<Value = Vec<Contribution>> {
    let one = (0..6_u8, 0..4_u8, -100_i64..10_000, prop::bool::ANY).prop_map(|(who, what, cents, square)| {
        let amount = if square { BigInt::from(cents) * cents } else { cents.into() };
        Contribution {
            contributor: who.to_string(),
            grant: what.to_string(),
            amount: BigRational::new(amount, 100.into()),
        }
    });
    prop::collection::vec(one, 0..30)
}

fn gift(grant: &Grant, who: usize) -> Option<BigRational> {
    grant.gifts.iter().find(|gift| gift.contributor == who).map(|gift| gift.amount.clone())
}

/// Root of the product of two people's gifts to a grant, to 30 places.
fn met(grant: &Grant, i: usize, j: usize) -> BigRational {
    let scale = ten_to(30);
    let root = |(a, b)| BigRational::from(&scale * &scale) * a * b;
    let root = gift(grant, i).zip(gift(grant, j)).map_or_else(BigRational::zero, root);
    BigRational::new(root.to_integer().sqrt(), scale)
}

/// One after the other as the definition says, over every ordered pair of everybody in every grant.
fn bounded_by_definition(round: &Grants, m: &BigRational) -> Vec<BigRational> {
    let all = 0..round.contributors.len();
    let others = |i| all.clone().filter(move |j| *j != i).map(move |j| (i, j));
    let pairs: Vec<(usize, usize)> = all.clone().flat_map(others).collect();
    let brought = |grant: &Grant| {
        let bring = |(i, j): &(usize, usize)| {
            let total: BigRational = round.grants.iter().map(|each| met(each, *i, *j)).sum();
            met(grant, *i, *j) * m / (m + total)
        };
        pairs.iter().map(bring).sum()
    };
    round.grants.iter().map(brought).collect()
}

proptest! {
    #[test]
    fn every_cent_is_paid(given in contributions(), pool in 0_i64..1_000_000) {
        let round = Grants::of(given);
        let matched = plain(&round);
        prop_assume!(matched.unscaled().iter().any(|one| !one.is_zero()));
        let cents = matched.cents(&pool.into()).unwrap();
        prop_assert_eq!(cents.iter().sum::<BigInt>(), pool.into());
        let scaled = matched.scaled(&BigRational::from(BigInt::from(pool))).unwrap();
        prop_assert_eq!(scaled.iter().sum::<BigRational>(), BigRational::from(BigInt::from(pool)));
        for (cents, exact) in cents.iter().zip(&scaled) {
            prop_assert!((BigRational::from(cents.clone()) - exact).abs() < number("1"));
        }
    }

    /// The order of a file says nothing, and a gift in two parts is one gift.
    #[test]
    fn order_and_parts_change_nothing(given in contributions(), pool in 0_i64..1_000_000) {
        let mut other: Vec<Contribution> = given.iter().rev().cloned().collect();
        for at in 0..other.len() {
            let mut part = other[at].clone();
            part.amount /= BigRational::from(BigInt::from(4));
            other[at].amount -= &part.amount;
            other.push(part);
        }
        let (one, other) = (Grants::of(given), Grants::of(other));
        prop_assert_eq!(plain(&one).unscaled(), plain(&other).unscaled());
        prop_assert_eq!(plain(&one).cents(&pool.into()), plain(&other).cents(&pool.into()));
    }

    /// What a grant is called says nothing of what it is matched with, and nobody's gift takes from its grant.
    #[test]
    fn names_say_nothing_and_gifts_do_no_harm(given in contributions(), cents in 1_i64..10_000) {
        let of = |given: &[Contribution]| {
            let round = Grants::of(given.to_vec());
            let names: Vec<String> = round.grants.iter().map(|grant| grant.name.clone()).collect();
            names.into_iter().zip(plain(&round).unscaled()).collect::<std::collections::BTreeMap<_, _>>()
        };
        let matched = of(&given);
        let mut renamed = given.clone();
        renamed.iter_mut().for_each(|one| one.grant = one.grant.chars().rev().chain("-x".chars()).collect());
        let elsewhere: Vec<_> = {
            let told = of(&renamed);
            let name = |grant: &String| grant.chars().rev().chain("-x".chars()).collect::<String>();
            matched.keys().map(|grant| told[&name(grant)].clone()).collect()
        };
        prop_assert_eq!(elsewhere, matched.values().cloned().collect::<Vec<_>>());
        for grant in matched.keys() {
            let mut more = given.clone();
            let amount = BigRational::new(cents.into(), 100.into());
            more.push(Contribution { contributor: "somebody new".to_owned(), grant: grant.clone(), amount });
            prop_assert!(of(&more)[grant] >= matched[grant], "{}", grant);
        }
    }

    /// Nobody is matched below zero, a bound only takes away, and what is bounded is as defined.
    #[test]
    fn the_bound_is_as_defined(given in contributions()) {
        let round = Grants::of(given);
        let m = number("25");
        let bounded = pairwise_bounded(&round, &m);
        let defined = bounded_by_definition(&round, &m);
        let near = number("0.000000000000000001");
        for ((bounded, defined), plain) in bounded.iter().zip(&defined).zip(plain(&round).unscaled()) {
            prop_assert!((bounded - defined).abs() < near);
            prop_assert!(!plain.is_negative() && *bounded <= plain + &near);
        }
    }
}
