"""The articles and questions of this folder, in both languages.

Rules are made while looking at the half called “tune”; the half called “held” says how good they are.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from bot.model import Language

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Asked:
    """A question as a member types it.

    Each of `answers` is a piece of a sentence of `article` that answers it; without any, no article does,
    and `article` is None. `language` is the question’s; the article may be in the other one.
    """

    asked: str
    article: str | None
    answers: tuple[str, ...]
    kind: str
    language: Language
    half: str

    @property
    def crosses(self) -> bool:
        """Whether the answer stands in an article in the other language."""
        return self.article is not None and not self.article.endswith(f".{self.language}")


def articles() -> dict[str, str]:
    """Return the text of every article by its name, such as “eelgrass.en”."""
    return {
        path.name.removesuffix(".md"): path.read_text(encoding="utf-8")
        for path in sorted((FOLDER / "articles").glob("*.md"))
    }


def questions() -> list[Asked]:
    """Return every question; a file is called after the half that its questions belong to."""
    return [
        Asked(
            asked=row["asked"],
            article=row.get("article"),
            answers=tuple(row["answers"]),
            kind=row["kind"],
            language=Language(path.suffixes[0].removeprefix(".")),
            half=path.name.split(".")[0],
        )
        for path in sorted(FOLDER.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    ]
