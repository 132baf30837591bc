"""Addresses as people type and paste them."""

from __future__ import annotations

import re

_CLOSING = dict(zip("<([（＜［「『【〈《“‘\"'", ">)]）＞］」』】〉》”’\"'", strict=True))
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_LONGEST = 4_000
"""Characters of an address with all around it; looking at longer texts would take too long."""
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE_DOTS = str.maketrans("。｡", "..")
_HOST = re.compile(r"((?:[^/／?？#＃:：]*[:：])?[/／]{2})?[^/／?？#＃]*")
_SCHEMELESS = re.compile(
    r"(?://)?((?!-)[\w-]+\.)+([a-z]{2,63}|xn--[a-z0-9-]+)\.?(:\d+)?(?![^/?#])", re.IGNORECASE
)
"""A host, perhaps with a port. Its name ends in Latin letters: others end sentences more often than names."""
_MASKED = re.compile(r"\[[^\[\]]*\]\((.*)\)")


def bare_address(text: str) -> str:
    """Return an address without what stands around it: white space, brackets, quotation marks, a stop (。、).

    Brackets that belong to the address stay: https://example.org/Pier_(structure). So does all of a text that
    is too long for an address.
    """
    address = text.strip()
    while 0 < len(address) <= _LONGEST:
        first, last, inside = address[0], address[-1], address[1:-1]
        if masked := _MASKED.fullmatch(address):  # a link in Markdown
            address = masked[1]
        elif _CLOSING.get(first) == last and inside.count(first) == inside.count(last):
            address = inside.strip()
        elif first in _CLOSING:
            address = address[1:]
        elif last in "。、" or (last in _OPENING and address.count(_OPENING[last]) < address.count(last)):
            address = address[:-1]
        else:
            break
    return address


def typed_address(text: str) -> str:
    """Return an address that somebody typed, as `bare_address` does, with https:// where no scheme was typed.

    The host may be in full-width characters, as Japanese keyboards write them; so may all that follows, if it
    begins with one. What looks like no address is returned as it is.
    """
    address = bare_address(text)
    host = _HOST.match(address[:_LONGEST])
    end = host.end() if host else 0
    head, rest = address[:end].translate(_WIDE | _WIDE_DOTS), address[end:]
    address = head + (rest.translate(_WIDE) if rest[:1] in "／？＃" else rest)
    return f"https://{address.removeprefix('//')}" if _SCHEMELESS.match(address) else address
