//! `session` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer session`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::session(data));
