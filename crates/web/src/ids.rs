//! Names of things that every feature speaks of. A feature adds those of its own in its own crate.

use kernel::{Id, Prefixed};

/// An account on the site.
#[derive(Debug)]
pub enum Person {}
/// A person in one community.
#[derive(Debug)]
pub enum Member {}
/// Money of many, held until a condition is met.
#[derive(Debug)]
pub enum Pool {}
/// What was set aside for rewards and coupons.
#[derive(Debug)]
pub enum Budget {}
/// What was set aside to be added to gifts.
#[derive(Debug)]
pub enum Match {}
/// Something that pays a part of one order.
#[derive(Debug)]
pub enum Coupon {}
/// A sign-in on one device.
#[derive(Debug)]
pub enum Session {}

impl Prefixed for Person {
    const PREFIX: &'static str = "per";
}
impl Prefixed for Member {
    const PREFIX: &'static str = "mem";
}
impl Prefixed for Pool {
    const PREFIX: &'static str = "pol";
}
impl Prefixed for Budget {
    const PREFIX: &'static str = "bud";
}
impl Prefixed for Match {
    const PREFIX: &'static str = "mtch";
}
impl Prefixed for Coupon {
    const PREFIX: &'static str = "cpn";
}
impl Prefixed for Session {
    const PREFIX: &'static str = "ses";
}

pub type PersonId = Id<Person>;
pub type MemberId = Id<Member>;
pub type PoolId = Id<Pool>;
pub type BudgetId = Id<Budget>;
pub type MatchId = Id<Match>;
pub type SessionId = Id<Session>;
