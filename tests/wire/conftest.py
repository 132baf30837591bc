"""What the tests of the wire share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.delivery import notifier, sender

from .small import SmallDiscord


@pytest.fixture
async def small() -> AsyncIterator[SmallDiscord]:
    async with SmallDiscord() as small:
        yield small


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """No patience with an answer that hangs."""
    for delivering in (sender, notifier):
        monkeypatch.setattr(delivering, "ANSWER_WITHIN", 0.3)
