//! What could not be done, on which address, and why, on one line.

use std::io;

/// What kind of failure it was, as far as a caller may want to act on it (hullo's exit codes follow it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It could not be tried here: permission, a port in use, a bad option, no such file.
    Local,
    /// The name has no address.
    NameNotFound,
    /// The peer's machine said that nobody listens there (TCP RST to a SYN, ICMP port unreachable).
    Refused,
    /// No route to the network or host.
    Unreachable,
    /// No answer in time.
    TimedOut,
    /// The connection was reset, or closed before it was complete.
    Closed,
    /// The TLS handshake or the certificate failed.
    Tls,
}

impl Kind {
    /// The kind that a system error stands for.
    pub fn of(error: &io::Error) -> Kind {
        use io::ErrorKind as K;
        match error.kind() {
            K::ConnectionRefused => Kind::Refused,
            K::NetworkUnreachable | K::HostUnreachable | K::NetworkDown => Kind::Unreachable,
            K::TimedOut => Kind::TimedOut,
            K::ConnectionReset
            | K::ConnectionAborted
            | K::BrokenPipe
            | K::UnexpectedEof
            | K::NotConnected => Kind::Closed,
            // rustls reports a peer's fault in the protocol or its certificate so.
            K::InvalidData => Kind::Tls,
            _ => Kind::Local,
        }
    }
}

/// An attempt that failed: `could not connect to tcp://127.0.0.1:1: connection refused`.
#[derive(Debug, thiserror::Error)]
#[error("could not {attempt} {address}: {why}")]
pub struct Error {
    /// What was tried, as words that an address can follow: "connect to", "listen on".
    pub attempt: &'static str,
    /// The address as the user would write it.
    pub address: String,
    /// What kind of failure.
    pub kind: Kind,
    /// The reason in words, without a final full stop.
    pub why: String,
}

impl Error {
    /// An error made from the system's.
    pub fn system(attempt: &'static str, address: impl ToString, error: &io::Error) -> Error {
        Error {
            attempt,
            address: address.to_string(),
            kind: Kind::of(error),
            why: words(error),
        }
    }

    /// An error in words of our own.
    pub fn new(
        attempt: &'static str,
        address: impl ToString,
        kind: Kind,
        why: impl Into<String>,
    ) -> Error {
        Error {
            attempt,
            address: address.to_string(),
            kind,
            why: why.into(),
        }
    }
}

/// The system's words for an error without its number: "connection refused".
pub(crate) fn words(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !text.starts_with("I/O") => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_error_reads_as_words_without_its_number() {
        let error = Error::system(
            "connect to",
            "tcp://127.0.0.1:1",
            &io::Error::from_raw_os_error(libc::ECONNREFUSED),
        );
        assert_eq!(
            error.to_string(),
            "could not connect to tcp://127.0.0.1:1: connection refused"
        );
        assert_eq!(error.kind, Kind::Refused);
    }

    #[test]
    fn every_errno_of_the_network_has_its_kind() {
        for (errno, kind) in [
            (libc::ECONNREFUSED, Kind::Refused),
            (libc::ENETUNREACH, Kind::Unreachable),
            (libc::EHOSTUNREACH, Kind::Unreachable),
            (libc::ETIMEDOUT, Kind::TimedOut),
            (libc::ECONNRESET, Kind::Closed),
            (libc::EPIPE, Kind::Closed),
            (libc::EADDRINUSE, Kind::Local),
            (libc::EACCES, Kind::Local),
        ] {
            assert_eq!(
                Kind::of(&io::Error::from_raw_os_error(errno)),
                kind,
                "errno {errno}"
            );
        }
    }
}
