"""What is told of suggestions: to editors in a channel, and to whoever suggested something."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.delivery import diagnosis
from bot.errors import UserError
from bot.model import Fact, Language, Letter
from bot.ui.embeds import Renderer
from bot.ui.replies import KotonohaBot, persistent_view
from bot.ui.suggestions import OPEN_SUGGESTION, decisions_embed, suggestion_embed

_HINT = "-# "
"""Begins the last block of what editors are told: what they can do."""


async def waiting_message(
    bot: KotonohaBot, letter: Letter
) -> tuple[discord.Embed | None, discord.ui.View | None]:
    """Return what editors are told of a suggestion, and the button that shows it; None where nobody need
    decide any more."""
    fact, guild_id = letter.first.fact, letter.first.guild_id
    try:
        suggestion = await bot.library.suggestions.get(guild_id, int(fact.variables["suggestion"]))
    except UserError as error:
        if error.key != "suggestion-gone":
            raise
        return None, None
    renderer = await _renderer(bot, letter)
    note = _HINT + renderer.say("suggestion-waits-hint")
    embed = suggestion_embed(renderer, suggestion, "suggestion-waits-label", note)
    button = discord.ui.Button[discord.ui.View](
        label=renderer.say("button-suggestion"), custom_id=f"{OPEN_SUGGESTION}:{suggestion.id}"
    )
    return embed, persistent_view(button)


async def over_embed(bot: KotonohaBot, letter: Letter, told: discord.Embed) -> discord.Embed:
    """Return what the message that `told` editors of a suggestion says once that is over: what came of it, in
    the place of what they can do."""
    renderer = await _renderer(bot, letter)
    embed = told.copy()
    embed.description = (told.description or "").rpartition(f"\n\n{_HINT}")[0]
    return embed.set_author(name=renderer.say(f"suggestion-waits-{letter.first.fact.variables['decision']}"))


async def decided_embed(bot: KotonohaBot, letter: Letter) -> discord.Embed | None:
    """Return what somebody is told came of what they suggested; None where nothing of it concerns them any
    more. Raises what Discord does."""
    facts = [notice.fact for notice in letter.notices]
    told = await with_servers(bot, letter.first.person, facts)
    renderer = Renderer(bot.texts, Language(str(letter.first.fact.variables["language"])))
    return decisions_embed(renderer, told) if told else None


async def with_servers(bot: KotonohaBot, person: int, facts: Sequence[Fact]) -> list[tuple[Fact, str]]:
    """Return what came of suggestions of a person, each with the name of its server, but for servers that
    they are no longer in, or the bot is not: they can read nothing there. Raises what Discord does."""
    guilds = {
        guild_id: await diagnosis.shared_guild(bot, guild_id, person)
        for guild_id in {int(fact.variables["guild"]) for fact in facts}
    }
    found = [(fact, guilds[int(fact.variables["guild"])]) for fact in facts]
    return [(fact, guild.name) for fact, guild in found if guild is not None]


async def _renderer(bot: KotonohaBot, letter: Letter) -> Renderer:
    settings = await bot.library.guilds.get(letter.first.guild_id)
    return Renderer(bot.texts, settings.language or settings.home)
