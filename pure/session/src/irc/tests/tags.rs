//! Tags: each only to who asked for it.

use super::in_a_room;

#[test]
fn each_capability_brings_its_tag_and_no_other() {
    in_a_room(&[
        ("ann", "message-tags server-time echo-message account-tag"),
        ("bob", ""),
        ("eve", "server-time"),
        ("kim", "message-tags"),
        ("zed", "account-tag labeled-response batch"),
    ])
    .play(
        "ann> @+draft/reply=1;+x;junk=1;label=2;+bad!key=1 PRIVMSG #a :hello
         ann< @time=2025-11-24T09:30:00.029Z;msgid=1jaqj5met0000;+draft/reply=1;+x :ann!ann@127.0.0.1 PRIVMSG #a :hello
         bob< :ann!ann@127.0.0.1 PRIVMSG #a :hello
         eve< @time=2025-11-24T09:30:00.029Z :ann!ann@127.0.0.1 PRIVMSG #a :hello
         kim< @msgid=1jaqj5met0000;+draft/reply=1;+x :ann!ann@127.0.0.1 PRIVMSG #a :hello
         zed< :ann!ann@127.0.0.1 PRIVMSG #a :hello
         ann> @+typing=active TAGMSG #a
         ann< @time=2025-11-24T09:30:00.030Z;msgid=1jaqj5meu0000;+typing=active :ann!ann@127.0.0.1 TAGMSG #a
         kim< @msgid=1jaqj5meu0000;+typing=active :ann!ann@127.0.0.1 TAGMSG #a
         ann> TAGMSG #a
         ann> @+typing=active TAGMSG kim
         ann< @time=2025-11-24T09:30:00.032Z;msgid=1jaqj5mf00000;+typing=active :ann!ann@127.0.0.1 TAGMSG kim
         kim< @msgid=1jaqj5mf00000;+typing=active :ann!ann@127.0.0.1 TAGMSG kim
         bob> @+typing=active TAGMSG #a
         bob> @+typing=active PRIVMSG #a :no tags of mine
         ann< @time=2025-11-24T09:30:00.034Z;msgid=1jaqj5mf20000 :bob!bob@127.0.0.1 PRIVMSG #a :no tags of mine
         eve< @time=2025-11-24T09:30:00.034Z :bob!bob@127.0.0.1 PRIVMSG #a :no tags of mine
         kim< @msgid=1jaqj5mf20000 :bob!bob@127.0.0.1 PRIVMSG #a :no tags of mine
         zed< :bob!bob@127.0.0.1 PRIVMSG #a :no tags of mine
         ann> TOPIC #a :tea
         ann< @time=2025-11-24T09:30:00.035Z;msgid=1jaqj5mf30000 :ann!ann@127.0.0.1 TOPIC #a :tea
         bob< :ann!ann@127.0.0.1 TOPIC #a :tea
         eve< @time=2025-11-24T09:30:00.035Z :ann!ann@127.0.0.1 TOPIC #a :tea
         kim< @msgid=1jaqj5mf30000 :ann!ann@127.0.0.1 TOPIC #a :tea
         zed< :ann!ann@127.0.0.1 TOPIC #a :tea
         ann> MODE #a +v bob
         ann< @time=2025-11-24T09:30:00.036Z;msgid=1jaqj5mf40000 :ann!ann@127.0.0.1 MODE #a +v bob
         bob< :ann!ann@127.0.0.1 MODE #a +v bob
         eve< @time=2025-11-24T09:30:00.036Z :ann!ann@127.0.0.1 MODE #a +v bob
         kim< @msgid=1jaqj5mf40000 :ann!ann@127.0.0.1 MODE #a +v bob
         zed< :ann!ann@127.0.0.1 MODE #a +v bob
         ann> NICK Ann
         ann< @time=2025-11-24T09:30:00.037Z;msgid=1jaqj5mf50000 :ann!ann@127.0.0.1 NICK Ann
         bob< :ann!ann@127.0.0.1 NICK Ann
         eve< @time=2025-11-24T09:30:00.037Z :ann!ann@127.0.0.1 NICK Ann
         kim< @msgid=1jaqj5mf50000 :ann!ann@127.0.0.1 NICK Ann
         zed< :ann!ann@127.0.0.1 NICK Ann
         ann> KICK #a zed
         ann< @time=2025-11-24T09:30:00.038Z;msgid=1jaqj5mf60000 :Ann!ann@127.0.0.1 KICK #a zed :Ann
         bob< :Ann!ann@127.0.0.1 KICK #a zed :Ann
         eve< @time=2025-11-24T09:30:00.038Z :Ann!ann@127.0.0.1 KICK #a zed :Ann
         kim< @msgid=1jaqj5mf60000 :Ann!ann@127.0.0.1 KICK #a zed :Ann
         zed< :Ann!ann@127.0.0.1 KICK #a zed :Ann
         bob> PART #a
         ann< @time=2025-11-24T09:30:00.039Z;msgid=1jaqj5mf70000 :bob!bob@127.0.0.1 PART #a
         bob< :bob!bob@127.0.0.1 PART #a
         eve< @time=2025-11-24T09:30:00.039Z :bob!bob@127.0.0.1 PART #a
         kim< @msgid=1jaqj5mf70000 :bob!bob@127.0.0.1 PART #a
        ",
    );
}

