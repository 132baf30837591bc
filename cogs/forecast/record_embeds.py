"""How scores look: one's own, and those of the board."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.library.records import Board, Record
from bot.model import BoardEntry
from bot.scoring import MIN_RESOLVED, Bin
from bot.ui.budget import first_fitting
from bot.ui.embeds import Renderer, page_count
from bot.ui.forecasting import percent, whole
from bot.ui.markdown import escaped

ON_BOARD = 10
"""People on one page of the board."""
ROOM = ((5, 100), (3, 60), (0, 0))
"""Questions with one's scores that are listed, and characters of each: tried in turn until all fits."""


def mine_embed(renderer: Renderer, record: Record, now: datetime, *, pictured: bool) -> discord.Embed:
    """Return somebody's own scores, and how often what they said came true: in words unless `pictured`."""
    return first_fitting(_mine_embed(renderer, record, now, pictured, *room) for room in ROOM)


def _mine_embed(
    renderer: Renderer, record: Record, now: datetime, pictured: bool, listed: int, longest: int
) -> discord.Embed:
    say, blocks = renderer.say, []
    if record.mean is None:
        blocks.append(say("record-none"))
    else:
        scores = say(
            "record-scores",
            questions=record.questions,
            brier=_number(record.mean.brier),
            log=_number(record.mean.log),
            relative=_signed(record.mean.relative),
        )
        blocks.append("\n".join([scores, say("record-scores-what")]))
    if not record.ranked:
        blocks.append(say("record-early", least=MIN_RESOLVED, questions=record.questions))
    lines = [
        say(
            "record-question",
            text=escaped(question.text, longest),
            outcome=say(f"outcome-{resolution.outcome}"),
            brier=_number(score.brier),
            relative=_signed(score.relative),
        )
        for question, score in record.scored[:listed]
        if (resolution := question.resolution(now))
    ]
    if lines:
        blocks.append("\n".join([say("record-questions"), *lines]))
    if not pictured:
        blocks.append(_calibration(renderer, "calibration-own", record.bins))
    blocks.append(say("record-appears" if record.agrees else "record-hidden"))
    return renderer.embed("prediction", say("record-label"), blocks)


def board_embed(renderer: Renderer, board: Board, page: int, *, pictured: bool) -> discord.Embed:
    """Return page `page` (from 0) of those who agreed to be named, the best first; and how often what the
    median said came true: in words unless `pictured`."""
    say = renderer.say
    label = renderer.numbered(say("board-label"), page, page_count(len(board.entries), ON_BOARD))
    here = board.entries[page * ON_BOARD : (page + 1) * ON_BOARD]
    lines = [_entry(renderer, number, one) for number, one in enumerate(here, page * ON_BOARD + 1)]
    blocks = [
        "\n".join(lines) or say("board-none"),
        say("board-what", least=MIN_RESOLVED),
        "" if pictured else _calibration(renderer, "calibration-median", board.bins),
    ]
    return renderer.embed("prediction", label, blocks)


def _entry(renderer: Renderer, number: int, entry: BoardEntry) -> str:
    return renderer.say(
        "board-entry",
        number=str(number),
        name=f"<@{entry.user_id}>",
        relative=_signed(entry.relative),
        brier=_number(entry.brier),
        log=_number(entry.log),
        questions=entry.questions,
    )


def _calibration(renderer: Renderer, heading: str, bins: Sequence[Bin]) -> str:
    """Return how often what was said came true, in lines; "" where nothing was said."""
    lines = [
        renderer.say(
            "calibration-line",
            said=percent(renderer, round(one.mean)),
            count=one.count,
            true=round(one.count * one.share / 1_000),
            lower=whole(renderer, one.lower),
            upper=whole(renderer, one.upper),
        )
        for one in bins
    ]
    return "\n".join([renderer.say(heading), *lines]) if lines else ""


def _number(score: float) -> str:
    return f"{score:.3f}"


def _signed(score: float) -> str:
    return f"{score:+.3f}".replace("-", "−")
