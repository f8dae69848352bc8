"""The servers: hullo, the limit, and the peers, each with its throttles, name look-ups and idents off."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Kind:
    """How a server is started: `argv(bench, folder, port)`, the folder its own and empty."""

    name: str
    argv: Callable
    program: str = ""
    version: list = field(default_factory=list)
    dialect: str = "irc"
    # Whether it takes a free port and says which.
    tells_port: bool = False
    # Clients that may come in at the same time.
    opening: int = 32


HULLO_FILE = """\
[limits]
connections_per_address = 1_000_000
"""

NGIRCD_FILE = """\
[Global]
Name = irc.bench.example
Info = bench
Listen = 127.0.0.1
Ports = {port}
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
PingTimeout = 600
[Options]
DNS = no
Ident = no
PAM = no
ScrubCTCP = no
SyslogFacility = local1
"""

INSPIRCD_FILE = """\
<server name="irc.bench.example" description="bench" network="bench" id="0AA">
<admin name="bench" nick="bench" email="bench@bench.example">
<bind address="127.0.0.1" port="{port}" type="clients">
<connect allow="*" timeout="60" pingfreq="10m" hardsendq="64M" softsendq="64M" recvq="1M" commandrate="1000000000"
         threshold="1000000" fakelag="no" localmax="1000000" globalmax="1000000" maxconnwarn="no" limit="1000000"
         resolvehostnames="no" useident="no" maxchans="100">
<performance softlimit="30000" somaxconn="4096" quietbursts="yes">
<options prefixquit="" defaultmodes="" moronbanner="">
<log method="file" type="* -USERINPUT -USEROUTPUT" level="none" target="{folder}/log">
"""


def host(*keeping: str) -> Callable:
    def argv(bench, folder, port):
        path = folder / "host.toml"
        path.write_text(HULLO_FILE)
        fixed = ["--rate", "0", "--max-clients", "25000", "--config", path]
        kept = [str(folder / "data") if word == "DATA" else word for word in keeping]
        return [bench.hullo, "host", f"127.0.0.1:{port}", *fixed, *kept]

    return argv


def ngircd(_, folder, port):
    path = folder / "ngircd.conf"
    path.write_text(NGIRCD_FILE.format(port=port))
    folder.chmod(0o755)
    return ["ngircd", "-n", "-f", path]


def inspircd(_, folder, port):
    path = folder / "inspircd.conf"
    path.write_text(INSPIRCD_FILE.format(port=port, folder=folder))
    as_root = ["--runasroot"] if os.geteuid() == 0 else []
    return ["inspircd", "--nofork", "--nopid", *as_root, "--config", path]


def limit(*options: str) -> Callable:
    return lambda bench, _, port: [bench.built / "limit", f"127.0.0.1:{port}", *options]


MEMORY = Kind("hullo", host("--memory"), tells_port=True)
DISK = Kind("hullo, SQLite", host("--data", "DATA"), tells_port=True)
PLAIN = Kind("hullo", host("--memory"), dialect="lines", tells_port=True)
LIMIT = Kind("limit", limit(), tells_port=True)
LIMIT_OF_LINES = Kind("limit", limit("--lines"), dialect="lines", tells_port=True)

# InspIRCd ends registrations once a second, so many must be under way.
PEERS = [
    Kind("InspIRCd", inspircd, "inspircd", ["inspircd", "--version"], opening=4000),
    Kind("ngIRCd", ngircd, "ngircd", ["ngircd", "--version"]),
    Kind("NATS", lambda _, folder, port: ["nats-server", "-a", "127.0.0.1", "-p", port], "nats-server",
         ["nats-server", "--version"], dialect="nats"),
    Kind("ncat --broker", lambda _, folder, port: ["ncat", "-l", "-k", "--broker", "-m", "2000", "127.0.0.1", port],
         "ncat", ["ncat", "--version"], dialect="lines"),
]
