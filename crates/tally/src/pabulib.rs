//! Reads files of Pabulib (`.pb`): https://pabulib.org/format.
