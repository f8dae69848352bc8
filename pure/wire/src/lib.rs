//! Bytes and text to values and back, for the formats that are hullo's own to speak.
//!
//! Promises: nothing here opens a socket, reads a clock or a file, starts a thread or prints; no input
//! makes a parser panic; what is gathered from a stream stays within the limit given plus one push.

pub mod address;
pub mod cidr;
pub mod escape;
pub mod frame;
pub mod hex;
mod inbox;
pub mod irc;
pub mod line;
pub mod record;
pub mod sniff;
pub mod splitter;
pub mod telnet;
pub mod visible;
