"""How well the questions of tune are answered: what a change of the rules must not make worse.

The other half, held, isn't looked at here: only the bench tells what comes of it.
"""

from __future__ import annotations

from bot.library import Library
from bot.model import OUTSIDE
from tests.ask.material import questions
from tests.ask.measure import add_articles, figures

RECALL, REFUSALS = 0.52, 0.95


async def test_half_of_what_is_in_the_articles_is_found_and_nearly_all_that_is_not_is_refused(
    library: Library,
) -> None:
    await add_articles(library)
    asked = [one for one in questions() if one.half == "tune" and not one.crosses]
    measured = await figures(library, OUTSIDE, asked)
    assert measured.recall >= RECALL
    assert measured.refusals >= REFUSALS
    assert measured.supported == measured.sentences > 0
