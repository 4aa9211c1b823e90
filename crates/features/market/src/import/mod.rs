//! Orders of another shop, read from tables and put through the operations a person uses.
//!
//! Reading knows nothing of the books and the books nothing of files: `records` and `line` read, `parts` groups
//! lines to invoices, `drive` sends these to the lane in order, `take` is the operation that takes one in, `tally`
//! counts. A line's identity is format, invoice and its ordinal there, and it is written in the transaction that
//! writes what the line did, so an import may be stopped anywhere and started again.

mod align;
mod cover;
mod drive;
#[cfg(test)]
mod drive_tests;
mod format;
mod line;
mod parts;
mod records;
mod report;
mod tally;

pub use drive::{ImportError, Progress};
pub use format::{CsvOptions, Format};
pub use line::Reason;
pub use parts::FileUnreadable;
pub use tally::Summary;
