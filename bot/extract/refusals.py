"""Pages that show no article, and why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from lxml.html import HtmlElement

from bot.cues import Cues, load
from bot.errors import UserError
from bot.extract.metadata import PageClaims

_NONE = 120
_NOTHING = 20
_LITTLE = 700
"""Less than the first is no article (in a file somebody chose, less than the second), and less than the third
may be only what is shown of one. Characters as wide as Japanese ones; Latin ones count half."""
_CONSENT = 3


def refuse(
    tree: HtmlElement,
    claims: PageClaims,
    title: str | None,
    main: Sequence[str],
    behind: Sequence[str],
    *,
    fetched: bool,
) -> None:
    """Raises UserError for a page whose main text (by paragraph) is no article, or only the beginning of one:
    "page-consent", "page-video", "page-paywall", "page-login", "page-missing", "page-script" or
    "page-no-article". `behind` is what stands right behind the main text. Somebody who hands over a file
    (not `fetched`) has seen what is in it: that is refused only where there is next to nothing.
    """
    text = "\n".join(main)
    size = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text[: 4 * _LITTLE]) / 2
    if size >= (_LITTLE if fetched else _NOTHING):
        return
    nothing = size < _NONE
    page = " ".join(tree.text_content().split())[:20_000] if nothing else ""
    asks_password = bool(tree.xpath('//input[@type="password"]'))
    consents = _count("consent", text)
    if consents >= max(_CONSENT, len(main) / 2):
        raise UserError("page-consent")
    if claims.is_video:
        raise UserError("page-video")
    if claims.is_paid or _count("paywall", page or "\n".join((*main[-2:], *behind))):
        raise UserError("page-paywall")
    if (asks_password and (nothing or _count("login", text))) or _count("login", page):
        raise UserError("page-login")
    if not nothing:
        return
    if _count("missing", title or ""):
        raise UserError("page-missing")
    if _count("consent", page) >= _CONSENT:
        raise UserError("page-consent")
    if _count("script", page):
        raise UserError("page-script")
    if tree.xpath('//video | //iframe[contains(@src, "youtube") or contains(@src, "vimeo")]'):
        raise UserError("page-video")
    raise UserError("page-no-article")


def _count(name: str, text: str) -> int:
    return len(_cues()[name].findall(text))


@cache
def _cues() -> Cues:
    return Cues(load("pages"), re.IGNORECASE)
