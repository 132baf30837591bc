"""The guided start: four choices from a first command to a daily post. Nothing is stored before the last."""

from __future__ import annotations

import dataclasses
import logging
from typing import Any

import discord
from discord.ext import commands

from bot import schedule
from bot.delivery import diagnosis
from bot.delivery.embeds import DailyRender
from bot.errors import UserError
from bot.library.selection import DEFAULT_ZONE, guild_zone
from bot.model import Language
from bot.ui.components import DynamicButton, DynamicSelect
from bot.ui.embeds import Renderer
from bot.ui.next_steps import ADD, START, step_button, step_key
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    edit_message,
    guild_id,
    guild_language,
    may_edit,
    persistent_view,
    renderer_for_user,
    require_editor,
    send,
)
from cogs.daily.buttons import refusal, shown, zone_options
from cogs.daily.start_embeds import StartRender

TIMES = ("6:00", "7:00", "8:00", "9:00", "12:00", "15:00", "18:00", "20:00", "21:00", "22:00")
OFFERS = 25
LANGUAGE = r"(ja|en)"
ZONE = r"[\w+/-]{1,40}"
CHANNEL = r"\d{1,20}"

log = logging.getLogger(__name__)


class Start(DynamicButton, template=rf"{START}:"):
    """Opens the guided start, beside whatever it stands under."""

    @classmethod
    def offer(cls, render: Renderer) -> Start:
        """The button with its words."""
        return cls("", render.say(step_key(START)))

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await send(interaction, *await _first(interaction), private=True)


class Later(DynamicButton, template=r"start-later:"):
    """Closes the guided start."""

    async def respond(self, interaction: Interaction) -> None:
        render = renderer_for_user(interaction)
        await edit_message(
            interaction, render.text_embed(render.say("start-later")), persistent_view(Start.offer(render))
        )


class LanguageChosen(DynamicButton, template=rf"start-language:(?P<state>{LANGUAGE})"):
    """The first press: the language."""

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        render, language = renderer_for_user(interaction), Language(self.state)
        guild = await interaction.client.library.guilds.get(guild_id(interaction))
        first = (guild_zone(guild, language).key, DEFAULT_ZONE[language])
        names = list(dict.fromkeys([*first, *schedule.zones("")]))[:OFFERS]
        options = zone_options(interaction, render, names)
        menu = ZoneChosen(self.state, options, render.say("zone-wanted-placeholder"))
        await edit_message(interaction, StartRender(render).zone(language), _asking(render, menu))


class ZoneChosen(DynamicSelect, template=rf"start-zone:(?P<state>{LANGUAGE})"):
    """The second: the time zone."""

    async def respond(self, interaction: Interaction) -> None:
        value = self.value
        await require_editor(interaction)
        zone = schedule.zone(value).key
        render = renderer_for_user(interaction)
        embed = StartRender(render).channel(Language(self.state), zone)
        menu = ChannelChosen.offer(render, f"{self.state}:{zone}")
        await edit_message(interaction, embed, _asking(render, menu))


class ChannelChosen(DynamicSelect, template=rf"start-channel:(?P<state>{LANGUAGE}:{ZONE})"):
    """The third: the channel."""

    @classmethod
    def offer(cls, render: Renderer, state: str) -> ChannelChosen:
        """The channels of the server."""
        return cls(state, placeholder=render.say("start-channel-placeholder"))

    def _select(self, custom_id: str, _: object, placeholder: str | None) -> discord.ui.ChannelSelect[Any]:
        return discord.ui.ChannelSelect(
            custom_id=custom_id,
            placeholder=placeholder,
            channel_types=[discord.ChannelType.text, discord.ChannelType.news],
        )

    async def respond(self, interaction: Interaction) -> None:
        value = self.value
        if value.type not in diagnosis.CHANNEL_TYPES:
            raise UserError("channel-kind")
        await _channel(interaction, self.state, value.id)


class ChannelAgain(DynamicButton, template=rf"start-again:(?P<state>{LANGUAGE}:{ZONE}:{CHANNEL})"):
    """Looks at the chosen channel again, after its permissions were mended."""

    async def respond(self, interaction: Interaction) -> None:
        state, _, channel = self.state.rpartition(":")
        await _channel(interaction, state, int(channel))


