"""Fit text into a given room: at the largest size, or cut off with an ellipsis where it is too long."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate

from bot.cards import boxes, characters, typography
from bot.cards.box import AFTER_CLAUSE, AFTER_PHRASE, WITHIN_PHRASE, WITHIN_WORD, Box
from bot.cards.content import MissingGlyphError, TextTooLongError
from bot.cards.fonts import FontName, font
from bot.cards.frames import SMALLEST_SIZE
from bot.cards.line_breaking import CardLine, break_lines
from bot.cards.phrases import phrase_ends
from bot.model import Language

_SIZE_STEP = 2
_HANGING = 40
"""Pixels by which punctuation may hang out of Japanese lines; after English ones stands a mark."""
_SIZE_WEIGHT = {AFTER_CLAUSE: 1.0, AFTER_PHRASE: 0.92, WITHIN_PHRASE: 0.58, WITHIN_WORD: 0.36}
"""The weight of a size by the highest penalty of its line breaks: better breaks may cost some size."""
_SIZE_WEIGHT_VERTICAL = _SIZE_WEIGHT | {WITHIN_PHRASE: 0.68}
"""In vertical lines, which are shorter on most cards, phrases go on more often, as they do in books."""
_MIN_EVENNESS = 0.45
"""The least length of the shortest line, as a share of the longest, if all lines end with clauses."""

_MAX_GIVEN_UP = 6
"""Characters that a truncated text gives up at most to have its lines end with phrases."""

_NEVER_BEFORE_ELLIPSIS = " ,;:–—-([“‘、，・：；―「『（〈《【"
"""Characters that are removed before an ellipsis."""


def make_boxes(name: FontName, text: str, language: Language, *, vertical: bool = False) -> list[Box]:
    """Return the boxes of a normalized text; raise MissingGlyphError for a character without a glyph."""
    typeface = font(name, text)
    if missing := typeface.missing(text):
        raise MissingGlyphError(missing)
    if language is Language.EN:
        return boxes.english_boxes(text, typeface)
    made = boxes.japanese_boxes(text, typeface, vertical=vertical)
    # Vertical lines have other quotation marks, which may lack what combines with these.
    if missing := typeface.missing("".join(box.text for box in made)):
        raise MissingGlyphError(missing)
    return made


def fit_largest(
    boxes: list[Box],
    language: Language,
    measure: float,
    depth: float,
    leading: Callable[[float], float],
    largest: int,
    *,
    vertical: bool = False,
) -> tuple[float, list[CardLine]]:
    """Return the best size at which lines of `measure` pixels fill no more than `depth`, and the lines.

    That is the largest size up to `largest`, weighted by how well its lines break; their distance is the
    `leading` for it. Raise TextTooLongError if they don't fit at `SMALLEST_SIZE`.
    """
    # Lines as long as the measure can't hold more, hanging punctuation aside: such sizes aren't tried.
    length = sum(box.width + box.glue for box in boxes[:-1])
    hanging = _HANGING if language is Language.JA else 0
    found: tuple[float, list[CardLine]] | None = None
    best = 0.0
    for penalty, weight in (_SIZE_WEIGHT_VERTICAL if vertical else _SIZE_WEIGHT).items():
        for size in range(min(largest, int(depth)), SMALLEST_SIZE - 1, -_SIZE_STEP):
            if size * weight <= best:
                break
            max_lines = 1 + int((depth - size) / (leading(size) * size))
            if length > max_lines * (measure / size + 1):
                continue
            lines = break_lines(boxes, measure / size, max_lines, language, max_penalty=penalty)
            if not lines or max(line.width for line in lines) * size > measure + hanging:
                continue
            if penalty > AFTER_CLAUSE or _are_even(lines):
                found, best = (size, lines), size * weight
                break
    if not found:
        raise TextTooLongError
    return found


def _are_even(lines: list[CardLine]) -> bool:
    widths = [line.width for line in lines]
    return min(widths) >= _MIN_EVENNESS * max(widths)


def ellipsize(
    text: str, language: Language, size: float, measure: float, max_lines: int, *, vertical: bool = False
) -> list[CardLine]:
    """Return a text in at most `max_lines` lines of at most `measure` pixels, cut off with an ellipsis.

    It is cut after a phrase unless that would leave half of the room empty, and a few characters more are
    given up for lines that end with phrases. A text without anything to show has no lines. Raise
    MissingGlyphError for a character without a glyph, TextTooLongError if not even a beginning fits.
    """
    text = typography.normalize(text)
    text = (
        typography.japanese(text, keep_unit_spaces=True)
        if language is Language.JA
        else typography.english(text)
    )
    typeface = font(FontName.SANS, text)
    if missing := typeface.missing(text):
        raise MissingGlyphError(missing)
    if not text:
        return []

    def set_lines(shown: str, penalty: float) -> list[CardLine] | None:
        shown_boxes = make_boxes(FontName.SANS, shown, language, vertical=vertical)
        return break_lines(shown_boxes, measure / size, max_lines, language, max_penalty=penalty)

    # An upper bound of what fits, hanging punctuation included, so that fewer prefixes are tried.
    fitting = bisect_right(typeface.offsets(text), max_lines * (measure / size + 1)) - 1
    starts = [*accumulate(map(len, characters.clusters(text)), initial=0)][: fitting + 1]
    if starts[-1] == len(text) and (lines := set_lines(text, AFTER_PHRASE) or set_lines(text, WITHIN_WORD)):
        return lines
    phrases = phrase_ends(text, language)
    ends = starts[:0:-1]
    for positions in ([position for position in ends if position in phrases], ends):
        lines = _longest_prefix(text, positions, language, set_lines)
        if lines and sum(line.width for line in lines) * size > max_lines * measure / 2:
            return lines
    if not lines:
        raise TextTooLongError
    return lines


def _longest_prefix(
    text: str,
    ends: Iterable[int],
    language: Language,
    set_lines: Callable[[str, float], list[CardLine] | None],
) -> list[CardLine] | None:
    """Return the lines of the longest prefix that fits, or of a slightly shorter one that breaks better."""
    longest: list[CardLine] | None = None
    shortest_end = 0
    for end in ends:
        if end < shortest_end:
            break
        shown = text[:end].rstrip(_NEVER_BEFORE_ELLIPSIS) + ("…" if language is Language.JA else "...")
        if lines := set_lines(shown, AFTER_PHRASE):
            return lines
        if not longest and (longest := set_lines(shown, WITHIN_WORD)):
            shortest_end = end - _MAX_GIVEN_UP
    return longest


def ellipsize_domain(domain: str, size: float, measure: float) -> CardLine:
    """Return a domain in one line of at most `measure` pixels, cut off at its start if it is too long.

    Its end says whose it is. It is cut between labels unless that would leave half of the line empty. Raise
    MissingGlyphError for a character without a glyph.
    """
    typeface = font(FontName.SANS, domain)
    if missing := typeface.missing(domain):
        raise MissingGlyphError(missing)
    shown = domain
    if typeface.width(domain) * size > measure:
        rests = [domain[start:] for start in range(len(domain)) if domain[start] != "."]
        fitting = [rest for rest in rests if typeface.width(f"...{rest}") * size <= measure]
        whole = [rest for rest in fitting if domain.endswith(f".{rest}")]
        shown = f"...{fitting[0]}"
        if whole and typeface.width(whole[0]) * size > measure / 2:
            shown = f"...{whole[0]}"
    *offsets, width = typeface.offsets(shown)
    return CardLine((Box(shown, width, tuple(offsets), typeface),), (0.0,), width)
