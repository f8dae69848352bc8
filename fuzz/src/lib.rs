//! What must hold for every input of every parser, one function a parser; each panics where it does not.
//!
//! Promises: the same input always gives the same outcome; an input is bytes of any kind and length.

mod address;
mod cidr;
mod cuts;
mod escape;
mod frame;
mod hex;
mod history;
mod irc;
mod line;
mod record;
mod session;
mod sniff;
mod splitter;
mod tags;
mod target;
mod telnet;
mod visible;

pub use address::address;
pub use cidr::cidr;
pub use escape::escape;
pub use frame::frame;
pub use hex::hex;
pub use history::history;
pub use irc::irc;
pub use line::line;
pub use record::record;
pub use session::session;
pub use sniff::sniff;
pub use splitter::splitter;
pub use tags::tags;
pub use target::{TARGETS, Target};
pub use telnet::telnet;
pub use visible::{assert_harmless, visible};
