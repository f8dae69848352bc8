//! A host to visit, and a visitor.

use crate::hullo::{Folder, Hullo, Output, PATIENCE, Start};
use std::io::{Read, Write};
use std::net::TcpStream;

/// A host on a free port of this machine, which keeps nothing.
pub(crate) fn host() -> Hullo {
    Start::hullo(&["host", "127.0.0.1:0", "--memory"]).listening(1)
}

/// The same with a configuration.
pub(crate) fn host_with(text: &str) -> (Hullo, Folder) {
    let folder = Folder::new();
    let path = folder.file("hullo.toml");
    std::fs::write(&path, text).unwrap();
    let args = ["host", "127.0.0.1:0", "--memory", "--config", &path];
    (Start::hullo(&args).listening(1), folder)
}

/// `http://127.0.0.1:PORT` and a path.
pub(crate) fn url(host: &Hullo, path: &str) -> String {
    format!("http://127.0.0.1:{}{path}", host.port(0))
}

/// curl, which shows the answer's head as well.
pub(crate) fn curl(args: &[&str]) -> Output {
    let always = ["-sSi", "--noproxy", "*", "--max-time", "20"];
    let args: Vec<_> = always.iter().chain(args).copied().collect();
    Start::program("curl", &args).run()
}

/// What curl says of an answer: its status, its head in lower case, its body.
pub(crate) fn parts(answer: &str) -> (u16, String, &str) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    (status.unwrap_or(0), head.to_lowercase(), body)
}

/// Sends these bytes, and gives everything that comes until the host closes.
pub(crate) fn exchange(host: &Hullo, bytes: &[u8]) -> String {
    let mut stream = visitor(host);
    stream.write_all(bytes).unwrap();
    let mut answer = Vec::new();
    // A reset after the answer is a close as well.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8(answer).unwrap()
}

/// A connection of a visitor who has patience.
pub(crate) fn visitor(host: &Hullo) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", host.port(0))).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}
