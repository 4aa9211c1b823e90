//! The one way a sum is rounded where it must be.

/// `numerator / denominator` to the nearest integer, a half to the even neighbour (IEEE 754 roundTiesToEven),
/// so that many roundings do not drift. `denominator` must be positive.
pub fn div_half_even(numerator: i128, denominator: i128) -> i128 {
    debug_assert!(denominator > 0);
    let (quotient, remainder) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
    match (remainder * 2).cmp(&denominator) {
        std::cmp::Ordering::Less => quotient,
        std::cmp::Ordering::Greater => quotient + 1,
        std::cmp::Ordering::Equal => quotient + (quotient & 1),
    }
}

#[cfg(test)]
mod tests {
    use super::div_half_even;

    /// Numerator, denominator → nearest, ties to even, on both sides of zero.
    #[test]
    fn halves_go_to_the_even_neighbour() {
        for (numerator, denominator, nearest) in [
            (5, 10, 0),
            (15, 10, 2),
            (25, 10, 2),
            (24, 10, 2),
            (26, 10, 3),
            (-5, 10, 0),
            (-15, 10, -2),
            (-16, 10, -2),
            (-14, 10, -1),
            (7, 1, 7),
        ] {
            assert_eq!(div_half_even(numerator, denominator), nearest, "{numerator}/{denominator}");
        }
    }
}
