"""The command /settings."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot import schedule
from bot.cards import Card, Painter, alt_text
from bot.errors import UserError
from bot.library.guilds import SettingsChanges
from bot.library.selection import DEFAULT_ZONE
from bot.model import Guild, Language, Theme
from bot.ui.autocomplete import suggest_zone
from bot.ui.components import DynamicButton
from bot.ui.embeds import Renderer
from bot.ui.pictures import Picture, draw
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    edit_message,
    guild_id,
    language_for_locale,
    persistent_view,
    renderer_for_user,
    require_editor,
    require_manager,
    send,
)


class SettingsCog(commands.Cog):
    """What a guild can choose: language, time zone, editors' role, what is shown, theme."""

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.autocomplete(zone=suggest_zone)
    async def settings(
        self,
        interaction: Interaction,
        language: Literal["ja", "en"] | None = None,
        zone: str | None = None,
        editors: discord.Role | None = None,
        unreviewed: Literal["show", "hide"] | None = None,
        theme: Literal["light", "dark"] | None = None,
    ) -> None:
        """Change the given settings and show all of them; only managers choose the editors' role."""
        guild = await require_editor(interaction)
        changes: SettingsChanges = {}
        if language is not None:
            changes["language"] = Language(language)
        if zone is not None:
            changes["zone"] = schedule.zone(zone).key
        if editors is not None:
            changes["editor_role"] = _editor_role(interaction, editors)
        if unreviewed is not None:
            changes["unreviewed"] = unreviewed == "show"
        if theme is not None:
            changes["theme"] = Theme(theme)
        if changes:
            guild = await interaction.client.library.guilds.change(guild.id, **changes)
        renderer = renderer_for_user(interaction)
        sample = None
        if interaction.app_permissions.attach_files and (theme or not changes):
            sample = await sample_card(interaction.client.painter, renderer, guild.theme)
        zone = guild.zone or DEFAULT_ZONE[language_for_locale(interaction.guild_locale)]
        await send(
            interaction,
            settings_embed(renderer, guild, zone, changed=bool(changes)),
            persistent_view(NoEditors("", renderer.say("button-no-editors"))) if guild.editor_role else None,
            private=True,
            file=sample.file() if sample else None,
        )


class NoEditors(DynamicButton, template=r"no-editors:"):
    """Take the editors' role out of the settings."""

    async def respond(self, interaction: Interaction) -> None:
        require_manager(interaction)
        await interaction.client.library.guilds.change(guild_id(interaction), editor_role=None)
        renderer = renderer_for_user(interaction)
        await edit_message(interaction, renderer.text_embed(renderer.say("settings-editors-cleared")))


def settings_embed(renderer: Renderer, guild: Guild, zone: str, *, changed: bool) -> discord.Embed:
    """Return a guild's settings, or that they were `changed`; `zone` is the one in force."""
    say = renderer.say
    language = f"language-{guild.language}" if guild.language else "settings-language-unset"
    lines = [
        say("settings-language", value=say(language)),
        say("settings-zone" if guild.zone else "settings-zone-unset", zone=zone),
        say("settings-editors", role=f"<@&{guild.editor_role}>")
        if guild.editor_role
        else say("settings-editors-unset"),
        say("settings-unreviewed", shown=str(guild.unreviewed).lower()),
        say("settings-theme", theme=say(f"command-settings.theme-{guild.theme}")),
    ]
    hints = [] if guild.unreviewed else [say("settings-unreviewed-hint")]
    if not changed:
        hints.append(say("settings-hint"))
    label = say("settings-changed-label" if changed else "settings-label")
    return renderer.embed("plain", label, ["\n".join(lines), *hints])


async def sample_card(painter: Painter, renderer: Renderer, theme: Theme) -> Picture | None:
    """Return a card that shows what a theme looks like; None where it can't be drawn in time."""
    text, name = renderer.say("card-sample"), renderer.say("card-sample.speaker")
    card = Card(text, name, renderer.say("card-sample.title"), None, renderer.language, theme=theme)
    return await draw(painter, card, alt_text(text, name), part=renderer.say("card-part"))


def _editor_role(interaction: Interaction, role: discord.Role) -> int:
    require_manager(interaction)
    if role.is_default():
        raise UserError("editors-everyone")
    if role.is_bot_managed():
        raise UserError("editors-bot")
    return role.id


async def setup(bot: KotonohaBot) -> None:
    """Add the command and its button to the bot."""
    bot.add_dynamic_items(NoEditors)
    await bot.add_cog(SettingsCog())