class TimeChosen(DynamicSelect, template=rf"start-time:(?P<state>{LANGUAGE}:{ZONE}:{CHANNEL})"):
    """The fourth: the time. Now everything is stored."""

    async def respond(self, interaction: Interaction) -> None:
        value = self.value
        await require_editor(interaction)
        state, _, channel = self.state.rpartition(":")
        language, _, zone = state.partition(":")
        library, guild = interaction.client.library, guild_id(interaction)
        await interaction.response.defer()
        if await _refused(interaction, state, int(channel)):
            return
        made = await library.schedules.begin(
            guild,
            language=Language(language),
            zone=schedule.zone(zone).key,
            channel_id=int(channel),
            at=schedule.parse_time(value),
            created_by=interaction.user.id,
        )
        render = renderer_for_user(interaction)
        spoken_there = dataclasses.replace(
            made, language=Language(language)
        )  # the guild's, which was just chosen
        embed = DailyRender(render).one(
            "start-done-label", await shown(interaction, spoken_there), render.say("start-done")
        )
        preview = step_button(render, "daily preview", f"schedule=#{made.id}")
        await edit_message(
            interaction,
            embed,
            persistent_view(preview, step_button(render, ADD), step_button(render, "help")),
        )


ALL = (Start, Later, LanguageChosen, ZoneChosen, ChannelChosen, ChannelAgain, TimeChosen)


class GuidedStartCog(commands.Cog):
    """Offers the guided start to an editor, privately and once a guild, after the answer to a command."""

    def __init__(self, bot: KotonohaBot) -> None:
        self._bot = bot
        self._settled: set[int] = set()
        """Guilds known to need no guided start by itself (any more)."""

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self._settled.discard(guild.id)

    @commands.Cog.listener()
    async def on_app_command_end(self, interaction: Interaction) -> None:
        """Offer it where there is no schedule, but not over a form that was just opened.

        Whatever fails here stays here: the command itself was answered.
        """
        guild, library = interaction.guild_id, self._bot.library
        if guild is None or guild in self._settled:
            return
        if interaction.response.type is discord.InteractionResponseType.modal:
            return
        try:
            wanted = not await library.guilds.has_started(guild)
            if wanted and not may_edit(interaction, await library.guilds.get(guild)):
                return
            if guild in self._settled:  # meanwhile, by another command
                return
            self._settled.add(guild)
            if wanted:
                embed, buttons = await _first(interaction)
                await interaction.followup.send(embed=embed, view=buttons, ephemeral=True)
                await library.guilds.started(guild)
        except Exception:
            self._settled.discard(guild)
            log.exception("The guided start could not be shown in guild %d", guild)


async def _first(interaction: Interaction) -> tuple[discord.Embed, discord.ui.View]:
    """The first question; the usual answer stands first."""
    render = renderer_for_user(interaction)
    guild = await interaction.client.library.guilds.get(guild_id(interaction))
    usual = guild_language(interaction, guild)
    languages = sorted(Language, key=lambda language: language is not usual)
    choices = [LanguageChosen(language, render.say(f"start-language-{language}")) for language in languages]
    choices[0].item.style = discord.ButtonStyle.primary
    return StartRender(render).language(), persistent_view(*choices, _later(render))


async def _channel(interaction: Interaction, state: str, channel_id: int) -> None:
    """Goes on to the time, if that channel will do."""
    await require_editor(interaction)
    await interaction.response.defer()  # Discord is asked, which may take longer than an answer may
    if await _refused(interaction, state, channel_id):
        return
    render = renderer_for_user(interaction)
    language, _, zone = state.partition(":")
    options = [discord.SelectOption(label=str(schedule.parse_time(time)), value=time) for time in TIMES]
    menu = TimeChosen(f"{state}:{channel_id}", options, render.say("start-time-placeholder"))
    embed = StartRender(render).time(Language(language), zone, channel_id)
    await edit_message(interaction, embed, _asking(render, menu))


async def _refused(interaction: Interaction, state: str, channel_id: int) -> bool:
    """Whether nothing can be posted there; then the answer says why, and asks for a channel again."""
    refused = await refusal(interaction, channel_id, None)
    if refused is None:
        return False
    render = renderer_for_user(interaction)
    language, _, zone = state.partition(":")
    embed = StartRender(render).channel(Language(language), zone, refused.description)
    again = ChannelAgain(f"{state}:{channel_id}", render.say("start-again"))
    await edit_message(interaction, embed, _asking(render, ChannelChosen.offer(render, state), again))
    return True


def _asking(render: Renderer, menu: DynamicSelect, *buttons: DynamicButton) -> discord.ui.View:
    return persistent_view(menu, *buttons, _later(render))


def _later(render: Renderer) -> Later:
    return Later("", render.say("button-later"))
