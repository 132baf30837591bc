"""What every bot of the tests does alike at its start, done once in each process of the tests."""

from __future__ import annotations

import functools
import json
import marshal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest
import simcord.gateway
import simcord.http.router
from discord import app_commands

from bot.app.translator import CommandTranslator

Translated = Callable[[Any, Any, Any], Awaitable[dict[str, Any]]]


@contextmanager
def starting_alike() -> Iterator[None]:
    """Meanwhile no command is translated twice, and what simcord copies is copied faster."""
    with pytest.MonkeyPatch.context() as patch:
        for kind in (app_commands.Command, app_commands.Group, app_commands.ContextMenu):
            patch.setattr(kind, "get_translated_payload", _once(kind.get_translated_payload))
        for module in (simcord.gateway, simcord.http.router):
            patch.setattr(module, "copy", SimpleNamespace(deepcopy=copied))
        yield


def _once(translated: Translated) -> Translated:
    """Keep what each command is with these words, as JSON: discord.py asks for each word in 32 languages."""
    known: dict[tuple[str, str], str] = {}

    @functools.wraps(translated)
    async def again(command: Any, tree: Any, translator: Any) -> dict[str, Any]:
        if type(translator) is not CommandTranslator:
            return await translated(command, tree, translator)
        key = command.qualified_name, json.dumps(command.to_dict(tree))
        if key not in known:
            known[key] = json.dumps(await translated(command, tree, translator))
        payload: dict[str, Any] = json.loads(known[key])
        return payload

    return again


def copied(value: Any) -> Any:
    """Return a deep copy: `deepcopy` takes far longer for dicts and lists of texts and numbers."""
    try:
        return marshal.loads(marshal.dumps(value))  # noqa: S302 - of this process
    except ValueError:  # there is something else in it
        return deepcopy(value)
