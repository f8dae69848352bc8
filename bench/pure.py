"""Instructions that jobs of pure/ take, counted by callgrind: the same on every run of the same binary.

Each job runs ten and then thirty times; the difference is twenty runs without the program's start.
"""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from wire.process import Failed

ROOT = Path(__file__).resolve().parents[1]
FEW, MANY = 10, 30

# A package of its own, written where it is built: the arrows between the workspace's crates stay those it ships.
MANIFEST = """\
[workspace]
[package]
name = "pure"
version = "0.0.0"
edition = "2024"
[dependencies]
hullo-wire = {{ path = "{root}/pure/wire" }}
hullo-meter = {{ path = "{root}/pure/meter" }}
[[bin]]
name = "pure"
path = "{root}/bench/pure/main.rs"
[profile.release]
lto = "fat"
codegen-units = 1
"""


def run() -> int:
    if not shutil.which("valgrind"):
        raise Failed("valgrind is needed to count instructions")
    with tempfile.TemporaryDirectory(prefix="hullo-bench-") as folder:
        binary = build(Path(folder))
        print("| job | instructions |")
        print("|---|---|")
        for job in subprocess.run([binary], capture_output=True, text=True, check=True).stdout.splitlines():
            each = (count(binary, job, MANY) - count(binary, job, FEW)) / (MANY - FEW)
            print(f"| {job} | {each:,.0f} |", flush=True)
    return 0


def build(folder: Path) -> Path:
    (folder / "Cargo.toml").write_text(MANIFEST.format(root=ROOT))
    shutil.copy(ROOT / "Cargo.lock", folder)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "bench"
    command = ["cargo", "build", "--release", "--quiet", "--target-dir", target]
    if subprocess.run(command, cwd=folder).returncode != 0:
        raise Failed("bench/pure does not build")
    return target / "release" / "pure"


def count(binary: Path, job: str, times: int) -> int:
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", binary, job, str(times)]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=300)
    found = re.search(r"Collected : (\d+)", ran.stderr)
    if ran.returncode != 0 or not found:
        raise Failed(f"callgrind counted nothing for {job!r}: {ran.stderr.strip()[-200:]}")
    return int(found[1])
