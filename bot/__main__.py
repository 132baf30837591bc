"""The door of the command line."""

from __future__ import annotations

import argparse
import io
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import cli
from bot.model import Language

KEPT_DEMO = Path("var/demo")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command of the command line; return its exit code."""
    return cli.main(arguments, _demo)


async def _demo(asked: argparse.Namespace) -> int:
    from bot import demo  # here, since only this command needs the demo's packages

    await demo.run(
        language=Language(asked.language),
        announce=lambda text: print(text, flush=True),
        port=asked.port,
        keep=KEPT_DEMO if asked.keep else None,
        at=asked.at,
        browser=not asked.no_browser,
    )
    return 0


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        # As Python does itself for stderr: what a terminal can't show must not end what was nearly done.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)  # as shells have it, so that a script goes no further
