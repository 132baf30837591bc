"""What goes between the bot and the reading process: JSON, so that nothing that comes back can run."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from bot.model import Metadata, Reading
from bot.reading.serialization import from_json, to_json


def packed(metadata: Metadata, reading: Reading) -> dict[str, Any]:
    """Return both as JSON knows them."""
    day = metadata.date and metadata.date.isoformat()
    return {"metadata": {**asdict(metadata), "date": day}, "reading": to_json(reading)}


def unpacked(answer: dict[str, Any]) -> tuple[Metadata, Reading]:
    """Return what `packed` was given. Raises KeyError, TypeError or ValueError for anything else."""
    about = answer["metadata"]
    metadata = Metadata(**{**about, "date": date.fromisoformat(about["date"]) if about["date"] else None})
    return metadata, from_json(answer["reading"])
