//! Checking in: what a minder says became of an order, and whether that can be. Pure; `now` is passed in.

use crate::refused::PickupRefused;
use kernel::Timestamp;
use std::time::Duration;

pub const NEIGHBOUR_CHARS_MAX: usize = 60;
/// A phone that was offline for longer has its check-ins taken as of now: the time to object begins with them.
pub const OFFLINE_MAX: Duration = Duration::from_secs(3 * 86_400);
/// So long a check-in can be taken back, by the clock of the device on which it was said.
pub const UNDO_WITHIN: Duration = Duration::from_secs(15 * 60);
/// A code opens what was fetched with it for some days, and what is taken back within them finds its code.
pub const CODE_RESTS: Duration = Duration::from_secs(7 * 86_400);

kernel::codes! {
    /// Where a pick-up stands.
    pub enum PickupState {
        /// For its slot.
        Waiting = "waiting",
        /// Nobody came; it is still there.
        Missed = "not_collected",
        Collected = "collected",
        Neighbour = "handed_to_neighbour",
        /// Its order was called off: it holds no place any more.
        Dropped = "dropped",
    }
}

impl PickupState {
    pub fn is_waiting(self) -> bool {
        matches!(self, PickupState::Waiting | PickupState::Missed)
    }

    /// It has left the point.
    pub fn is_gone(self) -> bool {
        matches!(self, PickupState::Collected | PickupState::Neighbour)
    }
}

/// What the minder says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    Collected,
    Missed,
    /// Given to somebody else for the buyer.
    Neighbour {
        /// Empty: whom the buyer named beforehand.
        name: String,
        /// The buyer has agreed just now, by telephone or message.
        said_now: bool,
    },
}

/// What decides about a pick-up.
#[derive(Debug, Clone, Copy)]
pub struct Collecting<'a> {
    pub state: PickupState,
    pub ends_at: Timestamp,
    /// Whom the buyer named beforehand.
    pub neighbour: Option<&'a str>,
}

/// What becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Became {
    pub state: PickupState,
    pub handed_to: Option<String>,
}

impl Collecting<'_> {
    /// # Errors
    /// `AlreadyHandedOver`, `TooEarly`, `NeighbourMissing`, `NeighbourTooLong`, `NoConsent`, `OrderNotPaid` of one that
    /// was called off.
    pub fn check_in(&self, told: &Told, at: Timestamp) -> Result<Became, PickupRefused> {
        if self.state.is_gone() {
            return Err(PickupRefused::AlreadyHandedOver);
        }
        if self.state == PickupState::Dropped {
            return Err(PickupRefused::OrderNotPaid);
        }
        match told {
            Told::Collected => Ok(Became { state: PickupState::Collected, handed_to: None }),
            // Who comes in the last minute is not late.
            Told::Missed if at < self.ends_at => Err(PickupRefused::TooEarly),
            Told::Missed => Ok(Became { state: PickupState::Missed, handed_to: None }),
            Told::Neighbour { name, said_now } => {
                let handed_to = Some(self.neighbour(name.trim(), *said_now)?);
                Ok(Became { state: PickupState::Neighbour, handed_to })
            }
        }
    }

    /// Somebody else than whom the buyer named needs the buyer's word.
    fn neighbour(&self, name: &str, said_now: bool) -> Result<String, PickupRefused> {
        let named = self.neighbour;
        let name = if name.is_empty() { named.unwrap_or_default() } else { name };
        let name = neighbour(name)?;
        match said_now || named == Some(name) {
            true => Ok(name.to_owned()),
            false => Err(PickupRefused::NoConsent),
        }
    }
}

/// What somebody is called to whom an order may be given.
///
/// # Errors
/// `NeighbourMissing`, `NeighbourTooLong`.
pub fn neighbour(name: &str) -> Result<&str, PickupRefused> {
    match name.trim() {
        "" => Err(PickupRefused::NeighbourMissing),
        name if name.chars().count() > NEIGHBOUR_CHARS_MAX => Err(PickupRefused::NeighbourTooLong),
        name => Ok(name),
    }
}

/// When it happened, as the minder's device says: not later than now, not before it was chosen, and not longer ago than
/// a device may be offline. Otherwise now.
pub fn happened(said: Option<Timestamp>, chosen_at: Timestamp, now: Timestamp) -> Timestamp {
    said.filter(|at| *at <= now && *at >= chosen_at && *at >= now.minus(OFFLINE_MAX)).unwrap_or(now)
}

/// Whether what was said can be taken back: a wrong button was pressed, and somebody saw it at once.
///
/// # Errors
/// `NotAllowed` for somebody else than who said it and who hands over orders anywhere, `UndoTooLate`.
pub fn undo(said_at: Timestamp, is_own: bool, keeps: bool, at: Timestamp) -> Result<(), PickupRefused> {
    if !is_own && !keeps {
        return Err(PickupRefused::NotAllowed);
    }
    match at <= said_at.plus(UNDO_WITHIN) {
        true => Ok(()),
        false => Err(PickupRefused::UndoTooLate),
    }
}

