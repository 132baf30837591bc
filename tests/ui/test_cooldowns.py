"""Cooldowns of people, beside discord.py's own."""

from __future__ import annotations

import random

from discord.ext.commands import CooldownMapping

from bot.ui.cooldowns import Cooldowns

START = 1_800_000_000.0


def test_people_wait_as_long_as_by_the_cooldowns_of_discord_py() -> None:
    rng = random.Random(1)
    theirs: CooldownMapping[int] = CooldownMapping.from_cooldown(10, 20.0, lambda person: person)
    ours = Cooldowns(10, 20.0, "cool-down")
    now, waited = START, 0
    for _ in range(20_000):
        now += rng.expovariate(1) * rng.choices([0.05, 0.5, 60], [50, 50, 1])[0]
        person = rng.randrange(5)
        wait = ours.use(person, now)
        assert wait == theirs.update_rate_limit(person, now)
        waited += wait is not None
    assert 1_000 < waited < 19_000


def test_nobody_is_remembered_once_all_uses_are_left_again() -> None:
    cooldowns = Cooldowns(10, 20.0, "cool-down")
    for person in range(1_000):
        cooldowns.use(person, START + person)
        assert len(cooldowns._people) <= 42
