"""What can happen to a question, at random, and its scores added up naively."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from bot.model import OBJECTION_TIME, Forecast, Outcome, Question, Resolution

ASKED = datetime(2026, 1, 1, tzinfo=UTC)
HARU, MIO, REN, SORA = b"haru", b"mio", b"ren", b"sora"


@dataclass
class History:
    """What happened to a question, told as it happened; moments are in steps of `step` seconds."""

    step: int
    due: int
    spoken: list[tuple[int, bytes, int]] = field(default_factory=list)
    resolutions: list[tuple[int, Outcome]] = field(default_factory=list)
    undone: dict[int, int] = field(default_factory=dict)

    def moment(self, at: int) -> datetime:
        return ASKED + timedelta(seconds=at * self.step)

    def counting(self) -> list[tuple[int, Outcome]]:
        return [one for number, one in enumerate(self.resolutions) if number not in self.undone]

    def closed(self, at: int) -> bool:
        return at >= self.due or bool(self.counting())

    def live(self, rng: random.Random, until: int) -> None:
        """Let people and editors do what they could, at random."""
        hours = OBJECTION_TIME.total_seconds() / self.step
        for at in range(until):
            for who in (HARU, MIO, REN, SORA):
                if rng.random() < 0.15 and not self.closed(at):
                    self.spoken.append((at, who, rng.choice((1, 50, 300, 500, 500, 700, 990, 999))))
            proposed = [
                number
                for number, (made, _) in enumerate(self.resolutions)
                if number not in self.undone and at - made < hours
            ]
            if proposed and rng.random() < 0.2:
                self.undone[rng.choice(proposed)] = at
            elif rng.random() < (0.03 if at < self.due else 0.2) and at > 0:
                self.resolutions.append((at, rng.choice(list(Outcome))))

    def question(self) -> Question:
        made = tuple(
            Resolution(
                number,
                outcome,
                "x",
                1,
                self.moment(at),
                self.moment(self.undone[number]) if number in self.undone else None,
            )
            for number, (at, outcome) in enumerate(self.resolutions)
        )
        due = self.moment(self.due)
        return Question(
            1, 1, 1, None, "words", "Will it?", date(2026, 1, 1), "UTC", due, 1, ASKED, None, made
        )

    def forecasts(self) -> list[Forecast]:
        return [Forecast(who, probability, self.moment(at)) for at, who, probability in self.spoken]


def naive(history: History, now: int) -> Mapping[bytes, tuple[float, float, float]]:
    """Add up the scores step by step, in whole numbers as far as that goes."""
    counting = history.counting()
    wait = OBJECTION_TIME.total_seconds()
    final = [outcome for at, outcome in counting if (now - at) * history.step >= wait]
    if not final or final[-1] is Outcome.VOID:
        return {}
    truth = 2_000 if final[-1] is Outcome.YES else 0
    end = min(history.due, *(at for at, _ in counting))
    squares: dict[bytes, int] = {}
    ahead: dict[bytes, int] = {}
    logs: dict[bytes, list[float]] = {}
    people = {who for at, who, _ in history.spoken if at < end}
    for at in range(end):
        standing = {who: probability for when, who, probability in history.spoken if when <= at}
        for who in people:
            own = standing.get(who, 500)
            square = (2 * own - truth) ** 2
            squares[who] = squares.get(who, 0) + square
            logs.setdefault(who, []).append(-math.log((own if truth else 1_000 - own) / 1_000))
            others = sorted(probability for other, probability in standing.items() if other != who)
            if who in standing and others:
                twice = others[len(others) // 2] + others[~(len(others) // 2)]
                ahead[who] = ahead.get(who, 0) + (twice - truth) ** 2 - square
    return {
        who: (
            float(Fraction(squares[who], 2_000**2 * end)),
            math.fsum(logs[who]) / end,
            float(Fraction(ahead.get(who, 0), 2_000**2 * history.due)),
        )
        for who in people
    }
