//! Capabilities.

use super::{in_a_room, with};
use crate::rehearsal::Rehearsal;

#[test]
fn negotiation_holds_registration_up() {
    let mut host = Rehearsal::new();
    host.play(
        "ann+ irc
         ann> CAP
         ann< :hullo.test 461 * CAP :Not enough parameters
         ann> CAP LIST
         ann< :hullo.test CAP * LIST :
         ann> cap ls 302
         ann< :hullo.test CAP * LS :account-notify account-tag away-notify batch cap-notify draft/chathistory chghost echo-message draft/event-playback extended-join extended-monitor invite-notify labeled-response message-tags multi-prefix no-implicit-names server-time setname standard-replies userhost-in-names
         ann> CAP LIST
         ann< :hullo.test CAP * LIST :cap-notify
         ann> NICK ann
         ann> USER ann 0 * :Ann
         ann> CAP NOSUCH
         ann< :hullo.test 410 * NOSUCH :Unknown CAP subcommand
         ann> CAP REQ :multi-prefix nosuch
         ann< :hullo.test CAP * NAK :multi-prefix nosuch
         ann> CAP REQ :multi-prefix -server-time
         ann< :hullo.test CAP * ACK :multi-prefix -server-time
         ann> CAP LIST
         ann< :hullo.test CAP * LIST :cap-notify multi-prefix
         ann> CAP REQ :-multi-prefix
         ann< :hullo.test CAP * ACK :-multi-prefix
        ",
    );
    host.hear("ann", b"CAP END");
    assert!(host.read().starts_with("ann< :hullo.test 001 ann "));
}

#[test]
fn capabilities_are_listed_and_changed_after_registration_too() {
    with(&[("ann", "")]).play(
        "ann> CAP LS
         ann< :hullo.test CAP ann LS :account-notify account-tag away-notify batch cap-notify draft/chathistory chghost echo-message draft/event-playback extended-join extended-monitor invite-notify labeled-response message-tags multi-prefix no-implicit-names server-time setname standard-replies userhost-in-names
         ann> CAP LS 301
         ann< :hullo.test CAP ann LS :account-notify account-tag away-notify batch cap-notify draft/chathistory chghost echo-message draft/event-playback extended-join extended-monitor invite-notify labeled-response message-tags multi-prefix no-implicit-names server-time setname standard-replies userhost-in-names
         ann> CAP REQ :echo-message
         ann< :hullo.test CAP ann ACK :echo-message
         ann> CAP LIST
         ann< :hullo.test CAP ann LIST :echo-message
         ann> CAP END
         ann> CAP REQ :-echo-message
         ann< :hullo.test CAP ann ACK :-echo-message
         ann> CAP LIST
         ann< :hullo.test CAP ann LIST :
        ",
    );
}

#[test]
fn a_req_alone_holds_registration_up() {
    Rehearsal::new().play(
        "ann+ irc
         ann> CAP REQ :batch
         ann< :hullo.test CAP * ACK :batch
         ann> NICK ann
         ann> USER ann 0 * :Ann
        ",
    );
}

#[test]
fn names_have_one_prefix_and_no_host_unless_asked_for() {
    let mut host = in_a_room(&[("ann", ""), ("bob", "multi-prefix userhost-in-names")]);
    host.play(
        "ann> MODE #a +v ann
         ann< :ann!ann@127.0.0.1 MODE #a +v ann
         bob< :ann!ann@127.0.0.1 MODE #a +v ann
         bob> NAMES #a
         bob< :hullo.test 353 bob = #a :@+ann!ann@127.0.0.1 bob!bob@127.0.0.1
         bob< :hullo.test 366 bob #a :End of /NAMES list
         ann> NAMES #a
         ann< :hullo.test 353 ann = #a :@ann bob
         ann< :hullo.test 366 ann #a :End of /NAMES list
         bob> WHO #a
         bob< :hullo.test 352 bob #a ann 127.0.0.1 hullo.test ann H@+ :0 The ann
         bob< :hullo.test 352 bob #a bob 127.0.0.1 hullo.test bob H :0 The bob
         bob< :hullo.test 315 bob #a :End of /WHO list
         ann> WHO #a
         ann< :hullo.test 352 ann #a ann 127.0.0.1 hullo.test ann H@ :0 The ann
         ann< :hullo.test 352 ann #a bob 127.0.0.1 hullo.test bob H :0 The bob
         ann< :hullo.test 315 ann #a :End of /WHO list
         bob> WHOIS ann
         bob< :hullo.test 311 bob ann ann 127.0.0.1 * :The ann
         bob< :hullo.test 319 bob ann :@+#a
         bob< :hullo.test 312 bob ann hullo.test :hullo
         bob< :hullo.test 317 bob ann 0 1763976600 :seconds idle, signon time
         bob< :hullo.test 318 bob ann :End of /WHOIS list
        ",
    );
}

#[test]
fn joining_tells_more_to_who_asked_for_it() {
    let mut host = in_a_room(&[
        ("ann", "extended-join away-notify"),
        ("bob", "setname invite-notify"),
        ("eve", ""),
    ]);
    super::register(
        &mut host,
        "kim",
        "no-implicit-names away-notify extended-join",
    );
    host.play(
        "kim> AWAY :at lunch
         kim< :hullo.test 306 kim :You have been marked as being away
         kim> JOIN #a
         ann< :kim!kim@127.0.0.1 JOIN #a * :The kim
         ann< :kim!kim@127.0.0.1 AWAY :at lunch
         bob< :kim!kim@127.0.0.1 JOIN #a
         eve< :kim!kim@127.0.0.1 JOIN #a
         kim< :kim!kim@127.0.0.1 JOIN #a * :The kim
         kim> AWAY
         ann< :kim!kim@127.0.0.1 AWAY
         kim< :hullo.test 305 kim :You are no longer marked as being away
         kim> SETNAME :Kim Other
         bob< :kim!kim@127.0.0.1 SETNAME :Kim Other
         kim> SETNAME :
         kim< :hullo.test FAIL SETNAME INVALID_REALNAME :The realname is empty or too long
         kim> SETNAME
         kim< :hullo.test 461 kim SETNAME :Not enough parameters
         bob> SETNAME :Bob Other
         bob< :bob!bob@127.0.0.1 SETNAME :Bob Other
         kim> TOPIC #a
         kim< :hullo.test 331 kim #a :No topic is set
         ann> INVITE zed #a
         ann< :hullo.test 401 ann zed :No such nick
        ",
    );
    super::register(&mut host, "zed", "");
    host.play(
        "ann> MODE #a +o bob
         ann< :ann!ann@127.0.0.1 MODE #a +o bob
         bob< :ann!ann@127.0.0.1 MODE #a +o bob
         eve< :ann!ann@127.0.0.1 MODE #a +o bob
         kim< :ann!ann@127.0.0.1 MODE #a +o bob
         ann> INVITE zed #a
         ann< :hullo.test 341 ann zed #a
         bob< :ann!ann@127.0.0.1 INVITE zed #a
         zed< :ann!ann@127.0.0.1 INVITE zed #a
        ",
    );
}
