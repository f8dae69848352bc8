//! What needs a network of its own: groups, broadcast, unreachable hosts, names with a dead address. Each test runs a
//! script in a fresh network namespace, where it may do everything and disturbs nobody.

use crate::hullo::{Folder, Output, Start, missing, skipped};

/// Two ends of a virtual cable, `left` and `right`, and the loopback.
const NETWORK: &str = "
    ip link set lo up
    ip link add left type veth peer name right
    ip address add 10.9.0.1/24 broadcast 10.9.0.255 dev left
    ip link set left up
    ip link set right up
    ip -6 address add fd00:9::1/64 dev left nodad
";

/// Runs a script alone in a network; `None` where this machine does not allow that.
#[track_caller]
fn alone(script: &str) -> Option<Output> {
    if missing("unshare") || missing("ip") || missing("sh") {
        return None;
    }
    let probe = Start::program("unshare", &["-rn", "true"]).run();
    if probe.code != 0 && skipped("network namespaces are not allowed here") {
        return None;
    }
    // What a script leaves running ends with its process group's leader, the shell.
    let script = format!("set -e\n{NETWORK}\n{script}");
    Some(
        Start::program(
            "unshare",
            &["-rn", "--fork", "--kill-child", "-p", "sh", "-c", &script],
        )
        .run(),
    )
}

/// In a script: starts a listener whose words go to `$log`, and waits until it listens.
fn listener(args: &str) -> String {
    format!(
        "log=$DIR/log; : >$log; \"$HULLO\" listen {args} >$DIR/heard 2>$log & listener=$!
         until grep -q listening $log; do kill -0 $listener; sleep 0.01; done\n"
    )
}

#[test]
fn a_group_is_heard_and_answers_over_both_families() {
    for (group, from) in [
        ("239.1.2.3", "10.9.0.1"),
        ("[ff02::1:2]", "["),
        ("[ff15::9]", "[fd00:9::1]"),
    ] {
        let script = listener(&format!("udp://{group}:5000 --interface left --reply here"))
            + &format!(
                "\"$HULLO\" send --interface left --wait 5s --datagrams 1 udp://{group}:5000 anybody\necho\nuntil grep -q anybody $DIR/heard; do sleep 0.01; done\ncat $DIR/heard"
            );
        let Some(ended) = run_in_folder(&script) else {
            return;
        };
        let ended = ended.expect_code(0);
        let text = ended.text();
        assert!(text.starts_with("here\n"), "{group}: {text}");
        assert!(
            text.contains(&format!(" {from}")) && text.ends_with(" anybody\n"),
            "{group}: {text}"
        );
    }
}

#[test]
fn our_own_words_to_a_group_are_not_heard_without_loop() {
    let script = listener("udp://239.1.2.3:5000 --interface left --raw")
        + "\"$HULLO\" send --interface left --no-loop --no-reply udp://239.1.2.3:5000 hidden
           \"$HULLO\" send --interface left --no-reply udp://239.1.2.3:5000 heard
           until grep -q heard $DIR/heard; do sleep 0.01; done
           cat $DIR/heard";
    let Some(ended) = run_in_folder(&script) else {
        return;
    };
    assert_eq!(ended.expect_code(0).text(), "heard");
}

#[test]
fn of_a_group_only_the_wanted_sender_is_heard() {
    let script = "ip address add 10.9.0.2/24 dev left\n".to_owned()
        + &listener("udp://232.1.2.3:5000 --interface left --multicast-source 10.9.0.2 --raw")
        + "\"$HULLO\" send --interface left --source 10.9.0.1 --no-reply udp://232.1.2.3:5000 hidden
           \"$HULLO\" send --interface left --source 10.9.0.2 --no-reply udp://232.1.2.3:5000 heard
           until grep -q heard $DIR/heard; do sleep 0.01; done
           cat $DIR/heard
           kill $listener
           ip -6 address add fd00:9::2/64 dev left nodad\n"
        + &listener("udp://[ff35::9]:5000 --interface left --multicast-source fd00:9::2 --raw")
        + "\"$HULLO\" send --interface left --source fd00:9::1 --no-reply udp://[ff35::9]:5000 hidden
           \"$HULLO\" send --interface left --source fd00:9::2 --no-reply udp://[ff35::9]:5000 six
           until grep -q six $DIR/heard; do sleep 0.01; done
           cat $DIR/heard";
    let Some(ended) = run_in_folder(&script) else {
        return;
    };
    assert_eq!(ended.expect_code(0).text(), "heardsix");
}

