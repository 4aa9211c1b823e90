//! Whatever the rule: every table of a distribution closes to the unit.

use crate::divide::{join, share_out};
use crate::outcome::{Goes, Reaches};
use crate::rule::{Basis, Excess, PARTS, Preset, Rule, SetAside, TaxLine, Weighted};
use crate::simulate::outcome;
use crate::surplus::{Result, steps};
use kernel::{CARRY_UNITS, Id};
use proptest::prelude::*;
use web::ids::Member;

const BASES: [Basis; 5] = [Basis::Capital, Basis::Work, Basis::Purchases, Basis::Deliveries, Basis::PerHead];

fn member(number: usize) -> Id<Member> {
    Id::from_parts(1, [number as u8; 10])
}

/// Of each basis how much weight it has and who has how much of it; nobody, often.
fn columns() -> impl Strategy<Value = Vec<(u16, Vec<u32>)>> {
    let own = prop_oneof![
        1 => Just(vec![0; 12]),
        3 => prop::collection::vec(prop_oneof![Just(0_u32), 1..100_u32, Just(u32::MAX)], 12),
    ];
    prop::collection::vec((0..5_u16, own), BASES.len())
}

fn rules() -> impl Strategy<Value = Rule> {
    let aside = prop::collection::vec((1..4_000_i64, prop::option::of(0..2_000_i64)), 0..3);
    let taxes = prop::collection::vec((1..5_000_i64, any::<bool>()), 0..3);
    (aside, prop::option::of(1..=PARTS), any::<bool>(), taxes).prop_map(|(aside, cap, stays, taxes)| {
        let mut rule = Rule::preset(Preset::Sponsorship, None, None);
        let line = |(at, (parts, until)): (usize, (i64, Option<i64>))| SetAside {
            fund: at as i64 + 2,
            parts,
            until_minor: until,
        };
        rule.set_aside = aside.into_iter().enumerate().map(line).collect();
        (rule.cap_parts, rule.excess) = (cap, if stays { Excess::Fund } else { Excess::Others });
        let tax = |(at, (parts, all)): (usize, (i64, bool))| {
            TaxLine::new(at.to_string(), parts, if all { &BASES[..] } else { &[Basis::PerHead] })
        };
        rule.taxes = taxes.into_iter().enumerate().map(tax).collect();
        rule.losses = vec![2, 3];
        rule
    })
}

proptest! {
    #[test]
    fn every_table_closes(
        rule in rules(),
        columns in columns(),
        income in 0..5_000_000_i64,
        expense in 0..2_000_000_i64,
        loss_before in prop_oneof![Just(0_i64), 0..100_000_i64],
        funds in 0..500_000_i64,
        carries in prop::collection::vec(0..CARRY_UNITS, 12),
    ) {
        let mut rule = rule;
        let all: i64 = columns.iter().map(|(weight, _)| i64::from(*weight)).sum();
        prop_assume!(all > 0);
        rule.bases = BASES
            .iter()
            .zip(&columns)
            .filter(|(_, (weight, _))| *weight > 0)
            .map(|(basis, (weight, _))| Weighted { basis: *basis, parts: i64::from(*weight) * PARTS / all })
            .collect();
        let lists: Vec<_> = BASES
            .iter()
            .zip(&columns)
            .filter(|(_, (weight, _))| *weight > 0)
            .map(|(basis, (_, own))| {
                (*basis, (0..12).zip(own).map(|(at, own)| (member(at), u64::from(*own))).collect::<Vec<_>>())
            })
            .collect();
        let joined = join(&lists, &(0..12).zip(&carries).map(|(at, units)| (member(at), *units)).collect::<Vec<_>>());
        // The fund keeps whole units for the fractions of all; what of them is no whole unit is slack.
        let sum: i128 = joined.carries.iter().map(|units| i128::from(*units)).sum();
        let slack = (sum % i128::from(CARRY_UNITS)) as i64;
        let before = ((sum - i128::from(slack)) / i128::from(CARRY_UNITS)) as i64;

        let result = Result {
            income_minor: income,
            expense_minor: expense,
            loss_before_minor: loss_before,
            left_out_minor: 0,
        };
        let steps = steps(&rule, result, |_| funds, |_| funds);
        let shared = match steps.shared_minor {
            0 => None,
            minor => match share_out(&rule, minor, joined, slack) {
                Ok(shared) => Some(shared),
                Err(_) => return Ok(()),
            },
        };
        let mut told = outcome(&rule, Vec::new(), result, steps, shared.as_ref());
        told.fractions_before_minor = Some(before);

        prop_assert_eq!(told.goes().iter().map(|(_, minor)| minor).sum::<i64>(), result.net());
        let by_basis = told.goes().iter().filter(|(what, _)| matches!(what, Goes::Shared(_))).map(|(_, minor)| minor).sum::<i64>();
        prop_assert_eq!(by_basis, told.total_minor);
        let reached = told.total_minor + told.reaches().iter().map(|(_, minor)| minor).sum::<i64>();
        prop_assert_eq!(reached, told.paid_minor);
        prop_assert_eq!(told.tenths.iter().sum::<i64>(), told.paid_minor);
        // The same where it is not known what was kept before.
        told.fractions_before_minor = None;
        let reached = told.total_minor + told.reaches().iter().map(|(_, minor)| minor).sum::<i64>();
        prop_assert_eq!(reached, told.paid_minor);
        told.fractions_before_minor = Some(before);
        let Some(shared) = shared else { return Ok(()) };
        // What is said to be kept is what the fractions of all come to.
        let after = -told.reaches().iter().find(|(what, _)| *what == Reaches::After).map_or(0, |(_, minor)| *minor);
        let units: i128 = shared.carries_after.iter().map(|units| i128::from(*units)).sum();
        prop_assert_eq!(i128::from(after) * i128::from(CARRY_UNITS), units - i128::from(shared.slack));
        prop_assert!(after >= 0);
        for at in 0..shared.holders.len() {
            let parts: i64 = shared.parts.iter().map(|part| part.minors[at]).sum();
            prop_assert_eq!(parts - shared.withheld(at), shared.net(at));
        }
        let effective: i64 = told.bases.iter().filter_map(|one| told.effective(&rule, one.basis)).map(|(parts, _)| parts).sum();
        prop_assert!((effective - PARTS).abs() <= 2, "effective parts come to {}", effective);
    }
}
