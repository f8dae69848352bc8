//! `history` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer history`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::history(data));
