"""A year of a reading club, thirty people and forty questions: every number is worked out here once more."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import UserError
from bot.model import (
    Community,
    DeliveryKind,
    Guild,
    ItemKind,
    Language,
    Outcome,
    PredictionKind,
    QuestionState,
)
from tests.desk import GUILD, MORNING, PERSON, Desk, open_desk
from tests.stories import DAY, TOKYO, Said, Story, again, check_bins, quartiles

PEOPLE = tuple(range(1_001, 1_031))
QUESTIONS = 40
DAYS = 380
"""A year, and the two weeks in which the first of its dates come round again."""
HOUR = timedelta(hours=1)
OFFERED = (10, 50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950, 990)
HAPPENS = (
    *("changed", "forecast", "thought again", "came too late", "early", "objected", "undone", "ranked"),
    *(f"{how}: {outcome}" for how in ("resolved", "resolved anew") for outcome in Outcome),
    *("asked editors", "looked back", "had to wait"),
)
MORE = "# 町の図書館\n\n" + "\n\n".join(
    f"今後{n}年で町の図書館は{n}館に増える見通しだ。" for n in range(2, 7)
)


@dataclass
class Year:
    """The club, and all that it did."""

    desk: Desk
    rng: random.Random
    items: list[int]
    stories: list[Story] = field(default_factory=list)
    named: set[int] = field(default_factory=set)
    happened: Counter[str] = field(default_factory=Counter)

    async def morning(self, at: datetime) -> None:
        """Post what is to be posted, and compare with what the rules say of this day."""
        claims = await self.desk.claim(at)
        for claim in claims:
            await self.desk.library.outbox.confirm(claim, claim.delivery.id)
        posts = [one.delivery for one in claims if one.delivery.kind is DeliveryKind.QUESTIONS]
        assert len(posts) <= 1
        told = [number for post in posts for number in post.questions]
        assert told == self.expected(at)
        for post in posts:
            for one in await self.desk.library.question_posts.of(post):
                self.check_community(self.story(one.asked.question.id), one.community)
        today = at.astimezone(TOKYO).date()
        for story in self.stories:
            if story.id in told:
                story.told.append(today)
                asks = story.final(at) is None
                story.asked_editors += asks
                self.happened["asked editors" if asks else "looked back"] += 1

    def expected(self, now: datetime) -> list[int]:
        """The day after it is due, a week later if nothing came of it yet, and when its date comes round."""
        today = now.astimezone(TOKYO).date()
        told: list[int] = []
        for story in sorted(self.stories, key=lambda one: (one.next, one.id)):
            if story.next > today or now < story.due or story.pending(now):
                continue
            final = story.final(now)
            if final is Outcome.VOID or (final is None and story.times >= 2):
                pass
            elif len(told) == 5:
                self.happened["had to wait"] += 1
                continue
            else:
                told.append(story.id)
            week = final is None and story.times == 0
            story.next = today + 7 * DAY if week else again(story.due_on, today)
            story.times = story.times + 1 if week else 2
        return told

    def story(self, number: int) -> Story:
        return next(one for one in self.stories if one.id == number)

    async def ask(self) -> None:
        """A question whose date is a few days, or many, away."""
        now, number = self.desk.now, len(self.stories)
        today = now.astimezone(TOKYO).date()
        due_on = today + self.rng.choice((2, 3, 10, 30)) * DAY
        if self.rng.random() < 0.5:  # like many predictions: by the end of the quarter
            first = date(today.year + today.month // 10, (today.month + 2) // 3 * 3 % 12 + 1, 1)
            due_on = max(first - DAY, today + DAY)
        guild, item = Guild(GUILD, zone=TOKYO.key), self.items[number % len(self.items)]
        question = await self.desk.library.questions.ask(
            guild, Language.JA, item, f"問い{number}は実現するか", due_on, PERSON
        )
        story = Story(question.id, now, due_on, self.rng.random(), next=due_on + DAY)
        assert (question.due_at, question.closes_at) == (story.due, story.due)
        self.stories.append(story)
        if self.rng.random() < 0.3:  # nobody has said anything yet: the date can still be another
            story.due_on, text = due_on + DAY, f"問い{number}は本当に実現するか"
            story.next = story.due_on + DAY
            await self.desk.library.questions.change(GUILD, question.id, text, story.due_on)
            self.happened["changed"] += 1

    async def give(self, story: Story) -> None:
        """What somebody thinks, who is better or worse at it; refused where it is too late."""
        person, now = self.rng.choice(PEOPLE), self.desk.now
        skill = (person - PEOPLE[0]) / len(PEOPLE)
        guess = skill * story.likely + (1 - skill) * self.rng.random()
        much = min(OFFERED, key=lambda one: abs(one - 1_000 * guess))
        if self.rng.random() < 0.1:
            much = self.rng.randint(1, 999)
        give = self.desk.library.forecasts.give(GUILD, story.id, person, much)
        if story.state(now) is not QuestionState.OPEN:
            with pytest.raises(UserError, match="forecast-closed"):
                await give
            self.happened["came too late"] += 1
            return
        page = await give
        before = story.standing(now).get(person)
        if before != much:
            self.happened["forecast" if before is None else "thought again"] += 1
            story.given = [one for one in story.given if one[:2] != (now, person)]
            story.given.append((now, person, much))
        assert [one.probability for one in page.own][-1] == much
        self.check_community(story, page.community)

    async def resolve(self, story: Story, outcome: Outcome) -> None:
        seen = story.said[-1].id if story.said else 0
        question = await self.desk.library.questions.resolve(
            GUILD, story.id, seen, outcome, "https://example.org/", PERSON
        )
        again = any(not one.undone for one in story.said)
        self.happened[f"resolved anew: {outcome}" if again else f"resolved: {outcome}"] += 1
        story.said.append(Said(question.resolutions[-1].id, self.desk.now, outcome))

    async def oppose(self, story: Story) -> None:
        """Somebody objects to what was said last; the editor agrees, or not."""
        pending = story.pending(self.desk.now)
        if pending is None or not story.given:
            return
        for _, person, _ in self.rng.sample(story.given, min(2, len(story.given))):
            pending.objections[person] = f"{person}より異議"
            about = GUILD, story.id, pending.id
            await self.desk.library.questions.object(*about, person, pending.objections[person])
            self.happened["objected"] += 1
        found = await self.desk.library.questions.get(GUILD, story.id)
        assert sorted(one.reason for one in found.objections) == sorted(pending.objections.values())
        if self.rng.random() < 0.6:
            await self.desk.library.questions.undo(GUILD, story.id, pending.id)
            pending.undone = True
            self.happened["undone"] += 1

    async def decide(self, story: Story) -> None:
        """What an editor does with a question on a day, if anything."""
        now, luck = self.desk.now, self.rng.random()
        truth = Outcome.YES if story.likely > 0.5 else Outcome.NO
        if story.pending(now):
            if luck < 0.7:
                await self.oppose(story)
        elif story.state(now) is QuestionState.RESOLVED:
            if luck < 0.004:
                await self.resolve(story, self.rng.choice(list(Outcome)))
        elif story.state(now) is QuestionState.DUE:
            if luck < (0.02 if story.id % 5 == 0 else 0.25):
                await self.resolve(story, self.rng.choice((truth, truth, truth, Outcome.NO, Outcome.VOID)))
        elif luck < 0.006 and story.likely > 0.5 and now > story.asked:
            await self.resolve(story, Outcome.YES)
            self.happened["early"] += 1

    def check_community(self, story: Story, shown: Community | None) -> None:
        """Whether what everybody thinks is what it was after each change."""
        if not story.given:
            assert shown is None
            return
        moments = sorted({at for at, _, _ in story.given})
        standing = [story.standing(at) for at in moments]
        assert shown is not None
        assert shown.count == len(standing[-1])
        assert [one.at for one in shown.movements] == moments
        for one, said in zip(shown.movements, standing, strict=True):
            expected = quartiles(list(said.values()))
            assert (one.lower, one.median, one.upper) == pytest.approx(expected)

    async def check(self) -> None:
        """Whether everything that can be seen now is right."""
        now, library = self.desk.now, self.desk.library
        states = Counter(story.state(now) for story in self.stories)
        scores = {story.id: story.scores(now) for story in self.stories}
        for person in PEOPLE:
            record = await library.records.mine(GUILD, person)
            mine = {number: found[person] for number, found in scores.items() if person in found}
            shown = {question.id: score for question, score in record.scored}
            assert shown.keys() == mine.keys()
            for number, score in shown.items():
                assert (score.brier, score.log, score.relative) == pytest.approx(mine[number], abs=1e-9)
            assert (record.questions, record.agrees) == (len(mine), person in self.named)
            last = [(self.story(one).last()[person], self.came_true(one)) for one in mine]
            check_bins(record.bins, last)
        for story in self.stories:
            page = await library.forecasts.show(GUILD, story.id, self.rng.choice(PEOPLE))
            assert page.asked is not None
            assert (page.state, page.counts) == (
                story.state(now),
                {one: states[one] for one in QuestionState},
            )
            assert page.asked.forecasters == len(story.standing(now))
            over = now >= story.due or story.final(now) is not None
            if over or page.own:
                self.check_community(story, page.community)
            else:
                assert page.community is None, "what others think is for who said something"
        await self.check_board(scores)

    def came_true(self, number: int) -> bool:
        return self.story(number).final(self.desk.now) is Outcome.YES

    async def check_board(self, scores: dict[int, dict[int, tuple[float, float, float]]]) -> None:
        board = await self.desk.library.records.board(GUILD)
        rows = []
        for person in self.named:
            own = [found[person] for found in scores.values() if person in found]
            if len(own) >= 10:
                brier, log, relative = map(statistics.fmean, zip(*own, strict=True))
                rows.append((-relative, brier, person, log, len(own)))
        assert [one.user_id for one in board.entries] == [row[2] for row in sorted(rows)]
        for shown, (relative, brier, _, log, count) in zip(board.entries, sorted(rows), strict=True):
            numbers = shown.relative, shown.brier, shown.log, shown.questions
            assert numbers == pytest.approx((-relative, brier, log, count), abs=1e-9)
        said = {number: list(self.story(number).last().values()) for number, found in scores.items() if found}
        check_bins(
            board.bins, [(statistics.median(much), self.came_true(number)) for number, much in said.items()]
        )
        assert board.questions == len(said)
        self.happened["ranked"] += len(rows)


async def opened(desk: Desk) -> Year:
    await desk.library.articles.add(MORE, GUILD)
    items = []
    for article in await desk.library.articles.all(GUILD):
        if article.guild_id == GUILD:
            _, found = await desk.library.articles.items(GUILD, article.id, ItemKind.PREDICTION)
            items += [one.id for one in found if one.prediction_kind is PredictionKind.OUTLOOK]
    await desk.schedule()
    await desk.schedule(channel_id=9)
    return Year(desk, random.Random(20), items)


async def test_a_year_of_thirty_people_and_forty_questions_comes_out_as_worked_out_by_hand(
    path: Path,
) -> None:
    async with open_desk(path) as desk:
        year = await opened(desk)
        for day in range(DAYS):
            await year.morning(MORNING + day * DAY)
            for hour in sorted(year.rng.sample(range(1, 15), 2)):
                desk.now = MORNING + day * DAY + hour * HOUR + timedelta(seconds=year.rng.randrange(3_600))
                if len(year.stories) < QUESTIONS and (day < 5 or year.rng.random() < 0.09):
                    await year.ask()
                for story in year.stories:
                    if year.rng.random() < (0.3 if story.state(desk.now) is QuestionState.OPEN else 0.004):
                        await year.give(story)
            for story in year.stories:
                await year.decide(story)
            if day % 20 == 0:
                person = year.rng.choice(PEOPLE)
                agree = person not in year.named
                await desk.library.records.appear(GUILD, person, agree)
                year.named ^= {person}
            if day % 90 == 89 or day == DAYS - 1:
                await year.check()
        happened = year.happened
        assert len(year.stories) == QUESTIONS
        assert all(len(set(story.told)) == len(story.told) for story in year.stories), "nothing twice a day"
        assert all(story.asked_editors <= 2 for story in year.stories), "asked once, and once more"
        looked_back = [one for one in year.stories if one.told and one.told[-1] > one.due_on + 300 * DAY]
        assert looked_back, "the first of the dates came round again"
        assert year.named, "somebody is on the board"
        # All that can happen did, or this test would say less than it seems to.
        assert min(happened[what] for what in HAPPENS) > 0, happened
