//! Ids of this feature's own things.

use kernel::{Id, Prefixed};

/// Somebody's wish to join, with what they wrote.
#[derive(Debug)]
pub enum Application {}
/// A link that lets people in.
#[derive(Debug)]
pub enum Invitation {}

impl Prefixed for Application {
    const PREFIX: &'static str = "app";
}
impl Prefixed for Invitation {
    const PREFIX: &'static str = "inv";
}

pub type ApplicationId = Id<Application>;
pub type InvitationId = Id<Invitation>;
