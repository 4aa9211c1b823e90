//! Who holds a row within one operation, and whether a copy of it may still be saved.
//!
//! Rows are plain values, so a saved row does not say which `lock` it came from. These rules refuse a save
//! wherever another copy may be newer; `docs/decisions/locks-and-stale-copies.md` tells what they leave open.

/// The copies of one row that an operation has been given.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hold {
    /// The operation that holds it; what another one did is forgotten.
    op: u64,
    /// Copies given out by this operation's locks, or by its insert.
    given: u32,
    /// Of those, how many since the last save.
    unsaved: u32,
    /// Two copies were out when one was saved: the other one is old for ever.
    stale: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotSavable {
    NotLocked,
    Stale,
}

impl Hold {
    pub(crate) fn lock(&mut self, op: u64) {
        if self.op != op {
            *self = Hold { op, ..Hold::default() };
        }
        self.given += 1;
        self.unsaved += 1;
    }

    /// Whoever inserted a row holds the copy that was written.
    pub(crate) fn insert(&mut self, op: u64) {
        *self = Hold { op, given: 1, ..Hold::default() };
    }

    /// One lock, one save; who is the only holder may save again.
    pub(crate) fn save(&mut self, op: u64) -> Result<(), NotSavable> {
        if self.op != op {
            return Err(NotSavable::NotLocked);
        }
        if self.stale || (self.given > 1 && self.unsaved == 0) {
            return Err(NotSavable::Stale);
        }
        self.stale = self.unsaved > 1;
        self.unsaved = 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// l = lock, s = save, i = insert, x = a save that is refused as stale, n = one refused as not locked.
    #[test]
    fn a_copy_that_may_be_old_is_refused() {
        check("ls");
        check("lsss");
        check("isss");
        check("lslslsls");
        check("islsls");
        check("lls"); // one of them only looked
        check("llsx"); // both saved: the second is old
        check("llslx"); // the copy that was old stays old
        check("lslsx"); // whose copy is it?
        check("islsx");
        check("n");
    }

    fn check(steps: &str) {
        let mut hold = Hold::default();
        for step in steps.chars() {
            match step {
                'l' => hold.lock(1),
                'i' => hold.insert(1),
                's' => assert_eq!(hold.save(1), Ok(()), "{steps}"),
                'x' => assert_eq!(hold.save(1), Err(NotSavable::Stale), "{steps}"),
                _ => assert_eq!(hold.save(1), Err(NotSavable::NotLocked), "{steps}"),
            }
        }
        assert_eq!(hold.save(2), Err(NotSavable::NotLocked), "of another operation: {steps}");
    }
}
