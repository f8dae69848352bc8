//! What `hullo send` was typed as, and what it will do.

use crate::plan::tests::{check, refuse};

#[test]
fn send_plans_what_was_typed() {
    let base = "send host hi";
    let tcp = "address: Tcp(Endpoint { host: Name(\"host\"), port: 12345 })";
    let bytes = "input: Bytes([104, 105])";
    let whole = "shape: Whole";
    let stdin = (bytes, "input: Stdin");
    let udp = (
        tcp,
        "address: Udp(Endpoint { host: Name(\"host\"), port: 12345 })",
    );
    let reads = ("output: Raw", "output: Reads");
    for (line, changes) in [
        ("send tcp://host:12345 hi", &[][..]),
        ("send host", &[stdin]),
        ("send host --file a/b", &[(bytes, "input: File(\"a/b\")")]),
        (
            "send :80 hi",
            &[(tcp, "address: Tcp(Endpoint { host: Any, port: 80 })")],
        ),
        (
            "send [::1]:5 hi",
            &[(tcp, "address: Tcp(Endpoint { host: Ip(::1), port: 5 })")],
        ),
        ("send udp://host hi", &[udp]),
        (
            "send tls://host hi",
            &[(
                tcp,
                "address: Tls(Endpoint { host: Name(\"host\"), port: 12345 })",
            )],
        ),
        (
            "send unix:/run/x hi",
            &[(tcp, "address: Unix(Path(\"/run/x\"))")],
        ),
        (
            "send unix:@x hi",
            &[(tcp, "address: Unix(Abstract(\"x\"))")],
        ),
        (
            "send unixgram:/run/x hi",
            &[(tcp, "address: UnixDatagram(Path(\"/run/x\"))")],
        ),
        ("send - hi", &[(tcp, "address: Stdio")]),
        ("send host --hex '68 69'", &[]),
        ("send host -e 'h\\x69'", &[]),
        (
            "send host hi --newline lf",
            &[(bytes, "input: Bytes([104, 105, 10])")],
        ),
        (
            "send host hi --newline crlf",
            &[(bytes, "input: Bytes([104, 105, 13, 10])")],
        ),
        ("send host hi --newline none", &[]),
        (
            "send host --newline crlf",
            &[stdin, (whole, "shape: Lines { end: CrLf, every: None }")],
        ),
        (
            "send host --each-line",
            &[stdin, (whole, "shape: Lines { end: Lf, every: None }")],
        ),
        (
            "send udp://host --each-line",
            &[
                udp,
                stdin,
                (whole, "shape: Lines { end: None, every: None }"),
            ],
        ),
        (
            "send host --each-line --every 1s",
            &[stdin, (whole, "shape: Lines { end: Lf, every: Some(1s) }")],
        ),
        (
            "send udp://host hi --split 9",
            &[udp, (whole, "shape: Pieces { size: 9, bundle: true }")],
        ),
        (
            "send udp://host hi --split 9 --no-bundle",
            &[udp, (whole, "shape: Pieces { size: 9, bundle: false }")],
        ),
        (
            "send host hi --count 3",
            &[
                reads,
                (whole, "shape: Repeated { count: Some(3), every: 1s }"),
            ],
        ),
        (
            "send host hi --count 0 --every 50ms",
            &[
                reads,
                (whole, "shape: Repeated { count: None, every: 50ms }"),
            ],
        ),
        ("send host hi -w 2s", &[("quiet: None", "quiet: Some(2s)")]),
        (
            "send host hi --wait 0.5",
            &[("quiet: None", "quiet: Some(500ms)")],
        ),
        (
            "send host hi --lines 2",
            &[("lines: None", "lines: Some(2)")],
        ),
        (
            "send udp://host hi --datagrams 2",
            &[udp, ("datagrams: None", "datagrams: Some(2)")],
        ),
        (
            "send host hi --no-reply",
            &[("nothing: false", "nothing: true")],
        ),
        (
            "send host hi --timeout 1m",
            &[(" timeout: None", " timeout: Some(60s)")],
        ),
        ("send host hi --retry", &[("retry: false", "retry: true")]),
        (
            "send host hi --keep-open",
            &[("keep_open: false", "keep_open: true")],
        ),
        ("send host hi --json", &[reads]),
        ("send host hi --dump", &[reads]),
        ("send host hi -4", &[("family: None", "family: Some(V4)")]),
        ("send host hi -6", &[("family: None", "family: Some(V6)")]),
        (
            "send host hi --connect-timeout 1s",
            &[("connect_timeout: 10s", "connect_timeout: 1s")],
        ),
        (
            "send host hi --source 127.0.0.1",
            &[(
                "source: None, i",
                "source: Some(Source { ip: Some(127.0.0.1), port: 0 }), i",
            )],
        ),
        (
            "send host hi --source [::1]:5",
            &[(
                "source: None, i",
                "source: Some(Source { ip: Some(::1), port: 5 }), i",
            )],
        ),
        (
            "send host hi --source ::1",
            &[(
                "source: None, i",
                "source: Some(Source { ip: Some(::1), port: 0 }), i",
            )],
        ),
        (
            "send host hi --source :5",
            &[(
                "source: None, i",
                "source: Some(Source { ip: None, port: 5 }), i",
            )],
        ),
        (
            "send host hi --ca a.pem",
            &[("trust: System", "trust: Authorities(\"a.pem\")")],
        ),
        (
            "send host hi --insecure",
            &[("trust: System", "trust: Anybody")],
        ),
        (
            "send host hi --server-name a",
            &[("server_name: None", "server_name: Some(\"a\")")],
        ),
        (
            "send host hi --interface lo",
            &[("interface: None", "interface: Some(\"lo\")")],
        ),
        ("send host hi --ttl 7", &[("ttl: None", "ttl: Some(7)")]),
        (
            "send host hi --keepalive 9s",
            &[("keepalive: None", "keepalive: Some(9s)")],
        ),
        ("send host hi --nagle", &[("nagle: false", "nagle: true")]),
        (
            "send host hi --send-buffer 9",
            &[("send_buffer: None", "send_buffer: Some(9)")],
        ),
        (
            "send host hi --receive-buffer 9",
            &[("receive_buffer: None", "receive_buffer: Some(9)")],
        ),
        (
            "send host hi --no-loop",
            &[("no_loop: false", "no_loop: true")],
        ),
    ] {
        check(base, line, changes);
    }
}

