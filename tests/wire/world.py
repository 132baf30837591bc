"""The whole small Discord: its servers, messages, commands and interactions, and what may happen to them."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .interactions import Interaction
from .limits import Json
from .state import EPHEMERAL, Channel, DiscordError, Guild, User, now, snowflake

Files = Sequence[tuple[str, bytes]]


@dataclass(eq=False)
class World:
    """State without any wire. `nonce_window` is in seconds by `clock`.

    A bot is recommended so many `shards`; a shard has `most` servers at most. `at_a_time` is max_concurrency:
    so many shards may identify within `identify_seconds`, those whose numbers differ modulo it.
    """

    bot: User = field(default_factory=lambda: User("kotonoha", bot=True))
    nonce_window: float = 300.0
    clock: Callable[[], float] = time.monotonic
    address: str = ""
    shards: int = 1
    most: int = 2_500
    at_a_time: int = 1
    identify_seconds: float = 0.0
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    for_accounts: bool = True
    """Whether people may add the bot to their account."""
    accounts: set[int] = field(default_factory=set)
    """People who added the bot to their account."""
    directs: dict[int, Channel] = field(default_factory=dict)
    commands: list[Json] = field(default_factory=list)
    interactions: dict[str, Interaction] = field(default_factory=dict)
    files: dict[int, bytes] = field(default_factory=dict)
    unreachable: set[int] = field(default_factory=set)
    events: list[tuple[str, Json]] = field(default_factory=list)
    """What the gateway is to tell after the answer to a request."""
    _nonces: dict[str, tuple[float, Json]] = field(default_factory=dict)

    def add_user(self, name: str) -> User:
        """Let somebody join Discord."""
        user = User(name)
        self.users[user.id] = user
        return user

    def add_guild(
        self, name: str, *, locale: str = "en-US", owner: User | None = None, shard: int | None = None
    ) -> Guild:
        """Make a server with the bot in it, on that shard if one is named; a connected bot hears of it by
        `SmallDiscord.join`."""
        number = snowflake()
        while shard is not None and (number >> 22) % self.shards != shard:
            number -= 1 << 22
        guild = Guild(name, owner or self.add_user(f"owner of {name}"), locale, number, index=self.channels)
        guild.add_member(guild.owner)
        guild.add_member(self.bot)
        self.guilds[guild.id] = guild
        return guild

    def channel(self, channel_id: int) -> Channel:
        """A channel by its id, for the bot: 404 if there is none, 403 if the bot must not see it."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise DiscordError(404, 10003, "Unknown Channel")
        self.require(channel, "view_channel")
        return channel

    def guild(self, guild_id: int) -> Guild:
        """A server by its id, for the bot."""
        guild = self.guilds.get(guild_id)
        if guild is None or self.bot.id not in guild.members:
            raise DiscordError(404, 10004, "Unknown Guild")
        return guild

    def leave(self, guild: Guild) -> None:
        """The bot leaves a server by itself."""
        del guild.members[self.bot.id]
        self.events.append(("GUILD_DELETE", {"id": str(guild.id)}))

    def require(self, channel: Channel, *names: str) -> None:
        """Refuse, as Discord does, what the bot may not do in a channel."""
        if channel.guild is None:
            return
        if self.bot.id not in channel.guild.members:
            raise DiscordError(403, 50001, "Missing Access")
        may = channel.guild.permissions(self.bot, channel)
        if not may.view_channel:
            raise DiscordError(403, 50001, "Missing Access")
        if not all(getattr(may, name) for name in names):
            raise DiscordError(403, 50013, "Missing Permissions")

    def post(self, channel: Channel, body: Json, files: Files) -> Json:
        """The bot's own message in a channel; with a known nonce, the earlier one instead."""
        sending = "send_messages_in_threads" if channel.parent else "send_messages"
        needed = {"embed_links": body.get("embeds"), "attach_files": files}
        self.require(channel, sending, *(name for name, wanted in needed.items() if wanted))
        if channel.recipient and channel.recipient.id in self.unreachable:
            raise DiscordError(403, 50007, "Cannot send messages to this user")
        if (
            channel.locked
            and channel.guild
            and not channel.guild.permissions(self.bot, channel).manage_threads
        ):
            raise DiscordError(403, 50083, "Thread is archived")
        nonce = body.get("nonce") if body.get("enforce_nonce") else None
        if nonce is not None and nonce in self._nonces:
            at, earlier = self._nonces[nonce]
            if self.clock() - at < self.nonce_window:
                return earlier
        channel.archived = False
        message = self.message(channel, self.bot, body, files)
        channel.messages[int(message["id"])] = message
        if nonce is not None:
            self._nonces[nonce] = (self.clock(), message)
        return message

    def start_thread(self, channel: Channel, message: Json, name: str) -> Channel:
        """The bot's thread under a message, which has the message's id: there is one at most."""
        self.require(channel, "create_public_threads")
        if channel.guild is None or channel.parent or channel.type not in (0, 5):
            raise DiscordError(400, 50024, "Cannot execute action on this channel type")
        if int(message["id"]) in channel.guild.channels:
            raise DiscordError(400, 160004, "A thread has already been created for this message")
        thread = channel.guild.add_thread(channel, name, under=int(message["id"]))
        self.events.append(("THREAD_CREATE", {**thread.payload(), "newly_created": True}))
        return thread

    def message(self, channel: Channel, author: User, body: Json, files: Files = ()) -> Json:
        """A message as Discord sends it, which stands nowhere yet."""
        number = snowflake()
        common = {"id": str(number), "channel_id": str(channel.id), "type": 0, "author": author.payload()}
        lists: Json = {
            key: [] for key in ("mentions", "mention_roles", "attachments", "embeds", "components")
        }
        rest = {"timestamp": now(), "edited_timestamp": None, "tts": False, "pinned": False, "content": ""}
        message = {**common, **lists, **rest, "mention_everyone": False, "flags": 0}
        if "nonce" in body:
            message["nonce"] = body["nonce"]
        self._write(message, body, files)
        return message

    def edit(self, message: Json, body: Json, files: Files) -> Json:
        """Change a message in place, only in what `body` names."""
        self._write(message, body, files)
        message["edited_timestamp"] = now()
        return message

    def _write(self, message: Json, body: Json, files: Files) -> None:
        for key in ("embeds", "components"):
            if key in body:
                message[key] = copy.deepcopy(body[key] or [])
        if "content" in body:
            message["content"] = body["content"] or ""
        if "flags" in body:
            message["flags"] = body["flags"] | message["flags"] & EPHEMERAL
        if "attachments" in body or files:
            kept = {int(attachment["id"]): attachment for attachment in message["attachments"]}
            message["attachments"] = [
                kept.get(int(named["id"])) or self.attach(*files[int(named["id"])], named.get("description"))
                for named in body.get("attachments") or [{"id": number} for number in range(len(files))]
            ]

    def attach(self, name: str, content: bytes, description: str | None = None) -> Json:
        """Keep a file; the bot can fetch it at the `url`."""
        number = snowflake()
        self.files[number] = content
        url = f"{self.address}/files/{number}/{name}"
        shown = {"id": str(number), "filename": name, "size": len(content), "url": url, "proxy_url": url}
        return {**shown, "content_type": "application/octet-stream", "description": description}

    def direct(self, user_id: int) -> Channel:
        """The channel of direct messages with somebody, made if there is none."""
        if user_id not in self.users:
            raise DiscordError(400, 50033, "Invalid Recipient(s)")
        if user_id not in self.directs:
            channel = Channel("", type=1, recipient=self.users[user_id])
            self.channels[channel.id] = self.directs[user_id] = channel
        return self.directs[user_id]

    def group(self, *people: User) -> Channel:
        """A group of direct messages, which the bot is not in."""
        channel = Channel("", type=3, recipient=people[-1])
        self.channels[channel.id] = channel
        return channel

    def replace_commands(self, commands: Json) -> list[Json]:
        """Register the bot's commands; those that were there before keep their ids."""
        before = {(command["type"], command["name"]): command["id"] for command in self.commands}
        self.commands = []
        for command in commands:
            key = (command.get("type", 1), command["name"])
            made = {
                "id": before.get(key) or str(snowflake()),
                "application_id": str(self.bot.id),
                "type": key[0],
            }
            made |= {"version": str(snowflake()), "description": command.get("description", "")}
            self.commands.append({**copy.deepcopy(command), **made})
        return self.commands
