//! The binary as a whole: what send and listen do with real peers, and how they end.
#![allow(
    clippy::unwrap_used,
    reason = "in a test an error is a failure, wherever its code stands"
)]

#[path = "../harness/hullo.rs"]
mod hullo;

mod bad_input;
mod crowd;
mod datagrams;
mod endings;
mod exit_codes;
mod halves;
mod json;
mod memory;
mod namespace;
mod peers;
mod ports;
mod replies;
mod rude;
mod saying;
mod terminal;
mod trust;
