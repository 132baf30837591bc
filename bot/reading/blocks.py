"""Build blocks from lines: headings, list items, and paragraphs with their broken sentences joined."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from enum import Enum, auto

from bot.cues import cues
from bot.model import BlockKind, DocumentBlock, Language, ShownText
from bot.reading import grammar

_MAX_HEADING = {Language.JA: 60, Language.EN: 90}

_TEXT = {BlockKind.PARAGRAPH, BlockKind.QUOTATION, BlockKind.TURN}
_WHITE_SPACE = re.compile(r"\s")
_NUMBER = re.compile(r"(\d{1,9}[.)]) {0,4}$")
_MAX_NUMBER = 14
_AFTER_QUOTATION = "とをはがにのもへでや、。，）)"


class BlockRole(Enum):
    """What a block is for the reader."""

    HEADING = auto()
    ITEM_HEADING = auto()
    """The heading of one list item."""
    LIST_ITEM = auto()
    """A list item without a heading of its own."""
    PARAGRAPH = auto()
    QUOTATION = auto()
    """Words of somebody else, set apart."""
    TURN = auto()
    """What one person says in a conversation."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a list item or a paragraph, as one text.

    `has_url` says that it contained a web address. `level` is that of a heading, 0 where none is known.
    `speaker` is whom a turn or a quotation names. `labels` are those of its lines, and the number of an item.
    """

    role: BlockRole
    shown: ShownText
    has_url: bool = False
    level: int = 0
    speaker: str | None = None
    labels: tuple[ShownText, ...] = ()


@dataclass(slots=True)
class _BlockDraft:
    """A block under construction, with or without more than a line break before and after it."""

    lines: list[DocumentBlock]
    apart_after: bool = True

    @property
    def kind(self) -> BlockKind:
        return self.lines[0].kind

    @property
    def is_text(self) -> bool:
        return self.kind in _TEXT

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading by its markup, which gives a level."""
        return self.kind is BlockKind.HEADING and self.lines[0].level > 0

    @property
    def apart(self) -> bool:
        return self.lines[0].apart

    @property
    def first(self) -> str:
        return self.lines[0].shown.text

    @property
    def last(self) -> str:
        return self.lines[-1].shown.text


def build(
    lines: list[DocumentBlock], source: str, language: Language, *, by_line: bool = False
) -> list[Block]:
    """Return the blocks of an article, in order; `lines` are its blocks before lines are joined.

    `by_line` says that the text has no full stops: then each line is a block.
    """
    drafts = [_BlockDraft([line]) for line in lines] if by_line else _group_lines(lines, language)
    drafts = _join_broken_sentences(drafts, language)
    blocks: list[Block] = []
    for index, draft in enumerate(drafts):
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        shown = _joined_text(draft, source, language)
        has_url = any(line.has_url for line in draft.lines)
        plain = by_line and draft.kind is BlockKind.PARAGRAPH
        before = drafts[index - 1] if index and not draft.apart else None
        role = BlockRole.PARAGRAPH if plain else _role(draft, before, following, shown.text, language)
        first = draft.lines[0]
        labels = (*_number(first, source), *(label for line in draft.lines for label in line.labels))
        blocks.append(Block(role, shown, has_url, first.level, first.speaker, labels))
    return blocks


def _group_lines(lines: list[DocumentBlock], language: Language) -> list[_BlockDraft]:
    # Paragraphs that stand apart say nothing about what a line break means.
    broken = [
        line
        for index, line in enumerate(lines)
        if not line.apart or (index + 1 < len(lines) and not lines[index + 1].apart)
    ]
    whole = grammar.has_whole_lines([one.shown.text for one in broken if one.kind in _TEXT], language)
    drafts: list[_BlockDraft] = []
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) and not lines[index + 1].apart else None
        current = drafts[-1] if drafts and not line.apart else None
        if current and line.kind in _TEXT and _continues_block(current, line, following, language, whole):
            current.lines.append(line)
        else:
            if current:
                current.apart_after = False
            drafts.append(_BlockDraft([line]))
    return drafts


def _continues_block(
    draft: _BlockDraft, line: DocumentBlock, following: DocumentBlock | None, language: Language, whole: bool
) -> bool:
    """Return whether a line of text continues the block directly above it; `whole`: lines are sentences."""
    last = draft.lines[-1]
    if draft.is_heading or (last.kind in _TEXT and last.kind is not line.kind):
        return False
    if line.kind is BlockKind.TURN:
        return True
    text = line.shown.text
    if draft.is_text and grammar.is_separate_line(draft.last, text, language, whole_lines=whole):
        return False
    below = following.shown.text if following else ""
    if (
        grammar.ends_sentence(draft.last, language)
        and below
        and grammar.is_separate_line(text, below, language, whole_lines=whole)
    ):
        return False
    if len(draft.lines) > 1 or not (draft.apart or not draft.is_text):
        return True
    return not _is_heading_of(draft.first, text, language)


