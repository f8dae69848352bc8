//! Hands the linker start.ld, so that what a short `send` runs lies side by side in the binary.
//!
//! The kernel maps a page of a program together with those around it (16 pages, or the whole large folio of the page
//! cache): functions that lie scattered bring in five times what they need. It is an order only. A function that has a
//! new name lies elsewhere and costs a few pages; nothing else can come of an old list. `bench/run order` writes a new one.
//!
//! Done where it is measured, and only with the linker that comes by itself: one that somebody chose may not know
//! linker scripts (gold knows no INSERT), and a build must not fail for a few pages.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=start.ld");
    println!("cargo::rerun-if-env-changed=RUSTC_LINKER");
    if is_measured_target() && is_release() && !is_linker_chosen() {
        let folder = text("CARGO_MANIFEST_DIR");
        println!("cargo::rustc-link-arg-bin=hullo=-T{folder}/start.ld");
    }
}

fn is_measured_target() -> bool {
    text("CARGO_CFG_TARGET_OS") == "linux"
        && text("CARGO_CFG_TARGET_ENV") == "gnu"
        && text("CARGO_CFG_TARGET_ARCH") == "x86_64"
}

fn is_release() -> bool {
    text("PROFILE") == "release"
}

/// By Cargo's configuration (`linker = ...`) or by flags (`-C linker=`, `-C link-arg=-fuse-ld=...`).
fn is_linker_chosen() -> bool {
    env::var_os("RUSTC_LINKER").is_some() || text("CARGO_ENCODED_RUSTFLAGS").contains("link")
}

fn text(name: &str) -> String {
    env::var(name).unwrap_or_default()
}
