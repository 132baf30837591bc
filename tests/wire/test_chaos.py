"""The short form of the chaos in `make bench`: commands and posts while Discord fails in every way."""

from __future__ import annotations

from pathlib import Path

from tests.bench.chaos import play


async def test_in_chaos_each_command_has_one_answer_each_post_one_message_and_the_log_no_traceback(
    tmp_path: Path,
) -> None:
    outcome = await play(tmp_path, 15, seed=1, commands=8, posts=4)
    seen = outcome.commands
    assert (seen["twice"], seen["silent"]) == (0, 0), seen
    assert seen["answered"] > seen.total() / 2, seen
    assert seen["apologized"], "no fault hit an answer"
    assert outcome.posts == {1: 60}
    assert "Traceback" not in outcome.log
    assert "never retrieved" not in outcome.log
    assert outcome.good
