"""What the small Discord can let go wrong, met by the real client."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import aiohttp
import discord
import pytest
from discord.http import Route

from .faults import fail, hang, late, reset, slow_down
from .launch import pointed_at
from .parrot import Parrot
from .small import SmallDiscord
from .state import Channel


@pytest.fixture
def channel(small: SmallDiscord) -> Channel:
    return small.world.add_guild("club").add_channel("general")


@pytest.fixture
async def there(small: SmallDiscord, channel: Channel) -> AsyncIterator[discord.PartialMessageable]:
    client = Parrot()
    async with small.connect(client):
        yield client.get_partial_messageable(channel.id)


async def test_a_nonce_gives_the_earlier_message_inside_its_window(
    small: SmallDiscord, channel: Channel, there: discord.PartialMessageable
) -> None:
    clock = 0.0
    small.world.clock = lambda: clock
    small.world.nonce_window = 60
    first = await there.send("x", nonce="abc")
    clock = 59
    assert (await there.send("x", nonce="abc")).id == first.id
    assert (await there.send("x", nonce="other")).id != first.id
    clock = 61
    assert (await there.send("x", nonce="abc")).id != first.id
    assert len(small.messages(channel)) == 3
    assert len(small.asked()) == 4


async def test_an_answer_that_hangs_may_have_been_stored(
    small: SmallDiscord, channel: Channel, there: discord.PartialMessageable
) -> None:
    for stored in (False, True):
        small.plan(hang(stored=stored))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(there.send("x"), 0.2)
        assert len(small.messages(channel)) == stored


async def test_a_reset_connection_may_have_been_stored(
    small: SmallDiscord, channel: Channel, there: discord.PartialMessageable
) -> None:
    for stored in (False, True):
        small.plan(reset(stored=stored))
        with pytest.raises((aiohttp.ClientConnectionError, ConnectionResetError)):
            await there.send("x")
        assert len(small.messages(channel)) == stored


async def test_a_500_after_delivery_is_mended_by_the_nonce(
    small: SmallDiscord, channel: Channel, there: discord.PartialMessageable
) -> None:
    plan = small.plan(fail(500, stored=True))
    sent = await there.send("x", nonce="abc")
    assert [message["id"] for message in small.messages(channel)] == [str(sent.id)]
    assert plan.hits == 1
    assert [request.status for request in small.asked()] == [500, 200]


async def test_a_503_stores_nothing(
    small: SmallDiscord, channel: Channel, there: discord.PartialMessageable
) -> None:
    small.plan(fail(503))
    with pytest.raises(discord.DiscordServerError):
        await there.send("x")
    assert small.messages(channel) == []
    await there.send("x")
    assert len(small.messages(channel)) == 1


async def test_errors_carry_discords_numbers(small: SmallDiscord, there: discord.PartialMessageable) -> None:
    small.plan(fail(403, 50013, "Missing Permissions"), when=lambda request: request.body["content"] == "x")
    await there.send("y")
    with pytest.raises(discord.Forbidden) as refused:
        await there.send("x")
    assert refused.value.code == 50013
    small.plan(fail(404, 10003, "Unknown Channel"), "GET", r"/channels/\d+/messages")
    with pytest.raises(discord.NotFound) as missing:
        await anext(there.history())
    assert missing.value.code == 10003


async def test_a_late_answer_is_the_right_one(
    small: SmallDiscord, channel: Channel, there: discord.PartialMessageable
) -> None:
    small.plan(late(0.2))
    start = time.monotonic()
    await there.send("x")
    assert time.monotonic() - start >= 0.2
    assert len(small.messages(channel)) == 1


async def test_a_429_is_waited_for(small: SmallDiscord, there: discord.PartialMessageable) -> None:
    small.plan(slow_down(0.3))
    start = time.monotonic()
    await there.send("x")
    assert time.monotonic() - start >= 0.3
    assert small.refused == 1


async def test_the_global_limit_is_counted_and_answers_to_interactions_are_exempt() -> None:
    async with SmallDiscord(limit=20) as small:
        guild = small.world.add_guild("club")
        channels = [guild.add_channel(f"c{number}") for number in range(30)]
        client = Parrot()
        async with small.connect(client):
            await asyncio.gather(*(client.get_partial_messageable(c.id).send("x") for c in channels))
            assert small.refused > 0
            assert sum(len(small.messages(channel)) for channel in channels) == 30
            passed = [request.at for request in small.asked() if request.status == 200]
            assert max(sum(at <= other < at + 0.9 for other in passed) for at in passed) <= 20
            small.limit.rate = 0
            asked = await small.slash(channels[0], guild.owner, "say", {"words": "x"})
            await asked.response()


async def test_a_dropped_gateway_is_resumed_and_nothing_is_missed(
    small: SmallDiscord, channel: Channel
) -> None:
    client = Parrot()
    guild = channel.guild
    assert guild is not None
    async with small.connect(client):
        await small.gateway.drop()
        await small.until(lambda: not small.gateway.connected)
        asked = await small.slash(channel, guild.owner, "say", {"words": "x"})
        assert (await asked.response())["content"] == "yes x en-US"
        await small.until(lambda: client.resumed)
        assert (small.gateway.identified, small.gateway.resumed) == (1, 1)


async def test_the_gateway_hears_heartbeats(small: SmallDiscord) -> None:
    small.gateway.heartbeat_seconds = 0.05
    async with small.connect(Parrot()):
        await small.until(lambda: small.gateway.heartbeats >= 2)


async def test_a_refused_token_ends_the_client(small: SmallDiscord) -> None:
    small.gateway.refusal = 4004
    with pytest.raises(discord.ConnectionClosed) as closed:
        async with small.connect(Parrot()):
            pass
    assert closed.value.code == 4004
    small.token = "another"
    with pointed_at(small.world.address), pytest.raises(discord.LoginFailure):
        async with Parrot() as client:
            await client.start("wrong")


async def test_an_answer_after_three_seconds_or_a_second_one_is_refused(
    small: SmallDiscord, channel: Channel
) -> None:
    clock = 0.0
    small.world.clock = lambda: clock
    client = Parrot()
    codes: list[int] = []

    @client.tree.error
    async def note(_: discord.Interaction, error: discord.app_commands.AppCommandError) -> None:
        cause = error.__cause__
        assert isinstance(cause, discord.HTTPException)
        codes.append(cause.code)

    assert channel.guild is not None
    async with small.connect(client):
        asked = await small.slash(channel, channel.guild.owner, "say", {"words": "x"})
        await asked.response()
        await small.gateway.dispatch("INTERACTION_CREATE", asked.payload)
        await small.until(lambda: codes == [40060])
        asked = await small.slash(channel, channel.guild.owner, "say", {"words": "x"})
        clock = 3.1
        await small.until(lambda: codes == [40060, 10062])
        assert asked.callback is None


async def connected(doing: Callable[[SmallDiscord, Parrot, Channel], Awaitable[object]]) -> None:
    """Let a connected bot do something on a small Discord of its own."""
    async with SmallDiscord() as small:
        channel = small.world.add_guild("club").add_channel("general")
        client = Parrot()
        async with small.connect(client):
            await doing(small, client, channel)


async def test_an_unknown_route_is_loud() -> None:
    async def fetch(_: SmallDiscord, client: Parrot, __: Channel) -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.fetch_user(1), 0.3)

    with pytest.raises(AssertionError, match=r"the small Discord has no route GET /users/1"):
        await connected(fetch)


async def test_what_breaks_the_small_discord_is_loud() -> None:
    async def send(_: SmallDiscord, client: Parrot, __: Channel) -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.http.request(Route("POST", "/users/@me/channels")), 0.3)

    with pytest.raises(AssertionError, match="POST /users/@me/channels broke the small Discord"):
        await connected(send)


async def test_an_opcode_that_no_bot_needs_is_loud() -> None:
    async def say(small: SmallDiscord, client: Parrot, _: Channel) -> None:
        await client.ws.send_as_json({"op": 8, "d": {}})
        await small.until(lambda: small.broken)

    with pytest.raises(AssertionError, match="the gateway heard an opcode it does not know"):
        await connected(say)


async def test_a_body_that_breaks_a_rule_is_loud() -> None:
    async def send(_: SmallDiscord, client: Parrot, channel: Channel) -> None:
        await client.get_partial_messageable(channel.id).send("a" * 2001)

    with pytest.raises(AssertionError, match="the content has 2001 characters"):
        await connected(send)


@pytest.mark.skipif("DISCORD_OPENAPI" not in os.environ, reason="Discord's description is not here")
async def test_bodies_on_the_wire_are_checked_against_discords_description() -> None:
    async def send(_: SmallDiscord, client: Parrot, channel: Channel) -> None:
        await client.get_partial_messageable(channel.id).send("x", tts="loud")  # type: ignore[call-overload]

    with pytest.raises(AssertionError, match="breaks Discord's description"):
        await connected(send)


async def test_only_roles_that_a_test_names_may_be_pinged() -> None:
    roles: set[int] = set()
    async with SmallDiscord(roles=roles) as small:
        guild = small.world.add_guild("club")
        channel, role = guild.add_channel("general"), guild.add_role("readers", mentionable=True)
        roles.add(role.id)
        client = Parrot()
        async with small.connect(client):
            mentions = discord.AllowedMentions(roles=[discord.Object(role.id)])
            await client.get_partial_messageable(channel.id).send("x", allowed_mentions=mentions)


async def test_a_bot_in_another_process_is_served_and_can_be_killed(
    small: SmallDiscord, channel: Channel, tmp_path: Path
) -> None:
    program = """
import os, discord
class Sender(discord.Client):
    async def setup_hook(self):
        nobody = discord.AllowedMentions.none()
        await self.get_partial_messageable(int(os.environ["CHANNEL"])).send("x", allowed_mentions=nobody)
Sender(intents=discord.Intents.none()).run(os.environ["DISCORD_TOKEN"], log_handler=None)
"""
    (tmp_path / "sender.py").write_text(program, "utf-8")
    variables = {"CHANNEL": str(channel.id), "PYTHONPATH": str(tmp_path), "PYTHONWARNINGS": "ignore"}
    small.plan(hang(stored=True))
    process = subprocess.Popen(  # noqa: ASYNC220
        [sys.executable, "-m", "tests.wire.launch", "sender"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, **small.environment, **variables},
    )
    try:
        await small.until(lambda: small.messages(channel), 10)
        assert small.gateway.identified == 0
    finally:
        process.kill()
        process.wait(5)
    assert process.returncode < 0
    assert small.messages(channel)[0]["content"] == "x"


def test_only_loopback_is_spoken_to() -> None:
    with pytest.raises(ValueError, match="on loopback only"), pointed_at("http://example.org"):
        pass
