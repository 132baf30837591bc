"""What commands, options and choices are called, in Discord's own menus."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.model import Language
from bot.texts import Texts
from bot.ui.replies import language_for_locale

LOCALES = {discord.Locale.japanese, discord.Locale.american_english, discord.Locale.british_english}


class CommandTranslator(app_commands.Translator):
    """The names and descriptions of commands, options and choices in both languages."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the text for a place of a command; None where Discord is to fall back to English."""
        if locale not in LOCALES:
            return None
        key = string.extras.get("key") or _key(context)
        return None if key is None else self._texts.say(language_for_locale(locale), key)


def _key(context: app_commands.TranslationContextTypes) -> str | None:
    place = app_commands.TranslationContextLocation
    data: Any = context.data
    match context.location:
        case place.command_name | place.group_name:
            return _root_key(data)
        case place.command_description | place.group_description:
            return f"{_root_key(data)}.description"
        case place.parameter_name:
            return f"{_root_key(data.command)}.{data.name}"
        case place.parameter_description:
            return f"{_root_key(data.command)}.{data.name}-description"
    return None


def _root_key(command: app_commands.Command[Any, ..., Any] | app_commands.Group) -> str:
    return "command-" + command.qualified_name.replace(" ", "-")


def name_commands(tree: app_commands.CommandTree[Any], texts: Texts) -> None:
    """Give commands and options their English descriptions, and choices their English names.

    Discord shows them where it has no text in a person's language. They come from the message
    `command-<name>` and its attributes `.description`, `.<option>`, `.<option>-description` and
    `.<option>-<choice>`; `CommandTranslator` reads the same ones in both languages.
    """
    for command in tree.walk_commands():
        key = _root_key(command)
        command.description = texts.say(Language.EN, f"{key}.description")
        if isinstance(command, app_commands.Group):
            continue
        descriptions: dict[str, app_commands.locale_str] = {}
        for option in command.parameters:
            place = f"{key}.{option.name}"
            descriptions[option.name] = app_commands.locale_str(
                texts.say(Language.EN, f"{place}-description")
            )
            for choice in option.choices:
                choice_key = f"{place}-{choice.value}"
                choice.name = texts.say(Language.EN, choice_key)
                choice._locale_name = app_commands.locale_str(choice.name, key=choice_key)
        if descriptions:
            app_commands.describe(**descriptions)(command)
