//! Whether a screen shows what a page says, but for what differs from run to run.
//!
//! Alike are two clock times (with milliseconds, or of minutes), two durations, two times since 1970, and two callers'
//! addresses (with any port but 12345 to 12347); 127.0.0.1 and [::1] are both "here". `…` in a page is any text; on a
//! line of its own, any lines.

/// What a page writes for something left out.
const ANY: &str = "…";

/// The ports that pages use.
pub(crate) const PORTS: [&str; 3] = ["12345", "12346", "12347"];

/// Whether the screen begins with these lines of the page.
pub(crate) fn begins(page: &[String], screen: &[String]) -> bool {
    fits(page, screen, &|_| true)
}

/// Whether the screen shows these lines and then one of these: nothing, or a prompt.
pub(crate) fn shows(page: &[String], screen: &[String], then: &[Option<&str>]) -> bool {
    fits(page, screen, &|rest| match rest {
        [] => then.contains(&None),
        [last] => then.contains(&Some(last)),
        _ => false,
    })
}

fn fits(page: &[String], screen: &[String], rest_is_right: &dyn Fn(&[String]) -> bool) -> bool {
    match page.split_first() {
        None => rest_is_right(screen),
        Some((line, page)) if line == ANY => {
            (0..=screen.len()).any(|skipped| fits(page, &screen[skipped..], rest_is_right))
        }
        Some((line, page)) => screen
            .split_first()
            .is_some_and(|(seen, screen)| alike(line, seen) && fits(page, screen, rest_is_right)),
    }
}

fn alike(page: &str, seen: &str) -> bool {
    let (page, seen) = (general(page), general(seen));
    let Some((first, pieces)) = page.split_once(ANY) else {
        return page == seen;
    };
    let Some(mut rest) = seen.strip_prefix(first) else {
        return false;
    };
    let (pieces, last) = pieces.rsplit_once(ANY).unwrap_or(("", pieces));
    for piece in pieces.split(ANY) {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The text with a name for each thing that differs from run to run.
fn general(text: &str) -> String {
    let text = text.replace("[::1]:", "127.0.0.1:");
    let (mut out, mut rest) = (String::new(), text.as_str());
    while let Some(first) = rest.chars().next() {
        let number = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ':')
            .unwrap_or(rest.len());
        let number = rest[..number].trim_end_matches(['.', ':']);
        if first.is_ascii_digit() && !out.ends_with(char::is_alphanumeric) {
            let after = &rest[number.len()..];
            let (name, length) = named(number, after).unwrap_or((number, number.len()));
            out.push_str(name);
            rest = &rest[length..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

/// What a number made of digits, points and colons is, and how long it is with its unit.
fn named(number: &str, after: &str) -> Option<(&'static str, usize)> {
    let shape: String = number
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    if shape == "00:00:00.000" {
        return Some(("CLOCK", number.len()));
    }
    if shape == "00:00" {
        return Some(("MINUTE", number.len()));
    }
    if let Some((ip, port)) = number.split_once(':')
        && ip.split('.').count() == 4
        && !port.contains(':')
        && !PORTS.contains(&port)
    {
        return Some(("CALLER", number.len()));
    }
    if shape.starts_with("0000000000.") {
        return Some(("SINCE1970", number.len()));
    }
    let unit = [" µs", " ms", " s"].into_iter().find(|unit| {
        after
            .strip_prefix(unit)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })?;
    Some(("TIME", number.len() + unit.len()))
}

#[test]
fn only_what_differs_from_run_to_run_may_differ() {
    let cases = [
        (
            "13:52:20.589 127.0.0.1:49342 hi",
            "01:00:00.000 [::1]:4934 hi",
            true,
        ),
        ("13:52:20.589 hi", "13:52:20.58 hi", false),
        ("09:30 <ann> hi", "23:59 <ann> hi", true),
        ("09:30 <ann> hi", "9:30 <ann> hi", false),
        ("127.0.0.1:12345 is here", "[::1]:12345 is here", true),
        ("127.0.0.1:12345 is here", "127.0.0.1:12346 is here", false),
        ("127.0.0.1:49342: hi", "192.0.2.1:1: hi", true),
        ("127.0.0.1:49342 hi", "127.0.0.1 hi", false),
        ("udp://239.1.2.3:12345", "udp://239.1.2.4:12345", false),
        ("4 bytes in 1.53 ms", "4 bytes in 773 µs", true),
        ("4 bytes in 1.53 ms", "5 bytes in 1.53 ms", false),
        ("4 bytes in 1.53 ms", "4 bytes in ms", false),
        (
            r#""text":"a","time":1795528587.0214}"#,
            r#""text":"a","time":1795528599.1}"#,
            true,
        ),
        ("cwnd …", "cwnd 12 × 32768 bytes", true),
        ("a …c… e", "a b c d e", true),
        ("a …c… e", "a b d e", false),
        ("p50 1 ms, p99 2 ms", "p50 3 ms, p90 2 ms", false),
        ("hi", "hi there", false),
    ];
    for (page, seen, expected) in cases {
        assert_eq!(alike(page, seen), expected, "{page:?} {seen:?}");
    }
}

#[test]
fn lines_left_out_are_any_lines() {
    let lines = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
    let page = lines("$ x\n…\nend");
    assert!(shows(&page, &lines("$ x\na\nb\nend\n$"), &[Some("$")]));
    assert!(shows(&page, &lines("$ x\nend"), &[None]));
    assert!(!shows(&page, &lines("$ x\na\nend\nb"), &[None, Some("$")]));
    assert!(!shows(&page, &lines("$ x\nend\n$"), &[None]));
    assert!(begins(&page[..1], &lines("$ x\na")));
    assert!(!begins(&page[..1], &lines("")));
}
