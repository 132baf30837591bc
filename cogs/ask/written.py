"""What a language model writes about an answer, shown below it when it comes."""

from __future__ import annotations

import asyncio
import logging

import discord

from bot.citing import Checked
from bot.model import Answer
from bot.ui.budget import TEXT, fits
from bot.ui.embeds import Renderer
from bot.ui.faults import described, is_network_fault
from bot.ui.markdown import escaped
from bot.ui.replies import Interaction, add_embed
from bot.ui.scope import scope

WITHIN = 20.0
"""Seconds after an answer in which it may change."""

log = logging.getLogger(__name__)


def add_written_answer(
    interaction: Interaction, renderer: Renderer, answer: Answer, shown: discord.Embed
) -> None:
    """Start the host's language model on an answer that was sent as the embed `shown`, where the server's
    editors want that. What it writes within `WITHIN` seconds is added below, or nothing is."""
    if interaction.client.library.written_answers.language_model is None or not answer.sentences:
        return
    task = asyncio.create_task(_add(interaction, renderer, answer, shown))
    interaction.client.answering.add(task)
    task.add_done_callback(interaction.client.answering.discard)


async def _add(interaction: Interaction, renderer: Renderer, answer: Answer, shown: discord.Embed) -> None:
    library = interaction.client.library
    try:
        async with asyncio.timeout(WITHIN):
            checked = await library.written_answers.write(scope(interaction), answer)
            embed = written_embed(renderer, checked, shown) if checked else None
            if embed is not None:
                await add_embed(interaction, shown, embed)
    except Exception as error:
        trace = None if is_network_fault(error) else error
        log.warning("A written answer is not shown: %s", described(error), exc_info=trace)


def written_embed(renderer: Renderer, checked: Checked, shown: discord.Embed) -> discord.Embed | None:
    """Return the lines that a model wrote, with the numbers of the sentences that each cites, as many as fit
    beside the embed `shown`; None where not even one does."""
    lines = [
        renderer.say(
            "written-line",
            text=escaped(line.text, TEXT),
            cited=renderer.say("written-joined").join(map(str, line.cited)),
        )
        for line in checked.lines
    ]
    while lines:
        blocks = ["\n".join(lines), renderer.say("written-hint", dropped=checked.dropped)]
        embed = renderer.embed("plain", renderer.say("written-label"), blocks)
        if fits(shown, embed):
            return embed
        del lines[-1]
    return None
