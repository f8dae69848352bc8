//! Lines within lines: CR, NUL, escaped ends of lines and their like, in whatever a host passes on.

use crate::client::Client;
use crate::dice::Dice;

/// What must not become a command of its own for those who are told.
pub(crate) const SMUGGLED: &str = "PRIVMSG bob :smuggled";

pub(crate) fn smuggle(place: &str, _: &mut Dice) {
    for end in [
        "\r", "\0", "\r\0", "\u{2028}", "\u{85}", "\u{b}", "\\r\\n", "\\n", "%0d%0a",
    ] {
        let text = format!("x{end}{SMUGGLED}{end}y");
        let mut client = Client::connect(place);
        let caps = "message-tags setname";
        client.send(
            format!("CAP REQ :{caps}\r\nNICK {text}\r\nUSER {text} 0 * :{text}\r\n").as_bytes(),
        );
        client.send(
            format!("CAP END\r\nNICK smuggler\r\nUSER smuggler{end} 0 * :{text}\r\n").as_bytes(),
        );
        // Should the last USER not be one.
        client.send(b"USER smuggler 0 * :r\r\n");
        for line in [
            "JOIN #calm".to_owned(),
            format!("JOIN #{text}"),
            format!("TOPIC #calm :{text}"),
            format!("PRIVMSG #calm :{text}"),
            format!("NOTICE #calm :\x01ACTION {text}\x01"),
            format!("PRIVMSG {text} :x"),
            format!("@+{text}=a TAGMSG #calm"),
            format!("@+a={text};+b=\\r\\n{SMUGGLED} TAGMSG #calm"),
            format!(
                "@+a=\\r\\n{} PRIVMSG #calm :x",
                SMUGGLED.replace(' ', "\\s")
            ),
            format!("@+a={end}{} PRIVMSG #calm :x", SMUGGLED.replace(' ', "\\s")),
            format!("SETNAME :{text}"),
            format!("AWAY :{text}"),
            format!("MODE #calm +b {text}!*@*"),
            format!("INVITE bob #{text}"),
            format!("NICK {text}"),
            format!("KICK #calm ann :{text}"),
            format!("PART #calm :{text}"),
            "JOIN #calm".to_owned(),
            format!("QUIT :{text}"),
        ] {
            client.send(line.as_bytes());
            client.send(b"\r\n");
        }
        client.end();
        client.rest();

        let mut plain = Client::connect(place);
        for line in [
            "/join #calm".to_owned(),
            text.clone(),
            format!("/nick {text}"),
            format!("/me {text}"),
            format!("/msg bob {text}"),
            format!("/part {text}"),
            format!("/quit {text}"),
        ] {
            plain.send(line.as_bytes());
            plain.send(b"\n");
        }
        plain.end();
        plain.rest();
    }
    // A body is where ends of lines may stand as they are: its lines are messages, and never commands.
    for body in [
        format!("x\r\n{SMUGGLED}\r\n"),
        format!("x\n{SMUGGLED}"),
        format!("x\r{SMUGGLED}\0"),
    ] {
        let mut client = Client::connect(place);
        let length = body.len();
        client.send(
            format!("POST /room/calm HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}")
                .as_bytes(),
        );
        client.rest();
    }
}
