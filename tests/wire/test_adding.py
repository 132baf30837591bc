"""Articles from addresses, over the wire."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.startup import open_bot
from bot.model import Language
from bot.texts import Texts
from tests.site import Site

from .small import SmallDiscord

PAGES = Path(__file__).parent.parent / "pages"


@pytest.mark.parametrize("language", list(Language))
async def test_an_address_is_answered_at_once_and_the_answer_becomes_the_article(
    path: Path, site: Site, texts: Texts, language: Language
) -> None:
    page = (PAGES / f"news.{language}.html").read_text("utf-8")
    url, locale = site.says("/a", text=page), {"ja": "ja", "en": "en-GB"}[language]
    async with SmallDiscord() as small:
        guild = small.world.add_guild("読書会")
        channel = guild.add_channel("general")
        async with open_bot(path, fetcher=site.fetcher()) as bot, small.connect(bot):
            await bot.library.guilds.mark_started(guild.id)
            asked = await small.slash(channel, guild.owner, "article add", {"link": url}, locale=locale)
            first = await asked.response(within=3)
            assert first["flags"] & 64
            words = texts.say(language, "article-added")
            await small.until(lambda: asked.original and words in str(asked.original["embeds"]), within=20)
            assert asked.followups == []
            (added,) = [one for one in await bot.library.articles.all(guild.id) if one.guild_id]
            changed = page.replace("昨年の", "一昨年の").replace("on Tuesday", "on Monday")
            site.says("/a", text=changed)
            again = await small.slash(channel, guild.owner, "article add", {"link": url}, locale=locale)
            words = texts.say(language, "article-changed")
            await small.until(lambda: again.original and words in str(again.original["embeds"]), within=20)
        # In another life of the bot the button works as well.
        async with open_bot(path) as bot, small.connect(bot):
            assert again.original is not None
            label = texts.say(language, "button-refresh")
            pressed = await small.click(again.original, label, guild.owner, locale=locale)
            words = texts.say(language, "article-refreshed")
            await small.until(lambda: again.original and words in str(again.original), within=20)
            assert pressed.followups == []
            (refreshed,) = [one for one in await bot.library.articles.all(guild.id) if one.guild_id]
            assert refreshed.size != added.size


async def test_a_refusal_ends_the_message_that_was_begun(path: Path, site: Site, texts: Texts) -> None:
    url = site.says("/a", status=404)
    async with SmallDiscord() as small:
        guild = small.world.add_guild("読書会")
        channel = guild.add_channel("general")
        async with open_bot(path, fetcher=site.fetcher()) as bot, small.connect(bot):
            await bot.library.guilds.mark_started(guild.id)
            asked = await small.slash(channel, guild.owner, "article add", {"link": url}, locale="ja")
            words = texts.say(Language.JA, "fetch-gone")
            await small.until(lambda: asked.original and words in str(asked.original["embeds"]), within=20)
            assert asked.followups == []
            assert len(await bot.library.articles.all(guild.id)) == 2
