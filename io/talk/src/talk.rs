//! talk: a conversation of two, over a stream or datagrams. The peer may be anything that sends text.
//!
//! ```text
//! typed, standard input or a record ──Said──► voice ──► peer
//! events (and a record)           ◄──account── ear  ◄── peer
//! ```
//!
//! Promises: what arrives without a line end is told after a pause, whole characters only; a peer that does not read
//! is heard all the same; leaving is told to the other side by the end of the stream, and over datagrams, which have
//! no end, by the word `exit`.

mod account;
mod config;
mod conversation;
mod meet;
mod party;
mod saying;
mod script;
mod tape;

pub use crate::talk::config::{Config, LEAVE, Role, Said};
pub use crate::talk::script::read_lines;
pub use crate::talk::tape::Record;

use crate::output::Events;
use crate::talk::account::Account;
use crate::talk::conversation::Conversation;
use crate::talk::meet::meet;
use crate::talk::saying::Saying;
use crate::talk::tape::Tape;
use hullo_net::{Error, Kind};
use std::io;
use tokio::sync::mpsc::Receiver;

/// Talks until one side leaves, or until `stop`, which leaves too, whatever stands unsaid.
pub async fn run(
    config: &Config,
    said: Receiver<Said>,
    events: Events,
    stop: impl Future<Output = ()>,
) -> Result<(), Error> {
    let tape = config.record.as_deref().map(Tape::open).transpose()?;
    let mut saying = Saying::new(said);
    tokio::pin!(stop);
    let (ear, voice, peer) = tokio::select! {
        met = meet(config, &events) => met?,
        () = saying.leaves() => return Ok(()),
        () = &mut stop => return Ok(()),
    };
    let mut talk = Conversation {
        config,
        ear,
        voice,
        account: Account::new(peer, tape, events),
    };
    let ended = tokio::select! {
        ended = talk.converse(&mut saying) => ended,
        () = stop => Ok(()),
    };
    let name = match (&talk.account.peer, config.role) {
        (Some(caller), Role::Listener) => caller.to_string(),
        _ => config.address.to_string(),
    };
    let ended = ended.map_err(|error| failed(&name, &error));
    if ended.is_ok() {
        talk.leave().await;
    }
    let error = ended.as_ref().err().map(|error| error.why.clone());
    talk.account.close(error).await;
    ended
}

fn failed(name: &str, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => {
            Error::new("talk to", name, Kind::Refused, "connection refused")
        }
        _ => Error::system("talk to", name, error),
    }
}
