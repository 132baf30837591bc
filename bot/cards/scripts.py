"""Tell in which East Asian script a text is written, by its characters."""

from __future__ import annotations

import re
from enum import Enum

from bot.cards import characters


class Script(Enum):
    """A script whose typeface has its own forms of the Chinese characters (named as in ISO 15924)."""

    JAPANESE = "Jpan"
    SIMPLIFIED = "Hans"
    TRADITIONAL = "Hant"
    KOREAN = "Kore"


# What is written in Japan, in mainland China and in Taiwan, by the standards that other systems used.
_JAPANESE, _SIMPLIFIED, _TRADITIONAL = ("cp932", "euc_jis_2004"), "gb2312", "big5hkscs"
_SENTENCE = re.compile(r"[，。；]")


def script_of(text: str) -> Script:
    """Return the script of a text; Japanese if it is in none of them, or could be in it.

    Kana are Japanese. Otherwise a text with more hangul than Chinese characters is Korean. One of sentences,
    or with characters that no Japanese standard has, is Chinese, by the standard that has more of them. The
    rarest ones, beyond 16 bits, say nothing: Japanese names have some of them, too.
    """
    if characters.KANA.search(text):
        return Script.JAPANESE
    han = [char for char in characters.KANJI.findall(text) if char < "\U00010000"]
    if len(characters.HANGUL.findall(text)) > len(han):
        return Script.KOREAN
    if not han or (not _SENTENCE.search(text) and all(_is_in(char, *_JAPANESE) for char in han)):
        return Script.JAPANESE
    simplified = sum(_is_in(char, _SIMPLIFIED) for char in han)
    traditional = sum(_is_in(char, _TRADITIONAL) for char in han)
    return Script.SIMPLIFIED if simplified >= traditional else Script.TRADITIONAL


def _is_in(char: str, *standards: str) -> bool:
    return any(char.encode(standard, "ignore") for standard in standards)
