//! `splitter` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer splitter`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::splitter(data));
