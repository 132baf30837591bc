"""The terminal: what the command line prints, in the language of its locale."""

from __future__ import annotations

import sys

from bot.errors import UserError
from bot.model import Language
from bot.texts import Texts


class Terminal:
    """Prints messages of the locales in `language`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.texts = Texts()

    def text(self, key: str, /, **variables: str | int | float) -> str:
        """Return the message `key` with its variables filled in."""
        return self.texts.say(self.language, key, **variables)

    def say(self, key: str, /, **variables: str | int | float) -> None:
        """Print the message `key` on standard output."""
        print(self.text(key, **variables))

    def report(self, error: UserError, prefix: str = "") -> None:
        """Print what went wrong on standard error."""
        print(f"{prefix}{self.text(error.key, **error.variables)}", file=sys.stderr)
