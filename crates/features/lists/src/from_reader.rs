//! The reader's words in the words of lists.
//!
//! Not a rule: it knows the reader.

use crate::line::{Doing, Mark};
use jielong::{Action, Reading};

impl From<Action> for Doing {
    fn from(action: Action) -> Doing {
        match action {
            Action::Order => Doing::Order,
            Action::Add => Doing::Add,
            Action::Replace => Doing::Replace,
            Action::Withdraw => Doing::Withdraw,
            Action::None => Doing::None,
        }
    }
}

impl From<Reading> for Mark {
    fn from(reading: Reading) -> Mark {
        match reading {
            Reading::Certain => Mark::Certain,
            Reading::Likely => Mark::Likely,
            Reading::Unclear => Mark::Unclear,
        }
    }
}
