"""The entry point, `python -m bot`."""

from __future__ import annotations

import argparse
import gc
import io
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.model import Language
from bot.texts import Texts

KEPT_DEMO = Path("var/demo")
GARBAGE = 20_000
"""New objects until Python looks for garbage: with the usual 700, being told of 10,000 servers takes a fifth
longer."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    gc.disable()  # what a start makes stays; looking for garbage in it takes an eighth of the time
    Texts()  # the messages are kept; all that is imported now finds room in what reading them has left
    from bot import cli

    gc.freeze()
    gc.set_threshold(GARBAGE)
    gc.enable()
    return cli.main(arguments, _demo)


async def _demo(asked: argparse.Namespace) -> int:
    from bot import config, demo  # only this command needs the demo's packages
    from bot.fetch import LanguageModel

    where = config.load().language_model
    await demo.run(
        language=Language(asked.language),
        announce=lambda text: print(text, flush=True),
        port=asked.port,
        keep=KEPT_DEMO if asked.keep else None,
        at=asked.at,
        browser=not asked.no_browser,
        language_model=LanguageModel(where) if where else None,
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
