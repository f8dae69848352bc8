# Joins #lobby over a WebSocket by the library `websockets`, one IRC line a frame; says what comes on standard input,
# prints every line that comes.
# web_client.py HOST PORT NICK tls|clear SUBPROTOCOL
import asyncio
import ssl
import sys

import websockets

host, port, nick, tls = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4] == "tls"
subprotocol = sys.argv[5]
binary = subprotocol.startswith("binary")
place = f"[{host}]" if ":" in host else host


async def say(socket):
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        await send(socket, "PRIVMSG #lobby :" + line.rstrip("\n"))


async def send(socket, line):
    await socket.send(line.encode() if binary else line)


async def main():
    how = {}
    if tls:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        how = {"ssl": context}
    address = f"{'wss' if tls else 'ws'}://{place}:{port}/"
    async with websockets.connect(address, subprotocols=[subprotocol], proxy=None, **how) as socket:
        assert socket.subprotocol == subprotocol, socket.subprotocol
        for line in (f"NICK {nick}", "USER web 0 * :by WebSocket", "JOIN #lobby"):
            await send(socket, line)
        async for frame in socket:
            assert isinstance(frame, bytes) == binary, frame
            line = frame.decode() if binary else frame
            assert "\n" not in line and "\r" not in line, line
            print(line, flush=True)
            word = line.split(" ")
            if word[0] == "PING":
                await send(socket, "PONG " + word[1])
            if word[1] == "366":
                print("in the room", flush=True)
                speaker = asyncio.ensure_future(say(socket))


asyncio.run(main())
