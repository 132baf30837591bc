"""The guided start: five questions between a first command and a daily post.

Nothing is stored before the last answer: each id carries what was chosen so far.
"""

from __future__ import annotations

import dataclasses
import logging
from typing import Any

import discord
from discord.ext import commands

from bot import schedule as clockwork
from bot.delivery.refusal import check_kind, refusal
from bot.errors import StorageDamagedError
from bot.library.selection import DEFAULT_ZONE, guild_zone
from bot.model import OUTSIDE, Content, Guild, Language, ScheduleSpec, Style
from bot.ui.components import DynamicButton, DynamicSelect
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.next_steps import ADD, MANAGE_SCHEDULES, START, step_button, step_view
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    edit_message,
    guild_language,
    may_edit,
    persistent_view,
    renderer_for_user,
    require_editor,
    send,
)
from bot.ui.scope import scope
from bot.ui.zones import zone_options
from cogs.daily.buttons import anyway_button
from cogs.daily.embeds import schedule_embed
from cogs.daily.permissions import shown
from cogs.daily.post_now import PostNow
from cogs.daily.queue import queue_step
from cogs.daily.start_embeds import (
    Chosen,
    channel_question,
    language_question,
    time_question,
    wish_question,
    zone_question,
)

TIMES = ("6:00", "7:00", "8:00", "9:00", "12:00", "15:00", "18:00", "20:00", "21:00", "22:00")
WISHES = {
    "parts": (Content.PARTS, Style.TEXT),
    "quote": (Content.QUOTE, Style.TEXT),
    "card": (Content.QUOTE, Style.CARD),
    "prediction": (Content.PREDICTION, Style.TEXT),
    "mixed": (Content.MIXED, Style.TEXT),
}
"""What people may want each day, by the word in an id."""
LANGUAGE = r"(ja|en)"
ZONE = r"[\w+/-]{1,40}"
WISH = rf"(:({'|'.join(WISHES)}))?"
CHANNEL = r"\d{1,20}"

log = logging.getLogger(__name__)


class StartButton(DynamicButton, template=rf"{START}:"):
    """Ask the first question of the guided start, beside the message that the button stands under."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        await send(interaction, *_first_question(interaction, guild), private=True)


class NotNowButton(DynamicButton, template=r"start-later:"):
    """Close the guided start, with a button to open it again."""

    async def respond(self, interaction: Interaction) -> None:
        renderer = renderer_for_user(interaction)
        embed = renderer.text_embed(renderer.say("start-later"))
        await edit_message(interaction, embed, step_view(renderer, [START]))


class LanguageButton(DynamicButton, template=rf"start-language:{LANGUAGE}"):
    """Ask for the time zone: the guild's own and the language's usual one come first."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        renderer, language = renderer_for_user(interaction), Language(self.state)
        first = (guild_zone(guild, language).key, DEFAULT_ZONE[language])
        options = zone_options(interaction, renderer, *first)
        select = ZoneSelect(self.state, options, renderer.say("zone-wanted-placeholder"))
        embed = zone_question(renderer, Chosen(language))
        await edit_message(interaction, embed, _components(renderer, select))


class ZoneSelect(DynamicSelect, template=rf"start-zone:{LANGUAGE}"):
    """Ask what the channel is to get."""

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        renderer, zone = renderer_for_user(interaction), clockwork.zone(self.value).key
        state = f"{self.state}:{zone}"
        options = [
            discord.SelectOption(
                label=renderer.say(f"start-wish-{wish}"),
                description=renderer.say(f"start-wish-{wish}.description"),
                value=wish,
            )
            for wish in WISHES
        ]
        select = WishSelect(state, options, renderer.say("start-wish-placeholder"))
        embed = wish_question(renderer, _chosen(state))
        await edit_message(interaction, embed, _components(renderer, select))


