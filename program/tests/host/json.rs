//! `--json`: what a host tells, as docs/json.md says.

use crate::caller::Caller;
use crate::hullo::{Folder, Hullo};
use rustix::process::Signal;
use serde_json::{Value, json};
use std::fs::write;
use std::net::TcpStream;

const PAGE: &str = include_str!("../../../docs/json.md");

#[test]
fn each_line_is_an_object_of_the_page() {
    let folder = Folder::new();
    let file = folder.file("host.toml");
    write(&file, "").unwrap();
    let args = [
        "host",
        "tcp://127.0.0.1:0",
        "--json",
        "--max-clients",
        "1",
        "--config",
        &file,
    ];
    let host = Hullo::start(&args);
    let said = host.wait_for_output("\"ready\"");
    let listening: Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    assert_eq!(listening["event"], "listening");
    assert!(
        listening["fingerprint"]
            .as_str()
            .unwrap()
            .starts_with("sha256:")
    );
    let port = listening["address"]
        .as_str()
        .unwrap()
        .rsplit(':')
        .next()
        .unwrap();
    let port: u16 = port.parse().unwrap();
    let _ann = Caller::comes_to(port, "#lobby");
    let bob = TcpStream::connect(("127.0.0.1", port)).unwrap();
    host.wait_for_output("\"refused\"");
    drop(bob);
    host.signal(Signal::HUP);
    host.wait_for_output("\"reloaded\"");
    write(&file, "x").unwrap();
    host.signal(Signal::HUP);
    host.wait_for_output("\"warning\"");
    let ended = host.stop().expect_code(0);
    assert_eq!(ended.stderr, "");
    let objects: Vec<Value> = ended
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let names: Vec<&str> = objects
        .iter()
        .map(|object| object["event"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "listening",
            "ready",
            "refused",
            "reloaded",
            "warning",
            "done"
        ]
    );
    assert!(
        objects[2]["peer"].is_string() && objects[2]["why"].is_string(),
        "{}",
        objects[2]
    );
    assert!(
        objects[4]["what"].as_str().unwrap().contains(&file),
        "{}",
        objects[4]
    );
    for (object, name) in objects.iter().zip(&names) {
        if object.as_object().unwrap().len() == 1 {
            assert_eq!(*object, json!({"event": name}));
        }
        assert!(PAGE.contains(&format!("## `{name}`")), "{name}");
    }
}
