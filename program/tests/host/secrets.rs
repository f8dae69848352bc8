//! Passwords: where they may stand, and that they are asked for.

use crate::caller::Caller;
use crate::hullo::{Folder, Hullo, Start, run_with};
use std::fs::write;

#[test]
fn the_password_may_be_hashed_and_stand_in_a_file_or_in_the_environment() {
    let folder = Folder::new();
    let hash = run_with(&["host", "--hash-password"], b"open sesame\n").expect_code(0);
    let hash = hash.text().trim();
    assert!(hash.starts_with("$argon2id$"), "{hash}");
    let (plain, hashed) = (folder.file("plain"), folder.file("hashed"));
    write(&plain, "open sesame\n").unwrap();
    write(&hashed, hash).unwrap();
    let args = ["host", "tcp://127.0.0.1:0", "--memory"];
    let with = |option: &str, file: &str| Start::hullo(&[&args[..], &[option, file]].concat());
    for start in [
        with("--password-file", &plain),
        with("--password-file", &hashed),
        Start::hullo(&args).env("HULLO_PASSWORD", "open sesame"),
        Start::hullo(&args).env("HULLO_PASSWORD", hash),
    ] {
        let host = start.listening(1);
        let mut caller = Caller::comes(&host, "password");
        caller.says("open sesam");
        caller.hears("not the password");
        caller.says("open sesame");
        caller.hears("#lobby");
        let ended = host.stop().expect_code(0);
        assert!(
            !ended.stderr.contains("list of processes"),
            "{}",
            ended.stderr
        );
    }
}

#[test]
fn who_types_a_password_is_told_who_else_sees_it() {
    let host = Hullo::listen(&["host", "tcp://127.0.0.1:0", "--memory", "--password", "x"]);
    host.wait_for_word(
        "others on this machine see --password and --token in the list of processes",
    );
}

#[test]
fn no_password_is_made_of_nothing() {
    let said = run_with(&["host", "--hash-password"], b"\n").expect_code(2);
    assert_eq!(said.text(), "");
}
