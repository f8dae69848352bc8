//! NAMES, and who is shown.

use super::in_a_room;

#[test]
fn names_of_several_rooms_have_one_end() {
    in_a_room(&[("ann", ""), ("bob", ""), ("eve", "")]).play(
        "ann> JOIN #b
         ann< :ann!ann@127.0.0.1 JOIN #b
         ann< :hullo.test 353 ann = #b :@ann
         ann< :hullo.test 366 ann #b :End of /NAMES list
         ann> MODE #b +s
         ann< :ann!ann@127.0.0.1 MODE #b +s
         ann> NAMES #a,#b
         ann< :hullo.test 353 ann = #a :@ann bob eve
         ann< :hullo.test 353 ann @ #b :@ann
         ann< :hullo.test 366 ann #a,#b :End of /NAMES list
         eve> NAMES #a,#b,#nosuch
         eve< :hullo.test 353 eve = #a :@ann bob eve
         eve< :hullo.test 366 eve #a,#b,#nosuch :End of /NAMES list
         eve> NAMES
         eve< :hullo.test 366 eve * :End of /NAMES list
         eve> NAMES #nosuch
         eve< :hullo.test 366 eve #nosuch :End of /NAMES list
         bob> MODE bob +i
         bob< :bob!bob@127.0.0.1 MODE bob +i
         bob> PART #a
         ann< :bob!bob@127.0.0.1 PART #a
         bob< :bob!bob@127.0.0.1 PART #a
         eve< :bob!bob@127.0.0.1 PART #a
         ann> NAMES #a
         ann< :hullo.test 353 ann = #a :@ann eve
         ann< :hullo.test 366 ann #a :End of /NAMES list
        ",
    );
}

#[test]
fn invisible_members_are_shown_to_members_only() {
    let mut host = in_a_room(&[("ann", ""), ("bob", "")]);
    super::register(&mut host, "eve", "");
    host.play(
        "bob> MODE bob +i
         bob< :bob!bob@127.0.0.1 MODE bob +i
         ann> NAMES #a
         ann< :hullo.test 353 ann = #a :@ann bob
         ann< :hullo.test 366 ann #a :End of /NAMES list
         eve> NAMES #a
         eve< :hullo.test 353 eve = #a :@ann
         eve< :hullo.test 366 eve #a :End of /NAMES list
         eve> WHO #a
         eve< :hullo.test 352 eve #a ann 127.0.0.1 hullo.test ann H@ :0 The ann
         eve< :hullo.test 315 eve #a :End of /WHO list
         eve> WHO bob
         eve< :hullo.test 352 eve * bob 127.0.0.1 hullo.test bob H :0 The bob
         eve< :hullo.test 315 eve bob :End of /WHO list
         eve> WHO *
         eve< :hullo.test 352 eve * ann 127.0.0.1 hullo.test ann H :0 The ann
         eve< :hullo.test 352 eve * eve 127.0.0.1 hullo.test eve H :0 The eve
         eve< :hullo.test 315 eve * :End of /WHO list
         eve> WHOIS bob
         eve< :hullo.test 311 eve bob bob 127.0.0.1 * :The bob
         eve< :hullo.test 312 eve bob hullo.test :hullo
         eve< :hullo.test 317 eve bob 0 1763976600 :seconds idle, signon time
         eve< :hullo.test 318 eve bob :End of /WHOIS list
        ",
    );
}
