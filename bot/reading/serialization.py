"""How a reading is written as JSON: whole for another process, in short for people and data sets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

from bot.model import Language, Passage, Prediction, PredictionKind, Quote, Reading, Section, Span, Summary

Json: TypeAlias = dict[str, Any]


def to_json(reading: Reading) -> Json:
    """Return all of a reading; the keys are the names of its fields."""
    return asdict(reading)


def from_json(value: Json) -> Reading:
    """Return the reading that `to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return Reading(
        **{
            **value,
            "language": Language(value["language"]),
            "sentences": tuple(_passage(one) for one in value["sentences"]),
            "adjoining": tuple(int(position) for position in value["adjoining"]),
            "summary": _summary(value["summary"]) if value["summary"] else None,
            "quotes": tuple(
                Quote(one["text"], _spans(one), one["speaker"], bool(one["spoken"]))
                for one in value["quotes"]
            ),
            "predictions": tuple(
                Prediction(one["text"], _spans(one), PredictionKind(one["kind"]), one["horizon"])
                for one in value["predictions"]
            ),
        }
    )


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
            prediction_json(one.text, one.kind, one.horizon, one.spans) for one in reading.predictions
        ],
    }


def summary_json(line: str | None, three: Sequence[str], sections: Iterable[tuple[str | None, str]]) -> Json:
    """Return the texts of a summary; each section is its heading and its summary."""
    parts = [{"heading": heading, "summary": summary} for heading, summary in sections]
    return {"line": line, "three": three, "sections": parts}


def quote_json(text: str, speaker: str | None, spans: Sequence[Span], *, spoken: bool) -> Json:
    """Return a quotation."""
    return {"text": text, "speaker": speaker, "spoken": spoken, "spans": [list(span) for span in spans]}


def prediction_json(
    text: str, kind: PredictionKind | None, horizon: str | None, spans: Sequence[Span]
) -> Json:
    """Return a prediction."""
    return {"text": text, "kind": kind, "horizon": horizon, "spans": [list(span) for span in spans]}


def _spans(one: Json) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in one["spans"])


def _passage(one: Json) -> Passage:
    return Passage(one["text"], _spans(one))


def _summary(short: Json) -> Summary:
    return Summary(
        line=_passage(short["line"]),
        three=tuple(_passage(one) for one in short["three"]),
        sections=tuple(Section(part["heading"], _passage(part["summary"])) for part in short["sections"]),
    )
