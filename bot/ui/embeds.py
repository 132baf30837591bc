"""Discord's shapes: facts and words become embeds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

import discord

from bot.library.article_writer import Added
from bot.library.selection import SentenceContext
from bot.library.visibility import ItemWithArticle
from bot.model import SUMMARY, Article, Guild, Item, ItemKind, Language, Week
from bot.texts import Texts
from bot.ui.markdown import clipped, escaped, whole

COLORS = {
    "summary": discord.Colour(0x3B7A9E),
    "quote": discord.Colour(0xB5563C),
    "prediction": discord.Colour(0x6B5CA5),
    "article": discord.Colour(0x4F7F52),
    "search": discord.Colour(0x2F8F83),
    "review": discord.Colour(0x9A7B2F),
    "daily": discord.Colour(0x4A6FA5),
    "insights": discord.Colour(0x9C5A82),
    "context": discord.Colour(0x8A8F98),
    "plain": discord.Colour(0x5B6472),
    "problem": discord.Colour(0xC8963E),
}
WORDS = 1_500
"""Characters of an article in one embed: Discord fails on about 2,000 Japanese ones and more."""
QUOTED = 1_200
"""Of a quotation: escaping may double them, and Fluent takes 2,500 in a variable."""
SPEAKER = 100
"""Characters of a speaker's name."""
PAGE = 5
"""Sections, or articles, on one page."""

_BRACKETS = re.compile(r"[\[\]]")


