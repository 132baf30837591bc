"""An objection reaches the editor who said what came of a question."""

from __future__ import annotations

from pathlib import Path

from bot.library.notices import GATHERED_FOR
from bot.model import Language
from bot.ui.markdown import escaped
from tests.cogs.daily.test_resumes import letters
from tests.cogs.daily.test_trouble import work
from tests.cogs.forecast.club import open_club

REASON = "年報はまだ出ていない"


async def test_the_editor_hears_once_that_somebody_objected_and_reads_why_in_the_server(
    path: Path, language: Language
) -> None:
    async with open_club(path, language) as club:
        world, questions = club.world, club.world.bot.library.questions
        await world.bot.library.guilds.change(world.guild.id, language=language)
        question = await club.ask("蔵書は**2万冊**を超えるか")
        await club.others(question, 300, 700)
        made = (await club.resolve(question)).resolutions[-1].id
        for person in (1_000, 1_001):
            await questions.object(world.guild.id, question.id, made, person, REASON)
        club.now += GATHERED_FOR
        await work(world)
        (told,) = letters(world)
        words = escaped(question.text, 300)
        assert world.texts.say(language, "notice-objection", question=words) in told
        assert REASON not in told
