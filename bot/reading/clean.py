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


def without_promotion(blocks: list[Block], sentences: list[Sentence], language: Language) -> list[Sentence]:
    """The sentences without greetings, invitations and whatever sells something."""
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
    return kept


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
    return len(words) >= (1 if near else 3)


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
            if greeting is None and cue["clean.greeting"].search(sentence.text[:400]):
                greeting = index
            if cue["clean.lead_in"].search(sentence.text[:400]) or (
                greeting is not None and index in selling
            ):
                leading = index
    if leading is None:
        return set()
    if greeting is None:
        # No greeting: what stands before the words that lead in, as far back as the author speaks of himself.
        greeting = leading
        while greeting > 0 and cue["clean.myself"].search(blocks[greeting - 1].shown.text[:400]):
            greeting -= 1
    return set(range(greeting, leading + 1))
