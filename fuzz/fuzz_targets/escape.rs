//! `escape` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer escape`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::escape(data));
