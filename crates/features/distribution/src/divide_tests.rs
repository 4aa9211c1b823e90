//! Tables and properties of sharing out.

use super::*;
use crate::rule::{Preset, Rounding, TaxLine, Weighted};
use kernel::CARRY_UNITS;
use proptest::prelude::*;

fn rule(bases: &[(Basis, i64)], cap_parts: Option<i64>, excess: Excess) -> Rule {
    let bases = bases.iter().map(|(basis, parts)| Weighted { basis: *basis, parts: *parts }).collect();
    Rule { bases, cap_parts, excess, ..Rule::preset(Preset::Own, None, None) }
}

fn list(weights: &[u64]) -> Vec<(usize, u64)> {
    weights.iter().copied().enumerate().collect()
}

fn nets<H>(shared: &Shared<H>) -> Vec<i64> {
    (0..shared.holders.len()).map(|at| shared.net(at)).collect()
}

/// 农民专业合作社法 (2017), art. 44, with 100,000.00 yuan to share out: 60 % by trade of 50, 30 and 20, the rest by capital of 10 and 30 shares of
/// the first two. Reckoned by hand: 30,000 + 10,000; 18,000 + 30,000; 12,000.
#[test]
fn the_law_of_farmers_cooperatives() {
    let law = Rule::preset(Preset::FarmersLaw, None, None);
    let lists = [(Basis::Deliveries, list(&[50, 30, 20])), (Basis::Capital, list(&[10, 30, 0]))];
    let shared = share_out(&law, 10_000_000, join(&lists, &[]), 0).unwrap();
    assert_eq!(nets(&shared), [4_000_000, 4_800_000, 1_200_000]);
    let by_trade: i64 = shared.parts[0].minors.iter().sum();
    assert!(by_trade * 10 >= 10_000_000 * 6);
}

/// Weights; cap in hundredths of a percent; excess to → what each gets of 1,000, what stays.
#[test]
fn caps_answer() {
    use Excess::{Fund, Others};
    type Case = (&'static [u64], Option<i64>, Excess, &'static [i64], i64);
    let cases: &[Case] = &[
        (&[60, 30, 10], None, Others, &[600, 300, 100], 0),
        (&[60, 30, 10], Some(6_000), Others, &[600, 300, 100], 0),
        // 100 above go to the others by 3 : 1.
        (&[60, 30, 10], Some(5_000), Others, &[500, 375, 125], 0),
        (&[60, 30, 10], Some(5_000), Fund, &[500, 300, 100], 100),
        // What the second gets of the first's excess takes it above the cap, too.
        (&[60, 30, 10], Some(3_700), Others, &[370, 370, 260], 0),
        (&[60, 30, 10], Some(4_000), Others, &[400, 400, 200], 0),
        // All are above: what nobody may have stays.
        (&[60, 30, 10], Some(2_000), Others, &[200, 200, 200], 400),
        (&[60, 40], Some(10), Fund, &[1, 1], 998),
        (&[1], Some(10_000), Others, &[1_000], 0),
    ];
    for (weights, cap, excess, answer, left) in cases {
        let rule = rule(&[(Basis::Work, PARTS)], *cap, *excess);
        let shared = share_out(&rule, 1_000, join(&[(Basis::Work, list(weights))], &[]), 0).unwrap();
        assert_eq!(
            (nets(&shared), shared.parts[0].left_minor),
            (answer.to_vec(), *left),
            "{weights:?} {cap:?}"
        );
        assert_eq!(shared.total_minor(), 1_000 - left);
    }
}

#[test]
fn an_empty_basis_leaves_its_part_to_the_others() {
    let rule = rule(
        &[(Basis::Work, 5_000), (Basis::Capital, 3_000), (Basis::Purchases, 2_000)],
        None,
        Excess::Others,
    );
    let lists =
        [(Basis::Work, list(&[0, 0])), (Basis::Capital, list(&[1, 1])), (Basis::Purchases, list(&[0, 5]))];
    let shared = share_out(&rule, 1_000, join(&lists, &[]), 0).unwrap();
    assert_eq!(shared.parts.iter().map(|part| part.part_minor).collect::<Vec<_>>(), [0, 600, 400]);
    assert_eq!(nets(&shared), [300, 700]);
    let nobody = [(Basis::Work, list(&[0])), (Basis::Capital, vec![]), (Basis::Purchases, vec![])];
    assert_eq!(share_out(&rule, 1_000, join(&nobody, &[]), 0), Err(DivideRefused::NobodyToShare));
    let large = [(Basis::Work, list(&[u64::MAX, 1])), (Basis::Capital, vec![]), (Basis::Purchases, vec![])];
    assert_eq!(share_out(&rule, 1_000, join(&large, &[]), 0), Err(DivideRefused::WeightsTooLarge));
}

