//! When somebody is reminded of what is to be fetched, and whether that still applies. Pure; `now` is passed in.

use crate::collecting::PickupState;
use kernel::{Timestamp, Zone};
use std::time::Duration;

kernel::codes! {
    pub enum Reminder {
        DayBefore = "day_before",
        OnTheDay = "on_the_day",
    }
}

const HOUR: Duration = Duration::from_secs(3_600);
/// In the evening people plan the next day.
const EVENING: u32 = 18;
const MORNING: u32 = 7;

impl Reminder {
    /// From when until when it is of use, for what is fetched on `day` between two instants.
    pub fn window(
        self,
        day: i64,
        starts_at: Timestamp,
        ends_at: Timestamp,
        zone: &Zone,
    ) -> (Timestamp, Timestamp) {
        let begins = Timestamp::start_of_day(day, zone);
        match self {
            Reminder::DayBefore => (eve(day, zone), begins),
            // What is fetched before breakfast is told of when it begins.
            Reminder::OnTheDay => (begins.plus(HOUR * MORNING).min(starts_at), ends_at),
        }
    }
}

/// From when on a day is tomorrow for who prepares it.
pub fn eve(day: i64, zone: &Zone) -> Timestamp {
    Timestamp::start_of_day(day - 1, zone).plus(HOUR * EVENING)
}

/// Not of what was fetched or called off, not twice, not before its time (another slot was chosen) and not when it is too
/// late to be of use.
pub fn applies(
    state: PickupState,
    told_before: bool,
    (from, until): (Timestamp, Timestamp),
    now: Timestamp,
) -> bool {
    state == PickupState::Waiting && !told_before && from <= now && now < until
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reminder, minute of the day at which the slot begins → from when until when.
    #[test]
    fn windows_are_those_of_the_place() {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let day = Timestamp::parse("2026-03-14T04:00:00Z").unwrap().day(&zone);
        let at = |minute: u32| Timestamp::start_of_day(day, &zone).plus(Duration::from_secs(60) * minute);
        for (reminder, starts, from, until) in [
            (Reminder::DayBefore, 960, "2026-03-13 18:00", "2026-03-14 00:00"),
            (Reminder::OnTheDay, 960, "2026-03-14 07:00", "2026-03-14 18:00"),
            (Reminder::OnTheDay, 390, "2026-03-14 06:30", "2026-03-14 08:30"),
        ] {
            let (begins, ends) = reminder.window(day, at(starts), at(starts + 120), &zone);
            let said = [begins, ends].map(|at| at.format(&zone, "%Y-%m-%d %H:%M"));
            assert_eq!(said, [from, until], "{reminder} {starts}");
        }
    }

    /// State, told before, now → answer. The window is from 10 to 20.
    #[test]
    fn applies_answers() {
        use PickupState::*;
        for (state, told, now, answer) in [
            (Waiting, false, 9, false),
            (Waiting, false, 10, true),
            (Waiting, false, 19, true),
            (Waiting, false, 20, false),
            (Waiting, true, 10, false),
            (Collected, false, 10, false),
            (Neighbour, false, 10, false),
            (Missed, false, 10, false),
            (Dropped, false, 10, false),
        ] {
            let window = (Timestamp::from_micros(10), Timestamp::from_micros(20));
            assert_eq!(
                applies(state, told, window, Timestamp::from_micros(now)),
                answer,
                "{state} {told} {now}"
            );
        }
    }
}
