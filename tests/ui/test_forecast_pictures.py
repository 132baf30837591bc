"""What the pictures of forecasts say to who doesn't see them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot import scoring
from bot.cards import Painter
from bot.model import Community, Forecast, Language, Question, Theme
from bot.texts import Texts
from bot.ui.embeds import Renderer
from bot.ui.forecast_pictures import calibration_picture, movement_picture

START, DUE = datetime(2026, 1, 5, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
QUESTION = Question(1, 1, 1, 1, "words", "Will it?", date(2026, 12, 31), "UTC", DUE, 0, START)


async def moved(language: Language, *forecasts: tuple[int, int]) -> str:
    """Return the words of a picture: who says how many thousandths, a day each."""
    given = [
        Forecast(bytes([person]), said, START + timedelta(days=day + 1))
        for day, (person, said) in enumerate(forecasts)
    ]
    community = Community(len({one.forecaster for one in given}), scoring.movements(given))
    renderer = Renderer(Texts(), language)
    now = START + timedelta(days=100)
    drawn = await movement_picture(Painter(), renderer, community, QUESTION, Theme.PAPER, now)
    assert drawn is not None
    return drawn.words


@pytest.mark.parametrize("language", Language)
async def test_words_say_where_the_median_was_and_is_and_where_half_of_all_lie(language: Language) -> None:
    words = await moved(language, (1, 300), (2, 500), (3, 700), (4, 900))
    assert [part for part in ("30%", "60%", "45%", "75%", "2026", "31") if part not in words] == []


@pytest.mark.parametrize("language", Language)
async def test_of_one_forecast_words_say_no_way_and_of_three_no_half(language: Language) -> None:
    assert (await moved(language, (1, 300))).count("%") == 1
    assert (await moved(language, (1, 300), (2, 500), (3, 900))).count("%") == 2


@pytest.mark.parametrize("language", Language)
async def test_of_a_median_that_came_to_the_same_words_say_no_way(language: Language) -> None:
    words = await moved(language, (1, 300), (2, 100), (3, 300), (4, 300))
    stood = await moved(language, (1, 300), (2, 300), (3, 300), (4, 300))
    assert words.count("30%") == 2, "the median, and where the upper quartile is"
    assert stood.count("30%") == 3, "the median, and both quartiles"


@pytest.mark.parametrize("language", Language)
async def test_words_have_each_bin_with_its_share_and_say_where_there_are_too_few(language: Language) -> None:
    renderer = Renderer(Texts(), language)
    bins = scoring.bins([(100.0, False)] * 3 + [(900.0, True)])
    drawn = await calibration_picture(Painter(), renderer, bins, Theme.NIGHT)
    assert drawn is not None
    assert [part for part in ("10%", "0%", "90%", "100%") if part not in drawn.words] == []
    assert renderer.say("calibration-little", count=4) in drawn.words
