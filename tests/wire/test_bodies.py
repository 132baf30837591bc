"""A good body of each kind passes, alone, beside Discord's description and on the simulated Discord."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord.ext import commands

from .bodies import check, watch_simcord
from .samples import CALLBACK, COMMANDS, GOOD, MESSAGES, button, command, message, option, rows

described = pytest.mark.skipif(
    "DISCORD_OPENAPI" not in os.environ, reason="Discord's description is not here"
)


@pytest.mark.parametrize("kind", GOOD)
def test_a_good_body_passes(kind: str) -> None:
    check(*GOOD[kind])


@described
@pytest.mark.parametrize("kind", GOOD)
def test_a_good_body_passes_discords_own_description(kind: str) -> None:
    check(*GOOD[kind])


def test_a_description_is_read_from_the_folder_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_OPENAPI", str(tmp_path))
    schema = {
        "type": "object",
        "properties": {"recipient_id": {"$ref": "#/components/schemas/SnowflakeType"}},
    }
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    document = {
        "components": {"schemas": {"SnowflakeType": {"type": "string", "pattern": "^[0-9]+$"}}},
        "paths": {"/users/@me/channels": {"parameters": [], "post": {"requestBody": body}}},
    }
    (tmp_path / "discord-openapi.json").write_text(json.dumps(document), "utf-8")
    check("POST", "/users/@me/channels", {"recipient_id": "12"})
    check("POST", "/users/@me/channels", {"recipient_id": 12})
    with pytest.raises(AssertionError, match=r"breaks Discord's description: \$.recipient_id 'me'"):
        check("POST", "/users/@me/channels", {"recipient_id": "me"})
    with pytest.raises(AssertionError, match="POST /users/@me/notes is not in Discord's description"):
        check("POST", "/users/@me/notes", {})


def test_a_role_that_somebody_chose_may_be_pinged() -> None:
    check("POST", MESSAGES, message(allowed_mentions={"parse": [], "roles": ["7"]}), roles={7})


@described
@pytest.mark.parametrize(
    ("method", "path", "body", "sentence"),
    [
        ("POST", MESSAGES, message(tts="x"), "$.tts 'x' is not of type"),
        ("POST", MESSAGES, rows([button(disabled="no")]), "$.components[0].components[0].disabled 'no'"),
        ("POST", CALLBACK, {"type": 4, "data": message(tts=3)}, "$.data.tts 3 is not of type"),
        ("PUT", COMMANDS, [command(options=[option(min_length=6001)])], "$[0].options[0].min_length 6001"),
        ("POST", "/users/@me/channels", {"recipient_id": "me"}, "$.recipient_id 'me'"),
        ("POST", "/not/a/route", {}, "POST /not/a/route is not in Discord's description"),
    ],
)
def test_a_body_that_breaks_discords_description_is_refused(
    method: str, path: str, body: Any, sentence: str
) -> None:
    with pytest.raises(AssertionError) as refused:
        check(method, path, body)
    assert sentence in str(refused.value)


@described
def test_a_check_costs_a_few_milliseconds() -> None:
    bodies = [GOOD[kind] for kind in ("a message", "a full embed", "five rows of five")]
    for body in bodies:
        check(*body)
    start = time.perf_counter()
    for body in bodies * 3:
        check(*body)
    assert (time.perf_counter() - start) / 9 < 0.05


class Parrot(commands.Bot):
    async def setup_hook(self) -> None:
        await self.tree.sync()


async def test_every_body_sent_to_the_simulated_discord_is_checked() -> None:
    intents, nobody = discord.Intents(guilds=True), discord.AllowedMentions.none()
    bot = Parrot(commands.when_mentioned, intents=intents, allowed_mentions=nobody)

    @bot.tree.command(description="Say something")
    async def say(interaction: discord.Interaction, loud: bool) -> None:
        mentions = discord.AllowedMentions.all() if loud else nobody
        await interaction.response.send_message("hello", allowed_mentions=mentions)

    async with simcord.run(bot) as env:
        guild = env.create_guild()
        channel = guild.create_text_channel("general")
        alice = guild.add_member(env.create_user("alice"))
        with watch_simcord(env):
            await alice.slash(channel, "say", loud=False)
        with pytest.raises(AssertionError, match="allowed_mentions would ping"), watch_simcord(env):
            await alice.slash(channel, "say", loud=True)
        assert {"PUT", "POST"} <= {request.method for request in env.http_requests}