#[test]
fn what_send_cannot_do_is_told() {
    for (line, error) in [
        (
            "send",
            "the following required arguments were not provided:",
        ),
        (
            "send host hi --hex --escapes",
            "the argument '--hex' cannot be used with '--escapes'",
        ),
        (
            "send host --hex",
            "the following required arguments were not provided:",
        ),
        (
            "send host hi --file a",
            "the argument '[MESSAGE]' cannot be used with '--file <FILE>'",
        ),
        (
            "send host --each-line --count 2",
            "the argument '--each-line' cannot be used with '--count <N>'",
        ),
        (
            "send host hi --no-bundle",
            "the following required arguments were not provided:",
        ),
        (
            "send host hi --no-reply --lines 1",
            "the argument '--no-reply' cannot be used with '--lines <N>'",
        ),
        (
            "send host hi --newline cr",
            "invalid value 'cr' for '--newline <END>'",
        ),
        (
            "send host hi --ttl 300",
            "invalid value '300' for '--ttl <N>': 300 is not in 0..=255",
        ),
        (
            "send host hi --quiet --verbose",
            "the argument '--quiet' cannot be used with '--verbose'",
        ),
        (
            "send a:b hi",
            "address \"a:b\": port \"b\" is not a number from 0 to 65535",
        ),
        (
            "send host hi --split 9",
            "--split makes datagrams, and tcp://host:12345 is a stream",
        ),
        (
            "send udp://host hi --split 0",
            "--split 0: a datagram holds 1 to 65507 bytes",
        ),
        (
            "send host hi --datagrams 2",
            "--datagrams counts datagrams, and tcp://host:12345 is a stream: --lines or --wait end its answer",
        ),
        (
            "send udp://host hi --lines 2",
            "--lines is for streams, and udp://host:12345 is for datagrams: --datagrams counts them",
        ),
        (
            "send udp://host hi --keep-open",
            "--keep-open is for streams, and udp://host:12345 is for datagrams",
        ),
        (
            "send host hi --lines 0",
            "--lines 0: --no-reply waits for no answer",
        ),
        (
            "send host hi --every 1s",
            "--every needs --count N (0: until Ctrl-C) or --each-line",
        ),
        (
            "send udp://host --newline lf",
            "--newline for standard input or a file over datagrams needs --each-line",
        ),
        (
            "send host hi --wait x",
            "--wait \"x\": not a duration; write 200ms, 1.5s or 2m",
        ),
        (
            "send host hi --wait=-1s",
            "--wait \"-1s\": a duration cannot be negative",
        ),
        (
            "send host --hex xyz",
            "--hex: 'x' at character 1 is not a hexadecimal digit",
        ),
        (
            "send host --hex 4",
            "--hex: digit '4' at character 1 stands alone; each byte has two digits",
        ),
        (
            "send host hi --source x",
            "--source \"x\": expected IP, IP:PORT or :PORT",
        ),
        (
            "send host hi --pin a",
            "--pin: \"a\" is not a fingerprint: expected sha256: and 64 hex digits",
        ),
        (
            "send host hi --keepalive 1ms",
            "--keepalive: the kernel counts it in whole seconds, from 1s",
        ),
    ] {
        refuse(line, error);
    }
}
