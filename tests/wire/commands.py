"""What slash commands and their autocompletion may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

import discord

from .limits import Json, different, expect, within

NAME = re.compile(r"[-'\w]{1,32}")
LOCALES = {locale.value for locale in discord.Locale}
CHAT_INPUT, SUBCOMMAND, GROUP = 1, 1, 2
TEXT, INTEGER, NUMBER = 3, 4, 10


def check_commands(commands: Json) -> None:
    """Check the list that replaces all commands of the bot."""
    expect(isinstance(commands, list), "the commands are not a list")
    chat = [command for command in commands if command.get("type", CHAT_INPUT) == CHAT_INPUT]
    expect(len(chat) <= 100, f"{len(chat)} slash commands, more than 100")
    _check_siblings(chat, "the command")
    for command in commands:
        check_command(command)


def check_command(command: Json) -> None:
    """Check one command with everything below it."""
    what = f"the command {command.get('name')!r:.60}"
    if command.get("type", CHAT_INPUT) != CHAT_INPUT:
        within(command.get("name"), 32, f"the name of {what}", least=1)
        return
    _check_named(command, what)
    _check_options(command.get("options") or [], what, nested={SUBCOMMAND, GROUP})
    size = _size(command)
    expect(size <= 8000, f"{what} has {size} characters in all, more than 8000")


def _check_named(node: Json, what: str) -> None:
    for name in _forms(node, "name"):
        expect(isinstance(name, str), f"{what} has no name")
        expect(NAME.fullmatch(name), f"the name {name!r:.60} is not 1 to 32 letters, digits, - or _")
        expect(name == name.lower(), f"the name {name!r} is not in lower case")
    for description in _forms(node, "description"):
        within(description, 100, f"the description of {what}", least=1)
    for key in ("name_localizations", "description_localizations"):
        strange = sorted(set(node.get(key) or {}) - LOCALES)
        expect(not strange, f"{what} has words for a language that Discord does not have: {strange}")


def _check_options(options: Json, what: str, *, nested: set[int]) -> None:
    expect(len(options) <= 25, f"{what} has {len(options)} options, more than 25")
    _check_siblings(options, f"{what} has the option")
    below = [option for option in options if option["type"] in (SUBCOMMAND, GROUP)]
    expect(not below or len(below) == len(options), f"{what} has subcommands beside options")
    required = [bool(option.get("required")) for option in options]
    expect(required == sorted(required, reverse=True), f"{what} has a required option after an optional one")
    for option in options:
        name = f"{what} {option.get('name')!r:.60}"
        _check_named(option, name)
        if option["type"] in (SUBCOMMAND, GROUP):
            expect(option["type"] in nested, f"{name} is nested too deep")
            inside = {SUBCOMMAND} if option["type"] == GROUP else set()
            _check_options(option.get("options") or [], name, nested=inside)
        else:
            choices = option.get("choices") or []
            expect(not (choices and option.get("autocomplete")), f"{name} has choices and autocompletion")
            check_choices(choices, name)


def check_choices(choices: Json, what: str) -> None:
    """Check the choices of an option, or those that autocompletion offers."""
    expect(len(choices) <= 25, f"{what} has {len(choices)} choices, more than 25")
    for choice in choices:
        for name in _forms(choice, "name"):
            within(name, 100, f"the name of a choice of {what}", least=1)
        if isinstance(choice.get("value"), str):
            within(choice["value"], 100, f"the value of a choice of {what}", least=1)
        else:
            expect(isinstance(choice.get("value"), int | float), f"a choice of {what} has no value")


def _check_siblings(nodes: list[Json], what: str) -> None:
    """Two commands (or options) must not have one name, in any language."""
    locales = {locale for node in nodes for locale in node.get("name_localizations") or {}}
    different((node.get("name") for node in nodes), what)
    for locale in sorted(locales):
        names = ((node.get("name_localizations") or {}).get(locale, node.get("name")) for node in nodes)
        different(names, f"in {locale}, {what}")


def _forms(node: Json, key: str) -> Iterable[Json]:
    return [node.get(key), *(node.get(f"{key}_localizations") or {}).values()]


def _size(node: Json) -> int:
    """Characters as Discord counts them: of each text only its longest language."""
    own = sum(
        max((len(form or "") for form in _forms(node, key)), default=0) for key in ("name", "description")
    )
    own += len(node["value"]) if isinstance(node.get("value"), str) else 0
    return own + sum(_size(below) for key in ("options", "choices") for below in node.get(key) or [])
