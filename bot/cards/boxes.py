"""Turn text into boxes, the input of line breaking."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from bot.cards import characters
from bot.cards.box import AFTER_PHRASE, NEVER, WITHIN_PHRASE, Box, Orientation
from bot.cards.fonts import Font
from bot.cards.phrases import phrase_ends
from bot.cards.spacing import with_bearings, with_glue, with_word_space
from bot.model import Language

_MAX_NARROW_ADVANCE = 0.95
"""Em; a wider character is set as a full-width one."""


# Quotation marks of horizontal lines to those of vertical ones.
_VERTICAL_FORMS = str.maketrans("“”", "〝〟")
_PUNCTUATION_PAIR = re.compile(r"(?<![!?！？])[!?！？]{2}(?![!?！？])")
_STACKABLE = re.compile(r"[0-9]{1,4}|[A-Z]{1,4}|[!-/:-@\[-`{-~]|")
_FULL_WIDTH_OFFSET = 0xFEE0


def english_boxes(text: str, font: Font) -> list[Box]:
    """Return boxes for the words of normalized text.

    Lines break at spaces and after dashes, and at a higher penalty after hyphens; between wide characters,
    as in Japanese.
    """
    boxes: list[Box] = []
    space = font.width(" ")
    ends = phrase_ends(text, Language.EN)
    end = -1
    for word in text.split(" "):
        end += len(word) + 1
        if boxes and word.strip("—–.") == "":
            boxes[-1] = replace(boxes[-1], penalty=NEVER)
        if all(_is_narrow(cluster, font) for cluster in characters.clusters(word)):
            boxes += _word_boxes(word, font)
        else:
            boxes += _spaceless_boxes(word, font, {position - end + len(word) for position in ends})
        boxes[-1] = replace(boxes[-1], glue=space, penalty=AFTER_PHRASE if end in ends else NEVER)
    return boxes


def _word_boxes(word: str, font: Font) -> list[Box]:
    parts = re.findall(r"[^—–-]*+[—–-]+(?=\w)|(?s:.+)", word)
    penalties = [WITHIN_PHRASE if part[-1] == "-" else AFTER_PHRASE for part in parts]
    return [
        replace(_sideways_box(part, font), penalty=penalty)
        for part, penalty in zip(parts, penalties, strict=True)
    ]


def _spaceless_boxes(text: str, font: Font, ends: set[int]) -> list[Box]:
    """Return boxes for a text without spaces, in a horizontal line; `ends` are those of its phrases."""
    boxes: list[Box] = []
    end = 0
    for piece in _split_pieces(text, font):
        box = with_bearings(_sideways_box(piece, font))
        if boxes:
            boxes[-1] = with_glue(boxes[-1], box, ends_phrase=end in ends)
        boxes.append(box)
        end += len(piece)
    return boxes


def japanese_boxes(text: str, font: Font, *, vertical: bool = False) -> list[Box]:
    """Return boxes for the characters and the Latin words of normalized text.

    Lines break between the phrases that BudouX finds, at a higher penalty elsewhere, and never against the
    rules of kinsoku.
    """
    ends = phrase_ends(text, Language.JA)
    boxes: list[Box] = []
    end = 0
    spaced = False
    text = text.translate(_VERTICAL_FORMS) if vertical else text
    pieces = _split_pieces(text, font)
    sideways = _sideways_pieces(pieces, font) if vertical else set()
    for position, piece in enumerate(pieces):
        if piece == " ":
            boxes[-1] = with_word_space(boxes[-1], text[end + 1], font.width(" "))
        else:
            piece_boxes = (
                _upright_boxes(piece, font)
                if vertical and position not in sideways
                else [with_bearings(_sideways_box(piece, font))]
            )
            if boxes and not spaced:
                boxes[-1] = with_glue(boxes[-1], piece_boxes[0], ends_phrase=end in ends)
            boxes += piece_boxes
        spaced = piece == " "
        end += len(piece)
    return boxes


def _split_pieces(text: str, font: Font) -> list[str]:
    """Split a text into spaces, runs of narrow clusters, pairs of ！ and ？, and single clusters."""
    pieces: list[str] = []
    second = {found.end() - 1 for found in _PUNCTUATION_PAIR.finditer(text)}
    position, last_is_narrow = 0, False
    for cluster in characters.clusters(text):
        narrow = _is_narrow(cluster, font)
        if (narrow and last_is_narrow) or position in second:
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
        position, last_is_narrow = position + len(cluster), narrow
    return pieces


def _is_narrow(cluster: str, font: Font) -> bool:
    """Return whether a cluster is part of a word as Latin ones are: no space, and no square of its own."""
    if cluster == " " or characters.is_wide(cluster):
        return False
    return (cluster < "\u2000" and cluster[0].isalnum()) or font.advance(cluster) < _MAX_NARROW_ADVANCE


def _is_narrow_piece(piece: str, font: Font) -> bool:
    return _is_narrow(characters.clusters(piece)[0], font)


def _sideways_box(text: str, font: Font) -> Box:
    *offsets, width = font.offsets(text)
    return Box(text, width, tuple(offsets), font)


def _sideways_pieces(pieces: list[str], font: Font) -> set[int]:
    """Return the indexes of pieces to rotate in a vertical line: all words of a Latin name, or none."""
    found: set[int] = set()
    numbered = enumerate(pieces)
    for latin, name in itertools.groupby(
        numbered, lambda one: one[1] == " " or _is_narrow_piece(one[1], font)
    ):
        positions = [position for position, piece in name if piece != " "]
        if latin and not all(
            _STACKABLE.fullmatch(_split_punctuation(pieces[position])[1]) for position in positions
        ):
            found.update(positions)
    return found


def _split_punctuation(piece: str) -> tuple[str, str, str]:
    """Split a run of narrow characters into punctuation before, characters, and punctuation after."""
    opened = piece.lstrip("([{")
    core = opened.rstrip(")]}!?%:;,")
    return piece.removesuffix(opened), core, opened[len(core) :]


def _upright_boxes(piece: str, font: Font) -> list[Box]:
    """Return the boxes of a piece that is upright in a vertical line."""
    if not _is_narrow_piece(piece, font):
        if _PUNCTUATION_PAIR.fullmatch(piece):
            return [_combined_box(piece, font)]
        if characters.ARROW.match(piece):
            return [_sideways_box(piece, font)]
        return [with_bearings(_upright_box(piece, font))]
    boxes: list[Box] = []
    for part in _split_punctuation(piece):
        if re.fullmatch(r"[0-9]{2}", part) or _PUNCTUATION_PAIR.fullmatch(part):
            boxes.append(_combined_box(part, font))
        else:
            wide = [chr(ord(char) + _FULL_WIDTH_OFFSET) for char in part]
            boxes += [with_bearings(_upright_box(char, font)) for char in wide]
    return boxes


def _upright_box(cluster: str, font: Font) -> Box:
    """Return the box of a cluster in the middle of a square."""
    return Box(cluster, 1.0, ((1 - font.advance(cluster)) / 2,), font, Orientation.UPRIGHT)


def _combined_box(text: str, font: Font) -> Box:
    narrow = "".join(chr(ord(char) - _FULL_WIDTH_OFFSET) if char > "\uff00" else char for char in text)
    *offsets, width = font.offsets(narrow)
    centered = tuple(offset + (1 - width) / 2 for offset in offsets)
    return Box(narrow, 1.0, centered, font, Orientation.COMBINED)
