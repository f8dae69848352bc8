//! Being found on the local network: DNS-SD over multicast DNS (RFC 6762, RFC 6763).

use crate::error::{Error, Kind};
use mdns_sd::{ServiceDaemon, ServiceInfo};
use std::time::{Duration, Instant};

/// How long saying goodbye may take: each service's goes out twice, 120 ms apart.
const GOODBYE: Duration = Duration::from_millis(500);

/// Services that are announced as long as this lives.
pub struct Announcement {
    daemon: ServiceDaemon,
    names: Vec<String>,
}

impl Announcement {
    /// Announces `services` (`_irc._tcp`) under the name `name`, or `hullo on MACHINE`, with what is said of them. Where
    /// somebody has the name already, a number is added to it. Has a thread of its own.
    pub fn start(
        name: Option<&str>,
        services: &[&str],
        port: u16,
        said: &[(&str, &str)],
    ) -> Result<Announcement, Error> {
        let machine = machine_name();
        let name = match name {
            Some(name) => name.to_owned(),
            None => format!("hullo on {machine}"),
        };
        let failed =
            |error: mdns_sd::Error| Error::new("announce", &name, Kind::Local, error.to_string());
        let daemon = ServiceDaemon::new().map_err(failed)?;
        let mut names = Vec::new();
        for service in services {
            let (service, host) = (format!("{service}.local."), format!("{machine}.local."));
            let info = ServiceInfo::new(&service, &name, &host, "", port, said)
                .map_err(failed)?
                .enable_addr_auto();
            names.push(info.get_fullname().to_owned());
            daemon.register(info).map_err(failed)?;
        }
        Ok(Announcement { daemon, names })
    }

    /// Says goodbye. Waits until it is said, half a second at most.
    pub fn end(self) {
        let deadline = Instant::now() + GOODBYE;
        let left = || deadline.saturating_duration_since(Instant::now());
        let said: Vec<_> = self
            .names
            .iter()
            .filter_map(|name| self.daemon.unregister(name).ok())
            .collect();
        for said in said {
            let _ = said.recv_timeout(left()); // others forget us by themselves after a while
        }
        if let Ok(ended) = self.daemon.shutdown() {
            let _ = ended.recv_timeout(left());
        }
    }
}

/// This machine's own name, without its domain.
fn machine_name() -> String {
    let name = rustix::system::uname();
    let name = name.nodename().to_string_lossy();
    let first = name.split('.').next().unwrap_or_default();
    let fits = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let plain: String = first.chars().filter(fits).take(63).collect();
    if plain.is_empty() {
        "host".to_owned()
    } else {
        plain
    }
}
