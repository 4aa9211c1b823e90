//! Ballots that rank candidates, and who wins by which rule.
