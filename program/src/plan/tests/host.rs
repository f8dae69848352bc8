//! What `hullo host` was typed as, and what it will do.

use crate::args::{Args, Command};
use crate::plan::tests::{check, refuse};
use crate::plan::{self, Surroundings};
use clap::Parser;

#[test]
fn host_plans_what_was_typed() {
    let base = "host --cert c --key k --data d";
    let addresses = "addresses: [Tcp(Endpoint { host: Ip(127.0.0.1), port: 12345 })]";
    let folder = "Folder { folder: \"d\", retention: Retention { age: None, records: None }, durability: Normal }";
    for (rest, changes) in [
        ("", &[][..]),
        ("-v", &[]),
        ("--json", &[]),
        (
            "--lan",
            &[
                (
                    addresses,
                    "addresses: [Tcp(Endpoint { host: Any, port: 12345 })]",
                ),
                ("lan: false, announce: false", "lan: true, announce: true"),
            ],
        ),
        (
            ":6667 tls://h:6697 unix:/p",
            &[(
                addresses,
                "addresses: [Tcp(Endpoint { host: Any, port: 6667 }), Tls(Endpoint { host: Name(\"h\"), port: 6697 }), Unix(Path(\"/p\"))]",
            )],
        ),
        (
            "--udp",
            &[(
                "datagrams: []",
                "datagrams: [Udp(Endpoint { host: Ip(127.0.0.1), port: 12345 })]",
            )],
        ),
        (
            "--max-clients 5",
            &[("connections: 19000", "connections: 5")],
        ),
        (
            "--rate 0",
            &[("lines_a_second: 10.0", "lines_a_second: 0.0")],
        ),
        (
            "--rate 2.5",
            &[("lines_a_second: 10.0", "lines_a_second: 2.5")],
        ),
        (
            "--password x",
            &[("password: None", "password: Some(Password)")],
        ),
        ("--token x", &[("token: None", "token: Some(Password)")]),
        (
            "--allow 10.0.0.0/8 --deny ::/0",
            &[
                (
                    "allow: []",
                    "allow: [Cidr { network: 10.0.0.0, length: 8 }]",
                ),
                ("deny: []", "deny: [Cidr { network: ::, length: 0 }]"),
            ],
        ),
        (
            "--name kitchen",
            &[("network: \"hullo\"", "network: \"kitchen\"")],
        ),
        ("--motd 'Be kind.'", &[("motd: []", "motd: [\"Be kind.\"]")]),
        ("-4", &[("family: None", "family: Some(V4)")]),
    ] {
        check(base, &format!("{base} {rest}"), changes);
    }
    check(
        base,
        "host --cert c --key k --memory",
        &[(folder, "Memory(Retention { age: None, records: None })")],
    );
}

#[test]
fn what_host_cannot_do_is_told() {
    for (line, error) in [
        (
            "host -",
            "-: clients come in by tcp, tls and unix; --udp hears datagrams as well",
        ),
        (
            "host udp://:1",
            "udp://:1: clients come in by tcp, tls and unix; --udp hears datagrams as well",
        ),
        (
            "host 127.0.0.1:7 --lan",
            "tcp://127.0.0.1:7 is on this machine alone, and --lan is for the network; as in `hullo host :12345 --lan`",
        ),
        (
            "host --memory --data d",
            "the argument '--memory' cannot be used with '--data <DIR>'",
        ),
        (
            "host --max-clients 0",
            "--max-clients 0 would let nobody in",
        ),
        (
            "host --rate=-1",
            "--rate -1: expected lines a second, or 0 for no limit",
        ),
        (
            "host --name 'a b'",
            "--name \"a b\": expected one word of at most 63 bytes",
        ),
        (
            "host --password ''",
            "--password: an empty password lets everybody in; leave it out for that",
        ),
        (
            "host --password-file /nowhere",
            "--password-file /nowhere: No such file or directory (os error 2)",
        ),
        (
            "host --motd @/nowhere",
            "--motd \"@/nowhere\": No such file or directory (os error 2)",
        ),
        (
            "host --config /nowhere",
            "could not read /nowhere: No such file or directory (os error 2)",
        ),
        (
            "host --cert c",
            "the following required arguments were not provided:",
        ),
        (
            "host --allow x",
            "--allow \"x\": network \"x\": \"x\" is not an IPv4 or IPv6 address; expected as in 10.0.0.0/8",
        ),
    ] {
        refuse(line, error);
    }
}

#[test]
fn options_win_over_the_environment_and_that_over_the_file() {
    let folder = std::env::temp_dir().join(format!("hullo-plan-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("host.toml");
    let text = "[access]\npassword = \"file\"\n[limits]\nconnections = 7\nburst = 9\n[listen]\naddresses = [\":1\"]";
    std::fs::write(&file, text).unwrap();
    let planned = |rest: &[&str], variable: Option<&str>| {
        let words = ["hullo", "host", "--config", file.to_str().unwrap()];
        let args = Args::parse_from(words.iter().chain(rest));
        let Some(Command::Host(args)) = args.command else {
            panic!("host is host")
        };
        let surroundings = Surroundings {
            password: variable.map(str::to_owned),
            token: None,
        };
        plan::host(&args, &surroundings).unwrap().config
    };
    let is = |config: &hullo_chat::Config, said: &str| {
        config
            .terms
            .password
            .as_ref()
            .is_some_and(|password| password.is(said))
    };
    let config = planned(&[], None);
    assert!(is(&config, "file"));
    assert_eq!(config.addresses[0].to_string(), "tcp://:1");
    assert_eq!(
        (config.terms.limits.connections, config.terms.limits.burst),
        (7, 9.0)
    );
    let config = planned(&[":2", "--max-clients", "8"], Some("variable"));
    assert!(is(&config, "variable"));
    assert_eq!(config.addresses[0].to_string(), "tcp://:2");
    assert_eq!(
        (config.terms.limits.connections, config.terms.limits.burst),
        (8, 9.0)
    );
    assert!(is(
        &planned(&["--password", "typed"], Some("variable")),
        "typed"
    ));
    std::fs::remove_dir_all(folder).unwrap();
}
