"""A minute of Discord at its worst: the short form of `make bench ARGS="--only worst"`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.tally import ANSWERED, APOLOGIZED, SILENT, TWICE
from tests.bench.troubles import KINDS
from tests.bench.worst import play


@pytest.mark.long
async def test_at_its_worst_each_command_has_one_end_each_post_one_message_and_the_log_nothing_unforeseen(
    tmp_path: Path,
) -> None:
    outcome = await play(tmp_path, 60, seed=1, commands=3, posts=1, heartbeat=2.0, acknowledged=4.0)
    commands = outcome.tally.commands
    # How many came too late depends on how busy this computer is: the bench counts that.
    assert (commands[SILENT], commands[TWICE], outcome.tally.strays) == (0, 0, 0), commands
    assert commands.total() == 180
    assert commands[ANSWERED] > commands.total() / 4, commands
    assert commands[APOLOGIZED], "no trouble hit an answer"
    assert outcome.posts == {1: 60}
    assert not outcome.unforeseen
    assert outcome.troubles.keys() == KINDS.keys()
