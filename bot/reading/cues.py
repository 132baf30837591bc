"""The cue words of each language, from data/cues."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from bot.model import Language

_FOLDER = Path(__file__).parents[2] / "data" / "cues"


class Cues:
    """Lists of regular expressions by name, such as `quotes.said`."""

    def __init__(self, lists: dict[str, list[str]]) -> None:
        self._lists = lists
        self._patterns: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        """One expression that matches any of the list; a list that nobody wrote is a `KeyError`."""
        if name not in self._patterns:
            self._patterns[name] = re.compile("|".join(self._lists[name]) or r"(?!)")
        return self._patterns[name]

    def group(self, name: str) -> str:
        """The list as part of a larger expression."""
        return "(?:" + ("|".join(self._lists[name]) or "(?!)") + ")"


@cache
def cues(language: Language) -> Cues:
    """The cues of one language; read once, on first use."""
    with (_FOLDER / f"{language.value}.toml").open("rb") as file:
        tables: dict[str, dict[str, list[str]]] = tomllib.load(file)
    return Cues({f"{table}.{key}": words for table, lists in tables.items() for key, words in lists.items()})
