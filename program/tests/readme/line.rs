//! What a line of a terminal on a page is: typed, and into what, or shown.

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line<'a> {
    /// Typed at the shell's prompt.
    Command(&'a str),
    /// Typed into a conversation, which has a prompt.
    Said(&'a str),
    /// Typed into nc, which has none: as the host begins its lines with `-- `, `<`, `* ` or a time, a line that begins
    /// with a letter or a slash is ours.
    Told(&'a str),
    /// Ctrl-C.
    Interrupt,
    /// Not typed.
    Shown,
}

/// What the last of these lines is.
pub(crate) fn last_of(lines: &[String]) -> Line<'_> {
    let Some((line, above)) = lines.split_last() else {
        return Line::Shown;
    };
    if let Some(command) = line.strip_prefix("$ ") {
        return Line::Command(command);
    }
    if let Some(words) = line.strip_prefix("You: ") {
        return Line::Said(words);
    }
    if line.starts_with("^C") {
        return Line::Interrupt;
    }
    let command = above.iter().rev().find_map(|line| line.strip_prefix("$ "));
    let ours = |c: char| c.is_alphabetic() || c == '/';
    match command.is_some_and(|command| command.starts_with("nc ")) && line.starts_with(ours) {
        true => Line::Told(line),
        false => Line::Shown,
    }
}

#[test]
fn what_is_typed_into_nc_is_told_from_what_the_host_says() {
    let page = "$ hullo host\nlistening\n^C\n$ nc localhost 12345\n-- welcome\n<ann> hi\n09:30 <ann> ho\nhello\n/quit\n你好\n$ hullo talk :1\nYou: hi";
    let lines: Vec<String> = page.lines().map(str::to_owned).collect();
    let found: Vec<Line<'_>> = (1..=lines.len()).map(|n| last_of(&lines[..n])).collect();
    let expected = [
        Line::Command("hullo host"),
        Line::Shown,
        Line::Interrupt,
        Line::Command("nc localhost 12345"),
        Line::Shown,
        Line::Shown,
        Line::Shown,
        Line::Told("hello"),
        Line::Told("/quit"),
        Line::Told("你好"),
        Line::Command("hullo talk :1"),
        Line::Said("hi"),
    ];
    assert_eq!(found, expected);
}
