"""What a message of somebody says: its words without Discord’s Markdown, its language, the links in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from bot.model import Language
from bot.reading import inline
from bot.words import is_wide

_EMOJI = re.compile(r"<a?:\w{1,32}:\d{15,21}>")
_COMMAND = re.compile(r"<(/[^:<>]{1,100}):\d{15,21}>")
_GUIDE = re.compile(r"<id:\w{1,30}(?::\d{1,21})?>")
_TIME = re.compile(r"<t:(-?\d{1,11})(?::[a-zA-Z])?>")
_LINE_MARK = re.compile(r"^[ \t]{0,20}(?:>>>|>|-#|#{1,3}|[*-])[ \t]++", re.MULTILINE)
_FENCE = re.compile(r"```(?:[\w+-]{1,20}\n)?")
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters and those that change the direction of writing; not what joins an emoji."""
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


def hides_something(content: str) -> bool:
    """Return whether a message may have a spoiler, which nobody sees who doesn't press it."""
    return content.count("||") > 1


def words(content: str) -> str:
    """Return what a message says, on one line: without Markdown and custom emoji, and with the site in the
    place of each address. Mentions are to be names already."""
    text = _EMOJI.sub("", _UNSEEN.sub("", content))
    text = _TIME.sub(_date, _GUIDE.sub("", _COMMAND.sub(r"\1", text)))
    text = _LINE_MARK.sub("", _FENCE.sub("\n", text))
    shown = inline.ADDRESS.sub(_site, "".join(_shown(text)))
    joined = ""
    for line in filter(None, (" ".join(line.split()) for line in shown.splitlines())):
        gap = " " if joined and not (is_wide(joined[-1]) and is_wide(line[0])) else ""
        joined += gap + line
    return joined


def language(text: str) -> Language:
    """Return in which language’s way a short text is set: Japanese where it has its script, unless most of it
    is Latin."""
    japanese, latin = len(_JAPANESE.findall(text)), len(_LATIN.findall(text))
    return Language.JA if japanese * 4 > latin else Language.EN


def links(content: str) -> list[str]:
    """Return the addresses in a message, each once, in their order."""
    found = dict.fromkeys(match[0] for match in inline.ADDRESS.finditer(content))
    return [address for address in found if address.startswith("http")]


def _shown(text: str) -> list[str]:
    """Return the pieces of a text that are seen, without what marks them."""
    (block,) = _parser().parseInline(text)
    breaks = {"softbreak", "hardbreak"}
    return ["\n" if token.type in breaks else token.content for token in block.children or []]


@cache
def _parser() -> MarkdownIt:
    made = MarkdownIt("zero")
    made.inline = inline.parser()
    made.inline.ruler.enableOnly(
        ["text", "newline", "escape", "backticks", "emphasis", "strikethrough", "link"]
    )
    return made


def _date(match: re.Match[str]) -> str:
    try:
        return f"{datetime.fromtimestamp(int(match[1]), UTC):%Y-%m-%d %H:%M} UTC"
    except (OverflowError, ValueError):  # Discord shows no such time either
        return match[0]


def _site(match: re.Match[str]) -> str:
    return (urlsplit(match[0]).hostname or match[0]).removeprefix("www.")
