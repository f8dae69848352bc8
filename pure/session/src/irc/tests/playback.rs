//! CHATHISTORY with event-playback and with labels.

use super::{in_a_room, register, with};

#[test]
fn all_that_happened_is_played_back_to_who_asked_for_it() {
    let mut host = with(&[("bob", "message-tags"), ("kim", "")]);
    for line in [
        "JOIN #a",
        "TOPIC #a :tea",
        "MODE #a +kb key *!*@x",
        "MODE #a -k key",
        "PRIVMSG #a :hello",
        "@+x=y TAGMSG #a",
    ] {
        host.hear("bob", line.as_bytes());
    }
    host.hear("kim", b"JOIN #a");
    host.hear("bob", b"KICK #a kim :out of here");
    host.hear("kim", b"JOIN #a");
    host.hear("kim", b"PART #a :bye");
    host.hear("kim", b"JOIN #a");
    host.hear("kim", b"NICK kim2");
    host.hear("kim", b"QUIT :gone");
    register(
        &mut host,
        "ann",
        "batch message-tags draft/chathistory draft/event-playback",
    );
    register(&mut host, "eve", "batch draft/event-playback extended-join");
    host.hear("ann", b"JOIN #a");
    host.hear("eve", b"JOIN #a");
    host.read();
    host.play(
        "ann> CHATHISTORY LATEST #a * 50
         ann< :hullo.test BATCH +b1 chathistory #a
         ann< @batch=b1;msgid=1jaqj5me90000 :bob!bob@127.0.0.1 JOIN #a
         ann< @batch=b1;msgid=1jaqj5mea0000 :bob!bob@127.0.0.1 TOPIC #a :tea
         ann< @batch=b1;msgid=1jaqj5meb0000 :bob!bob@127.0.0.1 MODE #a +kb key *!*@x
         ann< @batch=b1;msgid=1jaqj5mec0000 :bob!bob@127.0.0.1 MODE #a -k key
         ann< @batch=b1;msgid=1jaqj5med0000 :bob!bob@127.0.0.1 PRIVMSG #a :hello
         ann< @batch=b1;msgid=1jaqj5mee0000;+x=y :bob!bob@127.0.0.1 TAGMSG #a
         ann< @batch=b1;msgid=1jaqj5mef0000 :kim!kim@127.0.0.1 JOIN #a
         ann< @batch=b1;msgid=1jaqj5meg0000 :bob!bob@127.0.0.1 KICK #a kim :out of here
         ann< @batch=b1;msgid=1jaqj5meh0000 :kim!kim@127.0.0.1 JOIN #a
         ann< @batch=b1;msgid=1jaqj5mei0000 :kim!kim@127.0.0.1 PART #a :bye
         ann< @batch=b1;msgid=1jaqj5mej0000 :kim!kim@127.0.0.1 JOIN #a
         ann< @batch=b1;msgid=1jaqj5mek0000 :kim!kim@127.0.0.1 NICK kim2
         ann< @batch=b1;msgid=1jaqj5mel0000 :kim2!kim@127.0.0.1 QUIT :Quit: gone
         ann< @batch=b1;msgid=1jaqj5mf00000 :ann!ann@127.0.0.1 JOIN #a
         ann< @batch=b1;msgid=1jaqj5mf10000 :eve!eve@127.0.0.1 JOIN #a
         ann< :hullo.test BATCH -b1
         eve> CHATHISTORY LATEST #a * 50
         eve< :hullo.test BATCH +b1 chathistory #a
         eve< @batch=b1 :bob!bob@127.0.0.1 JOIN #a * :bob
         eve< @batch=b1 :bob!bob@127.0.0.1 TOPIC #a :tea
         eve< @batch=b1 :bob!bob@127.0.0.1 MODE #a +kb key *!*@x
         eve< @batch=b1 :bob!bob@127.0.0.1 MODE #a -k key
         eve< @batch=b1 :bob!bob@127.0.0.1 PRIVMSG #a :hello
         eve< @batch=b1 :kim!kim@127.0.0.1 JOIN #a * :kim
         eve< @batch=b1 :bob!bob@127.0.0.1 KICK #a kim :out of here
         eve< @batch=b1 :kim!kim@127.0.0.1 JOIN #a * :kim
         eve< @batch=b1 :kim!kim@127.0.0.1 PART #a :bye
         eve< @batch=b1 :kim!kim@127.0.0.1 JOIN #a * :kim
         eve< @batch=b1 :kim!kim@127.0.0.1 NICK kim2
         eve< @batch=b1 :kim2!kim@127.0.0.1 QUIT :Quit: gone
         eve< @batch=b1 :ann!ann@127.0.0.1 JOIN #a * :ann
         eve< @batch=b1 :eve!eve@127.0.0.1 JOIN #a * :eve
         eve< :hullo.test BATCH -b1
         bob> CHATHISTORY LATEST #a * 50
         bob< @msgid=1jaqj5med0000 :bob!bob@127.0.0.1 PRIVMSG #a :hello
        ",
    );
}

#[test]
fn a_label_stands_on_the_opening_line() {
    let mut host = in_a_room(&[
        ("kim", "batch labeled-response draft/chathistory"),
        ("bob", ""),
    ]);
    host.hear("bob", b"PRIVMSG #a :hello");
    host.read();
    host.play(
        "kim> @label=1 CHATHISTORY LATEST #a * 5
         kim< @label=1 :hullo.test BATCH +b1 chathistory #a
         kim< @batch=b1 :bob!bob@127.0.0.1 PRIVMSG #a :hello
         kim< :hullo.test BATCH -b1
         kim> @label=2 CHATHISTORY LATEST #nosuch * 5
         kim< @label=2 :hullo.test FAIL CHATHISTORY INVALID_TARGET LATEST #nosuch :Messages could not be retrieved
        ",
    );
    host.log_error = Some("disk on fire");
    host.play(
        "kim> @label=3 CHATHISTORY LATEST #a * 5
         kim< @label=3 :hullo.test FAIL CHATHISTORY MESSAGE_ERROR LATEST #a :Messages could not be retrieved
        ",
    );
}
