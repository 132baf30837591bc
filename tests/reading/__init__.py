"""Tests of reading, which hand it texts."""

from bot.model import Language, Reading
from bot.reading.article import parse_text
from bot.reading.article import read as read_document


def read(text: str, language: Language | None = None) -> Reading:
    """Return what is read out of a text."""
    return read_document(parse_text(text), language)
