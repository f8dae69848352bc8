//! What arrives never garbles the line that is being typed.

use crate::hullo::missing;
use crate::peers::{connect, read_exactly};
use crate::terminal::{COLUMNS, Terminal};
use std::io::Write;
use std::net::TcpStream;

/// A terminal that listens, called by a peer of this process; a half-typed line stands at its prompt.
#[track_caller]
fn half_typed(text: &str) -> (Terminal, TcpStream) {
    let (terminal, peer) = called();
    terminal.type_text(text);
    terminal.wait_for_last(&format!("You: {text}"));
    (terminal, peer)
}

#[track_caller]
fn called() -> (Terminal, TcpStream) {
    let terminal = Terminal::hullo(&["talk", "--listen", "tcp://127.0.0.1:0", "--name", "Ann"]);
    let peer = connect(&terminal.address());
    peer.set_nodelay(true).unwrap();
    terminal.wait_for("is here");
    (terminal, peer)
}

#[test]
fn a_half_typed_line_stays_whole_below_what_arrives() {
    if missing("tmux") {
        return;
    }
    let (terminal, mut peer) = half_typed("half a 行");
    for text in ["hello\n", "你好，世界\r\n", "no line end 没有换行"] {
        peer.write_all(text.as_bytes()).unwrap();
        let lines = terminal.wait_for(&format!("Ann: {}", text.trim_end()));
        assert_eq!(lines.last().unwrap(), "You: half a 行", "{lines:?}");
        assert_eq!(
            lines[lines.len() - 2],
            format!("Ann: {}", text.trim_end()),
            "{lines:?}"
        );
    }
    // The cursor stands behind the typed text: 5 columns of prompt, 7 of ASCII, 2 of 行.
    assert_eq!(terminal.cursor(), "14");
    terminal.say(" more");
    let said = "half a 行 more\n".as_bytes();
    assert_eq!(read_exactly(&mut peer, said.len()), said);
}

#[test]
fn lines_wider_than_the_terminal_arrive_whole() {
    if missing("tmux") {
        return;
    }
    let (terminal, mut peer) = half_typed("typed");
    let ascii = "0123456789".repeat(COLUMNS / 3);
    let wide = "宽字符".repeat(COLUMNS / 3);
    peer.write_all(format!("{ascii}\n{wide}\nend\n").as_bytes())
        .unwrap();
    let lines = terminal.wait_for("Ann: end");
    let at = lines.iter().position(|line| line == "Ann: end").unwrap();
    assert_eq!(lines[at - 1], format!("Ann: {wide}"));
    assert_eq!(lines[at - 2], format!("Ann: {ascii}"));
    assert_eq!(lines[at + 1..], ["You: typed"]);
}

#[test]
fn a_typed_line_wider_than_the_terminal_stays_whole() {
    if missing("tmux") {
        return;
    }
    let text = "一行很长的字 and words ".repeat(5);
    let text = text.trim_end();
    let (terminal, mut peer) = half_typed(text);
    peer.write_all(b"one\ntwo\n").unwrap();
    let lines = terminal.wait_for("Ann: two");
    assert_eq!(
        lines[lines.len() - 3..],
        ["Ann: one", "Ann: two", &format!("You: {text}")]
    );
    terminal.press(&["Enter"]);
    assert_eq!(
        read_exactly(&mut peer, text.len() + 1),
        format!("{text}\n").as_bytes()
    );
}

#[test]
fn a_typed_line_survives_another_width_of_the_terminal() {
    if missing("tmux") {
        return;
    }
    let text = "typed打字".repeat(8);
    let (terminal, mut peer) = called();
    terminal.type_text(&text);
    for (n, columns) in [40, 100, COLUMNS].into_iter().enumerate() {
        terminal.resize(columns);
        let heard = format!("Ann: wide {n}");
        peer.write_all(format!("wide {n}\n").as_bytes()).unwrap();
        // Where a wide character does not fit into a row, the editor begins a new one.
        terminal.wait_until("the line whole below what came", |lines| {
            let below = lines.iter().rev().take_while(|line| **line != heard);
            let rows: Vec<&str> = below.map(String::as_str).collect();
            rows.into_iter().rev().collect::<String>() == format!("You: {text}")
        });
    }
    terminal.say("!");
    assert_eq!(
        read_exactly(&mut peer, text.len() + 2),
        format!("{text}!\n").as_bytes()
    );
}

