"""Posts that tell of questions: that they are due, what people thought, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.delivery.post import marker
from bot.library.claims import Claim
from bot.library.exports import RATERS
from bot.library.question_posts import ToldQuestion
from bot.model import Question, QuestionState
from bot.ui.budget import first_fitting
from bot.ui.embeds import Renderer
from bot.ui.forecasting import about_lines, everybody_line, last_day, resolve_button, state_lines
from bot.ui.markdown import escaped
from bot.ui.replies import KotonohaBot, persistent_view

ROOM = ((400, 250, 200, True), (250, 100, 80, True), (80, 30, 10, False))
"""Characters of a question, of its prediction and of evidence, and whether that is linked: tried in turn
until all fits."""
NAMED = 120
"""Characters of a question in a list."""
POSTED_QUESTIONS = r"post:[0-9a-f]+:[-0-9a-z]+:q(?P<state>due|resolved)"
"""The id of the button under such a post that leads to all questions in that state, which /forecast handles:
it begins with the `marker` of the post."""


async def questions_post(
    bot: KotonohaBot, render: Renderer, claim: Claim
) -> tuple[discord.Embed, discord.ui.View]:
    """Return the post of a claimed delivery that tells of questions. Raises NothingLeftError where none of
    them is left."""
    delivery, now = claim.delivery, bot.library.clock()
    told = await bot.library.question_posts.of(delivery)
    undecided = _undecided(told, now)
    state = QuestionState.DUE if undecided else QuestionState.RESOLVED
    every: discord.ui.Button[discord.ui.View] = discord.ui.Button(
        label=render.say("button-forecasts"),
        custom_id=f"{marker(claim.schedule.public_id, delivery)}q{state}",
    )
    asks = [resolve_button(render, undecided)] if undecided else []
    return questions_embed(render, told, now), persistent_view(every, *asks)


def questions_embed(render: Renderer, told: Sequence[ToldQuestion], now: datetime) -> discord.Embed:
    """Return what is told of questions, as much of each as fits."""
    return first_fitting(_questions_embed(render, told, now, *room) for room in ROOM)


def _questions_embed(
    render: Renderer,
    told: Sequence[ToldQuestion],
    now: datetime,
    text: int,
    words: int,
    evidence: int,
    linked: bool,
) -> discord.Embed:
    blocks = []
    for one in told:
        question = one.asked.question
        lines = [f"**{escaped(question.text, text)}**", *about_lines(render, one.asked, words)]
        lines += [f"-# {render.title(one.asked.article)}", *_thought(render, one)]
        lines += state_lines(render, question, now, evidence, linked=linked)
        blocks.append("\n".join(lines))
    undecided = len(_undecided(told, now))
    blocks += [render.say("questions-post-resolve", count=undecided)] if undecided else []
    return render.embed("prediction", render.say("questions-post-label"), blocks)


def _thought(render: Renderer, told: ToldQuestion) -> list[str]:
    """Return the line that says what people thought when a question closed: no numbers where so few gave any
    that they would be somebody's own."""
    if told.community is None:
        return [render.say("forecast-nobody")]
    if told.community.count < RATERS:
        return [render.say("questions-post-few", count=RATERS)]
    return [everybody_line(render, told.community)]


def _undecided(told: Sequence[ToldQuestion], now: datetime) -> list[int]:
    """Return the ids of the questions that editors are asked about: nobody has said what came of them."""
    questions = [one.asked.question for one in told]
    return [one.id for one in questions if not (one.resolution(now) or one.proposed(now))]


def question_line(render: Renderer, question: Question) -> str:
    """Return a line of a list of open questions: never what anybody thinks of one."""
    return render.say("question-line", text=escaped(question.text, NAMED), due=last_day(question))
