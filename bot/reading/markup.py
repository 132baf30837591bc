"""Strip what a rendered page does not show: front matter, Markdown, tags, web addresses."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, replace
from enum import Enum, auto

from bot.model import ShownText

_NEWLINE = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")

# Control, direction and zero-width characters, and lone surrogates: invisible, and some break messages.
_INVISIBLE = (
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ud800-\udfff]+"
)
_LINK_TARGET = r"\([^()\n]{0,500}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)"
_URL = r"(?:https?://|www\.)[!#-;=?-Z\\-_a-z~]{1,2000}"
_JAPANESE = r"[ぁ-ヿ一-龥々、。]"
# Each alternative is bounded, so that the time of the search is linear in the length of any text.
_INLINE = re.compile(
    "|".join(
        (
            rf"(?P<image>!\[[^\[\]\n]{{0,300}}\]{_LINK_TARGET})",
            rf"(?P<open>\[)(?P<words>[^\[\]\n]{{1,300}})(?P<close>\]{_LINK_TARGET})",
            r"\[\^[^\[\]\s]{1,30}\]|\[\d{1,3}\]",
            rf"(?P<address><?{_URL}>?)",
            r"<!--[^<>\n]{0,1000}-->|</?[A-Za-z][^<>\n]{0,500}>|&nbsp;",
            # Spaces that only separate bold words from the Japanese around them.
            rf"(?<={_JAPANESE}) \*{{2,3}}(?=\S)|(?<=\S)\*{{2,3}} (?={_JAPANESE})",
            # Not asterisks inside a word, which mask letters.
            r"(?<![A-Za-z*])\*{2,3}|\*{2,3}(?![A-Za-z*])|(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|~~|`{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)",
            r"\\(?=[!-/:-@\[-`{-~])",
            _INVISIBLE,
        )
    )
)
_HAS_MARKUP = re.compile(rf"[*_~`\[<\\&]|https?:|www\.|{_INVISIBLE}")

_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t\u3000]+(?=\S)")
_HEADING_UNDERLINE = re.compile(r"[ \t]{0,3}(?:={3,}|-{3,})[ \t]*$")
_RULE = re.compile(r"[\s*_=~+#・＊＿―─━〜～◇◆☆★■□○●-]{3,}$")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
_TABLE = re.compile(r"\s*\|.*\|\s*$")
_BLOCKQUOTE = re.compile(r"\s{0,3}(?:>[ \t]?)+")
_NUMBER = re.compile(
    r"\s*(?:[①-⑳❶-❿➀-➓]\s*[:：.．、)）]?|[(（]\s*\d{1,2}\s*[)）]|【\d{1,2}】|(?:\d{1,2}|[０-９]{1,2})(?:[.．)）](?!\d)|[:：、])"
    r"|(?:その|第)[\d０-９一二三四五六七八九十]{1,2}[:：]|#\d{1,2}[:：.)]?)[ \t\u3000]*(?=\S)"
)
_BULLET = re.compile(r"\s*(?:[-+*•‣◦▪–][ \t]+|[・▶►✔✅☑➤➡][ \t\u3000]*)(?=\S)")
_HEADING_MARK = re.compile(r"\s*[■□◆◇●○▼▽★☆▍◎][ \t\u3000]*(?=\S)")
# `**Heading.** Text` or `Heading: text` at the start of a list item.
_ITEM_HEADING = re.compile(
    r"\*\*([^*\n]{2,80})\*\*[ \t\u3000:：.—–-]*(?=\S[^\n]{10})"
    r"|([^:：。.!?！？\n]{2,40})(?::[ \u3000]+|：[ \u3000]*)(?=[^\n]{12,1000}[。.!?！？][*_)）」”\"]*[ \t]*$)"
)
# A short line in bold is a heading, unless it ends with 。.
_BOLD_LINE = re.compile(r"[ \t]*\*\*(?=\S)([^*\n]{2,60}?)[.:：]?\*\*[ \t:：]*$")
_MAY_BE_UNDERLINED = re.compile(r"[^\n]{1,120}(?<![。.!?！？、,])$")
_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r)")
_FIELD = re.compile(r"[ \t]*([A-Za-z_-]{1,40})[ \t]*:(.*)$")


_EMPTY = ShownText("", array("q"))


class LineKind(Enum):
    """What kind of line the markup says it is."""

    BLANK = auto()
    HEADING = auto()
    NUMBERED = auto()
    BULLET = auto()
    EMPHASIZED = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line as it is shown; its line break is at the offset `end` of the source.

    `has_url` says that it contained a web address. `linked_length` counts the characters of its links.
    `level` is that of a Markdown heading, 1 for `#`, otherwise 0. `is_left_out` says that it is code or part
    of a table, which is not read.
    """

    kind: LineKind
    shown: ShownText
    end: int
    has_url: bool = False
    linked_length: int = 0
    in_blockquote: bool = False
    level: int = 0
    is_left_out: bool = False


