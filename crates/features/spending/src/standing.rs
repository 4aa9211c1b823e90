//! Small sums without a decision of their own: what the rules permit in a month, and when a month is. Pure.

use crate::mandate::MandateRefused;
use kernel::{Timestamp, Zone};

/// What the rules of deciding say about spending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpendingRules {
    /// None: nothing without a decision of its own.
    pub standing: Option<Standing>,
    /// Above this sum nothing is approved without a proof; 0: never without one; None: always with a reason instead.
    pub proof_above_minor: Option<i64>,
}

/// Where a community has not said otherwise: a sum that somebody may have paid at a stall that writes no receipts.
pub const PROOF_ABOVE_MINOR: i64 = 20_000;

impl SpendingRules {
    /// # Errors
    /// Those of `Standing::check`; `ProofSumUnfit`.
    pub fn check(&self, sum_max: i64) -> Result<(), MandateRefused> {
        self.standing.map_or(Ok(()), |standing| standing.check(sum_max))?;
        match self.proof_above_minor {
            Some(above) if !(0..=sum_max).contains(&above) => Err(MandateRefused::ProofSumUnfit),
            _ => Ok(()),
        }
    }
}

/// What the rules of deciding permit the treasurer, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub fund: i64,
    /// A month.
    pub month_minor: i64,
    /// Of it, in one expense.
    pub each_minor: i64,
}

impl Standing {
    /// # Errors
    /// `CeilingNotPositive`, `CeilingTooLarge`, `EachOutside`.
    pub fn check(&self, sum_max: i64) -> Result<(), MandateRefused> {
        match () {
            () if self.month_minor <= 0 => Err(MandateRefused::CeilingNotPositive),
            () if self.month_minor > sum_max => Err(MandateRefused::CeilingTooLarge),
            () if !(1..=self.month_minor).contains(&self.each_minor) => Err(MandateRefused::EachOutside),
            () => Ok(()),
        }
    }

    /// The ceiling of a mandate that is made when `used_minor` of the month is used already, under rules that held
    /// before; None when nothing is left.
    pub fn ceiling_minor(&self, used_minor: i64) -> Option<i64> {
        Some(self.month_minor - used_minor).filter(|left| *left > 0)
    }
}

/// A month of the community's calendar: `2026-11`, and the instants it runs from and until.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    pub code: String,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
}

impl Month {
    /// The one that `now` is in.
    pub fn of(now: Timestamp, zone: &Zone) -> Month {
        let code = now.format(zone, "%Y-%m");
        let day_of_month = now.format(zone, "%d").parse::<i64>().unwrap_or(1);
        let first = now.day(zone) - (day_of_month - 1);
        // Thirty-two days after its first day every month is over, and the next one is not.
        let in_next = Timestamp::start_of_day(first + 32, zone);
        let day_of_next = in_next.format(zone, "%d").parse::<i64>().unwrap_or(1);
        let next = first + 32 - (day_of_next - 1);
        Month {
            code,
            starts_at: Timestamp::start_of_day(first, zone),
            ends_at: Timestamp::start_of_day(next, zone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Now, zone → the month, its first instant, the first instant after it.
    #[test]
    fn months_are_those_of_the_zone() {
        let (shanghai, paris) = (Zone::parse("Asia/Shanghai").unwrap(), Zone::parse("Europe/Paris").unwrap());
        for (now, zone, code, starts_at, ends_at) in [
            ("2026-11-30T15:59:59Z", &shanghai, "2026-11", "2026-10-31T16:00:00Z", "2026-11-30T16:00:00Z"),
            ("2026-11-30T16:00:00Z", &shanghai, "2026-12", "2026-11-30T16:00:00Z", "2026-12-31T16:00:00Z"),
            ("2028-02-29T12:00:00Z", &shanghai, "2028-02", "2028-01-31T16:00:00Z", "2028-02-29T16:00:00Z"),
            ("2026-02-01T00:00:00Z", &Zone::utc(), "2026-02", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"),
            ("2026-03-31T12:00:00Z", &paris, "2026-03", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z"),
        ] {
            let at = |text: &str| Timestamp::parse(text).unwrap();
            let month = Month { code: code.to_owned(), starts_at: at(starts_at), ends_at: at(ends_at) };
            assert_eq!(Month::of(at(now), zone), month, "{now}");
        }
    }

    #[test]
    fn what_the_rules_permit_is_sound() {
        let good = Standing { fund: 1, month_minor: 100, each_minor: 40 };
        for (standing, answer) in [
            (good, Ok(())),
            (Standing { month_minor: 0, ..good }, Err(MandateRefused::CeilingNotPositive)),
            (Standing { month_minor: 1_001, ..good }, Err(MandateRefused::CeilingTooLarge)),
            (Standing { each_minor: 101, ..good }, Err(MandateRefused::EachOutside)),
            (Standing { each_minor: 0, ..good }, Err(MandateRefused::EachOutside)),
        ] {
            let rules = SpendingRules { standing: Some(standing), proof_above_minor: None };
            assert_eq!(rules.check(1_000), answer, "{standing:?}");
        }
        for (above, answer) in [
            (None, Ok(())),
            (Some(0), Ok(())),
            (Some(1_000), Ok(())),
            (Some(1_001), Err(MandateRefused::ProofSumUnfit)),
            (Some(-1), Err(MandateRefused::ProofSumUnfit)),
        ] {
            let rules = SpendingRules { standing: None, proof_above_minor: above };
            assert_eq!(rules.check(1_000), answer, "{above:?}");
        }
        for (used, ceiling) in [(0, Some(100)), (99, Some(1)), (100, None), (200, None)] {
            assert_eq!(good.ceiling_minor(used), ceiling, "{used}");
        }
    }
}
