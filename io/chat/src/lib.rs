//! The chat server: one port for every kind of client, rooms with a history.

mod log;

pub use log::{Appended, Entry, Limits, Log, LogError, Reader, Retention};
