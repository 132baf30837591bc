"""What people do: the payloads of commands, completions, clicks and modals, as Discord builds them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import discord

from .components import ROW, SELECTS, TEXT_INPUT, walk
from .interactions import COMPONENT, Interaction
from .limits import Json, expect
from .state import Channel, Guild, Role, User, snowflake
from .world import World

FILE_UPLOAD, TEXT_DISPLAY, LABEL = 19, 10, 18
USER, CHANNEL, ROLE, MENTIONABLE, ATTACHMENT = 6, 7, 8, 9, 11
SUBCOMMAND, GROUP = 1, 2
MESSAGE = 3
"""The type of a message command."""


@dataclass(frozen=True)
class Upload:
    """A file that a person gives to an option or a modal."""

    name: str
    content: bytes


def slash(world: World, name: str, options: Mapping[str, Any], focused: str | None = None) -> Json:
    """The data of a command, `name` with its subcommands by spaces, checked as Discord's client does."""
    root, *below = name.split()
    command: Json = next((c for c in world.commands if c["name"] == root and c["type"] == 1), None)
    expect(command is not None, f"/{root} is not registered: {sorted(c['name'] for c in world.commands)}")
    node: Json = command
    path = []
    for part in below:
        node = next((o for o in node.get("options") or [] if o["name"] == part and o["type"] in (1, 2)), None)
        expect(node is not None, f"/{name} is not registered")
        path.append(node)
    known = {option["name"]: option for option in node.get("options") or []}
    expect(not any(o["type"] in (SUBCOMMAND, GROUP) for o in known.values()), f"/{name} needs a subcommand")
    expect(set(options) <= set(known), f"/{name} has no option {set(options) - set(known)}")
    resolved: Json = {}
    given = [_option(world, known[key], value, resolved, focused) for key, value in options.items()]
    missing = [key for key, option in known.items() if option.get("required") and key not in options]
    expect(focused or not missing, f"/{name} needs the option {missing}")
    for part in reversed(path):
        given = [{"name": part["name"], "type": part["type"], "options": given}]
    data = {"id": command["id"], "name": root, "type": 1, "options": given}
    return {**data, **({"resolved": resolved} if resolved else {})}


def on_message(world: World, name: str, message: Json) -> Json:
    """The data of a message command on a message, which it carries whole."""
    command: Json = next((c for c in world.commands if c["name"] == name and c["type"] == MESSAGE), None)
    expect(command is not None, f"{name} is not registered: {sorted(c['name'] for c in world.commands)}")
    target = {"target_id": message["id"], "resolved": {"messages": {message["id"]: message}}}
    return {"id": command["id"], "name": name, "type": MESSAGE, **target}


def _option(world: World, option: Json, value: Any, resolved: Json, focused: str | None) -> Json:
    kind, name = option["type"], option["name"]
    given: Json = {"name": name, "type": kind}
    if name == focused:
        expect(option.get("autocomplete"), f"the option {name} has no autocompletion")
        return {**given, "value": str(value), "focused": True}
    if option.get("choices"):
        values = [choice["value"] for choice in option["choices"]]
        expect(value in values, f"{value!r} is not a choice of {name}: {values}")
    if isinstance(value, str) and kind == 3:
        most, least = option.get("max_length") or 6000, option.get("min_length") or 0
        expect(least <= len(value) <= most, f"{name} takes {least} to {most} characters, not {len(value)}")
    if isinstance(value, Channel):
        types = option.get("channel_types")
        expect(not types or value.type in types, f"{name} takes channels of the types {types}")
    return {**given, "value": _value(world, value, resolved)}


def _value(world: World, value: Any, resolved: Json) -> Any:
    """A value as it travels; what it stands for goes to `resolved`."""
    if isinstance(value, Upload):
        payload = world.attach(value.name, value.content)
        resolved.setdefault("attachments", {})[payload["id"]] = payload
        return payload["id"]
    if isinstance(value, Role):
        resolved.setdefault("roles", {})[str(value.id)] = value.payload()
    elif isinstance(value, Channel):
        everything = str((1 << 50) - 1)
        resolved.setdefault("channels", {})[str(value.id)] = {**value.payload(), "permissions": everything}
    elif isinstance(value, User):
        resolved.setdefault("users", {})[str(value.id)] = value.payload()
        for guild in world.guilds.values():
            if value.id in guild.members:
                member = {k: v for k, v in guild.members[value.id].payload().items() if k != "user"}
                may = str(guild.permissions(value).value)
                resolved.setdefault("members", {})[str(value.id)] = {**member, "permissions": may}
    else:
        return value
    return str(value.id)


def click(message: Json, which: str, values: list[str] | None) -> Json:
    """The data of a click on the button or select of a message with this custom_id, or these words on it."""
    for component in walk(message["components"]):
        if component["type"] != ROW and which in (component.get("custom_id"), component.get("label")):
            expect(component.get("custom_id"), f"the button {which!r} is a link")
            expect(not component.get("disabled"), f"the button {which!r} is disabled")
            data = {"custom_id": component["custom_id"], "component_type": component["type"]}
            return data if values is None else {**data, "values": values}
    raise AssertionError(f"the message has no button {which!r}: {list(_names(message['components']))}")


