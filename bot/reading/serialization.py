"""How a reading is written as JSON for people and data sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from bot.model import PredictionKind, Reading, Span

Json: TypeAlias = dict[str, Any]
_WRITTEN = {PredictionKind.OUTLOOK: "forecast"}
"""Kinds whose value in this JSON is older than their name: data sets made before stay as they are."""


def report(reading: Reading) -> Json:
    """Return a reading as the JSON object that `python -m bot read --json` prints."""
    short = reading.summary
    return {
        "title": reading.title,
        "language": reading.language,
        "body": reading.body,
        "summary": short
        and summary_json(
            short.line.text,
            [line.text for line in short.three],
            [(section.heading, section.summary.text) for section in short.sections],
        ),
        "quotes": [quote_json(one.text, one.speaker, one.spans, spoken=one.spoken) for one in reading.quotes],
        "predictions": [
            prediction_json(one.text, one.kind, one.horizon, one.spans, one.speaker)
            for one in reading.predictions
        ],
    }


def summary_json(line: str | None, three: Sequence[str], sections: Iterable[tuple[str | None, str]]) -> Json:
    """Return the texts of a summary; each section is its heading and its summary."""
    parts = [{"heading": heading, "summary": summary} for heading, summary in sections]
    return {"line": line, "three": three, "sections": parts}


def quote_json(text: str, speaker: str | None, spans: Sequence[Span], *, spoken: bool = False) -> Json:
    """Return a quotation."""
    return {"text": text, "speaker": speaker, "spoken": spoken, "spans": [list(span) for span in spans]}


def prediction_json(
    text: str, kind: PredictionKind | None, horizon: str | None, spans: Sequence[Span], speaker: str | None
) -> Json:
    """Return a prediction."""
    written = kind and _WRITTEN.get(kind, kind.value)
    places = [list(span) for span in spans]
    return {"text": text, "kind": written, "horizon": horizon, "speaker": speaker, "spans": places}
