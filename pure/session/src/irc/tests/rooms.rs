//! Rooms.

use super::{in_a_room, with};

#[test]
fn who_enters_is_told_the_topic_and_who_is_there() {
    with(&[("ann", ""), ("bob", "")]).play(
        "ann> JOIN #a
         ann< :ann!ann@127.0.0.1 JOIN #a
         ann< :hullo.test 353 ann = #a :@ann
         ann< :hullo.test 366 ann #a :End of /NAMES list
         ann> TOPIC #a :tea or coffee?
         ann< :ann!ann@127.0.0.1 TOPIC #a :tea or coffee?
         bob> JOIN #A
         ann< :bob!bob@127.0.0.1 JOIN #a
         bob< :bob!bob@127.0.0.1 JOIN #a
         bob< :hullo.test 332 bob #a :tea or coffee?
         bob< :hullo.test 333 bob #a ann!ann@127.0.0.1 1763976600
         bob< :hullo.test 353 bob = #a :@ann bob
         bob< :hullo.test 366 bob #a :End of /NAMES list
         bob> JOIN #a
         ann> JOIN
         ann< :hullo.test 461 ann JOIN :Not enough parameters
         bob> join #b,,#c
         bob< :bob!bob@127.0.0.1 JOIN #b
         bob< :hullo.test 353 bob = #b :@bob
         bob< :hullo.test 366 bob #b :End of /NAMES list
         bob< :bob!bob@127.0.0.1 JOIN #c
         bob< :hullo.test 353 bob = #c :@bob
         bob< :hullo.test 366 bob #c :End of /NAMES list
         bob> JOIN 0
         ann< :bob!bob@127.0.0.1 PART #a
         bob< :bob!bob@127.0.0.1 PART #a
         bob< :bob!bob@127.0.0.1 PART #b
         bob< :bob!bob@127.0.0.1 PART #c
        ",
    );
}

#[test]
fn one_of_several_rooms_may_be_refused() {
    with(&[("ann", ""), ("bob", "")]).play(
        "ann> JOIN #ok,inv@lid,#x:y
         ann< :ann!ann@127.0.0.1 JOIN #ok
         ann< :hullo.test 353 ann = #ok :@ann
         ann< :hullo.test 366 ann #ok :End of /NAMES list
         ann< :hullo.test 476 ann inv@lid :Bad channel name
         ann< :ann!ann@127.0.0.1 JOIN #x:y
         ann< :hullo.test 353 ann = #x:y :@ann
         ann< :hullo.test 366 ann #x:y :End of /NAMES list
         ann> JOIN #k1,#k2 one,two
         ann< :ann!ann@127.0.0.1 JOIN #k1
         ann< :hullo.test 353 ann = #k1 :@ann
         ann< :hullo.test 366 ann #k1 :End of /NAMES list
         ann< :ann!ann@127.0.0.1 JOIN #k2
         ann< :hullo.test 353 ann = #k2 :@ann
         ann< :hullo.test 366 ann #k2 :End of /NAMES list
         ann> MODE #k1 +k one
         ann< :ann!ann@127.0.0.1 MODE #k1 +k one
         ann> MODE #k2 +k two
         ann< :ann!ann@127.0.0.1 MODE #k2 +k two
         bob> JOIN #k2,#k1,#ok two
         ann< :bob!bob@127.0.0.1 JOIN #k2
         ann< :bob!bob@127.0.0.1 JOIN #ok
         bob< :bob!bob@127.0.0.1 JOIN #k2
         bob< :hullo.test 353 bob = #k2 :@ann bob
         bob< :hullo.test 366 bob #k2 :End of /NAMES list
         bob< :hullo.test 475 bob #k1 :Cannot join channel (+k)
         bob< :bob!bob@127.0.0.1 JOIN #ok
         bob< :hullo.test 353 bob = #ok :@ann bob
         bob< :hullo.test 366 bob #ok :End of /NAMES list
         bob> JOIN #k1 wrong
         bob< :hullo.test 475 bob #k1 :Cannot join channel (+k)
         bob> JOIN #k1 one
         ann< :bob!bob@127.0.0.1 JOIN #k1
         bob< :bob!bob@127.0.0.1 JOIN #k1
         bob< :hullo.test 353 bob = #k1 :@ann bob
         bob< :hullo.test 366 bob #k1 :End of /NAMES list
        ",
    );
}

#[test]
fn leaving_is_told_with_its_reason() {
    in_a_room(&[("ann", ""), ("bob", "")]).play(
        "ann> PART #a :good night
         ann< :ann!ann@127.0.0.1 PART #a :good night
         bob< :ann!ann@127.0.0.1 PART #a :good night
         ann> PART #a
         ann< :hullo.test 442 ann #a :You are not on that channel
         ann> PART #nosuch
         ann< :hullo.test 403 ann #nosuch :No such channel
         ann> PART
         ann< :hullo.test 461 ann PART :Not enough parameters
         bob> PART #a,#nosuch
         bob< :bob!bob@127.0.0.1 PART #a
         bob< :hullo.test 403 bob #nosuch :No such channel
        ",
    );
}