def submit(world: World, modal: Json, answers: Mapping[str, Any]) -> Json:
    """The data of a modal filled in; `answers` by custom_id or by the words above the field."""
    left = dict(answers)
    resolved: Json = {}
    components = [_filled(world, component, left, resolved) for component in modal["components"]]
    expect(not left, f"the modal has no field {sorted(left)}: {list(_names(modal['components']))}")
    data = {"custom_id": modal["custom_id"], "components": components}
    return {**data, **({"resolved": resolved} if resolved else {})}


def _filled(world: World, component: Json, left: dict[str, Any], resolved: Json, words: str = "") -> Json:
    kind = component["type"]
    if kind == ROW:
        return {
            "type": kind,
            "components": [_filled(world, c, left, resolved) for c in component["components"]],
        }
    if kind == LABEL:
        inside = _filled(world, component["component"], left, resolved, component["label"])
        return {"type": kind, "component": inside}
    if kind == TEXT_DISPLAY:
        return {"type": kind}
    custom_id, words = component["custom_id"], words or component.get("label") or ""
    value = left.pop(custom_id) if custom_id in left else left.pop(words, None)
    given = {"type": kind, "custom_id": custom_id}
    if kind == TEXT_INPUT:
        text = component.get("value") or "" if value is None else str(value)
        most, least = component.get("max_length") or 4000, component.get("min_length") or 0
        expect(
            len(text) <= most, f"the field {words or custom_id!r} takes {most} characters, not {len(text)}"
        )
        expect(len(text) >= least or not text, f"the field {words or custom_id!r} takes at least {least}")
        expect(text or component.get("required") is False, f"the field {words or custom_id!r} is required")
        return {**given, "value": text}
    expect(kind in (*SELECTS, FILE_UPLOAD), f"a modal field of type {kind} is not known here")
    values = [] if value is None else value if isinstance(value, list) else [value]
    expect(values or component.get("required") is False, f"the field {words or custom_id!r} is required")
    return {**given, "values": [_value(world, each, resolved) for each in values]}


def _names(components: Json) -> Iterator[str]:
    for component in walk(components):
        yield from (str(component[key]) for key in ("custom_id", "label") if component.get(key))


def interaction(
    world: World,
    channel: Channel,
    user: User,
    kind: int,
    data: Json,
    *,
    locale: str,
    source: Json | None = None,
) -> Interaction:
    """The interaction as the gateway sends it, and the record of it."""
    common: Json = {"id": str(snowflake()), "application_id": str(world.bot.id), "type": kind, "data": data}
    common |= {"token": secrets.token_hex(32), "version": 1, "locale": locale, "entitlements": []}
    common |= {
        "channel": channel.payload(),
        "channel_id": str(channel.id),
        "attachment_size_limit": 10_485_760,
    }
    guild = channel.guild
    if guild is not None:
        common |= _in_guild(world, guild, channel, user)
    else:
        context = 1 if channel in world.directs.values() else 2
        common |= {"user": user.payload(), "context": context, "app_permissions": str((1 << 50) - 1)}
    common["authorizing_integration_owners"] = _owners(world, channel, user, source)
    if kind != COMPONENT and "name" in data:
        _expect_offered(world, common)
    if source is not None:
        common["message"] = source
    record = Interaction(common, channel, source, world.clock(), world.clock)
    world.interactions[record.token] = record
    return record


def _in_guild(world: World, guild: Guild, channel: Channel, user: User) -> Json:
    expect(user.id in guild.members, f"{user.name} is not a member of {guild.name}")
    may = str(guild.permissions(user, channel).value)
    # Of a guild without the bot, Discord says what the person may have sent.
    brought = discord.Permissions(embed_links=True, attach_files=True, mention_everyone=True)
    is_here = world.bot.id in guild.members
    ours = guild.permissions(world.bot, channel) if is_here else guild.permissions(user, channel) & brought
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": {**guild.members[user.id].payload(), "permissions": may},
        "app_permissions": str(ours.value),
        "context": 0,
    }


def _owners(world: World, channel: Channel, user: User, source: Json | None) -> Json:
    """Who added the bot: of a click, for whoever made the message that was clicked, if somebody did."""
    if source is not None and "interaction_metadata" in source:
        return source["interaction_metadata"]["authorizing_integration_owners"]
    guild = channel.guild
    if guild is None:
        there = {"0": "0"} if channel in world.directs.values() else {}
    else:
        there = {"0": str(guild.id)} if world.bot.id in guild.members else {}
    owners = {**there, **({"1": str(user.id)} if user.id in world.accounts else {})}
    expect(owners, f"the bot is neither there nor in {user.name}'s account")
    return owners


def _expect_offered(world: World, payload: Json) -> None:
    """Discord offers a command only where it is registered for, to whom it is installed for."""
    name = payload["data"]["name"]
    command = next(one for one in world.commands if one["name"] == name)
    contexts, kinds = command.get("contexts") or [0, 1, 2], command.get("integration_types") or [0]
    expect(payload["context"] in contexts, f"/{name} is not offered here")
    installed = any(int(kind) in kinds for kind in payload["authorizing_integration_owners"])
    expect(installed, f"/{name} is not offered by an installation like this")
