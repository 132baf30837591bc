"""The private preview of a card: its selects, and the button that posts it."""

from __future__ import annotations

import discord

from bot.delivery.diagnosis import PERSONS, problems
from bot.delivery.embeds import problems_text
from bot.errors import UserError
from bot.model import OUTSIDE, Problem, Style, Theme
from bot.ui.cards import CARD, CARDS, CHOOSE
from bot.ui.components import DynamicButton, DynamicSelect, named
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.faults import is_discords_own
from bot.ui.pictures import Picture
from bot.ui.replies import (
    Interaction,
    edit_message,
    guild_id,
    renderer_for,
    renderer_for_user,
    rows_view,
    scope_settings,
    send,
    slow_down,
)
from bot.ui.scope import may_answer_in_public, scope
from cogs.card.messages import DeleteCard
from cogs.card.subjects import KEY, Subject, find

STATE = rf"(?P<subject>{KEY}):(?P<style>[a-z-]{{1,20}}):(?P<theme>[a-z-]{{1,20}})"
"""A subject, and the names of a style and a theme: those that Style and Theme have."""


class CardButton(DynamicButton, template=rf"{CARD}:(?P<item>\d{{1,18}})"):
    """Show a card of the very quotation that was read, privately."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        await show_card(interaction, self.match["item"])


class CardChoice(DynamicSelect, template=rf"{CHOOSE}:"):
    """Show a card of one of several quotations, privately."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        await show_card(interaction, self.value)


class CardStyle(DynamicSelect, template=rf"card-style:{STATE}"):
    """Draw the card in another style, in its place."""

    async def respond(self, interaction: Interaction) -> None:
        style, theme = _look(self.value, self.match["theme"])
        subject = await find(interaction, self.match["subject"])
        await show_preview(interaction, subject, style, theme, anew=False)


class CardTheme(DynamicSelect, template=rf"card-theme:{STATE}"):
    """Draw the card in other colors, in its place."""

    async def respond(self, interaction: Interaction) -> None:
        style, theme = _look(self.match["style"], self.value)
        subject = await find(interaction, self.match["subject"])
        await show_preview(interaction, subject, style, theme, anew=False)


class PostCard(DynamicButton, template=rf"card-post:{STATE}"):
    """Post the card in the channel, for everybody, if the person may write there."""

    style = discord.ButtonStyle.primary

    async def respond(self, interaction: Interaction) -> None:
        """Look at everything again: the words may be gone, and permissions may have changed."""
        style, theme = _look(self.match["style"], self.match["theme"])
        outside = scope(interaction) == OUTSIDE
        if not outside and (refused := _refusal(interaction)):
            await send(interaction, refused, private=True)
            return
        subject = await find(interaction, self.match["subject"])
        if not _may_post(interaction, subject):
            raise UserError("card-outside")
        await subject.require_current(interaction)
        slow_down(interaction, interaction.client.card_post_cooldown)
        renderer = renderer_for(interaction, await scope_settings(interaction), private=False)
        picture = await subject.picture(interaction.client, renderer, style, theme)
        if picture is None:
            raise UserError("card-unset")
        if outside:  # the bot is in no channel there, and answers for the person
            embed, buttons = subject.embed(renderer, picture), subject.buttons(renderer, votes=False)
            await send(interaction, embed, buttons, private=False, files=[picture.file()])
            return
        posted = await _post(interaction, subject, renderer, picture, style, theme)
        own = renderer_for_user(interaction)
        await edit_message(interaction, own.text_embed(own.say("card-posted", link=posted.jump_url)))


COMPONENTS = (CardButton, CardChoice, CardStyle, CardTheme, PostCard, DeleteCard)


async def show_card(interaction: Interaction, item: str) -> None:
    """Answer privately with a card of a quotation, in the theme of the guild."""
    subject = await find(interaction, item)
    slow_down(interaction, interaction.client.card_cooldown)
    theme = (await scope_settings(interaction)).theme
    await show_preview(interaction, subject, Style.CARD, theme, anew=True)


