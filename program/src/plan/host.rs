//! What `hullo host` will do: options over the environment over the file over the defaults.

mod file;
mod keys;
mod secret;
mod settings;
mod value;

pub(crate) use file::print as default_file;
pub(crate) use secret::Surroundings;

use crate::args::Host;
use crate::plan::socket;
use anyhow::{Context, Result, anyhow, bail};
use hullo_chat::{Config, Keeping, Retention};
use hullo_wire::address::{Address, DEFAULT_PORT, Endpoint, Host as Name};
pub(crate) use settings::DEFAULT_NETWORK;
use settings::{History, Listen, Settings};
use std::fs;
use std::path::Path;

/// A host, and how it is made known.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) config: Config,
    /// The local network can come in.
    pub(crate) lan: bool,
    /// It can find the host.
    pub(crate) announce: bool,
}

/// Checks what was typed and what stands in the file.
pub(crate) fn host(args: &Host, surroundings: &Surroundings) -> Result<Plan> {
    let mut settings = Settings::default();
    if let Some(path) = &args.config {
        read(path, &mut settings)?;
    }
    secret::set(args, surroundings, &mut settings.terms)?;
    set(args, &mut settings)?;
    let Settings {
        listen,
        history,
        terms,
    } = settings;
    let addresses = addresses(&listen)?;
    Ok(Plan {
        lan: listen.lan,
        announce: listen.lan && listen.announce,
        config: Config {
            datagrams: datagrams(&listen, &addresses),
            identity: identity(&listen)?,
            addresses,
            activated: Vec::new(),
            options: socket::options(&args.socket)?,
            terms,
            keeping: keeping(history),
        },
    })
}

fn read(path: &Path, settings: &mut Settings) -> Result<()> {
    let name = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("could not read {name}"))?;
    file::read(&text, settings).map_err(|why| anyhow!("{name}:{why}"))
}

/// What the options say.
fn set(args: &Host, settings: &mut Settings) -> Result<()> {
    let listen = &mut settings.listen;
    if !args.addresses.is_empty() {
        listen.addresses = args
            .addresses
            .iter()
            .map(|text| socket::address(text))
            .collect::<Result<_>>()?;
    }
    listen.lan |= args.lan;
    listen.udp |= args.udp;
    if args.cert.is_some() {
        listen.certificate.clone_from(&args.cert);
        listen.key.clone_from(&args.key);
    }
    if let Some(folder) = &args.data {
        settings.history.folder = Some(folder.clone());
        settings.history.memory = false;
    }
    settings.history.memory |= args.memory;
    let terms = &mut settings.terms;
    if !args.allow.is_empty() {
        terms.networks.allow = socket::networks("--allow", &args.allow)?;
    }
    if !args.deny.is_empty() {
        terms.networks.deny = socket::networks("--deny", &args.deny)?;
    }
    match args.max_clients {
        Some(0) => bail!("--max-clients 0 would let nobody in"),
        Some(most) => terms.limits.connections = most,
        None => {}
    }
    match args.rate {
        Some(rate) if rate >= 0.0 && rate.is_finite() => terms.limits.lines_a_second = rate,
        Some(rate) => bail!("--rate {rate}: expected lines a second, or 0 for no limit"),
        None => {}
    }
    if let Some(name) = &args.name {
        if !keys::is_word(name) {
            bail!("--name {name:?}: expected one word of at most 63 bytes");
        }
        terms.network.clone_from(name);
    }
    if let Some(text) = &args.motd {
        terms.motd = motd(text)?;
    }
    Ok(())
}

/// The lines of a text, or of the file that `@FILE` names.
fn motd(text: &str) -> Result<Vec<String>> {
    let text = match text.strip_prefix('@') {
        Some(path) => fs::read_to_string(path).with_context(|| format!("--motd {text:?}"))?,
        None => text.to_owned(),
    };
    Ok(text
        .lines()
        .map(|line| line.replace(|c: char| c.is_control(), " "))
        .collect())
}

fn addresses(listen: &Listen) -> Result<Vec<Address>> {
    if listen.addresses.is_empty() {
        let host = if listen.lan { "" } else { "127.0.0.1" };
        return Ok(vec![socket::address(&format!("{host}:{DEFAULT_PORT}"))?]);
    }
    for address in &listen.addresses {
        if *address == Address::Stdio || address.is_datagram() {
            bail!("{address}: clients come in by tcp, tls and unix; --udp hears datagrams as well");
        }
    }
    if listen.lan
        && !listen
            .addresses
            .iter()
            .filter_map(Address::endpoint)
            .any(is_reachable)
    {
        let at = &listen.addresses[0];
        bail!(
            "{at} is on this machine alone, and --lan is for the network; as in `hullo host :12345 --lan`"
        );
    }
    Ok(listen.addresses.clone())
}

/// Whether others than this machine can come in there, as far as can be told without asking anybody.
fn is_reachable(endpoint: &Endpoint) -> bool {
    match &endpoint.host {
        Name::Ip(ip) => !ip.to_canonical().is_loopback(),
        Name::Name(name) => name != "localhost",
        Name::Any | Name::Scoped(..) => true,
    }
}

/// The same hosts and ports. Where port 0 is asked for, datagrams get a free port of their own.
fn datagrams(listen: &Listen, addresses: &[Address]) -> Vec<Address> {
    let endpoints = addresses.iter().filter_map(Address::endpoint);
    match listen.udp {
        true => endpoints.cloned().map(Address::Udp).collect(),
        false => Vec::new(),
    }
}

fn identity(listen: &Listen) -> Result<hullo_net::Identity> {
    if listen.certificate.is_some() != listen.key.is_some() {
        bail!("listen.certificate and listen.key go together: one of them is missing");
    }
    Ok(socket::identity(
        listen.certificate.as_ref(),
        listen.key.as_ref(),
    ))
}

fn keeping(history: History) -> Keeping {
    let retention = Retention {
        age: history.age,
        records: history.messages,
    };
    if history.memory {
        return Keeping::Memory(retention);
    }
    Keeping::Folder {
        folder: history
            .folder
            .unwrap_or_else(|| socket::data_folder().join("host")),
        retention,
        durability: history.durability,
    }
}