/// 20 % of what capital brings (99.8), and 1 % of all (6.23 and 3.74): to the nearest unit, or down where the line says so.
#[test]
fn tax_is_of_its_bases_only() {
    let mut rule = rule(&[(Basis::Work, 5_000), (Basis::Capital, 5_000)], None, Excess::Others);
    let line = |name: &str, parts, of: &[Basis]| TaxLine {
        rounding: Rounding::Down,
        ..TaxLine::new(name, parts, of)
    };
    rule.taxes = vec![line("a", 2_000, &[Basis::Capital]), line("b", 100, &[Basis::Capital, Basis::Work])];
    let lists = [(Basis::Work, list(&[1, 3])), (Basis::Capital, list(&[1, 0]))];
    let shared = share_out(&rule, 998, join(&lists, &[]), 0).unwrap();
    assert_eq!((shared.gross(0), shared.gross(1)), (499 + 124, 374));
    assert_eq!(shared.taxes, [vec![99, 0], vec![6, 3]]);
    assert_eq!(nets(&shared), [518, 371]);
    rule.taxes.iter_mut().for_each(|line| line.rounding = Rounding::HalfUp);
    let shared = share_out(&rule, 998, join(&lists, &[]), 0).unwrap();
    assert_eq!(shared.taxes, [vec![100, 0], vec![6, 4]]);
    assert_eq!(nets(&shared), [517, 370]);
}

#[test]
fn lists_are_joined_in_order() {
    let lists = [(Basis::Work, vec![(2, 5), (4, 0), (7, 1)]), (Basis::Capital, vec![(1, 3), (2, 9)])];
    let joined = join(&lists, &[(0, 8), (2, 6), (3, 4), (9, 1)]);
    assert_eq!(joined.holders, [1, 2, 7]);
    assert_eq!(joined.columns, [(Basis::Work, vec![0, 5, 1]), (Basis::Capital, vec![3, 9, 0])]);
    assert_eq!(joined.carries, [0, 6, 0]);
}

#[test]
fn large_weights_are_made_to_fit() {
    assert_eq!(fit(&[3, 5]), [3, 5]);
    assert_eq!(fit(&[u128::from(u64::MAX)]), [u64::MAX]);
    assert_eq!(fit(&[1 << 64, 1 << 63]), [1 << 63, 1 << 62]);
    assert_eq!(fit(&[]), Vec::<u64>::new());
}

/// Up to 4 lines that come to all of each basis at most, rounded either way.
fn taxes() -> impl Strategy<Value = Vec<TaxLine>> {
    let line = (1i64..=PARTS / 4, 0usize..3, prop_oneof![Just(Rounding::HalfUp), Just(Rounding::Down)]);
    prop::collection::vec(line, 0..=4).prop_map(|lines| {
        let of = [&[Basis::Work][..], &[Basis::Capital], &[Basis::Work, Basis::Capital]];
        lines
            .into_iter()
            .map(|(parts, at, rounding)| TaxLine { rounding, ..TaxLine::new("t", parts, of[at]) })
            .collect()
    })
}

/// Base, parts, what is left → to the nearest, and down.
#[test]
fn a_tax_is_rounded_as_its_line_says() {
    for (base, parts, left, half_up, down) in [
        (100, 2_000, 100, 20, 20),
        (124, 2_000, 124, 25, 24),
        (122, 2_000, 122, 24, 24),
        // A half goes up.
        (1, 5_000, 1, 1, 0),
        (125, 200, 125, 3, 2),
        (1, 4_999, 1, 0, 0),
        // Four quarters of two are four halves: the last ones find nothing left.
        (2, 2_500, 0, 0, 0),
        (0, PARTS, 5, 0, 0),
        (i128::from(i64::MAX), PARTS, i64::MAX, i64::MAX, i64::MAX),
    ] {
        let line = TaxLine::new("t", parts, &[Basis::Work]);
        assert_eq!(line.of_one(base, left), half_up, "{parts} of {base}");
        let line = TaxLine { rounding: Rounding::Down, ..line };
        assert_eq!(line.of_one(base, left), down, "{parts} of {base}, down");
    }
    let mut rule = rule(&[(Basis::Work, PARTS)], None, Excess::Others);
    rule.taxes = vec![TaxLine::new("t", 2_500, &[Basis::Work]); 4];
    assert_eq!(withheld(&rule, &[Basis::Work], &[2]), [1, 1, 0, 0], "never more than there is");
}

