"""How a text that was read becomes an article, or a draft of what a known one would become."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote, urlsplit

from bot.errors import UserError
from bot.fetch import bare_address, typed_address
from bot.library.article_items import best, carry_over, read_items
from bot.library.part_ends import moved_ends
from bot.library.places import moves
from bot.library.room import check_kept
from bot.model import Article, Item, ItemKind, Metadata, Reading
from bot.model.quotas import Way
from bot.reader.wire import Readout, pack_reading
from bot.store import (
    articles,
    bodies,
    drafts,
    index,
    items,
    own_items,
    places,
    questions,
    queue,
    removal,
    reviews,
    saved,
)
from bot.store.drafts import Draft
from bot.words import plain

NAME_LENGTH = 200
LINK_LENGTH = 500
_UNLINKABLE = ' <>"()\\'


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a text did. `outcome` is "added", "known" (nothing changed), "restored" or "refreshed".

    `draft` is what `refresh` takes to give a known article what came now, None where that is the same.
    `left_out` is how many items were read that the article doesn't have, since it would have too many.
    `feeds` are those of its page, as a `Readout` has them.
    """

    article: Article
    outcome: str
    counts: dict[ItemKind, int]
    draft: int | None = None
    left_out: int = 0
    feeds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is stored of one text. `read` is what the text says of itself, `given` what a person says.

    `items` are the best of what was read, `left_out` is how many more there were. `words` are those of each
    sentence, for the index.
    """

    given: Metadata
    read: Metadata
    reading: Reading
    text: str
    digest: bytes
    items: list[Item]
    left_out: int
    words: list[str]

    @property
    def url(self) -> str | None:
        """Return the address that a person gave, else the one that the text names."""
        return self.given.url or self.read.url


def prepare(readout: Readout, given: Metadata) -> Prepared:
    """Return all that is to be stored of a text; slow for a long one (pure).

    Raises UserError for a text without a sentence and for a `given` link that is none.
    """
    if not readout.reading.sentences:
        raise UserError("article-no-sentences")
    read = readout.metadata
    url = quote(bare_address(read.url), safe="%/:?#[]@!$&'*+,;=~") if read.url else None
    read = replace(
        read,
        title=_one_line(read.title, readout.reading.title, readout.reading.sentences[0].text) or "…",
        author=_one_line(read.author, readout.reading.author),
        translated=read.translated or readout.reading.translated,
        publisher=_one_line(read.publisher),
        url=url if url and is_link(url) else None,
    )
    given = replace(
        given,
        title=_one_line(given.title),
        author=_one_line(given.author),
        publisher=_one_line(given.publisher),
        url=typed_link(given.url) if given.url is not None else None,
    )
    text = readout.text
    found = read_items(readout.reading)
    kept = best(found)
    words = index.sentence_words(text, [sentence.spans for sentence in readout.reading.sentences])
    left_out = len(found) - len(kept)
    return Prepared(given, read, readout.reading, text, digest_of(text), kept, left_out, words)


def store(
    transaction: sqlite3.Connection,
    new: Prepared,
    guild_id: int | None,
    now: datetime,
    *,
    added_by: int | None = None,
    work: str | None = None,
) -> Added:
    """Store a new article; of one that is known, by its address or its body, a draft of what it would become.

    Raises QuotaError where the guild has no room for it.
    """
    known = articles.with_digest(transaction, guild_id, new.digest)
    if known is not None and known.size == 0 and work is None:
        # The host removed a shipped article, and wants to share it after all.
        removal.delete(transaction, [known.id])
        known = None
    if known is None and work is not None:  # no version of one comes back that was removed
        known = articles.emptied(transaction, work, new.reading.language)
    elif known is None and new.read.url:
        linked = articles.linked(transaction, guild_id)
        known = next((one for one in linked if same_page(one.url, new.read.url)), None)
    if known is not None:
        return _known(transaction, new, known, guild_id, now)
    if guild_id is not None:
        check_kept(transaction, guild_id, Way.EDITORS, articles=1, size=len(new.text.encode()))
    article = Article(
        id=0,
        guild_id=guild_id,
        work=work,
        title=new.given.title or new.read.title or "…",
        author=new.given.author or new.read.author,
        url=new.url,
        language=new.reading.language,
        size=len(new.text.encode()),
        added_at=now,
        added_by=added_by,
        removed_at=None,
        publisher=new.given.publisher or new.read.publisher,
        published=new.given.date or new.read.date,
        translated=bool(new.read.translated if new.given.translated is None else new.given.translated),
    )
    stored = articles.insert(transaction, article, new.text, new.digest, new.reading)
    items.insert(transaction, stored.id, new.items)
    index.add(transaction, stored.id, new.words)
    if work is not None:
        before = articles.current(transaction, work, stored.language, besides=stored.id)
        removal.supersede(transaction, work, stored.language, stored.id, now)
        if before is not None:
            _hand_over(transaction, before, stored.id, new.text)
    counts = items.counts(transaction, stored.id)
    return Added(stored, "added", counts, left_out=new.left_out)


def _hand_over(transaction: sqlite3.Connection, before: int, after: int, text: str) -> None:
    """Have readers and series go on in a new version of a shipped article: at the same words, as after a
    refresh. What people saved stays saved where its words are in it; questions stay in any case."""
    text_before = articles.text(transaction, before)
    move = moves(text_before, text)
    places.move(transaction, before, move)
    places.hand_over(transaction, before, after)
    queue.move_places(transaction, before, move, moved_ends(text_before, text, move))
    queue.hand_over(transaction, before, after)
    saved.hand_over_article(transaction, before, after)
    questions.hand_over(transaction, before, after)


def _known(
    transaction: sqlite3.Connection, new: Prepared, known: Article, guild_id: int | None, now: datetime
) -> Added:
    counts = items.counts(transaction, known.id)
    outcome = "known"
    if known.removed_at is not None and guild_id is not None:
        known = removal.restore(transaction, guild_id, known.id) or known
        outcome = "restored"
    if known.work is not None and articles.text(transaction, known.id) == new.text:
        bodies.put(transaction, known.id, new.reading.body_blocks)  # a version from before had none
    if known.guild_id != guild_id or known.work is not None:
        return Added(known, outcome, counts)
    # What is there may be somebody's correction: only what is missing comes from the text.
    translated = known.translated or bool(new.read.translated)
    draft = Draft(
        id=0,
        article_id=known.id,
        title=new.given.title or known.title,
        author=new.given.author or known.author or new.read.author,
        publisher=new.given.publisher or known.publisher or new.read.publisher,
        published=new.given.date or known.published or new.read.date,
        url=new.given.url or known.url or new.read.url,
        language=new.reading.language,
        translated=translated if new.given.translated is None else new.given.translated,
        text=new.text,
        reading=pack_reading(new.reading),
    )
    if _is_same(transaction, known, draft, new):
        return Added(known, outcome, counts)
    if guild_id is not None:
        more = len(draft.text.encode()) - drafts.size(transaction, known.id)
        check_kept(transaction, guild_id, Way.EDITORS, articles=0, size=more)
    return Added(known, outcome, counts, drafts.put(transaction, draft, now))


def _is_same(transaction: sqlite3.Connection, known: Article, draft: Draft, new: Prepared) -> bool:
    names = ("title", "author", "publisher", "published", "url", "language", "translated")
    if any(getattr(known, name) != getattr(draft, name) for name in names):
        return False
    before = articles.text(transaction, known.id)
    if _lines(before) != _lines(new.text):
        return False
    there = [item for item in items.read(transaction, known.id) if item.guild_id is None]
    approved = reviews.approved_items(transaction, known.id)
    made = own_items.of_article(transaction, known.id)
    coming = carry_over(approved, new.items, before, new.text, made)
    return {_content(item) for item in there} == {_content(item) for item in coming}


def _content(item: Item) -> tuple[object, ...]:
    return item.kind, item.position, item.text, item.speaker, item.prediction_kind, item.horizon, item.heading


def is_link(url: str) -> bool:
    """Return whether a message on Discord can link to an address."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # read only now; ValueError where it is none
    except ValueError:
        return False
    plain = url.isprintable() and not any(character in url for character in _UNLINKABLE)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain and len(url) <= LINK_LENGTH


def typed_link(text: str) -> str:
    """Return the address that somebody typed as one that a message can link to.

    Raises UserError("link-invalid") for any other text.
    """
    url = typed_address(text).replace("(", "%28").replace(")", "%29")
    if not is_link(url):
        raise UserError("link-invalid")
    return url


def same_page(some: str | None, other: str | None) -> bool:
    """Return whether two addresses are those of one page, however they are written."""
    return bool(some and other) and _address(some or "") == _address(other or "")


def _address(url: str) -> str:
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def _one_line(*candidates: str | None) -> str | None:
    """Return the first candidate that shows anything, as one line."""
    lines = (plain(candidate)[:NAME_LENGTH].strip() for candidate in candidates if candidate)
    return next(filter(None, lines), None)


def _lines(text: str) -> list[str]:
    """Return a text's lines without what an editor may change unseen: white space around them, empty ones."""
    return [line for line in map(str.strip, text.splitlines()) if line]


def digest_of(text: str) -> bytes:
    """Return the SHA-256 digest of a text's body: its lines without a title."""
    lines = _lines(text)
    if len(lines) > 1 and re.match(r"#\s", lines[0]):
        del lines[0]
    return hashlib.sha256("\n".join(lines).encode()).digest()