#[test]
fn the_time_to_live_is_what_was_asked_for() {
    if missing("python3") {
        return;
    }
    // IP_RECVTTL and IPV6_RECVHOPLIMIT tell what came in the header.
    let python = "
import socket, subprocess, os, struct
hullo = os.environ['HULLO']
for family, level, option, to, group in [
        (socket.AF_INET, socket.IPPROTO_IP, 12, '127.0.0.1', None),
        (socket.AF_INET6, socket.IPPROTO_IPV6, 51, '[::1]', None),
        (socket.AF_INET, socket.IPPROTO_IP, 12, '239.1.2.3', '239.1.2.3')]:
    s = socket.socket(family, socket.SOCK_DGRAM)
    s.bind(('', 0))
    if group:
        index = socket.if_nametoindex('left')
        s.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP,
                     struct.pack('=4s4si', socket.inet_aton(group), b'\\0' * 4, index))
    s.setsockopt(level, option, 1)
    s.settimeout(10)
    args = ['--interface', 'left'] if group else []
    subprocess.run([hullo, 'send', '--ttl', '7', *args, '--no-reply', f'udp://{to}:{s.getsockname()[1]}', 'x'], check=True)
    _, notes, _, _ = s.recvmsg(100, 100)
    print(*[int.from_bytes(data, 'little') for _, _, data in notes])
";
    let script = format!("python3 - <<'PYTHON'\n{python}\nPYTHON");
    let Some(ended) = run_in_folder(&script) else {
        return;
    };
    assert_eq!(ended.expect_code(0).text(), "7\n7\n7\n");
}

#[test]
fn everybody_is_asked_by_broadcast_and_may_answer() {
    let script = listener("udp://:5000 --reply here")
        + "for everybody in 10.9.0.255 255.255.255.255; do
               \"$HULLO\" send --source 10.9.0.1 --wait 5s --datagrams 1 udp://$everybody:5000 anybody
               echo
           done
           until [ $(grep -c anybody $DIR/heard) = 2 ]; do sleep 0.01; done
           cat $DIR/heard";
    let Some(ended) = run_in_folder(&script) else {
        return;
    };
    let ended = ended.expect_code(0);
    assert!(ended.text().starts_with("here\nhere\n"), "{ended:?}");
    assert_eq!(ended.text().matches(" anybody\n").count(), 2, "{ended:?}");
}

#[test]
fn an_unreachable_host_ends_with_5() {
    let script = "
        for address in tcp://192.0.2.1 udp://192.0.2.1 tcp://[2001:db8::1] udp://[2001:db8::1]; do
            code=0; \"$HULLO\" send $address hi 2>&1 || code=$?; echo $code
        done
        ip route add unreachable 198.51.100.0/24
        code=0; \"$HULLO\" send 198.51.100.1 hi 2>&1 || code=$?; echo $code
    ";
    let Some(ended) = run_in_folder(script) else {
        return;
    };
    let mut expected = String::new();
    for (attempt, address) in [
        ("connect to", "tcp://192.0.2.1:12345"),
        ("send to", "udp://192.0.2.1:12345"),
        ("connect to", "tcp://[2001:db8::1]:12345"),
        ("send to", "udp://[2001:db8::1]:12345"),
    ] {
        expected += &format!("hullo: could not {attempt} {address}: network is unreachable\n5\n");
    }
    expected += "hullo: could not connect to tcp://198.51.100.1:12345: no route to host\n5\n";
    assert_eq!(ended.expect_code(0).text(), expected);
}

#[test]
fn a_name_whose_first_address_is_dead_is_reached_by_the_next() {
    // fd00:9::99 swallows everything: the neighbour is known, and nobody is there.
    let script = "
        ip -6 neighbour add fd00:9::99 lladdr 02:00:00:00:00:99 dev left nud permanent
        printf '127.0.0.1 localhost\\nfd00:9::99 two-families\\n127.0.0.1 two-families\\n' >$DIR/hosts
        mount --bind $DIR/hosts /etc/hosts
    "
    .to_owned()
        + &listener("tcp://127.0.0.1:5000 --reply found --json")
        + "\"$HULLO\" send --timing two-families:5000 hi";
    // A mount of its own needs a namespace of its own.
    if missing("unshare") {
        return;
    }
    let script = format!("unshare -m sh -c '{}'", script.replace('\'', "'\\''"));
    let Some(ended) =
        run_in_folder(&script.replace("grep -q listening $log", "grep -q listening $DIR/heard"))
    else {
        return;
    };
    let ended = ended.expect_code(0);
    assert_eq!(ended.text(), "found");
    // The second try begins 250 ms after the first (RFC 8305 §8).
    let (_, rest) = ended.stderr.split_once("connect ").expect("timing is told");
    let millis: f64 = rest.split(' ').next().unwrap().parse().unwrap();
    assert!((200.0..2000.0).contains(&millis), "{}", ended.stderr);
}

#[track_caller]
fn run_in_folder(script: &str) -> Option<Output> {
    let folder = Folder::new();
    let path = folder.path().to_str().expect("temporary paths are text");
    alone(&format!("DIR='{path}'\n{script}"))
}
