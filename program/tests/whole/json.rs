//! docs/json.md holds: every object of `--json` has the fields and types that it names, and what it names is seen.

use crate::hullo::{Hullo, run};
use crate::peers::{connect, is_reset, read_exactly, reset, say, udp};
use rustix::process::Signal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::net::Shutdown;

const PAGE: &str = include_str!("../../../docs/json.md");

struct Field {
    types: String,
    always: bool,
}

/// Event, or `done send`, to its fields.
type Schema = BTreeMap<String, BTreeMap<String, Field>>;

fn schema() -> Schema {
    let mut schema = Schema::new();
    let mut event = String::new();
    for line in PAGE.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            event = title.replace('`', "").replace(" of ", " ");
            schema.insert(event.clone(), BTreeMap::new());
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let ["", name, types, when, ""] = cells[..]
            && let Some(name) = name
                .strip_prefix('`')
                .and_then(|name| name.strip_suffix('`'))
        {
            let field = Field {
                types: types.to_owned(),
                always: when.starts_with("always"),
            };
            let fields = schema
                .get_mut(&event)
                .expect("a table stands under its event");
            fields.insert(name.to_owned(), field);
        }
    }
    schema
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn is_a(value: &Value, types: &str) -> bool {
    let found = type_of(value);
    types
        .split(" or ")
        .any(|wanted| wanted == found || (wanted == "number" && found == "integer"))
}

/// Every field of an object with dots between the names, the innermost too.
fn flatten(prefix: &str, value: &Value, out: &mut BTreeMap<String, Value>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let name = format!("{prefix}{name}");
        flatten(&format!("{name}."), value, out);
        out.insert(name, value.clone());
    }
}

/// Holds lines against the page.
struct Witness {
    schema: Schema,
    seen: BTreeSet<(String, String)>,
}

impl Witness {
    /// Checks every line that `command` wrote.
    #[track_caller]
    fn hear(&mut self, command: &str, lines: &str) {
        assert!(!lines.is_empty(), "{command} said nothing");
        for line in lines.lines() {
            let object: Value = serde_json::from_str(line)
                .unwrap_or_else(|error| panic!("{command}: {error}: {line}"));
            let name = object["event"]
                .as_str()
                .expect("every object has its event");
            let with_command = format!("{name} {command}");
            let event = match self.schema.contains_key(&with_command) {
                true => with_command,
                false => name.to_owned(),
            };
            let Some(wanted) = self.schema.get(&event) else {
                panic!("{event} is not in docs/json.md: {line}");
            };
            let mut found = BTreeMap::new();
            flatten("", &object, &mut found);
            found.remove("event");
            for (field, value) in &found {
                let Some(wanted) = wanted.get(field) else {
                    panic!("{event}.{field} is not in docs/json.md: {line}");
                };
                assert!(
                    is_a(value, &wanted.types),
                    "{event}.{field} is no {}: {line}",
                    wanted.types
                );
                self.seen.insert((event.clone(), field.clone()));
            }
            for (field, wanted) in wanted {
                let inside = field
                    .rsplit_once('.')
                    .is_none_or(|(outer, _)| found.contains_key(outer));
                assert!(
                    !wanted.always || !inside || found.contains_key(field),
                    "{event} without {field}: {line}"
                );
            }
        }
    }
}

/// A listener that meets everybody: what it wrote.
fn what_listen_says() -> String {
    let addresses = [
        "tcp://127.0.0.1:0",
        "tls://127.0.0.1:0",
        "udp://127.0.0.1:0",
    ];
    let args = [
        &["listen"],
        &addresses[..],
        &[
            "--json",
            "--max-clients",
            "1",
            "--deny",
            "127.0.0.5",
            "--echo",
        ],
    ]
    .concat();
    let server = Hullo::start(&args);
    let said = server
        .stdout
        .wait_until("listen", "to listen", |said| said.lines().count() == 3);
    let at: Vec<String> = said
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|object| object["address"].as_str().unwrap().to_owned())
        .collect();
    say(&at[0], b"a line\na piece");
    let mut rude = connect(&at[0]);
    rude.write_all(b"\xff\n").unwrap();
    read_exactly(&mut rude, 2);
    // While one is in, another is refused.
    assert!(is_reset(&at[0]));
    server.wait_for_output("refused");
    reset(rude);
    server.wait_for_output("\"error\"");
    let mut plain = connect(&at[1].replace("tls:", "tcp:"));
    plain.write_all(b"this is not TLS\n").unwrap();
    let _ = plain.shutdown(Shutdown::Write); // it may be closed already
    server.wait_for_output("warning");
    udp("127.0.0.1:0")
        .send_to(b"datagram", at[2].trim_start_matches("udp://"))
        .unwrap();
    server.wait_for_output("\"datagram\"");
    server.stop().expect_code(0).text().to_owned()
}

fn what_send_says(witness: &mut Witness) {
    let server = Hullo::listen(&[
        "listen",
        "tcp://127.0.0.1:0",
        "tls://127.0.0.1:0",
        "udp://127.0.0.1:0",
        "--echo",
    ]);
    for address in [server.address(0), server.address(1), server.address(2)] {
        for options in [&["--timing"][..], &["--count", "2", "--every", "1ms"]] {
            let args = [&["send", "--json", "--insecure", &address, "text"], options].concat();
            witness.hear("send", run(&args).expect_code(0).text());
        }
    }
}

fn what_relay_says() -> String {
    let target = Hullo::listen(&["listen", "tcp://127.0.0.1:0", "--echo"]);
    let relay = Hullo::start(&[
        "relay",
        "tcp://127.0.0.1:0",
        &target.address(0),
        "--json",
        "--trace",
        "-v",
    ]);
    let said = relay.wait_for_output("\n");
    let object: Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    let at = object["address"].as_str().unwrap();
    assert_eq!(say(at, b"up and down"), b"up and down");
    assert_eq!(say(at, b"\xff\xfe"), b"\xff\xfe");
    relay.signal(Signal::USR1);
    relay.wait_for_output("counts");
    relay.stop().expect_code(0).text().to_owned()
}

fn what_talk_says() -> String {
    let talk = Hullo::start(&["talk", "--listen", "tcp://127.0.0.1:0", "--json"]);
    let said = talk.wait_for_output("\n");
    let object: Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    let mut client = connect(object["address"].as_str().unwrap());
    client.write_all("你好\n".as_bytes()).unwrap();
    client.shutdown(Shutdown::Write).unwrap();
    talk.wait_for_output("ended");
    let mut talk = talk;
    talk.end_input();
    talk.ended().expect_code(0).text().to_owned()
}

#[test]
fn every_object_is_as_docs_json_md_says() {
    let mut witness = Witness {
        schema: schema(),
        seen: BTreeSet::new(),
    };
    witness.hear("listen", &what_listen_says());
    what_send_says(&mut witness);
    witness.hear("relay", &what_relay_says());
    witness.hear("talk", &what_talk_says());
    let named: BTreeSet<_> = witness
        .schema
        .iter()
        .flat_map(|(event, fields)| fields.keys().map(|field| (event.clone(), field.clone())))
        .collect();
    let unseen: Vec<_> = named.difference(&witness.seen).collect();
    assert!(
        unseen.is_empty(),
        "in docs/json.md and never seen: {unseen:?}"
    );
    assert!(
        named.len() > 60,
        "the tables of docs/json.md were not read: {named:?}"
    );
}
