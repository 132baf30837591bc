"""What goes between the bot and the reading process: JSON, so that nothing that comes back can run."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from bot.model import (
    Language,
    Metadata,
    Passage,
    Prediction,
    PredictionKind,
    Quote,
    Reading,
    Section,
    Span,
    Summary,
)


def packed(metadata: Metadata, reading: Reading) -> dict[str, Any]:
    """Both as JSON knows them."""
    day = metadata.date and metadata.date.isoformat()
    return {"metadata": {**asdict(metadata), "date": day}, "reading": asdict(reading)}


def unpacked(answer: dict[str, Any]) -> tuple[Metadata, Reading]:
    """The other way. Raises KeyError, TypeError or ValueError for anything else than `packed` makes."""
    about = answer["metadata"]
    metadata = Metadata(**{**about, "date": date.fromisoformat(about["date"]) if about["date"] else None})
    read = answer["reading"]
    reading = Reading(
        **{
            **read,
            "language": Language(read["language"]),
            "sentences": tuple(_passage(one) for one in read["sentences"]),
            "summary": _summary(read["summary"]) if read["summary"] else None,
            "quotes": tuple(Quote(one["text"], _spans(one), one["speaker"]) for one in read["quotes"]),
            "predictions": tuple(
                Prediction(one["text"], _spans(one), PredictionKind(one["kind"]), one["horizon"])
                for one in read["predictions"]
            ),
        }
    )
    return metadata, reading


def _spans(one: dict[str, Any]) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in one["spans"])


def _passage(one: dict[str, Any]) -> Passage:
    return Passage(one["text"], _spans(one))


def _summary(short: dict[str, Any]) -> Summary:
    return Summary(
        line=_passage(short["line"]),
        three=tuple(_passage(one) for one in short["three"]),
        sections=tuple(Section(part["heading"], _passage(part["summary"])) for part in short["sections"]),
    )
