//! Labels.

use super::{in_a_room, register};

const ALL: &str = "labeled-response batch echo-message message-tags server-time";

#[test]
fn every_labelled_command_has_one_labelled_answer() {
    in_a_room(&[("ann", "labeled-response batch"), ("bob", "")]).play(
        "ann> @label=1 PING x
         ann< @label=1 :hullo.test PONG hullo.test :x
         ann> @label=2 PONG x
         ann< @label=2 :hullo.test ACK
         ann> @label=3 PRIVMSG bob :hello
         ann< @label=3 :hullo.test ACK
         bob< :ann!ann@127.0.0.1 PRIVMSG bob :hello
         ann> @label=4 NICK Ann
         ann< @label=4 :ann!ann@127.0.0.1 NICK Ann
         bob< :ann!ann@127.0.0.1 NICK Ann
         ann> @label=5 WHOIS bob
         ann< @label=5 :hullo.test BATCH +b1 labeled-response
         ann< @batch=b1 :hullo.test 311 Ann bob bob 127.0.0.1 * :The bob
         ann< @batch=b1 :hullo.test 319 Ann bob :#a
         ann< @batch=b1 :hullo.test 312 Ann bob hullo.test :hullo
         ann< @batch=b1 :hullo.test 317 Ann bob 0 1763976600 :seconds idle, signon time
         ann< @batch=b1 :hullo.test 318 Ann bob :End of /WHOIS list
         ann< :hullo.test BATCH -b1
         ann> @label=6 JOIN #b
         ann< @label=6 :hullo.test BATCH +b2 labeled-response
         ann< @batch=b2 :Ann!ann@127.0.0.1 JOIN #b
         ann< @batch=b2 :hullo.test 353 Ann = #b :@Ann
         ann< @batch=b2 :hullo.test 366 Ann #b :End of /NAMES list
         ann< :hullo.test BATCH -b2
         ann> @label=7 NOSUCH
         ann< @label=7 :hullo.test 421 Ann NOSUCH :Unknown command
         ann> @label=a\\:b\\s PING x
         ann< @label=a\\:b\\s :hullo.test PONG hullo.test :x
         ann> @label PING x
         ann< :hullo.test PONG hullo.test :x
         ann> @label= PING x
         ann< :hullo.test PONG hullo.test :x
         bob> @label=8 PING x
         bob< :hullo.test PONG hullo.test :x
        ",
    );
}

#[test]
fn an_echo_is_the_labelled_answer() {
    in_a_room(&[("ann", ALL), ("bob", "message-tags")]).play(
        "ann> @label=1 PRIVMSG #a :hello
         ann< @label=1;time=2025-11-24T09:30:00.013Z;msgid=1jaqj5med0000 :ann!ann@127.0.0.1 PRIVMSG #a :hello
         bob< @msgid=1jaqj5med0000 :ann!ann@127.0.0.1 PRIVMSG #a :hello
         ann> @label=2 PRIVMSG bob :psst
         ann< @label=2;time=2025-11-24T09:30:00.014Z;msgid=1jaqj5mee0000 :ann!ann@127.0.0.1 PRIVMSG bob :psst
         bob< @msgid=1jaqj5mee0000 :ann!ann@127.0.0.1 PRIVMSG bob :psst
         ann> @label=3 PRIVMSG ann :me
         ann< @time=2025-11-24T09:30:00.015Z;msgid=1jaqj5mef0000 :ann!ann@127.0.0.1 PRIVMSG ann :me
         ann< @label=3;time=2025-11-24T09:30:00.015Z;msgid=1jaqj5mef0000 :ann!ann@127.0.0.1 PRIVMSG ann :me
         ann> @label=4 PRIVMSG bob,#a :both
         ann< @label=4 :hullo.test BATCH +b1 labeled-response
         ann< @batch=b1;time=2025-11-24T09:30:00.016Z;msgid=1jaqj5meg0000 :ann!ann@127.0.0.1 PRIVMSG bob :both
         ann< @batch=b1;time=2025-11-24T09:30:00.016Z;msgid=1jaqj5meg0001 :ann!ann@127.0.0.1 PRIVMSG #a :both
         ann< :hullo.test BATCH -b1
         bob< @msgid=1jaqj5meg0000 :ann!ann@127.0.0.1 PRIVMSG bob :both
         bob< @msgid=1jaqj5meg0001 :ann!ann@127.0.0.1 PRIVMSG #a :both
         ann> @label=5;+x=y TAGMSG #a
         ann< @label=5;time=2025-11-24T09:30:00.017Z;msgid=1jaqj5meh0000;+x=y :ann!ann@127.0.0.1 TAGMSG #a
         bob< @msgid=1jaqj5meh0000;+x=y :ann!ann@127.0.0.1 TAGMSG #a
         ann> @label=6 PRIVMSG nobody :psst
         ann< @label=6 :hullo.test 401 ann nobody :No such nick
        ",
    );
}

#[test]
fn what_is_said_to_oneself_without_an_echo_is_no_answer() {
    in_a_room(&[("ann", "labeled-response batch")]).play(
        "ann> @label=1 PRIVMSG ann :me
         ann< :ann!ann@127.0.0.1 PRIVMSG ann :me
         ann< @label=1 :hullo.test ACK
        ",
    );
}

#[test]
fn without_batches_several_lines_bear_no_label() {
    let mut host = in_a_room(&[("bob", "")]);
    register(&mut host, "ann", "labeled-response");
    host.play(
        "ann> @label=1 PING x
         ann< @label=1 :hullo.test PONG hullo.test :x
         ann> @label=2 JOIN #a
         bob< :ann!ann@127.0.0.1 JOIN #a
         ann< :ann!ann@127.0.0.1 JOIN #a
         ann< :hullo.test 353 ann = #a :@bob ann
         ann< :hullo.test 366 ann #a :End of /NAMES list
        ",
    );
}
