"""A guild with questions about a prediction, whose clock stands where a test puts it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.library import Library
from bot.model import Guild, Item, ItemKind, Language, Outcome, PredictionKind, Question
from bot.store.database import Database

GUILD, OTHER = 1, 2
EDITOR, HARU, MIO, REN = 100, 111, 222, 333
START = datetime(2026, 5, 1, 3, 0, tzinfo=UTC)  # noon of a Friday in Tokyo
DUE = date(2026, 12, 31)
KEY = bytes(range(32))
TEXT = """# 港の図書室だより

港の図書室は、来年の春から夜間も開く見込みだ。館長の三崎ハルカさんは「夜に読む人の居場所をつくりたい」と話した。

司書の早川ミオさんは「本は人を待っている」と述べた。今後3年で蔵書は2万冊を超える見通しだ。町には本屋もある。
"""


class Clock:
    """Shows what a test says."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def opened(database: Database, clock: Clock) -> Library:
    return Library(database, clock, key=KEY)


async def outlook(library: Library, guild: int = GUILD, words: str = "2万冊") -> Item:
    """The prediction with these words, of all articles that the guild sees."""
    for article in await library.articles.all(guild):
        _, found = await library.articles.items(guild, article.id, ItemKind.PREDICTION)
        for item in found:
            if words in item.text:
                assert item.prediction_kind is PredictionKind.OUTLOOK
                return item
    raise AssertionError("no such prediction")


async def ask(
    library: Library,
    item: int,
    text: str = "蔵書は2万冊を超えるか",
    due_on: date = DUE,
    guild: int = GUILD,
    zone: str | None = "Asia/Tokyo",
) -> Question:
    return await library.questions.ask(Guild(guild, zone=zone), Language.JA, item, text, due_on, EDITOR)


async def resolve(
    library: Library, question: Question, outcome: Outcome = Outcome.YES, user: int = EDITOR
) -> Question:
    """What an editor says who sees the question as it is now."""
    now = (await library.questions.get(question.guild_id, question.id)).question
    seen = now.resolutions[-1].id if now.resolutions else 0
    return await library.questions.resolve(question.guild_id, question.id, seen, outcome, "町の統計", user)
