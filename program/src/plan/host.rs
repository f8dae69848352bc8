//! What `hullo host` will do.

use crate::args::Host;
use crate::plan::socket;
use anyhow::{Result, bail};
use hullo_chat::{Config, Durability, Keeping, Limits, Retention, Terms};
use hullo_net::Options;
use hullo_wire::address::{Address, DEFAULT_PORT};
use hullo_wire::cidr;

/// Checks what was typed.
pub(crate) fn host(args: &Host) -> Result<Config> {
    let addresses = addresses(args)?;
    let datagrams = if args.udp {
        addresses.iter().filter_map(datagram).collect()
    } else {
        Vec::new()
    };
    let mut limits = Limits::default();
    limits.connections = args.max_clients.unwrap_or(limits.connections);
    limits.lines_a_second = args.rate.unwrap_or(limits.lines_a_second);
    Ok(Config {
        addresses,
        datagrams,
        options: Options::default(),
        identity: socket::identity(None, None),
        terms: Terms {
            rules: Default::default(),
            limits,
            networks: cidr::Rules::default(),
            password: None,
            operators: Vec::new(),
            token: None,
            server: "hullo.local".to_owned(),
            network: "hullo".to_owned(),
            motd: Vec::new(),
            admin: Vec::new(),
            origins: Vec::new(),
        },
        keeping: keeping(args),
    })
}

fn addresses(args: &Host) -> Result<Vec<Address>> {
    if args.addresses.is_empty() {
        let host = if args.lan { "" } else { "127.0.0.1" };
        return Ok(vec![socket::address(&format!("{host}:{DEFAULT_PORT}"))?]);
    }
    let addresses = args
        .addresses
        .iter()
        .map(|text| socket::address(text))
        .collect::<Result<Vec<_>>>()?;
    for address in &addresses {
        if *address == Address::Stdio || address.is_datagram() {
            bail!("{address}: clients come in by tcp, tls and unix; --udp hears datagrams as well");
        }
    }
    Ok(addresses)
}

fn datagram(address: &Address) -> Option<Address> {
    address.endpoint().cloned().map(Address::Udp)
}

fn keeping(args: &Host) -> Keeping {
    if args.memory {
        return Keeping::Memory(Retention::default());
    }
    Keeping::Folder {
        folder: match &args.data {
            Some(folder) => folder.clone(),
            None => socket::data_folder().join("host"),
        },
        retention: Retention::default(),
        durability: Durability::default(),
    }
}
