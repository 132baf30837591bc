"""What inline Markdown and tags show: the words of each line, with their places."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from bot.model import BlockKind, ShownText
from bot.reading.inline import ADDRESS, JAPANESE

# Control, direction and zero-width characters, and lone surrogates: invisible, and some break messages.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ud800-\udfff]"
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})")
_HIDDEN = {"del", "iframe", "noscript", "rp", "rt", "s", "script", "strike", "style", "svg", "template"}
_BLOCKS = {
    "address", "article", "aside", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "header", "hr", "main", "nav", "ol", "p", "section", "summary", "table", "tbody",
    "tfoot", "thead", "ul",
}  # fmt: skip
_KINDS = {
    "blockquote": BlockKind.QUOTATION,
    "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
    "li": BlockKind.LIST_ITEM,
    "pre": BlockKind.CODE,
    "td": BlockKind.TABLE_ROW,
    "th": BlockKind.TABLE_ROW,
    "tr": BlockKind.TABLE_ROW,
    **{f"h{level}": BlockKind.HEADING for level in range(1, 7)},
}
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
_FIGURE = re.compile(r"[+\-−]?\d{1,3}|n")
_CALL = re.compile(r"[\s\d,*†‡§()\[\]–-]*")
# What a raised figure is an exponent of: 10⁹, 5 km², x²; behind a word or a year it calls a note.
_BASE = re.compile(r"(?:(?<![\d.,])(?!(?:1[5-9]|2[01])\d\d$)\d{1,6}|\d\s?[kcmdµμ]?[mslgA-Z]|\b[a-z])$")
_AFTER_GAP = ".,;:!?)。、，）"


@dataclass(slots=True)
class Line:
    """A line as it is shown: `row` counts the line breaks of the source before it.

    `bold` counts the bold characters it begins with. `kind`, `level` and `apart` come from tags, where there
    are any.
    """

    row: int
    kind: BlockKind | None = None
    level: int = 0
    apart: bool = False
    linked: int = 0
    bold: int = 0
    has_url: bool = False
    text: list[str] = field(default_factory=list)
    at: array[int] = field(default_factory=lambda: array("q"))

    def shown(self, places: array[int]) -> ShownText:
        """Return its text; `places` are those of the content in the source."""
        return ShownText("".join(self.text), array("q", map(places.__getitem__, self.at)))


class LineReader:
    """Reads the tokens of one block. `replaced` maps what is shown otherwise: start to end and character."""

    def __init__(self, content: str, tokens: Sequence[Token]) -> None:
        self.replaced: dict[int, tuple[int, str]] = {}
        self._content = content
        self._tokens = tokens
        self._line = Line(0)
        self._kinds: list[tuple[str, BlockKind]] = []
        self._strong = self._links = self._hidden = 0
        self._bold_ended = self._gap = False
        self._hiding = ""
        self._raised = -1
        self._linked = False
        self._run = (0, 0)
        self._closing = Counter(tag[2] for tag in map(self._tag, tokens) if tag and tag[1])

    def lines(self) -> Iterator[Line]:
        """Yield the lines, also those where nothing is shown."""
        for token in self._tokens:
            done = self._line
            self._read(token)
            if self._line is not done:
                yield done
        yield self._line

    @staticmethod
    def _tag(token: Token) -> re.Match[str] | None:
        return _TAG.match(token.content.lower()) if token.type == "html_inline" else None

    def _read(self, token: Token) -> None:
        at = token.meta["at"]
        match token.type:
            case "softbreak" | "hardbreak":
                self._break(self._line.row + 1)
            case "strong_open":
                self._begin_bold()
            case "strong_close":
                self._strong -= 1
                self._bold_ended = True
            case "link_open" | "link_close":
                self._links += token.nesting
                self._linked = True
                self._hidden += token.nesting * (token.info == "auto")
                self._line.has_url |= token.info == "auto"
            case "s_open" | "s_close":
                self._hidden += token.nesting
            case "address":
                self._line.has_url = self._gap = True
            case "html_inline":
                self._read_tag(token, at)
            case "text_special":
                self._special(token, at)
            case "code_inline":
                at += len(token.markup)
                shift = self._content[at : at + len(token.content)].replace("\n", " ") != token.content
                self._add_code(token.content, at + shift)
            case "text" if not (token.meta.get("mark") and self._vanishes(token.content, at)):
                self._add(token.content, at)

    def _add_code(self, text: str, at: int) -> None:
        start = 0
        for address in ADDRESS.finditer(text):
            self._add(text[start : address.start()], at + start)
            self._line.has_url = self._gap = True
            start = address.end()
        self._add(text[start:], at + start)

    def _special(self, token: Token, at: int) -> None:
        if token.info != "entity":  # a backslash, which is shown where it escapes nothing
            self._add(token.content, at + len(token.markup) - len(token.content))
        elif len(token.content) == 1:
            char = " " if token.content.isspace() else token.content
            self.replaced[at] = (at + len(token.markup), char)
            self._add(char, at)
        else:
            self._add(token.markup, at)

    def _add(self, text: str, at: int) -> None:
        if self._hidden or self._hiding:
            self._gap = True
            return
        if not text:
            return
        line = self._line
        end = "".join(line.text[-1:])[-1:]
        skip = 0
        if self._bold_ended and text[0] == " " and JAPANESE.match(end) and JAPANESE.match(text[1:2]):
            skip = 1  # a space that only separates bold words from the Japanese around them
        elif self._gap and end == " " and text[0] == " ":
            skip = 1
        elif self._gap and end == " " and text[0] in _AFTER_GAP:
            self._drop_last()
        self._bold_ended = self._gap = False
        places = array("q", range(at, at + len(text)))
        if INVISIBLE.search(text):
            kept = [i for i, char in enumerate(text) if not INVISIBLE.match(char)]
            text, places = "".join(text[i] for i in kept), array("q", (at + i for i in kept))
        text, places = text[skip:], places[skip:]
        if self._strong and line.bold == len(line.at):
            line.bold += len(text)
        line.linked += len(text) if self._links else 0
        line.text.append(text)
        line.at.extend(places)

    def _drop_last(self) -> None:
        line = self._line
        line.text[-1] = line.text[-1][:-1]
        line.at.pop()
        line.bold = min(line.bold, len(line.at))

    def _begin_bold(self) -> None:
        self._strong += 1
        end = "".join(self._line.text[-2:])[-2:]
        if end[-1:] == " " and JAPANESE.match(end) and self._line.text[-1]:
            self._drop_last()

    def _break(self, row: int, *, apart: bool = False) -> None:
        kind = self._kinds[-1] if self._kinds else None
        apart = apart or (self._line.apart and not self._line.at and row == self._line.row)
        self._line = Line(row, kind and kind[1], apart=apart)
        if kind and kind[1] is BlockKind.HEADING:
            self._line.level = int(kind[0][1])

    def _read_tag(self, token: Token, at: int) -> None:
        found = self._tag(token)
        if not found:
            # A comment, which may have line breaks.
            self._line.row += token.content.count("\n")
            return
        closes, name = found[1] == "/", found[2]
        self._closing[name] -= closes
        if (name == "br" or name in _KINDS or name in _BLOCKS) and "\n" not in token.content:
            # What breaks a line is white space where the line is joined to the next.
            self.replaced[at] = (at + len(token.content), " ")
        if self._hiding:
            self._hiding = "" if closes and name == self._hiding else self._hiding
        elif name in _HIDDEN:
            self._hiding = name if not closes and self._closing[name] > 0 else ""
        elif name in ("sup", "sub"):
            self._shift_figure(name, closes)
        elif name == "q":
            mark = "”" if closes else "“"
            self.replaced[at] = (at + len(token.content), mark)
            self._add(mark, at)
        elif name == "br":
            # Two of them part paragraphs.
            self._break(self._line.row, apart=not self._line.at)
        elif name in _KINDS and not closes:
            self._kinds.append((name, _KINDS[name]))
            self._break(self._line.row, apart=True)
        elif name in _KINDS:
            if any(name == one for one, _ in self._kinds):
                while self._kinds.pop()[0] != name:
                    pass
            self._break(self._line.row, apart=True)
        elif name in _BLOCKS:
            self._break(self._line.row, apart=True)
        self._line.row += token.content.count("\n")

    def _shift_figure(self, name: str, closes: bool) -> None:
        """Read a raised or lowered figure as one, or as the call of a note."""
        line = self._line
        if not closes:
            self._raised, self._linked = len(line.text), False
            return
        start, self._raised = self._raised, -1
        figure = "".join(line.text[start:]) if start >= 0 else ""
        before = "".join(line.text[max(0, start - 6) : start])
        if name == "sub" and _FIGURE.fullmatch(figure):
            shown = figure.translate(_LOWERED)
        elif name == "sup" and not self._linked and _FIGURE.fullmatch(figure) and _BASE.search(before[-12:]):
            shown = figure.translate(_RAISED)
        elif name == "sup" and figure and _CALL.fullmatch(figure):
            shown = ""
        else:
            return
        places = line.at[len(line.at) - len(figure) :]
        for place, char in zip(places, shown, strict=False):
            self.replaced[place] = (place + 1, char)
        line.text[start:] = [shown]
        del line.at[len(line.at) - len(figure) + len(shown) :]
        line.bold = min(line.bold, len(line.at))

    def _vanishes(self, mark: str, at: int) -> bool:
        """Return whether a mark that pairs with no other is a slip, and not one that stands for itself."""
        if not mark:
            return True  # the other half of `**`
        content, char = self._content, mark[0]
        start, end = self._run
        if not start <= at < end:
            start = end = at
            while start and content[start - 1] == char:
                start -= 1
            while end < len(content) and content[end] == char:
                end += 1
            self._run = (start, end)
        before, after = content[start - 1 : start] if start else "", content[end : end + 1]
        if char == "*" and end - start > 1:
            # f***ing, c**t
            return not (before.isascii() and before.isalpha() and (after.isalpha() or end - start > 2))
        if char == "~":
            return True
        inside = re.match(r"\w", before) and re.match(r"\w", after)
        return not (inside or not (before.strip() or after.strip()))
