"""What is not the article: the page's furniture, greetings, the author's advertising."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Language
from bot.reading.blocks import Block, Role
from bot.reading.cues import Cues, cues
from bot.reading.markup import Kind, Line
from bot.reading.sentences import Sentence

_LONGEST_FURNITURE = 200
_TAIL_SHARE = 0.35
_NEAR = 2
_MANY = 4
_OPENING_BLOCKS = 14
_OPENING_CHARACTERS = 1500


def without_furniture(lines: list[Line], language: Language) -> list[Line]:
    """The lines without those that belong to the page; a line right before a bare address gets `address`."""
    cue = cues(language)
    kept: list[Line] = []
    for line in lines[: _tail(lines, cue)]:
        text = line.shown.text
        if line.kind is Kind.BLANK:
            if line.address:
                _mark_last(kept)
            kept.append(line)
        elif _is_link_list(line) or _is_furniture(text, cue):
            continue
        else:
            kept.append(line)
    return kept


def _is_furniture(text: str, cue: Cues) -> bool:
    return len(text) <= _LONGEST_FURNITURE and (
        cue["clean.furniture"].fullmatch(text) is not None or not any(map(str.isalnum, text))
    )


def _is_link_list(line: Line) -> bool:
    """Whether a bullet is nothing but a link: navigation, related articles, a table of contents."""
    return line.kind in (Kind.BULLET, Kind.NUMBERED) and 0 < len(line.shown.text) <= line.linked + 2


def _mark_last(kept: list[Line]) -> None:
    for index in range(len(kept) - 1, max(-1, len(kept) - 4), -1):
        if kept[index].kind is not Kind.BLANK:
            kept[index] = replace(kept[index], address=True)
            return


def _tail(lines: list[Line], cue: Cues) -> int:
    """Where the page's own ending begins: comments, related articles, profiles."""
    rest = total = sum(len(line.shown.text) for line in lines)
    for index, line in enumerate(lines):
        text = line.shown.text
        if rest < total * _TAIL_SHARE and text and len(text) < 80 and cue["clean.tail"].fullmatch(text):
            return index
        rest -= len(text)
    return len(lines)


def without_promotion(
    blocks: list[Block], sentences: list[Sentence], language: Language
) -> tuple[list[Block], list[Sentence]]:
    """The article without greetings, invitations, whatever sells something, and the headings over it."""
    cue = cues(language)
    by_block: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        by_block.setdefault(sentence.block, []).append(sentence)
    selling = {index for index, block in enumerate(blocks) if _sells(block, by_block.get(index, []), cue)}
    opening = _opening(blocks, by_block, selling, cue)
    kept: list[Sentence] = []
    for sentence in sentences:
        near = any(index in selling for index in range(sentence.block, sentence.block + _NEAR + 1))
        if sentence.block not in opening and not _is_promotion(sentence.text, near, cue):
            kept.append(sentence)
    left = _left(blocks, set(by_block), {sentence.block for sentence in kept}, cue)
    place = {index: new for new, index in enumerate(left)}
    return [blocks[index] for index in left], [replace(s, block=place[s.block]) for s in kept]


def _left(blocks: list[Block], before: set[int], after: set[int], cue: Cues) -> list[int]:
    """The blocks to keep: paragraphs with a sentence left, headings with something left under them."""
    left: list[int] = []
    # From the end on: has a heading, down to the next one, lost all its text, or never had any?
    text_left = text_lost = False
    following: Block | None = None
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if block.role not in (Role.HEADING, Role.POINT):
            text_left = text_left or index in after
            text_lost = text_lost or (index in before and index not in after)
            if index in after:
                left.append(index)
                following = block
            continue
        text = block.shown.text
        sells = any(cue[f"clean.{name}"].search(text) for name in ("greeting", "lead_in", "promotion"))
        empty = following is None or 0 < following.level <= block.level
        if text_left or not (text_lost or sells or block.address or empty):
            left.append(index)
            following = block
        if block.role is Role.HEADING:
            text_left = text_lost = False
    return left[::-1]


def _sells(block: Block, sentences: list[Sentence], cue: Cues) -> bool:
    """Whether a block leads to a link, or holds a sentence that sells."""
    short = len(block.shown.text) < 120
    return (block.address and short) or any(cue["clean.promotion"].search(s.text[:400]) for s in sentences)


def _is_promotion(text: str, near: bool, cue: Cues) -> bool:
    text = text[:400]
    if any(cue[f"clean.{name}"].search(text) for name in ("greeting", "lead_in", "promotion")):
        return True
    if not (cue["clean.myself"].search(text) or cue["clean.addressing"].search(text)):
        return False
    words = {match[0].lower() for match in cue["clean.selling"].finditer(text)}
    return len(words) >= (1 if near else _MANY)


def _opening(
    blocks: list[Block], by_block: dict[int, list[Sentence]], selling: set[int], cue: Cues
) -> set[int]:
    """The author's own matters between the greeting and the words that lead into the article."""
    greeting = leading = None
    length = 0
    for index, block in enumerate(blocks[:_OPENING_BLOCKS]):
        length += len(block.shown.text)
        if block.role is Role.HEADING or length > _OPENING_CHARACTERS:
            break
        for sentence in by_block.get(index, []):
            text = sentence.text[:400]
            if greeting is None and cue["clean.greeting"].search(text):
                greeting = index
            if cue["clean.lead_in"].search(text):
                return _before_article(blocks, greeting, index, cue)
        if greeting is not None and index in selling and index - (leading or greeting) <= _NEAR:
            leading = index
    return set() if leading is None else _before_article(blocks, greeting, leading, cue)


def _before_article(blocks: list[Block], greeting: int | None, leading: int, cue: Cues) -> set[int]:
    if greeting is None:
        # No greeting: what stands before the words that lead in, as far back as the author speaks of himself.
        greeting = leading
        while greeting > 0 and cue["clean.myself"].search(blocks[greeting - 1].shown.text[:400]):
            greeting -= 1
    # The leading words themselves may share a block with the article: they go sentence by sentence.
    return set(range(greeting, leading))
