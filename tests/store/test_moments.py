"""Schedules and deliveries come out of the database as they went in, moments in whole seconds of UTC."""

from __future__ import annotations

import secrets
import sqlite3
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import Content, Delivery, DeliveryKind, DeliveryState, Problem, Schedule
from bot.schedule import EVERY_DAY
from bot.store import deliveries, meta, schedules
from bot.store.database import Database

ZONES = [UTC, ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")]
MOMENTS = st.builds(
    lambda since, zone: (datetime(2001, 1, 1, tzinfo=UTC) + since).astimezone(zone),
    st.timedeltas(timedelta(0), timedelta(days=70_000)),
    st.sampled_from(ZONES),
)
MAYBE = st.none() | MOMENTS
EACH = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
"""The examples of a property share one database, with rows of their own."""


Stored = TypeVar("Stored", Schedule, Delivery)


def moments(row: Schedule | Delivery) -> dict[str, datetime]:
    """All moments of a row that are set, by their names."""
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    return {name: value for name, value in values.items() if isinstance(value, datetime)}


def as_read(row: Stored) -> Stored:
    """The row as it is to come back."""
    return replace(row, **{name: whole(at) for name, at in moments(row).items()})  # type: ignore[arg-type]


def whole(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def a_schedule(at: datetime) -> Schedule:
    return Schedule(
        channel_id=2,
        minutes=1500,
        days=EVERY_DAY,
        content=Content.QUOTE,
        id=0,
        public_id=secrets.token_hex(6),
        guild_id=1,
        created_by=3,
        created_at=at,
        done_until=at,
        problems=(Problem.SEND,),
    )


@EACH
@given(MOMENTS, MOMENTS, MAYBE, MAYBE, MAYBE, MAYBE)
async def test_a_schedule_is_read_as_it_was_stored(
    database: Database,
    created_at: datetime,
    done_until: datetime,
    next_run: datetime | None,
    problem_at: datetime | None,
    recheck_at: datetime | None,
    removed_at: datetime | None,
) -> None:
    def store(transaction: sqlite3.Connection) -> tuple[Schedule, Schedule]:
        inserted = schedules.insert(transaction, a_schedule(created_at))
        assert inserted.created_at == whole(created_at)
        changed = replace(
            inserted,
            done_until=done_until,
            next_run=next_run,
            next_date=done_until.date(),
            problem_at=problem_at,
            recheck_at=recheck_at,
            removed_at=removed_at,
        )
        schedules.update(transaction, changed)
        return inserted, changed

    inserted, changed = await database.write(store)
    found = await database.read(schedules.get, inserted.id)
    assert found is not None
    assert found == as_read(changed)
    assert {at.tzinfo for at in moments(found).values()} == {UTC}


@EACH
@given(MOMENTS, MOMENTS, MAYBE, MAYBE, MAYBE)
async def test_a_delivery_is_read_as_it_was_stored(
    database: Database,
    due_at: datetime,
    retry_at: datetime,
    done_at: datetime | None,
    requested_at: datetime | None,
    thread_at: datetime | None,
) -> None:
    def store(transaction: sqlite3.Connection) -> tuple[Delivery, Delivery]:
        schedule = schedules.insert(transaction, a_schedule(due_at))
        wanted = Delivery(
            id=0,
            schedule_id=schedule.id,
            slot=due_at.date().isoformat(),
            kind=DeliveryKind.POST,
            guild_id=1,
            target=2,
            due_at=due_at,
            state=DeliveryState.WAITING,
            reason=Problem.SEND,
            items=(7, 8),
            nonce="0",
            retry_at=retry_at,
        )
        inserted = deliveries.insert(transaction, wanted)
        assert inserted is not None
        assert inserted == replace(as_read(wanted), id=inserted.id)
        changed = replace(inserted, done_at=done_at, requested_at=requested_at, thread_at=thread_at)
        deliveries.update(transaction, changed)
        return inserted, changed

    inserted, changed = await database.write(store)
    found = await database.read(deliveries.get, inserted.id)
    assert found is not None
    assert found == as_read(changed)
    assert {at.tzinfo for at in moments(found).values()} == {UTC}


@EACH
@given(MOMENTS)
async def test_a_moment_under_a_key_is_read_as_it_was_stored(database: Database, at: datetime) -> None:
    await database.write(meta.put_moment, "stalled", at)
    assert await database.read(meta.get_moment, "stalled") == whole(at)
    assert await database.read(meta.get_moment, "never") is None
