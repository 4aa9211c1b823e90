//! What can be done: one operation a file. Each is a synchronous function on `Tx` that takes who acts, its input (ids
//! of new things included) and the time.

mod make_instrument;

pub use make_instrument::{NewInstrument, make_instrument_by_decision};
