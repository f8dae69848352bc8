//! Modes.

use super::in_a_room;

#[test]
fn modes_are_shown_and_none_is_a_plus() {
    let mut host = in_a_room(&[("ann", ""), ("bob", "")]);
    super::register(&mut host, "eve", "");
    host.play(
        "ann> MODE #a
         ann< :hullo.test 324 ann #a +nt
         ann< :hullo.test 329 ann #a 1763976600
         ann> MODE #a -nt
         ann< :ann!ann@127.0.0.1 MODE #a -nt
         bob< :ann!ann@127.0.0.1 MODE #a -nt
         ann> MODE #a
         ann< :hullo.test 324 ann #a +
         ann< :hullo.test 329 ann #a 1763976600
         ann> MODE #a +klimnstC secret 20
         ann< :ann!ann@127.0.0.1 MODE #a +klimnstC secret 20
         bob< :ann!ann@127.0.0.1 MODE #a +klimnstC secret 20
         ann> MODE #a
         ann< :hullo.test 324 ann #a +Cimnstkl secret 20
         ann< :hullo.test 329 ann #a 1763976600
         eve> MODE #a
         eve< :hullo.test 442 eve #a :You are not on that channel
         ann> MODE #a -s
         ann< :ann!ann@127.0.0.1 MODE #a -s
         bob< :ann!ann@127.0.0.1 MODE #a -s
         eve> MODE #a
         eve< :hullo.test 324 eve #a +Cimntkl * 20
         eve< :hullo.test 329 eve #a 1763976600
         bob> MODE #a
         bob< :hullo.test 324 bob #a +Cimntkl secret 20
         bob< :hullo.test 329 bob #a 1763976600
         ann> MODE #a -kl *
         ann< :ann!ann@127.0.0.1 MODE #a -kl secret
         bob< :ann!ann@127.0.0.1 MODE #a -kl secret
         ann> MODE #nosuch
         ann< :hullo.test 403 ann #nosuch :No such channel
         ann> MODE
         ann< :hullo.test 461 ann MODE :Not enough parameters
        ",
    );
}

#[test]
fn letters_take_their_parameters_in_order() {
    in_a_room(&[("ann", ""), ("bob", "")]).play(
        "ann> MODE #a +ov-n+k bob bob key
         ann< :ann!ann@127.0.0.1 MODE #a +ov-n+k bob bob key
         bob< :ann!ann@127.0.0.1 MODE #a +ov-n+k bob bob key
         ann> MODE #a -o+l bob 5
         ann< :ann!ann@127.0.0.1 MODE #a -o+l bob 5
         bob< :ann!ann@127.0.0.1 MODE #a -o+l bob 5
         ann> MODE #a +v
         bob> MODE #a -k key
         bob< :hullo.test 482 bob #a :You are not a channel operator
         ann> MODE #a +xm
         ann< :hullo.test 472 ann x :is an unknown mode char to me
         ann< :ann!ann@127.0.0.1 MODE #a +m
         bob< :ann!ann@127.0.0.1 MODE #a +m
         ann> MODE #a +m-m+m
         ann< :ann!ann@127.0.0.1 MODE #a -m+m
         bob< :ann!ann@127.0.0.1 MODE #a -m+m
         ann> MODE #a k
         ann< :hullo.test 696 ann #a k * :This mode needs a parameter
         ann> MODE #a l
         ann< :hullo.test 696 ann #a l * :This mode needs a parameter
         ann> MODE #nosuch +o bob
         ann< :hullo.test 403 ann #nosuch :No such channel
         ann> MODE #a +o nobody
         ann< :hullo.test 401 ann nobody :No such nick
         bob> PART #a
         ann< :bob!bob@127.0.0.1 PART #a
         bob< :bob!bob@127.0.0.1 PART #a
         ann> MODE #a +o bob
         ann< :hullo.test 441 ann bob #a :They are not on that channel
        ",
    );
}

#[test]
fn a_limit_or_key_that_is_none_is_refused() {
    in_a_room(&[("ann", "")]).play(
        "ann> MODE #a +l 0
         ann< :hullo.test 696 ann #a l 0 :The limit is a number above 0
         ann> MODE #a +l -1
         ann< :hullo.test 696 ann #a l -1 :The limit is a number above 0
         ann> MODE #a +l abc
         ann< :hullo.test 696 ann #a l abc :The limit is a number above 0
         ann> MODE #a +l :
         ann< :hullo.test 696 ann #a l * :The limit is a number above 0
         ann> MODE #a +k :two words
         ann< :hullo.test 696 ann #a k * :A key has no spaces or commas, and is not too long
         ann> MODE #a +k :
         ann< :hullo.test 696 ann #a k * :A key has no spaces or commas, and is not too long
         ann> MODE #a
         ann< :hullo.test 324 ann #a +nt
         ann< :hullo.test 329 ann #a 1763976600
        ",
    );
}