def _is_heading_of(text: str, following: str, language: Language) -> bool:
    """Return whether a line is a heading of the line directly below it."""
    if not _may_be_heading(text, language) or grammar.continues_sentence(following, text, language):
        return False
    if language is Language.EN:
        return (
            len(text.split()) <= 10
            and len(following) > 1.3 * len(text)
            and following.lstrip("“‘\"'")[:1].isupper()
        )
    return len(text) <= 40 and (
        len(following) > 1.5 * len(text) or grammar.ends_sentence(following, language)
    )


def _may_be_heading(text: str, language: Language) -> bool:
    cue = cues(language)
    if len(text) > _MAX_HEADING[language] or cue["headings.never"].search(text):
        return False
    if cue["headings.sentence_like"].search(text):
        return False
    if any(text.count(mark) > text.count(partner) for mark, partner in ("「」", "『』", "（）", "“”")):
        return False
    if language is Language.EN:
        return len(text.split()) <= 14 and not text[:1].islower()
    return not grammar.continues_sentence(text, "", language)


def _join_broken_sentences(drafts: list[_BlockDraft], language: Language) -> list[_BlockDraft]:
    """Join paragraphs over which one sentence was broken."""
    joined: list[_BlockDraft] = []
    for draft in drafts:
        before = joined[-1] if joined else None
        if (
            before
            and draft.is_text
            and not before.is_heading
            and BlockKind.TURN not in (draft.kind, before.kind)
            and draft.lines[0].speaker is None
            and (
                grammar.is_unfinished(before.last, draft.first, language)
                or grammar.continues_sentence(draft.first, before.last, language)
            )
        ):
            before.lines.extend(draft.lines)
            before.apart_after = draft.apart_after
        else:
            joined.append(draft)
    return joined


def _number(line: DocumentBlock, source: str) -> tuple[ShownText, ...]:
    """Return the number that the markup of a list has before an item."""
    start = line.shown.offsets[0]
    found = _NUMBER.search(source[max(0, start - _MAX_NUMBER) : start]) if line.numbered else None
    if not found:
        return ()
    start -= len(found[0])
    return (ShownText.of(source, start, start + len(found[1])),)


def _joined_text(draft: _BlockDraft, source: str, language: Language) -> ShownText:
    pieces: list[ShownText] = []
    for before, line in zip([None, *draft.lines], draft.lines, strict=False):
        if before and _needs_space(before, line, language):
            start, end = before.shown.offsets[-1] + 1, line.shown.offsets[0]
            space = _WHITE_SPACE.search(source, start, end)
            # Without white space a tag, such as `<br>`, breaks the line.
            place = space.start() if space else start
            pieces += [ShownText(" ", array("q", [place]))] if start < end else []
        pieces.append(line.shown)
    return ShownText.join(pieces)


def _needs_space(line: DocumentBlock, following: DocumentBlock, language: Language) -> bool:
    """Return whether a line break becomes a space: between words, and after a quotation."""
    left, right = line.shown.text[-1], following.shown.text[0]
    words = left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
    after_quotation = left in "」』" and right not in _AFTER_QUOTATION
    return language is Language.EN or words or after_quotation


def _role(
    draft: _BlockDraft,
    before: _BlockDraft | None,
    following: _BlockDraft | None,
    text: str,
    language: Language,
) -> BlockRole:
    """Return what a draft is, by the one directly above it and the one below."""
    if draft.is_heading:
        return BlockRole.HEADING
    single = len(draft.lines) == 1 and following is not None
    if draft.kind in (BlockKind.QUOTATION, BlockKind.TURN):
        return BlockRole.TURN if draft.kind is BlockKind.TURN else BlockRole.QUOTATION
    if draft.is_text:
        if single and _is_isolated_heading(draft, following, language):
            return BlockRole.HEADING
        return BlockRole.PARAGRAPH
    emphasized = draft.kind is BlockKind.HEADING
    in_list = before is not None and before.kind is BlockKind.LIST_ITEM  # the last of several short items
    if following and single and following.is_text and not in_list and _may_be_heading(text, language):
        if not draft.apart_after:
            return BlockRole.HEADING if emphasized else BlockRole.ITEM_HEADING
        if draft.lines[0].numbered:
            return BlockRole.ITEM_HEADING
    if emphasized:
        return BlockRole.HEADING if single and _may_be_heading(text, language) else BlockRole.PARAGRAPH
    return BlockRole.LIST_ITEM


def _is_isolated_heading(draft: _BlockDraft, following: _BlockDraft | None, language: Language) -> bool:
    if following is None or not _may_be_heading(draft.first, language):
        return False
    if not draft.apart_after:
        return following.is_text and _is_heading_of(draft.first, following.first, language)
    return True
