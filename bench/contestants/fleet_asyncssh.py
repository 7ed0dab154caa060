#!/usr/bin/python3
"""asyncssh: one connection and one exec per host, so many at a time. See README.md for what every contestant is told and answers."""
import os
import sys
import warnings

print("bare", flush=True)
sys.stdin.readline()
warnings.simplefilter("ignore")
import asyncio  # noqa: E402
import asyncssh  # noqa: E402

settings = {name[6:].lower(): value for name, value in os.environ.items() if name.startswith("BENCH_")}
hosts = [line.strip().split("@") for line in open(settings["hosts"])]
command = open(settings["command"]).read()
exchange = {"kex_algs": settings["kex"].split(",")} if settings["kex"] else {}


async def ask(host, throttle):
    user, address = host
    async with throttle:
        async with asyncssh.connect(address, int(settings["port"]), username=user, config=None, agent_path=None, known_hosts=settings["known_hosts"],
                                    client_keys=[settings["key"]], **exchange) as connection:
            process = await connection.create_process(command)  # its stdin stays open: the probe ends with it
            return "end facts 0" in await process.stdout.read()


async def ask_all():
    throttle = asyncio.Semaphore(int(settings["limit"]))
    return sum(await asyncio.gather(*(ask(host, throttle) for host in hosts)))

while True:
    print(asyncio.run(ask_all()), flush=True)
    if not sys.stdin.readline():
        break
