"""What the tests of forecasts share."""

from __future__ import annotations

import asyncio

import pytest

from bot.cards import Card, Painter
from bot.model import Language


@pytest.fixture(autouse=True, scope="package")
def typefaces() -> None:
    """Loads them: what is drawn first may take longer than an answer may."""
    asyncio.run(Painter().draw(Card("海は青い", None, "港", None, Language.JA)))
