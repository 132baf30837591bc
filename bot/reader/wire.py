"""What a reading process answers, as JSON: nothing in it can run, and nothing in it is believed."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from bot.limits import MAX_FEED_ENTRIES, MAX_SENTENCES
from bot.model import BodyBlock, Language, Metadata, Passage, Reading
from bot.model.feeds import Feed

_SHORT = 2_000
"""Characters that a field may have however short the text is: a page says its title and address beside it."""
_COPIES = 20
"""How often all of the text, at most, is in an answer: as sentences, as quotations, in names of speakers."""


@dataclass(frozen=True, slots=True)
class Readout:
    """An article that was read; `text` is what all spans of `reading` point into. `feeds` are the addresses
    of those that its page names, each with its name there, where that is the front of a site or a part."""

    metadata: Metadata
    reading: Reading
    text: str
    feeds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a job: it was read, `refused` with the key of a message, or it `failed` (for the log).

    `feed` is a feed that was asked for. `feeds` are the addresses of those that a page without an article
    names, or of what is a feed itself, each with its name there. `length` is that of a text which is too
    long. `ends`: the process takes no other job.
    """

    read: Readout | None = None
    refused: str | None = None
    failed: str | None = None
    length: int = 0
    feed: Feed | None = None
    feeds: tuple[tuple[str, str], ...] = ()
    ends: bool = False


def pack(answer: Answer) -> bytes:
    """Return an answer as JSON; a lone surrogate, which can't be stored, becomes a question mark."""
    return json.dumps(asdict(answer), ensure_ascii=False, default=date.isoformat).encode("utf-8", "replace")


def unpack(data: bytes, max_characters: int) -> Answer:
    """Return what `pack` was given; slow for a long text.

    Raises ValueError for anything else, be it of another shape or beyond the limits of a reading.
    """
    from bot.texts import Texts  # slow to import, and the reading process doesn't need it

    found = _Found()
    try:
        answer: Answer = _maker(Answer)(json.loads(data), found)
        if answer.refused is not None:
            Texts().say(Language.EN, answer.refused, length=answer.length, limit=max_characters, url="")
    except (TypeError, LookupError, RecursionError) as error:
        raise ValueError(type(error).__name__) from error
    "".join(found.strings).encode()  # UnicodeEncodeError, a ValueError, for a lone surrogate
    length = len(answer.read.text) if answer.read else 0
    longest = max(map(len, found.strings), default=0)
    # Paragraphs may stand further apart in what was read than in the text.
    if length > max_characters or longest > 2 * max(length, _SHORT):
        raise ValueError("longer than the text")
    entries = len(answer.feed.entries) if answer.feed else 0
    if entries > MAX_FEED_ENTRIES:
        raise ValueError("too many entries")
    if sum(map(len, found.strings)) > _COPIES * max(length, _SHORT) + _SHORT * entries:
        raise ValueError("more than there is in the text")
    if len(found.passages) > 5 * MAX_SENTENCES:
        raise ValueError("too many passages")
    for passage in found.passages:
        _check_spans(passage, length)
    if answer.read:
        _check_sentences(answer.read.reading)
        _check_body(answer.read.reading.body_blocks)
    return answer


def pack_reading(reading: Reading) -> str:
    """Return a reading as JSON, to be kept."""
    return json.dumps(asdict(reading), ensure_ascii=False)


def unpack_reading(text: str) -> Reading:
    """Return what `pack_reading` was given. Raises ValueError for a reading of another shape."""
    try:
        reading: Reading = _maker(Reading)(json.loads(text), _Found())
    except (TypeError, LookupError, RecursionError) as error:
        raise ValueError(type(error).__name__) from error
    return reading


def _check_spans(passage: Passage, length: int) -> None:
    end = 0
    for start, next_end in passage.spans:
        if not end <= start < next_end <= length:
            raise ValueError("a span outside the text")
        end = next_end
    if not end:
        raise ValueError("no span")


def _check_sentences(reading: Reading) -> None:
    count = len(reading.sentences)
    if count > MAX_SENTENCES:
        raise ValueError("too many sentences")
    if not set(reading.adjoining) <= set(range(1, count)) or len(reading.adjoining) > count:
        raise ValueError("no sentence there")


def _check_body(body: Sequence[BodyBlock]) -> None:
    end = 0
    for block in body:
        if sum(stop - start for start, stop in block.spans) != len(block.text):
            raise ValueError("another text than that of the spans")
        if block.spans[0][0] < end:
            raise ValueError("blocks that overlap")
        edges = (0, *block.breaks, len(block.text))
        if any(after <= before for before, after in pairwise(edges)):
            raise ValueError("no end of a sentence there")
        end = block.spans[-1][1]


@dataclass(frozen=True, slots=True)
class _Found:
    """What has a limit wherever it stands in an answer."""

    strings: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)


_Maker: TypeAlias = Callable[[Any, _Found], Any]


@cache
def _maker(kind: Any) -> _Maker:
    """Return what makes a `kind`, as the fields of dataclasses are annotated, of a value of JSON, or raises
    TypeError or ValueError. So no field can be forgotten."""
    parts = get_args(kind)
    if get_origin(kind) is UnionType and parts[1] is NoneType:
        make = _maker(parts[0])
        return lambda value, found: None if value is None else make(value, found)
    if get_origin(kind) is tuple:
        return _tuple_maker(parts)
    if is_dataclass(kind):
        return _dataclass_maker(kind)
    if kind is date or issubclass(kind, StrEnum):
        convert = date.fromisoformat if kind is date else kind
        return lambda value, found: convert(_maker(str)(value, found))
    return _plain_maker(kind)


def _plain_maker(kind: type) -> _Maker:
    if kind not in (str, int, bool):
        raise NotImplementedError(kind)

    def make(value: Any, found: _Found) -> Any:
        if type(value) is not kind:  # a bool is an int
            raise TypeError(kind.__name__)
        if isinstance(value, str):
            found.strings.append(value)
        return value

    return make


def _tuple_maker(parts: tuple[Any, ...]) -> _Maker:
    makers = [_maker(part) for part in parts if part is not Ellipsis]

    def make(value: Any, found: _Found) -> Any:
        if type(value) is not list:
            raise TypeError("list")
        if parts[-1] is Ellipsis:
            return tuple([makers[0](one, found) for one in value])
        return tuple([made(one, found) for made, one in zip(makers, value, strict=True)])

    return make


def _dataclass_maker(kind: Any) -> _Maker:
    makers = {name: _maker(hint) for name, hint in get_type_hints(kind).items()}

    def make(value: Any, found: _Found) -> Any:
        if type(value) is not dict or value.keys() != makers.keys():
            raise TypeError(kind.__name__)
        made = kind(**{name: made(value[name], found) for name, made in makers.items()})
        if isinstance(made, Passage):
            found.passages.append(made)
        return made

    return make
