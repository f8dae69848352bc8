//! Addresses, good and bad, in tables.

use super::*;

/// `text` is read, printed as `canonical`, and that is read as the same address.
fn check(text: &str, canonical: &str) {
    let address: Address = text.parse().unwrap();
    assert_eq!(address.to_string(), canonical, "{text:?}");
    assert_eq!(canonical.parse(), Ok(address), "{text:?}");
}

/// The sentence after `address "…": `.
fn check_error(text: &str, expected: &str) {
    let error = text.parse::<Address>().unwrap_err().to_string();
    assert_eq!(error, format!("address {text:?}: {expected}"));
}

#[test]
fn every_form_has_one_canonical_form() {
    for (text, canonical) in [
        ("-", "-"),
        ("tcp://127.0.0.1:80", "tcp://127.0.0.1:80"),
        ("127.0.0.1:80", "tcp://127.0.0.1:80"),
        ("127.0.0.1", "tcp://127.0.0.1:12345"),
        (":80", "tcp://:80"),
        (":0", "tcp://:0"),
        ("tcp://", "tcp://:12345"),
        ("tcp://:65535", "tcp://:65535"),
        ("UDP://:0080", "udp://:80"),
        ("Tls://example.com", "tls://example.com:12345"),
        ("localhost", "tcp://localhost:12345"),
        ("Localhost.:1", "tcp://Localhost.:1"),
        ("my_host-2.lan:1", "tcp://my_host-2.lan:1"),
        ("bücher.例え:1", "tcp://bücher.例え:1"),
        ("1and1.com", "tcp://1and1.com:12345"),
        ("4.example", "tcp://4.example:12345"),
        ("tcp://udp:80", "tcp://udp:80"),
    ] {
        check(text, canonical);
    }
}

#[test]
fn ipv6_is_read_bare_and_in_brackets() {
    for (text, canonical) in [
        ("::1", "tcp://[::1]:12345"),
        ("::", "tcp://[::]:12345"),
        ("[::1]", "tcp://[::1]:12345"),
        ("[::1]:5", "tcp://[::1]:5"),
        ("udp://::1", "udp://[::1]:12345"),
        ("tls://[2001:DB8:0::1]:443", "tls://[2001:db8::1]:443"),
        ("::ffff:1.2.3.4", "tcp://[::ffff:1.2.3.4]:12345"),
        ("::1:5000", "tcp://[::1:5000]:12345"),
        ("fe80::1%eth0", "tcp://[fe80::1%eth0]:12345"),
        ("udp://[fe80::1%2]:9", "udp://[fe80::1%2]:9"),
        ("[fe80::1%br-lan.7]", "tcp://[fe80::1%br-lan.7]:12345"),
    ] {
        check(text, canonical);
    }
}

#[test]
fn unix_names_are_taken_as_they_are() {
    let longest = "x".repeat(107);
    for name in ["/run/x", "./rel", "rel", "/a b/é://@:", "@x", "@a b", "@@"] {
        check(&format!("unix:{name}"), &format!("unix:{name}"));
        check(&format!("UnixGram:{name}"), &format!("unixgram:{name}"));
    }
    check(&format!("unix:{longest}"), &format!("unix:{longest}"));
    check(&format!("unix:@{longest}"), &format!("unix:@{longest}"));
}

#[test]
fn parts_can_be_asked_for() {
    let udp: Address = "udp://h:1".parse().unwrap();
    let endpoint = Endpoint {
        host: Host::Name("h".into()),
        port: 1,
    };
    assert_eq!(udp.endpoint(), Some(&endpoint));
    assert_eq!(udp.with_port(2).to_string(), "udp://h:2");
    assert!(udp.is_datagram());
    for (text, datagram) in [
        ("unix:x", false),
        ("unixgram:x", true),
        ("-", false),
        ("h", false),
        ("tls://h", false),
    ] {
        assert_eq!(text.parse::<Address>().unwrap().is_datagram(), datagram);
    }
    let unix: Address = "unix:@x".parse().unwrap();
    assert_eq!((unix.endpoint(), unix.with_port(9)), (None, unix.clone()));
    let scoped = Host::Scoped(Ipv6Addr::LOCALHOST, "lo".into());
    assert_eq!(scoped.to_string(), "::1%lo");
}

#[test]
fn a_wrong_scheme_names_the_known_ones() {
    const KNOWN: &str = "the known ones are tcp://, udp://, tls://, unix: and unixgram:";
    check_error("http://h:1/", &format!("unknown scheme \"http\"; {KNOWN}"));
    check_error("://h", &format!("unknown scheme \"\"; {KNOWN}"));
    check_error("tcp\n://h", &format!("unknown scheme \"tcp\\n\"; {KNOWN}"));
    check_error(
        "",
        "is empty; expected host:port, :port, udp://host:port, unix:/path or -",
    );
    for text in ["udp:h:1", "UDP:5000", "udp:/h"] {
        check_error(
            text,
            "udp: must be followed by two slashes, as in udp://host:port",
        );
    }
}

