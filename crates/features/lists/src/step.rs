//! In what steps a thing of a list is sold: the largest in which all that people want of it is whole, and the least that the
//! heading sells. Pure.

use kernel::Quantity;

/// Thousandths of a unit, the largest first: steps that a neighbour would weigh out.
const STEPS: [i64; 7] = [1_000, 500, 250, 100, 50, 10, 1];

/// `amounts`: thousandths of a unit.
pub(crate) fn step_for(amounts: &[i64]) -> Quantity {
    let fits = |step: &i64| amounts.iter().all(|milli| milli % step == 0);
    Quantity::from_milli(STEPS.into_iter().find(fits).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_the_largest_in_which_all_is_whole() {
        for (amounts, step) in [
            (&[][..], "1"),
            (&[1_000, 3_000], "1"),
            (&[500], "0.5"),
            (&[1_500, 2_000], "0.5"),
            (&[250, 500], "0.25"),
            (&[300, 500], "0.1"),
            (&[1_250, 300], "0.05"),
            (&[333], "0.001"),
        ] {
            assert_eq!(step_for(amounts), Quantity::parse(step).unwrap(), "{amounts:?}");
        }
    }
}