def front_matter(source: str) -> tuple[dict[str, str], int]:
    """Return the `key: value` lines between two `---` at the very start, and the offset of what follows."""
    opening = _FRONT_MATTER.match(source)
    if not opening:
        return {}, 0
    fields: dict[str, str] = {}
    position = opening.end()
    for _ in range(60):
        newline = _NEWLINE.search(source, position)
        end, after = newline.span() if newline else (len(source), len(source))
        line = source[position:end]
        if line.rstrip() == "---":
            return fields, after
        field = _FIELD.match(line[:2000])
        if field:
            fields[field[1].lower()] = re.sub(_INVISIBLE, "", field[2].strip(" \t")).strip("\"'").strip()
        if not newline:
            break
        position = after
    return {}, 0


def lines(source: str, start: int = 0) -> list[SourceLine]:
    """Return every line from `start` on; code blocks, comments, tables and rules become blank lines."""
    found: list[SourceLine] = []
    ends = [match.span() for match in _NEWLINE.finditer(source, start)] + [(len(source), len(source))]
    starts = [start, *(after for _, after in ends)]
    fences = [position for position in starts if _FENCE.match(source, position)]
    fences = fences[: len(fences) // 2 * 2]
    code = {position: index % 2 == 0 for index, position in enumerate(fences)}
    fenced = comment = False
    last_comment_ends = source.rfind("-->")
    for position, (end, _) in zip(starts, ends, strict=False):
        raw = source[position:end]
        if comment or (raw.rfind("<!--") > raw.rfind("-->") and position < last_comment_ends):
            comment = "-->" not in raw if comment else True
            found.append(SourceLine(LineKind.BLANK, _EMPTY, end))
        elif position in code:
            fenced = code[position]
            found.append(SourceLine(LineKind.BLANK, _EMPTY, end, is_left_out=True))
        elif fenced or _TABLE.match(raw):
            found.append(SourceLine(LineKind.BLANK, _EMPTY, end, is_left_out=True))
        elif (
            found
            and _HEADING_UNDERLINE.match(raw)
            and found[-1].kind is LineKind.TEXT
            and _MAY_BE_UNDERLINED.match(found[-1].shown.text)
        ):
            found[-1] = replace(found[-1], kind=LineKind.HEADING, level=1 if "=" in raw else 2)
        elif _RULE.match(raw):
            found.append(SourceLine(LineKind.BLANK, _EMPTY, end))
        else:
            found.extend(_parse_line(source, position, end))
    return found


def _parse_line(source: str, start: int, end: int) -> list[SourceLine]:
    """Return the line, or two lines for a list item that starts with its own heading."""
    quoted = _BLOCKQUOTE.match(source, start, end)
    if quoted:
        start = quoted.end()
    kind, level = LineKind.TEXT, 0
    for match, its_kind in (
        (_HEADING.match, LineKind.HEADING),
        (_NUMBER.match, LineKind.NUMBERED),
        (_BULLET.match, LineKind.BULLET),
        (_HEADING_MARK.match, LineKind.EMPHASIZED),
    ):
        marker = match(source, start, end)
        if marker:
            kind, start = its_kind, marker.end()
            level = len(marker[1]) if kind is LineKind.HEADING else 0
            break
    bold = _BOLD_LINE.match(source, start, end) if kind is LineKind.TEXT and not quoted else None
    text_end = end
    if bold:
        kind, start, text_end = LineKind.EMPHASIZED, *bold.span(1)
    item_heading = (
        _ITEM_HEADING.match(source, start, end) if kind in (LineKind.NUMBERED, LineKind.BULLET) else None
    )
    if item_heading:
        heading, _, _ = _strip_inline(source, *item_heading.span(item_heading.lastindex or 0))
        text, has_url, linked_length = _strip_inline(source, item_heading.end(), end)
        heading, text = heading.part(0, len(heading.text.rstrip(" .:：。"))), text.part(0, len(text.text))
        if heading.text and text.text:
            return [
                SourceLine(kind, heading, item_heading.end() - 1, in_blockquote=bool(quoted)),
                SourceLine(LineKind.TEXT, text, end, has_url, linked_length, bool(quoted)),
            ]
    shown, has_url, linked_length = _strip_inline(source, start, text_end)
    shown = shown.part(0, len(shown.text))
    if kind is LineKind.HEADING:
        shown = shown.part(0, len(shown.text.rstrip("# \t")))
    if not shown.text:
        return [SourceLine(LineKind.BLANK, _EMPTY, end, has_url)]
    return [SourceLine(kind, shown, end, has_url, linked_length, bool(quoted), level)]


def _strip_inline(source: str, start: int, end: int) -> tuple[ShownText, bool, int]:
    if not _HAS_MARKUP.search(source, start, end):
        return ShownText.of(source, start, end), False, 0
    pieces: list[ShownText] = []
    has_url = False
    linked_length = 0
    position = start
    while True:
        match = _INLINE.search(source, position, end)
        if not match:
            break
        pieces.append(ShownText.of(source, position, match.start()))
        if match["words"] is not None:
            # The text of a link may contain markup, but no link.
            inner, _, _ = _strip_inline(source, *match.span("words"))
            pieces.append(inner)
            linked_length += len(inner.text)
        has_url = has_url or match["address"] is not None
        position = match.end()
    pieces.append(ShownText.of(source, position, end))
    return ShownText.join(pieces), has_url, linked_length
