"""The evidence of a resolution, which somebody typed: an address, or a note."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from bot.errors import UserError
from bot.library.article_writer import is_link, typed_link
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped
from bot.words import fold, plain

_NAMED = re.compile(r"[a-z0-9.-]+")


def typed_evidence(text: str) -> str:
    """Return what somebody typed as evidence: an address that a message can link to, or else their words on
    one line. (An address begins with https:// or http://: “report.pdf” is none.)"""
    try:
        return typed_link(text) if "://" in fold(text) else plain(text)
    except UserError:
        return plain(text)


def evidence_line(renderer: Renderer, evidence: str, longest: int, *, linked: bool = True) -> str:
    """Return the line that says what a resolution goes by: of an address the site, with the link if it is to
    be `linked`; otherwise the words, to the letter, in at most `longest` characters.

    No link can pretend to lead elsewhere: the site that is named is read from the address itself, in the
    ASCII form that tells look-alike letters apart.
    """
    site = _site(evidence)
    if site is None:
        return renderer.say("evidence-note", text=escaped(evidence, longest))
    if not linked:
        return renderer.say("evidence-note", text=escaped(site, longest))
    return renderer.say("evidence-link", site=escaped(site, longest), url=evidence)


def _site(evidence: str) -> str | None:
    """Return the host of an address; None for what is none, or has no host that can surely be named."""
    if not is_link(evidence):
        return None
    host = urlsplit(evidence).hostname or ""
    try:
        site = host.encode("idna").decode()
        same = host.isascii() or site.encode().decode("idna") == unicodedata.normalize("NFKC", host)
    except UnicodeError:
        return None
    # Python goes by the names of 2003, where ß is ss: browsers ask for another host than that.
    return site if same and _NAMED.fullmatch(site) else None
