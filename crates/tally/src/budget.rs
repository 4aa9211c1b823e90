//! Projects to be paid from one sum, and which of them are chosen by which rule.
