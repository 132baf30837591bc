"""Two small measures that the checks of bodies share: `expect` a rule, `within` a length."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Json = Any
"""A decoded JSON value: what a body is made of is for the checks to find out."""


def expect(kept: object, sentence: str) -> None:
    """Raise AssertionError with `sentence` unless `kept` is true."""
    if not kept:
        raise AssertionError(sentence)


def within(value: Json, most: int, what: str, *, least: int = 0) -> str:
    """`value` if it is a text of `least` to `most` characters; None counts as empty."""
    text = "" if value is None else value
    expect(isinstance(text, str), f"{what} is {text!r:.60}, which is not a text")
    expect(len(text) <= most, f"{what} has {len(text)} characters, more than {most}")
    expect(len(text) >= least, f"{what} has {len(text)} characters, fewer than {least}")
    return str(text)


def known(keys: Iterable[str], allowed: Iterable[str], what: str) -> None:
    """Refuse keys that Discord does not name."""
    unknown = sorted(set(keys) - set(allowed))
    expect(not unknown, f"{what} has the unknown key {', '.join(unknown)}")


def different(values: Iterable[object], what: str) -> None:
    """Refuse a value that comes twice."""
    seen: set[object] = set()
    for value in values:
        expect(value not in seen, f"{what} {value!r} is used twice")
        seen.add(value)
