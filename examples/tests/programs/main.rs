//! The six programs as real processes: each against its counterpart, against the textbook's Python
//! programs, and against peers that the tests play themselves.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod chat;
mod running;
mod tcp;
mod udp;
