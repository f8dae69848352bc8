//! The language of plain clients: netcat, telnet, a ten-line script. A line is what a person typed.
//!
//! What such a client reads, one line each, ended by LF alone (nc passes it on; a terminal turns it into CR LF, also
//! under telnet's line mode). The first character tells what a line is, and nobody can forge another kind:
//!
//! ```text
//! <ann> hello                   ann said so in the room where you are
//! <ann to you> hello            to you alone;  <ann to operators>, <ann to voices>: to these of the room
//! * ann waves                   ann does something (/me);  * ann (to you) waves
//! -ann- 3 builds failed         a notice, which no program should answer;  -ann to you- ...
//! #tea <ann> hello              any of these in another room where you are too
//! -- ann is here                the host speaks: who comes and goes, answers, refusals
//! 09:30 <ann> hello             from the history, UTC; of another day: 2025-11-23 09:30 <ann> hello
//! ```
//!
//! Promises: what the client says is not shown to it again; everything shown has control, escape and bidi characters
//! made visible and is one line; a line too long for other clients is said in several pieces, none of it lost.

mod act;
mod client;
mod command;
mod door;
mod looks;
mod modes;
mod note;
mod opening;
mod past;
mod print;
mod refusal;
mod said;
mod time;

pub use client::Plain;
pub(crate) use print::print;
pub use said::{MOST_TEXT, clean, pieces};

pub(crate) use opening::opens_irc;

#[cfg(test)]
mod tests;
