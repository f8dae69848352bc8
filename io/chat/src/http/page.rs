//! The page at `/`: how to join, for whoever looks with a browser. No scripts, nothing from anywhere else.

use crate::http::host::split;

/// The page's looks.
pub(crate) const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; }
dt { font-weight: 600; margin-top: 1rem; }
dd { margin: .25rem 0 0; }
code { display: block; font: .95rem/1.5 ui-monospace, monospace; padding: .5rem .75rem; border-radius: .375rem;
  background: light-dark(#eee, #2a2a2a); overflow-wrap: anywhere; }
";

/// The page, as somebody sees it who came to `at` (`host:port`).
pub(crate) fn print(at: &str, secure: bool, network: &str) -> String {
    let (host, port) = split(at);
    let (scheme, usual) = match secure {
        true => ("https", "443"),
        false => ("http", "80"),
    };
    let (host, port) = (escape(host), escape(port.unwrap_or(usual)));
    let (at, network) = (escape(at), escape(network));
    let ways = [
        ("From any terminal", format!("nc {host} {port}")),
        ("Telnet", format!("telnet {host} {port}")),
        (
            "Encrypted",
            format!("openssl s_client -quiet -connect {at}"),
        ),
        (
            "IRC: irssi, WeeChat, HexChat and others",
            format!("/connect {host} {port}"),
        ),
        (
            "Say one thing, from a script",
            format!("curl -d hello {scheme}://{at}/room/lobby"),
        ),
        (
            "IRC over WebSocket",
            format!("{}://{at}/ws", scheme.replace("http", "ws")),
        ),
    ];
    let ways = ways.map(|(how, what)| format!("<dt>{how}</dt>\n<dd><code>{what}</code></dd>\n"));
    let ways = ways.concat();
    format!(
        "<!doctype html>\n\
         <html lang=\"en\">\n\
         <meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{network}</title>\n\
         <link rel=\"stylesheet\" href=\"/style.css\">\n\
         <h1>{network}: a chat on one port</h1>\n\
         <p>Whatever you have can join: everybody hears everybody.</p>\n\
         <dl>\n{ways}</dl>\n\
         </html>\n"
    )
}

/// Text that HTML shows as it is, between tags and in attributes.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_address_that_was_asked_and_nothing_in_it_is_markup() {
        let page = print("[::1]:12345", false, "<script>&'\"");
        for expected in [
            "nc ::1 12345",
            "curl -d hello http://[::1]:12345/room/lobby",
            "ws://[::1]:12345/ws",
            "<title>&lt;script&gt;&amp;&#39;&quot;</title>",
        ] {
            assert!(page.contains(expected), "{expected}\n{page}");
        }
        assert!(!page.contains("<script"));
        let page = print("chat.example", true, "hullo");
        assert!(page.contains("nc chat.example 443"));
        assert!(page.contains("wss://chat.example/ws"));
    }
}
