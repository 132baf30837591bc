"""The check of every body that the bot sends, for any transport."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from . import commands, components, messages
from .description import check_described
from .limits import Json, expect, within

if TYPE_CHECKING:
    import simcord

PREFIX = re.compile(r"^(?:https?://[^/]+)?(?:/api(?:/v\d+)?)?")
MESSAGES = re.compile(r"/channels/\d+/messages")
MESSAGE = re.compile(r"/channels/\d+/messages/\d+")
CALLBACK = re.compile(r"/interactions/\d+/[^/]+/callback")
THREADS = re.compile(r"/channels/\d+/messages/\d+/threads")
FOLLOWUPS = re.compile(r"/webhooks/\d+/[^/]+")
FOLLOWUP = re.compile(r"/webhooks/\d+/[^/]+/messages/(?:@original|\d+)")
COMMANDS = re.compile(r"/applications/\d+(?:/guilds/\d+)?/commands")
COMMAND = re.compile(r"/applications/\d+(?:/guilds/\d+)?/commands/\d+")
ANSWER, ANSWER_LATER, UPDATE_LATER, UPDATE, AUTOCOMPLETE, MODAL = 4, 5, 6, 7, 8, 9


def check(method: str, path: str, body: object, *, roles: Collection[int] = ()) -> None:
    """Raise AssertionError, saying what, if Discord would refuse `body` or if it could ping somebody.

    Always checked are Discord's written limits; where the environment variable `DISCORD_OPENAPI` names a
    folder that holds `discord-openapi.json`, also the schema of the route. `path` may be a whole address; the
    body of a multipart request is its decoded `payload_json`. Only `roles` may be pinged. A request without
    a body passes unless its route needs one.
    """
    path = PREFIX.sub("", path.split("?")[0])
    if isinstance(body, dict) and isinstance(body.get("payload_json"), str):
        body = json.loads(body["payload_json"])
    try:
        _check_limits(method.upper(), path, body, roles)
    except (KeyError, TypeError, AttributeError) as broken:
        raise AssertionError(f"{method} {path} has a body of the wrong shape: {broken!r}") from broken
    check_described(method, path, body)


def _check_limits(method: str, path: str, body: Json, roles: Collection[int]) -> None:
    match method:
        case "POST" if MESSAGES.fullmatch(path):
            messages.check_message(body, roles=roles, new=True, nonce=True)
        case "POST" if THREADS.fullmatch(path):
            within(body["name"], 100, "the name of a thread", least=1)
        case "POST" if FOLLOWUPS.fullmatch(path):
            messages.check_message(body, roles=roles, new=True)
        case "PATCH" if MESSAGE.fullmatch(path) or FOLLOWUP.fullmatch(path):
            messages.check_message(body, roles=roles, new=False)
        case "POST" if CALLBACK.fullmatch(path):
            _check_callback(body, roles)
        case "PUT" if COMMANDS.fullmatch(path):
            _check_commands(json.dumps(body))
        case "POST" if COMMANDS.fullmatch(path):
            commands.check_command(body)
        case "PATCH" if COMMAND.fullmatch(path):
            raise AssertionError("commands are replaced all at once, never edited one by one")


@lru_cache(16)  # every bot registers the same ones; what breaks a rule raises each time
def _check_commands(body: str) -> None:
    commands.check_commands(json.loads(body))


def _check_callback(body: Json, roles: Collection[int]) -> None:
    kind, data = body["type"], body.get("data") or {}
    if kind in (ANSWER, UPDATE):
        messages.check_message(data, roles=roles, new=kind == ANSWER)
    elif kind == AUTOCOMPLETE:
        commands.check_choices(data["choices"], "the autocompletion")
    elif kind == MODAL:
        components.check_modal(data)
    else:
        expect(kind in (ANSWER_LATER, UPDATE_LATER), f"an interaction is answered with the type {kind!r}")


@contextmanager
def watch_simcord(env: simcord.Env, *, roles: Collection[int] = ()) -> Iterator[None]:
    """On leaving, check every body that the bot has sent to the simulated Discord since it started.

    An AssertionError names the first one that breaks a rule. The bot itself never sees it, so no error
    handler can swallow it. Give `roles` as a set that the test may fill as it goes.
    """
    yield
    for request in env.http_requests:
        check(request.method, request.path, request.json, roles=roles)
