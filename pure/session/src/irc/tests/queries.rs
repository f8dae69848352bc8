//! Questions about people and rooms.

use super::{in_a_room, register, with};

#[test]
fn who_lists_by_room_nick_and_mask() {
    in_a_room(&[("ann", ""), ("bob", ""), ("eve", "")]).play(
        "eve> PART #a
         ann< :eve!eve@127.0.0.1 PART #a
         bob< :eve!eve@127.0.0.1 PART #a
         eve< :eve!eve@127.0.0.1 PART #a
         bob> AWAY :lunch
         bob< :hullo.test 306 bob :You have been marked as being away
         ann> OPER root open
         ann< :hullo.test 381 ann :You are now an operator of this server
         ann< :ann!ann@127.0.0.1 MODE ann +o
         eve> WHO #a
         eve< :hullo.test 352 eve #a ann 127.0.0.1 hullo.test ann H*@ :0 The ann
         eve< :hullo.test 352 eve #a bob 127.0.0.1 hullo.test bob G :0 The bob
         eve< :hullo.test 315 eve #a :End of /WHO list
         eve> WHO ANN
         eve< :hullo.test 352 eve * ann 127.0.0.1 hullo.test ann H* :0 The ann
         eve< :hullo.test 315 eve ANN :End of /WHO list
         eve> WHO *b
         eve< :hullo.test 352 eve * bob 127.0.0.1 hullo.test bob G :0 The bob
         eve< :hullo.test 315 eve *b :End of /WHO list
         eve> WHO *.0.0.1
         eve< :hullo.test 352 eve * ann 127.0.0.1 hullo.test ann H* :0 The ann
         eve< :hullo.test 352 eve * bob 127.0.0.1 hullo.test bob G :0 The bob
         eve< :hullo.test 352 eve * eve 127.0.0.1 hullo.test eve H :0 The eve
         eve< :hullo.test 315 eve *.0.0.1 :End of /WHO list
         eve> WHO * o
         eve< :hullo.test 352 eve * ann 127.0.0.1 hullo.test ann H* :0 The ann
         eve< :hullo.test 315 eve * :End of /WHO list
         eve> WHO nobody
         eve< :hullo.test 315 eve nobody :End of /WHO list
         eve> WHO #nosuch
         eve< :hullo.test 315 eve #nosuch :End of /WHO list
         eve> WHO 0
         eve< :hullo.test 352 eve * ann 127.0.0.1 hullo.test ann H* :0 The ann
         eve< :hullo.test 352 eve * bob 127.0.0.1 hullo.test bob G :0 The bob
         eve< :hullo.test 352 eve * eve 127.0.0.1 hullo.test eve H :0 The eve
         eve< :hullo.test 315 eve 0 :End of /WHO list
         eve> WHO
         eve< :hullo.test 352 eve * ann 127.0.0.1 hullo.test ann H* :0 The ann
         eve< :hullo.test 352 eve * bob 127.0.0.1 hullo.test bob G :0 The bob
         eve< :hullo.test 352 eve * eve 127.0.0.1 hullo.test eve H :0 The eve
         eve< :hullo.test 315 eve * :End of /WHO list
         ann> MODE #a +s
         ann< :ann!ann@127.0.0.1 MODE #a +s
         bob< :ann!ann@127.0.0.1 MODE #a +s
         eve> WHO #a
         eve< :hullo.test 315 eve #a :End of /WHO list
        ",
    );
}

#[test]
fn whox_has_one_order_of_fields() {
    in_a_room(&[("ann", ""), ("bob", "")]).play(
        "ann> WHO #a %tcuihsnfdlaor,42
         ann< :hullo.test 354 ann 42 #a ann 255.255.255.255 127.0.0.1 hullo.test ann H@ 0 0 0 n/a :The ann
         ann< :hullo.test 354 ann 42 #a bob 255.255.255.255 127.0.0.1 hullo.test bob H 0 0 0 n/a :The bob
         ann< :hullo.test 315 ann #a :End of /WHO list
         ann> WHO bob %rant,123
         ann< :hullo.test 354 ann 123 bob 0 :The bob
         ann< :hullo.test 315 ann bob :End of /WHO list
         ann> WHO bob %n
         ann< :hullo.test 354 ann bob
         ann< :hullo.test 315 ann bob :End of /WHO list
         ann> WHO bob %tn,1234
         ann< :hullo.test 354 ann 0 bob
         ann< :hullo.test 315 ann bob :End of /WHO list
         ann> WHO bob o%n
         ann< :hullo.test 315 ann bob :End of /WHO list
        ",
    );
}

