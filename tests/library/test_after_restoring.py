"""What a bot does with its posts after a copy was restored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.library.claims import RESTORED
from bot.model import DeliveryState, Reason
from bot.store import deliveries, meta
from tests.desk import GUILD, MORNING, Desk, open_desk

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def desk(path: Path) -> AsyncIterator[Desk]:
    async with open_desk(path) as opened:
        yield opened


async def restored(desk: Desk, minutes: int) -> None:
    """A copy was restored so many minutes after the morning's post was due, and the bot started."""
    desk.now = MORNING + minutes * MINUTE
    await desk.database.write(meta.put_moment, RESTORED, desk.now)
    await desk.restart()


async def test_a_post_that_waited_in_the_copy_is_looked_for_and_too_late(desk: Desk) -> None:
    await desk.schedule()
    (claim,) = await desk.claim(MORNING)
    await desk.library.outbox.postpone(claim, Reason.UNREACHABLE, 60, maybe_sent=False)
    await restored(desk, 5)
    (again,) = await desk.claim()
    assert again.facts.too_late
    assert again.delivery.maybe_sent


async def test_what_is_due_later_is_sent_but_looked_for_as_it_may_have_been_early(
    desk: Desk,
) -> None:
    await desk.schedule()
    await restored(desk, -30)
    (today,) = await desk.claim(MORNING)
    assert (today.facts.too_late, today.delivery.maybe_sent) == (False, True)
    await desk.library.outbox.confirm(today, 1)
    for day in (1, 2):
        (claim,) = await desk.claim(MORNING + timedelta(days=day))
        await desk.library.outbox.confirm(claim, day)
    assert not claim.delivery.maybe_sent, "two days later nobody can have wanted it before"


async def test_an_editor_can_have_a_missed_post_sent(desk: Desk) -> None:
    schedule = await desk.schedule()
    await desk.claim(MORNING)
    await restored(desk, 5)
    (claim,) = await desk.claim()
    await desk.library.outbox.give_up(claim, DeliveryState.SKIPPED, Reason.MISSED)
    desk.now += 3 * MINUTE
    (missed,) = await desk.history(schedule)
    await desk.library.outbox.send_now(GUILD, missed.id)
    (wanted,) = await desk.claim()
    assert not wanted.facts.too_late
    found = await desk.database.read(deliveries.get, missed.id)
    assert found is not None
    assert found.state is DeliveryState.CLAIMED
