"""What keeps the bot from posting, and whether it is gone."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import discord
import pytest

from bot.delivery import diagnosis
from bot.delivery.diagnosis import PERSONS, examine, problems
from bot.model import Problem, Schedule
from tests.cogs.daily.test_permissions import CARDS, allow, deny, me, thread
from tests.conftest import World
from tests.daily import add, edit, schedules

ENOUGH = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    create_public_threads=True,
    read_message_history=True,
)


async def places(world: World) -> tuple[discord.TextChannel, discord.Thread]:
    """A text channel and a thread in it."""
    inside = thread(world, world.channel)
    await world.env.settle()
    channel, made = world.bot.get_channel(world.channel.id), world.bot.get_channel(inside.id)
    assert isinstance(channel, discord.TextChannel)
    assert isinstance(made, discord.Thread)
    return channel, made


def without(*names: str) -> discord.Permissions:
    permissions = discord.Permissions(ENOUGH.value)
    permissions.update(**dict.fromkeys(names, False))
    return permissions


async def test_each_missing_permission_is_a_problem_of_its_name(world: World) -> None:
    channel, inside = await places(world)
    assert problems(ENOUGH, channel, None) == problems(ENOUGH, inside, None) == ()
    for name, problem in (
        ("view_channel", Problem.VIEW),
        ("embed_links", Problem.EMBED),
        ("read_message_history", Problem.HISTORY),
    ):
        for place in (channel, inside):
            assert problems(without(name), place, None) == (problem,)
    assert problems(without("attach_files"), channel, None) == ()
    assert problems(without("attach_files"), inside, None, cards=True) == (Problem.ATTACH,)
    assert problems(without("create_public_threads"), channel, None) == ()
    assert problems(without("create_public_threads"), channel, None, threads=True) == (Problem.THREADS,)
    assert problems(without("create_public_threads"), inside, None, threads=True) == ()
    assert problems(without("send_messages"), channel, None) == (Problem.SEND,)
    assert problems(without("send_messages"), inside, None) == ()
    assert problems(without("send_messages_in_threads"), channel, None) == ()
    assert problems(without("send_messages_in_threads"), inside, None) == (Problem.SEND_IN_THREADS,)


async def test_all_problems_are_found_at_once_and_an_administrator_has_none(world: World) -> None:
    channel, _ = await places(world)
    role = world.bot.guilds[0].default_role
    assert problems(discord.Permissions.none(), channel, role, cards=True) == (
        Problem.VIEW,
        Problem.SEND,
        Problem.EMBED,
        Problem.ATTACH,
        Problem.HISTORY,
        Problem.PING,
    )
    assert problems(discord.Permissions(administrator=True), channel, role, cards=True) == ()


async def test_a_locked_thread_is_for_who_manages_threads(world: World) -> None:
    _, inside = await places(world)
    inside.locked = True
    assert problems(ENOUGH, inside, None) == (Problem.THREAD_LOCKED,)
    assert problems(ENOUGH | discord.Permissions(manage_threads=True), inside, None) == ()


async def test_a_role_that_may_not_be_pinged_is_a_problem(world: World) -> None:
    channel, _ = await places(world)
    guild = world.bot.guilds[0]
    shy, open_to_all = world.guild.create_role("shy"), world.guild.create_role("readers", mentionable=True)
    await world.env.settle()
    assert problems(ENOUGH, channel, guild.get_role(shy.id)) == (Problem.PING,)
    assert problems(ENOUGH, channel, guild.get_role(open_to_all.id)) == ()
    allowed = ENOUGH | discord.Permissions(mention_everyone=True)
    assert problems(allowed, channel, guild.get_role(shy.id)) == ()
    assert Problem.PING in PERSONS


async def look(world: World, channel: int | None = None, role: int | None = None) -> diagnosis.PostingCheck:
    return await examine(world.bot, world.guild.id, channel or world.channel.id, role)


async def test_where_all_is_well_discord_is_not_asked(world: World) -> None:
    before = len(world.env.http_requests)
    assert (await look(world)).problems == ()
    assert len(world.env.http_requests) == before


async def test_a_channel_that_only_the_cache_misses_is_no_problem(world: World) -> None:
    inside = thread(world, world.channel)
    await world.env.settle()
    guild = world.bot.guilds[0]
    guild._threads.pop(inside.id)
    assert (await look(world, inside.id)).problems == ()
    guild._channels.pop(world.channel.id)
    assert (await look(world)).problems == ()
    assert (await look(world, inside.id)).problems == ()
    world.bot._connection._guilds.pop(world.guild.id)
    found = await look(world)
    assert found.problems == ()
    assert found.channel is not None
    assert found.channel.id == world.channel.id


@pytest.mark.parametrize("cached", [True, False])
async def test_what_is_missing_is_found_with_the_cache_and_without(world: World, cached: bool) -> None:
    inside = thread(world, world.channel)
    deny(world, world.channel, me(world), "embed_links", "send_messages")
    await world.env.settle()
    if not cached:
        world.bot._connection._guilds.pop(world.guild.id)
    assert (await look(world)).problems == (Problem.SEND, Problem.EMBED)
    assert (await look(world, inside.id)).problems == (Problem.EMBED,)


async def test_what_was_deleted_is_named(world: World) -> None:
    role = world.guild.create_role("readers", mentionable=True)
    other = world.guild.create_text_channel("old")
    await world.env.settle()
    world.env.backend.delete_role(world.guild.id, role.id)
    world.env.backend.delete_channel(other.id)
    await world.env.settle()
    assert (await look(world, role=role.id)).problems == (Problem.ROLE_GONE,)
    assert (await look(world, other.id)).problems == (Problem.CHANNEL_GONE,)
    assert (await look(world, world.guild.create_voice_channel("voice").id)).problems == (
        Problem.CHANNEL_GONE,
    )


async def test_a_channel_that_the_bot_can_not_see_is_not_gone(world: World) -> None:
    deny(world, world.channel, me(world), "view_channel")
    await world.env.settle()
    assert (await look(world)).problems == (Problem.VIEW,)


async def test_a_server_that_the_bot_was_removed_from_is_gone_and_one_in_an_outage_is_not(
    world: World,
) -> None:
    world.bot.guilds[0].unavailable = True
    with pytest.raises(diagnosis.UnavailableError):
        await look(world)
    world.bot.guilds[0].unavailable = False
    world.env.backend.remove_guild(world.guild.id)
    await world.env.settle()
    assert (await look(world)).problems == (Problem.GUILD_GONE,)


async def test_a_time_out_that_the_cache_did_not_hear_of_is_found_with_its_end(world: World) -> None:
    until = discord.utils.utcnow() + timedelta(days=20)
    world.env.backend.edit_member(world.guild.id, me(world), {"timed_out_until": until.isoformat()})
    await world.env.settle()
    made = await add(world)
    finding = await diagnosis.check(world.bot, made, fresh=True)
    assert finding.problems == (Problem.TIMED_OUT,)
    assert finding.until == until
    await world.bot.library.schedules.set_problems(made, [Problem.TIMED_OUT], None)
    await diagnosis.recheck_guild(world.bot, world.guild.id)
    (troubled,) = await schedules(world)
    assert troubled.problems == (Problem.TIMED_OUT,), "the cache thinks that all is well"
    assert troubled.recheck_at == until.replace(microsecond=0) + timedelta(seconds=1)


async def test_a_schedule_is_out_of_trouble_as_soon_as_its_channel_is_mended(world: World) -> None:
    made = await add(world)
    deny(world, world.channel, me(world), "embed_links")
    await world.env.settle()
    await diagnosis.recheck(world.bot, made)
    (troubled,) = await schedules(world)
    assert troubled.problems == (Problem.EMBED,)
    assert troubled.problem_at is not None
    assert troubled.next_run == made.next_run, "it keeps its runs"
    allow(world, world.channel, me(world))
    await world.env.settle()
    assert (await schedules(world))[0] == made


async def test_a_schedule_is_out_of_trouble_when_a_role_a_thread_or_the_bot_itself_is_changed(
    world: World,
) -> None:
    inside = thread(world, world.channel)
    made = await add(world, channel=inside)
    own = world.bot.guilds[0].me

    async def role() -> None:
        everyone = world.guild.default_role
        world.env.backend.edit_role(world.guild.id, everyone.id, {"name": "@everyone"})

    async def the_thread() -> None:
        world.env.backend.announce_channel_update(inside.id)

    # simcord sends the first with the members intent only, and knows no thread that comes into sight.
    async def itself() -> None:
        for listener in world.bot.extra_events["on_member_update"]:
            await listener(own, own)

    async def a_thread_in_sight() -> None:
        for listener in world.bot.extra_events["on_thread_join"]:
            await listener(world.bot.get_channel(inside.id))

    for change in (role, the_thread, itself, a_thread_in_sight):
        await world.bot.library.schedules.set_problems(made, [Problem.SEND_IN_THREADS], None)
        await change()
        await world.env.settle()
        assert (await schedules(world))[0].problems == (), change.__name__


async def test_who_posts_text_instead_of_cards_is_not_found_stopped_while_nobody_looks(world: World) -> None:
    made = await add(world, **CARDS)
    deny(world, world.channel, me(world), "attach_files", "send_messages")
    await world.env.settle()
    await world.bot.library.schedules.set_problems(made, [Problem.ATTACH], None)
    await diagnosis.recheck_guild(world.bot, world.guild.id)
    (slight,) = await schedules(world)
    assert slight.problems == (Problem.ATTACH,), "of the other its next post tells"
    await diagnosis.recheck(world.bot, made)
    await diagnosis.recheck_guild(world.bot, world.guild.id)
    (stopped,) = await schedules(world)
    assert stopped.problems == (Problem.SEND, Problem.ATTACH)


async def test_what_no_look_at_the_channel_can_tell_stays_until_a_post_succeeds(world: World) -> None:
    made = await add(world)
    await world.bot.library.schedules.set_problems(made, [Problem.NOTHING_TO_POST], None)
    await diagnosis.recheck_guild(world.bot, world.guild.id)
    assert (await schedules(world))[0].problems == (Problem.NOTHING_TO_POST,)


async def test_where_discord_can_not_be_asked_everything_stays_as_it_is(world: World) -> None:
    made = await add(world)
    await world.bot.library.schedules.set_problems(made, [Problem.VIEW], None)
    world.bot.guilds[0].unavailable = True
    await diagnosis.recheck_guild(world.bot, world.guild.id)
    assert (await schedules(world))[0].problems == (Problem.VIEW,)
    world.bot.guilds[0].unavailable = False
    await diagnosis.recheck_guild(world.bot, world.guild.id)
    assert (await schedules(world))[0].problems == ()


async def test_a_swarm_of_changes_is_one_visit_and_one_more_for_what_came_meanwhile(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await add(world)
    await world.bot.library.schedules.set_problems(made, [Problem.VIEW], None)
    daily, rounds = world.bot.library.schedules, 0
    really = daily.with_problems

    async def counted(guild_id: int) -> list[Schedule]:
        nonlocal rounds
        rounds += 1
        return await really(guild_id)

    monkeypatch.setattr(daily, "with_problems", counted)
    await asyncio.gather(*(diagnosis.recheck_guild(world.bot, world.guild.id) for _ in range(20)))
    assert rounds == 2
    assert world.bot.rechecks == {}
    assert (await schedules(world))[0].problems == ()


async def test_a_missing_article_is_still_missing_after_an_edit_of_something_else(world: World) -> None:
    made = await add(world, article="Scale")
    await world.bot.library.schedules.set_problems(made, [Problem.ARTICLE_GONE], None)
    await edit(world, time="8:30")
    assert (await schedules(world))[0].problems == (Problem.ARTICLE_GONE,)
    await edit(world, article="創業者")
    assert (await schedules(world))[0].problems == ()
