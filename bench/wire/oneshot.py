"""One message over TCP as a whole process: start, 13 bytes there, 13 bytes back and printed, end."""

import subprocess

from wire.process import Failed, Running
from wire.table import Figure, Row

RUNS = 20


def rows(bench):
    message = bench.folder / "message"
    message.write_text("Hello, Server")
    with Running([bench.probe("answer")], stdout=subprocess.PIPE) as server:
        port = server.printed_port()
        clients = {"hullo": [bench.hullo, "send", f"127.0.0.1:{port}", "Hello, Server"]}
        if bench.has("nc"):
            clients["nc"] = ["nc", "-N", "127.0.0.1", port]
        clients["static C"] = [bench.probe("oneshot"), port]
        if bench.has("socat"):
            clients["socat"] = ["socat", "-t5", "-", f"TCP:127.0.0.1:{port}"]
        if bench.has("ncat") and not bench.quick:
            clients["ncat"] = ["ncat", "127.0.0.1", port]
        times = {who: Figure(who) for who in clients}
        peaks = {who: Figure(who) for who in clients}
        for _ in range(bench.rounds(15, 5)):
            for who, command in clients.items():
                mean, peak = again(bench, message, command)
                times[who].samples.append(mean)
                peaks[who].samples.append(peak / 1024)
    yield Row("one-shot send, whole process", "us", times.pop("hullo"), list(times.values()), at_most=1.3,
              note=f"each sample is the mean of {RUNS} runs")
    yield Row("one-shot send, peak RSS", "MiB", peaks.pop("hullo"), list(peaks.values()), limit=4.0)


def again(bench, message, command) -> tuple[float, int]:
    argv = [str(arg) for arg in [bench.probe("again"), RUNS, message, *command]]
    run = subprocess.run(argv, capture_output=True, text=True, timeout=60)
    if run.returncode != 0:
        raise Failed(run.stderr.strip())
    mean, peak = run.stdout.split()
    return float(mean), int(peak)
