"""Addresses as people type and paste them."""

from __future__ import annotations

import re

_CLOSING = dict(zip("<([（＜［「『【〈《“‘\"'", ">)]）＞］」』】〉》”’\"'", strict=True))
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_LONGEST = 4_000
"""Characters of an address with all around it; looking at longer texts would take too long."""
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
