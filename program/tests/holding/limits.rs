//! What one client, one address and all together may take of a host: each limit, what its client is told, and that
//! nobody else feels it.

use crate::client::{Client, connect_from};
use crate::history::CAPS;
use crate::host::{host, host_with};
use crate::hullo::{Folder, wait_until};
use std::time::{Duration, Instant};

#[test]
fn who_comes_when_all_places_are_taken_is_told_so_and_the_next_place_is_theirs() {
    let folder = Folder::new();
    let running = host(folder.path(), &["--max-clients", "2"]);
    let place = running.place(0);
    let mut ann = Client::irc(&place, "ann", CAPS);
    let bob = Client::irc(&place, "bob", CAPS);
    let mut third = Client::connect(&place);
    assert_eq!(third.rest(), ["ERROR :too many are here already"]);
    running.wait_for_word(" refused: too many are here already");
    drop(bob);
    wait_until("bob's place is free", || {
        let mut fourth = Client::connect(&place);
        fourth.say("PING there");
        fourth.line().filter(|line| line.ends_with(":there"))
    });
    ann.settle("still");
    running.stop().expect_code(0);
}

#[test]
fn an_address_has_so_many_places_and_others_have_theirs() {
    let folder = Folder::new();
    let running = host_with(folder.path(), "[limits]\nconnections_per_address = 2\n");
    let place = running.place(0);
    let mut ann = Client::irc(&place, "ann", CAPS);
    let _silent = Client::connect(&place);
    let mut third = Client::connect(&place);
    assert_eq!(
        third.rest(),
        ["ERROR :too many connections from your address"]
    );
    running.wait_for_word(" refused: too many connections from your address");
    let mut elsewhere = connect_from([127, 0, 0, 2], &place);
    elsewhere.register("bob", CAPS);
    ann.settle("still");
}

#[test]
fn a_connection_counts_before_it_has_said_what_it_speaks() {
    let folder = Folder::new();
    let running = host(folder.path(), &["--max-clients", "2"]);
    let place = running.place(0);
    // The beginning of a TLS handshake record, of which the rest never comes.
    let mut halves: Vec<Client> = (0..2).map(|_| Client::connect(&place)).collect();
    for half in &mut halves {
        assert!(half.send(b"\x16\x03\x01\x02\x00\x01\x00"));
    }
    let mut third = Client::connect(&place);
    assert_eq!(third.rest(), ["ERROR :too many are here already"]);
    drop(halves);
    wait_until("their places are free", || {
        let mut next = Client::connect(&place);
        next.say("PING there");
        next.line().filter(|line| line.ends_with(":there"))
    });
}

#[test]
fn lines_above_the_rate_wait_and_nobody_is_closed() {
    const BURST: u32 = 5;
    const RATE: u32 = 20;
    const LINES: u32 = 25;
    let folder = Folder::new();
    let config = format!("[limits]\nlines_per_second = {RATE}\nburst = {BURST}\n");
    let running = host_with(folder.path(), &config);
    let place = running.place(0);
    for (line, answer) in [("PING all", "PONG"), ("/nonsense", "nonsense")] {
        let mut eager = Client::connect(&place);
        let began = Instant::now();
        assert!(eager.send(format!("{line}\n").repeat(LINES as usize).as_bytes()));
        // Another is answered while this one waits, which is at least as long as its excess takes.
        let mut other = Client::connect(&place);
        other.settle("other");
        for _ in 0..LINES {
            eager.until(answer);
        }
        let took = began.elapsed();
        let least = Duration::from_secs(1) * (LINES - BURST) / RATE;
        // The last line may come a tick of the timer early.
        assert!(
            took > least - Duration::from_millis(5),
            "{LINES} lines took {took:?}"
        );
    }
}

#[test]
fn each_room_entered_counts_as_a_line_more() {
    const BURST: u32 = 5;
    const RATE: u32 = 20;
    const ROOMS: u32 = 20;
    let folder = Folder::new();
    let config = format!("[limits]\nlines_per_second = {RATE}\nburst = {BURST}\n");
    let running = host_with(folder.path(), &config);
    let mut ann = Client::irc(&running.place(0), "ann", CAPS);
    let rooms: Vec<String> = (0..ROOMS).map(|room| format!("#room{room}")).collect();
    let began = Instant::now();
    ann.say(&format!("JOIN {}", rooms.join(",")));
    ann.settle("in");
    let took = began.elapsed();
    // The rooms are over the burst, and are waited out before the next line is heard.
    let least = Duration::from_secs(1) * (ROOMS - BURST) / RATE;
    assert!(
        took > least - Duration::from_millis(5),
        "{ROOMS} rooms took {took:?}"
    );
    running.stop().expect_code(0);
}

