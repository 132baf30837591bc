"""The title of a page, without what belongs to its site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from lxml.html import HtmlElement

from bot.cues import Cues, load
from bot.words import fold

# What also stands inside words (COVID-19, 24/7, ジョン・スミス) separates between spaces only, but for a
# hyphen between Japanese characters.
_SEPARATOR = r"(?:\s?[|｜»«:：–—]\s?|\s[-－・/／·]\s|(?<=[^\0-\x7f])[-－／](?=[^\0-\x7f]))"
_SECTION = r"(?P<section>\s?[|｜»]\s?[^|｜»]{1,30})?"
_SEPARATES = re.compile(rf"$|\s|{_SEPARATOR}|[(（\[【]")
_MAX_HEADINGS = 5


def best_title(
    claims: Iterable[str | None], headings: Iterable[str | None], sites: Iterable[str]
) -> str | None:
    """Return the first title that is one, of what a page claims and then of its headings.

    `sites` are the names of its site: they are taken off titles, and are no title. Neither is a word that
    stands for any page (“Home”).
    """
    sites = list(dict.fromkeys(sites))
    folded = {fold(site) for site in sites}

    def is_title(text: str | None) -> bool:
        short = fold(text or "")
        return bool(short) and short not in folded and not _cues()["untitled"].fullmatch(short)

    heading = next(filter(is_title, headings), None)
    for claim in filter(None, (*claims, heading)):
        if heading and len(heading) > 0.4 * len(claim) and _begins(claim, heading):
            return heading
        if is_title(short := _without_site_name(claim, sites)):
            return short
    return None


def _begins(claim: str, heading: str) -> bool:
    return claim.startswith(heading) and _SEPARATES.match(claim, len(heading)) is not None


def titles_in(tree: HtmlElement, tag: str) -> list[str]:
    """Return the texts of the first elements of a kind, without the titles of icons in them."""
    elements = tree.xpath(f"//{tag}[not(ancestor::svg)]")[:_MAX_HEADINGS]
    return [" ".join("".join(e.xpath(".//text()[not(ancestor::svg)]")).split()) for e in elements]


def _without_site_name(title: str, sites: Iterable[str]) -> str:
    for site in sites:
        name = re.escape(site)
        pattern = rf"(?:{_SECTION}{_SEPARATOR}{name}|\s?[(（\[【]{name}[)）\]】])\s?$"
        if found := re.search(pattern, title, re.IGNORECASE):
            section = found["section"] or ""
            # The longer part is the title, not the section of the site that stands beside it.
            title = title[: found.start() + (len(section) if len(section) > found.start() else 0)]
        title = re.sub(rf"^{name}{_SEPARATOR}", "", title, flags=re.IGNORECASE)
    return title.strip()


@cache
def _cues() -> Cues:
    return Cues(load("pages"))
