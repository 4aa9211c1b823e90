//! The whole program, asked over its own router on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

#[path = "../common/mod.rs"]
mod common;

mod after_sales;
mod any_day;
mod around;
mod attempts;
mod ballot_pages;
mod bringing;
mod campaigns;
mod choosing;
mod consents;
mod contributions;
mod contributions_held;
mod deciding;
mod decision_only;
mod decisions;
mod described;
mod desk;
mod erasure;
mod evening;
mod for_buyers;
mod full_disk;
mod group_buy;
mod hostile;
mod injection;
mod less_asked;
mod list_tables;
mod list_told;
mod lists;
mod mandates;
mod matrix;
mod migrations;
mod migrations_supply;
mod money;
mod owed;
mod owning;
mod packing;
mod payment_undone;
mod pickup;
mod pool_places;
mod pools;
mod powers;
mod powers_of_texts;
mod proofs;
mod receipts;
mod refusals;
mod results;
mod roles;
mod run_waits;
mod rush;
mod schema;
mod secrecy;
mod sellers;
mod share_spent;
mod sharing;
mod sharing_voted;
mod spending;
mod statements;
mod supply;
mod texts;
mod together;
mod told_plainly;
mod votes_file;
