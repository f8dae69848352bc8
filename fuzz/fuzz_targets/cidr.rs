//! `cidr` under libFuzzer: `cargo +nightly fuzz run --features libfuzzer cidr`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hullo_fuzz::cidr(data));
