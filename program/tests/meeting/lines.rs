//! Clients that know only lines: nc, ncat, telnet and openssl's s_client; and curl, which only speaks.

use crate::door::Way;
use crate::guest::Guest;
use crate::hullo::{Hullo, Start};

/// Takes a nick and waits until it is his.
#[track_caller]
fn named(nick: &str, mut program: Hullo) -> Guest {
    program.say(format!("/nick {nick}\n"));
    program.wait_for_output(&format!("is now called {nick}"));
    Guest::piped(nick, "", program)
}

#[track_caller]
pub(crate) fn nc(nick: &str, way: Way) -> Guest {
    assert!(!way.tls, "nc knows no TLS");
    let port = way.port.to_string();
    named(
        nick,
        Start::program("nc.openbsd", &[way.host, &port]).spawn(),
    )
}

#[track_caller]
pub(crate) fn ncat(nick: &str, way: Way) -> Guest {
    let port = way.port.to_string();
    let mut args = vec![way.host, &port];
    if way.tls {
        args.insert(0, "--ssl");
    }
    named(nick, Start::program("ncat", &args).spawn())
}

#[track_caller]
pub(crate) fn telnet(nick: &str, way: Way) -> Guest {
    assert!(!way.tls, "telnet knows no TLS");
    let port = way.port.to_string();
    let program = Start::program("telnet", &[way.host, &port]).spawn();
    program.wait_for_output("Escape character"); // before that it throws away what it is given
    named(nick, program)
}

/// Plain lines by TLS. Without -quiet, lines that begin with Q or R are commands.
#[track_caller]
pub(crate) fn s_client(nick: &str, way: Way) -> Guest {
    named(nick, secured(way))
}

/// IRC by hand, by TLS.
#[track_caller]
pub(crate) fn irc_by_s_client(nick: &str, way: Way) -> Guest {
    let mut program = secured(way);
    program.say(format!(
        "NICK {nick}\nUSER hand 0 * :by hand\nJOIN #lobby\n"
    ));
    program.wait_for_output(" 366 ");
    Guest::piped(nick, "PRIVMSG #lobby :", program)
}

/// One request a line.
pub(crate) fn curl(nick: &str, way: Way) -> Guest {
    let scheme = if way.tls { "https" } else { "http" };
    Guest::posted(nick, format!("{scheme}://{}/room/lobby", way.place()))
}

#[track_caller]
fn secured(way: Way) -> Hullo {
    assert!(way.tls, "s_client knows only TLS");
    Start::program("openssl", &["s_client", "-quiet", "-connect", &way.place()]).spawn()
}
