//! What a server says of itself.

use std::net::IpAddr;

/// What a server says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The server's name, as IRC prefixes want it: letters, digits, dots.
    pub server: String,
    /// The network's name, one word.
    pub network: String,
    /// `hullo-0.1.0`.
    pub version: String,
    /// When it started, in milliseconds since 1970.
    pub started: u64,
    /// The message of the day, line by line; empty for none.
    pub motd: Vec<String>,
    /// Who runs it: location, and how to reach them.
    pub admin: Vec<String>,
    /// Whether a password is asked for.
    pub password: bool,
    /// The most messages that one CHATHISTORY gives.
    pub history_limit: usize,
}

/// Where a client came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its address; `None` over a Unix socket.
    pub ip: Option<IpAddr>,
    /// Whether nobody on the way can read along (TLS, or a local socket).
    pub secure: bool,
}

impl Origin {
    /// The host part of nick!user@host. An IPv6 address never begins with a colon.
    pub fn host(&self) -> String {
        match self.ip {
            None => "localhost".to_owned(),
            Some(IpAddr::V4(v4)) => v4.to_string(),
            Some(IpAddr::V6(v6)) => {
                let text = v6.to_string();
                match text.starts_with(':') {
                    true => format!("0{text}"),
                    false => text,
                }
            }
        }
    }
}
