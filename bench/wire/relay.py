"""TCP through a relay: throughput and CPU of the relay, and the round trip that it adds to.

The ends are as cheap as can be (splice out of a file, dropped by the kernel on arrival), so that the relay is measured.
"""

import subprocess

from wire.bench import GIB
from wire.process import Failed, Running, start_at_free_port
from wire.table import Figure, Row


def rows(bench):
    relays = {"hullo": hullo}
    if bench.has("socat"):
        relays["socat"] = socat
        relays["socat -b1M"] = lambda bench, port: socat(bench, port, "-b1048576")
    relays["C splice"] = splice
    yield from throughput(bench, relays)
    yield from round_trip(bench, relays)


def throughput(bench, relays):
    file = bench.file(GIB if not bench.quick else GIB // 4)
    size = file.stat().st_size / GIB
    speed = {who: Figure(who) for who in relays}
    cost = {who: Figure(who) for who in relays}
    direct = Figure("no relay")
    for _ in range(bench.rounds(9, 5)):
        direct.samples.append(size / pass_through(bench, file, None)[0])
        for who, relay in relays.items():
            seconds, cpu = pass_through(bench, file, relay)
            speed[who].samples.append(size / seconds)
            cost[who].samples.append(cpu / size)
    yield Row("relay TCP", "GiB/s", speed.pop("hullo"), [*speed.values(), direct], at_least=1.8)
    yield Row("relay TCP, its CPU", "s/GiB", cost.pop("hullo"), list(cost.values()), at_most=0.35)


def pass_through(bench, file, relay) -> tuple[float, float]:
    """Seconds from the sender's start to the receiver's end, and the relay's CPU seconds."""
    with Running([bench.probe("bulk"), "swallow"]) as receiver:
        port = receiver.printed_port()
        if relay is None:
            with Running([bench.probe("bulk"), "send", port, file]) as sender:
                sender.wait()
                return receiver.wait().ended - sender.began, 0.0
        middle, at = relay(bench, port)
        with middle:
            with Running([bench.probe("bulk"), "send", at, file]) as sender:
                sender.wait()
                seconds = receiver.wait().ended - sender.began
            return seconds, middle.stop().cpu


def round_trip(bench, relays):
    count = bench.rounds(20_000, 3_000)
    trips = {who: Figure(who) for who in relays}
    direct = Figure("no relay")
    with Running([bench.probe("pingpong"), "serve", "tcp"], stdout=subprocess.PIPE) as server:
        port = server.printed_port()
        for _ in range(bench.rounds(7, 3)):
            direct.samples.append(ask(bench, port, count))
            for who, relay in relays.items():
                middle, at = relay(bench, port)
                with middle:
                    trips[who].samples.append(ask(bench, at, count))
    yield Row("round trip through the relay, p50", "us", trips.pop("hullo"), [*trips.values(), direct],
              note="64 bytes; no end is bound to a core")


def ask(bench, port, count) -> float:
    argv = [bench.probe("pingpong"), "ask", "tcp", str(port), str(count)]
    run = subprocess.run(argv, capture_output=True, text=True, timeout=60)
    if run.returncode != 0:
        raise Failed(run.stderr.strip())
    return float(run.stdout.split()[0])


def hullo(bench, port):
    relay = Running([bench.hullo, "relay", "127.0.0.1:0", f"127.0.0.1:{port}"])
    return relay, relay.listening()


def socat(bench, port, *extra):
    # Without fork: the one connection's CPU is the process's own.
    to = f"TCP:127.0.0.1:{port},nodelay"
    return start_at_free_port(lambda at: ["socat", *extra, f"TCP-LISTEN:{at},bind=127.0.0.1,nodelay", to])


def splice(bench, port):
    relay = Running([bench.probe("relay"), port], stdout=subprocess.PIPE)
    return relay, relay.printed_port()
