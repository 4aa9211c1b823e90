//! Whole stories of pools, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod bought;
mod bound;
mod campaign_economy;
mod campaign_world;
mod campaigns;
mod capped;
mod claimed;
mod closing;
mod collecting;
mod consents;
mod delivered;
mod economy;
mod elsewhere;
mod for_others;
mod given_up;
mod joining;
mod kept;
mod late;
mod matched_persons;
mod matching;
mod migrating;
mod milestones;
mod nobodys;
mod opened_before;
mod opening;
mod owned;
mod predicting;
mod queries;
mod races;
mod reckoned_before;
mod replay;
mod spent;
mod told;
mod topping_up;
mod undone;
mod world;
