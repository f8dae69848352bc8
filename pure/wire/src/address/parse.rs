//! The text of an address, read from left to right: scheme, host, port.
//!
//! Promises: no input panics; only what the grammar in `address` names is accepted, so a slip of the
//! keyboard is an error here and not a puzzling name lookup later.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::path::PathBuf;
use std::str::FromStr;

use crate::address::problem::Problem;
use crate::address::{Address, AddressError, DEFAULT_PORT, Endpoint, Host, UnixName};

/// `sun_path` has 108 bytes; a path ends with a NUL there and an abstract name begins with one (unix(7)).
const UNIX_NAME_BYTES: usize = 107;
/// A name of 255 bytes on the wire (RFC 1035 §2.3.4) less the first length byte and the root's.
const HOST_NAME_BYTES: usize = 253;

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Address, AddressError> {
        address(text).map_err(|problem| AddressError {
            text: text.to_owned(),
            problem,
        })
    }
}

fn address(text: &str) -> Result<Address, Problem> {
    match text {
        "" => return Err(Problem::Empty),
        "-" => return Ok(Address::Stdio),
        _ => {}
    }
    if let Some(name) = after_scheme(text, "unix:") {
        return unix_name(name).map(Address::Unix);
    }
    if let Some(name) = after_scheme(text, "unixgram:") {
        return unix_name(name).map(Address::UnixDatagram);
    }
    for (scheme, make) in [
        ("tcp", Address::Tcp as fn(Endpoint) -> Address),
        ("udp", Address::Udp),
        ("tls", Address::Tls),
    ] {
        let Some(rest) = after_scheme(text, scheme).and_then(|rest| rest.strip_prefix(':')) else {
            continue;
        };
        let Some(rest) = rest.strip_prefix("//") else {
            return Err(Problem::Slashes(scheme.to_owned()));
        };
        return endpoint(rest, text).map(make);
    }
    if let Some((scheme, _)) = text.split_once("://") {
        return Err(Problem::Scheme(scheme.to_owned()));
    }
    endpoint(text, text).map(Address::Tcp)
}

/// What follows `scheme`, in whatever case that is written.
fn after_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(scheme.len())?;
    head.eq_ignore_ascii_case(scheme).then_some(rest)
}

fn unix_name(name: &str) -> Result<UnixName, Problem> {
    let (name, make) = match name.strip_prefix('@') {
        Some(name) => (
            name,
            (|name: &str| UnixName::Abstract(name.to_owned())) as fn(&str) -> UnixName,
        ),
        None => (
            name,
            (|path: &str| UnixName::Path(PathBuf::from(path))) as fn(&str) -> UnixName,
        ),
    };
    if name.is_empty() {
        return Err(Problem::NoPath);
    }
    if let Some(position) = name.find('\0') {
        return Err(Problem::PathNul(position));
    }
    if name.len() > UNIX_NAME_BYTES {
        return Err(Problem::PathLength(name.len()));
    }
    Ok(make(name))
}

/// `rest` is the end of `text`: what stands after the scheme.
fn endpoint(rest: &str, text: &str) -> Result<Endpoint, Problem> {
    if let Some((at, found)) = rest
        .char_indices()
        .find(|(_, c)| c.is_whitespace() || c.is_control())
    {
        let before = &text[..text.len() - rest.len() + at];
        let position = before.chars().count() + 1;
        return Err(Problem::Character { found, position });
    }
    if let Some(at) = rest.find(['/', '?', '#']) {
        return Err(Problem::Trailing(rest[at..].to_owned()));
    }
    if let Some((user, _)) = rest.split_once('@') {
        return Err(Problem::User(user.to_owned()));
    }
    if let Some(inside) = rest.strip_prefix('[') {
        return bracketed(inside);
    }
    let (name, port) = match rest.split_once(':') {
        None => (rest, DEFAULT_PORT),
        Some((_, more)) if more.contains(':') => {
            let host = ipv6(rest)?.ok_or(Problem::Colons)?;
            return Ok(Endpoint {
                host,
                port: DEFAULT_PORT,
            });
        }
        Some((name, digits)) => (name, port(digits)?),
    };
    if name.is_empty() {
        return Ok(Endpoint {
            host: Host::Any,
            port,
        });
    }
    if rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::BarePort(rest.to_owned()));
    }
    if let Some((at, found)) = name.char_indices().find(|(_, c)| !is_name_character(*c)) {
        let before = &text[..text.len() - rest.len() + at];
        let position = before.chars().count() + 1;
        return Err(Problem::Character { found, position });
    }
    host_name(name).map(|host| Endpoint { host, port })
}

/// `inside` is what follows the opening bracket.
fn bracketed(inside: &str) -> Result<Endpoint, Problem> {
    let (inside, after) = inside.split_once(']').ok_or(Problem::Unclosed)?;
    if inside.is_empty() {
        return Err(Problem::EmptyBrackets);
    }
    let host = ipv6(inside)?.ok_or_else(|| Problem::Brackets(inside.to_owned()))?;
    let port = match after.strip_prefix(':') {
        Some(digits) => port(digits)?,
        None if after.is_empty() => DEFAULT_PORT,
        None => return Err(Problem::AfterBracket(after.to_owned())),
    };
    Ok(Endpoint { host, port })
}

/// An IPv6 address with or without a zone; None if it is not one.
fn ipv6(text: &str) -> Result<Option<Host>, Problem> {
    let (address, zone) = match text.split_once('%') {
        Some((address, zone)) => (address, Some(zone)),
        None => (text, None),
    };
    let Ok(address) = address.parse::<Ipv6Addr>() else {
        return Ok(None);
    };
    let Some(zone) = zone else {
        return Ok(Some(Host::Ip(address.into())));
    };
    let letters = |c: char| is_name_character(c) || matches!(c, '~' | '+' | '=');
    if zone.is_empty() || !zone.chars().all(letters) {
        return Err(Problem::Zone(zone.to_owned()));
    }
    Ok(Some(Host::Scoped(address, zone.to_owned())))
}

fn port(digits: &str) -> Result<u16, Problem> {
    if digits.is_empty() {
        return Err(Problem::NoPort);
    }
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::PortNumber(digits.to_owned()));
    }
    digits
        .parse()
        .map_err(|_| Problem::PortRange(digits.to_owned()))
}

fn is_name_character(c: char) -> bool {
    matches!(c, '-' | '.' | '_') || c.is_alphanumeric()
}

/// An IPv4 address or a name. `name` has characters, and only those of names.
fn host_name(name: &str) -> Result<Host, Problem> {
    if let Ok(address) = name.parse::<Ipv4Addr>() {
        return Ok(Host::Ip(address.into()));
    }
    let labels = name.strip_suffix('.').unwrap_or(name);
    if labels.split('.').any(str::is_empty) {
        return Err(Problem::EmptyLabel(name.to_owned()));
    }
    let last = labels.rsplit('.').next().unwrap_or(labels);
    if is_number(last) {
        return Err(Problem::Ipv4(name.to_owned()));
    }
    if labels.len() > HOST_NAME_BYTES {
        return Err(Problem::NameLength(labels.len()));
    }
    Ok(Host::Name(name.to_owned()))
}

/// What inet_aton(3), and so getaddrinfo(3), would read as a number: 127.1 and 0x7f.1 would be taken for addresses.
fn is_number(label: &str) -> bool {
    let hex = label
        .strip_prefix("0x")
        .or_else(|| label.strip_prefix("0X"));
    match hex {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => label.bytes().all(|byte| byte.is_ascii_digit()),
    }
}
