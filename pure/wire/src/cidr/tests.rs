//! Networks and rules, in tables.

use super::*;

#[test]
fn networks_are_printed_as_they_are_read() {
    for (text, printed) in [
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("0.0.0.0/0", "0.0.0.0/0"),
        ("1.2.3.4", "1.2.3.4"),
        ("1.2.3.4/32", "1.2.3.4"),
        ("::1", "::1"),
        ("::/0", "::/0"),
        ("FE80::/10", "fe80::/10"),
        ("2001:db8::/032", "2001:db8::/32"),
        ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("::ffff:0:0/96", "0.0.0.0/0"),
    ] {
        let network: Cidr = text.parse().unwrap();
        assert_eq!(network.to_string(), printed, "{text}");
        assert_eq!(printed.parse(), Ok(network), "{text}");
    }
}

#[test]
fn a_wrong_network_says_what_was_expected() {
    for (text, expected) in [
        (
            "",
            r#"network "": "" is not an IPv4 or IPv6 address; expected as in 10.0.0.0/8"#,
        ),
        (
            "10/8",
            r#"network "10/8": "10" is not an IPv4 or IPv6 address; expected as in 10.0.0.0/8"#,
        ),
        (
            "10.0.0.0/",
            r#"network "10.0.0.0/": the length after the slash must be a number from 0 to 32"#,
        ),
        (
            "10.0.0.0/33",
            r#"network "10.0.0.0/33": the length after the slash must be a number from 0 to 32"#,
        ),
        (
            "10.0.0.0/+8",
            r#"network "10.0.0.0/+8": the length after the slash must be a number from 0 to 32"#,
        ),
        (
            "::/129",
            r#"network "::/129": the length after the slash must be a number from 0 to 128"#,
        ),
        (
            "10.1.2.3/8",
            r#"network "10.1.2.3/8": has bits set after the first 8; that network is 10.0.0.0/8"#,
        ),
        (
            "::ffff:10.1.2.3/104",
            r#"network "::ffff:10.1.2.3/104": has bits set after the first 8; that network is 10.0.0.0/8"#,
        ),
        (
            "fe80::1/0",
            r#"network "fe80::1/0": has bits set after the first 0; that network is ::/0"#,
        ),
    ] {
        assert_eq!(text.parse::<Cidr>().unwrap_err().to_string(), expected);
    }
}

#[test]
fn a_network_contains_its_first_and_last_address_and_no_more() {
    for (network, inside, outside) in [
        (
            "10.0.0.0/8",
            ["10.0.0.0", "10.255.255.255"],
            ["9.255.255.255", "11.0.0.0"],
        ),
        (
            "1.2.3.4",
            ["1.2.3.4", "::ffff:1.2.3.4"],
            ["1.2.3.5", "::102:304"],
        ),
        ("0.0.0.0/0", ["1.2.3.4", "::ffff:9.9.9.9"], ["::", "::1"]),
        ("::/0", ["::", "fe80::1"], ["0.0.0.0", "::ffff:0.0.0.0"]),
        ("fe80::/10", ["fe80::", "febf:ffff::"], ["fe7f::", "fec0::"]),
    ] {
        let network: Cidr = network.parse().unwrap();
        assert!(
            inside
                .iter()
                .all(|one| network.contains(one.parse().unwrap())),
            "{network}"
        );
        assert!(
            !outside
                .iter()
                .any(|one| network.contains(one.parse().unwrap())),
            "{network}"
        );
    }
}

#[test]
fn deny_wins_and_no_allow_admits_all() {
    let networks = |list: &str| {
        list.split_whitespace()
            .map(|one| one.parse().unwrap())
            .collect()
    };
    for (allow, deny, peer, admitted) in [
        ("", "", "1.2.3.4", true),
        ("10.0.0.0/8", "", "10.1.1.1", true),
        ("10.0.0.0/8", "", "::ffff:10.1.1.1", true),
        ("10.0.0.0/8 ::1", "", "::1", true),
        ("10.0.0.0/8", "", "1.2.3.4", false),
        ("", "10.0.0.0/8", "10.1.1.1", false),
        ("", "10.0.0.0/8", "1.2.3.4", true),
        ("10.0.0.0/8", "10.1.0.0/16", "10.1.1.1", false),
        ("10.1.0.0/16", "10.0.0.0/8", "10.1.1.1", false),
    ] {
        let rules = Rules {
            allow: networks(allow),
            deny: networks(deny),
        };
        assert_eq!(
            rules.admits(peer.parse().unwrap()),
            admitted,
            "{rules:?} {peer}"
        );
    }
}
