"""The command /settings: everything a guild can choose, in one private message with selects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import schedule
from bot.cards import Card, Painter, alt_text
from bot.delivery.checkup import of_guild, told
from bot.errors import UserError
from bot.library.guilds import SettingsChanges
from bot.library.selection import DEFAULT_ZONE
from bot.model import Guild, Language, Theme
from bot.model.checkup import Check, State
from bot.ui.budget import NAME
from bot.ui.components import TEXT_LENGTH, DynamicButton, DynamicSelect, named
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.forms import Form, open_form
from bot.ui.markdown import escaped
from bot.ui.pictures import Picture, draw
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    edit_message,
    language_for_locale,
    renderer_for_user,
    require_editor,
    require_manager,
    rows_view,
    send,
)
from bot.ui.zones import zone_options

MARKS = {State.FINE: "✅", State.MEND: "❌", State.UNKNOWN: "❔", State.IDLE: "▫️"}
SHOWN_FINE = frozenset({"channels", "gateway", "post", "backup"})
"""Of all other checks that are fine, only the name is said."""
CHANNELS = 8
"""Channels that are named at most where the bot may not post; how many there are stands above them."""


class SettingsCog(commands.Cog):
    """What a guild can choose: language, time zone, editors' role, what is shown, theme."""

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    async def settings(self, interaction: Interaction) -> None:
        """Show an editor the settings, with selects to change them."""
        embed, view, files = await page(interaction, await require_editor(interaction))
        await send(interaction, embed, view, private=True, files=files)


class LanguageSelect(DynamicSelect, template=r"settings-language:"):
    """Choose the language of posts and of what everyone sees."""

    async def respond(self, interaction: Interaction) -> None:
        await change(interaction, language=named(Language, self.value))


class ZoneSelect(DynamicSelect, template=r"settings-zone:"):
    """Choose one of the popular time zones."""

    async def respond(self, interaction: Interaction) -> None:
        await change(interaction, zone=schedule.zone(self.value).key)


class EditorsSelect(DynamicSelect, template=r"settings-editors:"):
    """Choose the editors' role, which only managers may."""

    def _select(self, custom_id: str, _: object, placeholder: str | None) -> discord.ui.RoleSelect[Any]:
        return discord.ui.RoleSelect(custom_id=custom_id, placeholder=placeholder)

    async def respond(self, interaction: Interaction) -> None:
        """Refuse roles that everybody or nobody can have."""
        require_manager(interaction)
        role: discord.Role = self.value
        if role.is_default():
            raise UserError("editors-everyone")
        if role.is_bot_managed():
            raise UserError("editors-bot")
        await change(interaction, editor_role=role.id)


class ThemeSelect(DynamicSelect, template=r"settings-theme:"):
    """Choose the colors of cards."""

    async def respond(self, interaction: Interaction) -> None:
        await change(interaction, theme=named(Theme, self.value))


class UnreviewedButton(DynamicButton, template=r"settings-unreviewed:(?P<what>show|hide)"):
    """Show or hide what no editor has reviewed."""

    async def respond(self, interaction: Interaction) -> None:
        await change(interaction, unreviewed=self.match["what"] == "show")


class ZoneButton(DynamicButton, template=r"settings-zone-form:"):
    """Ask for a time zone that is not in the select."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        await require_editor(interaction)
        await open_form(interaction, ZoneForm(renderer_for_user(interaction)))


class ZoneForm(Form):
    """Choose the time zone that was typed."""

    def __init__(self, renderer: Renderer) -> None:
        super().__init__(renderer, "settings-zone-form")
        self._zone = self.field(
            "settings-zone-typed", discord.ui.TextInput[ZoneForm](custom_id="zone", max_length=TEXT_LENGTH)
        )

    async def respond(self, interaction: Interaction) -> None:
        await change(interaction, zone=schedule.zone(self._zone.value).key)


class NoEditors(DynamicButton, template=r"no-editors:"):
    """Take the editors' role out of the settings, which only managers may."""

    async def respond(self, interaction: Interaction) -> None:
        require_manager(interaction)
        await change(interaction, editor_role=None)


class CheckButton(DynamicButton, template=r"settings-check:"):
    """Say privately what may keep the bot from posting in this server, and how the bot is."""

    deferral = Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        guild = await require_editor(interaction)
        checks = await of_guild(interaction.client, guild.id, interaction.created_at)
        await send(interaction, check_embed(renderer_for_user(interaction), checks), private=True)


def check_embed(renderer: Renderer, checks: Sequence[Check]) -> discord.Embed:
    """Return what is to be mended, each with its remedy, and then the names of all that is fine."""
    blocks, fine = [], []
    wrong = [check for check in checks if check.name == "channel"][CHANNELS:]
    for check in checks:
        if check in wrong:
            continue
        says, remedy = told(renderer, check, here=True)
        if remedy is not None:
            blocks.append(f"{MARKS[check.state]} {says}\n-# {remedy}")
        elif check.state is State.FINE and check.name not in SHOWN_FINE:
            fine.append(renderer.say(f"doctor-{check.name}"))
        else:
            blocks.append(f"{MARKS[check.state]} {says}")
    if fine:
        blocks.append(renderer.say("check-fine", names=renderer.say("check-joined").join(fine)))
    return renderer.embed("plain", renderer.say("check-label"), blocks)


