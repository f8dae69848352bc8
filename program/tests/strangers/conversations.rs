//! Rows about `talk` and `relay`: two people, and two addresses joined.

use crate::hullo::{Folder, Hullo, PATIENCE, Start, missing, wait_until};
use crate::place::{Over, serve};
use crate::sending::{heard_out, noise, one_client};
use crate::table::row;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream, UdpSocket};
use std::thread;
use std::time::{Duration, Instant};

/// A terminal 60 columns wide, played by tmux, with one program in it.
struct Terminal {
    folder: Folder,
}

impl Terminal {
    fn run(command: &str) -> Terminal {
        let terminal = Terminal {
            folder: Folder::new(),
        };
        terminal.tmux(&[
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            "60",
            "-y",
            "10",
            command,
        ]);
        terminal
    }

    fn tmux(&self, args: &[&str]) -> String {
        let socket = self.folder.file("tmux");
        let all = [&["-u", "-S", &socket], args].concat();
        let done = Start::program("tmux", &all).env("TERM", "xterm").run();
        done.expect_code(0).text().to_owned()
    }

    fn press(&self, keys: &[&str]) {
        self.tmux(&[&["send-keys"], keys].concat());
    }

    /// Waits until the screen is as wanted, and gives it.
    #[track_caller]
    fn shows(&self, what: &str, wanted: impl Fn(&str) -> bool) -> String {
        wait_until(what, || {
            let screen = self.tmux(&["capture-pane", "-p"]);
            wanted(&screen).then_some(screen)
        })
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let socket = self.folder.file("tmux");
        // The program may have ended, and tmux with it.
        let _ = Start::program("tmux", &["-S", &socket, "kill-server"]).run();
    }
}

#[test]
fn row_08_line_being_typed_stays_whole_while_text_comes_in() {
    if missing("tmux") || missing("nc.openbsd") {
        return;
    }
    let (mut peer, port) = serve(Over::Tcp, "127.0.0.1", |port| {
        Start::program("nc.openbsd", &["-lN", "127.0.0.1", &port.to_string()])
    });
    let shown = row(8).hullo[0].replace("HOST:12345", &format!("127.0.0.1:{port}"));
    let command = shown.replacen("hullo", env!("CARGO_BIN_EXE_hullo"), 1);
    let terminal = Terminal::run(&command);
    terminal.shows("a prompt", |screen| screen.contains("You:"));
    terminal.press(&["-l", "half a 句"]);
    terminal.shows("what is typed", |screen| screen.contains("You: half a 句"));
    peer.say("text comes in\n");
    peer.say("大家好\n");
    terminal.shows("both, each on a line of its own", |screen| {
        let lines: Vec<_> = screen.trim_end().lines().collect();
        screen.contains("text comes in\n")
            && screen.contains("大家好\n")
            && lines
                .last()
                .is_some_and(|line| line.trim_end() == "You: half a 句")
    });
    terminal.press(&["-l", "子"]);
    terminal.press(&["Enter"]);
    peer.wait_for_output("half a 句子\n");
    peer.say("no line end");
    terminal.shows("what has no line end", |screen| {
        screen.contains("no line end\n") && screen.trim_end().ends_with("You:")
    });
}

#[test]
fn row_12_typed_answers_go_to_whoever_spoke_last() {
    let mut talk = row(12)
        .command(0, &[(":12345", "127.0.0.1:0")])
        .listening(1);
    let peers = ["ann", "bob"].map(|name| {
        let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        socket.connect(("127.0.0.1", talk.port(0))).unwrap();
        (name, socket)
    });
    for round in 1..=2 {
        for (name, socket) in &peers {
            let word = format!("{name} {round}");
            socket.send(word.as_bytes()).unwrap();
            talk.wait_for_output(&format!("{word}\n"));
            talk.say(format!("hello {word}\n"));
            let mut answer = [0; 100];
            let count = socket.recv(&mut answer).unwrap();
            assert_eq!(answer[..count], *format!("hello {word}").as_bytes());
        }
    }
}

#[test]
fn row_41_each_sides_end_is_passed_on() {
    let (host, server) = one_client(|mut client| {
        let heard = heard_out(&mut client);
        client.write_all(&heard).unwrap();
        heard.len()
    });
    let relay = row(41)
        .command(0, &[(":8080", "127.0.0.1:0"), ("HOST:12345", &host)])
        .listening(1);
    let image = noise(1 << 20);
    let mut client = TcpStream::connect(("127.0.0.1", relay.port(0))).unwrap();
    client.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut speaking = client.try_clone().unwrap();
    let said = image.clone();
    let speaker = thread::spawn(move || {
        speaking.write_all(&said).unwrap();
        speaking.shutdown(Shutdown::Write).unwrap();
    });
    let answer = heard_out(&mut client);
    assert!(answer == image, "{} bytes came back", answer.len());
    speaker.join().unwrap();
    assert_eq!(server.join().unwrap(), image.len());
}

#[test]
fn row_42_lines_become_datagrams_and_datagrams_lines() {
    let server = Hullo::listen(&["listen", "udp://127.0.0.1:0", "--echo"]);
    let relay = row(42)
        .command(
            0,
            &[
                (":9000", "tcp://127.0.0.1:0"),
                ("udp://HOST:12345", &server.address(0)),
            ],
        )
        .listening(1);
    let mut client = Hullo::start(&["send", &relay.address(0), "--keep-open"]);
    client.say("one\n\n三\n");
    client.wait_for_output("one\n\n三\n");
    let said = server.wait_for_output("三\n");
    assert_eq!(said.lines().count(), 3, "{said}");
}

#[test]
fn row_43_conversation_is_written_down_and_played_again_at_its_pace() {
    let folder = Folder::new();
    let mut peer = Hullo::start(&["talk", "--listen", "127.0.0.1:0"]);
    peer.wait_until_listening(1);
    let mut talk = row(43)
        .command(0, &[("HOST:12345", &peer.address(0))])
        .dir(folder.path())
        .spawn();
    talk.say("你好\n");
    peer.wait_for_output("你好\n");
    let pause = Duration::from_millis(400);
    thread::sleep(pause); // a pause to be played again
    peer.say("welcome\n");
    talk.wait_for_output("welcome\n");
    talk.say("bye\n");
    peer.wait_for_output("bye\n");
    talk.end_input();
    peer.end_input();
    talk.ended().expect_code(0);
    peer.ended().expect_code(0);
    let written = std::fs::read_to_string(folder.file("talk.jsonl")).unwrap();
    assert_eq!(written.lines().count(), 3, "{written}");

    let player = row(43)
        .command(1, &[(":12345", "127.0.0.1:0")])
        .dir(folder.path())
        .listening(1);
    let mut client = TcpStream::connect(("127.0.0.1", player.port(0))).unwrap();
    client.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut first = [0; "你好\n".len()];
    client.read_exact(&mut first).unwrap();
    let start = Instant::now();
    let mut second = [0; "bye\n".len()];
    client.read_exact(&mut second).unwrap();
    assert_eq!(
        (&first[..], &second[..]),
        ("你好\n".as_bytes(), &b"bye\n"[..])
    );
    assert!(start.elapsed() > pause / 2, "{:?}", start.elapsed());
}
