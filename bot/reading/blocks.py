"""Lines to blocks: headings, points of lists, and paragraphs whose broken sentences are joined."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import Enum, auto

from bot.model import Language
from bot.reading import grammar
from bot.reading.cues import cues
from bot.reading.markup import Kind, SourceLine
from bot.reading.shown import ShownText

_LONGEST_HEADING = {Language.JA: 60, Language.EN: 90}

_AFTER_QUOTATION = "とをはがにのもへでや、。，）)"


class Role(Enum):
    """What a block is to the reader."""

    HEADING = auto()
    POINT = auto()
    """The heading of one point of a list."""
    ITEM = auto()
    """One point of a list that has no heading of its own."""
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, or a paragraph as one text.

    `address`: a web address stood in it. `level`: of a Markdown heading, otherwise 0.
    """

    role: Role
    shown: ShownText
    address: bool = False
    level: int = 0


@dataclass(slots=True)
class _Draft:
    """A block under construction: `lines` of text, `apart` from its neighbours by blank lines."""

    kind: Kind
    lines: list[SourceLine]
    after_blank: bool
    before_blank: bool = True
    joined: int = 0

    @property
    def first(self) -> str:
        return self.lines[0].shown.text

    @property
    def last(self) -> str:
        return self.lines[-1].shown.text


def build(lines: list[SourceLine], language: Language) -> list[Block]:
    """The blocks of an article, in order."""
    drafts = _join_broken(_gather(lines, language), language)
    blocks: list[Block] = []
    for index, draft in enumerate(drafts):
        following = drafts[index + 1] if index + 1 < len(drafts) else None
        shown = _text(draft, language)
        address = any(line.address for line in draft.lines)
        blocks.append(
            Block(_role(draft, following, shown.text, language), shown, address, draft.lines[0].level)
        )
    return blocks


def _gather(lines: list[SourceLine], language: Language) -> list[_Draft]:
    drafts: list[_Draft] = []
    blank = True
    for index, line in enumerate(lines):
        if line.kind is Kind.BLANK:
            blank = True
            continue
        current = drafts[-1] if drafts and not blank else None
        following = lines[index + 1] if index + 1 < len(lines) else None
        if current and line.kind is Kind.TEXT and _belongs(current, line, following, language):
            current.lines.append(line)
        else:
            if current:
                current.before_blank = False
            drafts.append(_Draft(line.kind, [line], blank))
        blank = False
        if following is None or following.kind is Kind.BLANK:
            drafts[-1].before_blank = True
    return drafts


def _belongs(draft: _Draft, line: SourceLine, following: SourceLine | None, language: Language) -> bool:
    """Whether a line of text carries on the block right above it."""
    if draft.kind is Kind.HEADING or draft.lines[-1].quoted != line.quoted:
        return False
    text = line.shown.text
    if draft.kind is Kind.TEXT and grammar.is_apart(draft.last, text, language):
        return False
    below = following.shown.text if following else ""
    if grammar.ends(draft.last, language) and below and grammar.is_apart(text, below, language):
        return False
    if len(draft.lines) > 1 or not (draft.after_blank or draft.kind is not Kind.TEXT):
        return True
    return not _heads(draft.first, text, language)


def _heads(text: str, following: str, language: Language) -> bool:
    """Whether a line is a heading of the line right below it."""
    if not _may_head(text, language) or grammar.goes_on(following, text, language):
        return False
    if language is Language.EN:
        return (
            len(text.split()) <= 10
            and len(following) > 1.3 * len(text)
            and following.lstrip("“‘\"'")[:1].isupper()
        )
    return len(text) <= 40 and (len(following) > 1.5 * len(text) or grammar.ends(following, language))


def _may_head(text: str, language: Language) -> bool:
    cue = cues(language)
    if len(text) > _LONGEST_HEADING[language] or cue["headings.never"].search(text):
        return False
    if cue["headings.spoken"].search(text):
        return False
    if any(text.count(mark) > text.count(partner) for mark, partner in ("「」", "『』", "（）", "“”")):
        return False
    if language is Language.EN:
        return len(text.split()) <= 14 and not text[:1].islower()
    return not grammar.goes_on(text, "", language)


def _join_broken(drafts: list[_Draft], language: Language) -> list[_Draft]:
    """A sentence that was broken over several paragraphs becomes one paragraph again."""
    joined: list[_Draft] = []
    for draft in drafts:
        before = joined[-1] if joined else None
        if (
            before
            and draft.kind is Kind.TEXT
            and before.kind is not Kind.HEADING
            and (
                grammar.breaks_off(before.last, draft.first, language)
                or grammar.goes_on(draft.first, before.last, language)
            )
        ):
            before.lines.extend(draft.lines)
            before.before_blank = draft.before_blank
        else:
            joined.append(draft)
    return joined


def _text(draft: _Draft, language: Language) -> ShownText:
    pieces: list[ShownText] = []
    for index, line in enumerate(draft.lines):
        pieces.append(line.shown)
        if index + 1 < len(draft.lines) and _needs_break(line, draft.lines[index + 1], language):
            pieces.append(ShownText(" ", array("q", [line.end])))
    return ShownText.join(pieces)


def _needs_break(line: SourceLine, following: SourceLine, language: Language) -> bool:
    """Whether the line break stays as a space: between words, and after a quotation that ends there."""
    left, right = line.shown.text[-1], following.shown.text[0]
    words = left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
    spoken = left in "」』" and right not in _AFTER_QUOTATION
    return language is Language.EN or words or spoken


def _role(draft: _Draft, following: _Draft | None, text: str, language: Language) -> Role:
    if draft.kind is Kind.HEADING:
        return Role.HEADING
    single = len(draft.lines) == 1 and following is not None
    if draft.kind is Kind.TEXT:
        if single and not draft.lines[0].quoted and _stands_apart(draft, following, language):
            return Role.HEADING
        return Role.TEXT
    if following and single and following.kind is Kind.TEXT and _may_head(text, language):
        if not draft.before_blank:
            return Role.HEADING if draft.kind is Kind.MARKED else Role.POINT
        if draft.kind is Kind.NUMBERED:
            return Role.POINT
    if draft.kind is Kind.MARKED:
        return Role.HEADING if single and _may_head(text, language) else Role.TEXT
    return Role.ITEM


def _stands_apart(draft: _Draft, following: _Draft | None, language: Language) -> bool:
    if following is None or not _may_head(draft.first, language):
        return False
    if not draft.before_blank:
        return following.kind is Kind.TEXT and _heads(draft.first, following.first, language)
    return True
