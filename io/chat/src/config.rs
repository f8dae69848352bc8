//! What a host is to be.

use crate::limits::Limits;
use crate::log::Retention;
use crate::password::Password;
use hullo_net::{Activated, Identity, Options};
use hullo_room::Rules;
use hullo_wire::address::Address;
use hullo_wire::cidr;
use std::path::PathBuf;

/// What a host is to be: where, what it keeps, who may come in.
#[derive(Debug)]
pub struct Config {
    /// Where connections are accepted: `tcp:`, `tls:` and `unix:`.
    pub addresses: Vec<Address>,
    /// Stream sockets that listen already: systemd's.
    pub activated: Vec<Activated>,
    /// Where datagrams are heard.
    pub datagrams: Vec<Address>,
    /// How sockets are made.
    pub options: Options,
    /// The certificate.
    pub identity: Identity,
    /// What can be changed while it runs.
    pub terms: Terms,
    /// What is kept.
    pub keeping: Keeping,
}

/// What can be changed while the host runs.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The chat's own limits.
    pub rules: Rules,
    /// What clients may take of the server.
    pub limits: Limits,
    /// Which addresses are let in.
    pub networks: cidr::Rules,
    /// What a client must say to come in.
    pub password: Option<Password>,
    /// Who can become an operator of the host: names and passwords.
    pub operators: Vec<(String, Password)>,
    /// What a webhook must show, where one is asked for.
    pub token: Option<Password>,
    /// The server's name, as IRC prefixes want it.
    pub server: String,
    /// The network's name, one word.
    pub network: String,
    /// The message of the day.
    pub motd: Vec<String>,
    /// Who runs it.
    pub admin: Vec<String>,
    /// Origins from which a browser may open a WebSocket, beside the host's own; `*` is any.
    pub origins: Vec<String>,
}

/// What is kept of what is said.
#[derive(Clone, Debug, PartialEq)]
pub enum Keeping {
    /// So much, as long as the host runs.
    Memory(Retention),
    /// In a database in this folder.
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What is let go.
        retention: Retention,
        /// Whether a power loss may take the last messages.
        durability: crate::log::Durability,
    },
}
