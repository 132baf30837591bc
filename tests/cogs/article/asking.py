"""What editors do with the questions about the one outlook of a club's article."""

from __future__ import annotations

from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.model import Item, Language, Outcome, Question
from tests.cogs.forecast.club import Club
from tests.conftest import answer
from tests.daily import fill
from tests.panels import choose, choose_editors, labels, manage

REPORT = "https://example.org/report"


async def outlook(club: Club) -> Item:
    return await club.world.bot.library.reviews.item(club.world.guild.id, club.item)


async def stored(club: Club) -> list[Question]:
    """All questions about the article."""
    article = (await outlook(club)).article_id
    return await club.world.bot.library.questions.of_article(club.world.guild.id, article)


async def another_editor(club: Club) -> MemberActor:
    """Somebody else with the editors' role."""
    world = club.world
    role = world.guild.create_role("読書係")
    editor = world.guild.add_member(world.env.create_user("editor"), roles=[role])
    await choose_editors(world, role)
    return editor


async def open_list(club: Club, who: MemberActor | None = None) -> InteractionResult:
    """What there is to ask about in the article, opened from its panel."""
    who = who or club.world.admin
    panel = await manage(club.world, who, f"#{(await outlook(club)).article_id}")
    return await club.world.click(who, panel, "button-questions")


async def open_outlook(club: Club, who: MemberActor | None = None) -> InteractionResult:
    """The page of the outlook, with the questions about it."""
    who = who or club.world.admin
    listed = await open_list(club, who)
    return await choose(club.world, who, listed, "questions-choose", f"item-{club.item}")


async def open_question(club: Club, question: Question, who: MemberActor | None = None) -> InteractionResult:
    """The page of a question."""
    who = who or club.world.admin
    shown = await open_outlook(club, who)
    return await choose(club.world, who, shown, "questions-choose", f"question-{question.id}")


async def confirmation(
    club: Club, question: Question, outcome: Outcome, evidence: str = REPORT, who: MemberActor | None = None
) -> InteractionResult:
    """Says what came of a question, up to the page that asks whether that is right."""
    world, who = club.world, who or club.world.admin
    page = await open_question(club, question, who)
    anew = {world.texts.say(language, "button-question-anew") for language in Language} & {*labels(page)}
    opened = await world.click(who, page, "button-question-anew" if anew else "button-question-resolve")
    return await fill(world, who, opened, outcome=[outcome.value], evidence=evidence)


def fits_a_phone(shown: InteractionResult) -> bool:
    """Five rows at most, of three buttons each."""
    rows = answer(shown).components
    return len(rows) <= 5 and all(len(row["components"]) <= 3 for row in rows)