#[test]
fn lists_are_kept_and_shown() {
    in_a_room(&[("ann", ""), ("bob", "")]).play(
        "ann> MODE #a b
         ann< :hullo.test 368 ann #a :End of channel ban list
         ann> MODE #a +b eve
         ann< :ann!ann@127.0.0.1 MODE #a +b eve!*@*
         bob< :ann!ann@127.0.0.1 MODE #a +b eve!*@*
         ann> MODE #a +be-b *!*@evil.example bob!*@* eve!*@*
         ann< :ann!ann@127.0.0.1 MODE #a +be-b *!*@evil.example bob!*@* eve!*@*
         bob< :ann!ann@127.0.0.1 MODE #a +be-b *!*@evil.example bob!*@* eve!*@*
         ann> MODE #a +I kim
         ann< :ann!ann@127.0.0.1 MODE #a +I kim!*@*
         bob< :ann!ann@127.0.0.1 MODE #a +I kim!*@*
         ann> MODE #a +b
         ann< :hullo.test 367 ann #a *!*@evil.example ann!ann@127.0.0.1 1763976600
         ann< :hullo.test 368 ann #a :End of channel ban list
         bob> MODE #a b
         bob< :hullo.test 367 bob #a *!*@evil.example ann!ann@127.0.0.1 1763976600
         bob< :hullo.test 368 bob #a :End of channel ban list
         ann> MODE #a beI
         ann< :hullo.test 367 ann #a *!*@evil.example ann!ann@127.0.0.1 1763976600
         ann< :hullo.test 368 ann #a :End of channel ban list
         ann< :hullo.test 348 ann #a bob!*@* ann!ann@127.0.0.1 1763976600
         ann< :hullo.test 349 ann #a :End of channel exception list
         ann< :hullo.test 346 ann #a kim!*@* ann!ann@127.0.0.1 1763976600
         ann< :hullo.test 347 ann #a :End of channel invite exception list
         bob> MODE #a +b ann
         bob< :hullo.test 482 bob #a :You are not a channel operator
         bob> MODE #nosuch b
         bob< :hullo.test 403 bob #nosuch :No such channel
        ",
    );
}

#[test]
fn rooms_that_are_shut_say_why() {
    let mut host = in_a_room(&[("ann", "")]);
    super::register(&mut host, "bob", "");
    host.play(
        "ann> MODE #a +b bob
         ann< :ann!ann@127.0.0.1 MODE #a +b bob!*@*
         bob> JOIN #a
         bob< :hullo.test 474 bob #a :Cannot join channel (+b)
         ann> MODE #a -b+i bob
         ann< :ann!ann@127.0.0.1 MODE #a -b+i bob!*@*
         bob> JOIN #a
         bob< :hullo.test 473 bob #a :Cannot join channel (+i)
         ann> MODE #a -i+k key
         ann< :ann!ann@127.0.0.1 MODE #a -i+k key
         bob> JOIN #a
         bob< :hullo.test 475 bob #a :Cannot join channel (+k)
         ann> MODE #a -k+l key 1
         ann< :ann!ann@127.0.0.1 MODE #a -k+l key 1
         bob> JOIN #a
         bob< :hullo.test 471 bob #a :Cannot join channel (+l)
         bob> PRIVMSG #a :hello
         bob< :hullo.test 404 bob #a :Cannot send to channel
         ann> MODE #a -ln
         ann< :ann!ann@127.0.0.1 MODE #a -ln
         bob> PRIVMSG #a :hello
         ann< :bob!bob@127.0.0.1 PRIVMSG #a :hello
         ann> MODE #a +m
         ann< :ann!ann@127.0.0.1 MODE #a +m
         bob> PRIVMSG #a :hello
         bob< :hullo.test 404 bob #a :Cannot send to channel
         bob> NOTICE #a :hello
        ",
    );
}

#[test]
fn ctcp_may_be_kept_out_but_not_actions() {
    in_a_room(&[("ann", ""), ("bob", "")]).play(
        "ann> MODE #a +C
         ann< :ann!ann@127.0.0.1 MODE #a +C
         bob< :ann!ann@127.0.0.1 MODE #a +C
         bob> PRIVMSG #a :\u{1}VERSION\u{1}
         bob< :hullo.test 404 bob #a :Cannot send to channel
         bob> PRIVMSG #a :\u{1}ACTION waves\u{1}
         ann< :bob!bob@127.0.0.1 PRIVMSG #a :\u{1}ACTION waves\u{1}
        ",
    );
}

#[test]
fn ones_own_modes_are_shown_and_changed() {
    in_a_room(&[("ann", ""), ("bob", "")]).play(
        "ann> MODE ann
         ann< :hullo.test 221 ann +
         ann> MODE ann +iwB
         ann< :ann!ann@127.0.0.1 MODE ann +iwB
         ann> MODE ANN
         ann< :hullo.test 221 ann +Biw
         ann> MODE ann +o
         ann> MODE ann -w+x
         ann< :ann!ann@127.0.0.1 MODE ann -w
         ann< :hullo.test 501 ann :Unknown MODE flag
         ann> MODE ann xyz
         ann< :hullo.test 501 ann :Unknown MODE flag
         ann> MODE ann -iB
         ann< :ann!ann@127.0.0.1 MODE ann -iB
         ann> MODE bob
         ann< :hullo.test 502 ann :Cannot look at or change modes of others
         ann> MODE bob +i
         ann< :hullo.test 502 ann :Cannot look at or change modes of others
         ann> MODE nobody +i
         ann< :hullo.test 401 ann nobody :No such nick
        ",
    );
}