class WishSelect(DynamicSelect, template=rf"start-wish:{LANGUAGE}:{ZONE}"):
    """Ask for the channel."""

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        renderer, state = renderer_for_user(interaction), f"{self.state}:{self.value}"
        select = ChannelSelect.ask(renderer, state)
        await edit_message(
            interaction, channel_question(renderer, _chosen(state)), _components(renderer, select)
        )


class ChannelSelect(DynamicSelect, template=rf"start-channel:{LANGUAGE}:{ZONE}{WISH}"):
    """Ask for the time, or for another channel where nothing can be posted in the chosen one."""

    @classmethod
    def ask(cls, renderer: Renderer, state: str) -> ChannelSelect:
        """Return the select of the server's channels."""
        return cls(state, placeholder=renderer.say("start-channel-placeholder"))

    def _select(self, custom_id: str, _: object, placeholder: str | None) -> discord.ui.ChannelSelect[Any]:
        return discord.ui.ChannelSelect(
            custom_id=custom_id,
            placeholder=placeholder,
            channel_types=[discord.ChannelType.text, discord.ChannelType.news],
        )

    async def respond(self, interaction: Interaction) -> None:
        check_kind(self.value)
        await _ask_time(interaction, self.state, self.value.id)


class RecheckChannelButton(
    DynamicButton, template=rf"start-again:(?P<chosen>{LANGUAGE}:{ZONE}{WISH}):(?P<channel>{CHANNEL})"
):
    """Ask for the time after the permissions of the chosen channel were fixed, or again for another."""

    async def respond(self, interaction: Interaction) -> None:
        await _ask_time(interaction, self.match["chosen"], int(self.match["channel"]))


class TimeSelect(
    DynamicSelect, template=rf"start-time:(?P<chosen>{LANGUAGE}:{ZONE}{WISH}):(?P<channel>{CHANNEL})"
):
    """Store everything and show the schedule."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        state, channel = self.match["chosen"], int(self.match["channel"])
        if await _refused(interaction, state, channel):
            return
        chosen = _chosen(state, channel)
        language, zone = chosen.language, chosen.zone
        content, style = _wish(chosen)
        spec = ScheduleSpec(
            channel_id=channel,
            minutes=clockwork.parse_time(self.value).minutes,
            days=clockwork.EVERY_DAY,
            content=content,
            style=style,
        )
        schedules = interaction.client.library.schedules
        before = [one.id for one in await schedules.all(guild.id) if one.paused_by is None]
        made = await schedules.set_up(
            guild.id,
            spec,
            language=language,
            zone=clockwork.zone(zone).key,
            created_by=interaction.user.id,
        )
        renderer = renderer_for_user(interaction)
        guild = dataclasses.replace(guild, language=language, zone=zone)
        # It follows the guild's language; the answer shows which one was chosen.
        (here,) = await shown(interaction, guild, dataclasses.replace(made, language=language))
        exists = made.id in before
        label, hint = (
            ("daily-exists-label", "schedule-exists") if exists else ("start-done-label", "start-done")
        )
        if content is Content.PARTS:
            await interaction.client.library.queue.fill(guild.id, made.id, language)
        queue_hint, to_queue = await queue_step(interaction, made)
        hints = "\n\n".join(filter(None, [renderer.say(hint), queue_hint]))
        embed = schedule_embed(renderer, label, here, hints)
        steps = persistent_view(
            PostNow(str(made.id), renderer.say("button-post-now")),
            *([anyway_button(renderer, made, 1)] if exists else []),
            *to_queue,
            step_button(renderer, MANAGE_SCHEDULES),
            step_button(renderer, ADD),
            step_button(renderer, "help"),
        )
        await edit_message(interaction, embed, steps)


ALL = (
    StartButton,
    NotNowButton,
    LanguageButton,
    ZoneSelect,
    WishSelect,
    ChannelSelect,
    RecheckChannelButton,
    TimeSelect,
)


class GuidedStartCog(commands.Cog):
    """Offers the guided start to an editor: privately, once a guild, after the answer to a command."""

    def __init__(self, bot: KotonohaBot) -> None:
        self._bot = bot
        self._settled: set[int] = set()
        """Guilds to which it need not be offered (any more)."""

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget the guild."""
        self._settled.discard(guild.id)

    @commands.Cog.listener()
    async def on_app_command_end(self, interaction: Interaction) -> None:
        """Offer it where there is no schedule, but not over a form that was just opened.

        What fails here is logged: the command itself was answered.
        """
        guild_id, guilds = scope(interaction), self._bot.library.guilds
        if guild_id == OUTSIDE or guild_id in self._settled:
            return
        if interaction.response.type is discord.InteractionResponseType.modal:
            return
        try:
            if await guilds.has_started(guild_id):
                self._settled.add(guild_id)
                return
            guild = await guilds.get(guild_id)
            if guild_id in self._settled or not may_edit(interaction, guild):  # meanwhile, by another command
                return
            self._settled.add(guild_id)
            embed, buttons = _first_question(interaction, guild)
            await interaction.followup.send(embed=embed, view=buttons, ephemeral=True)
            await guilds.mark_started(guild_id)
        except StorageDamagedError:
            pass  # the command has said so
        except Exception:
            self._settled.discard(guild_id)
            if not self._bot.is_closed():  # else the storage is closed as well
                log.exception("The guided start could not be shown in guild %d", guild_id)


