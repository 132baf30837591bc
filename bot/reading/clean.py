"""Remove prose that is not part of the article: greetings, invitations, the author's own advertising."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.cues import Cues, cues
from bot.model import Language
from bot.reading import grammar
from bot.reading.blocks import Block, BlockRole
from bot.reading.page import is_boilerplate
from bot.reading.sentences import Sentence, by_block

_OUTSIDE = ("lead_in", "notice")
_NEARBY_BLOCKS = 2
_MAX_BOX = 160
_SEARCHED = 400
"""Characters of a sentence in which cues are looked for."""
_MIN_TERMS = 4
_MIN_HEADING_RUN = 3
_MAX_FRAGMENT = {Language.JA: 60, Language.EN: 90}
_PREAMBLE_BLOCKS = 14
_PREAMBLE_CHARACTERS = 1500


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of an article. The `sentences` refer to the `blocks`, of which those that announce a list
    have none.

    `body` is what there is to read, each block with its sentences, headings with none: it has the fragments
    inside the text, too, which no facts are looked for in.
    """

    blocks: list[Block]
    sentences: list[Sentence]
    body: list[tuple[Block, list[Sentence]]]


def without_promotion(blocks: list[Block], sentences: list[Sentence], language: Language) -> Cleaned:
    """Return an article without greetings, invitations, advertising and the headings over them."""
    cue = cues(language)
    of_block = by_block(sentences)
    promoting = {sentence for sentence in sentences if _promotes(sentence.text, cue)}
    advertising = {sentence.block for sentence in promoting}
    promotional = advertising | {index for index, block in enumerate(blocks) if _is_short_link(block)}
    preamble = _preamble(blocks, of_block, promotional, cue)
    edges = {0, 1, len(blocks) - 2, len(blocks) - 1}
    preamble |= {
        s.block for s in sentences if s.block in edges and cue["clean.bio"].search(s.text[:_SEARCHED])
    }
    boxes = {index for index in advertising if _may_be_box(blocks[index])}
    kept: list[Sentence] = []
    greeted = False
    left_out: Sentence | None = None
    for sentence in sentences:
        text = sentence.text[:_SEARCHED]
        near = not promotional.isdisjoint(range(sentence.block, sentence.block + _NEARBY_BLOCKS + 1))
        introduced = greeted and cue["clean.introduction"].search(text) is not None
        greeted = introduced or cue["clean.greeting"].search(text) is not None
        goes_on = left_out is not None and left_out.block == sentence.block and _is_fragment(text, language)
        if (
            sentence.block in preamble
            or greeted
            or sentence in promoting
            or _is_outside(text, near, cue)
            or (sentence.block in boxes and cue["clean.second_person"].search(text))
            or (goes_on and sentence.block in promotional)
        ):
            left_out = sentence
        else:
            left_out = None
            kept.append(sentence)
    whole, left = {s.block for s in kept if s.whole}, {s.block for s in kept}
    fragments, furniture = _fragments(blocks, whole, left, language)
    shown = by_block(sentence for sentence in kept if sentence.block not in furniture)
    readable = _remaining_blocks(blocks, set(of_block), set(shown), cue)
    body = [(blocks[index], shown.get(index, [])) for index in readable if index not in furniture]
    kept = [sentence for sentence in kept if sentence.block not in fragments]
    remaining = _remaining_blocks(blocks, set(of_block), {sentence.block for sentence in kept}, cue)
    # What announces a list is not shown, but says what its items are, and until when.
    announcing = {s.block for s in sentences if cue["clean.lead_in"].search(s.text[:400])} - preamble
    remaining = sorted(announcing.union(remaining).difference(fragments - announcing))
    new_index = {index: new for new, index in enumerate(remaining)}
    return Cleaned(
        [blocks[index] for index in remaining], [replace(s, block=new_index[s.block]) for s in kept], body
    )


def with_everything(blocks: list[Block], sentences: list[Sentence], language: Language) -> Cleaned:
    """Return all of a text as its body; its sentences are those of blocks that have a whole one."""
    shown = by_block(sentences)
    fragments, _ = _fragments(blocks, {s.block for s in sentences if s.whole}, set(shown), language)
    remaining = [index for index in range(len(blocks)) if index not in fragments]
    new_index = {index: new for new, index in enumerate(remaining)}
    return Cleaned(
        [blocks[index] for index in remaining],
        [replace(s, block=new_index[s.block]) for s in sentences if s.block not in fragments],
        [(block, shown.get(index, [])) for index, block in enumerate(blocks)],
    )


