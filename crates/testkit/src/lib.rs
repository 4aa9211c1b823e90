//! What tests stand on: an empty database on either engine, a clock that moves only when told, data to
//! test against, a real browser.
//!
//! Nothing of the product lives here and nothing of the product depends on it but its tests.
//!
//! ```
//! testkit::both_engines! {
//!     /// What was written is there when the site is opened again.
//!     async fn reopening_keeps_everything(scratch: testkit::Scratch) {
//!         let _place = scratch.place(); // an empty database, gone after the test
//!     }
//! }
//! ```

mod browser;
mod clock;
mod cluster;
mod engines;
#[cfg(feature = "founding")]
mod founding;
mod lane;
mod pattern;
mod place;
mod tour;

pub use browser::Browser;
pub use clock::FixedClock;
pub use cluster::{Server, postgres};
pub use engines::{Engine, Scratch, Stage, run};
#[cfg(feature = "founding")]
pub use founding::{Founded, found, joins};
pub use lane::{Ids, answer};
pub use place::{data, project_root, required, target_folder};
pub use tour::{Guide, NOWHERE, Pages, TOUR, Way};
