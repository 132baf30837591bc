"""What the characters of a line say it is, where no markup does: a heading, an item of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.model import BlockKind, DocumentBlock, ShownText

NOT_READ = {BlockKind.CODE, BlockKind.TABLE_ROW, BlockKind.CAPTION}
"""Blocks that have no sentences."""

_NUMBER = re.compile(
    r"(?:[①-⑳❶-❿➀-➓]\s*[:：.．、)）]?|[(（]\s*\d{1,2}\s*[)）]|【\d{1,2}】|(?:\d{1,2}|[０-９]{1,2})(?:[.．)）](?!\d)|[:：、])"
    r"|(?:その|第)[\d０-９一二三四五六七八九十]{1,2}[:：]|#\d{1,2}[:：.)]?)[ \t\u3000]*(?=\S)"
)
_BULLET = re.compile(r"(?:[-+*•‣◦▪–][ \t]+|[・▶►✔✅☑➤➡][ \t\u3000]*)(?=\S)")
_HEADING_MARK = re.compile(r"[■□◆◇●○▼▽★☆▍◎][ \t\u3000]*(?=\S)")
_MARKS = ((_NUMBER, BlockKind.LIST_ITEM), (_BULLET, BlockKind.LIST_ITEM), (_HEADING_MARK, BlockKind.HEADING))
_MAX_BOLD_LINE = 60
# `Heading: text` at the start of a list item.
_ITEM_HEADING = re.compile(
    r"([^:：。.!?！？\n]{2,40})(?::[ \u3000]{1,4}|：[ \u3000]{0,4})(?=[^\n]{12,1000}[。.!?！？][)）」”\"]*$)"
)
_MAX_BOLD_HEADING = 80
_LEAD_BLOCKS = 2
# Characters of a sentence that is set as a heading, in other scripts and in ASCII.
_SHORTEST_LEAD, _LONGEST_HEADING = (25, 50), (60, 120)
_AFTER_BOLD = " \t\u3000:：.—–-"
_MIN_ITEM_TEXT = 11


def told(blocks: Iterable[DocumentBlock]) -> list[DocumentBlock]:
    """Return the blocks that are read, each as what its marks say: ■ a heading, ① or ・ an item of a list."""
    found: list[DocumentBlock] = []
    apart = False
    for block in blocks:
        if block.kind in NOT_READ or not block.shown.text:
            apart = True
            continue
        block = block.set_apart(apart)
        is_set_as_heading = block.kind is BlockKind.HEADING and block.level != 1
        if is_set_as_heading and _is_text(block.shown.text, is_lead=len(found) < _LEAD_BLOCKS):
            block = replace(block, kind=BlockKind.PARAGRAPH, level=0)
        found.append(_by_its_marks(block))
        apart = False
    return found


def _is_text(text: str, *, is_lead: bool) -> bool:
    """Return whether a whole sentence is set as a heading, as that of a lead often is."""
    shortest = _SHORTEST_LEAD if is_lead else _LONGEST_HEADING
    return text[-1] in ".。" and len(text) >= shortest[text.isascii()] and ".." not in text[-3:]


def _by_its_marks(block: DocumentBlock) -> DocumentBlock:
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.QUOTATION):
        return block
    text = block.shown.text
    for pattern, kind in _MARKS:
        if marker := pattern.match(text):
            numbered = pattern is _NUMBER
            labels = (*block.labels, block.shown.part(0, marker.end())) if numbered else block.labels
            block = replace(block, kind=kind, numbered=numbered, labels=labels)
            return cut(block, marker.end(), len(text))
    is_bold = 2 <= block.bold <= _MAX_BOLD_LINE and not text[block.bold :].strip(" :：")
    if block.kind is BlockKind.PARAGRAPH and is_bold:
        end = block.bold - (text[block.bold - 1] in ".:：" and block.bold > 2)
        return cut(replace(block, kind=BlockKind.HEADING), 0, end)
    return block


def with_item_headings(blocks: Iterable[DocumentBlock]) -> Iterator[DocumentBlock]:
    """Yield the blocks; an item that starts with its own heading becomes two."""
    for block in blocks:
        end, start = _item_heading(block) if block.kind is BlockKind.LIST_ITEM else (0, 0)
        heading = block.shown.part(0, len(block.shown.text[:end].rstrip(" .:：。")))
        if heading.text:
            labels = (*block.labels, block.shown.part(len(heading.text), start))
            yield replace(block, shown=heading, has_url=False, linked=0, bold=0, labels=labels)
            text = cut(block, start, len(block.shown.text))
            yield replace(text, kind=BlockKind.PARAGRAPH, numbered=False, apart=False, labels=())
        else:
            yield block


def _item_heading(block: DocumentBlock) -> tuple[int, int]:
    """Return where the heading of an item ends, and where the text after it begins."""
    text = block.shown.text
    if 2 <= block.bold <= _MAX_BOLD_HEADING:
        rest = text[block.bold :].lstrip(_AFTER_BOLD)
        if len(rest) >= _MIN_ITEM_TEXT:
            return block.bold, len(text) - len(rest)
    found = _ITEM_HEADING.match(text)
    return (found.end(1), found.end()) if found else (0, 0)


def cut(block: DocumentBlock, start: int, end: int) -> DocumentBlock:
    """Return the part of a block from one offset of its text to another."""
    shown: ShownText = block.shown.part(start, end)
    return replace(block, shown=shown, bold=max(0, min(block.bold - start, len(shown.text))))
