//! What the demo's acts are played on: the store, chance from a fixed seed, and the calendar.

use super::content::{Both, say};
use super::random::Random;
use super::receipts::Receipt;
use crate::commands::Said;
use crate::site::Running;
use files::NewFile;
use kernel::{Id, Prefixed, Timestamp, Zone};
use market::rows::Order;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::{IdempotencyKey, OpError, Outcome, Tx};

pub(crate) const DAY: Duration = Duration::from_secs(86_400);
pub(crate) const HOUR: Duration = Duration::from_secs(3_600);

/// From Monday, the day on which a week's orders end.
pub(crate) const LAST_ORDER_DAY: i64 = 3;

/// Weeks of trade before this one.
pub(crate) const WEEKS: i64 = 12;

pub(crate) struct Stage {
    pub running: Running,
    pub random: Random,
    /// Who objects: drawn from the other series, it would shuffle the rest of the story.
    pub moods: Random,
    /// Who votes, when and for what: a series of its own, for the same reason.
    pub voices: Random,
    pub english: bool,
    pub zone: Zone,
    /// Nothing happens after it.
    pub now: Timestamp,
    first_monday: i64,
    pub community: i64,
    /// On the shelf already.
    pub receipts: Vec<Receipt>,
    /// What a complaint shows; on the shelf too.
    pub picture: Option<NewFile>,
    /// Orders of which somebody complained in the last week, in the order of time.
    pub objected: Arc<Mutex<Vec<Id<Order>>>>,
}

impl Stage {
    pub(crate) fn new(running: &Running, english: bool) -> Stage {
        let zone = Zone::parse("Asia/Shanghai").unwrap_or_else(|_| Zone::utc());
        let now = running.site.now();
        let today = now.day(&zone);
        // The story's weeks are so laid that today is the day on which orders end: something waits on every desk.
        let this_monday = today - LAST_ORDER_DAY;
        Stage {
            running: running.clone(),
            random: Random::seeded(0x5EED_0F0A_11CE_2026),
            moods: Random::seeded(0x0B7E_C700_11CE_2026),
            voices: Random::seeded(0x0B01_CE55_11CE_2026),
            english,
            zone,
            now,
            first_monday: this_monday - 7 * WEEKS,
            community: 0,
            receipts: Vec::new(),
            picture: None,
            objected: Arc::default(),
        }
    }

    pub(crate) fn say(&self, both: Both) -> String {
        say(both, self.english).to_owned()
    }

    /// `day` counts from the Monday of the first week.
    pub(crate) fn at(&self, week: i64, day: i64, hour: u32, minute: u32) -> Timestamp {
        let start = Timestamp::start_of_day(self.first_monday + 7 * week + day, &self.zone);
        start.plus(HOUR * hour).plus(Duration::from_secs(60) * minute)
    }

    pub(crate) fn id<T: Prefixed>(&mut self, at: Timestamp) -> Id<T> {
        Id::from_parts(at.milliseconds(), self.random.bytes())
    }

    /// A key that nobody else uses: each act happens once.
    pub(crate) fn key(&mut self, operation: &'static str) -> Result<IdempotencyKey, Said> {
        let text = format!("demo-{:016x}", self.random.next());
        Ok(IdempotencyKey::of("demo", &text, operation, &())?)
    }

    /// In the community's lane.
    pub(crate) async fn act<T, R, F>(&self, what: &str, op: F) -> Result<T, Said>
    where
        F: Fn(&mut Tx) -> Outcome<T, R> + Send + 'static,
        T: Send + 'static,
        R: Debug + Send + 'static,
    {
        done(what, self.running.site.db.transact(self.community, op).await)
    }

    /// Runs what has become due by `at`.
    pub(crate) async fn jobs(&self, at: Timestamp) -> Result<(), Said> {
        self.running.jobs.run_due(at).await?;
        Ok(())
    }
}

/// The story has no place for a refusal here.
pub(crate) fn done<T, R: Debug>(what: &str, outcome: Outcome<T, R>) -> Result<T, Said> {
    outcome.map_err(|error| match error {
        OpError::Refused(why) => Said::new(format!("demo: {what}: refused: {why:?}")),
        OpError::Fault(fault) => Said::because(what, fault),
    })
}
