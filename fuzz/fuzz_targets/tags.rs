//! `tags` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer tags`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::tags(data));
