"""A reading as JSON, the form in which it leaves the reading process: nothing in it can run."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from bot.model import Metadata, Reading
from bot.reading.serialization import from_json, to_json


def pack(metadata: Metadata, reading: Reading) -> dict[str, Any]:
    """Return both as one JSON object."""
    day = metadata.date and metadata.date.isoformat()
    return {"metadata": {**asdict(metadata), "date": day}, "reading": to_json(reading)}


def unpack(answer: dict[str, Any]) -> tuple[Metadata, Reading]:
    """Return what `pack` was given. Raises KeyError, TypeError or ValueError for anything else."""
    about = answer["metadata"]
    metadata = Metadata(**{**about, "date": date.fromisoformat(about["date"]) if about["date"] else None})
    return metadata, from_json(answer["reading"])
