"""Whole articles with everything that is read from them; `python -m tests.reading.test_examples` stores it.

After a change of the rules, store it again and look at the difference: each line of it must be meant.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.reading.article import report
from tests.reading import read

FOLDER = Path(__file__).parent / "examples"
ARTICLES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".md", ".txt"))


def reading(article: Path) -> dict[str, Any]:
    found = read(article.read_text(encoding="utf-8"))
    return {
        **report(found),
        "author": found.author,
        "sentences": [sentence.text for sentence in found.sentences],
    }


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_an_article_is_read_as_it_was_when_somebody_last_looked(article: Path) -> None:
    assert reading(article) == json.loads(article.with_suffix(".json").read_text(encoding="utf-8"))


if __name__ == "__main__":
    for each in ARTICLES:
        stored = json.dumps(reading(each), ensure_ascii=False, indent=1)
        each.with_suffix(".json").write_text(stored + "\n", encoding="utf-8")
