"""Read Markdown and plain text as a document: its blocks, without what a rendered page does not show."""

from __future__ import annotations

import re
from array import array
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, fence
from markdown_it.token import Token

from bot.model import BlockKind, Document, DocumentBlock, ShownText
from bot.reading import front_matter, inline
from bot.reading.inline_text import Line, LineReader

_NEWLINE = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_UNREADABLE = re.compile(r"[\x00\ud800-\udfff]")
_SPACES = {ord(space): " " for space in "\t\xa0"}
_INVISIBLE_CHARACTER = "\u2060"
"""Fills the place of what something shorter replaces."""
_WIDE_HEADING = re.compile(r"^( {0,3}#{1,6})\u3000", re.MULTILINE)
# Lines around a container, `:::note`, and elements of which a browser shows nothing.
_CONTAINER = re.compile(r"^[ >]{0,12}:{3,}[^\n]{0,200}$", re.MULTILINE)
_HIDDEN = re.compile(
    r"^ {0,3}(?:(?P<fence>`{3,}|~{3,})[^\n]*$|<(?:!--|(?P<tag>style|script|template)\b))",
    re.MULTILINE | re.IGNORECASE,
)
_RULE = re.compile(r"[\s*_=~+#・＊＿―─━〜～◇◆☆★■□○●-]{3,}")
_FENCE_LINE = re.compile(r"[ >]{0,12}(?:`{3,}|~{3,})[^`\s]{0,40} *")
_TABLE_LINE = re.compile(r"[\s>]{0,12}\|.*\|\s*")
_NOTE = re.compile(r"[ >]{0,12}\[\^[^\[\]\s]{1,30}\]:")
_UNDERLINE = re.compile(r"[ >]{0,12}(?:={3,}|-{3,}) *")
_MAY_BE_UNDERLINED = re.compile(r"[^\n]{1,120}(?<![。.!?！？、,])")
_MAX_UNCLOSED = 20
_MAX_ITEM_NUMBER = 2
"""Digits; 2031. is a year."""


def parse_text(text: str) -> Document:
    """Return the document of a text, plain or Markdown; defined for any text.

    Its source is `text` with the characters that `&amp;`, `<q>` and raised figures are shown as in their
    place, filled up with invisible ones: offsets in it are offsets in `text`.
    """
    plain = _NEWLINE.sub(lambda found: "\n".rjust(len(found[0])), text)
    plain = _UNREADABLE.sub(_INVISIBLE_CHARACTER, plain.translate(_SPACES))
    metadata, start = front_matter.split(plain)
    plain = _blank(plain[:start]) + _without_hidden(plain[start:])
    reader = _BlockReader(plain)
    reader.read(_parser().parse(plain))
    return Document(_with_replaced(text, reader.replaced), metadata, tuple(reader.blocks))


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802
        # [注]: これは is no definition of a link.
        return re.search(r"[./#:?]", url) is not None


