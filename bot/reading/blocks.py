"""Build blocks from lines: headings, list items, and paragraphs with their broken sentences joined."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import Enum, auto

from bot.cues import cues
from bot.model import Language, ShownText
from bot.reading import grammar
from bot.reading.markup import LineKind, SourceLine

_MAX_HEADING = {Language.JA: 60, Language.EN: 90}

_AFTER_QUOTATION = "とをはがにのもへでや、。，）)"


class BlockRole(Enum):
    """What a block is for the reader."""

    HEADING = auto()
    ITEM_HEADING = auto()
    """The heading of one list item."""
    LIST_ITEM = auto()
    """A list item without a heading of its own."""
    PARAGRAPH = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a list item or a paragraph, as one text.

    `has_url` says that it contained a web address. `level` is that of a Markdown heading, otherwise 0.
    """

    role: BlockRole
    shown: ShownText
    has_url: bool = False
    level: int = 0


@dataclass(slots=True)
class _BlockDraft:
    """A block under construction, with or without a blank line before and after it."""

    kind: LineKind
    lines: list[SourceLine]
    after_blank: bool
    before_blank: bool = True

    @property
    def first(self) -> str:
        return self.lines[0].shown.text

    @property
    def last(self) -> str:
        return self.lines[-1].shown.text


def build(lines: list[SourceLine], language: Language) -> list[Block]:
    """Return the blocks of an article, in order."""
    drafts = _join_broken_sentences(_group_lines(lines, language), language)
    blocks: list[Block] = []
    for index, draft in enumerate(drafts):
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        shown = _joined_text(draft, language)
        has_url = any(line.has_url for line in draft.lines)
        blocks.append(
            Block(_role(draft, following, shown.text, language), shown, has_url, draft.lines[0].level)
        )
    return blocks


def _group_lines(lines: list[SourceLine], language: Language) -> list[_BlockDraft]:
    drafts: list[_BlockDraft] = []
    blank = True
    for index, line in enumerate(lines):
        if line.kind is LineKind.BLANK:
            blank = True
            continue
        current = drafts[-1] if drafts and not blank else None
        following = lines[index + 1] if index + 1 < len(lines) else None
        if current and line.kind is LineKind.TEXT and _continues_block(current, line, following, language):
            current.lines.append(line)
        else:
            if current:
                current.before_blank = False
            drafts.append(_BlockDraft(line.kind, [line], blank))
        blank = False
        if following is None or following.kind is LineKind.BLANK:
            drafts[-1].before_blank = True
    return drafts


def _continues_block(
    draft: _BlockDraft, line: SourceLine, following: SourceLine | None, language: Language
) -> bool:
    """Return whether a line of text continues the block directly above it."""
    if draft.kind is LineKind.HEADING or draft.lines[-1].in_blockquote != line.in_blockquote:
        return False
    text = line.shown.text
    if draft.kind is LineKind.TEXT and grammar.is_separate_line(draft.last, text, language):
        return False
    below = following.shown.text if following else ""
    if (
        grammar.ends_sentence(draft.last, language)
        and below
        and grammar.is_separate_line(text, below, language)
    ):
        return False
    if len(draft.lines) > 1 or not (draft.after_blank or draft.kind is not LineKind.TEXT):
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
            and draft.kind is LineKind.TEXT
            and before.kind is not LineKind.HEADING
            and (
                grammar.is_unfinished(before.last, draft.first, language)
                or grammar.continues_sentence(draft.first, before.last, language)
            )
        ):
            before.lines.extend(draft.lines)
            before.before_blank = draft.before_blank
        else:
            joined.append(draft)
    return joined


def _joined_text(draft: _BlockDraft, language: Language) -> ShownText:
    pieces: list[ShownText] = []
    for index, line in enumerate(draft.lines):
        pieces.append(line.shown)
        if index + 1 < len(draft.lines) and _needs_space(line, draft.lines[index + 1], language):
            pieces.append(ShownText(" ", array("q", [line.end])))
    return ShownText.join(pieces)


def _needs_space(line: SourceLine, following: SourceLine, language: Language) -> bool:
    """Return whether a line break becomes a space: between words, and after a quotation."""
    left, right = line.shown.text[-1], following.shown.text[0]
    words = left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
    after_quotation = left in "」』" and right not in _AFTER_QUOTATION
    return language is Language.EN or words or after_quotation


def _role(draft: _BlockDraft, following: _BlockDraft | None, text: str, language: Language) -> BlockRole:
    if draft.kind is LineKind.HEADING:
        return BlockRole.HEADING
    single = len(draft.lines) == 1 and following is not None
    if draft.kind is LineKind.TEXT:
        if single and not draft.lines[0].in_blockquote and _is_isolated_heading(draft, following, language):
            return BlockRole.HEADING
        return BlockRole.PARAGRAPH
    if following and single and following.kind is LineKind.TEXT and _may_be_heading(text, language):
        if not draft.before_blank:
            return BlockRole.HEADING if draft.kind is LineKind.EMPHASIZED else BlockRole.ITEM_HEADING
        if draft.kind is LineKind.NUMBERED:
            return BlockRole.ITEM_HEADING
    if draft.kind is LineKind.EMPHASIZED:
        return BlockRole.HEADING if single and _may_be_heading(text, language) else BlockRole.PARAGRAPH
    return BlockRole.LIST_ITEM


def _is_isolated_heading(draft: _BlockDraft, following: _BlockDraft | None, language: Language) -> bool:
    if following is None or not _may_be_heading(draft.first, language):
        return False
    if not draft.before_blank:
        return following.kind is LineKind.TEXT and _is_heading_of(draft.first, following.first, language)
    return True
