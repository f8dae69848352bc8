//! What can be wrong with an address, each in one sentence with the way to write it where that is known.

/// One thing wrong. Quoted text is printed with its control characters escaped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Problem {
    #[error("is empty; expected host:port, :port, udp://host:port, unix:/path or -")]
    Empty,
    #[error("a port alone is written :{0}")]
    BarePort(String),
    #[error("unknown scheme {0:?}; the known ones are tcp://, udp://, tls://, unix: and unixgram:")]
    Scheme(String),
    #[error("{0}: must be followed by two slashes, as in {0}://host:port")]
    Slashes(String),
    #[error("{found:?} at character {position} cannot be part of a host or port")]
    Character { found: char, position: usize },
    #[error("nothing may follow the port, but {0:?} does: an address has no path")]
    Trailing(String),
    #[error("a user name ({0:?} before the @) has no meaning here; write the host alone")]
    User(String),
    #[error("more than one colon; expected host:port, or an IPv6 address as in [::1]:12345")]
    Colons,
    #[error("the bracket is never closed; an IPv6 address with a port is written [::1]:12345")]
    Unclosed,
    #[error("nothing stands between the brackets; any local address is written :12345")]
    EmptyBrackets,
    #[error("{0:?} between the brackets is not an IPv6 address")]
    Brackets(String),
    #[error("{0:?} after the bracket is not a port; expected as in [::1]:12345")]
    AfterBracket(String),
    #[error("{0:?} is not a zone; after the % stands an interface, as in [fe80::1%eth0]:12345")]
    Zone(String),
    #[error("the port after the colon is missing")]
    NoPort,
    #[error("port {0:?} is not a number from 0 to 65535")]
    PortNumber(String),
    #[error("port {0} is above 65535")]
    PortRange(String),
    #[error("{0:?} is neither a name nor an IPv4 address, which has four numbers up to 255")]
    Ipv4(String),
    #[error("host name {0:?} has an empty part between its dots")]
    EmptyLabel(String),
    #[error("the host name has {0} bytes; at most 253 are possible")]
    NameLength(usize),
    #[error("the path of a Unix socket is missing, as in unix:/run/x or unix:@name")]
    NoPath,
    #[error("the path of a Unix socket holds a NUL at byte {0}")]
    PathNul(usize),
    #[error("the path of a Unix socket has {0} bytes; at most 107 are possible")]
    PathLength(usize),
}
