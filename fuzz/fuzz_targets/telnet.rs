//! `telnet` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer telnet`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::telnet(data));
