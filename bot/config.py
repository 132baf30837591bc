"""The configuration: environment variables, the .env file and the version of the project."""

from __future__ import annotations

import logging
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from bot.errors import UserError
from bot.model import Language

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """What the host configures; `token` and `owner_id`, a Discord user's, are None if they are not set."""

    token: str | None
    database: Path
    log_level: int
    owner_id: int | None = None


def load(env_file: Path = Path(".env")) -> Config:
    """Return the configuration from `env_file` and the environment, which takes precedence.

    Raises UserError: "config-log-level" for a level unknown to `logging`, "config-owner" for an owner that is
    no ID, "config-encoding" for a file not in UTF-8.
    """
    try:
        values = {**dotenv_values(env_file, encoding="utf-8-sig"), **os.environ}
    except UnicodeDecodeError as error:
        raise UserError("config-encoding", path=str(env_file)) from error

    def value(name: str) -> str | None:
        return (values.get(name) or "").strip() or None

    name = (value("LOG_LEVEL") or "INFO").upper()
    level = logging.getLevelNamesMapping().get(name)
    if level is None:
        raise UserError("config-log-level", level=name)
    owner = value("OWNER_ID")
    if owner is not None and not (owner.isascii() and owner.isdigit()):
        raise UserError("config-owner", owner=owner)
    return Config(
        token=value("DISCORD_TOKEN"),
        database=Path(value("DATABASE_PATH") or "var/kotonoha.sqlite3"),
        log_level=level,
        owner_id=int(owner) if owner else None,
    )


def terminal_language() -> Language:
    """Return the language of the terminal's locale if it is supported, otherwise English."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return Language.JA if next(filter(None, names), "").startswith("ja") else Language.EN


def version() -> str:
    """Return the version in pyproject.toml."""
    return str(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["version"])
