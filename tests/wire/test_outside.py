"""Where people ask, and whose articles they see there: in servers with the bot and without, in direct
messages and groups."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.app.client import Client
from bot.app.startup import open_bot
from bot.model import OUTSIDE, ItemKind, Language
from bot.texts import Texts
from tests.test_house import FOR_PEOPLE

from .interactions import COMPONENT
from .limits import Json
from .small import SmallDiscord
from .state import EPHEMERAL, Channel, Guild, User

WHERE = ("here", "elsewhere", "without the bot", "direct", "group")
WHOSE = {
    "shared": None,
    "this server's": "here",
    "another server's": "elsewhere",
    "removed": "here",
    "a server's that the bot left": "without the bot",
}
WORDS = dict(zip(WHOSE, ("灯台", "図書室", "天文台", "植物園", "水族館"), strict=True))
"""A word that stands in one article alone."""
SEES = {
    ("here", "shared"),
    ("here", "this server's"),
    ("elsewhere", "shared"),
    ("elsewhere", "another server's"),
    ("without the bot", "shared"),
    ("direct", "shared"),
    ("group", "shared"),
}
BUTTONS = (
    "another:{article}:{last}:0:",
    "card:{item}",
    "context:{item}",
    "place:{article}:0",
    "prediction:{article}:0",
    "read:{article}:0:medium",
    "run:quote:article=#{article}",
    "run:read:article=#{article}",
    "save:{item}",
    "search:{article}:0:{word}",
    "summary:{article}:0",
)
MAY = ("use_external_apps", "send_messages", "embed_links", "view_channel")
"""What it takes to bring an answer into a server without the bot."""
STILL_SHOWN = {"context:{item}"}
"""What a server's old messages still show of an article that it removed."""


def text(word: str) -> str:
    return (
        f"# {word}だより\n\n{word}は来年の春から夜間も開く予定だ。館長の三崎ハルカさんは"
        f"「夜の{word}に読む人の居場所をつくりたい」と話した。司書の早川ミオさんは「{word}は人を待っている」と述べた。\n\n"
        f"## 見通し\n\n今後3年で{word}の来館者は2万人を超える見通しだ。\n"
    )


@dataclass
class Places:
    """The bot, where people can ask it, and the articles and a quotation of each."""

    small: SmallDiscord
    bot: Client
    guilds: dict[str, Guild]
    articles: dict[str, int]
    items: dict[str, int]

    def person(self, where: str, **permissions: bool) -> tuple[User, Channel]:
        """Somebody new, who added the bot to their account, and a channel of theirs in that place."""
        world = self.small.world
        user = world.add_user("haru")
        world.accounts.add(user.id)
        if where == "direct":
            return user, world.direct(user.id)
        if where == "group":
            return user, world.group(user, world.add_user("mio"))
        guild = self.guilds[where]
        guild.add_member(user)
        channel = guild.add_channel("general")
        channel.allow(user, **permissions)
        return user, channel

    async def typed(self, where: str, command: str, /, **options: Any) -> Json:
        """What somebody sees who types a command there."""
        user, channel = self.person(where)
        asked = await self.small.slash(channel, user, command, options, locale="ja")
        return await asked.response(within=10)

    async def pressed(self, where: str, custom_id: str) -> Json:
        """What somebody sees who presses a button with this id below a private message there."""
        user, channel = self.person(where)
        button = {"type": 2, "style": 2, "label": "x", "custom_id": custom_id}
        rows = [{"type": 1, "components": [button]}]
        world = self.small.world
        source = world.message(channel, world.bot, {"components": rows, "flags": EPHEMERAL})
        data = {"custom_id": custom_id, "component_type": 2}
        asked = await self.small.act(channel, user, COMPONENT, data, "ja", source)
        return await asked.response(within=10)

    def tells(self, shown: Json, whose: str) -> bool:
        """Whether words of that article are shown, beyond the one that was typed."""
        seen = str(shown["embeds"]) + str(shown["attachments"])
        return "三崎" in seen or any(
            words in seen for words in (f"夜の{WORDS[whose]}", f"{WORDS[whose]}は", f"{WORDS[whose]}の来館者")
        )


