"""The terminal: what the command line prints, in the language of its locale."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from bot.errors import UserError
from bot.model import Language
from bot.texts import Texts

_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""What steers a terminal, is invisible, or turns the direction of writing; not a tab or the end of a line."""


def printable(text: str) -> str:
    """Return a text with � in place of each character that steers a terminal, is invisible, or turns it."""
    return _CONTROLS.sub("�", text)


class Terminal:
    """Prints messages of the locales in `language`; no character of a stranger steers the terminal."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.texts = Texts()

    def text(self, key: str, /, **variables: str | int) -> str:
        """Return the message `key` with its variables filled in."""
        return self.texts.say(self.language, key, **variables)

    def say(self, key: str, /, **variables: str | int) -> None:
        """Print the message `key` on standard output."""
        self.print(self.text(key, **variables))

    def print(self, text: str) -> None:
        """Print lines on standard output, with � for each control character."""
        print(printable(text))

    def print_json(self, value: Any) -> None:
        """Print a value as JSON on one line, in ASCII: a terminal may have any encoding, JSON has one."""
        print(json.dumps(value))

    def ask(self, question: str) -> bool:
        """Ask a question on the terminal; return whether the answer is yes. Without a terminal it is no."""
        try:
            answer = input(printable(f"{question} "))
        except EOFError:
            print()
            return False
        return answer.strip().casefold() in {self.text("cli-yes-word"), "y", "yes"}

    def report(self, error: UserError, prefix: str = "") -> None:
        """Print what went wrong on standard error."""
        print(printable(f"{prefix}{self.text(error.key, **error.variables)}"), file=sys.stderr)
