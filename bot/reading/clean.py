"""What is no article though it is written like one: greetings, invitations, the author's advertising."""

from __future__ import annotations

from dataclasses import replace

from bot.model import Language
from bot.reading import grammar
from bot.reading.blocks import Block, Role
from bot.reading.cues import Cues, cues
from bot.reading.page import is_furniture
from bot.reading.sentences import Sentence

_NEVER = ("greeting", "lead_in", "promotion")
_NEAR = 2
_MANY = 4
_MANY_HEADINGS = 3
_LONGEST_SCRAP = {Language.JA: 60, Language.EN: 90}
_OPENING_BLOCKS = 14
_OPENING_CHARACTERS = 1500


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
    edges = {0, 1, len(blocks) - 2, len(blocks) - 1}
    opening |= {s.block for s in sentences if s.block in edges and cue["clean.bio"].search(s.text[:400])}
    kept: list[Sentence] = []
    for sentence in sentences:
        near = any(index in selling for index in range(sentence.block, sentence.block + _NEAR + 1))
        if sentence.block not in opening and not _is_promotion(sentence.text, near, cue):
            kept.append(sentence)
    scraps = _scraps(blocks, {sentence.block for sentence in kept if sentence.whole}, language)
    kept = [sentence for sentence in kept if sentence.block not in scraps]
    left = _left(blocks, set(by_block), {sentence.block for sentence in kept}, cue)
    place = {index: new for new, index in enumerate(index for index in left if index not in scraps)}
    return [blocks[index] for index in place], [replace(s, block=place[s.block]) for s in kept]


def _scraps(blocks: list[Block], whole: set[int], language: Language) -> set[int]:
    """Short lines that are no sentences: captions, links to other articles, names below the article."""
    scraps: set[int] = set()
    headings: list[int] = []
    for index, block in enumerate(blocks):
        text = block.shown.text
        loose = block.role is Role.TEXT and index not in whole and len(text) <= _LONGEST_SCRAP[language]
        if loose and not grammar.ends(text, language):
            # What looked like a heading was the first line of the same list.
            scraps.update([*headings[-1:], index])
        if block.role is Role.HEADING and block.level == 0:
            headings.append(index)
            continue
        if len(headings) >= _MANY_HEADINGS:
            scraps.update(headings[:-1])
        headings = []
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if index in whole or block.role is not Role.TEXT or len(block.shown.text) > _LONGEST_SCRAP[language]:
            break
        scraps.add(index)
    return scraps


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
        sells = any(cue[f"clean.{name}"].search(text) for name in _NEVER)
        empty = following is None or 0 < following.level <= block.level
        if not sells and (text_left or not (text_lost or block.address or empty)):
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
    if any(cue[f"clean.{name}"].search(text) for name in _NEVER) or is_furniture(text.rstrip("。."), cue):
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
