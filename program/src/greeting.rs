//! `hullo` alone: what it is, in six examples.

use anyhow::Result;
use std::io::Write;

const GREETING: &str = "\
hullo: one binary to talk over TCP and UDP

  hullo host                                    a chat that anybody joins with nc, telnet, an IRC client, curl
  hullo listen :12345 --reply 'Hello, Client'   hear everybody and answer
  hullo send localhost 'Hello, server'          say one thing, print what comes back
  hullo talk --listen :12345                    a two-way conversation; the other side: hullo talk HOST
  hullo listen udp://:12345                     datagrams, with their senders
  hullo relay :8080 tls://example.org:443       join two addresses

hullo --help lists the commands, hullo COMMAND --help its options and more examples.
";

/// Prints the greeting.
pub(crate) fn greet() -> Result<u8> {
    // A reader that goes away is no error.
    let _ = std::io::stdout().write_all(GREETING.as_bytes());
    Ok(0)
}
