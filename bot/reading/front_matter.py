"""The front matter of a text: YAML between two `---` at its very start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml

from bot.model import Metadata
from bot.reading.inline_text import INVISIBLE

_BLOCK = re.compile(r"\ufeff?---[ \t]*\n(.{0,20000}?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_-]{1,40})[ \t]*:[ \t]+(\S[^\n]{0,2000})$", re.MULTILINE)
_SPACES = re.compile(r"[ \t\n]+")
_DATE = re.compile(r"\b([12]\d{3})(?:-|/|\.|年 ?)(\d\d?)(?:-|/|\.|月 ?)(\d\d?)(?!\d)")


def split(source: str) -> tuple[Metadata, int]:
    """Return what the front matter of a text says, and the offset of what follows it, 0 without any.

    `source` has no line breaks but "\\n".
    """
    found = _BLOCK.match(source)
    fields = _fields(found[1] or "") if found else None
    if found is None or fields is None:
        return Metadata(), 0
    return (
        Metadata(
            title=_text(fields, "title"),
            author=_text(fields, "author", "authors"),
            publisher=_text(fields, "publisher", "site", "source"),
            date=_date(_text(fields, "date", "published", "pubdate", "created")),
            language=(_text(fields, "language", "lang") or "")[:2].lower() or None,
            url=_text(fields, "url", "link", "canonical", "canonical_url"),
            translated={"true": True, "false": False}.get((_text(fields, "translated") or "").lower()),
        ),
        found.end(),
    )


def _fields(text: str) -> dict[str, Any] | None:
    """Return the fields by their lower-case names; None for what is no mapping.

    Every scalar stays the text it is written as. `title: One: two` is no YAML, but common: lines that look
    like fields are taken one by one then.
    """
    try:
        found = yaml.load(text, yaml.BaseLoader)  # noqa: S506  # makes nothing but strings, lists and dicts
    except (yaml.YAMLError, RecursionError, ValueError):
        found = {match[1]: match[2].strip().strip("\"'") for match in _FIELD.finditer(text)}
        return {name.lower(): value for name, value in found.items()} or None
    if not isinstance(found, dict):
        return None
    return {str(name).lower(): value for name, value in found.items() if isinstance(name, str)}


def _text(fields: dict[str, Any], *names: str) -> str | None:
    """Return the first field that says anything, on one line; several values are joined with commas."""
    for name in names:
        text = ", ".join(dict.fromkeys(filter(None, _values(fields.get(name)))))
        if text:
            return text
    return None


def _values(value: Any) -> Iterator[str]:
    """Yield the texts of a scalar, of a list, or the names in a list of mappings."""
    for one in value[:20] if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str):
            yield _SPACES.sub(" ", INVISIBLE.sub("", name)).strip()


def _date(text: str | None) -> date | None:
    found = _DATE.search(text or "")
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
