# Joins #lobby by the library `irc`, says what comes on standard input, prints what is said there.
# irc_client.py HOST PORT NICK tls|clear
import functools
import ssl
import sys
import threading

import irc.client
import irc.connection

host, port, nick, tls = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4] == "tls"


def say(connection):
    for line in sys.stdin:
        connection.privmsg("#lobby", line.rstrip("\n"))


def on_welcome(connection, event):
    connection.join("#lobby")


def on_endofnames(connection, event):
    print("in the room", flush=True)
    threading.Thread(target=say, args=(connection,), daemon=True).start()


def on_pubmsg(connection, event):
    print(f"<{event.source.nick}> {event.arguments[0]}", flush=True)


wrap = {}
if tls:
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    wrap = {"wrapper": functools.partial(context.wrap_socket, server_hostname=host)}
reactor = irc.client.Reactor()
server = reactor.server()
for name in ("welcome", "endofnames", "pubmsg"):
    server.add_global_handler(name, globals()["on_" + name])
server.connect(host, port, nick, connect_factory=irc.connection.Factory(ipv6=":" in host, **wrap))
reactor.process_forever(0.01)
