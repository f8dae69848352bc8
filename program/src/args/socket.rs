//! How sockets are to be made: the same options wherever they make sense.

use clap::Args;
use std::net::IpAddr;
use std::path::PathBuf;

/// Options of every socket.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Socket")]
pub(crate) struct Socket {
    /// IPv4 only
    #[arg(short = '4', conflicts_with = "v6")]
    pub(crate) v4: bool,
    /// IPv6 only
    #[arg(short = '6')]
    pub(crate) v6: bool,
    /// Network interface, by name or by one of its addresses: multicast goes in and out there
    #[arg(long, value_name = "IF")]
    pub(crate) interface: Option<String>,
    /// Time to live (IPv6: hop limit), unicast and multicast
    #[arg(long, value_name = "N")]
    pub(crate) ttl: Option<u8>,
    /// TCP keepalive: probe after so long a silence
    #[arg(long, value_name = "TIME")]
    pub(crate) keepalive: Option<String>,
    /// Let TCP gather small writes (Nagle); off by default
    #[arg(long)]
    pub(crate) nagle: bool,
    /// Send buffer (SO_SNDBUF)
    #[arg(long, value_name = "BYTES")]
    pub(crate) send_buffer: Option<usize>,
    /// Receive buffer (SO_RCVBUF); for UDP 8 MiB are asked for by default
    #[arg(long, value_name = "BYTES")]
    pub(crate) receive_buffer: Option<usize>,
    /// Do not hear our own multicast on this machine
    #[arg(long)]
    pub(crate) no_loop: bool,
}

/// Options of a side that connects.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Connecting")]
pub(crate) struct Client {
    /// Connect or send from this address: IP, IP:PORT or :PORT
    #[arg(long, value_name = "ADDR")]
    pub(crate) source: Option<String>,
    /// The longest that name lookup, connecting and TLS may take together
    #[arg(long, value_name = "TIME", default_value = "10s")]
    pub(crate) connect_timeout: String,
    /// Trust the certificates in this PEM file instead of the system's
    #[arg(long, value_name = "FILE", conflicts_with_all = ["pin", "insecure"])]
    pub(crate) ca: Option<PathBuf>,
    /// Trust exactly the certificate with this fingerprint, which a TLS listener prints
    #[arg(long, value_name = "sha256:HEX", conflicts_with = "insecure")]
    pub(crate) pin: Option<String>,
    /// Trust any certificate: anybody on the way can read and change everything
    #[arg(long)]
    pub(crate) insecure: bool,
    /// The name that the certificate must bear, where it is not the address's
    #[arg(long, value_name = "NAME")]
    pub(crate) server_name: Option<String>,
}

/// Options of a side that listens.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Listening")]
pub(crate) struct Server {
    /// Certificate chain for tls:// (PEM); without it a self-signed one is made once and kept
    #[arg(long, value_name = "FILE", requires = "key")]
    pub(crate) cert: Option<PathBuf>,
    /// Private key for tls:// (PEM)
    #[arg(long, value_name = "FILE", requires = "cert")]
    pub(crate) key: Option<PathBuf>,
    /// Let in only these networks, such as 10.0.0.0/8; may be given more than once
    #[arg(long, value_name = "CIDR", value_delimiter = ',')]
    pub(crate) allow: Vec<String>,
    /// Keep these networks out, even where --allow lets them in
    #[arg(long, value_name = "CIDR", value_delimiter = ',')]
    pub(crate) deny: Vec<String>,
    /// Connections at once; further ones are closed, and said so
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub(crate) max_clients: usize,
    /// Hear only this sender of a multicast group (source-specific multicast)
    #[arg(long, value_name = "IP")]
    pub(crate) multicast_source: Option<IpAddr>,
}
