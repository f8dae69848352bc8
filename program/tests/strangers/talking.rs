//! `talk` as a script drives it, with each stranger at the other end, called and calling, over both families.

use crate::hullo::{Hullo, Start, missing};
use crate::openssl::Certificate;
use crate::place::{Over, bracketed, families, serve, url};
use crate::textbook::python;

/// Each side says a line that the other hears, in Chinese too; then ours leaves, and theirs is told.
#[track_caller]
fn talk_with(mut talk: Hullo, mut stranger: Hullo) {
    talk.say("hello from talk\n");
    stranger.wait_for_output("hello from talk\n");
    stranger.say("来自陌生人\n");
    talk.wait_for_output("来自陌生人\n");
    stranger.say("no line end");
    talk.wait_for_output("no line end\n");
    talk.say("exit\n");
    talk.ended().expect_code(0);
}

/// The stranger's command line that calls, or that listens at, this host and port.
struct Stranger {
    program: &'static str,
    calls: fn(host: &str, port: u16) -> Vec<String>,
    listens: fn(host: &str, port: u16) -> Vec<String>,
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().copied().map(str::to_owned).collect()
}

/// `4` or `6`, as socat's address types are called.
fn digit(host: &str) -> char {
    if host.contains(':') { '6' } else { '4' }
}

const OVER_TCP: [Stranger; 3] = [
    Stranger {
        program: "nc.openbsd",
        calls: |host, port| words(&["-N", host, &port.to_string()]),
        listens: |host, port| words(&["-lN", host, &port.to_string()]),
    },
    Stranger {
        program: "ncat",
        calls: |host, port| words(&[host, &port.to_string()]),
        listens: |host, port| words(&["-l", host, &port.to_string()]),
    },
    Stranger {
        program: "socat",
        calls: |host, port| {
            let to = format!("TCP{}:{}:{port}", digit(host), bracketed(host));
            words(&["-", &to])
        },
        listens: |host, port| {
            let at = format!("TCP{}-LISTEN:{port},bind={}", digit(host), bracketed(host));
            words(&["-", &at])
        },
    },
];

const OVER_UDP: [Stranger; 3] = [
    Stranger {
        program: "nc.openbsd",
        calls: |host, port| words(&["-u", host, &port.to_string()]),
        listens: |host, port| words(&["-lu", host, &port.to_string()]),
    },
    Stranger {
        program: "ncat",
        calls: |host, port| words(&["-u", host, &port.to_string()]),
        listens: |host, port| words(&["-lu", host, &port.to_string()]),
    },
    Stranger {
        program: "socat",
        calls: |host, port| {
            let to = format!("UDP{}:{}:{port}", digit(host), bracketed(host));
            words(&["-", &to])
        },
        listens: |host, port| {
            let at = format!("UDP{}-LISTEN:{port},bind={}", digit(host), bracketed(host));
            words(&["-", &at])
        },
    },
];

impl Stranger {
    fn start(&self, args: Vec<String>) -> Start {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        Start::program(self.program, &args)
    }
}

#[test]
fn nc_ncat_and_socat_are_called_and_call_over_tcp() {
    for stranger in OVER_TCP {
        if missing(stranger.program) {
            continue;
        }
        for host in families() {
            let start = |port| stranger.start((stranger.listens)(host, port));
            let (listener, port) = serve(Over::Tcp, host, start);
            talk_with(Hullo::start(&["talk", &url("tcp", host, port)]), listener);
            let talk = Start::hullo(&["talk", "--listen", &url("tcp", host, 0)]).listening(1);
            let caller = stranger.start((stranger.calls)(host, talk.port(0)));
            talk_with(talk, caller.spawn());
        }
    }
}

#[test]
fn nc_ncat_and_socat_are_called_and_call_over_udp() {
    // A datagram ends a line for us, and nothing does for them.
    let newline = ["--newline", "lf"];
    for stranger in OVER_UDP {
        if missing(stranger.program) {
            continue;
        }
        for host in families() {
            let start = |port| stranger.start((stranger.listens)(host, port));
            let (listener, port) = serve(Over::Udp, host, start);
            let to = url("udp", host, port);
            talk_with(
                Hullo::start(&[&["talk", &to], &newline[..]].concat()),
                listener,
            );
            let at = url("udp", host, 0);
            let talk = Start::hullo(&[&["talk", "--listen", &at], &newline[..]].concat());
            let talk = talk.listening(1);
            let mut caller = stranger.start((stranger.calls)(host, talk.port(0))).spawn();
            caller.say("I call\n");
            talk.wait_for_output("I call\n");
            talk_with(talk, caller);
        }
    }
}

#[test]
fn openssl_calls_over_tls() {
    if missing("openssl") {
        return;
    }
    let certificate = Certificate::for_localhost();
    let (file, key) = (certificate.certificate(), certificate.key());
    let authority = certificate.authority();
    for host in families() {
        let at = url("tls", host, 0);
        let args = ["talk", "--listen", &at, "--cert", &file, "--key", &key];
        let talk = Start::hullo(&args).listening(1);
        let to = format!("{}:{}", bracketed(host), talk.port(0));
        let mut args = vec!["s_client", "-connect", &to, "-CAfile", &authority];
        args.extend(["-quiet", "-verify_return_error"]);
        talk_with(talk, Start::program("openssl", &args).spawn());
    }
}

#[test]
fn textbook_udp_clients_are_answered_by_hand_one_after_the_other() {
    if missing("python3") {
        return;
    }
    for host in families() {
        let at = url("udp", host, 0);
        let mut talk = Start::hullo(&["talk", "--listen", &at]).listening(1);
        let port = talk.port(0).to_string();
        for name in ["安", "宝"] {
            let client = python("udp_client", &[host, &port, name]).spawn();
            talk.wait_for_output(&format!("{name}\n"));
            talk.say(format!("你好{name}\n"));
            let done = client.ended().expect_code(0);
            assert_eq!(done.text(), format!("Server: 你好{name}\n"));
        }
    }
}
