//! The web side of the house: who is asking (`Caller`), what is sent (`Input`, `Check`), what is answered
//! (`Reply`, `View`, `Problem`), the look (`ui`, layout, assets) and the words (`translations!`).
//!
//! Features bring handlers, views and words; this crate knows none of them. See README.md for how to write one.

pub mod asked;
mod assets;
mod caller;
mod cookies;
mod docs;
mod edge;
mod form;
mod html;
mod i18n;
mod icons;
mod identify;
pub mod ids;
mod input;
mod json;
mod lang;
mod lang_route;
mod layout;
mod live;
mod live_route;
mod power;
mod problem;
mod problem_page;
mod refused;
mod reply;
mod router;
mod site;
pub mod text;
mod told;
pub mod ui;
mod upload;

pub use assets::url as asset;
pub use caller::{Caller, Wants, session_cookie_name};
pub use cookies::{feature_cookie, lang_cookie, no_session_cookie, own_cookie, session_cookie};
pub use form::{Check, Errors, FieldChoice, FieldError};
pub use html::{Html, escaped, query_escaped};
pub use i18n::power_name;
pub use identify::{Answered, Communities, CommunityContext, Membership, Sessions, SignedIn, TokenHash, Who};
pub use input::{Input, Keyed, RequestKey};
pub use lang::Lang;
pub use live::{Changed, Live, Topic};
pub use power::{Power, Powers};
pub use problem::{Answer, Problem, ProblemBody, Refusal, refusals_of};
pub use problem_page::render as problem_page;
pub use refused::WebRefused;
pub use reply::{Back, Place, Reply, View, local_path};
pub use router::{Routes, whole, whole_explaining};
pub use site::{Clock, IdSource, Site, SiteConfig, SystemClock};
pub use told::Told;
pub use upload::{Upload, UploadLimits, Uploaded, UploadedFile};