def _first_question(interaction: Interaction, guild: Guild) -> tuple[discord.Embed, discord.ui.View]:
    """Return the question for the language; the usual answer comes first."""
    renderer = renderer_for_user(interaction)
    usual = guild_language(interaction, guild)
    languages = sorted(Language, key=lambda language: language is not usual)
    buttons = [LanguageButton(one, renderer.say(f"start-language-{one}")) for one in languages]
    buttons[0].item.style = discord.ButtonStyle.primary
    return language_question(renderer), _components(renderer, *buttons)


async def _ask_time(interaction: Interaction, state: str, channel_id: int) -> None:
    """Ask for the time if the bot can post in the channel, otherwise for another channel."""
    await require_editor(interaction)
    if await _refused(interaction, state, channel_id):
        return
    renderer = renderer_for_user(interaction)
    options = [discord.SelectOption(label=str(clockwork.parse_time(time)), value=time) for time in TIMES]
    select = TimeSelect(f"{state}:{channel_id}", options, renderer.say("start-time-placeholder"))
    embed = time_question(renderer, _chosen(state, channel_id))
    await edit_message(interaction, embed, _components(renderer, select))


async def _refused(interaction: Interaction, state: str, channel_id: int) -> bool:
    """Ask again for a channel and return True where nothing can be posted in that one."""
    chosen = _chosen(state)
    cards = _wish(chosen)[1] is not Style.TEXT
    refused = await refusal(interaction, channel_id, None, cards=cards)
    if refused is None:
        return False
    renderer = renderer_for_user(interaction)
    embed = channel_question(renderer, chosen, refused.description or "")
    again = RecheckChannelButton(f"{state}:{channel_id}", renderer.say("start-again"))
    select = ChannelSelect.ask(renderer, state)
    await edit_message(interaction, embed, _components(renderer, select, again))
    return True


def _chosen(state: str, channel_id: int = 0) -> Chosen:
    """Return what was chosen so far; `state` holds the language, the zone and the wish, if there is one."""
    language, zone, wish = [*state.split(":"), ""][:3]
    return Chosen(Language(language), zone, wish, channel_id)


def _wish(chosen: Chosen) -> tuple[Content, Style]:
    """Return what a channel is to get; ids of earlier versions say nothing of it."""
    return WISHES[chosen.wish or "mixed"]


def _components(renderer: Renderer, *components: DynamicButton | DynamicSelect) -> discord.ui.View:
    """Return the components of a question, with the button that closes the guided start."""
    return persistent_view(*components, NotNowButton("", renderer.say("button-later")))
