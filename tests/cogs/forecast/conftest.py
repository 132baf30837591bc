"""What the tests of forecasts share."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.cards import Painter
from bot.model import Community, Question, Theme
from bot.scoring import Bin
from bot.ui.embeds import Renderer
from bot.ui.pictures import Picture
from cogs.forecast import buttons, records


@pytest.fixture(autouse=True)
def draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What pictures say is there, and nothing is drawn: that takes longer than these tests."""

    async def moved(_: Painter, __: Renderer, community: Community, *more: Question | Theme) -> Picture:
        return Picture(b"drawn", str(community.movements), name="forecasts.png")

    async def came_true(_: Painter, __: Renderer, bins: Sequence[Bin], *more: Theme) -> Picture:
        return Picture(b"drawn", str(bins), name="calibration.png")

    monkeypatch.setattr(buttons, "movement_picture", moved)
    monkeypatch.setattr(records, "calibration_picture", came_true)
