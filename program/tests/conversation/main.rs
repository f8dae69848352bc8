//! Two ends and what is between them: talk on a real terminal and in scripts, relay from any address to any other,
//! and what is generated from the arguments.
#![allow(
    clippy::unwrap_used,
    reason = "in a test an error is a failure, wherever its code stands"
)]

#[path = "../harness/hullo.rs"]
mod hullo;
#[path = "../whole/peers.rs"]
#[allow(dead_code, reason = "another test binary uses the rest")]
mod peers;

mod broken;
mod flows;
mod generated;
mod hostile;
mod leaving;
mod matrix;
mod partners;
mod pressure;
mod record;
mod script;
mod terminal;
mod typing;
mod watched;
