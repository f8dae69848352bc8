"""A file of 1 GiB from one process to another over TCP, into /dev/null and into a pipe that another process reads."""

import subprocess

from wire.bench import GIB
from wire.process import Running, start_at_free_port
from wire.table import Figure, Row


def rows(bench):
    file = bench.file(GIB if not bench.quick else GIB // 4)
    ways = {"hullo": hullo}
    if bench.has("nc"):
        ways["nc"] = nc
    ways["C splice"] = splice
    if bench.has("socat") and not bench.quick:
        ways["socat"] = socat
        ways["socat -b1M"] = socat_large
    yield from measure(bench, file, ways, "bulk TCP to /dev/null", False)
    ways.pop("socat", None)
    yield from measure(bench, file, ways, "bulk TCP into a pipe", True)


def measure(bench, file, ways, what, piped):
    speed = {who: Figure(who) for who in ways}
    cost = {who: Figure(who) for who in ways}
    size = file.stat().st_size / GIB
    for _ in range(bench.rounds(9, 5)):
        for who, way in ways.items():
            seconds, cpu = transfer(bench, file, way, piped)
            speed[who].samples.append(size / seconds)
            cost[who].samples.append(cpu / size)
    barred = not piped
    yield Row(what, "GiB/s", speed.pop("hullo"), list(speed.values()), at_least=1.2 if barred else None)
    yield Row(f"{what}, CPU of both", "s/GiB", cost.pop("hullo"), list(cost.values()), at_most=0.7 if barred else None)


def transfer(bench, file, way, piped) -> tuple[float, float]:
    """Seconds from the sender's start to the receiver's end, and CPU seconds of both."""
    if not piped:
        return run(bench, file, way, subprocess.DEVNULL)
    reader = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    try:
        return run(bench, file, way, reader.stdin)
    finally:
        reader.stdin.close()
        reader.wait(timeout=10)


def run(bench, file, way, out):
    receiver, sender = way(bench, file, out)
    with receiver, sender:
        sent = sender.wait()
        received = receiver.wait()
    return max(sent.ended, received.ended) - sender.began, sent.cpu + received.cpu


def hullo(bench, file, out):
    receiver = Running([bench.hullo, "listen", "--raw", "--once", "127.0.0.1:0"], stdout=out)
    port = receiver.listening()
    return receiver, Running([bench.hullo, "send", "--no-reply", "--file", file, f"127.0.0.1:{port}"])


def nc(bench, file, out):
    receiver, port = start_at_free_port(lambda port: ["nc", "-l", "127.0.0.1", port], stdout=out)
    with file.open("rb") as source:
        return receiver, Running(["nc", "-N", "127.0.0.1", port], stdin=source)


def socat(bench, file, out, *extra):
    listen = lambda port: ["socat", "-u", *extra, f"TCP-LISTEN:{port},bind=127.0.0.1", "STDOUT"]  # noqa: E731
    receiver, port = start_at_free_port(listen, stdout=out)
    return receiver, Running(["socat", "-u", *extra, f"OPEN:{file},rdonly", f"TCP:127.0.0.1:{port}"])


def socat_large(bench, file, out):
    return socat(bench, file, out, "-b1048576")


def splice(bench, file, out):
    receiver = Running([bench.probe("bulk"), "receive"], stdout=out)
    port = receiver.printed_port()
    return receiver, Running([bench.probe("bulk"), "send", port, file])
