//! Coming and going.

use super::{in_a_room, with};
use crate::rehearsal::Rehearsal;
use hullo_room::Rules;

#[test]
fn the_burst_has_its_order() {
    Rehearsal::new().play(
        "ann+ irc
         ann> PING early
         ann< :hullo.test PONG hullo.test :early
         ann> NICK ann
         ann> USER ann 0 * :Ann Other
         ann< :hullo.test 001 ann :Welcome to hullo, ann!ann@127.0.0.1
         ann< :hullo.test 002 ann :Your host is hullo.test, running hullo-0
         ann< :hullo.test 003 ann :This server was started at 2025-11-24T09:30:00.000Z
         ann< :hullo.test 004 ann hullo.test hullo-0 Biow CIbeiklmnostv Ibeklov
         ann< :hullo.test 005 ann CASEMAPPING=ascii CHANTYPES=# PREFIX=(ov)@+ STATUSMSG=@+ CHANMODES=beI,k,l,imnstC CHANLIMIT=#:100 CHANNELLEN=64 NICKLEN=32 USERLEN=20 HOSTLEN=63 TOPICLEN=390 KICKLEN=300 AWAYLEN=200 :are supported by this server
         ann< :hullo.test 005 ann BOT=B ELIST=CMNTU EXCEPTS=e INVEX=I MSGREFTYPES=msgid,timestamp UTF8ONLY WHOX CHATHISTORY=100 KEYLEN=32 MAXLIST=beI:100 MODES=10 MONITOR=100 NAMELEN=150 :are supported by this server
         ann< :hullo.test 005 ann LINELEN=512 MAXTARGETS=4 NETWORK=hullo TARGMAX=JOIN:,PART:,KICK:,LIST:,NAMES:,NOTICE:4,PRIVMSG:4,TAGMSG:4,USERHOST:5,WHOIS:1 :are supported by this server
         ann< :hullo.test 251 ann :There are 1 users and 0 invisible on 1 servers
         ann< :hullo.test 252 ann 0 :operator(s) online
         ann< :hullo.test 254 ann 1 :channels formed
         ann< :hullo.test 255 ann :I have 1 clients and 0 servers
         ann< :hullo.test 265 ann 1 1 :Current local users 1, max 1
         ann< :hullo.test 266 ann 1 1 :Current global users 1, max 1
         ann< :hullo.test 422 ann :There is no message of the day
        ",
    );
}

#[test]
fn only_few_commands_are_heard_before_registration() {
    Rehearsal::new().play(
        "ann+ irc
         ann> JOIN #a
         ann< :hullo.test 451 * :You have not registered
         ann> privmsg #a :hello
         ann< :hullo.test 451 * :You have not registered
         ann> AUTHENTICATE PLAIN
         ann< :hullo.test 421 * AUTHENTICATE :Unknown command
         ann> PONG x
         ann> ERROR x
         ann> NOSUCH
         ann< :hullo.test 451 * :You have not registered
         ann> PING
         ann< :hullo.test 461 * PING :Not enough parameters
         ann> PING :
         ann< :hullo.test 409 * :No origin given
         ann> PING :two words
         ann< :hullo.test PONG hullo.test :two words
         ann> QUIT
         ann< ERROR :Quit
         ann< (closed)
        ",
    );
}

#[test]
fn a_nick_or_user_that_will_not_do_is_refused_and_another_may_come() {
    let mut host = with(&[("bob", "")]);
    host.play(
        "ann+ irc
         ann> NICK
         ann< :hullo.test 431 * :No nickname given
         ann> NICK :
         ann< :hullo.test 431 * :No nickname given
         ann> NICK *
         ann< :hullo.test 432 * * :Erroneous nickname
         ann> NICK #a
         ann< :hullo.test 432 * #a :Erroneous nickname
         ann> NICK bob
         ann< :hullo.test 433 * bob :Nickname is already in use
         ann> NICK BOB
         ann< :hullo.test 433 * BOB :Nickname is already in use
         ann> USER
         ann< :hullo.test 461 * USER :Not enough parameters
         ann> USER ann 0 * :
         ann< :hullo.test 461 * USER :Not enough parameters
         ann> USER ann 0 *
         ann< :hullo.test 461 * USER :Not enough parameters
        ",
    );
    host.hear("ann", b"USER ann 0 * :Ann");
    host.hear("ann", b"NICK ann");
    assert!(host.read().starts_with("ann< :hullo.test 001 ann :Welcome"));
    host.play(
        "ann> USER ann 0 * :Ann
         ann< :hullo.test 462 ann :You have registered already
         ann> PASS x
         ann< :hullo.test 462 ann :You have registered already
         ann> NOSUCH x
         ann< :hullo.test 421 ann NOSUCH :Unknown command
        ",
    );
}

