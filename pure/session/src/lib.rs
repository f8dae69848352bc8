//! What each kind of client says and wants to hear: its bytes to the chat's events, and what people are told to its bytes.
//!
//! ```text
//! line ─→ Session::hear ─→ Hall::event | Hall::reply | Hall::ask          (what the client wants)
//! Told ─→ print(told, reader, way, chat) ─→ bytes                         (what the client hears)
//! ```
//!
//! Promises: no sockets, clock, files, threads or printing; what is printed depends only on the reader's [`Way`] and
//! the chat, so that one printing serves all readers of one way, except for what is told to one session alone.

mod about;
mod caps;
mod datagram;
mod hall;
mod irc;
mod plain;
#[cfg(any(test, feature = "rehearsal"))]
pub mod rehearsal;
mod session;
mod way;

pub use about::{About, Origin};
pub use caps::{Cap, Caps};
pub use datagram::{Datagram, NotAMessage};
pub use hall::{Ask, Hall, Page};
pub use irc::Irc;
pub use plain::{MOST_TEXT, Plain, clean, pieces};
pub use session::{Session, alone, apart, farewell, print};
pub use way::{Tongue, Way};
