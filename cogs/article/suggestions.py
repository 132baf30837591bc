"""What members suggest: editors see it, accept it or decline it, and choose where they are told of it.

All messages are private but those in the channel that editors chose.
"""

from __future__ import annotations

import logging
from typing import Any

import aiohttp
import discord

from bot.delivery import diagnosis
from bot.delivery.embeds import channel_text, problems_text
from bot.delivery.refusal import check_kind, refusal
from bot.library.suggestions import REASON_LENGTH
from bot.model import NOBODY, Guild, Suggestion
from bot.ui.budget import TITLE
from bot.ui.components import OPTION_LENGTH, DynamicButton, DynamicSelect
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.forms import Form, open_form
from bot.ui.markdown import clipped, escaped
from bot.ui.replies import (
    Interaction,
    edit_message,
    guild_id,
    renderer_for_user,
    require_editor,
    rows_view,
    send,
    turn,
)
from bot.ui.suggestions import OPEN_SUGGESTION, site, suggestion_embed
from cogs.article.adding import tell_added
from cogs.article.embeds import room_text

ARTICLES = "article-manage:0"
"""The id of the button that leads to all articles (cogs.article.manage)."""
_ID = r"(?P<suggestion>\d{1,18})"

Page = tuple[discord.Embed, discord.ui.View]

log = logging.getLogger(__name__)


class SuggestionsPage(DynamicButton, template=r"suggestions:"):
    """Show what is suggested, and where editors are told of it."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        await turn(interaction, *await suggestions_page(interaction, await require_editor(interaction)))


class SuggestionSelect(DynamicSelect, template=r"suggestions-choose:"):
    """Show a suggestion."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        await turn(interaction, *await suggestion_page(interaction, guild, int(self.value)))


class OpenSuggestion(DynamicButton, template=rf"{OPEN_SUGGESTION}:{_ID}"):
    """Show a suggestion, from the message in a channel that tells of it."""

    deferral = Deferral.TURN

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        await turn(interaction, *await suggestion_page(interaction, guild, int(self.match["suggestion"])))


class AcceptSuggestion(DynamicButton, template=rf"suggestion-accept:{_ID}"):
    """Make an article of a suggestion, and show what came of it as if it had been added, with the way to the
    others."""

    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        suggestions, number = interaction.client.library.suggestions, int(self.match["suggestion"])
        added = await suggestions.accept(guild.id, number, interaction.user.id)
        others = await suggestions.all(guild.id)
        await tell_added(interaction, added, *([await suggestions_button(interaction)] if others else []))


class DeclineSuggestion(DynamicButton, template=rf"suggestion-decline:{_ID}"):
    """Ask why a suggestion is declined."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        guild, number = await require_editor(interaction), int(self.match["suggestion"])
        await interaction.client.library.suggestions.get(guild.id, number)
        await open_form(interaction, DeclineForm(renderer_for_user(interaction), number))


class DeclineForm(Form):
    """Decline a suggestion, and show what else there is."""

    def __init__(self, renderer: Renderer, suggestion_id: int) -> None:
        super().__init__(renderer, "suggestion-decline-form")
        self._suggestion = suggestion_id
        self._reason = self.field(
            "suggestion-decline-reason",
            discord.ui.TextInput[DeclineForm](
                custom_id="reason", style=discord.TextStyle.paragraph, max_length=REASON_LENGTH
            ),
        )

    def typed(self) -> str:
        """Return the reason: it is given back where the suggestion can't be declined."""
        return self._reason.value

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        suggestions = interaction.client.library.suggestions
        declined = await suggestions.decline(guild.id, self._suggestion, self._reason.value)
        renderer = renderer_for_user(interaction)
        note = renderer.say("suggestion-declined-now", title=escaped(declined.title, TITLE))
        await edit_message(interaction, *await suggestions_page(interaction, guild, note))


