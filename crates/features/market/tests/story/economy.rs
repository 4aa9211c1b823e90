//! A model economy.
