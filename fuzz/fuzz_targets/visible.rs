//! `visible` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer visible`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::visible(data));
