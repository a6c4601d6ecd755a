"""Connects the client `rest_check` to the gateway, prints the key of its files, and stays until it is ended.

usage: gateway.py SERVER_URL
"""

import asyncio
import json
import sys

import websockets


async def main(server):
    url = server.replace("http", "ws", 1) + "/concierge/ws"
    async with websockets.connect(url, subprotocols=["ert-concierge"]) as socket:
        await socket.send(json.dumps({"type": "IDENTIFY", "name": "rest_check", "version": "0.2.0"}))
        print(json.loads(await socket.recv())["uuid"], flush=True)
        async for _ in socket:
            pass


asyncio.run(main(*sys.argv[1:]))
