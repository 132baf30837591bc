"""What the small Discord knows: people, servers, channels and who may do what there."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import discord

from .limits import Json

EPHEMERAL, LOADING = 1 << 6, 1 << 7
USUAL = dict.fromkeys(
    (
        "view_channel",
        "send_messages",
        "send_messages_in_threads",
        "embed_links",
        "attach_files",
        "create_public_threads",
        "read_message_history",
        "use_application_commands",
    ),
    True,
)
"""What everybody may do in a new server."""
_numbers = itertools.count()


def snowflake() -> int:
    """A new id: greater than all before it, with the time in it."""
    return int(time.time() * 1000) - 1_420_070_400_000 << 22 | next(_numbers) & 0x3FFFFF


def now() -> str:
    """The time as Discord writes it."""
    return datetime.now(UTC).isoformat()


class DiscordError(Exception):
    """An error that Discord answers a request with: its HTTP status and the number and words of its body."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.body = {"code": code, "message": message}


@dataclass(eq=False)
class User:
    name: str
    id: int = field(default_factory=snowflake)
    bot: bool = False

    def payload(self) -> Json:
        person = {"id": str(self.id), "username": self.name, "global_name": self.name, "bot": self.bot}
        return {**person, "discriminator": "0", "avatar": None, "public_flags": 0}


@dataclass(eq=False)
class Role:
    name: str
    id: int = field(default_factory=snowflake)
    permissions: discord.Permissions = field(default_factory=discord.Permissions)
    mentionable: bool = False
    position: int = 1

    def payload(self) -> Json:
        looks = {
            "color": 0,
            "hoist": False,
            "icon": None,
            "unicode_emoji": None,
            "managed": False,
            "flags": 0,
        }
        colors = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
        role = {"id": str(self.id), "name": self.name, "permissions": str(self.permissions.value)}
        return {**looks, **role, "colors": colors, "mentionable": self.mentionable, "position": self.position}


@dataclass(eq=False)
class Member:
    user: User
    roles: list[Role] = field(default_factory=list)
    timed_out_until: datetime | None = None

    def payload(self) -> Json:
        until = self.timed_out_until.isoformat() if self.timed_out_until else None
        member = {"roles": [str(role.id) for role in self.roles], "communication_disabled_until": until}
        rest = {"nick": None, "avatar": None, "deaf": False, "mute": False, "flags": 0, "pending": False}
        return {**rest, **member, "user": self.user.payload(), "joined_at": "2026-01-01T00:00:00+00:00"}


@dataclass(eq=False)
class Channel:
    """A channel, or a thread if it has a `parent`; `overwrites` by the id of a role or person."""

    name: str
    guild: Guild | None = None
    type: int = 0
    id: int = field(default_factory=snowflake)
    parent: Channel | None = None
    archived: bool = False
    locked: bool = False
    nsfw: bool = False
    recipient: User | None = None
    overwrites: dict[int, discord.PermissionOverwrite] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)

    def allow(self, who: Role | User, **permissions: bool | None) -> None:
        """Set permissions of a role or person here: True allows, False denies, None leaves them."""
        self.overwrites.setdefault(who.id, discord.PermissionOverwrite()).update(**permissions)

    def payload(self) -> Json:
        common: Json = {"id": str(self.id), "type": self.type, "last_message_id": None, "flags": 0}
        if self.guild is None:
            recipients = [self.recipient.payload()] if self.recipient else []
            return {**common, "recipients": recipients}
        common |= {"guild_id": str(self.guild.id), "name": self.name, "rate_limit_per_user": 0}
        if self.parent is not None:
            owner = {"owner_id": str(self.guild.owner.id), "parent_id": str(self.parent.id)}
            metadata: Json = {"archived": self.archived, "locked": self.locked, "auto_archive_duration": 1440}
            metadata |= {"archive_timestamp": now(), "create_timestamp": now(), "invitable": True}
            return {**common, **owner, "message_count": 0, "member_count": 1, "thread_metadata": metadata}
        roles = self.guild.roles
        overwrites: Json = [
            {"id": str(who), "type": 0 if who in roles else 1, "allow": str(a.value), "deny": str(d.value)}
            for who, (a, d) in ((who, overwrite.pair()) for who, overwrite in self.overwrites.items())
        ]
        text = {"topic": None, "nsfw": self.nsfw, "parent_id": None, "position": 0}
        return {**common, **text, "permission_overwrites": overwrites}