/// What was frozen before lines said how they are rounded was rounded down, and is.
#[test]
fn lines_of_before_round_down() {
    let before = r#"{"name":"t","parts":2000,"of":["work"]}"#;
    let line: TaxLine = serde_json::from_str(before).unwrap();
    assert_eq!((line.rounding, line.of_one(124, 124)), (Rounding::Down, 24));
}

fn excess() -> impl Strategy<Value = Excess> {
    prop_oneof![Just(Excess::Others), Just(Excess::Fund)]
}

proptest! {
    /// Three distributions, one after the other: what leaves the fund is what holders are owed, what is withheld and what is carried;
    /// carries stay below one unit, nobody gets less than nothing or more than the cap of each basis and a carried unit.
    #[test]
    fn nothing_is_lost_and_nothing_is_made(
        rounds in prop::collection::vec(
            (0i64..10_000_000, prop::collection::vec((0u64..50, 0u64..9_000_000_000), 1..30)), 1..4),
        cap in prop::option::of(1i64..=PARTS),
        excess in excess(),
        taxes in taxes(),
    ) {
        let mut rule = rule(&[(Basis::Work, 3_333), (Basis::Capital, 6_667)], cap, excess);
        rule.taxes = taxes;
        let mut carried: Vec<(usize, i64)> = Vec::new();
        let (mut slack, mut rounding) = (0, 0i128);
        for (sum, weights) in rounds {
            let (work, capital): (Vec<u64>, Vec<u64>) = weights.into_iter().unzip();
            let joined = join(&[(Basis::Work, list(&work)), (Basis::Capital, list(&capital))], &carried);
            let Ok(shared) = share_out(&rule, sum, joined, slack) else { continue };
            let parts: i64 = shared.parts.iter().map(|part| part.part_minor).sum();
            prop_assert_eq!(parts, sum);
            let (mut owed, mut kept) = (0i128, 0i128);
            for at in 0..shared.holders.len() {
                prop_assert_eq!(shared.net(at) + shared.withheld(at), shared.gross(at));
                let minors: Vec<i64> = shared.parts.iter().map(|part| part.minors[at]).collect();
                let taken: Vec<i64> = shared.taxes.iter().map(|line| line[at]).collect();
                prop_assert_eq!(withheld(&rule, &[Basis::Work, Basis::Capital], &minors), taken.clone());
                for (line, taken) in rule.taxes.iter().zip(taken) {
                    // Twice the tax in hundredths of a percent, so that a half is whole: never further off than the line says.
                    let of = [Basis::Work, Basis::Capital].iter().zip(&minors).filter(|(basis, _)| line.of.contains(basis));
                    let off = 2 * (i128::from(of.map(|(_, minor)| *minor).sum::<i64>() * line.parts) - i128::from(taken * PARTS));
                    let least = if line.rounding == Rounding::Down { 0 } else { -i128::from(PARTS) };
                    prop_assert!(off >= least, "more than the rate: {off}");
                    let most = least + 2 * i128::from(PARTS);
                    prop_assert!(off < most || shared.net(at) == 0, "less than the rate: {off}");
                }
                prop_assert!(shared.net(at) >= 0 && (0..CARRY_UNITS).contains(&shared.carries_after[at]));
                for part in &shared.parts {
                    prop_assert!(part.minors[at] >= 0);
                    prop_assert!(part.cap_minor.is_none_or(|cap| part.minors[at] <= cap + 1));
                }
                (owed, kept) = (owed + i128::from(shared.net(at)), kept + i128::from(shared.withheld(at)));
                carried.retain(|(holder, _)| *holder != shared.holders[at]);
                carried.push((shared.holders[at], shared.carries_after[at]));
            }
            carried.sort_unstable();
            slack = shared.slack;
            rounding += i128::from(shared.total_minor()) - owed - kept;
            let carries: i128 = carried.iter().map(|(_, units)| i128::from(*units)).sum();
            prop_assert_eq!(rounding * i128::from(CARRY_UNITS), carries - i128::from(slack));
        }
    }
}