class Renderer:
    """Makes embeds in one language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        self._texts = texts
        self.language = language

    def say(self, key: str, /, **variables: str | int | float) -> str:
        """The message `key` in this language."""
        return self._texts.say(self.language, key, **variables)

    def speaking(self, language: Language) -> Renderer:
        """Renders in another language."""
        return Renderer(self._texts, language)

    def name(self, article: Article) -> str:
        """An article's title inside a sentence."""
        return escaped(clipped(article.title, 100))

    def quote(self, found: ItemWithArticle) -> discord.Embed:
        """One quotation, who said it and where it stands."""
        blocks = [self.words(found.item), self.speaker(found.item), self.source(found.article)]
        return self.embed("quote", self.say("quote-label"), blocks)

    def card(self, article: Article, *, part: bool) -> discord.Embed:
        """What stands below a card; `part`: it has one sentence of the quotation only."""
        note = [self.say("card-part-note")] if part else []
        return self.embed("quote", self.say("quote-label"), [self.source(article), *note])

    def prediction(self, item: Item, article: Article, label: str) -> discord.Embed:
        """One prediction with its kind and horizon; `label` says which one it is."""
        blocks = [self.words(item), self.kind_and_time(item), self.source(article)]
        return self.embed("prediction", label, blocks)

    def words(self, item: Item) -> str:
        """The words of an item; those of a quotation between its marks."""
        if item.kind is not ItemKind.QUOTE:
            return escaped(clipped(item.text, WORDS))
        # English puts the comma of its own sentence inside the marks; alone, the words don't end in one.
        return self.say("quote-words", text=escaped(clipped(item.text.rstrip(",、"), QUOTED)))

    def speaker(self, item: Item) -> str:
        """Who said a quotation."""
        if not item.speaker:
            return self.say("quote-no-speaker")
        return self.say("quote-speaker", name=escaped(clipped(item.speaker, SPEAKER)))

    def kind_and_time(self, item: Item) -> str:
        """What a prediction is, and for when, in two lines."""
        horizon = item.horizon
        when = self.say("horizon", horizon=escaped(horizon)) if horizon else self.say("horizon-none")
        return self.say(f"kind-{item.prediction_kind}") + "\n" + when

    def summary(self, article: Article, items: Sequence[Item], page: int = 0) -> discord.Embed:
        """Lines of a summary; of a summary by section, one page."""
        kind = items[0].kind
        label = self.say(f"summary-{kind}")
        shown = items
        if kind is ItemKind.SECTION:
            shown = items[page * PAGE : (page + 1) * PAGE]
            if len(items) > PAGE:
                label = self.say("page", label=label, page=page + 1, pages=pages(len(items)))
        each = WORDS // len(shown)
        blocks = []
        for item in shown:
            text = escaped(clipped(item.text, each))
            if kind is ItemKind.SECTION:
                heading = escaped(clipped(item.heading, 80)) if item.heading else self.say("summary-lead")
                text = f"**{heading}**\n{text}"
            elif len(items) > 1:
                text = f"- {text}"
            blocks.append(text)
        gap = "\n\n" if kind is ItemKind.SECTION else "\n"
        return self.titled("summary", label, article, [gap.join(blocks), self.source(article)])

    def context(self, contexts: Sequence[SentenceContext]) -> discord.Embed:
        """Source sentences between their neighbours, each once, with … between those that are apart."""
        each = WORDS // len(contexts)
        around = each // 4
        lines: list[str] = []
        for last, context, coming in zip([None, *contexts], contexts, [*contexts[1:], None], strict=False):
            distance = _distance(last, context)
            if distance > 3 and last is not None:
                lines.append("…")
            if distance > 2:
                before, size = context.before, len(context.before)
                if size > around:
                    start, end = whole(before, size - around, size)
                    before = "…" + before[start:end]
                lines.append(escaped(before))
            if distance > 0:
                lines.append(f"**{escaped(clipped(context.sentence, each - 2 * around))}**")
            if coming is None or _distance(context, coming) > 1:
                lines.append(escaped(clipped(context.after, around)))
        blocks = ["\n".join(filter(None, lines)), self.source(contexts[0].article)]
        return self.embed("context", self.say("context-label"), blocks)

    def articles(self, articles: Sequence[Article], page: int) -> discord.Embed:
        """One page of the list of articles."""
        shown = articles[page * PAGE * 2 : (page + 1) * PAGE * 2]
        blocks = [
            self.say(
                "article-line",
                title=escaped(clipped(article.title, 80)),
                language=self.say(f"language-{article.language}"),
                added=discord.utils.format_dt(article.added_at, "D"),
                shared=str(article.guild_id is None).lower(),
            )
            for article in shown
        ]
        label = self.say("articles-label", count=len(articles))
        if len(articles) > PAGE * 2:
            label = self.say("page", label=label, page=page + 1, pages=pages(len(articles), PAGE * 2))
        return self.embed("article", label, ["\n".join(blocks), self.say("articles-hint")])

    def article(self, article: Article, counts: Mapping[ItemKind, int], reviewed: str) -> discord.Embed:
        """What is known of one article; `reviewed` is how much of it stood."""
        facts = f"{self._facts(article, counts)}\n{reviewed}"
        blocks = [facts, self.say("article-added.action")]
        return self.titled("article", self.say("article-label"), article, blocks)

    def added(self, added: Added) -> discord.Embed:
        """What came of adding a text."""
        outcome = added.outcome if added.counts else "added-unread"
        if added.draft is not None and outcome == "known":
            outcome = "changed"
        action = self.say(f"article-{'changed' if added.draft is not None else outcome}.action")
        blocks = [self._facts(added.article, added.counts), action]
        return self.titled("article", self.say(f"article-{outcome}"), added.article, blocks)

    def settings(self, guild: Guild, zone: str, *, changed: bool) -> discord.Embed:
        """What was chosen for a guild, or that it was `changed`; `zone` is the one in force."""
        language = f"language-{guild.language}" if guild.language else "settings-language-unset"
        lines = [
            self.say("settings-language", value=self.say(language)),
            self.say("settings-zone" if guild.zone else "settings-zone-unset", zone=zone),
            self.say("settings-editors", role=f"<@&{guild.editor_role}>")
            if guild.editor_role
            else self.say("settings-editors-unset"),
            self.say("settings-unreviewed", shown=str(guild.unreviewed).lower()),
            self.say("settings-theme", theme=self.say(f"command-settings.theme-{guild.theme}")),
        ]
        hints = [] if guild.unreviewed else [self.say("settings-unreviewed-hint")]
        if not changed:
            hints.append(self.say("settings-hint"))
        label = self.say("settings-changed-label" if changed else "settings-label")
        return self.embed("plain", label, ["\n".join(lines), *hints])

    def commands(self, commands: Sequence[tuple[str, str]]) -> discord.Embed:
        """Each command (its name and its mention) with both names, by root; one with others below it stands
        by itself."""
        blocks: list[list[str]] = [[]]
        for root, members in groupby(commands, key=lambda command: command[0].split()[0]):
            names = [(mention, f"command-{name.replace(' ', '-')}") for name, mention in members]
            alone = names == [(names[0][0], f"command-{root}")]
            head = self.say(
                "help-line",
                command=names[0][0] if alone else f"**/{root}**",
                ja=self._texts.say(Language.JA, f"command-{root}"),
                description=self.say(f"command-{root}.description"),
            )
            if alone:
                blocks[-1].append(head)
            else:
                below = self.say("help-joined").join(
                    self.say("help-sub", mention=mention, ja=self._texts.say(Language.JA, key))
                    for mention, key in names
                )
                blocks += [[head, below], []]
        return self.embed(
            "plain", self.say("help-commands-label"), ["\n".join(block) for block in blocks if block]
        )

    def weeks(self, weeks: Sequence[Week]) -> list[str]:
        """The votes of each week in a line; the last one isn't over."""
        lines = [
            self.say(
                "insights-week",
                day=self.say("insights-day", month=week.monday.month, day=week.monday.day),
                votes=self.say("insights-votes", up=week.up, down=week.down),
            )
            for week in weeks[:-1]
        ]
        votes = self.say("insights-votes", up=weeks[-1].up, down=weeks[-1].down)
        return [*lines, self.say("insights-this-week", votes=votes)]

    def note(self, text: str, *, problem: bool = False) -> discord.Embed:
        """One sentence of the bot's own."""
        return discord.Embed(description=text, colour=COLORS["problem" if problem else "plain"])

    def source(self, article: Article) -> str:
        """Where the words come from, with the link if there is one."""
        # Brackets would end a masked link early, escaped or not, so the title in it loses them.
        bare = clipped(article.title, 80)
        title = f"[{escaped(_BRACKETS.sub(' ', bare))}]({article.url})" if article.url else escaped(bare)
        if article.author:
            author = escaped(clipped(article.author, 60))
            return "-# " + self.say("source-by", title=title, author=author)
        return "-# " + self.say("source", title=title)

    def plain_source(self, article: Article) -> str:
        """Where the words come from, without markup."""
        if article.author:
            return self.say("source-by", title=article.title, author=article.author)
        return self.say("source", title=article.title)

    def _facts(self, article: Article, counts: Mapping[ItemKind, int]) -> str:
        day = article.published
        return self.say(
            "article-facts",
            author=escaped(clipped(article.author, 60)) if article.author else "none",
            publisher=escaped(clipped(article.publisher, 80)) if article.publisher else "none",
            published=self.say("day-published", year=str(day.year), month=day.month, day=day.day)
            if day
            else "none",
            added=discord.utils.format_dt(article.added_at, "D"),
            language=self.say(f"language-{article.language}"),
            summaries=sum(counts.get(kind, 0) for kind in SUMMARY),
            quotes=counts.get(ItemKind.QUOTE, 0),
            predictions=counts.get(ItemKind.PREDICTION, 0),
        )

    def titled(self, kind: str, label: str, article: Article, blocks: Sequence[str]) -> discord.Embed:
        """As `embed`, about a whole article: with its title, which is the link."""
        embed = self.embed(kind, label, blocks)
        embed.title, embed.url = escaped(clipped(article.title, 120)), article.url
        return embed

    def embed(self, kind: str, label: str, blocks: Sequence[str]) -> discord.Embed:
        """A message in the colour of its kind: a label and blocks with a line between."""
        embed = discord.Embed(description="\n\n".join(blocks), colour=COLORS[kind])
        embed.set_author(name=label)
        return embed


def pages(count: int, size: int = PAGE) -> int:
    """How many pages `count` things take."""
    return max(1, -(-count // size))


def _distance(one: SentenceContext | None, other: SentenceContext) -> int:
    """From the last sentence of one to the first of the other; 0 for the same sentences, and 4 for any that
    are farther apart, come in another order or have a heading between them."""
    if one is None:
        return 4
    if (one.first, one.last, one.sentence) == (other.first, other.last, other.sentence):
        return 0
    apart = other.first - one.last
    return apart if 0 < apart < 4 and one.after and other.before else 4
