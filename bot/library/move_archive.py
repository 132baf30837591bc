"""The file in which everything is moved: a ZIP archive of JSON lines, read as one that may be hostile."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO, NoReturn

from bot.errors import UserError

FORMAT = 1
MANIFEST = "manifest.json"
MAX_LINE = 8_000_000
"""Bytes of one row at most: the longest text of an article takes less, even with every character escaped."""
PIECE = 1 << 16
"""Bytes that are read at one time; a manifest, and the list of what is in the archive, has fewer."""
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1

Value = int | str | bytes | None


@dataclass(frozen=True, slots=True)
class Part:
    """A table in the archive: its columns, in the order of its rows, how many those are, and the SHA-256 of
    their lines."""

    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive says of itself: `version` is that of the database, `made_at` in Unix seconds."""

    format: int
    version: int
    made_at: int
    meta: dict[str, str]
    sequences: dict[str, int]
    tables: dict[str, Part]

    def rows(self, table: str) -> int:
        """Return how many rows of a table there are."""
        return self.tables[table].rows if table in self.tables else 0


def write(
    file: BinaryIO,
    version: int,
    made_at: int,
    meta: Mapping[str, str],
    sequences: Mapping[str, int],
    tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Value]]]],
) -> Manifest:
    """Write an archive of tables, each with its name, columns and rows; return its manifest."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = {}
        for name, columns, rows in tables:
            with archive.open(_entry(name), "w", force_zip64=True) as entry:
                count, digest = _write_lines(entry, rows)
            parts[name] = Part(list(columns), count, digest)
        manifest = Manifest(FORMAT, version, made_at, dict(meta), dict(sequences), parts)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=2))
    return manifest


def _entry(table: str) -> str:
    return f"{table}.jsonl"


def _write_lines(entry: IO[bytes], rows: Iterable[Sequence[Value]]) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=bytes.hex).encode() + b"\n"
        if len(line) > MAX_LINE:
            raise ValueError("a row is longer than any that can be read again")
        entry.write(line)
        digest.update(line)
        count += 1
    return count, digest.hexdigest()


class _Bounded(io.FileIO):
    """A file of which nobody reads much at once: `zipfile` would read a list of contents of any length."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read as a file does. Raises ValueError where too much is wanted."""
        if size is not None and size > PIECE:
            raise ValueError("too much at once")
        return super().read(size) or b""


class Archive:
    """An archive that is open for reading, a piece at a time, whatever it says of its sizes.

    Raises OSError for a file that can't be read, UserError("move-newer") or UserError("move-unknown") for one
    of another version, and ValueError, or what `zipfile`, `zlib` and `json` raise, for what no export ever
    wrote.
    """

    def __init__(self, path: Path) -> None:
        self._file = _Bounded(path)
        try:
            self._zip = zipfile.ZipFile(self._file)
            self._open()
        except BaseException:
            self._file.close()
            raise

    def _open(self) -> None:
        entries = self._zip.infolist()
        names = [one.filename for one in entries]
        if len(set(names)) < len(names):
            raise ValueError("an entry stands there twice")
        if any(one.flag_bits & _ENCRYPTED or one.compress_type not in _COMPRESSIONS for one in entries):
            raise ValueError("an entry is written in another way")
        self.size = sum(one.file_size for one in entries)
        """Bytes of all that is in it, as it says; no more are read."""
        self.manifest = _manifest(self._read(MANIFEST))
        if set(names) != {MANIFEST, *map(_entry, self.manifest.tables)}:
            raise ValueError("other entries than the manifest says")

    def close(self) -> None:
        """Close the file."""
        self._zip.close()
        self._file.close()

    def _read(self, name: str) -> bytes:
        with self._zip.open(name) as entry:
            data = entry.read(PIECE)
            if entry.read(1):
                raise ValueError("too long")
        return data

    def rows(self, table: str, types: Mapping[str, str]) -> Iterator[list[Value]]:
        """Yield the rows of a table, whose columns have these types in the database. Raises ValueError in the
        end where they aren’t those that the manifest says."""
        part, count, digest = self.manifest.tables[table], 0, hashlib.sha256()
        binary = [types[name] == "BLOB" for name in part.columns]
        with self._zip.open(_entry(table)) as entry, io.BufferedReader(entry, PIECE) as lines:  # type: ignore[type-var]
            while line := lines.readline(MAX_LINE + 1):
                if len(line) > MAX_LINE:
                    raise ValueError("a row is too long")
                digest.update(line)
                count += 1
                yield _row(_json(line), binary)
        if (count, digest.hexdigest()) != (part.rows, part.sha256):
            raise ValueError("other rows than the manifest says")


def _json(data: bytes) -> Any:
    def refuse(_: str) -> NoReturn:
        raise ValueError("no number")

    return json.loads(data.decode(), parse_constant=refuse, parse_float=refuse)


def _row(found: Any, binary: Sequence[bool]) -> list[Value]:
    if type(found) is not list or len(found) != len(binary):
        raise ValueError("not a row")
    return [_value(one, is_binary) for one, is_binary in zip(found, binary, strict=True)]


def _value(found: Any, is_binary: bool) -> Value:
    if found is None:
        return None
    if type(found) is str:
        return bytes.fromhex(found) if is_binary else found
    if type(found) is not int or is_binary:
        raise ValueError("not a value of that type")
    return found


def _manifest(data: bytes) -> Manifest:
    """Parse a manifest. Raises UserError("move-newer") for another format, ValueError for what is none."""
    found = _json(data)
    if type(found) is not dict or type(found.get("format")) is not int:
        raise ValueError("not a manifest")
    if found["format"] != FORMAT:
        raise UserError("move-newer")
    names = set(Manifest.__dataclass_fields__)
    if set(found) != names:
        raise UserError("move-unknown", name=", ".join(sorted(set(found) ^ names))[:80])
    if not (type(found["version"]) is int and type(found["made_at"]) is int and found["version"] > 0):
        raise ValueError("not a version or a moment")
    if not 0 <= found["made_at"] < 1 << 37:  # a year of four digits
        raise ValueError("not a moment")
    _checked(found["meta"], str)
    if not all(0 <= last < 1 << 53 for last in _checked(found["sequences"], int).values()):
        raise ValueError("not an id")
    parts = {name: _part(part) for name, part in _checked(found["tables"], dict).items()}
    return Manifest(**{**found, "tables": parts})


def _part(found: dict[str, Any]) -> Part:
    names = set(Part.__dataclass_fields__)
    if set(found) != names:
        raise UserError("move-unknown", name=", ".join(sorted(set(found) ^ names))[:80])
    columns, rows, digest = found["columns"], found["rows"], found["sha256"]
    if type(columns) is not list or type(rows) is not int or type(digest) is not str:
        raise ValueError("not a table")
    if not all(type(name) is str for name in columns) or len(set(columns)) < len(columns):
        raise ValueError("not columns")
    return Part(columns, rows, digest)


def _checked(found: Any, kind: type) -> dict[str, Any]:
    if type(found) is not dict or not all(type(one) is kind for one in found.values()):
        raise ValueError("not what a manifest has there")
    return found