@dataclass(eq=False)
class Guild:
    """A server; `index` holds the channels of all servers."""

    name: str
    owner: User
    locale: str = "en-US"
    id: int = field(default_factory=snowflake)
    available: bool = True
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    index: dict[int, Channel] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.roles[self.id] = Role("@everyone", self.id, discord.Permissions(**USUAL), position=0)

    @property
    def everyone(self) -> Role:
        """The role that everybody has."""
        return self.roles[self.id]

    def add_role(self, name: str, *, mentionable: bool = False, **permissions: bool) -> Role:
        """Make a role with these permissions (`manage_guild=True`)."""
        role = Role(name, permissions=discord.Permissions(**permissions), mentionable=mentionable)
        self.roles[role.id] = role
        return role

    def add_member(self, user: User, *roles: Role) -> Member:
        """Let somebody in."""
        self.members[user.id] = member = Member(user, list(roles))
        return member

    def add_channel(self, name: str, kind: int = 0) -> Channel:
        """Make a text channel, or one of another kind by Discord's number (5: announcements)."""
        return self._add(Channel(name, self, kind))

    def add_thread(self, parent: Channel, name: str, *, under: int | None = None) -> Channel:
        """Make a public thread, `under` the message with that id."""
        return self._add(Channel(name, self, 10 if parent.type == 5 else 11, under or snowflake(), parent))

    def remove_channel(self, channel: Channel) -> None:
        """Delete a channel; a connected bot hears of it by `SmallDiscord.tell`."""
        del self.channels[channel.id], self.index[channel.id]

    def _add(self, channel: Channel) -> Channel:
        self.channels[channel.id] = self.index[channel.id] = channel
        return channel

    def permissions(self, user: User, channel: Channel | None = None) -> discord.Permissions:
        """What somebody may do in the server, or in one of its channels."""
        member = self.members[user.id]
        may = discord.Permissions(self.everyone.permissions.value)
        for role in member.roles:
            may |= role.permissions
        if user.id == self.owner.id or may.administrator:
            return discord.Permissions.all()
        where = (channel.parent or channel).overwrites if channel else {}
        allow, deny = discord.Permissions(), discord.Permissions()
        for role in member.roles:
            allowed, denied = where.get(role.id, discord.PermissionOverwrite()).pair()
            allow, deny = allow | allowed, deny | denied
        for allowed, denied in (
            where.get(self.id, discord.PermissionOverwrite()).pair(),
            (allow, deny),
            where.get(user.id, discord.PermissionOverwrite()).pair(),
        ):
            may = discord.Permissions(may.value & ~denied.value | allowed.value)
        if member.timed_out_until and member.timed_out_until > datetime.now(UTC):
            may &= discord.Permissions(view_channel=True, read_message_history=True)
        return may if may.view_channel or channel is None else discord.Permissions()

    def payload(self, bot: User) -> Json:
        """The server as the gateway and REST send it; of its members, the bot alone."""
        if not self.available:
            return {"id": str(self.id), "unavailable": True}
        names = {"id": str(self.id), "name": self.name, "owner_id": str(self.owner.id), "icon": None}
        threads = [c.payload() for c in self.channels.values() if c.parent and not c.archived]
        lists: Json = {key: [] for key in ("emojis", "stickers", "features", "voice_states", "presences")}
        lists |= {
            "stage_instances": [],
            "guild_scheduled_events": [],
            "soundboard_sounds": [],
            "threads": threads,
        }
        lists["roles"] = [role.payload() for role in self.roles.values()]
        lists["channels"] = [c.payload() for c in self.channels.values() if c.parent is None]
        lists["members"] = [self.members[bot.id].payload()]
        levels = {"verification_level": 0, "default_message_notifications": 1, "explicit_content_filter": 0}
        levels |= {"mfa_level": 0, "nsfw_level": 0, "premium_tier": 0, "afk_timeout": 300}
        rest = {"preferred_locale": self.locale, "member_count": len(self.members), "large": False}
        return {**names, **lists, **levels, **rest, "unavailable": False}