@pytest.fixture
async def places(small: SmallDiscord, path: Path) -> AsyncIterator[Places]:
    world = small.world
    guilds = {name: world.add_guild(name, locale="ja") for name in ("here", "elsewhere", "without the bot")}
    del guilds["without the bot"].members[world.bot.id]
    async with open_bot(path) as bot, small.connect(bot):
        articles, items = {}, {}
        for whose, owner in WHOSE.items():
            guild_id = guilds[owner].id if owner else None
            added = (await bot.library.articles.add(text(WORDS[whose]), guild_id)).article
            articles[whose] = added.id
            _, found = await bot.library.articles.items(guild_id or 1, added.id, ItemKind.QUOTE)
            items[whose] = found[0].id
        await bot.library.articles.remove(guilds["here"].id, articles["removed"])
        for guild in guilds.values():
            await bot.library.guilds.mark_started(guild.id)
        await small.until(lambda: bot.command_ids)
        yield Places(small, bot, guilds, articles, items)


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("whose", WHOSE)
async def test_commands_and_buttons_show_an_article_exactly_where_it_may_be_seen(
    places: Places, where: str, whose: str
) -> None:
    article, sees = f"#{places.articles[whose]}", (where, whose) in SEES
    for command in ("read", "quote", "prediction", "summary"):
        shown = await places.typed(where, command, article=article)
        assert places.tells(shown, whose) == sees, command
    for options in ({}, {"article": article}):
        shown = await places.typed(where, "search", words=WORDS[whose], **options)
        assert places.tells(shown, whose) == sees, options
    shown = await places.typed(where, "ask", question=f"{WORDS[whose]}の来館者は何人を超える？")
    assert (f"{WORDS[whose]}の来館者は2万人" in str(shown["embeds"])) == sees
    ids = {"article": places.articles[whose], "item": places.items[whose], "last": 1, "word": WORDS[whose]}
    for template in BUTTONS:
        kept = whose == "removed" and where == "here" and template in STILL_SHOWN
        shown = await places.pressed(where, template.format(**ids))
        assert places.tells(shown, whose) == (sees or kept), template


@pytest.mark.parametrize("where", WHERE)
async def test_suggestions_and_answers_without_an_article_know_no_more(places: Places, where: str) -> None:
    user, channel = places.person(where)
    asked = await places.small.autocomplete(channel, user, "read", "article", "だより")
    offered = {choice["value"] for choice in (await asked.response())["choices"]}
    assert offered == {f"#{places.articles[whose]}" for place, whose in SEES if place == where}
    for _ in range(6):
        for command in ("quote", "summary", "prediction", "read"):
            shown = await places.typed(where, command)
            for whose in WHOSE:
                assert (where, whose) in SEES or WORDS[whose] not in str(shown["embeds"]), (command, whose)


@pytest.mark.parametrize("where", ["without the bot", "direct", "group"])
async def test_outside_nothing_is_voted_on_counted_or_changed(
    places: Places, texts: Texts, where: str
) -> None:
    refused = texts.say(Language.JA, "guild-only")
    for custom_id in (
        f"vote:{places.items['shared']}:up",
        f"vote-back:{places.items['shared']}",
        f"item:{places.items['shared']}",
        f"article-panel:{places.articles['shared']}",
        f"remove:{places.articles['shared']}",
        "articles:0",
        "forecasts:",
        "forecasts:resolved:0",
        "forecast-mine:",
        "forecast-board:0",
        "forecast-appear:on",
        f"forecast-item:{places.items['shared']}",
        "run:forecast",
        "run:articles",
        "run:help",
        "run:article manage",
        "run:daily manage",
        "start:",
        "help:commands",
    ):
        assert refused in str((await places.pressed(where, custom_id))["embeds"]), custom_id
    for command in ("quote", "prediction", "summary"):
        shown = await places.typed(where, command)
        ids = [one["custom_id"] for row in shown["components"] for one in row["components"]]
        assert not any(custom_id.startswith("vote") for custom_id in ids), command
        assert any(custom_id.startswith("save:") for custom_id in ids), command
    assert [guild.id for guild in await places.bot.library.guilds.all()] == sorted(
        guild.id for guild in places.guilds.values()
    )


async def test_outside_the_prediction_of_the_day_is_the_same_for_all_who_read_one_language(
    places: Places,
) -> None:
    shown = [await places.typed(where, "prediction") for where in ("direct", "group", "without the bot")]
    assert len({str(one["embeds"]) for one in shown}) == 1


async def test_reading_goes_on_where_somebody_stopped_outside_and_is_theirs_to_delete(
    places: Places, texts: Texts
) -> None:
    small, bot = places.small, places.bot
    user, channel = places.person("direct")
    for command in ("read", "saved", "privacy"):
        await (await small.slash(channel, user, command, locale="ja")).response(within=10)
    place = await bot.library.places.latest(OUTSIDE, user.id)
    assert place is not None
    here = places.guilds["here"]
    assert await bot.library.places.latest(here.id, user.id) is None, "each place is its own"
    asked = await small.slash(channel, user, "privacy", locale="ja")
    said = (await asked.response())["embeds"][0]["description"]
    assert texts.say(Language.JA, "privacy-outside") in said
    assert texts.say(Language.JA, "privacy-stored-places", count=1, up=0, down=0) in said
    await bot.library.personal_data.forget(user.id)
    assert await bot.library.places.latest(OUTSIDE, user.id) is None


@pytest.mark.parametrize(
    ("missing", "public"),
    [("", True), ("use_external_apps", False), ("send_messages", False), ("embed_links", False)],
)
async def test_in_a_server_without_the_bot_others_see_an_answer_where_the_person_may_bring_one(
    places: Places, missing: str, public: bool
) -> None:
    may = dict.fromkeys(MAY, True)
    user, channel = places.person("without the bot", **{**may, **({missing: False} if missing else {})})
    for command, options in (("quote", {}), ("search", {"words": "灯台"})):
        asked = await places.small.slash(channel, user, command, options, locale="ja")
        shown = await asked.response(within=10)
        assert bool(shown["flags"] & EPHEMERAL) is not public, command
    asked = await places.small.slash(channel, user, "quote", {"private": True}, locale="ja")
    assert (await asked.response())["flags"] & EPHEMERAL


