"""Message commands: what stands under Apps in the menu of a message."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.model import Language
from bot.ui.replies import KotonohaBot


def message_command(bot: KotonohaBot, key: str, callback: Any) -> app_commands.ContextMenu:
    """Return a message command that is named by the message `key`, in both languages; the message itself says
    in its attribute `.description` what it does, since Discord shows no such thing.

    Discord takes five of them, with names of at most 32 characters.
    """
    name = bot.texts.say(Language.EN, key)
    return app_commands.ContextMenu(
        name=app_commands.locale_str(name, key=key), callback=callback, extras={"key": key}
    )
