"""The scenes of the gallery in order: one line for each thing that somebody types or presses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

ARTICLES = Path(__file__).parent / "articles"


@dataclass(frozen=True)
class Pick:
    """An option's value that is chosen from the list that appears: by its value, by a part of its name, or
    the first."""

    value: str = ""
    name: str = ""


Words: TypeAlias = "str | tuple[str, str]"
"""Words for both pages, or those for the Japanese and the English page."""
Value: TypeAlias = "Words | Pick | tuple[Pick, Pick] | Path | bytes"
"""The value of an option: words that are typed, a pick, or a file ({} stands for the language)."""


@dataclass(frozen=True)
class Scene:
    """One thing that somebody does, and the name of the picture of the answer (none without a name)."""

    name: str
    command: str = ""
    options: Mapping[str, Value] = field(default_factory=dict)
    press: Words = ""
    """Key of the words on a button (with their number behind it, if they have one), or the number on it: of
    the newest message that has it."""
    choose: Words = ""
    """What is chosen in a select of the newest message."""
    select: int = 0
    """In which of its selects, from 0."""
    form: Mapping[str, Words | Path] = field(default_factory=dict)
    """What is filled into an open form before it is sent: by the keys of its labels."""
    waits: str = ""
    """Nobody does anything: the bot posts a message that contains the words of this key."""
    private: bool = False
    """Whether the picture shows the answer that only the person sees, not a newer message in the channel."""
    times: int = 1
    """How often it is done before the picture is taken."""
    manager: bool = False
    """Whether the administrator does it; otherwise a member."""
    voted: bool = False
    """Whether other members voted before."""
    forecast: bool = False
    """Whether other members gave forecasts before."""


def typed(name: str, command: str, /, **options: Value) -> Scene:
    """Return a scene in which a member sends a command with options."""
    return Scene(name, command, options)


def managed(name: str, command: str, /, **options: Value) -> Scene:
    """Return a scene in which the administrator sends a command."""
    return Scene(name, command, options, manager=True)


def pressed(name: str, button: Words, *, times: int = 1) -> Scene:
    """Return a scene in which somebody presses a button."""
    return Scene(name, press=button, times=times)


def chosen(name: str, option: Words, *, select: int = 0) -> Scene:
    """Return a scene in which somebody chooses an option of a select (from 0, where there are several)."""
    return Scene(name, choose=option, select=select)


def filled(name: str, **fields: Words | Path) -> Scene:
    """Return a scene in which somebody fills in the open form and sends it."""
    return Scene(name, form=fields)


def arrived(name: str, words: str) -> Scene:
    """Return a scene in which the bot posts a message by itself, with the words of a key in it."""
    return Scene(name, waits=words)


SHIPPED = (Pick(name="創業者"), Pick(name="founder"))
ADDED = (Pick(name="本屋"), Pick(name="bookshop"))
LONG = (Pick(name="灯台"), Pick(name="lighthouse"))
ARTICLE = ARTICLES / "bookshop.{}.md"
CHANGED = ARTICLES / "bookshop-changed.{}.md"
LONG_ARTICLE = ARTICLES / "lighthouse.{}.md"
"""One whose quotation is too long for a card."""
CHANNEL = (Pick(name="読書会"), Pick(name="reading"))
DARK, LIGHT = ("夜", "night"), ("紙", "paper")
ROLE = (Pick(name="編集部"), Pick(name="editors"))
PUBLISHER: Words = ("川べり新聞", "The Riverside News")
UNKNOWN: Words = ("ペンギン", "penguin")


def guided(name: str, time: str) -> tuple[Scene, ...]:
    """Return the scenes in which the administrator chooses articles in parts in the guided start."""
    return (
        managed("", "/help"),
        pressed("", "step-start"),
        pressed("", ("start-language-ja", "start-language-en")),
        chosen("", ("Asia/Tokyo", "UTC")),
        chosen("", ("記事の連載", "Articles, in parts")),
        chosen("", ("読書会", "reading")),
        chosen(name, time),
    )


SCENES: tuple[Scene, ...] = (
    # A member who knows no command presses a button below the welcome.
    arrived("demo-welcome", "demo-administrator"),
    pressed("demo-first-answer", "step-quote"),
    # A member reads.
    typed("help", "/help"),
    pressed("help-commands", "help-page-commands"),
    pressed("", "help-page-start"),
    pressed("help-data", "help-page-data"),
    typed("read", "/read", article=SHIPPED),
    pressed("read-next", "button-next"),
    pressed("read-last", "button-next", times=4),
    typed("summary", "/summary"),
    pressed("summary-context", "button-context"),
    typed("summary-line", "/summary", length=Pick("line")),
    typed("summary-section", "/summary", length=Pick("section")),
    pressed("summary-section-next", "button-next-arrow"),
    typed("quote", "/quote", article=SHIPPED, about=("データ", "data")),
    pressed("quote-context", "button-context"),
    pressed("quote-context-more", "button-more-before"),
    pressed("", "button-more-after"),
    pressed("quote-another", "button-another"),
    pressed("card", "button-card"),
    chosen("card-theme", DARK, select=1),
    pressed("card-posted", "button-card-post"),
    pressed("vote-up", "button-vote-up"),
    pressed("vote-down", "button-vote-down"),
    chosen("vote-reason", ("おもしろくない", "Not interesting")),
    pressed("vote-back", "button-vote-back"),
    pressed("saved-now", "button-save"),
    typed("", "/prediction"),
    pressed("", "button-save"),
    typed("saved", "/saved"),
    pressed("saved-reminded", "button-remind-on"),
    chosen("saved-one", ("1.", "1.")),
    pressed("saved-taken-out", "button-unsave"),
    typed("forecast-none", "/forecast"),
    pressed("forecast-mine", "button-forecast-mine"),
    pressed("forecast-board", "button-forecast-board"),
    typed("quote-private", "/quote", about=("希少", "scarce"), private=Pick("true")),
    typed("quote-card", "/quote", about=("生産性", "productivity"), **{"as": Pick("card")}),
    typed("quote-card-square", "/quote", about=("希少", "scarce"), **{"as": Pick("square")}),
    typed("quote-card-vertical", "/quote", about=("石油", "oil"), **{"as": Pick("vertical")}),
    typed(
        "quote-card-vertical-square",
        "/quote",
        about=("生産性", "productivity"),
        **{"as": Pick("vertical-square")},
    ),
    typed("prediction", "/prediction"),
    pressed("prediction-context", "button-context"),
    typed("prediction-of-article", "/prediction", article=SHIPPED),
    pressed("prediction-of-article-next", "button-next-arrow"),
    typed("search", "/search", words=("データ", "data")),
    pressed("search-next", "button-next"),
    typed("search-other-language", "/search", words=("data", "データ")),
    typed("search-one", "/search", words=("映画", "critic"), article=SHIPPED),
    pressed("search-context", "1"),
    typed("ask", "/ask", question=("データは石油とどう違う？", "Why is data not like oil?")),
    pressed("ask-context", "1"),
    typed(
        "ask-none",
        "/ask",
        question=("石油とデータの値段はいくら？", "Which company sells the most data like oil?"),
    ),
    typed("articles", "/articles"),
    chosen("article", ("創業者", "founder")),
    pressed("article-search-form", "button-search"),
    filled("article-search", **{"search-words": ("データ", "data")}),
    # What a member is refused, or does not find.
    typed("error-article-unknown", "/summary", article=UNKNOWN),
    typed("error-quotes-none-about", "/quote", about=UNKNOWN),
    typed("error-search-none", "/search", words=UNKNOWN),
    typed("error-search-none-in-article", "/search", words=UNKNOWN, article=SHIPPED),
    typed("error-search-no-words", "/search", words="…"),
    typed("error-ask-no-words", "/ask", question="…"),
    # An administrator's first command is followed by the guided start, and the settings are chosen.
    managed("start", "/quote"),
    pressed("start-later", "button-later"),
    managed("settings", "/settings"),
    chosen("", ("日本語", "English")),
    pressed("settings-changed", "button-unreviewed-hide"),
    managed("", "/settings"),
    pressed("settings-check", "button-check"),
    managed("error-unreviewed", "/quote"),
    managed("", "/settings"),
    pressed("", "button-unreviewed-show"),
    pressed("settings-zone-form", "button-zone-form"),
    filled("error-zone", **{"settings-zone-typed": UNKNOWN}),
    managed("", "/settings"),
    chosen("settings-editors", ("編集部", "editors"), select=2),
    pressed("", "button-no-editors"),
    chosen("settings-theme", DARK, select=3),
    managed("quote-card-dark", "/quote", about=("生産性", "productivity"), **{"as": Pick("card")}),
    managed("quote-card-vertical-dark", "/quote", about=("希少", "scarce"), **{"as": Pick("vertical")}),
    managed("", "/settings"),
    chosen("", LIGHT, select=3),
    # An administrator adds an article.
    managed("article-form", "/article add"),
    filled("error-article-nothing"),
    managed("article-added", "/article add", file=ARTICLE, publisher=PUBLISHER, date="2030-03-20"),
    managed("article-known", "/article add", file=ARTICLE),
    managed("article-changed", "/article add", file=CHANGED),
    pressed("article-refreshed", "button-refresh"),
    managed("error-file-empty", "/article add", file=b""),
    managed("error-file-binary", "/article add", file=bytes(range(256))),
    managed("error-article-no-sentences", "/article add", file=b"***"),
    managed("error-fetch-private", "/article add", link="http://127.0.0.1/"),
    typed("error-suggest-private", "/suggest", link="http://127.0.0.1/"),
    managed("error-link", "/article add", link="example", file=ARTICLE),
    managed("error-date", "/article add", date=("きのう", "yesterday"), link="https://example.com/"),
    managed("articles-editor", "/articles"),
    # An administrator goes through what was read.
    managed("", "/article manage"),
    pressed("feeds", "button-feeds"),
    managed("", "/article manage"),
    pressed("suggestions", "button-suggestions"),
    managed("article-manage", "/article manage"),
    chosen("article-panel", ("本屋", "bookshop")),
    pressed("review", "button-review"),
    pressed("review-sentences", "button-another-sentence"),
    pressed("", "button-back"),
    pressed("review-quotation", "button-approve", times=7),
    pressed("", "button-reject"),
    pressed("review-rejected", "button-previous"),
    pressed("", "button-next"),
    pressed("review-prediction", "button-approve"),
    pressed("review-add", "button-add-prediction"),
    pressed("review-search", "button-search"),
    filled("review-found", **{"search-words": ("本", "book")}),
    pressed("", "button-back"),
    pressed("review-end", "button-approve", times=2),
    pressed("", "button-back"),
    chosen("rights", ("自分たちの文章", "our own text")),
    chosen("rights-none", ("許可しない", "may not")),
    # An administrator asks a question about a prediction, and says what came of it.
    managed("", "/article manage", article=SHIPPED),
    pressed("questions", "button-questions"),
    chosen("questions-outlook", ("学習にかかる費用", "cost of training")),
    pressed("question-form", "button-question-ask"),
    filled(
        "question",
        **{
            "question-form-text": (
                "2035年の4月までに、AIモデル1つの学習に1兆ドルを超える費用がかかるか",
                "By April 2035, will training one AI model cost more than a trillion dollars?",
            )
        },
    ),
    pressed("question-resolve-form", "button-question-resolve"),
    filled(
        "question-confirm",
        **{
            "question-form-outcome": ("期日までに実現した", "It came true"),
            "question-form-evidence": ("https://example.org/ja/report", "https://example.org/en/report"),
        },
    ),
    pressed("question-resolved", "button-question-confirm"),
    pressed("question-undone", "button-question-undo"),
    managed("forecast", "/forecast"),
    managed("", "/insights"),
    pressed("error-export-unvoted", "button-export"),
    # An administrator lets the channel get something every day.
    managed("error-schedules-none", "/daily manage"),
    managed("daily-form", "/daily add"),
    filled("error-time", **{"daily-form-time": UNKNOWN}),
    managed("error-time-ambiguous", "/daily add", channel=CHANNEL, time="午後12時"),
    managed("error-days", "/daily add", channel=CHANNEL, time="9:00", days=UNKNOWN),
    managed("daily-zone-wanted", "/daily add", channel=CHANNEL, time="9:00"),
    chosen("daily-added", "Asia/Tokyo"),
    pressed("daily-preview", "button-daily-preview"),
    pressed("", "button-daily-back"),
    pressed("daily-history-empty", "button-daily-history"),
    pressed("", "button-daily-back"),
    Scene("daily-test", press="button-daily-test", private=True),
    arrived("daily-post-test", "post-test"),
    managed("daily-manage", "/daily manage"),
    pressed("daily-form-post", "button-daily-post"),
    filled("", **{"daily-form-days": ("平日", "weekdays")}),
    pressed("daily-form-options", "button-daily-options"),
    filled("daily-changed", **{"daily-form-zone": "Europe/London"}),
    pressed("daily-paused", "button-daily-pause"),
    pressed("daily-resumed", "button-resume"),
    chosen("error-schedule-there-already", ("読書会", "reading")),
    managed("", "/daily manage"),
    chosen("daily-moved", ("お知らせ", "news")),
    managed(
        "", "/daily add", channel=CHANNEL, time="9:30", content=Pick("quote"), **{"as": Pick("vertical")}
    ),
    pressed("", "button-daily-test"),
    arrived("daily-post-card", "post-test"),
    managed("", "/daily manage"),
    chosen("", "09:30"),
    pressed("daily-history", "button-daily-history"),
    pressed("", "button-daily-back"),
    pressed("", "button-daily-post"),
    filled(
        "daily-days",
        **{
            "daily-form-days": ("毎月1日、15日と月末", "1st, 15th and last day"),
            "daily-form-pauses": ("12/28〜1/3", "28 Dec – 3 Jan"),
        },
    ),
    pressed("daily-preview-pause", "button-daily-preview"),
    managed("error-days-ambiguous", "/daily add", channel=CHANNEL, time="9:00", days="3日おき"),
    managed(
        "daily-added-article",
        "/daily add",
        channel=CHANNEL,
        time="25:00",
        article=ADDED,
        content=Pick("quote"),
    ),
    managed("daily-list", "/daily manage"),
    # An administrator removes an article and a schedule.
    managed("", "/article manage", article=ADDED),
    pressed("article-remove", "button-remove"),
    pressed("", "button-cancel"),
    pressed("", "button-remove"),
    pressed("article-removed", "button-remove"),
    managed("daily-list-trouble", "/daily manage"),
    managed("article-manage-removed", "/article manage"),
    chosen("", ("本屋", "bookshop")),
    pressed("article-restored", "button-undo"),
    managed("", "/article manage", article=SHIPPED),
    pressed("article-hide", "button-hide"),
    pressed("article-hidden", "button-hide"),
    pressed("", "button-undo"),
    managed("", "/daily manage"),
    chosen("", "25:00"),
    pressed("daily-removed", "button-remove"),
    pressed("", "button-daily-list"),
    chosen("", "25:00"),
    pressed("daily-restored", "button-undo"),
    # An administrator is led to a daily post.
    managed("help-editors", "/help"),
    pressed("", "step-start"),
    pressed("start-zone", ("start-language-ja", "start-language-en")),
    chosen("start-wish", ("Asia/Tokyo", "UTC")),
    chosen("start-channel", ("名言のカード", "Quotation as a card")),
    chosen("start-time", ("読書会", "reading")),
    chosen("start-done", "08:00"),
    Scene("start-posted", press="button-post-now", private=True),
    arrived("start-post", "source"),
    pressed("error-posted-today", "button-post-now"),
    # The same, for articles in parts: today's part, and the queue.
    *guided("start-parts", "18:00"),
    Scene("", press="button-post-now", private=True),
    arrived("part-first", "button-catch-up"),
    managed("", "/daily manage"),
    chosen("daily-parts", "18:00"),
    pressed("daily-preview-parts", "button-daily-preview"),
    pressed("", "button-daily-back"),
    pressed("queue", "button-queue"),
    chosen("queue-consent", ("本屋", "bookshop")),
    pressed("", "button-consent"),
    chosen("", ("本屋", "bookshop"), select=1),
    pressed("queue-moved", "button-queue-up"),
    # One of an article that has a single part: its end is the next post.
    managed("", "/article add", file=LONG_ARTICLE),
    managed(
        "daily-added-parts",
        "/daily add",
        channel=CHANNEL,
        time="12:00",
        content=Pick("parts"),
        article=LONG,
    ),
    pressed("queue-one", "button-consent"),
    *guided("start-exists", "12:00"),
    Scene("", press="button-post-now", private=True),
    arrived("", "button-catch-up"),
    managed("", "/daily manage"),
    chosen("", "12:00"),
    pressed("", "button-daily-test"),
    arrived("closing-post", "closing-label"),
    # A quotation that is too long for a card.
    managed("quote-card-part", "/quote", article=LONG, **{"as": Pick("card")}),
    # An administrator looks at what members think.
    managed("insights-none", "/insights"),
    Scene("insights", "/insights", manager=True, voted=True),
    managed("", "/settings"),
    chosen("", DARK, select=3),
    managed("insights-dark", "/insights"),
    # What is stored about the administrator, and its end.
    managed("", "/quote"),
    pressed("", "button-vote-up"),
    managed("", "/read"),
    managed("privacy", "/privacy"),
    pressed("privacy-file", "button-privacy-file"),
    managed("", "/privacy"),
    pressed("privacy-delete", "button-privacy-delete"),
    pressed("privacy-forgotten", "button-privacy-forget"),
    managed("privacy-nothing", "/privacy"),
    pressed("privacy-no-cards", "button-privacy-cards-refuse"),
)

MORNING = (
    # Just before eight on the day after, with a daily post.
    arrived("daily-post", "source"),
    pressed("daily-post-context", "button-context"),
    # What was missed in the night, and what the channel's digest makes of all that.
    managed("", "/daily manage"),
    arrived("daily-notice", "notice-label"),
    managed(
        "daily-added-digest",
        "/daily add",
        channel=CHANNEL,
        time="20:00",
        content=Pick("digest"),
        thread=Pick("true"),
    ),
    pressed("", "button-daily-test"),
    arrived("daily-digest", "digest-read"),
    pressed("daily-digest-posts", "button-week-posts"),
)

EVENING = (
    # Just before six, when the next part of an article comes, and what a member missed.
    arrived("part-post", "part-before"),
    Scene("catch-up", press="button-catch-up", private=True),
    pressed("catch-up-next", "button-next"),
)
FORECASTS = (
    # A member says what they think, before and after others are shown.
    Scene("forecast-open", "/forecast", forecast=True),
    chosen("forecast-given", "40%"),
    pressed("forecast-exact-form", "button-forecast-exact"),
    filled("error-forecast", **{"forecast-exact-percent": UNKNOWN}),
    typed("", "/forecast"),
    pressed("", "button-forecast-exact"),
    filled("forecast-changed", **{"forecast-exact-percent": "62.5"}),
    pressed("forecast-due", "button-forecast-due 1"),
    pressed("forecast-resolved", "button-forecast-resolved 24"),
    pressed("forecast-own-record", "button-forecast-mine"),
    pressed("forecast-named", "button-forecast-appear-on"),
    pressed("forecast-ranks", "button-forecast-board"),
    # An administrator says what came of one, and the member objects.
    managed("", "/forecast"),
    pressed("", "button-forecast-due 1"),
    pressed("question-due", "button-question-resolve"),
    pressed("", "button-question-resolve"),
    filled(
        "",
        **{
            "question-form-outcome": ("実現しなかった", "did not come true"),
            "question-form-evidence": (
                "町の調査（2030年3月）では、41%だった",
                "In the town’s survey of March 2030 it was 41%",
            ),
        },
    ),
    pressed("", "button-question-confirm"),
    typed("", "/forecast"),
    pressed("forecast-proposed", "button-forecast-due 1"),
    pressed("forecast-object-form", "button-forecast-object"),
    filled(
        "forecast-objected",
        **{"forecast-objection-reason": ("調査の対象は大人だけだった", "The survey asked adults only")},
    ),
    managed("", "/forecast"),
    pressed("", "button-forecast-due 1"),
    pressed("question-objected", "button-question-resolve"),
    pressed("", "button-question-undo"),
    # Below a prediction.
    typed("prediction-asked", "/prediction", article=SHIPPED),
    pressed("prediction-questions", "button-forecast"),
    managed("", "/daily add", channel=CHANNEL, time="9:00", content=Pick("prediction"), article=SHIPPED),
    pressed("", "button-daily-test"),
    arrived("daily-post-asked", "post-test"),
)

LOOKING_BACK = (
    # At eight on the day after, below the daily post.
    arrived("questions-post", "questions-post-label"),
    Scene("questions-post-all", press="button-forecasts", private=True),
)
WRITTEN = (
    # An administrator lets a language model write below answers.
    managed("", "/article manage"),
    pressed("model", "button-model"),
    pressed("model-on", "button-model-use"),
    typed("ask-written", "/ask", question=("データは石油とどう違う？", "Why is data not like oil?")),
)
ALL = (*SCENES, *MORNING, *EVENING, *FORECASTS, *LOOKING_BACK, *WRITTEN)
