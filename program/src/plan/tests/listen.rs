//! What `hullo listen` was typed as, and what it will do.

use crate::plan::tests::{check, refuse};

#[test]
fn listen_plans_what_was_typed() {
    let base = "listen :0 --cert c --key k";
    let addresses = "addresses: [Tcp(Endpoint { host: Any, port: 0 })]";
    let nothing = "reply: Nothing";
    for (rest, changes) in [
        ("", &[][..]),
        ("-v", &[]),
        (
            "udp://:7",
            &[(
                addresses,
                "addresses: [Tcp(Endpoint { host: Any, port: 0 }), Udp(Endpoint { host: Any, port: 7 })]",
            )],
        ),
        ("--raw", &[("output: Lines", "output: Raw")]),
        ("--hex", &[("output: Lines", "output: Reads")]),
        ("--output d", &[("output: Lines", "output: Folder(\"d\")")]),
        ("--json", &[]),
        ("--reply a", &[(nothing, "reply: Once([97])")]),
        ("--reply '\\n' -e", &[(nothing, "reply: Once([10])")]),
        ("--reply '\\n'", &[(nothing, "reply: Once([92, 110])")]),
        ("--reply a --keep", &[(nothing, "reply: Each([97])")]),
        ("--echo", &[(nothing, "reply: Echo")]),
        (
            "--exec \"cat 'a b'\"",
            &[(
                nothing,
                "reply: Command(Command { program: \"cat\", arguments: [\"a b\"] })",
            )],
        ),
        (
            "--exec 'a | b' --shell",
            &[(
                nothing,
                "reply: Command(Command { program: \"sh\", arguments: [\"-c\", \"a | b\"] })",
            )],
        ),
        (
            "--send-file /dev/null",
            &[(nothing, "reply: File(\"/dev/null\")")],
        ),
        ("--send-stdin", &[(nothing, "reply: Stdin")]),
        ("--broker", &[(nothing, "reply: Others")]),
        ("--once", &[("once: false", "once: true")]),
        (
            "--max-messages 5",
            &[("max_messages: None", "max_messages: Some(5)")],
        ),
        (
            "--max-clients 5",
            &[("max_clients: 10000", "max_clients: 5")],
        ),
        ("--idle-timeout 5s", &[("idle: None", "idle: Some(5s)")]),
        ("--timeout 5s", &[]),
        (
            "--allow 10.0.0.0/8,::1 --allow 127.0.0.1",
            &[(
                "allow: []",
                "allow: [Cidr { network: 10.0.0.0, length: 8 }, Cidr { network: ::1, length: 128 }, Cidr { network: 127.0.0.1, length: 32 }]",
            )],
        ),
        (
            "--deny ::/0",
            &[("deny: []", "deny: [Cidr { network: ::, length: 0 }]")],
        ),
        (
            "--multicast-source 10.0.0.1",
            &[("multicast_source: None", "multicast_source: Some(10.0.0.1)")],
        ),
    ] {
        check(base, &format!("{base} {rest}"), changes);
    }
}

#[test]
fn what_listen_cannot_do_is_told() {
    for (line, error) in [
        (
            "listen",
            "the following required arguments were not provided:",
        ),
        (
            "listen -",
            "- is standard input and output, and nobody comes in there",
        ),
        (
            "listen :0 --raw --hex",
            "the argument '--raw' cannot be used with '--hex'",
        ),
        (
            "listen :0 --raw --json",
            "the argument '--raw' cannot be used with '--json'",
        ),
        (
            "listen :0 --reply a --echo",
            "the argument '--reply <TEXT>' cannot be used with '--echo'",
        ),
        (
            "listen :0 --echo --broker",
            "the argument '--echo' cannot be used with '--broker'",
        ),
        (
            "listen :0 --cert a",
            "the following required arguments were not provided:",
        ),
        (
            "listen :0 --max-messages 0",
            "--max-messages 0 would hear nothing",
        ),
        ("listen :0 --exec ''", "--exec \"\": no command"),
        (
            "listen :0 --exec \"'\"",
            "--exec \"'\": missing closing quote",
        ),
        (
            "listen :0 --allow x",
            "--allow \"x\": network \"x\": \"x\" is not an IPv4 or IPv6 address; expected as in 10.0.0.0/8",
        ),
        (
            "listen :0 --deny 10.0.0.1/8",
            "--deny \"10.0.0.1/8\": network \"10.0.0.1/8\": has bits set after the first 8; that network is 10.0.0.0/8",
        ),
        (
            "listen :0 --multicast-source x",
            "invalid value 'x' for '--multicast-source <IP>': invalid IP address syntax",
        ),
        (
            "listen :0 --send-file /nowhere",
            "could not read --send-file /nowhere: No such file or directory (os error 2)",
        ),
        (
            "listen :0 --idle-timeout x",
            "--idle-timeout \"x\": not a duration; write 200ms, 1.5s or 2m",
        ),
    ] {
        refuse(line, error);
    }
}