#[test]
fn a_longer_line_is_refused_and_the_next_one_heard() {
    let folder = Folder::new();
    let running = host_with(folder.path(), "[limits]\nline_bytes = 100\n");
    let place = running.place(0);
    let mut ann = Client::irc(&place, "ann", CAPS);
    // 512 bytes with CR LF, behind tags of 4,096 with @ and space (IRCv3 message-tags: 4,094 of the client's own).
    let command = "PRIVMSG ann :";
    let fits = format!("{command}{}", "x".repeat(510 - command.len()));
    let tags = format!("@+a={} ", "y".repeat(4096 - "@+a= ".len()));
    for (line, refused) in [
        (fits.clone(), false),
        (format!("{fits}x"), true),
        (format!("{tags}{fits}"), false),
        (format!("{tags}{fits}x"), true),
        (format!("{}{fits}", tags.replacen('y', "yy", 1)), true),
        (fits.repeat(20), true),
        ("x".repeat(1 << 20), true),
    ] {
        ann.say(&line);
        let said = ann.settle("next");
        let told = said.iter().filter(|line| line.contains(" 417 ")).count();
        assert_eq!(told, usize::from(refused), "{} bytes: {said:?}", line.len());
    }
    let mut plain = Client::plain(&place);
    let mut bob = Client::irc(&place, "bob", CAPS);
    bob.say("JOIN #lobby");
    bob.until(" 366 ");
    plain.say(&"a".repeat(100));
    bob.until(&format!(" :{}", "a".repeat(100)));
    plain.say(&"b".repeat(101));
    plain.until("that line was too long, and nobody heard it");
    plain.say("c");
    let said = bob.until(" PRIVMSG #lobby :c");
    assert!(!said.iter().any(|line| line.contains("bbb")), "{said:?}");
}

#[test]
fn one_person_may_be_in_so_many_rooms_and_there_may_be_so_many() {
    let folder = Folder::new();
    let config = "[limits]\nrooms_per_person = 3\nrooms = 5\n";
    let running = host_with(folder.path(), config);
    let place = running.place(0);
    let mut ann = Client::irc(&place, "ann", CAPS);
    ann.say("JOIN #a,#b,#c,#d");
    let said = ann.settle("in");
    assert_eq!(said.iter().filter(|line| line.contains(" 366 ")).count(), 3);
    assert!(
        said.iter().any(|line| line.contains(" 405 ann #d ")),
        "{said:?}"
    );
    ann.say("PART #a");
    ann.say("JOIN #d");
    ann.until(" 366 ann #d ");
    // With the lobby there are four now.
    let mut bob = Client::irc(&place, "bob", CAPS);
    bob.say("JOIN #e,#f");
    let said = bob.settle("in");
    assert!(
        said.iter().any(|line| line.contains(" 366 bob #e ")),
        "{said:?}"
    );
    assert!(
        said.iter().any(|line| line.contains(" 405 bob #f ")),
        "{said:?}"
    );
    ann.say("PART #d");
    ann.until("PART #d");
    bob.say("JOIN #f");
    bob.until(" 366 bob #f ");
}

#[test]
fn who_does_not_say_who_they_are_in_time_is_told_and_closed() {
    let folder = Folder::new();
    let config = "[limits]\nregistration = \"1s\"\n[access]\npassword = \"sesame\"\n";
    let running = host_with(folder.path(), config);
    let place = running.place(0);
    let began = Instant::now();
    let mut half = Client::connect(&place);
    half.say("NICK ann");
    let mut trickling = Client::connect(&place);
    let mut plain = Client::connect(&place);
    plain.say("not the password");
    while trickling.send(b"P") && began.elapsed() < Duration::from_millis(1500) {
        std::thread::sleep(Duration::from_millis(100));
    }
    let why = "you did not say who you are in time";
    assert_eq!(half.rest(), [format!("ERROR :{why}")]);
    assert!(plain.rest().contains(&format!("-- goodbye: {why}")));
    assert!(trickling.rest().iter().any(|line| line.contains(why)));
    assert!(began.elapsed() >= Duration::from_secs(1));
}

#[test]
fn who_is_silent_is_asked_and_who_does_not_answer_is_closed() {
    let folder = Folder::new();
    let running = host_with(folder.path(), "[limits]\nsilence = \"1s\"\n");
    let place = running.place(0);
    let mut alive = Client::irc(&place, "alive", CAPS);
    let mut gone = Client::irc(&place, "gone", CAPS);
    let mut plain = Client::plain(&place);
    for client in [&mut alive, &mut gone] {
        client.say("JOIN #lobby");
        client.until(" 366 ");
    }
    let began = Instant::now();
    for _ in 0..3 {
        let asked = alive.until("PING").pop().unwrap();
        alive.say(&asked.replace("PING", "PONG"));
    }
    let said = gone.rest();
    assert!(
        said.iter().any(|line| line.starts_with("PING ")),
        "{said:?}"
    );
    let why = "no answer: connection timed out";
    assert_eq!(said.last().unwrap(), &format!("ERROR :{why}"));
    alive.settle("now");
    let quit = format!(":gone!gone@127.0.0.1 QUIT :{why}");
    assert!(alive.heard.iter().any(|line| line.ends_with(&quit)));
    assert!(began.elapsed() >= Duration::from_secs(2));
    // People behind netcat answer no PING: their connection says whether they are there.
    plain.say("still here");
    alive.until("PRIVMSG #lobby :still here");
}