#[test]
fn whois_begins_with_311_and_ends_with_318() {
    let mut host = in_a_room(&[("ann", ""), ("bob", "")]);
    register(&mut host, "eve", "");
    host.play(
        "bob> JOIN #secret
         bob< :bob!bob@127.0.0.1 JOIN #secret
         bob< :hullo.test 353 bob = #secret :@bob
         bob< :hullo.test 366 bob #secret :End of /NAMES list
         bob> MODE #secret +s
         bob< :bob!bob@127.0.0.1 MODE #secret +s
         bob> AWAY :lunch
         bob< :hullo.test 306 bob :You have been marked as being away
         ann> WHOIS bob
         ann< :hullo.test 311 ann bob bob 127.0.0.1 * :The bob
         ann< :hullo.test 319 ann bob :#a
         ann< :hullo.test 312 ann bob hullo.test :hullo
         ann< :hullo.test 301 ann bob :lunch
         ann< :hullo.test 317 ann bob 0 1763976600 :seconds idle, signon time
         ann< :hullo.test 318 ann bob :End of /WHOIS list
         ann> WHOIS hullo.test BOB
         ann< :hullo.test 311 ann bob bob 127.0.0.1 * :The bob
         ann< :hullo.test 319 ann bob :#a
         ann< :hullo.test 312 ann bob hullo.test :hullo
         ann< :hullo.test 301 ann bob :lunch
         ann< :hullo.test 317 ann bob 0 1763976600 :seconds idle, signon time
         ann< :hullo.test 318 ann BOB :End of /WHOIS list
         ann> WHOIS nobody
         ann< :hullo.test 401 ann nobody :No such nick
         ann< :hullo.test 318 ann nobody :End of /WHOIS list
         ann> WHOIS
         ann< :hullo.test 431 ann :No nickname given
         bob> OPER root open
         bob< :hullo.test 381 bob :You are now an operator of this server
         bob< :bob!bob@127.0.0.1 MODE bob +o
         bob> WHOIS bob
         bob< :hullo.test 311 bob bob bob 127.0.0.1 * :The bob
         bob< :hullo.test 319 bob bob :#a @#secret
         bob< :hullo.test 312 bob bob hullo.test :hullo
         bob< :hullo.test 301 bob bob :lunch
         bob< :hullo.test 313 bob bob :is an operator of this server
         bob< :hullo.test 317 bob bob 0 1763976600 :seconds idle, signon time
         bob< :hullo.test 318 bob bob :End of /WHOIS list
         bob> MODE bob +i
         bob< :bob!bob@127.0.0.1 MODE bob +i
         eve> WHOIS bob
         eve< :hullo.test 311 eve bob bob 127.0.0.1 * :The bob
         eve< :hullo.test 312 eve bob hullo.test :hullo
         eve< :hullo.test 301 eve bob :lunch
         eve< :hullo.test 313 eve bob :is an operator of this server
         eve< :hullo.test 317 eve bob 0 1763976600 :seconds idle, signon time
         eve< :hullo.test 318 eve bob :End of /WHOIS list
        ",
    );
}

#[test]
fn whowas_names_the_latest_first() {
    let mut host = with(&[("ann", ""), ("bob", ""), ("eve", "")]);
    host.hear("bob", b"NICK rob");
    host.hear("eve", b"NICK bob");
    host.hear("eve", b"NICK eve");
    host.read();
    host.play(
        "ann> WHOWAS bob
         ann< :hullo.test 314 ann bob eve 127.0.0.1 * :The eve
         ann< :hullo.test 312 ann bob hullo.test :2025-11-24T09:30:00.012Z
         ann< :hullo.test 314 ann bob bob 127.0.0.1 * :The bob
         ann< :hullo.test 312 ann bob hullo.test :2025-11-24T09:30:00.010Z
         ann< :hullo.test 369 ann bob :End of WHOWAS
         ann> WHOWAS BOB 1
         ann< :hullo.test 314 ann bob eve 127.0.0.1 * :The eve
         ann< :hullo.test 312 ann bob hullo.test :2025-11-24T09:30:00.012Z
         ann< :hullo.test 369 ann BOB :End of WHOWAS
         ann> WHOWAS bob 0
         ann< :hullo.test 314 ann bob eve 127.0.0.1 * :The eve
         ann< :hullo.test 312 ann bob hullo.test :2025-11-24T09:30:00.012Z
         ann< :hullo.test 314 ann bob bob 127.0.0.1 * :The bob
         ann< :hullo.test 312 ann bob hullo.test :2025-11-24T09:30:00.010Z
         ann< :hullo.test 369 ann bob :End of WHOWAS
         ann> WHOWAS bob -3
         ann< :hullo.test 314 ann bob eve 127.0.0.1 * :The eve
         ann< :hullo.test 312 ann bob hullo.test :2025-11-24T09:30:00.012Z
         ann< :hullo.test 314 ann bob bob 127.0.0.1 * :The bob
         ann< :hullo.test 312 ann bob hullo.test :2025-11-24T09:30:00.010Z
         ann< :hullo.test 369 ann bob :End of WHOWAS
         ann> WHOWAS nobody
         ann< :hullo.test 406 ann nobody :There was no such nickname
         ann< :hullo.test 369 ann nobody :End of WHOWAS
         ann> WHOWAS
         ann< :hullo.test 431 ann :No nickname given
         eve> QUIT
         eve< ERROR :Quit
         eve< (closed)
         ann> WHOWAS eve
         ann< :hullo.test 314 ann eve eve 127.0.0.1 * :The eve
         ann< :hullo.test 312 ann eve hullo.test :2025-11-24T09:30:00.019Z
         ann< :hullo.test 314 ann eve eve 127.0.0.1 * :The eve
         ann< :hullo.test 312 ann eve hullo.test :2025-11-24T09:30:00.011Z
         ann< :hullo.test 369 ann eve :End of WHOWAS
        ",
    );
}

#[test]
fn ison_and_userhost_name_who_is_there() {
    with(&[("ann", ""), ("bob", "")]).play(
        "bob> AWAY :x
         bob< :hullo.test 306 bob :You have been marked as being away
         bob> OPER root open
         bob< :hullo.test 381 bob :You are now an operator of this server
         bob< :bob!bob@127.0.0.1 MODE bob +o
         ann> ISON bob nobody :ANN eve
         ann< :hullo.test 303 ann :bob ann
         ann> ISON nobody
         ann< :hullo.test 303 ann :
         ann> ISON
         ann< :hullo.test 461 ann ISON :Not enough parameters
         ann> USERHOST ann nobody bob
         ann< :hullo.test 302 ann :ann=+ann@127.0.0.1 bob*=-bob@127.0.0.1
         ann> USERHOST nobody
         ann< :hullo.test 302 ann :
         ann> USERHOST
         ann< :hullo.test 461 ann USERHOST :Not enough parameters
        ",
    );
}
