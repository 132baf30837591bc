"""What leaves a reading process is believed in no field."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given

from bot.limits import MAX_CHARACTERS
from bot.model import BodyBlock, BodyKind, Metadata, Span
from bot.reader.wire import Answer, Readout, pack, unpack
from tests.reading import read
from tests.reading.test_properties import ARTICLES

TEXT = "abc"


def sample(kind: Any) -> Any:
    """One of a kind with something in every field, also in those that are yet to come."""
    if kind == tuple[Span, ...]:
        return ((0, 1), (2, 3))
    if kind == tuple[BodyBlock, ...]:
        return (BodyBlock("ac", ((0, 1), (2, 3)), BodyKind.PARAGRAPH, (1,)),)
    if get_origin(kind) is UnionType:
        return sample(get_args(kind)[0])
    if get_origin(kind) is tuple:
        return (sample(get_args(kind)[0]), sample(get_args(kind)[0]))
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{name: sample(hint) for name, hint in hints.items()})  # type: ignore[operator]
    if issubclass(kind, StrEnum):
        return next(iter(kind))
    return {str: TEXT, int: 1, bool: True, date: date(2026, 4, 1)}[kind]


ANSWER = sample(Answer)
object.__setattr__(ANSWER, "refused", "reading-died")  # a key is a message's


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to each value inside a value of JSON."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield (*path, key)
        yield from places(one, (*path, key))


WHOLE = json.loads(pack(ANSWER))
PLACES = list(places(WHOLE))


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def changed(path: tuple[str | int, ...], new: object) -> bytes:
    """The answer with another value in one place."""
    answer = copy.deepcopy(WHOLE)
    at(answer, path[:-1])[path[-1]] = new
    return json.dumps(answer).encode()


def test_an_answer_arrives_as_it_was() -> None:
    assert unpack(pack(ANSWER), MAX_CHARACTERS) == ANSWER
    assert {"title", "speaker", "horizon", "heading", "url", "date"} <= {path[-1] for path in PLACES}


@given(ARTICLES)
def test_what_was_read_of_any_text_is_within_the_limits(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    answer = Answer(Readout(Metadata(), read(text), text))
    assert unpack(pack(answer), MAX_CHARACTERS) == answer


@pytest.mark.parametrize("wrong", [{"a": 1}, [[["a"]]], 1.5, "\ud800"], ids=repr)
@pytest.mark.parametrize("path", PLACES, ids=str)
def test_no_field_takes_a_value_of_another_type(path: tuple[str | int, ...], wrong: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it
        unpack(changed(path, wrong), MAX_CHARACTERS)


@pytest.mark.parametrize("path", [path for path in PLACES if isinstance(at(WHOLE, path), str)], ids=str)
def test_no_field_is_longer_than_what_was_read(path: tuple[str | int, ...]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        unpack(changed(path, "x" * (MAX_CHARACTERS + 1)), MAX_CHARACTERS)
    if path != ("read", "text"):
        with pytest.raises(ValueError):  # noqa: PT011
            unpack(changed(path, "x" * 4_001), MAX_CHARACTERS)


def test_what_is_short_enough_in_each_field_can_be_too_much_together() -> None:
    answer = copy.deepcopy(WHOLE)
    answer["read"]["reading"]["quotes"] *= 20
    assert unpack(json.dumps(answer).encode(), MAX_CHARACTERS)
    for quote in answer["read"]["reading"]["quotes"]:
        quote["speaker"] = "x" * 1_100
    with pytest.raises(ValueError, match="more than there is"):
        unpack(json.dumps(answer).encode(), MAX_CHARACTERS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "abc"},
        {"spans": [[0, 3]]},
        {"breaks": [2]},
        {"breaks": [0]},
        {"breaks": [1, 1]},
        {"kind": "x"},
    ],
    ids=str,
)
def test_the_blocks_of_a_body_are_what_stands_in_the_text(wrong: dict[str, object]) -> None:
    answer = copy.deepcopy(WHOLE)
    answer["read"]["reading"]["body_blocks"][0] |= wrong
    with pytest.raises(ValueError):  # noqa: PT011
        unpack(json.dumps(answer).encode(), MAX_CHARACTERS)


def test_no_character_stands_in_two_blocks_of_a_body() -> None:
    answer = copy.deepcopy(WHOLE)
    answer["read"]["reading"]["body_blocks"] *= 2
    with pytest.raises(ValueError, match="overlap"):
        unpack(json.dumps(answer).encode(), MAX_CHARACTERS)


@pytest.mark.parametrize("path", [path for path in PLACES if isinstance(at(WHOLE, path), dict)], ids=str)
def test_no_field_is_missing_or_unknown(path: tuple[str | int, ...]) -> None:
    one = at(WHOLE, path)
    for wrong in ({**one, "new": None}, dict(list(one.items())[1:])):
        with pytest.raises(ValueError):  # noqa: PT011
            unpack(changed(path, wrong), MAX_CHARACTERS)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"null", b"{}", b"\xff", b"[" * 100_000, b"1" * 5_000, b'{"read": NaN}'], ids=len
)
def test_what_is_no_answer_at_all_is_malformed(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        unpack(data, MAX_CHARACTERS)


def test_a_refusal_says_what_there_is_a_message_for() -> None:
    for key in ("no-such-message", "storage-damaged.no-such-part", "quota-fetches", ""):
        with pytest.raises(ValueError):  # noqa: PT011
            unpack(pack(Answer(refused=key)), MAX_CHARACTERS)
    assert unpack(pack(Answer(refused="article-too-long", length=600_000)), MAX_CHARACTERS).length == 600_000
