//! Networks and rules, in tables.
