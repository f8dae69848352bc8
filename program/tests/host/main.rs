//! `hullo host` as a program: its configuration file, its signals, its words, and the service manager's side of it.
#![allow(
    clippy::unwrap_used,
    reason = "in a test an error is a failure, wherever its code stands"
)]

#[path = "../harness/hullo.rs"]
mod hullo;

mod activation;
mod caller;
mod endings;
mod file;
mod json;
mod reload;
mod secrets;
mod words;