#[test]
fn a_bot_is_marked_everywhere() {
    in_a_room(&[
        ("ann", ""),
        ("bot", "message-tags echo-message"),
        ("kim", "message-tags"),
    ])
    .play(
        "bot> MODE bot +B
         bot< :bot!bot@127.0.0.1 MODE bot +B
         bot> PRIVMSG #a :beep
         ann< :bot!bot@127.0.0.1 PRIVMSG #a :beep
         bot< @msgid=1jaqj5mei0000;bot :bot!bot@127.0.0.1 PRIVMSG #a :beep
         kim< @msgid=1jaqj5mei0000;bot :bot!bot@127.0.0.1 PRIVMSG #a :beep
         bot> PRIVMSG kim :beep
         bot< @msgid=1jaqj5mej0000;bot :bot!bot@127.0.0.1 PRIVMSG kim :beep
         kim< @msgid=1jaqj5mej0000;bot :bot!bot@127.0.0.1 PRIVMSG kim :beep
         ann> WHO bot
         ann< :hullo.test 352 ann * bot 127.0.0.1 hullo.test bot HB :0 The bot
         ann< :hullo.test 315 ann bot :End of /WHO list
         ann> WHO #a
         ann< :hullo.test 352 ann #a ann 127.0.0.1 hullo.test ann H@ :0 The ann
         ann< :hullo.test 352 ann #a bot 127.0.0.1 hullo.test bot HB :0 The bot
         ann< :hullo.test 352 ann #a kim 127.0.0.1 hullo.test kim H :0 The kim
         ann< :hullo.test 315 ann #a :End of /WHO list
         ann> WHOIS bot
         ann< :hullo.test 311 ann bot bot 127.0.0.1 * :The bot
         ann< :hullo.test 319 ann bot :#a
         ann< :hullo.test 312 ann bot hullo.test :hullo
         ann< :hullo.test 335 ann bot :is a bot
         ann< :hullo.test 317 ann bot 0 1763976600 :seconds idle, signon time
         ann< :hullo.test 318 ann bot :End of /WHOIS list
        ",
    );
}

#[test]
fn an_echo_is_the_message_itself() {
    in_a_room(&[("ann", "echo-message"), ("bob", "")]).play(
        "ann> PRIVMSG #a :hello
         ann< :ann!ann@127.0.0.1 PRIVMSG #a :hello
         bob< :ann!ann@127.0.0.1 PRIVMSG #a :hello
         ann> PRIVMSG bob :psst
         ann< :ann!ann@127.0.0.1 PRIVMSG bob :psst
         bob< :ann!ann@127.0.0.1 PRIVMSG bob :psst
         ann> PRIVMSG ann :me
         ann< :ann!ann@127.0.0.1 PRIVMSG ann :me
         ann< :ann!ann@127.0.0.1 PRIVMSG ann :me
         ann> NOTICE BOB :psst
         ann< :ann!ann@127.0.0.1 NOTICE bob :psst
         bob< :ann!ann@127.0.0.1 NOTICE bob :psst
         ann> PRIVMSG nobody :psst
         ann< :hullo.test 401 ann nobody :No such nick
        ",
    );
}