async def change(interaction: Interaction, **changes: Any) -> None:
    """Store what an editor chose, and show it in the message that was clicked."""
    guild = await require_editor(interaction)
    chosen: SettingsChanges = changes  # type: ignore[assignment]  # its keys
    changed = await interaction.client.library.guilds.change(guild.id, **chosen)
    await edit_message(interaction, *await page(interaction, changed))


async def page(
    interaction: Interaction, guild: Guild
) -> tuple[discord.Embed, discord.ui.View, list[discord.File]]:
    """Return a guild's settings, with selects to change them and a sample card."""
    renderer = renderer_for_user(interaction)
    sample = None
    if interaction.app_permissions.attach_files:
        sample = await sample_card(interaction.client.painter, renderer, guild.theme)
    zone = guild.zone or DEFAULT_ZONE[language_for_locale(interaction.guild_locale)]
    embed = settings_embed(renderer, guild, zone, _name(interaction))
    view = rows_view(*_rows(interaction, renderer, guild, zone))
    return embed, view, [sample.file()] if sample else []


def _name(interaction: Interaction) -> str:
    """Return the bot's name, by which Discord lists its commands among the apps of a server."""
    user = interaction.client.user
    return escaped(user.name, NAME) if user else ""


def settings_embed(renderer: Renderer, guild: Guild, zone: str, bot: str) -> discord.Embed:
    """Return a guild's settings; `zone` is the one in force, `bot` the name to look for among apps."""
    say = renderer.say
    language = f"language-{guild.language}" if guild.language else "settings-language-unset"
    lines = [
        say("settings-language", value=say(language)),
        say("settings-zone" if guild.zone else "settings-zone-unset", zone=zone),
        say("settings-editors", role=f"<@&{guild.editor_role}>")
        if guild.editor_role
        else say("settings-editors-unset"),
        say("settings-unreviewed", shown=str(guild.unreviewed).lower()),
        say("settings-theme", theme=say(f"theme-{guild.theme}")),
    ]
    hints = [] if guild.unreviewed else [say("settings-unreviewed-hint")]
    if guild.editor_role:
        hints.append(say("settings-editors-hint", role=f"<@&{guild.editor_role}>", bot=bot))
    return renderer.embed("plain", say("settings-label"), ["\n".join(lines), *hints])


def _rows(
    interaction: Interaction, renderer: Renderer, guild: Guild, zone: str
) -> list[list[DynamicButton | DynamicSelect]]:
    """Return the selects, each with what is chosen now, and the buttons below them."""
    say = renderer.say
    zones = zone_options(interaction, renderer, zone)
    zones[0].default = guild.zone is not None
    languages = [
        discord.SelectOption(
            label=say("settings-language-option", language=say(f"language-{one}")),
            value=one,
            default=one == guild.language,
        )
        for one in Language
    ]
    themes = [
        discord.SelectOption(
            label=say("settings-theme-option", theme=say(f"theme-{one}")),
            value=one,
            default=one == guild.theme,
        )
        for one in Theme
    ]
    what = "hide" if guild.unreviewed else "show"
    buttons: list[DynamicButton | DynamicSelect] = [
        ZoneButton("", say("button-zone-form")),
        CheckButton("", say("button-check")),
        UnreviewedButton(what, say(f"button-unreviewed-{what}")),
    ]
    managing = interaction.permissions.manage_guild
    if managing and guild.editor_role:
        buttons.append(NoEditors("", say("button-no-editors")))
    return [
        [LanguageSelect("", languages, say("settings-language-placeholder"))],
        [ZoneSelect("", zones, say("zone-wanted-placeholder"))],
        [EditorsSelect("", placeholder=say("settings-editors-placeholder"))] if managing else [],
        [ThemeSelect("", themes)],
        buttons,
    ]


async def sample_card(painter: Painter, renderer: Renderer, theme: Theme) -> Picture | None:
    """Return a card that shows what a theme looks like; None where it can't be drawn in time."""
    text, name = renderer.say("card-sample"), renderer.say("card-sample.speaker")
    card = Card(text, name, renderer.say("card-sample.title"), None, renderer.language, theme=theme)
    return await draw(painter, card, alt_text(text, name), part=renderer.say("card-part"))


COMPONENTS = (
    LanguageSelect,
    ZoneSelect,
    EditorsSelect,
    ThemeSelect,
    UnreviewedButton,
    ZoneButton,
    CheckButton,
    NoEditors,
)


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its components to the bot."""
    bot.add_dynamic_items(*COMPONENTS)
    await bot.add_cog(SettingsCog())
