//! send, listen, talk, relay: two ends and a pump.
//!
//! Promises: nothing is printed here. Payload goes to the [`Output`] that the caller chose, words about it leave as
//! [`Event`]s, what came of it is returned. A peer's fault ends the peer's task, never the command.
//! This crate does not know about arguments, colours, exit codes or JSON.

mod command;
mod door;
mod event;
mod gate;
mod input;
pub mod listen;
mod output;
mod pump;
pub mod relay;
pub mod send;
mod sink;
pub mod talk;

pub use command::Command;
pub use event::{Event, Part, Way};
pub use output::Output;
