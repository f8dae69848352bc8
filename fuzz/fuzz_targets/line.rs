//! `line` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer line`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::line(data));
