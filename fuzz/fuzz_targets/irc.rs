//! `irc` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer irc`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::irc(data));
