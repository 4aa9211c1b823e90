//! New rows that nobody asks for by their key: they only wait to be sent, without a place, a lock or versions of their own. By the million
//! that is less work than the unit of work has with a row, and the rest is the same: undone with their operation, sent with their batch.

pub(crate) struct Appended<T> {
    waiting: Vec<T>,
    /// How many of this batch left for the database before those that wait.
    sent: usize,
    /// How many there were, sent or waiting, when the last operation ended.
    kept: usize,
    shelved: Vec<T>,
    picked: Vec<T>,
}

impl<T> Appended<T> {
    pub(crate) fn new() -> Appended<T> {
        Appended { waiting: Vec::new(), sent: 0, kept: 0, shelved: Vec::new(), picked: Vec::new() }
    }

    pub(crate) fn take(&mut self, rows: Vec<T>) {
        match self.waiting.is_empty() {
            true => self.waiting = rows,
            false => self.waiting.extend(rows),
        }
    }

    pub(crate) fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// How many the running operation has added.
    pub(crate) fn mark(&self) -> usize {
        self.sent + self.waiting.len() - self.kept
    }

    /// The running operation stands.
    pub(crate) fn keep(&mut self) {
        self.kept = self.sent + self.waiting.len();
    }

    /// What came after the mark never was. What of it was sent was sent in a savepoint, which is gone.
    pub(crate) fn undo(&mut self, since: usize) {
        self.waiting.truncate(self.before(since));
        self.sent = self.sent.min(self.kept + since);
    }

    /// Takes away for a moment what came after the mark.
    pub(crate) fn shelve(&mut self, since: usize) {
        let before = self.before(since).min(self.waiting.len());
        self.shelved = self.waiting.split_off(before);
    }

    pub(crate) fn unshelve(&mut self) {
        self.waiting.append(&mut self.shelved);
    }

    /// Marks what waits as sent and remembers it for `picked`.
    pub(crate) fn pick(&mut self) {
        self.picked = std::mem::take(&mut self.waiting);
        self.sent += self.picked.len();
    }

    pub(crate) fn picked(&self) -> &[T] {
        &self.picked
    }

    /// Ends the batch.
    pub(crate) fn clear(&mut self) {
        *self = Appended::new();
    }

    /// How many of those that wait came before the mark.
    fn before(&self, since: usize) -> usize {
        (self.kept + since).saturating_sub(self.sent)
    }
}
