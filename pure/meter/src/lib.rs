//! A measurement's rules: what is counted, and what the counts say.
//!
//! Promises: nothing here sends, waits or reads a clock; memory does not grow with what is measured.

mod rounds;

pub use rounds::{Rounds, Summary};
