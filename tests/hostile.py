"""Texts that a pattern finds hard: built from its own characters, repeats and beginnings."""

from __future__ import annotations

import importlib
import itertools
import re
from collections.abc import Iterator
from typing import Any

# How `re` reads a pattern; its items are (operation, argument).
_parser: Any = importlib.import_module("re._parser")

COMMON = "\n \t\u3000aA0_-.,|[](<*'\"“‘「あア一"
"""Characters of any text, beside those that a pattern names."""

_ENDS = "\ufffe\n。.!a"
"""A text ends with the first of these that no repeat goes on with, or not the one in question."""

_MANY = 8
"""A repeat of at most so many costs little, unless it repeats another."""

Attack = tuple[str, str, str]
"""What stands before, what is repeated, what stands after."""


def attacks(pattern: re.Pattern[Any], *, anchored: bool) -> list[Attack]:
    """Return hostile texts for a pattern; `anchored` says that it is only matched from the start.

    They repeat what its repeats repeat, one character of each kind that its classes tell apart, and
    beginnings of what it matches, and end with what it does not match.
    """
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = _parser.parse(source, pattern.flags & ~re.UNICODE)
    repeats = list(_repeats(parsed, ""))
    classes = [*_classes(parsed), *(body for _, body in repeats)]
    kinds = {tuple(_accepts(one, char) for one in classes): char for char in (*_named(parsed), *COMMON[::-1])}
    found: dict[Attack, None] = {}
    for before, body in repeats:
        bodies = [each for _, each in repeats]
        end = next((char for char in _ENDS if not any(_accepts(each, char) for each in bodies)), "")
        end = end or next(char for char in (*_ENDS, "") if not _accepts(body, char))
        pumps = [char for char in kinds.values() if _accepts(body, char)]
        for pump in filter(None, (_examples(body, 1), _examples(body, 2), *pumps)):
            found |= dict.fromkeys([(before, pump, end), ("", pump, end)])
    if repeats and not anchored:
        whole = _examples(parsed, 1)
        for stop in {1, len(whole) // 2, len(whole) - 1, len(whole)} - {0, -1}:
            found["", whole[:stop], ""] = None
    return list(found)


def _children(operation: str, argument: Any) -> list[Any]:
    """Return the sequences of items inside an item."""
    match operation:
        case "BRANCH":
            return list(argument[1])
        case "SUBPATTERN":
            return [argument[3]]
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return [argument[2]]
        case "ATOMIC_GROUP":
            return [argument]
        case "ASSERT":
            return [argument[1]]
        case _:
            return []


def _repeats(sequence: Any, before: str) -> Iterator[tuple[str, Any]]:
    """Yield each repeat inside a sequence, with a text that leads to it."""
    for operation, argument in sequence:
        name = str(operation)
        if name.endswith("_REPEAT") and argument[1] > (2 if any(_repeats(argument[2], "")) else _MANY):
            yield before, argument[2]
        for child in _children(name, argument):
            yield from _repeats(child, before)
        before += _example((operation, argument))


def _classes(sequence: Any) -> Iterator[Any]:
    """Yield the classes of characters inside a sequence."""
    for operation, argument in sequence:
        if str(operation) in ("IN", "NOT_LITERAL"):
            yield [(operation, argument)]
        for child in _children(str(operation), argument):
            yield from _classes(child)


def _named(sequence: Any) -> Iterator[str]:
    """Yield the characters that a sequence names, one of each range."""
    for operation, argument in sequence:
        if str(operation) in ("LITERAL", "NOT_LITERAL"):
            yield chr(argument)
        elif str(operation) == "IN":
            yield from (
                chr(a) if str(o) == "LITERAL" else chr(a[0])
                for o, a in argument
                if str(o) in ("LITERAL", "RANGE")
            )
        for child in _children(str(operation), argument):
            yield from _named(child)


def _examples(sequence: Any, times: int) -> str:
    return "".join(_example(item, times) for item in sequence)


def _example(item: Any, times: int = 1) -> str:
    """Return a text that an item matches, with what is repeated `times` over where that is allowed."""
    operation: str = str(item[0])
    argument = item[1]
    match operation:
        case "LITERAL":
            return chr(argument)
        case "NOT_LITERAL" | "ANY" | "IN":
            return _character(item)
        case "BRANCH":
            return _examples(argument[1][0], times)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, body = argument
            return _examples(body, times) * int(max(least, min(times, most)))
        case "ASSERT" | "ASSERT_NOT":
            return ""
        case _:
            return "".join(_examples(child, times) for child in _children(operation, argument))


def _character(item: Any) -> str:
    of_any_text = itertools.chain("aA0あア一 ,(", sorted(_named([item])), map(chr, range(33, 0x3200)))
    return next((char for char in of_any_text if _accepts([item], char)), "")


def _accepts(sequence: Any, char: str) -> bool:
    """Return whether a sequence of one item, which is a class of characters, has a character."""
    if len(sequence) != 1 or not char:
        return False
    operation, argument = str(sequence[0][0]), sequence[0][1]
    code = ord(char)
    match operation:
        case "LITERAL":
            return bool(argument == code)
        case "NOT_LITERAL":
            return bool(argument != code)
        case "ANY":
            return char != "\n"
        case "IN":
            negated = str(argument[0][0]) == "NEGATE"
            return negated != any(_in_class(str(o), a, char) for o, a in argument)
        case "BRANCH":
            return any(_accepts(child, char) for child in argument[1])
        case _:
            return any(_accepts(child, char) for child in _children(operation, argument))


def _in_class(operation: str, argument: Any, char: str) -> bool:
    match operation:
        case "LITERAL":
            return bool(argument == ord(char))
        case "RANGE":
            return bool(argument[0] <= ord(char) <= argument[1])
        case "CATEGORY":
            kind = str(argument).removeprefix("CATEGORY_")
            letter = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[kind.removeprefix("NOT_")]
            return (re.match(letter, char) is None) == kind.startswith("NOT_")
        case _:
            return False
