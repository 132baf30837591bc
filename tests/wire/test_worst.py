"""A minute of Discord at its worst: the short form of `make bench ARGS="--only worst"`."""

from __future__ import annotations

from pathlib import Path

from tests.bench.troubles import KINDS
from tests.bench.worst import ANSWERED, APOLOGIZED, BROKEN, play


async def test_at_its_worst_each_command_has_one_end_each_post_one_message_and_the_log_nothing_unforeseen(
    tmp_path: Path,
) -> None:
    outcome = await play(tmp_path, 60, seed=1, commands=3, posts=1, heartbeat=2.0, acknowledged=4.0)
    commands = outcome.tally.commands
    assert not {what: commands[what] for what in BROKEN if commands[what]}, commands
    assert commands[ANSWERED] > commands.total() / 3, commands
    assert commands[APOLOGIZED], "no trouble hit an answer"
    assert outcome.posts == {1: 60}
    assert not outcome.unforeseen
    assert outcome.troubles.keys() == KINDS.keys()
    assert outcome.good
