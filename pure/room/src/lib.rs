//! The chat's rules as a state machine: who is here, who may do what, who hears what.
//!
//! Promises: no sockets, clock, files, threads or printing; nothing here knows IRC's or any other client's bytes;
//! what should happen is returned as effects, in order.

mod record;
mod stamp;

pub use record::{Record, RecordKind};
pub use stamp::Stamp;