async def show_preview(
    interaction: Interaction, subject: Subject, style: Style, theme: Theme, *, anew: bool
) -> None:
    """Answer privately with a card and what changes and posts it: `anew`, or in the message that was clicked.

    Raises UserError("card-attach") where the bot may not attach it.
    """
    if not interaction.app_permissions.attach_files:
        raise UserError("card-attach")
    renderer = renderer_for_user(interaction)
    picture = await subject.picture(interaction.client, renderer, style, theme)
    embed = subject.embed(renderer, picture)
    postable = picture is not None and _may_post(interaction, subject)
    kind = "card-preview-note" if postable else "card-outside-note" if picture else "card-unset-note"
    note = renderer.say(kind)
    embed.description = f"{embed.description}\n\n{note}"
    view = _choices(renderer, subject, style, theme, postable=postable)
    files = [picture.file()] if picture else []
    if anew:
        await send(interaction, embed, view, private=True, files=files)
    else:
        await edit_message(interaction, embed, view, files)


def _choices(
    renderer: Renderer, subject: Subject, style: Style, theme: Theme, *, postable: bool
) -> discord.ui.View:
    """Return the selects, with what is chosen, above the button that posts the card."""
    state = f"{subject.key}:{style}:{theme}"
    styles = [
        discord.SelectOption(
            label=renderer.say("card-style-option", style=renderer.say(f"command-quote.style-{one}")),
            value=one,
            default=one is style,
        )
        for one in CARDS
    ]
    themes = [
        discord.SelectOption(
            label=renderer.say("settings-theme-option", theme=renderer.say(f"theme-{one}")),
            value=one,
            default=one is theme,
        )
        for one in Theme
    ]
    post = PostCard(state, renderer.say("button-card-post"), disabled=not postable)
    return rows_view([CardStyle(state, styles)], [CardTheme(state, themes)], [post])


def _may_post(interaction: Interaction, subject: Subject) -> bool:
    """Return whether a card may be posted from here: outside of servers with the bot, only what needs no bot
    there, and only where the person may bring answers."""
    outside = scope(interaction) == OUTSIDE
    return not outside or (subject.goes_anywhere and may_answer_in_public(interaction))


def _look(style: str, theme: str) -> tuple[Style, Theme]:
    return named(Style, style), named(Theme, theme)


def _refusal(interaction: Interaction) -> discord.Embed | None:
    """Return why the bot or the person may not post a card in this channel; None: both may.

    The interaction itself says what each may do there.
    """
    renderer, channel = renderer_for_user(interaction), interaction.channel
    own: list[Problem] = [one for one in problems(interaction.permissions, channel, None) if one in PERSONS]
    if own:
        return renderer.text_embed(problems_text(renderer, own, person=True), problem=True)
    found = problems(interaction.app_permissions, channel, None, cards=True)
    return renderer.text_embed(problems_text(renderer, found), problem=True) if found else None


async def _post(
    interaction: Interaction,
    subject: Subject,
    renderer: Renderer,
    picture: Picture,
    style: Style,
    theme: Theme,
) -> discord.Message:
    """Post a card, once for each look of a preview however often the button is pressed within minutes: by the
    nonce, Discord knows it again. Nothing pings.

    Raises UserError("card-not-posted") where Discord refuses it.
    """
    embed = subject.embed(renderer, picture)
    by = renderer.say("card-posted-by", person=interaction.user.mention)
    embed.description = f"{embed.description}\n{by}"
    preview = interaction.message.id if interaction.message else interaction.id
    channel = interaction.client.get_partial_messageable(
        interaction.channel_id or 0, guild_id=guild_id(interaction)
    )
    try:
        return await channel.send(
            embed=embed,
            view=subject.buttons(renderer, votes=True),
            file=picture.file(),
            nonce=f"{preview}.{CARDS.index(style)}.{list(Theme).index(theme)}",
            allowed_mentions=discord.AllowedMentions.none(),
            silent=True,
        )
    except (discord.Forbidden, discord.NotFound) as error:
        if not is_discords_own(error):
            raise
        raise UserError("card-not-posted") from error
