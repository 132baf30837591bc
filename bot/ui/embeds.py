"""Embeds of what comes from articles: quotations, predictions, summaries, and sentences in context."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import discord

from bot.library.article_writer import LINK_LENGTH
from bot.library.predictions import facts
from bot.library.visibility import ItemWithArticle
from bot.model import Article, Item, ItemKind, Language
from bot.recordings import at_second
from bot.texts import Texts
from bot.ui.budget import AUTHOR, HEADLINE, NAME, TEXT, TITLE
from bot.ui.markdown import escaped

COLORS = {
    "summary": discord.Color(0x3B7A9E),
    "quote": discord.Color(0xB5563C),
    "prediction": discord.Color(0x6B5CA5),
    "article": discord.Color(0x4F7F52),
    "search": discord.Color(0x2F8F83),
    "review": discord.Color(0x9A7B2F),
    "daily": discord.Color(0x4A6FA5),
    "insights": discord.Color(0x9C5A82),
    "context": discord.Color(0x8A8F98),
    "plain": discord.Color(0x5B6472),
    "problem": discord.Color(0xC8963E),
}
PAGE_SIZE = 5
"""Sections, or articles, on one page."""


class Renderer:
    """Say messages and make embeds in one language."""

    def __init__(self, texts: Texts, language: Language) -> None:
        self._texts = texts
        self.language = language

    def say(self, key: str, /, **variables: str | int) -> str:
        """Return the message `key` in this language."""
        return self._texts.say(self.language, key, **variables)

    def in_language(self, language: Language) -> Renderer:
        """Return a renderer in another language."""
        return Renderer(self._texts, language)

    def title(self, article: Article) -> str:
        """Return an article's title for the inside of a sentence."""
        return escaped(article.title, TITLE)

    def quote(self, found: ItemWithArticle, note: str = "") -> discord.Embed:
        """Return a quotation, who said it and its source; and a note on it."""
        blocks = [
            self.words(found.item),
            self.speaker(found.item),
            self.source(found.article, said=found.item),
            note,
        ]
        return self.embed("quote", self.say("quote-label"), blocks)

    def card(self, found: ItemWithArticle, *, part: bool, horizontal: bool = False) -> discord.Embed:
        """Return what stands below a card.

        `part`: it has only one sentence of the quotation. `horizontal`: it was to have vertical lines.
        """
        notes = {"card-part-note": part, "card-horizontal-note": horizontal}
        said = [self.say(key) for key, is_so in notes.items() if is_so]
        source = self.source(found.article, said=found.item)
        return self.embed("quote", self.say("quote-label"), [source, *said])

    def prediction(self, item: Item, article: Article, label: str) -> discord.Embed:
        """Return a prediction with all that is known of it; `label` says which one it is."""
        known = [self.kind(item), self.horizon(item), *self.prediction_facts(item, article)]
        blocks = [self.words(item), "\n".join(filter(None, known)), self.source(article, said=item)]
        return self.embed("prediction", label, blocks)

    def words(self, item: Item, longest: int = TEXT) -> str:
        """Return the words of an item; those of a quotation in quotation marks, if the article has them."""
        if item.kind is not ItemKind.QUOTE or item.spoken:
            return escaped(item.text, longest)
        # English puts the comma of its own sentence inside the marks; alone, the words don't end in one.
        return self.say("quote-words", text=escaped(item.text.rstrip(",、"), longest))

    def speaker(self, item: Item) -> str:
        """Return who said a quotation, and that it is from an interview; "" where there is neither to say."""
        if not item.speaker:
            return self.say("quote-spoken") if item.spoken else ""
        speaker = self.say("quote-speaker", name=escaped(item.speaker, NAME))
        return self.marked(speaker, "spoken") if item.spoken else speaker

    def marked(self, text: str, mark: str) -> str:
        """Return a text with a word behind it that says what it is; `mark` is the key of the word."""
        return self.say("marked", text=text, mark=self.say(mark))

    def kind(self, item: Item) -> str:
        """Return what a prediction is; "" where that is uncertain."""
        kind = item.prediction_kind
        return self.say("kind", kind=self.say(f"kind-name-{kind}")) if kind else ""

    def horizon(self, item: Item) -> str:
        """Return when a prediction is about; "" where the article doesn't say."""
        return self.say("horizon", horizon=escaped(item.horizon, NAME)) if item.horizon else ""

    def prediction_facts(self, item: Item, article: Article) -> list[str]:
        """Return lines on who made a prediction, when, and until which date it can come true: what is known
        of that."""
        known, lines = facts(item, article), []
        if known.speaker:
            lines.append(self.say("prediction-said-by", name=escaped(known.speaker, NAME)))
        if known.said_on:
            lines.append(self.say("prediction-said-on", date=self.day(known.said_on)))
        if known.due_on:
            due = self.day(known.due_on)
            lines.append(self.say("prediction-due", date=due, basis=str(known.basis)))
        return lines

    def day(self, on: date) -> str:
        """Return a date with its year."""
        return self.say("date-with-year", year=str(on.year), month=on.month, day=on.day)

    def heading(self, item: Item) -> str:
        """Return the heading of the section that an item is the summary of."""
        return escaped(item.heading, NAME) if item.heading else self.say("summary-lead")

    def summary(self, article: Article, items: Sequence[Item], page: int = 0) -> discord.Embed:
        """Return the lines of a summary, all of one length; by section, page `page` (from 0) of them."""
        kind = items[0].kind
        label = self.say(f"summary-{kind}")
        shown = items
        if kind is ItemKind.SECTION:
            shown = items[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
            label = self.numbered(label, page, page_count(len(items)))
        each = TEXT // len(shown)
        blocks = []
        for item in shown:
            if kind is ItemKind.SECTION:
                heading = self.heading(item)
                blocks.append(f"**{heading}**\n{escaped(item.text, each - len(heading))}")
            else:
                blocks.append(("- " if len(items) > 1 else "") + escaped(item.text, each))
        gap = "\n\n" if kind is ItemKind.SECTION else "\n"
        return self.titled("summary", label, article, [gap.join(blocks), self.source(article)])

    def numbered(self, label: str, page: int, count: int) -> str:
        """Return the label of a page (from 0), with its number where there are several."""
        return label if count < 2 else self.say("page", label=label, page=page + 1, pages=count)

    def text_embed(self, text: str, *, problem: bool = False) -> discord.Embed:
        """Return a message of the bot's own, without a label."""
        return discord.Embed(description=text, color=COLORS["problem" if problem else "plain"])

    def source(self, article: Article, *, said: Item | None = None, longest: int = LINK_LENGTH) -> str:
        """Return the line that names the article and its author, with the link unless that is too long.

        The link has a word of its own: inside a masked link Discord shows escapes, and an address there makes
        it none. It leads to the second at which an item was `said`, where the article is a transcript and its
        address takes one.
        """
        title = escaped(article.title, TITLE)
        if article.author:
            line = self.say("source-by", title=title, author=escaped(article.author, AUTHOR))
        else:
            line = self.say("source", title=title)
        if article.translated:
            line = self.marked(line, "translated")
        urls = [article.url]
        if article.url and said and said.second is not None:
            urls.insert(0, at_second(article.url, said.second))
        if url := next((one for one in urls if one and len(one) <= longest), None):
            line = self.say("source-link", source=line, url=url)
        return f"-# {line}"

    def plain_source(self, article: Article) -> str:
        """Return the line that names the article and its author, without markup."""
        if article.author:
            line = self.say("source-by", title=article.title, author=article.author)
        else:
            line = self.say("source", title=article.title)
        return self.marked(line, "translated") if article.translated else line

    def titled(self, kind: str, label: str, article: Article, blocks: Sequence[str]) -> discord.Embed:
        """Return an embed about a whole article, as `embed` does; its title is the link."""
        embed = self.embed(kind, label, blocks)
        embed.title, embed.url = escaped(article.title, HEADLINE), article.url
        return embed

    def embed(self, kind: str, label: str, blocks: Sequence[str]) -> discord.Embed:
        """Return an embed in the color of `kind`: a label, and blocks (but "") with empty lines between."""
        embed = discord.Embed(description="\n\n".join(filter(None, blocks)), color=COLORS[kind])
        embed.set_author(name=label)
        return embed


def page_count(count: int, size: int = PAGE_SIZE) -> int:
    """Return how many pages of `size` `count` things take; at least one."""
    return max(1, -(-count // size))
