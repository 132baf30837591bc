"""Figures as tables: on the terminal, and in a document."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

DOCUMENTS = Path(__file__).parents[2] / "docs"
PACKAGES = ("discord.py", "aiosqlite", "uvloop", "orjson")


@dataclass(frozen=True)
class Table:
    """What a bench found: a `title`, how it was measured (`text`), and `rows` below `head`. `good` is whether
    all is as aimed at; `document` names the file in `docs` that it belongs in."""

    title: str
    text: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    good: bool
    document: str = "performance.md"


def printed(table: Table) -> str:
    """Return a table for the terminal."""
    rows = [table.head, *table.rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        f"  {row[0]:{widths[0]}}"
        + "".join(f"  {cell:>{width}}" for cell, width in zip(row[1:], widths[1:], strict=True))
        for row in rows
    ]
    return "\n".join([table.title, *lines])


def document(table: Table, command: str) -> None:
    """Put a table, with the command that measures it again, into its document, in the place of an earlier one
    with its title, or at the end. All else there stays as it is."""
    path = DOCUMENTS / table.document
    head, *sections = re.split(r"^(?=## )", path.read_text("utf-8"), flags=re.MULTILINE)
    known = {section.splitlines()[0]: section.rstrip() for section in sections}
    cells = [table.head, ["---", *["---:"] * (len(table.head) - 1)], *table.rows]
    lines = "\n".join(f"| {' | '.join(row)} |" for row in cells)
    title = f"## {table.title}"
    text = textwrap.fill(table.text, 150)
    known[title] = f"{title}\n\n{text}\n\n{lines}\n\n`{command}` on {machine()}."
    path.write_text("\n\n".join([head.rstrip(), *known.values()]) + "\n", "utf-8")


def machine() -> str:
    """Return what was measured on: the processor and the versions that matter."""
    names = re.findall(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    installed = {one.name: one.version for one in distributions()}
    packages = ", ".join(f"{name} {installed[name]}" for name in PACKAGES if name in installed)
    return (
        f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores, {platform.system()};"
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}"
    )
