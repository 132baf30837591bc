"""The simulated Discord: one server with a member and an administrator, all in one language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import discord
import simcord
from simcord import interactions
from simcord.actors import MemberActor
from simcord.backend import Backend
from simcord.builders import ChannelHandle, GuildHandle

from bot.demo.clock import DemoClock
from bot.errors import UserError
from bot.model import Language
from bot.texts import Texts

LOCALES = {Language.JA: discord.Locale.japanese, Language.EN: discord.Locale.american_english}


class DemoEnv(simcord.Env):
    """simcord's environment on the demo's clock."""

    def __init__(self, bot: discord.Client, clock: DemoClock) -> None:
        super().__init__(bot, check_errors=False, shard_count=1)
        self.backend = Backend(clock=clock)  # type: ignore[arg-type]  # its Clock is a class, not a protocol

    def _record_error(self, error: BaseException) -> None:
        # The page shows an action as failed if an error was recorded, but the bot answers a UserError.
        cause = getattr(error, "original", error)
        if not isinstance(cause, UserError):
            super()._record_error(error)


@dataclass(frozen=True, slots=True)
class DemoServer:
    """The simulated server, and the two people whom the page can act as."""

    guild: GuildHandle
    channel: ChannelHandle
    member: MemberActor
    administrator: MemberActor


def build_server(world: DemoEnv, texts: Texts, language: Language) -> DemoServer:
    """Create the server, its channels and its people; with fixed ids while the clock is `founding`."""
    world.backend.bot_user.name = texts.say(Language.EN, "demo-bot")
    owner = world.create_user("owner", global_name=texts.say(language, "demo-administrator"))
    guild = world.create_guild(
        texts.say(language, "demo-server"), owner=owner, preferred_locale=LOCALES[language].value
    )
    channel = guild.create_text_channel(
        texts.say(language, "demo-channel"), topic=texts.say(language, "demo-topic")
    )
    member = world.create_user("member", global_name=texts.say(language, "demo-member"))
    place = DemoServer(
        guild=guild,
        channel=channel,
        member=guild.add_member(member),
        administrator=MemberActor(world, guild, owner),
    )
    # For moving schedules and choosing editors. Created last, so that the ids of kept demos stay valid.
    guild.create_text_channel(texts.say(language, "demo-other-channel"))
    guild.create_role(texts.say(language, "demo-role"))
    return place


@contextmanager
def interaction_locale(language: Language) -> Iterator[None]:
    """Give every interaction the locale of `language`; simcord knows American English only."""
    original = interactions.base_payload
    locale = LOCALES[language].value

    def base_payload(*args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        record, payload = original(*args, **kwargs)
        payload["locale"] = locale
        if "guild_locale" in payload:
            payload["guild_locale"] = locale
        return record, payload

    interactions.base_payload = base_payload
    try:
        yield
    finally:
        interactions.base_payload = original
