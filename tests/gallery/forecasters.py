"""Questions and forecasts of members whom the demo lacks, so that `/forecast` has something to show."""

from __future__ import annotations

import sqlite3
from calendar import month_name
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import schedule
from bot.library.selection import DEFAULT_ZONE
from bot.library.votes import voter_of
from bot.model import Forecast, Language, Outcome, Question
from bot.store import forecasts, questions
from tests.gallery.scenes import SHIPPED

MEMBER, ADMINISTRATOR = 1_456_074_443_980_800_006, 1_456_074_443_980_800_002
"""The people of the demo, who have the same ids in every run."""
OTHERS = range(1, 10)
DAY = timedelta(days=1)
YES, NO = Outcome.YES, Outcome.NO
Words = dict[Language, str]


@dataclass(frozen=True)
class Told:
    """A question, and what came of it: nothing yet, or at the end of its day."""

    text: Words
    due_on: date
    outcome: Outcome | None = None
    member: int | None = None
    """What the member thinks, in thousandths."""


def _texts(ja: str, en: str) -> Words:
    return {Language.JA: ja, Language.EN: en}


OPEN = Told(
    _texts(
        "2030年末までに、1つのAIモデルの学習に100億ドルを超える費用がかかったと発表されるか",
        "By the end of 2030, will anybody announce that training one AI model cost more than $10 billion?",
    ),
    date(2030, 12, 31),
)
DUE = Told(
    _texts(
        "2030年3月末までに、AIと過ごす時間が人と過ごす時間より長いと答える人が、町の調査で半数を超えるか",
        "By the end of March 2030, will more than half of the town say in a survey that they spend more time"
        " with AI than with people?",
    ),
    date(2030, 3, 31),
    member=300,
)
MONTHS = (
    (90, NO),
    (200, NO),
    (300, NO),
    (100, NO),
    (400, YES),
    (600, YES),
    (700, YES),
    (500, NO),
    (800, YES),
    (900, YES),
    (700, NO),
    (950, YES),
)
YEARS = (2028, 2029)
"""So many that each shipped outlook has a question."""
PAST = tuple(
    Told(
        _texts(
            f"{year}年{month}月末までに、無人タクシーの走る都市が{5 * month}を超えるか",
            f"By the end of {month_name[month]} {year}, will driverless taxis run in {5 * month} cities?",
        ),
        date(year + month // 12, month % 12 + 1, 1) - DAY,
        outcome,
        member,
    )
    for year in YEARS
    for month, (member, outcome) in enumerate(MONTHS, 1)
)


POSTED = (DUE, PAST[-1])
"""The next post tells of these."""


def forecast(database: Path, language: Language, now: datetime) -> None:
    """Store their questions about the shipped predictions, and what they think, in the demo's database."""
    key = database.with_name(f"{database.name}.key").read_bytes()
    with closing(sqlite3.connect(database)) as connection, connection:
        (guild,) = connection.execute("SELECT id FROM guild").fetchone()
        items = connection.execute(
            "SELECT item.id, article_id, item.text FROM item JOIN article ON article.id = article_id"
            " WHERE prediction_kind = 'outlook' AND article.guild_id IS NULL AND language = ?"
            " AND instr(title, ?) ORDER BY item.id",
            (language, SHIPPED[list(Language).index(language)].name),
        ).fetchall()
        for number, told in enumerate((OPEN, DUE, *PAST)):
            _tell(connection, guild, items[number % len(items)], told, language, now, key, number)
        forecasts.agree(connection, guild, voter_of(key, ADMINISTRATOR), ADMINISTRATOR, now)


def _tell(
    connection: sqlite3.Connection,
    guild: int,
    item: tuple[int, int, str],
    told: Told,
    language: Language,
    now: datetime,
    key: bytes,
    number: int,
) -> None:
    item_id, article_id, words = item
    zone = ZoneInfo(DEFAULT_ZONE[language])
    due_at = schedule.day_start(told.due_on + DAY, zone)
    asked_at = min(now, due_at) - 60 * DAY
    question = Question(
        id=0,
        guild_id=guild,
        article_id=article_id,
        item_id=item_id,
        words=words,
        text=told.text[language],
        due_on=told.due_on,
        zone=zone.key,
        due_at=due_at,
        asked_by=ADMINISTRATOR,
        asked_at=asked_at,
        next_post=told.due_on + DAY if told in POSTED else None,
    )
    new = questions.insert(connection, question)
    truth = {None: 450, YES: 750, NO: 250}[told.outcome]
    for other in OTHERS:
        said = voter_of(key, ADMINISTRATOR if other == 1 else other)
        for turn in range(3):
            at = asked_at + (5 * other + 18 * turn) * DAY
            much = 500 + (truth - 500) * turn // 2 + 40 * ((other * 7 + number * 3) % 11 - 5)
            if at < min(now, due_at):
                forecasts.put(connection, new, Forecast(said, min(max(much, 20), 980), at))
    if told.member is not None:
        forecasts.put(connection, new, Forecast(voter_of(key, MEMBER), told.member, asked_at + 3 * DAY))
    if told.outcome is not None:
        evidence = "https://www.example.com/taxis"
        questions.resolve(connection, new, told.outcome, evidence, ADMINISTRATOR, due_at + DAY)