#[test]
fn many_lines_at_once_stand_in_order_above_the_prompt() {
    if missing("tmux") {
        return;
    }
    let (terminal, mut peer) = half_typed("还在打字");
    let all: Vec<String> = (0..300).map(|n| format!("Ann: line {n}")).collect();
    let text: String = (0..300).map(|n| format!("line {n}\n")).collect();
    peer.write_all(text.as_bytes()).unwrap();
    let lines = terminal.wait_for("Ann: line 299");
    let first = lines.iter().position(|line| *line == all[0]).unwrap();
    assert_eq!(lines[first..first + 300], all);
    assert_eq!(lines[first + 300..], ["You: 还在打字"]);
}

#[test]
fn keys_typed_while_lines_arrive_are_all_said() {
    if missing("tmux") {
        return;
    }
    let (terminal, mut peer) = called();
    let mut flood = peer.try_clone().unwrap();
    let flooding = std::thread::spawn(move || {
        for n in 0..200 {
            flood.write_all(format!("line {n}\n").as_bytes()).unwrap();
            std::thread::yield_now();
        }
    });
    let said: Vec<String> = (0..10).map(|n| format!("说 {n}")).collect();
    for line in &said {
        terminal.say(line);
    }
    let text: String = said.iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(read_exactly(&mut peer, text.len()), text.as_bytes());
    flooding.join().unwrap();
    let lines = terminal.wait_for("Ann: line 199");
    for line in &said {
        assert!(
            lines.contains(&format!("You: {line}")),
            "{line}: {lines:#?}"
        );
    }
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.starts_with("Ann: line "))
            .count(),
        200
    );
    terminal.wait_for_last("You:");
}

#[test]
fn several_lines_typed_ahead_or_pasted_are_all_said() {
    if missing("tmux") {
        return;
    }
    let (terminal, mut peer) = called();
    terminal.type_text("one\n二\nthree\n");
    assert_eq!(read_exactly(&mut peer, 14), "one\n二\nthree\n".as_bytes());
    terminal.wait_for_last("You:");
    terminal.paste("four\n五\nsix");
    terminal.wait_for("six");
    terminal.press(&["Enter"]);
    assert_eq!(read_exactly(&mut peer, 13), "four\n五\nsix\n".as_bytes());
}

#[test]
fn a_pasted_line_gets_the_line_end_that_was_asked_for() {
    if missing("tmux") {
        return;
    }
    let args = ["talk", "--listen", "tcp://127.0.0.1:0", "--newline", "crlf"];
    let terminal = Terminal::hullo(&args);
    let mut peer = connect(&terminal.address());
    terminal.wait_for("is here");
    terminal.paste("a\nb");
    terminal.wait_for_last("b");
    terminal.press(&["Enter"]);
    assert_eq!(read_exactly(&mut peer, 6), b"a\r\nb\r\n");
}

#[test]
fn lines_said_before_come_back_with_the_up_key() {
    if missing("tmux") {
        return;
    }
    let (terminal, mut peer) = called();
    terminal.say("first 第一");
    terminal.say("second");
    terminal.wait_until("both said", |lines| {
        lines.ends_with(&[
            "You: first 第一".into(),
            "You: second".into(),
            "You:".into(),
        ])
    });
    terminal.press(&["Up", "Up"]);
    terminal.wait_for_last("You: first 第一");
    terminal.say("!");
    let text = "first 第一\nsecond\nfirst 第一!\n";
    assert_eq!(read_exactly(&mut peer, text.len()), text.as_bytes());
}

#[test]
fn what_is_typed_before_the_caller_comes_is_said_to_it() {
    if missing("tmux") {
        return;
    }
    let terminal = Terminal::hullo(&["talk", "--listen", "tcp://127.0.0.1:0"]);
    let address = terminal.address();
    terminal.say("anybody?");
    terminal.wait_for_last("You:");
    let mut peer = connect(&address);
    assert_eq!(read_exactly(&mut peer, 9), b"anybody?\n");
}

#[test]
fn a_terminal_without_an_editor_is_served_line_by_line() {
    if missing("tmux") {
        return;
    }
    let hullo = env!("CARGO_BIN_EXE_hullo");
    let args = [hullo, "talk", "--listen", "tcp://127.0.0.1:0"];
    let terminal = Terminal::start_as("dumb", &args);
    let lines = terminal.wait_for("listening ");
    let address = lines[0].strip_prefix("listening ").unwrap().to_owned();
    let mut peer = connect(&address);
    peer.write_all("你好\n".as_bytes()).unwrap();
    terminal.wait_for(": 你好");
    terminal.say("hello");
    assert_eq!(read_exactly(&mut peer, 6), b"hello\n");
    terminal.say("exit");
    assert_eq!(terminal.code(), 0);
}
