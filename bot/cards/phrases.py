"""Find the phrases of a text, between which lines break best."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from functools import cache

import budoux

from bot.cards import characters
from bot.cards.scripts import Script, script_of
from bot.cues import cues
from bot.model import Language

# Short text in brackets, and Latin words.
_UNBREAKABLE = re.compile(r"[!-~]+|[（「『〈《【〔“][^（）「」『』、。]{1,8}[）」』〉》】〕”]")


def phrase_ends(text: str, language: Language) -> set[int]:
    """Return the offsets where phrases end: at spaces, in Japanese and Chinese where BudouX finds them."""
    spaces = {position for position, char in enumerate(text) if char == " "}
    no_break = {found.start() for found in cues(language)["lines.no_break"].finditer(text)}
    parser = _PARSERS.get(script_of(text))
    if parser is None or (language is Language.EN and not characters.JAPANESE.search(text)):
        return spaces - no_break
    # Punctuation misleads BudouX: an end inside a run of letters must be one in the run alone, too.
    runs = {found.start(): found[0] for found in re.finditer(r"[^\W_]+", text)}
    inside = {start + position for start, run in runs.items() for position in range(1, len(run))}
    confirmed = {start + position for start, run in runs.items() for position in _budoux_ends(parser, run)}
    ends = {
        position for position in _budoux_ends(parser, text) if position in confirmed or position not in inside
    }
    pauses = {position for position, char in enumerate(text, 1) if characters.PAUSE.match(char)}
    unbreakable = {
        position
        for short in _UNBREAKABLE.finditer(text)
        for position in range(short.start() + 1, short.end())
    }
    return (ends | pauses | spaces) - unbreakable - no_break


def _budoux_ends(parser: Callable[[], budoux.Parser], text: str) -> list[int]:
    return list(itertools.accumulate(len(phrase) for phrase in parser().parse(text)))


_PARSERS = {
    Script.JAPANESE: cache(budoux.load_default_japanese_parser),
    Script.SIMPLIFIED: cache(budoux.load_default_simplified_chinese_parser),
    Script.TRADITIONAL: cache(budoux.load_default_traditional_chinese_parser),
}
