//! The language of IRC clients: their lines to the chat's events, what they are told to their lines.
//!
//! ```text
//! line ─→ Irc::hear ─→ dispatch ─→ one file for each group of commands ─→ Hall::event | Hall::page | Hall::ask
//! Told ─→ print ─→ tags as negotiated, then the line as modern.ircdocs.horse has it
//! ```
//!
//! Promises: whether a client is registered is for the chat to know, never kept twice; commands are answered in
//! order; a tag goes only to who negotiated it; a line has at most 512 bytes behind its tags and stays UTF-8.

mod cap;
mod channel;
mod client;
mod dispatch;
mod glob;
mod help;
mod history;
mod isupport;
mod label;
mod letters;
mod list;
mod mode;
mod monitor;
mod names;
mod numeric;
mod oper;
mod person;
mod print;
mod question;
mod registration;
mod server;
mod sight;
mod speak;
mod time;
mod welcome;
mod who;
mod whois;
mod whox;

pub use client::Irc;
pub(crate) use print::print;

#[cfg(test)]
mod tests;
