//! Decimal texts as exact fractions and back.
