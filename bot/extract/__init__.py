"""From bytes to text: decoding, and in `page` the main text of a web page."""

from bot.extract.decoding import decode, decode_page, is_feed, is_page, raise_if_torn

__all__ = ["decode", "decode_page", "is_feed", "is_page", "raise_if_torn"]
