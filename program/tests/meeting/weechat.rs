//! WeeChat on a terminal of its own, with a folder of its own.

use crate::door::Way;
use crate::guest::Guest;
use crate::hullo::Folder;
use crate::irssi::LARGE;
use crate::terminal::Terminal;

/// Connects with all the capabilities that it knows, enters the lobby and waits until it is there. It writes down
/// everything that it shows.
#[track_caller]
pub(crate) fn weechat(nick: &str, way: Way) -> Guest {
    let home = Folder::new();
    let Way { host, port, tls } = way;
    let tls = if tls { "on" } else { "off" };
    // TLS is called ssl in WeeChat before 4.0; the other spelling is an error that it shows and passes over.
    let commands = [
        "/set logger.file.flush_delay 0".to_owned(),
        "/set weechat.look.paste_max_lines -1".to_owned(),
        "/set irc.server_default.anti_flood_prio_high 0".to_owned(),
        "/set irc.server_default.anti_flood_prio_low 0".to_owned(),
        "/set irc.server_default.anti_flood 0".to_owned(),
        format!(
            "/server add hullo {host}/{port} -nicks={nick} -autojoin=#lobby -autoreconnect_delay=1"
        ),
        format!("/set irc.server.hullo.ssl {tls}"),
        "/set irc.server.hullo.ssl_verify off".to_owned(),
        format!("/set irc.server.hullo.tls {tls}"),
        "/set irc.server.hullo.tls_verify off".to_owned(),
        "/connect hullo".to_owned(),
    ];
    let (folder, commands) = (home.path().display().to_string(), commands.join(";"));
    let terminal = Terminal::start(&[
        "sh",
        "-c",
        LARGE,
        "sh",
        "weechat-curses",
        "-d",
        &folder,
        "-r",
        &commands,
    ]);
    terminal.wait_for("Channel #lobby:");
    Guest::typed(nick, terminal, home, "logs")
}
