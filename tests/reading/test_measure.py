"""The reading reaches its minimum scores on the development samples, where they are available."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.reading.article import report
from tests.reading import read

SCORER = Path(__file__).parents[3] / "shared" / "reading" / "score.py"
FLOORS = {
    "gold": {
        "quote_F1": 1.0,
        "speaker_acc_on_found": 1.0,
        "pred_F1": 0.85,
        "summary_complete": 1.0,
        "summary_grounded": 1.0,
    },
    "ja_sum": {"3line_R2": 0.18},
    "en_sum": {"3line_R2": 0.17},
    "ja_quotes": {"quote_F1": 0.90, "speaker_acc_on_found": 0.70},
    "en_quotes": {"quote_F1": 0.97, "speaker_acc_on_found": 0.75},
    "ja_pred": {"pred_F1": 0.80},
    "en_pred": {"pred_F1": 0.88},
}


@pytest.mark.skipif(not SCORER.exists(), reason="the development samples are not beside this checkout")
def test_the_scores_reach_their_minimum(tmp_path: Path) -> None:
    inputs, answers, result = (tmp_path / name for name in ("inputs.jsonl", "answers.jsonl", "result.json"))
    sets = ["--sets", ",".join(FLOORS)]
    _score("inputs", str(inputs), *sets)
    items = [json.loads(line) for line in inputs.read_text(encoding="utf-8").splitlines()]
    lines = [json.dumps({"id": item["id"], **_answer(item["text"])}) + "\n" for item in items]
    answers.write_text("".join(lines), encoding="utf-8")
    _score("score", str(answers), *sets, "--json", str(result))
    scores = json.loads(result.read_text(encoding="utf-8"))[answers.name]
    missed = {
        f"{name} {key}": scores[name][key]
        for name, floors in FLOORS.items()
        for key, floor in floors.items()
        if scores[name][key] < floor
    }
    assert not missed
    assert scores["gold"]["articles_with_leaks"].startswith("0/")
    for name in ("ja_pred", "en_pred"):
        assert scores[name]["articles_without_predictions_with_output"].startswith("0/")


def _score(*arguments: str) -> None:
    subprocess.run([sys.executable, str(SCORER), *arguments], check=True, capture_output=True)


def _answer(text: str) -> dict[str, Any]:
    shown = report(read(text))
    summary = shown["summary"] or {}
    return {
        "lang_detected": shown["language"],
        "body": shown["body"],
        "summary_1": summary.get("line"),
        "summary_3": summary.get("three"),
        "sections": summary.get("sections"),
        "quotes": shown["quotes"],
        "predictions": [item for item in shown["predictions"] if item["kind"] == "forecast"],
    }