async def test_somebody_elses_press_below_such_an_answer_sees_what_it_was_made_of(
    places: Places, texts: Texts
) -> None:
    may = dict.fromkeys(MAY, True)
    user, channel = places.person("without the bot", **may)
    asked = await places.small.slash(channel, user, "quote", locale="ja")
    message = await asked.response(within=10)
    other = places.small.world.add_user("ren")  # who never heard of the bot
    places.guilds["without the bot"].add_member(other)
    context = next(
        one["custom_id"]
        for row in message["components"]
        for one in row["components"]
        if one["custom_id"].startswith("context")
    )
    pressed = await places.small.click(message, context, other, locale="ja")
    shown = await pressed.response(within=10)
    assert shown["flags"] & EPHEMERAL
    assert shown["embeds"][0]["author"]["name"] == texts.say(Language.JA, "context-label")


@pytest.mark.parametrize("where", ["without the bot", "direct", "group"])
async def test_a_card_of_a_message_is_for_one_person_outside_where_its_author_could_not_delete_it(
    places: Places, texts: Texts, where: str
) -> None:
    user, channel = places.person(where, **dict.fromkeys(MAY, True))
    words = "夜の港は、昼とは違う音がする。"
    written = places.small.world.message(channel, places.small.world.add_user("sora"), {"content": words})
    name = texts.say(Language.EN, "command-make-card")
    asked = await places.small.on_message(channel, user, name, written, locale="ja")
    preview = await asked.response(within=15)
    assert preview["flags"] & EPHEMERAL
    (attached,) = preview["attachments"]
    assert words in attached["description"]
    (post,) = [one for one in _components(preview) if one["custom_id"].startswith("card-post")]
    assert post["disabled"]
    assert texts.say(Language.JA, "card-outside-note") in str(preview["embeds"])


@pytest.mark.parametrize("for_accounts", [True, False])
async def test_commands_are_registered_for_accounts_only_if_the_application_is_for_them(
    small: SmallDiscord, path: Path, for_accounts: bool
) -> None:
    small.world.for_accounts = for_accounts
    async with open_bot(path) as bot, small.connect(bot):
        await small.until(lambda: bot.command_ids)
    for command in small.world.commands:
        for_people = command["name"] in FOR_PEOPLE
        dms = [1, 2] if for_accounts else [1]
        assert command["contexts"] == [0, *(dms if for_people else [])], command["name"]
        assert command["integration_types"] == [0, *([1] if for_people and for_accounts else [])]


@pytest.mark.parametrize(
    ("where", "postable"), [("direct", True), ("group", True), ("without the bot", False)]
)
async def test_a_card_of_a_quotation_is_posted_outside_where_an_answer_may_be_seen(
    places: Places, where: str, postable: bool
) -> None:
    user, channel = places.person(where, use_external_apps=False)
    asked = await places.small.slash(channel, user, "quote", {"private": True}, locale="ja")
    quote = await asked.response(within=10)
    pressed = await places.small.click(quote, f"card:{_item(quote)}", user, locale="ja")
    preview = await pressed.response(within=20)
    assert preview["flags"] & EPHEMERAL
    assert preview["attachments"]
    post = next(one for one in _components(preview) if one["custom_id"].startswith("card-post"))
    assert post.get("disabled", False) is not postable
    post["disabled"] = False
    pressed = await places.small.click(preview, post["custom_id"], user, locale="ja")
    shown = await pressed.response(within=20)
    assert bool(shown["flags"] & EPHEMERAL) is not postable
    assert bool(shown["attachments"]) is postable
    assert not any(one["custom_id"].startswith("vote") for one in _components(shown))


def _components(message: Json) -> list[Json]:
    return [one for row in message["components"] for one in row["components"]]


def _item(message: Json) -> str:
    """The item below which the button that saves it stands."""
    ids = (one["custom_id"] for one in _components(message))
    return str(next(one for one in ids if one.startswith("save:")).partition(":")[2])


async def test_all_other_commands_are_offered_in_servers_with_the_bot_alone(places: Places) -> None:
    for where in ("without the bot", "direct", "group"):
        user, channel = places.person(where)
        for command in ("articles", "help", "settings", "insights"):
            with pytest.raises(AssertionError, match="is not offered"):
                await places.small.slash(channel, user, command)


async def test_a_mistake_outside_offers_only_what_can_be_done_there(places: Places, texts: Texts) -> None:
    shown = await places.typed("direct", "quote", about="見つからない")
    assert texts.say(Language.JA, "quotes-none-about", about="見つからない") in str(shown["embeds"])
    ids = [one["custom_id"] for row in shown["components"] for one in row["components"]]
    assert ids == ["run:quote"]
