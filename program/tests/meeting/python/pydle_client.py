# Joins #lobby by the library `pydle`, says what comes on standard input, prints what is said there.
# pydle_client.py HOST PORT NICK tls|clear
import asyncio
import sys

import pydle

host, port, nick, tls = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4] == "tls"


class Client(pydle.Client):
    async def on_connect(self):
        await super().on_connect()
        await self.join("#lobby")

    async def on_join(self, channel, user):
        await super().on_join(channel, user)
        if user == self.nickname:
            print("in the room", flush=True)
            asyncio.ensure_future(self.say())

    async def say(self):
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            await self.message("#lobby", line.rstrip("\n"))

    async def on_channel_message(self, target, by, message):
        print(f"<{by}> {message}", flush=True)


client = Client(nick, realname="pydle")
client.run(host, port=port, tls=tls, tls_verify=False)
