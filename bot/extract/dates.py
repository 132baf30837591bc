"""Dates as pages write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import islice

from lxml.html import HtmlElement

from bot.cues import load

_MAX_CHARACTERS = 200
_MAX_ELEMENTS = 50
_MAX_CHILDREN = 5
_MAX_SHOWN = 100
_NAMED = re.compile(r"(?!.*(?:updat|modif|expir|event)).*(?:date|publish|posted)", re.IGNORECASE | re.DOTALL)
_YEAR = r"(?P<year>(?:19|20)\d\d)"


def shown_date(tree: HtmlElement) -> date | None:
    """Return the date in a short element that its class or ID calls one; None where there are several."""
    named = islice((e for e in tree.iter() if _NAMED.match(f"{e.get('class')} {e.get('id')}")), _MAX_ELEMENTS)
    texts = (e.text_content() for e in named if len(e) <= _MAX_CHILDREN)
    days = {day for text in texts if len(text) <= _MAX_SHOWN and (day := parse_date(text.strip()))}
    return days.pop() if len(days) == 1 else None


def parse_date(text: str) -> date | None:
    """Return the first date in a text: of ISO 8601, RFC 822, HTTP, or as English and Japanese are written.

    Two numbers of which either may be the month are no date, and neither is a day without its year.
    """
    text = unicodedata.normalize("NFKC", text[:_MAX_CHARACTERS])
    return min(_dates(text), default=(0, None))[1]


def _dates(text: str) -> Iterator[tuple[int, date]]:
    for pattern in _patterns():
        for found in pattern.finditer(text):
            parts = found.groupdict()
            month = next((n for n in range(1, 13) if parts.get(f"m{n}")), parts.get("month"))
            year = parts["year"] if len(parts["year"]) == 4 else f"20{parts['year']}"
            try:
                yield found.start(), date(int(year), int(month or 0), int(parts["day"]))
            except ValueError:
                continue


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = load("pages")["month"]
    month = "(?:" + "|".join(rf"(?P<m{n}>{name})" for n, name in enumerate(names, 1)) + r")\b"
    day = r"(?P<day>\d\d?)"
    numbers = (
        rf"(?<!\d){_YEAR}(?:-|/|\.|年\s?)(?P<month>\d\d?)(?:-|/|\.|月\s?){day}(?!\d)",
        rf"(?<!\d){_YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)(?=\D|$|\d{{4}}(?:\d\d)?(?!\d))",
    )
    words = (
        rf"\b{month}\.?\s{{1,3}}{day}(?:st|nd|rd|th)?,?\s{{1,3}}{_YEAR}(?!\d)",
        rf"(?<!\d){day}(?:st|nd|rd|th)?[\s.-]{{1,3}}{month}[.,]?[\s-]{{1,3}}{_YEAR}(?!\d)",
        rf"(?<!\d){day}[\s-]{month}[\s-](?P<year>\d\d)\s\d\d?:\d\d",
        rf"\b{month}\s{{1,2}}{day}\s\d\d:\d\d:\d\d\s{_YEAR}",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (*numbers, *words))
