"""`python -m tests.wire.launch MODULE [ARGUMENT…]` lets a module meet a small Discord as the real one."""

from __future__ import annotations

import contextlib
import os
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

VARIABLE = "SMALL_DISCORD"
SHIPPED = "SHIPPED"
"""Names the folder of articles that the bot ships: to read all of them takes longer than most tests."""


@contextlib.contextmanager
def pointed_at(address: str) -> Iterator[None]:
    """Let discord.py speak with the small Discord at `address` (http, loopback only) until the block ends."""
    if urlsplit(address).hostname != "127.0.0.1":
        raise ValueError(f"the small Discord is on loopback only, not at {address}")
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = f"{address}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = URL(f"{address.replace('http', 'ws', 1)}/ws")
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


def main() -> None:
    """Run the module that the command line names, as `python -m` would."""
    if folder := os.environ.get(SHIPPED):
        from bot.library import article_service  # a bare client has no use for it

        article_service.SHIPPED = Path(folder)
    with pointed_at(os.environ[VARIABLE]):
        del sys.argv[0]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
