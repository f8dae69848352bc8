//! Clients that were not made for hullo, in one room of one server: what one says, all the others see, once and in one
//! order. And what an IRC server must answer to the letter, asked over real sockets.
#![allow(
    clippy::unwrap_used,
    reason = "in a test an error is a failure, wherever its code stands"
)]

#[path = "../harness/chatter.rs"]
#[allow(dead_code, reason = "other test binaries may use the rest")]
mod chatter;
#[path = "../harness/hullo.rs"]
mod hullo;
#[path = "../conversation/terminal.rs"]
#[allow(dead_code, reason = "another test binary uses the rest")]
mod terminal;

mod door;
mod guest;
mod irc;
mod irssi;
mod lines;
mod looks;
mod party;
mod past;
mod python;
mod room;
mod weechat;
