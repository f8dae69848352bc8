//! Socket options, TLS trust, the listener's identity and rules: what several commands share.

use crate::args::{Client, Server, Socket};
use crate::duration;
use anyhow::{Context, Result, anyhow, bail};
use hullo_net::{Family, Identity, Options, Source, Trust};
use hullo_wire::address::Address;
use hullo_wire::cidr::{Cidr, Rules};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

/// Reads one address.
pub(crate) fn address(text: &str) -> Result<Address> {
    Ok(text.parse::<Address>()?)
}

/// Options that every socket has.
pub(crate) fn options(socket: &Socket) -> Result<Options> {
    let keepalive = socket
        .keepalive
        .as_deref()
        .map(|text| duration::parse("--keepalive", text))
        .transpose()?;
    if keepalive.is_some_and(|after| after.as_secs() == 0) {
        bail!("--keepalive: the kernel counts it in whole seconds, from 1s");
    }
    Ok(Options {
        family: match (socket.v4, socket.v6) {
            (true, _) => Some(Family::V4),
            (_, true) => Some(Family::V6),
            _ => None,
        },
        interface: socket.interface.clone(),
        ttl: socket.ttl,
        keepalive,
        nagle: socket.nagle,
        send_buffer: socket.send_buffer,
        receive_buffer: socket.receive_buffer,
        no_loop: socket.no_loop,
        ..Options::default()
    })
}

/// Adds what a connecting side has.
pub(crate) fn client(options: Options, client: &Client) -> Result<Options> {
    Ok(Options {
        source: client.source.as_deref().map(source).transpose()?,
        connect_timeout: duration::parse("--connect-timeout", &client.connect_timeout)?,
        trust: trust(client)?,
        server_name: client.server_name.clone(),
        ..options
    })
}

fn trust(client: &Client) -> Result<Trust> {
    Ok(match (&client.ca, &client.pin, client.insecure) {
        (Some(path), _, _) => Trust::Authorities(path.clone()),
        (_, Some(pin), _) => {
            Trust::Pin(pin.parse().map_err(|why: String| anyhow!("--pin: {why}"))?)
        }
        (_, _, true) => Trust::Anybody,
        _ => Trust::System,
    })
}

/// `IP`, `IP:PORT`, `[v6]:PORT` or `:PORT`.
fn source(text: &str) -> Result<Source> {
    let wrong = || format!("--source {text:?}: expected IP, IP:PORT or :PORT");
    if let Some(port) = text.strip_prefix(':')
        && !port.contains(':')
    {
        return Ok(Source {
            ip: None,
            port: port.parse().with_context(wrong)?,
        });
    }
    if let Ok(ip) = text
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>()
    {
        return Ok(Source {
            ip: Some(ip),
            port: 0,
        });
    }
    let address: SocketAddr = text.parse().ok().with_context(wrong)?;
    Ok(Source {
        ip: Some(address.ip()),
        port: address.port(),
    })
}

/// The certificate of a listener: given, or self-signed and kept in the user's data folder.
pub(crate) fn identity(certificates: Option<&PathBuf>, key: Option<&PathBuf>) -> Identity {
    match (certificates, key) {
        (Some(certificates), Some(key)) => Identity::Files {
            certificates: certificates.clone(),
            key: key.clone(),
        },
        _ => Identity::SelfSigned(data_folder()),
    }
}

/// XDG Base Directory: `$XDG_DATA_HOME/hullo`, else `~/.local/share/hullo`, else beside us.
pub(crate) fn data_folder() -> PathBuf {
    let set = |name: &str| {
        std::env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    set("XDG_DATA_HOME")
        .or_else(|| set("HOME").map(|home| home.join(".local/share")))
        .unwrap_or_default()
        .join("hullo")
}

/// Who is let in.
pub(crate) fn rules(server: &Server) -> Result<Rules> {
    Ok(Rules {
        allow: networks("--allow", &server.allow)?,
        deny: networks("--deny", &server.deny)?,
    })
}

/// Networks as they were given for `option`.
pub(crate) fn networks(option: &str, list: &[String]) -> Result<Vec<Cidr>> {
    list.iter()
        .map(|text| {
            text.parse::<Cidr>()
                .with_context(|| format!("{option} {text:?}"))
        })
        .collect()
}
