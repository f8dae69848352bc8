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
    calls: fn(over: Over, host: &str, port: u16) -> Vec<String>,
    listens: fn(over: Over, host: &str, port: u16) -> Vec<String>,
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().copied().map(str::to_owned).collect()
}

const NC: Stranger = Stranger {
    program: "nc.openbsd",
    calls: |over, host, port| {
        let first = if over == Over::Udp { "-u" } else { "-N" };
        words(&[first, host, &port.to_string()])
    },
    listens: |over, host, port| {
        let first = if over == Over::Udp { "-lu" } else { "-lN" };
        words(&[first, host, &port.to_string()])
    },
};

const NCAT: Stranger = Stranger {
    program: "ncat",
    calls: |over, host, port| {
        let all = words(&["-u", host, &port.to_string()]);
        all[usize::from(over == Over::Tcp)..].to_vec()
    },
    listens: |over, host, port| {
        let first = if over == Over::Udp { "-lu" } else { "-l" };
        words(&[first, host, &port.to_string()])
    },
};

const SOCAT: Stranger = Stranger {
    program: "socat",
    calls: |over, host, port| {
        let to = format!("{}:{}:{port}", socats(over, host), bracketed(host));
        words(&["-", &to])
    },
    listens: |over, host, port| {
        let kind = socats(over, host);
        words(&[
            "-",
            &format!("{kind}-LISTEN:{port},bind={}", bracketed(host)),
        ])
    },
};

/// An address type of socat's: `TCP4`, `UDP6` …
fn socats(over: Over, host: &str) -> String {
    let digit = if host.contains(':') { 6 } else { 4 };
    format!("{over:?}{digit}").to_uppercase()
}

impl Stranger {
    fn start(&self, args: Vec<String>) -> Start {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        Start::program(self.program, &args)
    }
}

/// Called and calling, over both families.
#[track_caller]
fn meet(stranger: &Stranger, over: Over) {
    if missing(stranger.program) {
        return;
    }
    // A datagram ends a line for us, and nothing does for them.
    let newline = ["--newline", "lf"];
    let scheme = format!("{over:?}").to_lowercase();
    for host in families() {
        let (listener, port) = serve(over, host, |port| {
            stranger.start((stranger.listens)(over, host, port))
        });
        let to = url(&scheme, host, port);
        let talk = Hullo::start(&[&["talk", &to], &newline[..]].concat());
        talk_with(talk, listener);

        let at = url(&scheme, host, 0);
        let talk = Start::hullo(&[&["talk", "--listen", &at], &newline[..]].concat());
        let talk = talk.listening(1);
        let mut caller = stranger
            .start((stranger.calls)(over, host, talk.port(0)))
            .spawn();
        caller.say("I call\n");
        talk.wait_for_output("I call\n");
        talk_with(talk, caller);
    }
}

#[test]
fn nc_is_called_and_calls_over_tcp() {
    meet(&NC, Over::Tcp);
}

#[test]
fn nc_is_called_and_calls_over_udp() {
    meet(&NC, Over::Udp);
}

#[test]
fn ncat_is_called_and_calls_over_tcp() {
    meet(&NCAT, Over::Tcp);
}

#[test]
fn ncat_is_called_and_calls_over_udp() {
    meet(&NCAT, Over::Udp);
}

#[test]
fn socat_is_called_and_calls_over_tcp() {
    meet(&SOCAT, Over::Tcp);
}

#[test]
fn socat_is_called_and_calls_over_udp() {
    meet(&SOCAT, Over::Udp);
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
