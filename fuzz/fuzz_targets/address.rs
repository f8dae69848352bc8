//! `address` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer address`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::address(data));
