"""What Prometheus fetches: that it says what happened, and nothing of servers and people."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from bot.app import metrics
from bot.app.client import Client
from bot.app.startup import open_bot
from bot.errors import UserError
from bot.store import deliveries, meta
from bot.ui import deferral

from .due import posts_due
from .limits import Json
from .small import SmallDiscord

DASHBOARD = Path(__file__).parents[2] / "docs" / "grafana.json"
LABELS = {"command", "outcome", "state", "shard", "work", "queue", "reason", "le"}
COMMANDS = "kotonoha_command_seconds_count"


class Scraped(list[Sample]):
    """All that was fetched at one time."""

    def one(self, name: str, **labels: str) -> float:
        """The value of the only sample with that name and those labels."""
        (found,) = [each.value for each in self if each.name == name and each.labels == labels]
        return found


async def scrape(port: int) -> Scraped:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/metrics") as response,
    ):
        assert response.status == 200
        text = await response.text()
    return Scraped(sample for family in text_string_to_metric_families(text) for sample in family.samples)


@asynccontextmanager
async def measured(small: SmallDiscord, path: Path) -> AsyncIterator[tuple[Client, int]]:
    """A connected bot, and the port of its metrics."""
    async with open_bot(path) as bot, metrics.served(bot, "127.0.0.1", 0) as port, small.connect(bot):
        yield bot, port


async def test_commands_are_counted_and_timed_by_name_and_outcome(
    small: SmallDiscord, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")

    async def asked(options: Json) -> None:
        member = small.world.add_user("somebody")  # one each: nobody is told to slow down
        guild.add_member(member)
        await (await small.slash(channel, member, "quote", options)).response()

    async def slow(*args: Any, **options: Any) -> None:
        await asyncio.sleep(0.2)
        await send_quote(*args, **options)

    async def broken(*_: Any, **__: Any) -> None:
        raise KeyError("word")

    async with measured(small, path) as (_, port):
        assert not [each for each in await scrape(port) if each.name == COMMANDS]
        await asked({})
        await asked({"private": True})
        await asked({"about": "zzzz"})
        quote = sys.modules["cogs.quote"]  # as the bot loaded it
        send_quote = quote.send_quote
        monkeypatch.setattr(quote, "send_quote", broken)
        await asked({})
        monkeypatch.setattr(quote, "send_quote", slow)
        monkeypatch.setattr(deferral, "PATIENCE", 0.05)
        await asked({})
        await asyncio.sleep(0.3)  # what was deferred ends
        fetched = await scrape(port)
    counts = {each.labels["outcome"]: each.value for each in fetched if each.name == COMMANDS}
    assert counts == {"ok": 2, "user_error": 1, "apology": 1, "late": 1}
    late = {"command": "quote", "outcome": "late"}
    assert 0.2 <= fetched.one("kotonoha_command_seconds_sum", **late) < 5
    assert fetched.one("kotonoha_gateway_latency_seconds", shard="0") >= 0


async def test_posts_are_counted_by_state_and_the_oldest_that_is_due_is_known(
    small: SmallDiscord, path: Path
) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at - 60) as life, metrics.served(life.bot, "127.0.0.1", 0) as port:
        assert (await scrape(port)).one("kotonoha_oldest_due_post_seconds") == 0
        life.clock = due.at + 7
        before = await scrape(port)
        await life.tick(due.at + 7)
        after = await scrape(port)
    assert before.one("kotonoha_oldest_due_post_seconds") == pytest.approx(7, abs=1)
    assert before.one("kotonoha_posts_total", state="sent") == 0
    assert after.one("kotonoha_oldest_due_post_seconds") == 0
    assert after.one("kotonoha_posts_total", state="sent") == 1
    assert after.one("kotonoha_posts_unfinished", state="claimed") == 0


async def test_posts_that_were_missed_are_counted_as_skipped(small: SmallDiscord, path: Path) -> None:
    due = await posts_due(small, path)
    async with due.bot(due.at + 50 * 3600) as life, metrics.served(life.bot, "127.0.0.1", 0) as port:
        await life.tick(due.at + 50 * 3600)
        assert (await scrape(port)).one("kotonoha_posts_total", state="skipped") >= 1


async def test_work_on_the_database_and_the_age_of_its_copy_are_measured(
    small: SmallDiscord, path: Path
) -> None:
    async with measured(small, path) as (bot, port):
        database, before = bot.library._db, await scrape(port)
        await database.write(meta.put_moment, "backup", bot.library.clock() - timedelta(hours=1))
        await database.read(meta.get, "backup")
        after, size = await scrape(port), path.stat().st_size
    assert not [each for each in before if each.name == "kotonoha_backup_age_seconds"]
    assert after.one("kotonoha_backup_age_seconds") == pytest.approx(3600, abs=60)
    for work in ("read", "write"):
        assert after.one("kotonoha_database_seconds_count", work=work) > before.one(
            "kotonoha_database_seconds_count", work=work
        )
        assert after.one("kotonoha_database_seconds_sum", work=work) > before.one(
            "kotonoha_database_seconds_sum", work=work
        )
    assert after.one("kotonoha_database_bytes") == size
    assert after.one("kotonoha_queue_length", queue="writing") == 0


async def test_what_came_of_written_answers_is_counted(small: SmallDiscord, path: Path) -> None:
    async with measured(small, path) as (bot, port):
        bot.library.written_answers.outcomes["written"] += 2
        bot.library.written_answers.lines["dropped"] += 3
        found = await scrape(port)
    assert found.one("kotonoha_written_answers_total", outcome="written") == 2
    assert found.one("kotonoha_written_answers_total", outcome="slow") == 0
    assert found.one("kotonoha_written_lines_total", outcome="dropped") == 3


async def test_what_the_database_can_not_say_is_left_out(small: SmallDiscord, path: Path) -> None:
    async with measured(small, path) as (_, port):
        path.rename(path.with_name("away"))
        found = await scrape(port)
        path.with_name("away").rename(path)
    assert "kotonoha_database_bytes" not in {each.name for each in found}
    assert found.one("kotonoha_queue_length", queue="writing") == 0


async def test_metrics_come_while_the_disk_of_the_database_fails(
    small: SmallDiscord, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with measured(small, path) as (_, port):

        def fail(*_: object) -> None:
            raise sqlite3.OperationalError("disk I/O error")

        with monkeypatch.context() as patch:
            patch.setattr(deliveries, "oldest_due", fail)
            found = await scrape(port)
        again = await scrape(port)
    assert "kotonoha_database_bytes" not in {each.name for each in found}
    assert found.one("kotonoha_queue_length", queue="writing") == 0
    assert again.one("kotonoha_database_bytes") > 0


def named(samples: Iterable[Sample]) -> set[str]:
    """The names of the bot's own metrics; of those with buckets, their family."""
    own = {each.name for each in samples if each.name.startswith("kotonoha_")}
    return {re.sub(r"_(bucket|count|sum)$", "", name) for name in own if not name.endswith("_created")}


