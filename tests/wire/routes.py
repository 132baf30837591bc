"""The routes of Discord's REST that the bot uses, each over the state of the small Discord."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .interactions import Interaction
from .limits import Json
from .state import Channel, DiscordError
from .world import Files, World


@dataclass(eq=False)
class Request:
    """One request of the bot: `at` in seconds since 1970, `status` 0 until it is answered."""

    at: float
    method: str
    path: str
    query: dict[str, str]
    body: Json
    files: Files
    token: str | None = None
    status: int = 0
    args: dict[str, str] = field(default_factory=dict)


Handler = Callable[[World, Request], Json]
_ROUTES: list[tuple[str, re.Pattern[str], Handler]] = []


def find(request: Request) -> Handler | None:
    """The handler of a request, whose `args` it fills."""
    for method, pattern, handler in _ROUTES:
        if method == request.method and (match := pattern.fullmatch(request.path)):
            request.args = match.groupdict()
            return handler
    return None


def route(method: str, template: str) -> Callable[[Handler], Handler]:
    """Register a handler; `{name:int}` in the template is an id, `{name}` anything but a slash."""
    pattern = re.sub(r"\{(\w+):int\}", r"(?P<\1>[0-9]+)", template)
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern)

    def register(handler: Handler) -> Handler:
        _ROUTES.append((method, re.compile(pattern), handler))
        return handler

    return register


def _channel(world: World, request: Request) -> Channel:
    return world.channel(int(request.args["channel"]))


def _message(world: World, request: Request) -> Json:
    message = _channel(world, request).messages.get(int(request.args["message"]))
    if message is None:
        raise DiscordError(404, 10008, "Unknown Message")
    return message


def _own_message(world: World, request: Request) -> Json:
    message = _message(world, request)
    if message["author"]["id"] != str(world.bot.id):
        raise DiscordError(403, 50005, "Cannot edit a message authored by another user")
    return message


def _interaction(world: World, request: Request) -> Interaction:
    interaction = world.interactions.get(request.args["token"])
    if interaction is None:
        raise DiscordError(404, 10015, "Unknown Webhook")
    return interaction


@route("GET", "/gateway/bot")
def gateway(world: World, _: Request) -> Json:
    starts = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": world.at_a_time}
    url = world.address.replace("http", "ws", 1) + "/ws"
    return {"url": url, "shards": world.shards, "session_start_limit": starts}


@route("GET", "/users/@me")
def me(world: World, _: Request) -> Json:
    return {**world.bot.payload(), "verified": True, "mfa_enabled": False, "locale": "en-US", "email": None}


@route("GET", "/oauth2/applications/@me")
def application(world: World, _: Request) -> Json:
    owner = next(iter(world.guilds.values())).owner if world.guilds else world.bot
    names = {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "description": "",
        "icon": None,
        "verify_key": "",
    }
    rest = {"bot_public": True, "bot_require_code_grant": False, "owner": owner.payload(), "flags": 0}
    kinds = ("0", "1") if world.for_accounts else ("0",)
    params = {"oauth2_install_params": {"scopes": ["applications.commands"], "permissions": "0"}}
    counts = {"approximate_guild_count": len(world.guilds)}
    return {**names, **rest, **counts, "integration_types_config": dict.fromkeys(kinds, params)}


@route("PUT", "/applications/{application:int}/commands")
def replace_commands(world: World, request: Request) -> Json:
    return world.replace_commands(request.body)


@route("GET", "/applications/{application:int}/commands")
def list_commands(world: World, _: Request) -> Json:
    return world.commands


@route("POST", "/interactions/{interaction:int}/{token}/callback")
def callback(world: World, request: Request) -> Json:
    interaction = world.interactions.get(request.args["token"])
    if interaction is None or interaction.id != int(request.args["interaction"]):
        raise DiscordError(404, 10062, "Unknown interaction")
    told = interaction.answer(world, request.body, request.files)
    return told if request.query.get("with_response") in ("1", "true") else None


@route("POST", "/webhooks/{application:int}/{token}")
def follow(world: World, request: Request) -> Json:
    return _interaction(world, request).follow(world, request.body, request.files)


@route("GET", "/webhooks/{application:int}/{token}/messages/{message}")
def get_response(world: World, request: Request) -> Json:
    return _interaction(world, request).message(request.args["message"])


@route("PATCH", "/webhooks/{application:int}/{token}/messages/{message}")
def edit_response(world: World, request: Request) -> Json:
    interaction = _interaction(world, request)
    return interaction.edit(world, interaction.message(request.args["message"]), request.body, request.files)


@route("DELETE", "/webhooks/{application:int}/{token}/messages/{message}")
def delete_response(world: World, request: Request) -> Json:
    interaction = _interaction(world, request)
    interaction.delete(interaction.message(request.args["message"]))


@route("POST", "/channels/{channel:int}/messages")
def post(world: World, request: Request) -> Json:
    return world.post(_channel(world, request), request.body, request.files)


@route("GET", "/channels/{channel:int}/messages")
def history(world: World, request: Request) -> Json:
    channel = _channel(world, request)
    world.require(channel, "read_message_history")
    limit, query = int(request.query.get("limit", 50)), request.query
    numbers = sorted(channel.messages)
    if "after" in query:
        chosen = [number for number in numbers if number > int(query["after"])][:limit]
    elif "around" in query:
        centre = int(query["around"])
        nearest = sorted(numbers, key=lambda number: abs(number - centre))
        chosen = sorted(nearest[:limit])
    else:
        chosen = [n for n in numbers if n < int(query.get("before", 1 << 63))][-limit:]
    return [channel.messages[number] for number in reversed(chosen)]


@route("GET", "/channels/{channel:int}/messages/{message:int}")
def get_message(world: World, request: Request) -> Json:
    world.require(_channel(world, request), "read_message_history")
    return _message(world, request)


@route("PATCH", "/channels/{channel:int}/messages/{message:int}")
def edit_message(world: World, request: Request) -> Json:
    if _channel(world, request).archived:
        raise DiscordError(400, 50083, "Thread is archived")
    return world.edit(_own_message(world, request), request.body, request.files)


@route("DELETE", "/channels/{channel:int}/messages/{message:int}")
def delete_message(world: World, request: Request) -> Json:
    del _channel(world, request).messages[int(_own_message(world, request)["id"])]


@route("POST", "/channels/{channel:int}/messages/{message:int}/threads")
def start_thread(world: World, request: Request) -> Json:
    message = _message(world, request)
    return world.start_thread(_channel(world, request), message, request.body["name"]).payload()


@route("GET", "/channels/{channel:int}")
def get_channel(world: World, request: Request) -> Json:
    return _channel(world, request).payload()


@route("GET", "/guilds/{guild:int}")
def get_guild(world: World, request: Request) -> Json:
    payload = world.guild(int(request.args["guild"])).payload(world.bot)
    return {key: value for key, value in payload.items() if key not in ("channels", "members", "threads")}


@route("GET", "/guilds/{guild:int}/members/{user:int}")
def get_member(world: World, request: Request) -> Json:
    member = world.guild(int(request.args["guild"])).members.get(int(request.args["user"]))
    if member is None:
        raise DiscordError(404, 10007, "Unknown Member")
    return member.payload()


@route("GET", "/guilds/{guild:int}/roles")
def get_roles(world: World, request: Request) -> Json:
    return [role.payload() for role in world.guild(int(request.args["guild"])).roles.values()]


@route("GET", "/guilds/{guild:int}/channels")
def get_channels(world: World, request: Request) -> Json:
    channels = world.guild(int(request.args["guild"])).channels.values()
    return [channel.payload() for channel in channels if channel.parent is None]


@route("GET", "/guilds/{guild:int}/threads/active")
def get_threads(world: World, request: Request) -> Json:
    channels = world.guild(int(request.args["guild"])).channels.values()
    threads = [channel.payload() for channel in channels if channel.parent and not channel.archived]
    return {"threads": threads, "members": []}


@route("DELETE", "/users/@me/guilds/{guild:int}")
def leave(world: World, request: Request) -> Json:
    world.leave(world.guild(int(request.args["guild"])))


@route("POST", "/users/@me/channels")
def direct(world: World, request: Request) -> Json:
    return world.direct(int(request.body["recipient_id"])).payload()
