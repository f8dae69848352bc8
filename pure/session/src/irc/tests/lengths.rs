//! Lengths: what may come in, and that nothing longer goes out.

use super::in_a_room;

#[test]
fn a_line_longer_than_allowed_is_refused_and_not_passed_on() {
    let mut host = in_a_room(&[("ann", "message-tags"), ("bob", "")]);
    let fits = format!("PRIVMSG #a :{}", "x".repeat(510 - 12));
    host.hear("ann", fits.as_bytes());
    assert!(host.read().starts_with("bob< :ann!"));
    host.hear("ann", format!("{fits}x").as_bytes());
    assert_eq!(
        host.read(),
        "ann< :hullo.test 417 ann :The line is longer than a line may be\n"
    );
    let tags = format!("@+x={} TAGMSG #a", "y".repeat(4096));
    host.hear("ann", tags.as_bytes());
    assert_eq!(
        host.read(),
        "ann< :hullo.test 417 ann :The line is longer than a line may be\n"
    );
}

#[test]
fn what_goes_out_is_cut_between_characters() {
    let mut host = in_a_room(&[("ann", ""), ("bob", "server-time message-tags")]);
    for spare in 0..4 {
        let text = format!("{}{}", "x".repeat(spare), "界".repeat(164));
        host.hear("ann", format!("PRIVMSG #a :{text}").as_bytes());
        let read = host.read_by("bob");
        let body = read.split_once(' ').map_or("", |(_, body)| body);
        assert!((509..=512).contains(&body.len()), "{}", body.len());
        assert!(body.ends_with("界\r\n"));
    }
}

#[test]
fn long_lists_take_several_lines() {
    let people: Vec<_> = (0..60)
        .map(|n| format!("somebody-of-the-many-{n}"))
        .collect();
    let people: Vec<_> = people.iter().map(|name| (name.as_str(), "")).collect();
    let mut host = in_a_room(&people);
    host.hear(people[0].0, b"NAMES #a");
    let read = host.read_by(people[0].0);
    let lines: Vec<_> = read.split_inclusive("\r\n").collect();
    assert!(lines.len() > 3, "{read}");
    let mut named = 0;
    for line in &lines[..lines.len() - 1] {
        assert!(line.len() <= 512 && line.contains(" 353 "), "{line}");
        let names = line.trim_end().rsplit(':').next().unwrap_or_default();
        named += names
            .split(' ')
            .filter(|name| name.contains("somebody"))
            .count();
    }
    assert_eq!(named, 60);
    assert!(lines[lines.len() - 1].contains(" 366 "));
}
