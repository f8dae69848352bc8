"""Writes program/start.ld: the functions that a one-shot `send` runs, for the linker to lay side by side.

Callgrind says which run. Their names end in hashes that change with every build, and a long name holds types that
change often; so a name is cut where its hash begins, and after 40 letters at the latest. What else begins so comes
along: on the program as of 24 November 2026 a quarter more than what runs.
"""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from wire.process import Failed, Running

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "program" / "start.ld"
LONGEST = 40
RUNS = 5

HEAD = """\
/* Written by `bench/run order`; program/build.rs says what it is for and when it is used.
   Functions that a one-shot `send` over TCP runs, by the beginnings of their names. */
SECTIONS {
  .text.start : {
    *(.text.main)
"""
TAIL = """\
  }
} INSERT BEFORE .text;
"""


def run() -> int:
    if not shutil.which("valgrind"):
        raise Failed("valgrind is needed to see which functions run")
    beginnings = sorted({beginning(name) for name in functions_run(build())})
    SCRIPT.write_text(HEAD + "".join(f"    *(.text.*{each}*)\n" for each in beginnings) + TAIL)
    print(f"{SCRIPT.relative_to(ROOT)}: {len(beginnings)} beginnings of names")
    return 0


def build() -> Path:
    """The release binary with the names of its functions, in a folder of its own."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "bench"
    command = ["cargo", "build", "--release", "--quiet", "-p", "hullo", "--target-dir", target]
    environment = os.environ | {"CARGO_PROFILE_RELEASE_STRIP": "none"}
    if subprocess.run(command, cwd=ROOT, env=environment).returncode != 0:
        raise Failed("hullo does not build")
    return target / "release" / "hullo"


def functions_run(hullo: Path) -> set:
    """The names, as the linker knows them, of the functions of the binary that one `send` with an answer runs: of
    several, because an address may be written in two ways, and tokio tries what it waits for in a random order."""
    names = set()
    with tempfile.TemporaryDirectory(prefix="hullo-bench-") as folder:
        seen = Path(folder) / "seen"
        callgrind = ["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={seen}"]
        callgrind += ["--demangle=no", "--compress-strings=no"]
        with Running([hullo, "listen", "tcp://127.0.0.1:0", "--reply", "Hello, Client"]) as server:
            port = server.listening()
            for address in [f"127.0.0.1:{port}", f"tcp://127.0.0.1:{port}"] * RUNS:
                with Running([*callgrind, hullo, "send", address, "Hello, Server"]) as client:
                    client.wait()
                names |= rust_names(seen.read_text())
    return names


def rust_names(report: str) -> set:
    """Of a callgrind report. The libraries that hullo loads are C, so what has such a name is its own; the report does
    not tell whose it is for functions outside a section named .text."""
    names = {line.removeprefix("fn=") for line in report.splitlines() if line.startswith("fn=")}
    return {name for name in names if name.startswith(("_ZN", "_R"))}


def beginning(name: str) -> str:
    """What a name begins with in every build, as a pattern."""
    name = re.sub(r"17h[0-9a-f]{16}E.*", "", name)  # the hash that ends a name of rustc's older kind
    if name.startswith("_R"):  # the newer kind: a hash for each crate, and references by position
        name = re.sub(r"[.'].*", "", name)  # a number that LLVM or callgrind put behind
        name = re.sub(r"Cs[0-9A-Za-z]+_", "Cs*_", name)
        name = re.sub(r"B[0-9A-Za-z]{0,2}_", "B*_", name)
    return name[:LONGEST].rstrip("*")
