"""Books, papers and subtitles as programs make them: the right text, or a clear refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.errors import UserError
from bot.model import BodyKind, Language, PartSize
from bot.parts import split
from bot.reader.pool import Reader
from bot.reader.wire import Readout
from bot.texts import Texts
from tests.odd_epubs import odd_epubs
from tests.odd_files import Odd
from tests.odd_pdfs import odd_pdfs
from tests.odd_subtitles import odd_subtitles, srt


@pytest.mark.parametrize(
    ("made", "least"),
    [(odd_epubs, 70), (odd_pdfs, 40), (odd_subtitles, 40)],
    ids=["EPUB", "PDF", "subtitles"],
)
async def test_what_programs_make_is_read_right_or_refused_for_its_reason(
    made: Callable[[], Iterator[Odd]], least: int
) -> None:
    files = list(made())
    assert len(files) == len({one.name for one in files}) >= least
    async with Reader() as reader:
        wrong = {one.name: problem for one in files if (problem := await _wrong(reader, one))}
    assert wrong == {}
    assert not reader.deaths


async def _wrong(reader: Reader, odd: Odd) -> str:
    """Return what is wrong with what became of a file, or nothing."""
    try:
        found = await reader.read_file(odd.data)
    except UserError as error:
        assert all(Texts().say(language, error.key, **error.variables) for language in Language)
        return "" if error.key == odd.refused else error.key
    if odd.refused:
        return f"read: {found.text[:200]}"
    if odd.says not in found.text or (odd.never and odd.never in found.text):
        return f"not as it should be: {found.text[:400]}"
    return _lost(found)


def _lost(found: Readout) -> str:
    """Return what is not the same in the parts of a text and in its source."""
    body = found.reading.body_blocks
    pieces = [one for part in split(body, PartSize.MEDIUM, Language.EN) for one in part.pieces]
    if "".join(piece.text for piece in pieces) != "".join(one.text for one in body):
        return "the parts are not the whole"
    for piece in pieces:
        if "".join("".join(found.text[a:b] for a, b in piece.spans).split()) != "".join(piece.text.split()):
            return f"not in the source: {piece.text[:200]}"
    return ""


@pytest.mark.parametrize("name", ["turns: Name (00:05): in Japanese", "turns: [00:05] Name: in English"])
async def test_turns_with_times_have_speakers(name: str) -> None:
    (odd,) = (one for one in odd_subtitles() if one.name == name)
    async with Reader() as reader:
        found = await reader.read_file(odd.data)
    assert {block.kind for block in found.reading.body_blocks} == {BodyKind.TURN}


async def test_the_limit_is_for_what_is_said_and_not_for_the_times_around_it() -> None:
    cues = [
        (f"00:{n // 60:02}:{n % 60:02},000", f"00:{n // 60:02}:{n % 60:02},500", "Yes.") for n in range(600)
    ]
    data = srt(*cues)
    async with Reader(limit=len(data) // 3) as reader:
        assert "Yes. Yes." in (await reader.read_file(data)).text
    async with Reader(limit=600) as reader:
        with pytest.raises(UserError, match="article-too-long"):
            await reader.read_file(data)