#[test]
fn the_topic_is_echoed_and_cleared_with_an_empty_parameter() {
    in_a_room(&[("ann", ""), ("bob", "")]).play(
        "ann> TOPIC #a :tea
         ann< :ann!ann@127.0.0.1 TOPIC #a :tea
         bob< :ann!ann@127.0.0.1 TOPIC #a :tea
         bob> TOPIC #a
         bob< :hullo.test 332 bob #a :tea
         bob< :hullo.test 333 bob #a ann!ann@127.0.0.1 1763976600
         bob> TOPIC #a :coffee
         bob< :hullo.test 482 bob #a :You are not a channel operator
         ann> MODE #a +v bob
         ann< :ann!ann@127.0.0.1 MODE #a +v bob
         bob< :ann!ann@127.0.0.1 MODE #a +v bob
         bob> TOPIC #a :coffee
         bob< :hullo.test 482 bob #a :You are not a channel operator
         ann> TOPIC #a :
         ann< :ann!ann@127.0.0.1 TOPIC #a :
         bob< :ann!ann@127.0.0.1 TOPIC #a :
         ann> TOPIC #a
         ann< :hullo.test 331 ann #a :No topic is set
         ann> TOPIC #nosuch
         ann< :hullo.test 403 ann #nosuch :No such channel
         ann> TOPIC #nosuch :x
         ann< :hullo.test 403 ann #nosuch :No such channel
         ann> TOPIC
         ann< :hullo.test 461 ann TOPIC :Not enough parameters
         ann> MODE #a -t
         ann< :ann!ann@127.0.0.1 MODE #a -t
         bob< :ann!ann@127.0.0.1 MODE #a -t
         bob> TOPIC #a :coffee
         ann< :bob!bob@127.0.0.1 TOPIC #a :coffee
         bob< :bob!bob@127.0.0.1 TOPIC #a :coffee
        ",
    );
}

#[test]
fn a_kick_without_reason_bears_the_kickers_nick() {
    in_a_room(&[("ann", ""), ("bob", ""), ("eve", ""), ("kim", "")]).play(
        "bob> KICK #a ann
         bob< :hullo.test 482 bob #a :You are not a channel operator
         ann> KICK #a bob
         ann< :ann!ann@127.0.0.1 KICK #a bob :ann
         bob< :ann!ann@127.0.0.1 KICK #a bob :ann
         eve< :ann!ann@127.0.0.1 KICK #a bob :ann
         kim< :ann!ann@127.0.0.1 KICK #a bob :ann
         ann> KICK #a eve,kim :out
         ann< :ann!ann@127.0.0.1 KICK #a eve :out
         ann< :ann!ann@127.0.0.1 KICK #a kim :out
         eve< :ann!ann@127.0.0.1 KICK #a eve :out
         kim< :ann!ann@127.0.0.1 KICK #a eve :out
         kim< :ann!ann@127.0.0.1 KICK #a kim :out
         ann> KICK #a bob
         ann< :hullo.test 441 ann bob #a :They are not on that channel
         ann> KICK #a nobody
         ann< :hullo.test 401 ann nobody :No such nick
         ann> KICK #nosuch bob
         ann< :hullo.test 403 ann #nosuch :No such channel
         ann> KICK #a
         ann< :hullo.test 461 ann KICK :Not enough parameters
         bob> KICK #a ann
         bob< :hullo.test 442 bob #a :You are not on that channel
        ",
    );
}

#[test]
fn an_invitation_is_told_to_the_two_of_them() {
    in_a_room(&[("ann", ""), ("bob", ""), ("eve", "")]).play(
        "bob> PART #a
         ann< :bob!bob@127.0.0.1 PART #a
         bob< :bob!bob@127.0.0.1 PART #a
         eve< :bob!bob@127.0.0.1 PART #a
         eve> PART #a
         ann< :eve!eve@127.0.0.1 PART #a
         eve< :eve!eve@127.0.0.1 PART #a
         ann> INVITE bob #a
         ann< :hullo.test 341 ann bob #a
         bob< :ann!ann@127.0.0.1 INVITE bob #a
         bob> INVITE
         bob< :hullo.test 336 bob #a
         bob< :hullo.test 337 bob :End of /INVITE list
         eve> INVITE
         eve< :hullo.test 337 eve :End of /INVITE list
         ann> INVITE ann #a
         ann< :hullo.test 443 ann ann #a :is already on that channel
         ann> INVITE nobody #a
         ann< :hullo.test 401 ann nobody :No such nick
         ann> INVITE bob
         ann< :hullo.test 461 ann INVITE :Not enough parameters
         bob> INVITE eve #a
         bob< :hullo.test 442 bob #a :You are not on that channel
         ann> INVITE bob #nosuch
         ann< :hullo.test 403 ann #nosuch :No such channel
         ann> MODE #a +il 1
         ann< :ann!ann@127.0.0.1 MODE #a +il 1
         eve> JOIN #a
         eve< :hullo.test 473 eve #a :Cannot join channel (+i)
         bob> JOIN #a
         ann< :bob!bob@127.0.0.1 JOIN #a
         bob< :bob!bob@127.0.0.1 JOIN #a
         bob< :hullo.test 353 bob = #a :@ann bob
         bob< :hullo.test 366 bob #a :End of /NAMES list
         bob> INVITE
         bob< :hullo.test 337 bob :End of /INVITE list
         bob> INVITE eve #a
         bob< :hullo.test 482 bob #a :You are not a channel operator
        ",
    );
}
