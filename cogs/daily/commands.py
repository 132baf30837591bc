"""/daily add and /daily manage, with which editors make and manage schedules."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.delivery import diagnosis
from bot.ui.autocomplete import suggest_article, suggest_zone
from bot.ui.cards import StyleName
from bot.ui.forms import open_form
from bot.ui.replies import Interaction, require_editor, send
from cogs.daily.autocomplete import suggest_days
from cogs.daily.buttons import add_form, add_typed
from cogs.daily.forms import TYPED_LENGTH
from cogs.daily.panel import panel_answer

Typed = app_commands.Range[str, 1, TYPED_LENGTH]
ContentName = Literal["prediction", "quote", "summary", "mixed", "parts", "digest"]
SizeName = Literal["short", "medium", "long"]
LanguageName = Literal["ja", "en"]


class ChannelTransformer(app_commands.Transformer):
    """A channel that can be posted in, as Discord sent it: no cache is asked."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """Return the type of the option."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """Return the kinds of channels that Discord is to offer."""
        return list(diagnosis.CHANNEL_TYPES)

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Any:
        """Return the channel as it came."""
        return value


Channel = app_commands.Transform[
    app_commands.AppCommandChannel | app_commands.AppCommandThread, ChannelTransformer
]


@app_commands.default_permissions(manage_guild=True)
class DailyCog(commands.GroupCog, name="daily"):
    """/daily: what channels get every day."""

    @app_commands.command()
    @app_commands.rename(style="as")
    @app_commands.autocomplete(days=suggest_days, article=suggest_article, zone=suggest_zone)
    async def add(
        self,
        interaction: Interaction,
        channel: Channel | None = None,
        time: Typed | None = None,
        days: Typed | None = None,
        content: ContentName | None = None,
        style: StyleName | None = None,
        size: SizeName | None = None,
        article: str | None = None,
        zone: Typed | None = None,
        language: LanguageName | None = None,
        role: discord.Role | None = None,
        thread: bool | None = None,
    ) -> None:
        """Add a schedule; without a channel or a time, open a form."""
        guild = await require_editor(interaction)
        options = {
            "channel": channel,
            "time": time,
            "days": days,
            "content": content,
            "style": style,
            "size": size,
            "article": article,
            "zone": zone,
            "language": language,
            "role": role,
            "thread": thread,
        }
        typed = {name: value for name, value in options.items() if value is not None}
        if channel is None or time is None:
            await open_form(interaction, await add_form(interaction, guild, typed))
        else:
            await add_typed(interaction, guild, typed)

    @app_commands.command()
    async def manage(self, interaction: Interaction) -> None:
        """Show an editor the guild's schedules, or the only one, with buttons for all that can be done."""
        guild = await require_editor(interaction)
        await send(interaction, *await panel_answer(interaction, guild), private=True)