#[test]
fn a_nick_taken_between_nick_and_cap_end_can_be_chosen_anew() {
    let mut host = Rehearsal::new();
    host.connect("ann", "irc");
    host.hear("ann", b"CAP LS 302");
    host.hear("ann", b"NICK ann");
    host.hear("ann", b"USER ann 0 * :Ann");
    host.read();
    host.connect("eve", "irc");
    host.hear("eve", b"NICK ann");
    host.hear("eve", b"USER eve 0 * :Eve");
    host.read();
    host.play(
        "ann> CAP END
         ann< :hullo.test 433 * ann :Nickname is already in use
        ",
    );
    host.hear("ann", b"NICK ann2");
    assert!(host.read().starts_with("ann< :hullo.test 001 ann2 "));
}

#[test]
fn a_password_is_asked_for_where_there_is_one() {
    let mut host = Rehearsal::with(Rules::default(), "sesame");
    host.play(
        "ann+ irc
         ann> NICK ann
         ann> USER ann 0 * :Ann
         ann< :hullo.test 464 * :The password is wrong or missing
         ann< ERROR :Bad password
         ann< (closed)
         eve+ irc
         eve> PASS
         eve< :hullo.test 461 * PASS :Not enough parameters
         eve> PASS simsim
         eve> NICK eve
         eve> USER eve 0 * :Eve
         eve< :hullo.test 464 * :The password is wrong or missing
         eve< ERROR :Bad password
         eve< (closed)
        ",
    );
    host.connect("bob", "irc");
    host.hear("bob", b"PASS sesame");
    host.hear("bob", b"NICK bob");
    host.hear("bob", b"USER bob 0 * :Bob");
    assert!(host.read().starts_with("bob< :hullo.test 001 bob "));
}

#[test]
fn a_new_nick_is_seen_by_all_and_the_same_spelling_by_nobody() {
    in_a_room(&[("ann", ""), ("bob", "")]).play(
        "ann> NICK ann
         ann> NICK Ann
         ann< :ann!ann@127.0.0.1 NICK Ann
         bob< :ann!ann@127.0.0.1 NICK Ann
         ann> NICK bob
         ann< :hullo.test 433 Ann bob :Nickname is already in use
         ann> NICK BOB
         ann< :hullo.test 433 Ann BOB :Nickname is already in use
         ann> NICK
         ann< :hullo.test 431 Ann :No nickname given
         ann> NICK a!b
         ann< :hullo.test 432 Ann a!b :Erroneous nickname
         ann> NICK 小明
         ann< :Ann!ann@127.0.0.1 NICK 小明
         bob< :Ann!ann@127.0.0.1 NICK 小明
         ann> NICK ann
         ann< :小明!ann@127.0.0.1 NICK ann
         bob< :小明!ann@127.0.0.1 NICK ann
        ",
    );
}

#[test]
fn quit_names_its_reason() {
    in_a_room(&[("ann", ""), ("bob", ""), ("eve", "")]).play(
        "ann> QUIT :good night
         ann< ERROR :Quit: good night
         ann< (closed)
         bob< :ann!ann@127.0.0.1 QUIT :Quit: good night
         eve< :ann!ann@127.0.0.1 QUIT :Quit: good night
         bob> QUIT
         bob< ERROR :Quit
         bob< (closed)
         eve< :bob!bob@127.0.0.1 QUIT :Quit
        ",
    );
}
