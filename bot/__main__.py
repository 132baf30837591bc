"""The entry point, `python -m bot`."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import cli
from bot.model import Language

KEPT_DEMO = Path("var/demo")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    return cli.main(arguments, _demo)


async def _demo(asked: argparse.Namespace) -> int:
    from bot import demo  # only this command needs the demo's packages

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
        # As Python does for stderr: characters that a terminal can't show must not abort a command.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = main()
        sys.stdout.flush()
    except KeyboardInterrupt:
        code = 128 + signal.SIGINT  # as shells do, so that a calling script stops, too
    except BrokenPipeError:  # whoever reads what is printed has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more at its end
        code = 128 + signal.SIGPIPE
    sys.exit(code)
