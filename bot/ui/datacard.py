"""What is said of an export: the card that lies beside it, and the reply that brings it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence

import discord

from bot.library.agreement import alpha, majority
from bot.library.examples import LENGTH
from bot.library.export_archive import LINES
from bot.library.exports import RATERS, ExportedArticle, ExportFacts
from bot.model import ItemKind
from bot.ui.embeds import Renderer
from bot.words import INVISIBLE

KINDS = (ItemKind.QUOTE, ItemKind.PREDICTION, ItemKind.LINE)
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
"""Numbers of lines, and the names that Hugging Face has for up to so many."""
MANY = 10
"""So many people and more are counted together."""
_MARK = re.compile(r"[\\`*_\[\]<>|~&$]")


class ExportRender:
    """Says it with the words of a `Render`."""

    def __init__(self, render: Renderer) -> None:
        self._render = render
        self._say = render.say

    def reply(self, facts: ExportFacts) -> discord.Embed:
        """How much was exported, and what to read before it is used."""
        say = self._say
        liked = sum(facts.labels[kind, True] for kind in KINDS)
        left = facts.few + facts.ties + facts.unshown + facts.unlicensed
        lines = [
            say("export-lines", lines=facts.lines, liked=liked, disliked=facts.lines - liked),
            say("export-raters", raters=facts.raters),
            say("export-left", left=left),
        ]
        blocks = ["\n".join(lines), say("export-private"), say("export-next")]
        return self._render.embed("review", say("export-label"), blocks)

    def card(self, facts: ExportFacts, version: str) -> str:
        """The data set's card as Hugging Face has them: metadata in YAML, then Markdown.

        https://huggingface.co/docs/hub/datasets-cards
        """
        say = self._say
        sections = [
            (None, self._what(facts)),
            (
                "format",
                [
                    say("card-format"),
                    _list([say(f"card-{key}") for key in ("prompt", "completion", "label")]),
                ],
            ),
            ("lines", self._lines(facts)),
            ("raters", self._raters(facts)),
            ("agreement", self._agreement(facts)),
            ("sources", [say("card-sources"), _list([self._source(one) for one in facts.sources])]),
            ("made", self._made(facts, version)),
            ("limits", self._limits(facts)),
        ]
        blocks = [_metadata(facts, say("export-name")), f"# {say('export-name')}"]
        for heading, paragraphs in sections:
            if heading is not None:
                blocks.append(f"## {say(f'card-heading-{heading}')}")
            blocks += paragraphs
        return "\n\n".join(blocks) + "\n"

    def _what(self, facts: ExportFacts) -> list[str]:
        return [
            self._say("card-what"),
            self._say("card-everywhere" if facts.everywhere else "card-one-server"),
        ]

    def _lines(self, facts: ExportFacts) -> list[str]:
        say = self._say
        rows = [[say("card-kind"), "true", "false"]]
        rows += [
            [say(f"card-kind-{kind}"), str(facts.labels[kind, True]), str(facts.labels[kind, False])]
            for kind in KINDS
        ]
        left = {
            "few": facts.few,
            "ties": facts.ties,
            "unshown": facts.unshown,
            "unlicensed": facts.unlicensed,
        }
        reasons = [say(f"card-left-{why}", items=count, raters=RATERS) for why, count in left.items()]
        return [_table(rows), say("card-left"), _list(reasons)]

    def _raters(self, facts: ExportFacts) -> list[str]:
        say = self._say
        people: Counter[int] = Counter()
        for (up, down), times in facts.rated.items():
            people[min(up + down, MANY)] += times
        rows = [[say("card-people"), say("card-items")]]
        rows += [
            [f"{number}+" if number == MANY else str(number), str(people[number])]
            for number in sorted(people)
        ]
        return [say("card-raters", raters=facts.raters, least=RATERS), _table(rows)]

    def _agreement(self, facts: ExportFacts) -> list[str]:
        say = self._say
        value = alpha(facts.rated)
        measured = say("card-alpha-none") if value is None else say("card-alpha", alpha=f"{value:z.3f}")
        share = say("card-majority", share=f"{majority(facts.rated):.1%}")
        return [say("card-agreement", items=facts.rated.total()), _list([measured, share])]

    def _source(self, source: ExportedArticle) -> str:
        say, article = self._say, source.article
        author = _literal(article.author) if article.author else say("card-no-author")
        address = f"<{article.url}>" if article.url else say("card-no-address")
        rights = say(f"rights-{source.rights}")
        count = say("card-source-lines", lines=source.lines)
        return " · ".join([f"**{_literal(article.title)}**", author, address, rights, count])

    def _made(self, facts: ExportFacts, version: str) -> list[str]:
        day = facts.made_at.date().isoformat()
        return [
            self._say("card-made", version=version, day=day),
            self._say("card-rule", raters=RATERS),
            self._say("card-not-inside"),
        ]

    def _limits(self, facts: ExportFacts) -> list[str]:
        keys = ["chosen-themselves", "community", "order", "reasons", "unanimous", "summary", "part"]
        keys += ["twice"] if facts.everywhere else []
        return [_list([self._say(f"card-limit-{key}", length=LENGTH) for key in keys])]


def _metadata(facts: ExportFacts, name: str) -> str:
    languages = sorted({source.article.language.value for source in facts.sources})
    size = next((name for most, name in SIZES if facts.lines < most), "n>1M")
    lines = [
        f"pretty_name: {json.dumps(name, ensure_ascii=False)}",
        *_yaml("language", languages),
        "license: other",
        "license_name: rights-of-each-article",
        *_yaml("task_categories", ["text-generation"]),
        *_yaml("tags", ["trl", "kto", "unpaired-preference"]),
        *_yaml("annotations_creators", ["crowdsourced"]),
        *_yaml("language_creators", ["found"]),
        *_yaml("size_categories", [size]),
        "configs:",
        "- config_name: default",
        f"  data_files: {LINES}",
    ]
    return "\n".join(["---", *lines, "---"])


def _yaml(key: str, values: Sequence[str]) -> list[str]:
    return [f"{key}:", *(f"- {value}" for value in values)]


def _literal(text: str) -> str:
    """Words inside of a line as Markdown shows them to the letter: not Discord's, which spares addresses."""
    return _MARK.sub(r"\\\g<0>", INVISIBLE.sub("", text))


def _list(entries: Sequence[str]) -> str:
    return "\n".join(f"- {entry}" for entry in entries)


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *body])
