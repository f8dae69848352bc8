//! What a test needs and a machine may lack. In CI it must be there; elsewhere the test says that it skips itself.

use std::fs::OpenOptions;
use std::io::Write;
use std::net::UdpSocket;

/// Whether a program is not on PATH; then the test returns.
#[track_caller]
pub(crate) fn missing(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    !found && skipped(&format!("{program} is missing"))
}

/// Whether this machine has no IPv6, not even to itself; then the test returns.
#[track_caller]
pub(crate) fn missing_ipv6() -> bool {
    UdpSocket::bind("[::1]:0").is_err() && skipped("IPv6 loopback is missing")
}

/// Notes that the test skips itself, for `check` to count; true.
#[track_caller]
pub(crate) fn skipped(why: &str) -> bool {
    let thread = std::thread::current();
    let line = format!("{}: {why}", thread.name().unwrap_or("test"));
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{line}");
    if let Some(log) = std::env::var_os("HULLO_SKIP_LOG") {
        let mut log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(log)
            .expect("the log can be written");
        writeln!(log, "{line}").expect("the log can be written");
    }
    println!("skipped: {line}");
    true
}
