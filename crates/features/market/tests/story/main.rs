//! Whole stories of the market, on both engines.

#![allow(clippy::unwrap_used, reason = "a test")]

mod abandoned;
mod after_sales;
mod collecting;
mod complaints;
mod decided;
mod economy;
mod for_buyer;
mod migrating;
mod money_back;
mod offers;
mod orders;
mod payments;
mod pictured;
mod queries;
mod races;
mod sellers;
mod settings;
mod simple_book;
mod undone;
mod undone_beside;
mod world;
