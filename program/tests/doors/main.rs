//! The doors of `hullo host` that are not for chat clients of their own: HTTP, WebSocket and datagrams, on the chat's port.
#![allow(
    clippy::unwrap_used,
    reason = "in a test an error is a failure, wherever its code stands"
)]

#[path = "../harness/chatter.rs"]
#[allow(dead_code, reason = "other test binaries use the rest")]
mod chatter;
#[path = "../harness/hullo.rs"]
mod hullo;

mod datagrams;
mod pages;
mod place;
mod posts;
mod rude;
mod sockets;
