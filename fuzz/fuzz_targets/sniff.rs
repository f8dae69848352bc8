//! `sniff` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer sniff`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::sniff(data));
