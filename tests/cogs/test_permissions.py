"""Who may do what, at every door: commands, buttons, forms and offers; and whose guild it is."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import dataclass, replace

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.library import lease
from bot.model import Language, Metadata
from tests.articles import TEXT
from tests.conftest import World, answer, said
from tests.panels import choose

Act = Callable[["Cast", MemberActor], Awaitable[InteractionResult]]


@dataclass
class Cast:
    """A guild with an editor, somebody who was one, and an article to edit; `world.admin` manages it."""

    world: World
    editor: MemberActor
    former: MemberActor
    article: int

    def custom(self, name: str, state: str) -> Act:
        """Pressing a button with this id, which stood under some message before."""

        async def press(cast: Cast, who: MemberActor) -> InteractionResult:
            shown = await cast.world.slash(cast.world.admin, "quote", about="石油")
            message = answer(shown)
            stored = cast.world.env.backend.get_message(message.channel_id, message.id)
            stored.components[0]["components"][0]["custom_id"] = f"{name}:{state}"
            await cast.world.env.advance_time(60)
            return await who.click(message, custom_id=f"{name}:{state}")

        return press


@pytest.fixture
async def cast(world: World) -> Cast:
    world.speak(Language.JA)
    role = world.guild.create_role("読書係")
    editor = world.guild.add_member(world.env.create_user("editor"), roles=[role])
    former = world.guild.add_member(world.env.create_user("former"))
    await world.bot.library.guilds.change(world.guild.id, editor_role=role.id)
    # A guild's owner may show a command to anybody: hiding it is no check.
    for command in ("article", "settings", "insights"):
        number = world.bot.command_ids[command]
        world.guild.set_command_permissions(number, {world.guild.default_role: True})
    added = await world.bot.library.articles.add(TEXT, world.guild.id)
    return Cast(world, editor, former, added.article.id)


async def _form(cast: Cast, who: MemberActor) -> InteractionResult:
    opened = await cast.world.slash(cast.world.admin, "article add")
    opened._interaction.user_id = who.id  # the form stays open while the role goes
    return await who.submit_modal(opened, {"text-1": "別の文章です。今日は晴れている。"})


async def _draft(cast: Cast) -> str:
    """What the button under an article that was added again holds."""
    added = await cast.world.bot.library.articles.add(
        TEXT, cast.world.guild.id, Metadata(title=f"港の話{time.monotonic_ns()}")
    )
    return str(added.draft)


async def _refresh(cast: Cast, who: MemberActor) -> InteractionResult:
    return await cast.custom("refresh", await _draft(cast))(cast, who)


def slash(command: str, **options: object) -> Act:
    async def act(cast: Cast, who: MemberActor) -> InteractionResult:
        return await cast.world.slash(who, command, **options)

    return act


def pressed(name: str, state: str) -> Act:
    return lambda cast, who: cast.custom(name, state)(cast, who)


FEEDS = (
    *(
        ("feed-subscribe", "1"),
        ("feeds", "0"),
        ("feed", "1"),
        ("feed-set", "1:paused:on"),
        ("feed-words", "1"),
    ),
    *(("feed-remove", "1"), ("feed-removed", "1"), ("feed-entries", "0"), ("feed-add", "1")),
    ("feed-decline", "1"),
)
"""Nobody else learns so much as whether there are such feeds."""
EDITING: dict[str, Act] = {
    "add": slash("article add", file=("a.txt", "別の文章です。今日は晴れている。".encode())),
    "open the form": slash("article add"),
    "send the form": _form,
    "manage": slash("article manage", article="港の図書室"),
    "ask": lambda cast, who: cast.custom("article-remove", str(cast.article))(cast, who),
    "confirm": lambda cast, who: cast.custom("remove", str(cast.article))(cast, who),
    "undo": lambda cast, who: cast.custom("restore", str(cast.article))(cast, who),
    "refresh": _refresh,
    "open": lambda cast, who: cast.custom("article-panel", str(cast.article))(cast, who),
    "turn": lambda cast, who: cast.custom("article-manage", "0")(cast, who),
    "settings": slash("settings"),
    "unreviewed": lambda cast, who: cast.custom("settings-unreviewed", "hide")(cast, who),
    "zone": lambda cast, who: cast.custom("settings-zone-form", "")(cast, who),
    "export": lambda cast, who: cast.custom("export", "")(cast, who),
    **{name: pressed(name, state) for name, state in FEEDS},
}


@pytest.mark.parametrize("act", EDITING)
async def test_only_editors_and_managers_change_what_a_guild_reads(cast: Cast, act: str) -> None:
    refusals = {cast.world.texts.say(language, "editors-only") for language in Language}
    for who in (cast.former, cast.world.member):
        refused = await EDITING[act](cast, who)
        assert refused.ephemeral
        assert said(refused) in refusals, act
    for who in (cast.editor, cast.world.admin):
        allowed = await EDITING[act](cast, who)
        assert allowed.modal is not None or said(allowed) not in refusals, act


async def test_only_managers_choose_who_edits(cast: Cast) -> None:
    refusal = cast.world.texts.say(Language.JA, "managers-only")
    other = cast.world.guild.create_role("別の係")
    settings = await cast.world.slash(cast.editor, "settings")
    stored = cast.world.env.backend.get_message(answer(settings).channel_id, answer(settings).id)
    stored.components[0]["components"][0] = {"type": 6, "custom_id": "settings-editors:"}
    assert said(await choose(cast.world, cast.editor, settings, "settings-editors", other)) == refusal
    assert said(await cast.custom("no-editors", "")(cast, cast.editor)) == refusal
    assert (await cast.world.bot.library.guilds.get(cast.world.guild.id)).editor_role is not None
    await cast.custom("no-editors", "")(cast, cast.world.admin)
    assert (await cast.world.bot.library.guilds.get(cast.world.guild.id)).editor_role is None


async def test_removed_titles_are_offered_to_editors_only(cast: Cast) -> None:
    await cast.world.bot.library.articles.remove(cast.world.guild.id, cast.article)
    for who, count in ((cast.world.member, 0), (cast.former, 0), (cast.editor, 1), (cast.world.admin, 1)):
        offered = await who.autocomplete(cast.world.channel, "article manage", "article", "港")
        assert len(offered) == count


async def test_an_editor_is_known_without_the_guild_in_the_cache(cast: Cast) -> None:
    guild = cast.world.bot.get_guild(cast.world.guild.id)
    assert guild is not None
    guild._roles.clear()
    result = await cast.world.slash(cast.editor, "article manage", article="港の図書室")
    assert "港の図書室だより" in said(result)


@pytest.mark.parametrize(
    "name",
    [
        *("context", "another", "summary", "prediction", "articles", "remove", "restore", "refresh"),
        *("cancel", "no-editors"),
    ],
)
async def test_no_button_of_another_guild_shows_or_changes_an_article(cast: Cast, name: str) -> None:
    world = cast.world
    with closing(sqlite3.connect(world.path)) as database:
        (item,) = database.execute(
            "SELECT id FROM item WHERE article_id = ? AND kind = 'quote'", (cast.article,)
        ).fetchone()
    states = {
        "context": str(item),
        "another": f"{cast.article}:{item}:0:",
        "summary": f"{cast.article}:0",
        "prediction": f"{cast.article}:0",
        "remove": str(cast.article),
        "restore": str(cast.article),
        "refresh": await _draft(cast),
    }
    state = states.get(name, "0" if name == "articles" else "")
    other = world.env.create_guild("Somewhere else")
    boss = other.create_role("boss", permissions=discord.Permissions(manage_guild=True))
    there = replace(
        world,
        guild=other,
        channel=other.create_text_channel("elsewhere"),
        admin=other.add_member(world.env.create_user("boss"), roles=[boss]),
    )
    pressed = await cast.custom(name, state)(replace(cast, world=there), there.admin)
    assert "港の図書室" not in said(pressed)
    assert "夜に読む" not in said(pressed)
    if name in states:
        key = "refresh-gone" if name == "refresh" else "article-gone"
        assert said(pressed) in {world.texts.say(language, key) for language in Language}
    (own,) = [a for a in await world.bot.library.articles.all(world.guild.id) if a.guild_id]
    assert own.id == cast.article


@pytest.mark.parametrize(
    "state", ["context:9999999999999999999999", "remove:-1", "another:x:y:z", "summary:1"]
)
async def test_a_forged_button_does_nothing(cast: Cast, state: str) -> None:
    name, _, rest = state.partition(":")
    pressed = await cast.custom(name, rest)(cast, cast.world.admin)
    assert said(pressed) in {cast.world.texts.say(language, "button-stale") for language in Language}
    assert pressed.ephemeral


async def test_many_quick_presses_are_told_to_slow_down(cast: Cast) -> None:
    shown = answer(await cast.world.slash(cast.world.member, "quote"))
    presses = [await cast.world.member.click(shown, label="別の名言") for _ in range(15)]
    assert any("20秒に10回まで" in said(press) for press in presses if press.ephemeral)


async def test_another_one_under_a_private_answer_is_private_and_goes_through_all(cast: Cast) -> None:
    world = cast.world
    for _ in range(3):
        await world.slash(world.member, "quote", article="Scale")
    result = await world.slash(world.member, "quote", article="Scale", private=True)
    seen = {said(result)}
    for _ in range(4):
        result = await world.click(world.member, result, "button-another")
        assert result.ephemeral
        seen.add(said(result))
    assert len(seen) == 5


async def test_everything_of_a_guild_goes_when_the_bot_has_left_it(cast: Cast) -> None:
    world = cast.world
    await world.slash(world.member, "quote")
    await world.slash(world.member, "prediction")
    guild = world.guild.id
    with closing(sqlite3.connect(world.path)) as database:
        tables = [
            (table, column)
            for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
            for (column,) in database.execute(f"SELECT name FROM pragma_table_info('{table}')")
            if column == "guild_id" or (table, column) == ("guild", "id")
        ]
        assert ("showing", "guild_id") in tables
        database.execute(
            "INSERT INTO guild (id, left_at) VALUES (?, 1) ON CONFLICT DO UPDATE SET left_at = 1", (guild,)
        )
        database.commit()
        await world.bot.library.guilds.purge()
        for table, column in tables:
            left = database.execute(f"SELECT count(*) FROM {table} WHERE {column} = ?", (guild,)).fetchone()
            assert left == (0,), table


def test_every_reference_has_an_index_to_delete_by(cast: Cast) -> None:
    with closing(sqlite3.connect(cast.world.path)) as database:
        for (table,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            for row in database.execute(f"PRAGMA foreign_key_list('{table}')").fetchall():
                leading = {
                    database.execute(f"PRAGMA index_info('{index[1]}')").fetchone()[2]
                    for index in database.execute(f"PRAGMA index_list('{table}')").fetchall()
                }
                columns = database.execute(f"PRAGMA table_info('{table}')").fetchall()
                leading |= {c[1] for c in columns if c[5] and c[2] == "INTEGER"}  # the row's own number
                assert row[3] in leading, (table, row[3])


def test_the_lease_is_renewed_well_before_it_ends() -> None:
    assert lease.RENEW_EVERY <= lease.SECONDS / 3
