"""Who may make, change and see daily posts, and where the bot may post."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import ChannelType, OverwriteType

from bot.model import Content, Language, Problem, ScheduleSpec
from bot.schedule import EVERY_DAY
from bot.texts import Texts
from bot.ui.components import DynamicButton, DynamicSelect
from bot.ui.replies import persistent_view
from cogs.daily.buttons import ALL as ADDING
from cogs.daily.buttons import AddAnyway, ScheduleZoneSelect
from cogs.daily.panel import ALL as PANEL
from cogs.daily.panel import (
    ClearOption,
    EditSchedule,
    MoveSelect,
    PauseSchedule,
    RemoveSchedule,
    RestoreSchedule,
    ResumeSchedule,
    ScheduleListPage,
    ScheduleSelect,
    SendTest,
    ShowSchedule,
)
from cogs.daily.posts import ALL as POSTS
from cogs.daily.posts import HistoryPage, PreviewSchedule, SendNow
from tests.conftest import World, said
from tests.daily import add, choose, edit, fill, menu, move, panel, press, problem, schedules
from tests.panels import choose_editors

PERMISSIONS = {
    "view": "view_channel",
    "send": "send_messages",
    "embed": "embed_links",
    "attach": "attach_files",
    "history": "read_message_history",
}
CARDS: dict[str, Any] = {"content": "quote", "as": "card"}


def deny(world: World, channel: ChannelHandle, who: int, *names: str) -> None:
    """Takes permissions from a member in a channel."""
    bits = discord.Permissions(**dict.fromkeys(names, True)).value
    world.env.backend.set_overwrite(channel.id, Overwrite(who, OverwriteType.MEMBER, deny=bits))


def allow(world: World, channel: ChannelHandle, who: int) -> None:
    """Gives back what `deny` took."""
    world.env.backend.delete_overwrite(channel.id, who)


def me(world: World) -> int:
    assert world.bot.user is not None
    return world.bot.user.id


def thread(world: World, parent: ChannelHandle, kind: int = ChannelType.PUBLIC_THREAD) -> ChannelHandle:
    made = world.env.backend.create_thread(parent.id, "a thread", world.admin.id, type=kind)
    return ChannelHandle(world.env, world.guild, made)


def named(texts: Texts, language: Language, *permissions: str) -> str:
    """Permissions as an answer names them."""
    names = [f"**{texts.say(language, f'permission-{p}')}**" for p in permissions]
    return texts.say(language, "permission-joined").join(names)


async def test_only_editors_manage_daily_posts(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    await add(world)
    world.guild.set_command_permissions(world.bot.command_ids["daily"], {world.member: True})
    refused = texts.say(language, "editors-only")
    for command, options in (
        ("daily add", {}),
        ("daily add", {"channel": world.channel, "time": "8:00"}),
        ("daily manage", {}),
    ):
        result = await world.slash(world.member, command, **options)
        assert problem(result) == refused, command
    role = world.guild.create_role("editors")
    await choose_editors(world, role)
    world.env.backend.add_member_role(world.guild.id, world.member.id, role.id)
    await world.env.settle()
    assert "**08:00**" in said(await panel(world, who=world.member))
    await add(world, world.member, time="9:00")
    assert len(await schedules(world)) == 2


BUTTONS: tuple[DynamicButton, ...] = (
    AddAnyway("1:1", "x"),
    ClearOption("1:zone", "x"),
    EditSchedule("1:options", "x"),
    EditSchedule("1:post", "x"),
    HistoryPage("1:0", "x"),
    PauseSchedule("1", "x"),
    PreviewSchedule("1", "x"),
    RemoveSchedule("1", "x"),
    RestoreSchedule("1", "x"),
    ResumeSchedule("1", "x"),
    ScheduleListPage("0", "x"),
    SendNow("1", "x"),
    SendTest("1", "x"),
    ShowSchedule("1", "x"),
)


async def test_buttons_of_the_panel_are_for_editors_of_their_own_server(world: World, texts: Texts) -> None:
    world.speak(Language.JA)
    made = await add(world)
    assert {type(button) for button in BUTTONS} == {
        kind for kind in (*PANEL, *POSTS, *ADDING) if issubclass(kind, DynamicButton)
    }
    stranger, elsewhere = strange(world)
    for button in BUTTONS:
        message = await _posted(world, world.channel, button)
        refused = await world.member.click(message, label="x")
        assert problem(refused) == texts.say(Language.JA, "editors-only"), button
        message = await _posted(world, elsewhere, button)
        refused = await stranger.click(message, label="x")
        key = "schedules-none" if isinstance(button, ScheduleListPage) else "schedule-gone"
        assert problem(refused) == texts.say(Language.JA, key), button
    assert await schedules(world) == [made]
    assert await world.bot.library.schedules.history(made) == []


async def test_selects_and_forms_of_the_panel_are_for_editors_of_their_own_server(
    world: World, texts: Texts
) -> None:
    world.speak(Language.JA)
    made = await add(world)
    stranger, elsewhere = strange(world)
    for who, where, key in (
        (world.member, world.channel, "editors-only"),
        (stranger, elsewhere, "schedule-gone"),
    ):
        option = discord.SelectOption(label="x", value="1")
        selects: tuple[tuple[DynamicSelect, Any], ...] = (
            (ScheduleSelect("", [option]), "1"),
            (MoveSelect("1"), where),
        )
        for select, value in selects:
            message = await _posted(world, where, select)
            assert problem(await who.select(message, [value])) == texts.say(Language.JA, key), select
    opened = await press(world, "button-daily-post")
    world.env.backend.get_member(world.guild.id, world.admin.id).role_ids.clear()
    await world.env.settle()
    sent = await fill(world, world.admin, opened, time="9:00")
    assert problem(sent) == texts.say(Language.JA, "editors-only"), "nor for who is none any more"
    assert await schedules(world) == [made]


def strange(world: World) -> tuple[MemberActor, ChannelHandle]:
    """An editor of another server, and a channel there."""
    elsewhere = world.env.create_guild("Another club")
    managers = elsewhere.create_role("managers", permissions=discord.Permissions(manage_guild=True))
    stranger = elsewhere.add_member(world.env.create_user("sora"), roles=[managers])
    return stranger, elsewhere.create_text_channel("general")


async def test_the_choice_of_a_time_zone_is_for_editors_and_for_channels_of_their_own_server(
    world: World, texts: Texts
) -> None:
    world.speak(Language.JA)
    spec = ScheduleSpec(channel_id=world.channel.id, minutes=480, days=EVERY_DAY, content=Content.QUOTE)
    stranger, elsewhere = strange(world)
    for who, where, key in (
        (world.member, world.channel, "editors-only"),
        (stranger, elsewhere, "problem-channel-gone"),
    ):
        select = ScheduleZoneSelect(ScheduleZoneSelect.pack(spec), [discord.SelectOption(label="UTC")])
        refused = await who.select(await _posted(world, where, select), ["UTC"])
        assert texts.say(Language.JA, key) in problem(refused)
    for guild in (world.guild, stranger.guild):
        assert await world.bot.library.schedules.all(guild.id) == []
        assert (await world.bot.library.guilds.get(guild.id)).zone is None


async def _posted(world: World, where: ChannelHandle, component: DynamicButton | DynamicSelect) -> Any:
    await world.env.advance_time(60)
    channel = world.bot.get_channel(where.id)
    assert isinstance(channel, discord.TextChannel)
    return await channel.send("here", view=persistent_view(component))


@pytest.mark.parametrize("permission", PERMISSIONS)
async def test_what_the_bot_lacks_is_named_when_a_schedule_is_made_or_moved(
    world: World, texts: Texts, language: Language, permission: str
) -> None:
    world.speak(language)
    closed = world.guild.create_text_channel("closed")
    made = await add(world, **CARDS)
    deny(world, closed, me(world), PERMISSIONS[permission])
    expected = texts.say(language, "missing-bot", permissions=named(texts, language, permission))
    wanted = {"time": "8:00", "zone": "UTC", **CARDS}
    for result in (
        await world.slash(world.admin, "daily add", channel=closed, **wanted),
        await move(world, closed),
    ):
        assert problem(result) == f"{expected}\n{texts.say(language, 'missing-bot.action')}"
    assert await schedules(world) == [made]


async def test_only_cards_need_the_permission_to_attach_files(world: World, texts: Texts) -> None:
    world.speak(Language.EN)
    closed = world.guild.create_text_channel("closed")
    deny(world, closed, me(world), "attach_files")
    fine: list[dict[str, Any]] = [{"content": "quote"}, {"content": "prediction", "as": "card"}]
    for options in fine:
        assert (await add(world, channel=closed, **options)).problems == ()
    for problems in ((Problem.ATTACH,), ()):
        first = (await schedules(world))[0]
        shown = said(await edit(world, first, style=["square" if problems else "text"]))
        assert (texts.say(Language.EN, "daily-as-text") in shown) == bool(problems)
        assert (named(texts, Language.EN, "attach") in shown) == bool(problems)
        assert (await schedules(world))[0].problems == problems


async def test_the_choice_of_a_time_zone_looks_whether_cards_can_be_attached(world: World) -> None:
    world.speak(Language.EN)
    asked = await world.slash(world.admin, "daily add", channel=world.channel, time="8:00", **CARDS)
    deny(world, world.channel, me(world), "attach_files")
    await world.env.settle()
    refused = await choose(world, world.admin, asked, "UTC")
    assert named(world.texts, Language.EN, "attach") in problem(refused)
    assert await schedules(world) == []


async def test_all_that_is_missing_is_named_at_once(world: World, texts: Texts, language: Language) -> None:
    world.speak(language)
    role = world.guild.create_role("readers")
    deny(world, world.channel, me(world), "send_messages", "embed_links", "mention_everyone")
    options = {"channel": world.channel, "time": "8:00", "zone": "UTC", "role": role}
    owner = await world.slash(world.admin, "daily add", **options)
    assert texts.say(language, "problem-ping-person") in problem(owner)
    managers = world.guild.create_role("pingers", permissions=discord.Permissions(mention_everyone=True))
    world.env.backend.add_member_role(world.guild.id, world.admin.id, managers.id)
    await world.env.settle()
    shown = problem(await world.slash(world.admin, "daily add", **options))
    assert named(texts, language, "send", "embed") in shown
    assert texts.say(language, "problem-ping") in shown


async def test_who_makes_a_schedule_must_be_allowed_to_post_there(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    await add(world)
    quiet = world.guild.create_text_channel("announcements")
    deny(world, quiet, world.admin.id, "send_messages")
    said_why = texts.say(language, "missing-person", permissions=named(texts, language, "send"))
    added = await world.slash(world.admin, "daily add", channel=quiet, time="8:00", zone="UTC")
    assert said_why in problem(added)
    assert said_why in problem(await move(world, quiet))
    deny(world, world.channel, world.admin.id, "send_messages")
    assert said_why in problem(await press(world, "button-daily-test"))
    assert said_why in problem(await edit(world, time="9:00"))
    (unchanged,) = await schedules(world)
    assert unchanged.minutes == 480
    assert await world.bot.library.schedules.history(unchanged) == []


async def test_the_choice_of_a_time_zone_asks_again_who_may_post(world: World, texts: Texts) -> None:
    world.speak(Language.EN)
    asked = await world.slash(world.admin, "daily add", channel=world.channel, time="8:00")
    deny(world, world.channel, world.admin.id, "send_messages")
    refused = await choose(world, world.admin, asked, "UTC")
    assert named(texts, Language.EN, "send") in problem(refused)
    assert await schedules(world) == []


@pytest.mark.parametrize("by", ["mentionable", "permission"])
async def test_a_role_is_pinged_only_where_both_may(
    world: World, texts: Texts, language: Language, by: str
) -> None:
    world.speak(language)
    role = world.guild.create_role("readers", mentionable=by == "mentionable")
    options = {"channel": world.channel, "time": "8:00", "zone": "UTC", "role": role}
    if by == "permission":
        await add(world)
        for result in (
            await world.slash(world.admin, "daily add", **options),
            await edit(world, role=[role]),
        ):
            assert texts.say(language, "problem-ping-person") in problem(result)
        everyone = world.guild.default_role
        bits = discord.Permissions(world.env.backend.get_role(world.guild.id, everyone.id).permissions)
        bits.mention_everyone = True
        world.env.backend.edit_role(world.guild.id, everyone.id, {"permissions": bits.value})
        await world.env.settle()
    await world.slash(world.admin, "daily add", **options)
    assert (await schedules(world))[-1].role_id == role.id


async def test_announcement_channels_and_threads_can_be_posted_in(world: World, language: Language) -> None:
    world.speak(language)
    news = world.guild.create_news_channel("news")
    for place in (
        news,
        thread(world, world.channel),
        thread(world, world.channel, ChannelType.PRIVATE_THREAD),
    ):
        made = await add(world, channel=place)
        assert made.channel_id == place.id


async def test_a_thread_needs_its_own_permission_and_no_lock(
    world: World, texts: Texts, language: Language
) -> None:
    world.speak(language)
    inside = thread(world, world.channel)
    deny(world, world.channel, me(world), "send_messages_in_threads")
    options = {"channel": inside, "time": "8:00", "zone": "UTC"}
    shown = problem(await world.slash(world.admin, "daily add", **options))
    assert named(texts, language, "send-in-threads") in shown
    allow(world, world.channel, me(world))
    deny(world, world.channel, me(world), "send_messages", "manage_threads")
    await add(world, channel=inside)  # Send Messages is not what a thread needs
    stored = world.env.backend.get_channel(inside.id)
    assert stored.thread_metadata is not None
    stored.thread_metadata.locked = True
    world.env.backend.announce_channel_update(inside.id)
    await world.env.settle()
    for who in (world.admin.id, me(world)):
        deny(world, world.channel, who, "manage_threads")
    shown = problem(await press(world, "button-daily-test"))
    assert texts.say(language, "problem-thread-locked") in shown


async def test_other_kinds_of_channels_are_not_offered(world: World) -> None:
    (request,) = [r for r in world.env.http_requests if r.method == "PUT" and r.path.endswith("/commands")]
    commands: list[dict[str, Any]] = request.json or []
    (daily,) = [command for command in commands if command["name"] == "daily"]
    assert daily["default_member_permissions"] == discord.Permissions(manage_guild=True).value
    assert [command["name"] for command in daily["options"]] == ["add", "manage"]
    (channel,) = [option for option in daily["options"][0]["options"] if option["name"] == "channel"]
    await add(world)
    form = (await world.slash(world.admin, "daily add")).modal
    assert form is not None
    asked = form["components"][0]["component"]
    for offered in (channel, asked, menu(await panel(world))):
        assert sorted(offered["channel_types"]) == [0, 5, 10, 11, 12]
