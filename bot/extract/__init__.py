"""From bytes to text: decoding, and the main text of a web `page`, an `epub` or a `pdf`."""

from bot.extract.decoding import (
    decode,
    decode_page,
    is_archive,
    is_feed,
    is_license,
    is_page,
    is_pdf,
    raise_if_torn,
)

__all__ = [
    "decode",
    "decode_page",
    "is_archive",
    "is_feed",
    "is_license",
    "is_page",
    "is_pdf",
    "raise_if_torn",
]
