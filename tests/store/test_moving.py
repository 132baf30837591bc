"""What moves to another bot: everything that is stored, unless there is a reason."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.library import Library
from bot.store import moving
from bot.store.database import Database
from bot.store.lineage import KEY
from bot.store.sql import column, rows
from tests.desk import GUILD, TEXT

ROOT = Path(__file__).parents[2]


async def test_every_table_and_column_moves_or_stays_for_a_reason(database: Database) -> None:
    """Whoever adds one decides: `MOVED` or `STAYS` in bot/store/moving.py."""
    there = await database.read(moving.known)
    assert {table: set(columns.split(", ")) for table, columns in moving.MOVED.items()} == {
        table: set(columns) for table, columns in there.items()
    }
    stay = (
        "SELECT name FROM pragma_table_list"
        " WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite_%'"
    )
    assert set(moving.STAYS) == set(await database.read(column, stay)) - set(moving.MOVED)
    assert all(moving.STAYS.values())


TOUCHING = {"meta.get", "meta.put", "meta.get_moment", "meta.put_moment"}


def names_in_meta() -> Iterator[str]:
    """Every name under which the program stores something in `meta`, or looks for it."""
    for source in ROOT.glob("bot/**/*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            # meta.put(transaction, NAME, …), or database.write(meta.put, NAME, …)
            if any(ast.unparse(one) in TOUCHING for one in (node.func, *node.args[:1])):
                yield value(source, node.args[1])


def value(source: Path, name: ast.expr) -> str:
    if isinstance(name, ast.Constant):
        return str(name.value)
    module = importlib.import_module(".".join(source.relative_to(ROOT).with_suffix("").parts))
    return str(getattr(module, ast.unparse(name), ""))


def test_every_name_in_meta_moves_or_stays_for_a_reason() -> None:
    found = {*names_in_meta(), KEY} - {""}  # of the lists themselves
    assert found == {*moving.MOVED_META, *moving.STAYING_META}
    assert not {*moving.MOVED_META} & {*moving.STAYING_META}


async def test_a_database_is_fresh_until_anybody_has_something_in_it(database: Database) -> None:
    library = Library(database)
    await library.prepare()
    assert await database.read(moving.is_fresh), "shipped articles come with every start"
    await library.guilds.change(GUILD, zone="Asia/Tokyo")
    assert not await database.read(moving.is_fresh)


async def test_an_article_of_the_host_is_something_too(database: Database) -> None:
    await Library(database).articles.add(TEXT, None)
    assert not await database.read(moving.is_fresh)


@pytest.mark.parametrize("table", sorted(moving.MOVED))
async def test_rows_come_in_the_order_of_an_index(database: Database, table: str) -> None:
    """So that no memory goes into sorting them."""
    query = f"EXPLAIN QUERY PLAN SELECT {moving.MOVED[table]} FROM {table} ORDER BY 1, 2"
    plan = await database.read(rows, query)
    assert not [step for *_, step in plan if "TEMP B-TREE" in step]
