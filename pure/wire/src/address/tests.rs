//! Addresses, good and bad, in tables.