async def test_the_dashboard_shows_each_metric_that_there_is_and_no_other_and_none_names_anybody(
    small: SmallDiscord, path: Path
) -> None:
    guild = small.world.add_guild("club")
    async with measured(small, path) as (bot, port):
        moment: datetime = bot.library.clock()
        await bot.library._db.write(meta.put_moment, "backup", moment)
        await (await small.slash(guild.add_channel("general"), guild.owner, "quote")).response()
        fetched = await scrape(port)
    shown = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in shown["panels"] for target in panel["targets"]]
    assert all(asked)
    words = {word for expression in asked for word in re.findall(r"\b(?:kotonoha|process)_\w+", expression)}
    assert words <= {each.name for each in fetched}
    assert {re.sub(r"_(bucket|count|sum)$", "", one) for one in words if one[0] == "k"} == named(fetched)
    assert {label for each in fetched for label in each.labels} <= LABELS
    assert not [value for each in fetched for value in each.labels.values() if re.search(r"\d{6}", value)]


async def test_a_port_that_is_taken_is_told_to_the_host(small: SmallDiscord, path: Path) -> None:
    async with measured(small, path) as (bot, port):
        with pytest.raises(UserError, match="metrics-unreachable"):
            async with metrics.served(bot, "127.0.0.1", port):
                pass
