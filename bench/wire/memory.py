"""10 GiB through send and listen, and through the relay: the peak resident size of each, and whether it stays flat."""

import threading

from wire.bench import GIB
from wire.process import Failed, Running
from wire.table import Figure, Row

EVERY = 0.05


def rows(bench):
    file = bench.hole((10 if not bench.quick else 1) * GIB)
    size = file.stat().st_size // GIB
    with Running([bench.hullo, "listen", "--raw", "--once", "127.0.0.1:0"]) as receiver:
        port = receiver.listening()
        with Running([bench.hullo, "send", "--no-reply", "--file", file, f"127.0.0.1:{port}"]) as sender:
            watched = [Watched("send", sender), Watched("listen", receiver)]
            sender.wait()
            receiver.wait()
    for one in watched:
        yield one.row(f"{size} GiB through {one.name}")
    with Running([bench.probe("bulk"), "swallow"]) as receiver:
        port = receiver.printed_port()
        with Running([bench.hullo, "relay", "127.0.0.1:0", f"127.0.0.1:{port}"]) as relay:
            at = relay.listening()
            watched = Watched("relay", relay)
            with Running([bench.probe("bulk"), "send", at, file]) as sender:
                sender.wait()
                receiver.wait()
            relay.stop()
    yield watched.row(f"{size} GiB through relay")


class Watched:
    """Samples one process's resident size until it ends."""

    def __init__(self, name, running):
        self.name, self.samples, self.peak = name, [], 0.0
        self.thread = threading.Thread(target=self.watch, args=[running])
        self.thread.start()

    def watch(self, running):
        pause = threading.Event()
        while running.used is None:
            size = running.memory("VmRSS")
            if size == size:
                self.samples.append(size)
                self.peak = max(self.peak, running.memory("VmHWM"))
            pause.wait(EVERY)

    def row(self, what):
        self.thread.join()
        if not self.samples:
            raise Failed(f"{what}: it ended before it could be looked at")
        settled = self.samples[len(self.samples) // 10 :]
        return Row(what, "MiB", Figure("hullo", [self.peak]), limit=20.0,
                   note=f"resident {settled[0]:.1f} MiB after a tenth of the time, {settled[-1]:.1f} MiB at the end")
