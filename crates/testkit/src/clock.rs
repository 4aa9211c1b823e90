//! A clock that stands still until it is told to move.

use kernel::Timestamp;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// Clones share the same hands.
#[derive(Debug, Clone)]
pub struct FixedClock {
    micros: Arc<AtomicI64>,
}

impl FixedClock {
    pub fn at(start: Timestamp) -> FixedClock {
        FixedClock { micros: Arc::new(AtomicI64::new(start.micros)) }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.micros.load(Ordering::SeqCst))
    }

    pub fn advance(&self, by: Duration) {
        self.set(self.now().plus(by));
    }

    pub fn set(&self, to: Timestamp) {
        self.micros.store(to.micros, Ordering::SeqCst);
    }
}

#[cfg(feature = "site")]
impl web::Clock for FixedClock {
    fn now(&self) -> Timestamp {
        FixedClock::now(self)
    }
}

/// 2026-03-14T04:00:00Z: noon in Shanghai, an ordinary Saturday far from a change of the clocks there.
impl Default for FixedClock {
    fn default() -> FixedClock {
        FixedClock::at(Timestamp::from_micros(1_773_460_800_000_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_moves_only_when_told_and_for_all_clones() {
        let clock = FixedClock::default();
        assert_eq!(clock.now().to_string(), "2026-03-14T04:00:00Z");
        clock.clone().advance(Duration::from_secs(90));
        assert_eq!(clock.now().to_string(), "2026-03-14T04:01:30Z");
    }
}