class SuggestionsSwitch(DynamicButton, template=r"suggestions-take:(?P<what>on|off)"):
    """Have members suggest what to read, or not."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        taken = self.match["what"] == "on"
        changed = await interaction.client.library.guilds.change(guild.id, suggestions=taken)
        await edit_message(interaction, *await suggestions_page(interaction, changed))


class SuggestionsChannelSelect(DynamicSelect, template=r"suggestions-channel:"):
    """Choose the channel in which editors are told of what is suggested."""

    def _select(self, custom_id: str, _: object, placeholder: str | None) -> discord.ui.ChannelSelect[Any]:
        kinds = list(diagnosis.CHANNEL_TYPES)
        return discord.ui.ChannelSelect(custom_id=custom_id, placeholder=placeholder, channel_types=kinds)

    async def respond(self, interaction: Interaction) -> None:
        """Refuse a channel where the bot, or the person, may not post."""
        guild, channel = await require_editor(interaction), self.value
        check_kind(channel)
        if refused := await refusal(interaction, channel.id, None):
            await send(interaction, refused, private=True)
            return
        changed = await interaction.client.library.guilds.change(guild.id, suggestions_channel=channel.id)
        await edit_message(interaction, *await suggestions_page(interaction, changed))


class NoSuggestionsChannel(DynamicButton, template=r"suggestions-nowhere:"):
    """Have editors told in no channel."""

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        changed = await interaction.client.library.guilds.change(guild.id, suggestions_channel=None)
        await edit_message(interaction, *await suggestions_page(interaction, changed))


COMPONENTS = (
    *(SuggestionsPage, SuggestionSelect, OpenSuggestion, AcceptSuggestion, DeclineSuggestion),
    *(SuggestionsSwitch, SuggestionsChannelSelect, NoSuggestionsChannel),
)


async def suggestions_button(interaction: Interaction) -> SuggestionsPage:
    """Return the button that leads to what is suggested, with how many there are."""
    waiting = await interaction.client.library.suggestions.all(guild_id(interaction))
    say = renderer_for_user(interaction).say
    label = say("button-suggestions-new", count=len(waiting)) if waiting else say("button-suggestions")
    return SuggestionsPage("", label)


async def suggestions_page(interaction: Interaction, guild: Guild, note: str = "") -> Page:
    """Return all suggestions of a guild below what just happened (`note`), and how they are taken, with the
    ways to change that."""
    renderer = renderer_for_user(interaction)
    waiting = await interaction.client.library.suggestions.all(guild.id)
    channel = await _channel(interaction, renderer, guild)
    used = room_text(renderer, await interaction.client.library.ingest.room(guild.id))
    embed = list_embed(renderer, guild, waiting, channel, used, note)
    say = renderer.say
    options = [
        discord.SelectOption(label=clipped(one.title, OPTION_LENGTH), value=str(one.id)) for one in waiting
    ]
    select = [SuggestionSelect("", options, say("suggestions-placeholder"))] if options else []
    what = "off" if guild.suggestions else "on"
    buttons: list[discord.ui.Item[Any]] = [SuggestionsSwitch(what, say(f"button-suggestions-{what}"))]
    if guild.suggestions_channel is not None:
        buttons.append(NoSuggestionsChannel("", say("button-suggestions-nowhere")))
    buttons.append(discord.ui.Button(label=say("button-back"), custom_id=ARTICLES))
    place = SuggestionsChannelSelect("", placeholder=say("suggestions-channel-placeholder"))
    return embed, rows_view(select, [place], buttons)


async def suggestion_page(interaction: Interaction, guild: Guild, suggestion_id: int) -> Page:
    """Return what would be read of a suggestion, with what an editor can do about it. Raises
    UserError("suggestion-gone")."""
    renderer = renderer_for_user(interaction)
    suggestion = await interaction.client.library.suggestions.get(guild.id, suggestion_id)
    buttons = [
        AcceptSuggestion(str(suggestion.id), renderer.say("button-suggestion-accept")),
        DeclineSuggestion(str(suggestion.id), renderer.say("button-suggestion-decline")),
        SuggestionsPage("", renderer.say("button-back")),
    ]
    return preview_embed(renderer, suggestion), rows_view(buttons)


def preview_embed(renderer: Renderer, suggestion: Suggestion) -> discord.Embed:
    """Return what would be read of a suggestion, who suggested it and when."""
    at = discord.utils.format_dt(suggestion.suggested_at, "R")
    if suggestion.suggested_by == NOBODY:
        who = renderer.say("suggestion-by-nobody", at=at)
    else:
        who = renderer.say("suggestion-by", person=f"<@{suggestion.suggested_by}>", at=at)
    return suggestion_embed(renderer, suggestion, "suggestion-label", who)


def list_embed(
    renderer: Renderer, guild: Guild, waiting: list[Suggestion], channel: str, used: str, note: str = ""
) -> discord.Embed:
    """Return what just happened (`note`), what is suggested, how suggestions are taken, and how much room
    there is (`used`); `channel` is where editors are told, "" for nowhere."""
    lines = [
        renderer.say(
            "suggestions-line",
            title=escaped(one.title, TITLE // 2),
            site=site(one),
            at=discord.utils.format_dt(one.suggested_at, "R"),
        )
        for one in waiting
    ]
    taken = "suggestions-taken" if guild.suggestions else "suggestions-not-taken"
    where = (
        renderer.say("suggestions-told", channel=channel) if channel else renderer.say("suggestions-untold")
    )
    how = "\n".join([renderer.say(taken), *([where] if guild.suggestions else [])])
    label = renderer.say("suggestions-label", count=len(waiting))
    blocks = [note, "\n".join(lines) or renderer.say("suggestions-none"), how, used]
    return renderer.embed("article", label, blocks)


async def _channel(interaction: Interaction, renderer: Renderer, guild: Guild) -> str:
    """Return where editors are told, and why they can't be; "" for nowhere."""
    if guild.suggestions_channel is None:
        return ""
    member, channel = interaction.user, guild.suggestions_channel
    visible = isinstance(member, discord.Member) and diagnosis.sees(
        interaction.client, guild.id, channel, member
    )
    named = channel_text(renderer, channel, visible=visible)
    try:
        found = await diagnosis.examine(interaction.client, guild.id, channel, None)
    except (diagnosis.UnavailableError, discord.HTTPException, aiohttp.ClientError, OSError) as error:
        log.info("A channel can't be examined now: %r", error)
        return named
    return "\n".join([named, *([problems_text(renderer, found.problems)] if found.problems else [])])
