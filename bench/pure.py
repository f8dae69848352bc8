"""Instructions that jobs of pure/ take, counted by callgrind: the same on every run of the same binary.

Each job runs ten and then thirty times; the difference is twenty runs without the program's start. A job of so many
lines is also timed, without callgrind: lines a second of CPU time, the median of five.
"""

import os
import re
import resource
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from wire.process import Failed

ROOT = Path(__file__).resolve().parents[1]
FEW, MANY = 10, 30
TIMED = 10_000

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
        print("| job | instructions | M lines/s |")
        print("|---|---|---|")
        for job in subprocess.run([binary], capture_output=True, text=True, check=True).stdout.splitlines():
            each = (count(binary, job, MANY) - count(binary, job, FEW)) / (MANY - FEW)
            print(f"| {job} | {each:,.0f} | {speed(binary, job)} |", flush=True)
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


def speed(binary: Path, job: str) -> str:
    """Millions of lines a second of CPU time, or nothing if the job is not one of lines."""
    found = re.search(r"([\d,]+) lines", job)
    if not found:
        return ""
    taken = statistics.median(cpu_seconds([binary, job, str(TIMED)]) for _ in range(5))
    return f"{int(found[1].replace(',', '')) * TIMED / taken / 1e6:.1f}"


def cpu_seconds(command: list) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
