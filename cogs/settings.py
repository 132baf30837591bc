"""/settings"""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot import schedule
from bot.errors import UserError
from bot.library.guilds import SettingsChanges as Changes
from bot.library.selection import DEFAULT_ZONE
from bot.model import Language, Theme
from bot.ui.autocomplete import suggest_zone
from bot.ui.components import Button, view
from bot.ui.pictures import sample
from bot.ui.replies import (
    Interaction,
    KotonohaBot,
    guild_id,
    language_for_locale,
    renderer_for_user,
    replace,
    require_editor,
    require_manager,
    send,
)


class SettingsCog(commands.Cog):
    """A guild's language, time zone and editors' role."""

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
        await require_editor(interaction)
        changes: Changes = {}
        if language is not None:
            changes["language"] = Language(language)
        if zone is not None:
            changes["zone"] = schedule.zone(zone).key
        if editors is not None:
            require_manager(interaction)
            if editors.is_default():
                raise UserError("editors-everyone")
            if editors.is_bot_managed():
                raise UserError("editors-bot")
            changes["editor_role"] = editors.id
        if unreviewed is not None:
            changes["unreviewed"] = unreviewed == "show"
        if theme is not None:
            changes["theme"] = Theme(theme)
        guilds = interaction.client.library.guilds
        guild_number = guild_id(interaction)
        guild = await guilds.change(guild_number, **changes) if changes else await guilds.get(guild_number)
        renderer = renderer_for_user(interaction)
        buttons = view(NoEditors("", renderer.say("button-no-editors"))) if guild.editor_role else view()
        in_force = guild.zone or DEFAULT_ZONE[language_for_locale(interaction.guild_locale)]
        drawn = None
        if interaction.app_permissions.attach_files and (theme or not changes):
            drawn = await sample(interaction.client.painter, renderer, guild.theme)
        file = drawn.file() if drawn else discord.utils.MISSING
        await send(
            interaction,
            renderer.settings(guild, in_force, changed=bool(changes)),
            buttons,
            private=True,
            file=file,
        )


class NoEditors(Button, template=r"no-editors:(?P<state>)"):
    """Takes the editors' role out of the settings."""

    name = "no-editors"

    async def press(self, interaction: Interaction) -> None:
        require_manager(interaction)
        guilds = interaction.client.library.guilds
        await guilds.change(guild_id(interaction), editor_role=None)
        renderer = renderer_for_user(interaction)
        await replace(interaction, renderer.note(renderer.say("settings-editors-cleared")), None)


async def setup(bot: KotonohaBot) -> None:
    bot.add_dynamic_items(NoEditors)
    await bot.add_cog(SettingsCog())
