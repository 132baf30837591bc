"""What the command line says, in the terminal's language."""

from __future__ import annotations

from bot.model import Language
from bot.texts import Texts


class TerminalTexts:
    """Call it with the key of a message and its variables: the text in `language`."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = Texts()

    def __call__(self, key: str, /, **variables: str | int | float) -> str:
        return self._texts.say(self.language, key, **variables)
