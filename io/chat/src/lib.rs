//! The chat server: one port for every kind of client, rooms with a history.

mod bucket;
mod callers;
mod config;
mod connection;
mod counters;
mod datagrams;
mod desk;
mod door;
mod event;
mod host;
mod http;
mod hub;
mod limits;
mod log;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod logarithm;
mod memory;
mod password;
mod seat;

pub use config::{Config, Keeping, Terms};
pub use counters::Counters;
pub use event::Event;
pub use host::run;
pub use limits::Limits;
pub use log::{Durability, Retention};
pub use password::Password;
