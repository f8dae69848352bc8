//! What irssi and WeeChat show of a room's life: news, and the answers to their commands.

use crate::chatter::Chatter;
use crate::door::Door;
use crate::guest::Guest;
use crate::hullo::missing;
use crate::irssi::irssi;
use crate::weechat::weechat;

fn somebody_is_missing() -> bool {
    ["irssi", "weechat-curses", "tmux"]
        .iter()
        .any(|program| missing(program))
}

/// Waits until a row of the screen holds all these words.
#[track_caller]
fn sees(guest: &Guest, words: &[&str]) {
    let what = format!("{}: {words:?}", guest.nick);
    guest.terminal().wait_until(&what, |rows| {
        rows.iter()
            .any(|row| words.iter().all(|word| row.contains(word)))
    });
}

/// A room of ann's, and both of them in it.
fn club(door: &Door) -> (Chatter, Guest, Guest) {
    let mut ann = door.chatter("ann", "");
    ann.ask("JOIN #club");
    ann.ask("TOPIC #club :今天的话题");
    let (ida, wes) = (irssi("ida", door.v4()), weechat("wes", door.v4()));
    ida.terminal().say("/join #club");
    sees(&ida, &["Topic for #club: 今天的话题"]);
    sees(&ida, &["Join to #club was synced"]);
    wes.terminal().say("/join #club");
    sees(&wes, &["Topic for #club is", "今天的话题"]);
    sees(&wes, &["Channel #club: 3 nicks"]);
    (ann, ida, wes)
}

#[test]
fn news_of_a_room_are_shown_as_such() {
    if somebody_is_missing() {
        return;
    }
    let door = Door::open(&["--memory"]);
    let (mut ann, ida, wes) = club(&door);
    let mut bob = door.chatter("bob", "");
    bob.ask("JOIN #club");
    sees(&ida, &["bob", "has joined #club"]);
    sees(&wes, &["bob", "has joined #club"]);
    ann.ask("NICK 安娜");
    sees(&ida, &["ann is now known as 安娜"]);
    sees(&wes, &["ann is now known as 安娜"]);
    ann.ask("TOPIC #club :something else");
    sees(
        &ida,
        &["安娜 changed the topic of #club to: something else"],
    );
    sees(
        &wes,
        &["安娜 has changed topic for #club", "to \"something else\""],
    );
    ann.ask("MODE #club +v bob");
    sees(&ida, &["mode/#club [+v bob] by 安娜"]);
    sees(&wes, &["Mode #club [+v bob] by 安娜"]);
    bob.ask("PRIVMSG #club :\u{1}ACTION 挥手\u{1}");
    sees(&ida, &[" * bob 挥手"]);
    sees(&wes, &["bob 挥手"]);
    bob.ask("PART #club :回家");
    sees(&ida, &["bob", "has left #club", "回家"]);
    sees(&wes, &["bob", "has left #club", "回家"]);
    bob.ask("JOIN #club");
    ann.ask("KICK #club bob :out");
    sees(&ida, &["bob was kicked from #club by 安娜 [out]"]);
    sees(&wes, &["安娜 has kicked bob (out)"]);
    bob.ask("JOIN #club");
    bob.send("QUIT :good night");
    sees(&ida, &["bob", "has quit", "good night"]);
    sees(&wes, &["bob", "has quit", "good night"]);
    ann.ask("MODE #club +o ida");
    ida.terminal().say("/topic from irssi");
    sees(&wes, &["ida has changed topic", "from irssi"]);
    wes.terminal().say("/nick wessel");
    sees(&ida, &["wes is now known as wessel"]);
    sees(&wes, &["You are now known as wessel"]);
    ann.ask("KICK #club wessel :you too");
    sees(&wes, &["安娜 has kicked wessel (you too)"]);
}

#[test]
fn commands_are_answered_with_nothing_unknown() {
    if somebody_is_missing() {
        return;
    }
    let door = Door::open(&["--memory"]);
    let (mut ann, ida, wes) = club(&door);
    ann.ask("AWAY :at lunch");
    let commands = [
        "/names",
        "/list",
        "/who #club",
        "/whowas nobody",
        "/mode #club",
        "/ban",
        "/away gone",
        "/version",
        "/stats u",
        "/lusers",
        "/motd",
        "/admin",
        "/info",
        "/time",
        "/ison ann",
        "/userhost ann",
        "/invite ann #lobby",
        "/links",
        "/whois ann",
        "/whois zzz",
    ];
    let answers = [
        "#club",
        "今天的话题",
        "End of /LIST",
        "End of /WHO list",
        "There was no such nickname",
        "marked as being away",
        "hullo-",
        "Server Up",
        "hullo.local",
        "no message of the day",
        "End of /INFO list",
        "ann=-raw@127.0.0.1",
        "nvit",
        "End of /LINKS list",
        "a raw client",
        "at lunch",
        "zzz",
    ];
    for (guest, status) in [(&ida, "/window 1"), (&wes, "/buffer 1")] {
        for command in commands {
            guest.terminal().say(command);
        }
        guest.terminal().say(status);
        sees(guest, &["zzz"]);
        let screen = guest.terminal().screen();
        for answer in answers {
            assert!(screen.contains(answer), "no {answer:?} in\n{screen}");
        }
        let unknown = [
            "unknown command",
            "Unknown command",
            "Unknown",
            "Not enough",
            " 421 ",
        ];
        for word in unknown {
            assert!(!screen.contains(word), "{word:?} in\n{screen}");
        }
    }
}

#[test]
fn weechat_negotiates_what_it_knows_and_is_told_when_things_happened() {
    if somebody_is_missing() {
        return;
    }
    let door = Door::open(&["--memory"]);
    let wes = weechat("wes", door.v6().by_tls());
    let seen = wes.seen();
    let enabled = seen
        .lines()
        .find(|line| line.contains("client capability, enabled:"))
        .unwrap_or_else(|| panic!("no capabilities in\n{seen}"));
    for cap in [
        "account-notify",
        "away-notify",
        "cap-notify",
        "chghost",
        "extended-join",
        "invite-notify",
        "message-tags",
        "multi-prefix",
        "server-time",
        "setname",
        "userhost-in-names",
    ] {
        assert!(
            enabled.contains(&format!(" {cap}")),
            "no {cap} in {enabled}"
        );
    }
}
