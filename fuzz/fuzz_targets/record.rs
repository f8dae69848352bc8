//! `record` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer record`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::record(data));
