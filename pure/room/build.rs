//! Writes what each character looks like (UTS 39) as a table for src/skeleton.rs.
//!
//! The crate unicode-security has that table too, as 6,500 pointers: the loader of a program that may be loaded
//! anywhere sets each of them at every start, also for a command that never hears of a nick (0.3 MiB of memory). The
//! one written here has none.
#![expect(
    clippy::disallowed_methods,
    reason = "a build script reads its environment and writes a file; the crate touches none"
)]

use std::env;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut looks = String::new();
    let mut begins = String::new();
    for c in '\0'..=char::MAX {
        let own = c.to_string();
        let other: String = skeleton(&own).collect();
        if own != other && own.nfd().eq([c]) {
            writeln!(begins, "({c:?}, {}),", looks.len())?;
            looks.push_str(&other);
        }
    }
    let table = format!(
        "static BEGINS: &[(char, u32)] = &[\n{begins}];\nstatic LOOKS: &str = {looks:?};\n"
    );
    let folder = env::var("OUT_DIR")?;
    fs::write(Path::new(&folder).join("looks.rs"), table)?;
    Ok(())
}
