"""The configuration: environment variables, the .env file and the version of the project."""

from __future__ import annotations

import logging
import os
import re
import tomllib
from dataclasses import dataclass, field
from ipaddress import IPv6Address
from pathlib import Path

from dotenv import dotenv_values
from yarl import URL

from bot.errors import UserError
from bot.model import ALL_SHARDS, Language, Shards

ENV_FILE = Path(".env")
PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
LOG_FORMATS = ("text", "json")
_LONGEST_NAME = 100
"""Characters of a model's name, which is shown to people."""
_IDS = r"[0-9]{1,5}(-[0-9]{1,5})?(,[0-9]{1,5}(-[0-9]{1,5})?)*"


@dataclass(frozen=True, slots=True)
class ModelAddress:
    """Where the host has a language model: an OpenAI-compatible API, such as http://127.0.0.1:11434/v1, what
    the model is called there, and the key that is asked for."""

    url: str
    name: str
    key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Config:
    """What the host configures; `token` and `owner_id`, a Discord user's, are None if they are not set.

    `notify_socket` is where systemd is told how the bot is; None where it doesn't ask.
    """

    token: str | None
    database: Path
    log_level: int
    owner_id: int | None = None
    shards: Shards = ALL_SHARDS
    metrics: tuple[str, int] | None = None
    """The host and port where Prometheus fetches metrics; None: nowhere, and nothing is measured."""
    json_log: bool = False
    notify_socket: str | None = None
    backups: Path | None = None
    """Where copies of the database go; None: beside it."""
    language_model: ModelAddress | None = None
    """What writes answers in servers whose editors want that; None: nothing does."""


def load(env_file: Path = ENV_FILE) -> Config:
    """Return the configuration from `env_file` and the environment, which takes precedence.

    Raises UserError: "config-log-level" and "config-log-format" for what `logging` or the bot doesn't know,
    "config-owner" for an owner that is no ID, "config-shards" for shards that there can't be,
    "config-metrics" for what is no port, "config-model" for an address, a name or a key that no model can
    have, "config-model-end" for an address that goes on to what is asked there, "config-encoding" for a file
    not in UTF-8, "config-path" for a path that `expand` can't make out.
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
    log_format = (value("LOG_FORMAT") or "text").lower()
    if log_format not in LOG_FORMATS:
        raise UserError("config-log-format", format=log_format)
    backups = value("BACKUP_PATH")
    owner = value("OWNER_ID")
    if owner is not None and not (owner.isascii() and owner.isdigit()):
        raise UserError("config-owner", owner=owner)
    return Config(
        token=value("DISCORD_TOKEN"),
        database=expand(value("DATABASE_PATH") or "var/kotonoha.sqlite3"),
        log_level=level,
        owner_id=int(owner) if owner else None,
        shards=_shards(value("SHARD_COUNT"), value("SHARD_IDS")),
        metrics=_address(value("METRICS_PORT")),
        json_log=log_format == "json",
        notify_socket=os.environ.get("NOTIFY_SOCKET") or None,
        backups=expand(backups) if backups else None,
        language_model=_model_address(value("LLM_URL"), value("LLM_NAME"), value("LLM_KEY")),
    )


def _shards(count: str | None, ids: str | None) -> Shards:
    """Return the shards that a host named, ids as in "0-3,8"; all where neither is set."""
    if count is None and ids is None:
        return ALL_SHARDS
    of, wanted = count or "", re.sub(r"\s+", "", ids or "")
    if re.fullmatch(r"[0-9]{1,5}", of) and re.fullmatch(_IDS, wanted):
        ranges = [[int(end) for end in part.split("-")] for part in wanted.split(",")]
        chosen = sorted({one for ends in ranges for one in range(ends[0], ends[-1] + 1)})
        if chosen and chosen[-1] < int(of) and all(ends[0] <= ends[-1] for ends in ranges):
            return Shards(int(of), tuple(chosen))
    raise UserError("config-shards", count=count or "", ids=ids or "")


def _address(port: str | None) -> tuple[str, int] | None:
    """Return the host and port in "9100", on loopback, or in "0.0.0.0:9100"."""
    if port is None:
        return None
    found = re.fullmatch(r"(?:([^\s:/\[\]]+|\[[0-9A-Fa-f:.]+\]):)?([0-9]{1,5})", port)
    if found is None or not 0 < int(found[2]) <= 65535:
        raise UserError("config-metrics", port=port)
    return (found[1] or "127.0.0.1").strip("[]"), int(found[2])


def _model_address(url: str | None, name: str | None, key: str | None) -> ModelAddress | None:
    """Return where a language model is. What is wrong with it is not repeated: it may hold a key."""
    if url is None and name is None and key is None:
        return None
    address = re.fullmatch(
        r"https?://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?(/[^\s?#]*)?", url or ""
    )
    if address is None or int((address[2] or ":1")[1:]) not in range(1, 65536) or not _is_host(address[1]):
        raise UserError("config-model", setting="LLM_URL")
    base = address[0].rstrip("/")
    if base.endswith("/chat/completions"):
        raise UserError("config-model-end")
    if name is None or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UserError("config-model", setting="LLM_NAME")
    if key is not None and not re.fullmatch(r"[!-~]+", key):
        raise UserError("config-model", setting="LLM_KEY")
    return ModelAddress(base, name, key)


def _is_host(host: str) -> bool:
    """Return whether there can be a host that is called so, as the HTTP client understands it."""
    try:
        if host.startswith("["):
            return bool(IPv6Address(host.strip("[]")))
        return all(0 < len(label) < 64 for label in host.removesuffix(".").split(".")) and bool(
            URL.build(scheme="http", host=host).host
        )
    except ValueError:
        return False


def expand(path: str) -> Path:
    """Return a path with ~ and $VARIABLES filled in, as a shell would.

    Raises UserError("config-path") where there is no such user or variable: the file would lie in a folder
    named ~ or $HOME.
    """
    expanded = os.path.expanduser(os.path.expandvars(path))  # noqa: PTH111 - leaves an unknown user's ~ there
    if expanded.startswith("~") or re.search(r"\$\w|\$\{", expanded):
        raise UserError("config-path", path=path)
    return Path(expanded)


def readable_by_others(*files: Path) -> list[Path]:
    """Return which of these files people other than their owner may read or change; none on Windows, and none
    that this user can't even look at."""
    if os.name == "nt":
        return []

    def mode(file: Path) -> int:
        try:
            return file.stat().st_mode
        except OSError:
            return 0

    return [file for file in files if mode(file) & 0o077]


def terminal_language() -> Language:
    """Return the language of the terminal's locale if it is supported, otherwise English."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return Language.JA if next(filter(None, names), "").startswith("ja") else Language.EN


def version() -> str:
    """Return the version in pyproject.toml."""
    return str(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["version"])
