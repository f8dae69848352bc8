//! Ways to join, ready to be pasted.

use hullo_net::Fingerprint;
use hullo_wire::address::{Address, Endpoint, Host};
use std::net::IpAddr;

/// A place where clients come in.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) address: Address,
    pub(crate) fingerprint: Option<Fingerprint>,
}

impl Place {
    /// How somebody at this machine, or at `lan` from the network, reaches it.
    fn host(&self, lan: Option<IpAddr>) -> Option<(String, u16)> {
        let Endpoint { host, port } = self.address.endpoint()?;
        let host = match host {
            Host::Ip(ip) if ip.is_unspecified() => match lan {
                Some(ip) => ip.to_string(),
                None if ip.is_ipv4() => "127.0.0.1".to_owned(),
                None => "localhost".to_owned(),
            },
            Host::Any => "localhost".to_owned(),
            host => host.to_string(),
        };
        Some((host, *port))
    }

    /// `HOST:PORT`, IPv6 in brackets.
    pub(crate) fn at(&self, lan: Option<IpAddr>) -> Option<String> {
        let (host, port) = self.host(lan)?;
        Some(match host.contains(':') {
            true => format!("[{host}]:{port}"),
            false => format!("{host}:{port}"),
        })
    }

    /// The commands; `password` and `token` are whether they are asked for.
    pub(crate) fn ways(&self, lan: Option<IpAddr>, password: bool, token: bool) -> Vec<String> {
        let Some(((host, port), at)) = self.host(lan).zip(self.at(lan)) else {
            return match &self.address {
                Address::Unix(name) => {
                    vec![format!("hullo talk unix:{name}")]
                }
                _ => Vec::new(),
            };
        };
        let word = if password { " -w PASSWORD" } else { "" };
        let pin = self
            .fingerprint
            .map(|pin| format!(" --pin {pin}"))
            .unwrap_or_default();
        if matches!(self.address, Address::Tls(_)) {
            return vec![
                format!("openssl s_client -quiet -connect {at}"),
                format!("irssi -c {host} -p {port} --tls{word}"),
                format!("hullo talk tls://{at}{pin}"),
            ];
        }
        let shown = if token {
            "-H 'Authorization: Bearer TOKEN' "
        } else {
            ""
        };
        vec![
            format!("nc {host} {port}"),
            format!("irssi -c {host} -p {port}{word}"),
            format!("hullo talk tls://{at}{pin}"),
            format!("curl {shown}-d 'hello' http://{at}/room/lobby"),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(address: &str, lan: Option<&str>, secrets: bool) -> String {
        let place = Place {
            address: address.parse().unwrap(),
            fingerprint: None,
        };
        place
            .ways(lan.map(|ip| ip.parse().unwrap()), secrets, secrets)
            .join("\n")
    }

    #[test]
    fn each_kind_of_place_has_its_ways() {
        for (address, lan, secrets, expected) in [
            (
                "tcp://127.0.0.1:12345",
                Some("192.168.1.5"),
                false,
                "nc 127.0.0.1 12345\nirssi -c 127.0.0.1 -p 12345\nhullo talk tls://127.0.0.1:12345\ncurl -d 'hello' http://127.0.0.1:12345/room/lobby",
            ),
            (
                "tcp://[::]:1",
                Some("192.168.1.5"),
                true,
                "nc 192.168.1.5 1\nirssi -c 192.168.1.5 -p 1 -w PASSWORD\nhullo talk tls://192.168.1.5:1\ncurl -H 'Authorization: Bearer TOKEN' -d 'hello' http://192.168.1.5:1/room/lobby",
            ),
            (
                "tcp://[::]:1",
                Some("fd00::5"),
                false,
                "nc fd00::5 1\nirssi -c fd00::5 -p 1\nhullo talk tls://[fd00::5]:1\ncurl -d 'hello' http://[fd00::5]:1/room/lobby",
            ),
            (
                "tls://[::1]:6697",
                None,
                false,
                "openssl s_client -quiet -connect [::1]:6697\nirssi -c ::1 -p 6697 --tls\nhullo talk tls://[::1]:6697",
            ),
            ("unix:/run/chat", None, false, "hullo talk unix:/run/chat"),
        ] {
            assert_eq!(ways(address, lan, secrets), expected, "{address}");
        }
    }
}