@cache
def _parser() -> MarkdownIt:
    made = _Markdown("commonmark", {"tasklists": True, "alerts": True})
    made.inline = inline.parser()
    made.configure("commonmark", {"tasklists": True, "alerts": True})
    made.enable(["table", "strikethrough", "address", "note_call"])
    made.disable(["code", "html_block", "text_join", "fragments_join"])
    made.block.ruler.at("fence", _closed_fence, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return made


def _closed_fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a block of code, unless nothing closes it: the rest of the text would be code."""
    if not fence(state, start, end, silent):
        return False
    if silent:
        return True
    last = state.line - 1
    mark = state.tokens[-1].markup
    line = state.src[state.bMarks[last] + state.tShift[last] : state.eMarks[last]].strip()
    closed = last > start and len(line) >= len(mark) and not line.strip(mark[0])
    unclosed = state.env.setdefault("unclosed", 0)
    if closed or unclosed > _MAX_UNCLOSED:
        return True
    state.env["unclosed"] = unclosed + 1
    state.tokens.pop()
    state.line = start
    return False


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _without_hidden(text: str) -> str:
    """Return the text with spaces for comments, style sheets and the marks of containers."""
    pieces: list[str] = []
    position = kept = 0
    lower = text.lower()
    unclosed: set[str] = set()
    while found := _HIDDEN.search(text, position):
        position = found.end()
        if mark := found["fence"]:
            close = re.compile(rf"^ {{0,3}}{mark}[{mark[0]}]* *$", re.MULTILINE)
            closing = close.search(text, position) if mark not in unclosed and len(unclosed) < 20 else None
            position = closing.end() if closing else position
            unclosed |= set() if closing else {mark}
            continue
        closer = f"</{found['tag'].lower()}" if found["tag"] else "-->"
        end = -1 if closer in unclosed else lower.find(closer, position)
        if end < 0:
            unclosed.add(closer)
            continue
        position = end + len(closer) + (text[end + len(closer) : end + len(closer) + 1] == ">")
        pieces += [text[kept : found.start()], _blank(text[found.start() : position])]
        kept = position
    text = "".join([*pieces, text[kept:]])
    text = _CONTAINER.sub(lambda found: " " * len(found[0]), text)
    return _WIDE_HEADING.sub(r"\1 ", text)


def _with_replaced(text: str, replaced: dict[int, tuple[int, str]]) -> str:
    pieces: list[str] = []
    position = 0
    for start, (end, char) in sorted(replaced.items()):
        pieces += [text[position:start], char.ljust(end - start, _INVISIBLE_CHARACTER)]
        position = end
    return "".join([*pieces, text[position:]])


class _BlockReader:
    """Makes blocks of the tokens of a text; `replaced` is that of its lines, by offsets in the text."""

    def __init__(self, text: str) -> None:
        self.blocks: list[DocumentBlock] = []
        self.replaced: dict[int, tuple[int, str]] = {}
        self._text = text
        self._rows = text.split("\n")
        self._starts = [0]
        for row in self._rows:
            self._starts.append(self._starts[-1] + len(row) + 1)
        self._last_row = -2
        self._quoted = 0
        self._item: Token | None = None
        self._heading: Token | None = None
        self._in_table = self._in_note = False

    def read(self, tokens: list[Token]) -> None:
        """Read all tokens of the text."""
        for token in tokens:
            match token.type:
                case "blockquote_open" | "blockquote_close":
                    self._quoted += token.nesting
                case "list_item_open":
                    self._item = token
                case "list_item_close":
                    self._item = None
                case "heading_open":
                    self._heading = token
                case "heading_close":
                    self._heading = None
                case "fence" if token.map:
                    self._add_rows(token.map[0] + 1, token.map[1] - 1, BlockKind.CODE)
                    self._last_row = token.map[1] - 1
                case "table_open" if token.map:
                    self._add_rows(token.map[0], token.map[1], BlockKind.TABLE_ROW)
                    self._in_table = True
                case "table_close":
                    self._in_table = False
                case "inline" if token.map and not self._in_table:
                    self._read_lines(token, token.map[0])

    def _add_rows(self, first: int, end: int, kind: BlockKind) -> None:
        for row in range(first, end):
            start = self._starts[row]
            shown = ShownText.of(self._text, start, start + len(self._rows[row]))
            self._add(DocumentBlock(kind, shown.part(0, len(shown.text)), apart=False), row)

    def _add(self, block: DocumentBlock, row: int) -> None:
        if block.shown.text:
            self.blocks.append(block.set_apart(row > self._last_row + 1))
            self._last_row = row
        elif block.has_url and self.blocks:
            self.blocks[-1] = replace(self.blocks[-1], has_url=True)

    def _read_lines(self, token: Token, first: int) -> None:
        heading, item = self._heading, self._item
        self._item = None
        while token.content.partition("\n")[0].strip() and not self._rows[first].strip():
            first += 1  # a row of wide spaces alone: it is stripped off the content, where a control is not
        if heading and heading.markup in "=-" and not self._is_underlined(token, first):
            heading = None
        self._in_note = bool(_NOTE.match(self._rows[first])) or (
            self._in_note and self._rows[first].startswith("  ")
        )
        places = self._places(token.content, first, is_heading=bool(heading and heading.markup[0] == "#"))
        reader = LineReader(token.content, token.children or [])
        for line in reader.lines():
            row = self._rows[first + line.row]
            self._in_note = self._in_note or bool(_NOTE.match(row))
            if self._in_note or _FENCE_LINE.fullmatch(row):
                continue
            block = self._block(line, line.shown(places), heading)
            if item and block.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTATION):
                block = self._as_item(block, item, first + line.row)
            item = None
            if block.kind is BlockKind.PARAGRAPH and _TABLE_LINE.fullmatch(row):
                block = replace(block, kind=BlockKind.TABLE_ROW)
            if not _RULE.fullmatch(block.shown.text):
                self._add(block, first + line.row)
        for start, (end, char) in reader.replaced.items():
            self.replaced[places[start]] = (places[end - 1] + 1, char)

    def _is_underlined(self, token: Token, first: int) -> bool:
        """Return whether what is underlined is a heading, and no sentence above a rule."""
        return bool(
            _MAY_BE_UNDERLINED.fullmatch(token.content) and _UNDERLINE.fullmatch(self._rows[first + 1])
        )

    def _places(self, content: str, first: int, *, is_heading: bool) -> array[int]:
        """Return the offset of each character of a block's content, whose lines are the ends of rows."""
        places = array("q")
        for row, line in enumerate(content.split("\n"), first):
            source = self._rows[row]
            if is_heading:
                begin = source.find("#")
                start = source.find(line, begin + len(source) - begin - len(source[begin:].lstrip("#")))
            else:
                start = len(source.rstrip()) - len(line.rstrip())
            start += self._starts[row]
            places.extend(range(start, start + len(line) + 1))
        return places

    def _block(self, line: Line, shown: ShownText, heading: Token | None) -> DocumentBlock:
        stripped = shown.part(0, len(shown.text))
        kind, level = line.kind or (BlockKind.QUOTATION if self._quoted else BlockKind.PARAGRAPH), line.level
        if heading and not line.kind:
            kind, level = BlockKind.HEADING, int(heading.tag[1])
        skipped = len(shown.text) - len(shown.text.lstrip())
        return DocumentBlock(
            kind,
            stripped,
            apart=line.apart,
            level=level,
            linked=line.linked,
            has_url=line.has_url,
            bold=max(0, min(line.bold - skipped, len(stripped.text))),
        )

    def _as_item(self, block: DocumentBlock, item: Token, row: int) -> DocumentBlock:
        if item.info and len(item.info) > _MAX_ITEM_NUMBER:
            start = self._rows[row].find(item.info)
            if start >= 0 and block.shown.text:
                number = ShownText.of(self._text, self._starts[row] + start, block.shown.offsets[0])
                return replace(block, shown=ShownText.join((number, block.shown)), bold=0)
            return block
        return replace(block, kind=BlockKind.LIST_ITEM, numbered=bool(item.info))
