//! What was said before: for who comes late, and after the server has been started again.

use crate::chatter::Chatter;
use crate::door::Door;
use crate::hullo::{Folder, Start, missing, wait_until};
use crate::lines::nc;
use crate::weechat::weechat;

const CAPS: &str = "batch draft/chathistory message-tags server-time";

#[test]
fn who_comes_late_asks_for_what_was_said() {
    if missing("nc.openbsd") {
        return;
    }
    let door = Door::open(&["--memory"]);
    let mut ann = door.chatter("ann", "");
    ann.ask("JOIN #lobby");
    for n in 0..30 {
        ann.send(&format!("PRIVMSG #lobby :第{n}句 number {n};"));
    }
    ann.sync();
    let mut late = nc("late", door.v6());
    late.say("/history 30");
    let seen = wait_until("the history", || {
        let seen = late.seen();
        seen.contains("第0句 number 0;").then_some(seen)
    });
    let history = &seen[seen.find("第0句").unwrap()..];
    let mut after = 0;
    for n in 0..30 {
        let at = history.find(&format!("<ann> 第{n}句 number {n};"));
        let at = at.or_else(|| (n == 0).then_some(0));
        let at = at.unwrap_or_else(|| panic!("no number {n} in\n{history}"));
        assert!(
            n == 0 || at > after,
            "number {n} is out of order in\n{history}"
        );
        after = at;
    }
    let mut raw = door.chatter("raw", CAPS);
    raw.ask("JOIN #lobby");
    let batch = raw.ask("CHATHISTORY LATEST #lobby * 30");
    assert_eq!(batch.len(), 32, "{batch:#?}");
    for n in 0..30 {
        assert!(
            batch[n + 1].ends_with(&format!(":第{n}句 number {n};")),
            "{batch:#?}"
        );
    }
}

#[test]
fn a_restart_keeps_what_was_said_and_the_topic_and_clients_come_back() {
    if missing("nc.openbsd") || missing("weechat-curses") || missing("tmux") {
        return;
    }
    let folder = Folder::new();
    let data = folder.file("data");
    let host = |port: u16| {
        let at = format!("tcp://127.0.0.1:{port}");
        Start::hullo(&["host", &at, "--data", &data]).listening(1)
    };
    let server = host(0);
    let port = server.port(0);
    let way = crate::door::Way {
        host: "127.0.0.1",
        port,
        tls: false,
    };
    let mut ann = Chatter::registered("127.0.0.1", port, "ann", CAPS);
    ann.ask("JOIN #club");
    ann.ask("TOPIC #club :过去 and present");
    ann.ask("PRIVMSG #club :before the restart, 重启之前");
    let mut plain = nc("plain", way);
    plain.say("said by netcat");
    let wes = weechat("wes", way);
    ann.ask("JOIN #lobby");
    let before = ann.ask("CHATHISTORY LATEST #club * 10");
    let lobby = ann.ask("CHATHISTORY LATEST #lobby * 10");
    assert!(
        before.iter().any(|line| line.contains("重启之前")),
        "{before:#?}"
    );
    server.stop().expect_code(0);
    assert!(
        ann.rest().iter().any(|line| line.starts_with("ERROR ")),
        "a goodbye"
    );

    let _server = host(port);
    let mut ann = Chatter::registered("127.0.0.1", port, "ann", CAPS);
    let joined = ann.ask("JOIN #club");
    assert!(
        joined
            .iter()
            .any(|line| line.ends_with(" 332 ann #club :过去 and present")),
        "{joined:#?}"
    );
    ann.ask("JOIN #lobby");
    // The same to the letter, times and identities too; only the batches' own names may differ.
    let messages = |lines: &[String]| -> Vec<String> {
        let said = lines.iter().filter(|line| line.contains(" PRIVMSG "));
        said.map(|line| line.split_once(';').unwrap().1.to_owned())
            .collect()
    };
    let after = ann.ask("CHATHISTORY LATEST #club * 10");
    assert_eq!(messages(&after), messages(&before));
    assert_eq!(messages(&before).len(), 1);
    let after = ann.ask("CHATHISTORY LATEST #lobby * 10");
    assert_eq!(messages(&after), messages(&lobby));
    assert_eq!(messages(&lobby).len(), 1);
    wait_until("WeeChat to come back by itself", || {
        let here = ann.ask("NAMES #lobby");
        here[0].contains("wes").then_some(())
    });
    ann.ask("PRIVMSG #lobby :welcome back");
    wes.terminal().wait_for("welcome back");
}
