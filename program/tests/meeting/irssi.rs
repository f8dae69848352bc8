//! irssi on a terminal of its own, with a configuration of its own.

use crate::door::Way;
use crate::guest::Guest;
use crate::hullo::Folder;
use crate::terminal::Terminal;
use std::fs;

/// Larger than the harness makes it: what is looked for stands on one row.
pub(crate) const LARGE: &str = "tmux resize-window -x 160 -y 60; exec \"$@\"";

/// Connects, enters the lobby and waits until it is there. It writes down everything that it shows of rooms.
#[track_caller]
pub(crate) fn irssi(nick: &str, way: Way) -> Guest {
    let home = Folder::new();
    let Way { host, port, tls } = way;
    let (tls, logs) = (if tls { "yes" } else { "no" }, home.file("logs"));
    let config = format!(
        r##"servers = ({{ address = "{host}"; chatnet = "hullo"; port = "{port}"; autoconnect = "yes"; use_tls = "{tls}"; tls_verify = "no"; }});
chatnets = {{ hullo = {{ type = "IRC"; nick = "{nick}"; }}; }};
channels = ({{ name = "#lobby"; chatnet = "hullo"; autojoin = "yes"; }});
settings = {{
  core = {{ nick = "{nick}"; user_name = "irssi"; real_name = "irssi"; quit_message = "off"; }};
  "fe-common/core" = {{ autolog = "yes"; autolog_path = "{logs}/$0.log"; autolog_level = "all"; window_auto_change = "yes"; }};
  "fe-text" = {{ paste_detect_time = "0msecs"; paste_verify_line_count = "0"; }};
  "irc/core" = {{ cmd_queue_speed = "1msec"; }};
}};
"##
    );
    fs::write(home.path().join("config"), config).unwrap();
    let flag = format!("--home={}", home.path().display());
    let terminal = Terminal::start(&["sh", "-c", LARGE, "sh", "irssi", &flag]);
    terminal.wait_for("Join to #lobby was synced");
    Guest::typed(nick, terminal, home, "logs")
}
