"""Why a page shows no article: a consent form, a paywall, a video and the like."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from lxml.html import HtmlElement

from bot.cues import page_cues
from bot.errors import UserError
from bot.extract.metadata import PageClaims

# In full-width characters; half-width ones, such as Latin letters, count half.
_ARTICLE_MIN = 120  # less is not an article
_FILE_MIN = 20  # less is not an article even in a file that somebody chose
_COMPLETE_MIN = 700  # less may be a teaser
_CONSENT_CUES = 3


def raise_if_no_article(
    tree: HtmlElement,
    claims: PageClaims,
    title: str | None,
    main: Sequence[str],
    behind: Sequence[str],
    *,
    fetched: bool,
) -> None:
    """Raise UserError for a page whose main text is no article, or only the beginning of one.

    `main` is its paragraphs, `behind` the text that follows them on the page. The key is "page-consent",
    "page-video", "page-paywall", "page-login", "page-missing", "page-script" or "page-no-article". A file
    (not `fetched`) is refused only when nearly empty: whoever hands it over has seen what is in it.
    """
    text = "\n".join(main)
    size = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text[: 4 * _COMPLETE_MIN]) / 2
    if size >= (_COMPLETE_MIN if fetched else _FILE_MIN):
        return
    nothing = size < _ARTICLE_MIN
    page = " ".join(tree.text_content().split())[:20_000] if nothing else ""
    asks_password = bool(tree.xpath('//input[@type="password"]'))
    consents = _count("consent", text)
    if consents >= max(_CONSENT_CUES, len(main) / 2):
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
    if _count("consent", page) >= _CONSENT_CUES:
        raise UserError("page-consent")
    if _count("script", page):
        raise UserError("page-script")
    if tree.xpath('//video | //iframe[contains(@src, "youtube") or contains(@src, "vimeo")]'):
        raise UserError("page-video")
    raise UserError("page-no-article")


def _count(name: str, text: str) -> int:
    return len(page_cues()[name].findall(text))