#[test]
fn a_wrong_port_says_what_a_port_is() {
    check_error("12345", "a port alone is written :12345");
    check_error("udp://53", "a port alone is written :53");
    check_error("tcp://x:99999", "port 99999 is above 65535");
    check_error(
        ":99999999999999999999999",
        "port 99999999999999999999999 is above 65535",
    );
    check_error("h:", "the port after the colon is missing");
    check_error("[::1]:", "the port after the colon is missing");
    for port in ["http", "-1", "+1", "1.5", "0x50", "１"] {
        let expected = format!("port {port:?} is not a number from 0 to 65535");
        check_error(&format!("h:{port}"), &expected);
        check_error(&format!("udp://[::1]:{port}"), &expected);
    }
}

#[test]
fn wrong_colons_and_brackets_show_how_ipv6_is_written() {
    for text in [
        "h:1:extra",
        "tcp://h:1:2",
        "::1::",
        "::1]:80",
        "fe80::xyz:1",
        ":::",
    ] {
        check_error(
            text,
            "more than one colon; expected host:port, or an IPv6 address as in [::1]:12345",
        );
    }
    for text in ["[::1", "udp://["] {
        check_error(
            text,
            "the bracket is never closed; an IPv6 address with a port is written [::1]:12345",
        );
    }
    check_error(
        "[]:1",
        "nothing stands between the brackets; any local address is written :12345",
    );
    check_error("[h]:1", "\"h\" between the brackets is not an IPv6 address");
    check_error(
        "[127.0.0.1]:1",
        "\"127.0.0.1\" between the brackets is not an IPv6 address",
    );
    check_error(
        "[::1]80",
        "\"80\" after the bracket is not a port; expected as in [::1]:12345",
    );
    for (text, zone) in [("fe80::1%", ""), ("[fe80::1%a%b]:1", "a%b")] {
        let expected = format!(
            "{zone:?} is not a zone; after the % stands an interface, as in [fe80::1%eth0]:12345"
        );
        check_error(text, &expected);
    }
}

#[test]
fn what_is_neither_an_ipv4_address_nor_a_name_is_told_so() {
    for host in [
        "256.1.1.1",
        "1.2.3",
        "1.2.3.4.5",
        "01.2.3.4",
        "127.1",
        "a.1",
        "1.2.3.4.",
        "0x7f.1",
        "a.0xff",
        "0X1",
    ] {
        let expected = format!(
            "{host:?} is neither a name nor an IPv4 address, which has four numbers up to 255"
        );
        check_error(host, &expected);
        check_error(&format!("udp://{host}:5"), &expected);
    }
    for host in ["a..b", ".", ".a", "a.."] {
        let expected = format!("host name {host:?} has an empty part between its dots");
        check_error(host, &expected);
    }
    let long = format!("{}a.b", "a.".repeat(126));
    check_error(
        &long,
        "the host name has 255 bytes; at most 253 are possible",
    );
    check(&long[2..], &format!("tcp://{}:12345", &long[2..]));
}

#[test]
fn what_cannot_stand_in_a_host_is_named_with_its_place() {
    for (text, found, position) in [
        (" h:1", ' ', 1),
        ("udp://a b", ' ', 8),
        ("h:1\n", '\n', 4),
        ("é\u{1b}[2J:1", '\u{1b}', 2),
        ("tcp://a\0", '\0', 8),
        ("a\u{202e}b", '\u{202e}', 2),
        ("h*", '*', 2),
        ("udp://*:5", '*', 7),
        ("1.2.3.4%eth0", '%', 8),
        ("a,b", ',', 2),
        ("h]:80", ']', 2),
    ] {
        let expected =
            format!("{found:?} at character {position} cannot be part of a host or port");
        check_error(text, &expected);
    }
    for (text, rest) in [("tcp://h:1/x", "/x"), ("h/", "/"), ("[::1]:1?q", "?q")] {
        let expected =
            format!("nothing may follow the port, but {rest:?} does: an address has no path");
        check_error(text, &expected);
    }
    for text in ["me@h:1", "tls://me@[::1]"] {
        check_error(
            text,
            "a user name (\"me\" before the @) has no meaning here; write the host alone",
        );
    }
}

#[test]
fn a_wrong_unix_path_says_what_is_possible() {
    for text in ["unix:", "unixgram:@"] {
        check_error(
            text,
            "the path of a Unix socket is missing, as in unix:/run/x or unix:@name",
        );
    }
    check_error(
        "unix:/a\0b",
        "the path of a Unix socket holds a NUL at byte 2",
    );
    for text in [
        format!("unix:{}", "x".repeat(108)),
        format!("unix:@{}", "é".repeat(54)),
    ] {
        check_error(
            &text,
            "the path of a Unix socket has 108 bytes; at most 107 are possible",
        );
    }
}
