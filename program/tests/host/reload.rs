//! SIGHUP: the file is read again, and nobody is dropped.

use crate::caller::Caller;
use crate::hullo::{Folder, Hullo};
use rustix::process::Signal;
use std::fs::write;

#[test]
fn new_terms_hold_for_who_comes_and_drop_nobody() {
    let folder = Folder::new();
    let file = folder.file("host.toml");
    write(&file, "").unwrap();
    let host = Hullo::listen(&["host", "tcp://127.0.0.1:0", "--memory", "--config", &file]);
    let mut ann = Caller::comes(&host, "#lobby");
    write(&file, "[access]\npassword = \"open sesame\"\n").unwrap();
    host.signal(Signal::HUP);
    host.wait_for_word("the configuration was read again");
    let mut bob = Caller::comes(&host, "password");
    bob.says("open sesame");
    bob.hears("#lobby");
    bob.says("hello from bob");
    ann.hears("hello from bob");
    ann.says("hello from ann");
    bob.hears("hello from ann");
    host.stop().expect_code(0);
}

#[test]
fn a_file_with_a_fault_changes_nothing_and_is_told() {
    let folder = Folder::new();
    let file = folder.file("host.toml");
    write(&file, "[access]\npassword = \"open sesame\"\n").unwrap();
    let host = Hullo::listen(&["host", "tcp://127.0.0.1:0", "--memory", "--config", &file]);
    write(&file, "[access]\npasword = \"\"\n").unwrap();
    host.signal(Signal::HUP);
    let said = host.wait_for_word("nothing was changed: ");
    let told = format!(
        "nothing was changed: {file}:2: unknown key pasword in [access]; did you mean password?"
    );
    assert!(said.contains(&told), "{said}");
    Caller::comes(&host, "password");
}

#[test]
fn what_takes_a_new_start_is_told() {
    let folder = Folder::new();
    let file = folder.file("host.toml");
    write(&file, "").unwrap();
    let host = Hullo::listen(&["host", "tcp://127.0.0.1:0", "--memory", "--config", &file]);
    write(&file, "[listen]\nudp = true\n").unwrap();
    host.signal(Signal::HUP);
    host.wait_for_word("[listen] and [history] have changed: that takes effect at the next start");
    host.wait_for_word("the configuration was read again");
}
