"""The data card: the README.md beside exported votes and forecasts."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Sequence

from bot.library.agreement import alpha, majority
from bot.library.article_writer import NAME_LENGTH
from bot.library.examples import LENGTH
from bot.library.export_archive import FORECASTS, LINES
from bot.library.exports import RATERS, ExportedArticle, ExportFacts
from bot.model import ItemKind
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped

KINDS = (ItemKind.QUOTE, ItemKind.PREDICTION, ItemKind.LINE)
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
"""Numbers of lines, and Hugging Face's names for data sets with fewer than that."""
MANY = 10
"""Items with this many raters or more share a row."""
Say = Callable[..., str]
"""`Renderer.say`: returns a message in the card's language."""
_ELSEWHERE = re.compile(r"[&$]")
"""What Markdown has besides Discord's: entities and formulas."""


def data_card(renderer: Renderer, facts: ExportFacts, version: str) -> str:
    """Return the README.md of an export: a data set card as Hugging Face has them, metadata in YAML before
    Markdown (https://huggingface.co/docs/hub/datasets-cards). `version` is the bot's."""
    say = renderer.say
    columns = [say(f"card-{key}") for key in ("prompt", "completion", "label")]
    sections = {}
    if facts.lines:
        sections = {
            "format": [say("card-format"), _list(columns)],
            "lines": _lines(say, facts),
            "raters": _raters(say, facts),
            "agreement": _agreement(say, facts),
        }
    if facts.forecasts:
        sections["forecasts"] = _forecasts(say, facts)
    sections |= {
        "sources": [say("card-sources"), _list([_source(say, source) for source in facts.sources])],
        "made": _made(say, facts, version),
        "limits": _limits(say, facts),
    }
    name = say("export-name-both" if facts.forecasts else "export-name")
    blocks = [
        _metadata(facts, name),
        f"# {name}",
        *([say("card-what")] if facts.lines else []),
        *([say("card-what-forecasts")] if facts.forecasts else []),
        say("card-everywhere" if facts.everywhere else "card-one-server"),
    ]
    for heading, paragraphs in sections.items():
        blocks += [f"## {say(f'card-heading-{heading}')}", *paragraphs]
    return "\n\n".join(blocks) + "\n"


def _lines(say: Say, facts: ExportFacts) -> list[str]:
    rows = [[say("card-kind"), "true", "false"]]
    rows += [
        [say(f"card-kind-{kind}"), str(facts.labels[kind, True]), str(facts.labels[kind, False])]
        for kind in KINDS
    ]
    left_out = {
        "few": facts.few,
        "ties": facts.ties,
        "unshown": facts.unshown,
        "unlicensed": facts.unlicensed,
    }
    reasons = [say(f"card-left-{why}", items=count, raters=RATERS) for why, count in left_out.items()]
    return [_table(rows), say("card-left"), _list(reasons)]


def _raters(say: Say, facts: ExportFacts) -> list[str]:
    items: Counter[int] = Counter()
    for (up, down), times in facts.rated.items():
        items[min(up + down, MANY)] += times
    rows = [[say("card-people"), say("card-items")]]
    rows += [
        [f"{raters}+" if raters == MANY else str(raters), str(items[raters])] for raters in sorted(items)
    ]
    return [say("card-raters", raters=facts.raters, least=RATERS), _table(rows)]


def _agreement(say: Say, facts: ExportFacts) -> list[str]:
    value = alpha(facts.rated)
    measured = say("card-alpha-none") if value is None else say("card-alpha", alpha=f"{value:z.3f}")
    share = say("card-majority", share=f"{majority(facts.rated):.1%}")
    return [say("card-agreement", items=facts.rated.total()), _list([measured, share])]


def _forecasts(say: Say, facts: ExportFacts) -> list[str]:
    fields = ("article", "prediction", "question", "dates", "outcome", "forecasters", "median", "brier")
    return [
        say("card-forecasts", questions=len(facts.forecasts)),
        _list([say(f"card-forecast-{name}") for name in fields]),
        say("card-forecasts-left", questions=facts.few_forecasts, least=RATERS),
    ]


def _source(say: Say, source: ExportedArticle) -> str:
    article = source.article
    author = _literal(article.author) if article.author else say("card-no-author")
    address = f"<{article.url}>" if article.url else say("card-no-address")
    rights = say(f"rights-{source.rights}")
    counts = [say("card-source-lines", lines=source.lines)] if source.lines else []
    counts += [say("card-source-questions", questions=source.questions)] if source.questions else []
    return " · ".join([f"**{_literal(article.title)}**", author, address, rights, *counts])


def _made(say: Say, facts: ExportFacts, version: str) -> list[str]:
    day = facts.made_at.date().isoformat()
    rules = [say("card-rule", raters=RATERS)] if facts.lines else []
    return [say("card-made", version=version, day=day), *rules, say("card-not-inside")]


def _limits(say: Say, facts: ExportFacts) -> list[str]:
    keys = []
    if facts.lines:
        keys = ["chosen-themselves", "community", "order", "reasons", "unanimous", "summary", "part"]
        keys += ["twice"] if facts.everywhere else []
    keys += ["resolved", "seen", "few"] if facts.forecasts else []
    return [_list([say(f"card-limit-{key}", length=LENGTH) for key in keys])]


def _metadata(facts: ExportFacts, name: str) -> str:
    languages = sorted({source.article.language.value for source in facts.sources})
    rows = facts.lines + len(facts.forecasts)
    size = next((name for most, name in SIZES if rows < most), "n>1M")
    configs = [("default", LINES)] if facts.lines else []
    configs += [("forecasts", FORECASTS)] if facts.forecasts else []
    lines = [
        f"pretty_name: {json.dumps(name, ensure_ascii=False)}",
        *_yaml("language", languages),
        "license: other",
        "license_name: rights-of-each-article",
        *(_yaml("task_categories", ["text-generation"]) if facts.lines else []),
        *_yaml("tags", ["trl", "kto", "unpaired-preference"] if facts.lines else ["forecasting"]),
        *_yaml("annotations_creators", ["crowdsourced"]),
        *_yaml("language_creators", ["found"]),
        *_yaml("size_categories", [size]),
        "configs:",
        *(line for name, file in configs for line in (f"- config_name: {name}", f"  data_files: {file}")),
    ]
    return "\n".join(["---", *lines, "---"])


def _yaml(key: str, values: Sequence[str]) -> list[str]:
    return [f"{key}:", *(f"- {value}" for value in values)]


def _literal(text: str) -> str:
    """Escape a name for one line of Markdown."""
    return _ELSEWHERE.sub(r"\\\g<0>", escaped(text, 2 * NAME_LENGTH))


def _list(entries: Sequence[str]) -> str:
    return "\n".join(f"- {entry}" for entry in entries)


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = rows
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *body])
