//! IRC lines to messages and back, as modern.ircdocs.horse and IRCv3 message-tags describe them.
//!
//! ```text
//! @label=1;+draft/reply=x :ann!a@host PRIVMSG #lobby :hello all
//! '------- tags --------' '- source -' command params[0], params[1]
//! ```
//!
//! Promises: what is parsed is slices of the line, nothing is allocated or copied; command words keep their
//! case (`word` gives upper case); what is printed is one line whatever it is made of, and is parsed as the same.

mod error;
mod message;
mod params;
mod parse;
mod print;
mod tags;
mod word;

pub use error::IrcError;
pub use message::Message;
pub use params::{MOST_PARAMS, Params};
pub use parse::{
    MOST_CLIENT_LINE, MOST_CLIENT_TAGS, MOST_LINE, MOST_SERVER_TAGS, parse, parse_bytes,
    parse_from_server,
};
pub use print::{Ending, Head, Sourced, Words, print};
pub use tags::{Tags, escape, is_key, unescape};
pub use word::Word;

#[cfg(test)]
mod tests;