/// Made by whoever sends a check-in, so that it can be sent again.
pub fn is_id(id: &str) -> bool {
    (8..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

/// Who says it of many at once makes one id, of at most so many letters: each order's is made of it.
pub const SHARED_ID_MAX: usize = 32;

/// The id of what is said of one of many orders: other words about the same order are another check-in.
pub fn id_of_one(shared: &str, order: &str, told: &Told) -> Option<String> {
    let sound = is_id(shared) && shared.len() <= SHARED_ID_MAX;
    let came = if matches!(told, Told::Missed) { "0" } else { "1" };
    sound.then(|| format!("{shared}{came}-{order}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_micros(second * 1_000_000)
    }

    /// State, whom the buyer named, what is said, when → what becomes of it. The slot ends at 100.
    #[test]
    fn check_in_answers() {
        use PickupState::{Collected, Dropped, Missed, Neighbour, Waiting};
        let to = |name: &str, said_now| Told::Neighbour { name: name.to_owned(), said_now };
        let check = |state,
                     neighbour,
                     told: Told,
                     second,
                     answer: Result<(PickupState, Option<&str>), PickupRefused>| {
            let pickup = Collecting { state, ends_at: at(100), neighbour };
            let became = pickup.check_in(&told, at(second));
            let answer = answer.map(|(state, name)| Became { state, handed_to: name.map(str::to_owned) });
            assert_eq!(became, answer, "{state} {told:?}");
        };
        check(Waiting, None, Told::Collected, 0, Ok((Collected, None)));
        check(Missed, None, Told::Collected, 900, Ok((Collected, None)));
        check(Collected, None, Told::Collected, 900, Err(PickupRefused::AlreadyHandedOver));
        check(Neighbour, None, Told::Missed, 900, Err(PickupRefused::AlreadyHandedOver));
        check(Dropped, None, Told::Collected, 900, Err(PickupRefused::OrderNotPaid));
        check(Waiting, None, Told::Missed, 99, Err(PickupRefused::TooEarly));
        check(Waiting, None, Told::Missed, 100, Ok((Missed, None)));
        check(Waiting, None, to("Li", false), 100, Err(PickupRefused::NoConsent));
        check(Waiting, None, to(" Li ", true), 100, Ok((Neighbour, Some("Li"))));
        check(Waiting, Some("Li"), to("", false), 100, Ok((Neighbour, Some("Li"))));
        check(Waiting, Some("Li"), to("Li", false), 100, Ok((Neighbour, Some("Li"))));
        check(Waiting, Some("Li"), to("Wu", false), 100, Err(PickupRefused::NoConsent));
        check(Waiting, Some("Li"), to("Wu", true), 100, Ok((Neighbour, Some("Wu"))));
        check(Waiting, None, to(" ", true), 100, Err(PickupRefused::NeighbourMissing));
        let long = "字".repeat(61);
        check(Waiting, None, to(&long, true), 100, Err(PickupRefused::NeighbourTooLong));
    }

    /// Own, keeps, seconds since it was said → answer. Fifteen minutes.
    #[test]
    fn what_was_said_is_taken_back_within_minutes() {
        for (own, keeps, second, answer) in [
            (true, false, 0, Ok(())),
            (true, false, 900, Ok(())),
            (true, false, 901, Err(PickupRefused::UndoTooLate)),
            (false, true, 900, Ok(())),
            (false, true, 901, Err(PickupRefused::UndoTooLate)),
            (false, false, 0, Err(PickupRefused::NotAllowed)),
        ] {
            assert_eq!(undo(at(0), own, keeps, at(second)), answer, "{own} {keeps} {second}");
        }
    }

    /// Said, chosen, now → taken as.
    #[test]
    fn a_device_is_believed_within_reason() {
        let day = 86_400;
        for (said, chosen, now, taken) in [
            (None, 0, 50, 50),
            (Some(40), 0, 50, 40),
            (Some(51), 0, 50, 50),
            (Some(40), 41, 50, 50),
            (Some(7 * day), 0, 10 * day, 7 * day),
            (Some(7 * day - 1), 0, 10 * day, 10 * day),
        ] {
            assert_eq!(happened(said.map(at), at(chosen), at(now)), at(taken), "{said:?}");
        }
    }

    #[test]
    fn ids_are_of_letters_and_of_some_length() {
        for (id, good) in [
            ("0194d3a0-7c1e", true),
            ("abcdefgh", true),
            ("abcdefg", false),
            ("has a space in it", false),
            ("<script>alert", false),
        ] {
            assert_eq!(is_id(id), good, "{id}");
        }
        assert!(is_id(&"a".repeat(64)) && !is_id(&"a".repeat(65)));
    }
    /// The longest that is shared and an order's id make an id that is one.
    #[test]
    fn each_of_many_has_an_id_of_its_own() {
        let order = format!("ord_{}", "0".repeat(26));
        let of = |shared: &str, told| id_of_one(shared, &order, &told);
        let longest = "a".repeat(SHARED_ID_MAX);
        assert!(is_id(&of(&longest, Told::Collected).unwrap()));
        assert_ne!(of(&longest, Told::Collected), of(&longest, Told::Missed));
        assert_eq!(of(&"a".repeat(SHARED_ID_MAX + 1), Told::Collected), None);
        assert_eq!(of("short", Told::Collected), None);
    }
}