def _fragments(
    blocks: list[Block], whole: set[int], left: set[int], language: Language
) -> tuple[set[int], set[int]]:
    """Return the short blocks that are not sentences, and those of them that nobody would read: menus, links
    to other articles, names at the end.

    `whole` are the blocks in which a whole sentence is left, `left` those in which any is.
    """
    short = {
        index
        for index, block in enumerate(blocks)
        if block.role is BlockRole.PARAGRAPH and len(block.shown.text) <= _MAX_FRAGMENT[language]
    } - whole
    fragments: set[int] = set()
    furniture: set[int] = set()
    headings: list[int] = []
    for index, block in enumerate(blocks):
        if index in short and not grammar.ends_sentence(block.shown.text, language):
            # The heading above was the first line of the same list.
            fragments.update([*headings[-1:], index])
        if block.role is BlockRole.HEADING and block.level == 0:
            headings.append(index)
            continue
        if len(headings) >= _MIN_HEADING_RUN:
            furniture.update(headings[:-1])
        headings = []
    furniture |= {index for index in fragments if blocks[index].has_url}
    end = len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        is_link = blocks[index].role is BlockRole.LIST_ITEM and blocks[index].has_url
        if index in short or (is_link and index not in whole):
            fragments.add(index)
            end = index
        elif index in left:
            break
    # Above the first sentence and below the last one stand names, dates and links.
    beginning = min(whole, default=0)
    edges = {index for index in fragments if index < beginning or index >= end}
    furniture |= {i for i in edges if not grammar.ends_sentence(blocks[i].shown.text, language)}
    return fragments | furniture, furniture


def _remaining_blocks(blocks: list[Block], before: set[int], after: set[int], cue: Cues) -> list[int]:
    """Return the blocks to keep: paragraphs with a sentence left, and headings with text left under them."""
    remaining: list[int] = []
    # Backwards, so that it is known by then what the section of each heading has kept and lost.
    text_left = text_lost = False
    following: Block | None = None
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if block.role not in (BlockRole.HEADING, BlockRole.ITEM_HEADING):
            text_left = text_left or index in after
            text_lost = text_lost or (index in before and index not in after)
            if index in after:
                remaining.append(index)
                following = block
            continue
        text = block.shown.text
        is_promotional = _promotes(text, cue) or any(
            cue[f"clean.{name}"].search(text) for name in ("greeting", *_OUTSIDE)
        )
        empty = following is None or 0 < following.level <= block.level
        if not is_promotional and (text_left or not (text_lost or block.has_url or empty)):
            remaining.append(index)
            following = block
        if block.role is BlockRole.HEADING:
            text_left = text_lost = False
    return remaining[::-1]


def _promotes(text: str, cue: Cues) -> bool:
    """Return whether a sentence or a heading advertises, whatever its case."""
    return cue["clean.promotion"].search(text[:_SEARCHED].lower()) is not None


def _is_short_link(block: Block) -> bool:
    return block.has_url and len(block.shown.text) < 120


def _may_be_box(block: Block) -> bool:
    """Return whether a block, in which a sentence promotes something, is a short one around that sentence."""
    return len(block.shown.text) <= _MAX_BOX and block.role is not BlockRole.TURN


def _is_fragment(text: str, language: Language) -> bool:
    """Return whether a piece of a block is only a name or a link, perhaps in quotation marks."""
    return not grammar.ends_sentence(text.rstrip("」』）)"), language)


def _is_outside(text: str, near: bool, cue: Cues) -> bool:
    """Return whether a sentence that promotes nothing by itself is none of the article's all the same."""
    if is_boilerplate(text.rstrip("。."), cue):
        return True
    if any(cue[f"clean.{name}"].search(text) for name in _OUTSIDE):
        return True
    if not (cue["clean.first_person"].search(text) or cue["clean.second_person"].search(text)):
        return False
    words = {match[0].lower() for match in cue["clean.promotional_terms"].finditer(text)}
    return len(words) >= (1 if near else _MIN_TERMS)


def _preamble(
    blocks: list[Block], of_block: dict[int, list[Sentence]], promotional: set[int], cue: Cues
) -> set[int]:
    """Return the blocks between the greeting and the words that lead into the article."""
    greeting = last = None
    length = 0
    for index, block in enumerate(blocks[:_PREAMBLE_BLOCKS]):
        length += len(block.shown.text)
        if block.role is BlockRole.HEADING or length > _PREAMBLE_CHARACTERS:
            break
        for sentence in of_block.get(index, []):
            text = sentence.text[:_SEARCHED]
            if greeting is None and cue["clean.greeting"].search(text):
                greeting = index
            if cue["clean.lead_in"].search(text):
                return _preamble_range(blocks, greeting, index, cue)
        if greeting is not None and index in promotional and index - (last or greeting) <= _NEARBY_BLOCKS:
            last = index
    return set() if last is None else _preamble_range(blocks, greeting, last, cue)


def _preamble_range(blocks: list[Block], greeting: int | None, end: int, cue: Cues) -> set[int]:
    if greeting is None:
        # Without a greeting: as far back as the author writes in the first person.
        greeting = end
        while greeting > 0 and cue["clean.first_person"].search(blocks[greeting - 1].shown.text[:_SEARCHED]):
            greeting -= 1
    # Not the block that leads in, which the article may share: its sentences are judged one by one.
    return set(range(greeting, end))
