"""The cue words of `data/cues`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.model import Language

_FOLDER = Path(__file__).parents[1] / "data" / "cues"
_ANCHOR = re.compile(r"(?:\(\?i:)?(\^|\\b)(?=\w|\(\?:)")


class Cues(dict[str, re.Pattern[str]]):
    """Lists of regular expressions by name, such as `quotes.reporting_verb`."""

    def __init__(self, lists: Mapping[str, list[str]], flags: re.RegexFlag = re.NOFLAG) -> None:
        self.expressions = lists
        self._flags = flags

    def __missing__(self, name: str) -> re.Pattern[str]:
        """Return one pattern that matches any expression of a list; raise KeyError for an unknown list."""
        self[name] = re.compile(self.group(name), self._flags)
        return self[name]

    def group(self, name: str) -> str:
        """Return a list as a non-capturing group, to build into a larger expression."""
        runs = groupby(self.expressions[name], _anchor)
        return "(?:" + ("|".join(f"{anchor}(?:{'|'.join(run)})" for anchor, run in runs) or "(?!)") + ")"


def _anchor(expression: str) -> str:
    """Return the `^` or `\\b` that an expression begins with: in front of a run, it fails early for all."""
    found = _ANCHOR.match(expression)
    return found[1] if found else ""


@cache
def load(name: str) -> dict[str, Any]:
    """Return the contents of `data/cues/<name>.toml`, read once."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def cues(language: Language) -> Cues:
    """Return the cues of a language, named `<table>.<key>`."""
    tables: dict[str, dict[str, list[str]]] = load(language.value)
    return Cues({f"{table}.{key}": words for table, lists in tables.items() for key, words in lists.items()})


@cache
def page_cues() -> Cues:
    """Return the cues of pages, in all languages and regardless of case."""
    return Cues(load("pages"), re.IGNORECASE)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for the longest of `words`; one that ends in a Latin letter must end the word."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(
        re.escape(word) + ("(?![a-z])" if word[-1].isascii() and word[-1].isalpha() else "")
        for word in longest_first
    )
