//! Questions about the server, and what operators do.

use super::{in_a_room, with};

#[test]
fn the_server_tells_of_itself() {
    with(&[("ann", ""), ("bob", "")]).play(
        "ann> MOTD
         ann< :hullo.test 422 ann :There is no message of the day
         ann> MOTD hullo.*
         ann< :hullo.test 422 ann :There is no message of the day
         ann> MOTD elsewhere.example
         ann< :hullo.test 402 ann elsewhere.example :No such server
         ann> LUSERS
         ann< :hullo.test 251 ann :There are 2 users and 0 invisible on 1 servers
         ann< :hullo.test 252 ann 0 :operator(s) online
         ann< :hullo.test 254 ann 1 :channels formed
         ann< :hullo.test 255 ann :I have 2 clients and 0 servers
         ann< :hullo.test 265 ann 2 2 :Current local users 2, max 2
         ann< :hullo.test 266 ann 2 2 :Current global users 2, max 2
         ann> VERSION
         ann< :hullo.test 351 ann hullo-0 hullo.test :hullo
         ann< :hullo.test 005 ann CASEMAPPING=ascii CHANTYPES=# PREFIX=(ov)@+ STATUSMSG=@+ CHANMODES=beI,k,l,imnstC CHANLIMIT=#:100 CHANNELLEN=64 NICKLEN=32 USERLEN=20 HOSTLEN=63 TOPICLEN=390 KICKLEN=300 AWAYLEN=200 :are supported by this server
         ann< :hullo.test 005 ann BOT=B ELIST=CMNTU EXCEPTS=e INVEX=I MSGREFTYPES=msgid,timestamp UTF8ONLY WHOX CHATHISTORY=100 KEYLEN=32 MAXLIST=beI:100 MODES=10 MONITOR=100 NAMELEN=150 :are supported by this server
         ann< :hullo.test 005 ann LINELEN=512 MAXTARGETS=4 NETWORK=hullo TARGMAX=JOIN:,PART:,KICK:,LIST:,NAMES:,NOTICE:4,PRIVMSG:4,TAGMSG:4,USERHOST:5,WHOIS:1 :are supported by this server
         ann> TIME
         ann< :hullo.test 391 ann hullo.test :2025-11-24T09:30:00.012Z
         ann> INFO
         ann< :hullo.test 371 ann :hullo: one command, one port, every kind of client.
         ann< :hullo.test 371 ann :netcat, telnet, any IRC client and a web browser meet in the same rooms.
         ann< :hullo.test 371 ann :This is hullo-0.
         ann< :hullo.test 374 ann :End of /INFO list
         ann> ADMIN
         ann< :hullo.test 423 ann hullo.test :Nobody has said who runs this server
         ann> STATS u
         ann< :hullo.test 242 ann :Server Up 0 days 0:00:00
         ann< :hullo.test 219 ann u :End of /STATS report
         ann> STATS x
         ann< :hullo.test 219 ann x :End of /STATS report
         ann> STATS
         ann< :hullo.test 461 ann STATS :Not enough parameters
         ann> LINKS
         ann< :hullo.test 364 ann hullo.test hullo.test :0 hullo
         ann< :hullo.test 365 ann * :End of /LINKS list
        ",
    );
}

#[test]
fn help_names_its_subject() {
    with(&[("ann", "")]).play(
        "ann> HELP
         ann< :hullo.test 704 ann index :Commands of this server
         ann< :hullo.test 705 ann index :Talk:   PRIVMSG NOTICE TAGMSG CHATHISTORY
         ann< :hullo.test 705 ann index :Rooms:  JOIN PART TOPIC NAMES LIST INVITE KICK MODE
         ann< :hullo.test 705 ann index :People: NICK AWAY SETNAME WHO WHOIS WHOWAS USERHOST ISON MONITOR
         ann< :hullo.test 705 ann index :Server: MOTD LUSERS VERSION TIME INFO ADMIN STATS LINKS PING QUIT
         ann< :hullo.test 705 ann index :HELP and one of these words tells more.
         ann< :hullo.test 706 ann index :End of /HELP
         ann> HELPOP join
         ann< :hullo.test 704 ann join :JOIN #room{,#room} [key{,key}]
         ann< :hullo.test 705 ann join :Enters rooms; one that is not there is made, and you are its operator.
         ann< :hullo.test 705 ann join :JOIN 0 leaves all rooms.
         ann< :hullo.test 706 ann join :End of /HELP
         ann> HELP nosuch
         ann< :hullo.test 524 ann nosuch :There is no help on this
        ",
    );
}

#[test]
fn only_operators_do_what_operators_do() {
    in_a_room(&[("ann", ""), ("bob", ""), ("eve", "")]).play(
        "ann> OPER
         ann< :hullo.test 461 ann OPER :Not enough parameters
         ann> OPER root wrong
         ann< :hullo.test 464 ann :The password is wrong
         ann> KILL bob :x
         ann< :hullo.test 481 ann :You are not an operator of this server
         ann> WALLOPS :hello
         ann< :hullo.test 481 ann :You are not an operator of this server
         ann> REHASH
         ann< :hullo.test 481 ann :You are not an operator of this server
         ann> OPER root open
         ann< :hullo.test 381 ann :You are now an operator of this server
         ann< :ann!ann@127.0.0.1 MODE ann +o
         bob> MODE bob +w
         bob< :bob!bob@127.0.0.1 MODE bob +w
         ann> WALLOPS :hello
         bob< :ann!ann@127.0.0.1 WALLOPS :hello
         ann> WALLOPS
         ann< :hullo.test 461 ann WALLOPS :Not enough parameters
         ann> REHASH
         ann< :hullo.test 382 ann * :Rehashing
         ann> KILL
         ann< :hullo.test 461 ann KILL :Not enough parameters
         ann> KILL nobody :x
         ann< :hullo.test 401 ann nobody :No such nick
         ann> KILL eve :enough
         ann< :eve!eve@127.0.0.1 QUIT :Killed by ann: enough
         bob< :eve!eve@127.0.0.1 QUIT :Killed by ann: enough
         eve< ERROR :Killed by ann: enough
         eve< (closed)
         ann> MODE ann -o
         ann< :ann!ann@127.0.0.1 MODE ann -o
         ann> KILL bob :x
         ann< :hullo.test 481 ann :You are not an operator of this server
        ",
    );
}
