//! `hex` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer hex`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::hex(data));
