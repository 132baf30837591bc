"""Every embed that shows words of an article or of a person, made of given ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import discord

from bot.citing import LONGEST_LINE, MOST_LINES, Checked, CitedLine
from bot.delivery.digest import digest_embed, posts_embed
from bot.delivery.embeds import ToldFact, notice_embed
from bot.delivery.questions import questions_embed as questions_post_embed
from bot.delivery.refusal import refusal_embed
from bot.delivery.reminder import reminder_embed
from bot.delivery.serial import closing_embed, part_post_embed
from bot.errors import UserError
from bot.extract.feeds import ADDRESS_LENGTH
from bot.library.answers import MOST as MOST_ANSWERS
from bot.library.answers import NEAR
from bot.library.article_writer import Added
from bot.library.context import ContextLine, SentenceContext
from bot.library.digest import COMING, Digest, WeekPost
from bot.library.feeds import CHANGED, MOST, WORDS_LENGTH
from bot.library.forecasts import QuestionPage
from bot.library.halts import halt
from bot.library.insights import NAMED, WEEKS, Insight, PopularItem, RestingItem
from bot.library.polling import ENDED, FAILS, GONE_FOR_GOOD, NEW
from bot.library.preview import PREVIEWED, UpcomingPost
from bot.library.problems import STOPPED
from bot.library.question_posts import AT_ONCE as TOLD_AT_ONCE
from bot.library.question_posts import ToldQuestion
from bot.library.questions import EVIDENCE_LENGTH, MOST_OF_ITEM, OBJECTED, TEXT_LENGTH, AskedQuestion
from bot.library.queueing import LIMIT as QUEUE_LIMIT
from bot.library.records import Board, Record
from bot.library.room import Room
from bot.library.saved import SavedPage
from bot.library.search import SHOWN, SearchHit, SearchResults
from bot.library.serial_posts import ClosingPost, PartPost
from bot.library.series import ENDS, Progress
from bot.library.shown_schedule import ShownSchedule
from bot.library.suggestions import OPEN, OPENING_LENGTH, REASON_LENGTH
from bot.library.visibility import ItemWithArticle
from bot.model import (
    OBJECTION_TIME,
    OUTSIDE,
    Answer,
    AnswerSentence,
    Article,
    BoardEntry,
    BodyBlock,
    BodyKind,
    Community,
    Content,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Fact,
    Forecast,
    Guild,
    Item,
    ItemKind,
    Language,
    MonthDays,
    Movement,
    NearSection,
    Objection,
    Outcome,
    OwnArticle,
    OwnNotice,
    OwnPlace,
    OwnReminder,
    OwnSaved,
    OwnSchedule,
    OwnVote,
    Part,
    PartSize,
    Pause,
    PostedPart,
    PredictionKind,
    Problem,
    Question,
    QuestionState,
    Queued,
    Resolution,
    Review,
    Rights,
    Schedule,
    Stored,
    Style,
    Suggestion,
    Tally,
    Verdict,
    Vote,
    VoteReason,
    Week,
)
from bot.model.feeds import Subscription, WaitingEntry
from bot.model.quotas import Quota
from bot.parts import split
from bot.schedule import ClockChange, Occurrence
from bot.schedule.pauses import MAX_PAUSES
from bot.scoring import EDGES, Bin, Score
from bot.spacing import AT_ONCE
from bot.ui.articles import LIST_SIZE, article_embed, article_list
from bot.ui.budget import TITLE
from bot.ui.context import context_embed
from bot.ui.embeds import PAGE_SIZE, Renderer
from bot.ui.errors import error_embed
from bot.ui.markdown import escaped
from bot.ui.saving import saved_embed
from bot.ui.suggestions import decisions_embed
from cogs.article import question_embeds
from cogs.article import suggestions as suggestion_embeds
from cogs.article.embeds import added_embed, room_text
from cogs.article.entries import entry_list, entry_panel
from cogs.article.feeds import feed_list, feed_panel
from cogs.article.manage import ManagePage, ManageSelect
from cogs.article.review_embeds import review_embed, review_end_embed, rights_line
from cogs.ask.embeds import answer_embed
from cogs.ask.written import written_embed
from cogs.card.messages import QuotedMessage
from cogs.daily.embeds import (
    PAGE_DELIVERIES,
    PAGE_SCHEDULES,
    history_embed,
    list_embed,
    preview_embed,
    schedule_embed,
)
from cogs.daily.queue import queue_embed
from cogs.forecast.embeds import page_embed, questions_embed
from cogs.forecast.record_embeds import ON_BOARD, board_embed, mine_embed
from cogs.insights.embeds import insight_embed
from cogs.privacy.embeds import SERVERS, confirmation_embed, overview_embed
from cogs.read import read_embed
from cogs.saved.buttons import list_embed as saved_list
from cogs.search.embeds import results_embed
from cogs.suggest import suggested_embed

NOW = datetime(2026, 5, 27, 12, tzinfo=UTC)
SNOWFLAKE = 1_234_567_890_123_456_789
MANY = 1_000_000
FULL = Room(dict.fromkeys(Quota, MANY * MANY))
MANY_ENTRIES = 300
MANY_OBJECTIONS = 20
MANY_NOTICES = 10_000
"""Far more than one embed tells."""
MANY_QUESTIONS = 6 * MOST_OF_ITEM
"""Where editors made one prediction of six."""


@dataclass(frozen=True)
class Words:
    """What a stranger can fill in: names of at most 200 characters on one line, a sentence, an address."""

    name: str
    sentence: str
    url: str | None
    marks: tuple[tuple[int, int], ...] = ()
    """Places in the sentence that a search found."""


def every_embed(renderer: Renderer, words: Words) -> Iterator[tuple[str, discord.Embed]]:
    """Yield each embed with its name: as many sentences, places and servers as one can hold."""
    articles = [
        Article(
            n, 1, None, words.name, words.name, words.url, renderer.language, 1, NOW, None, None, words.name
        )
        for n in range(1, 2 * NAMED + 1)
    ]
    article, name, sentence = articles[0], words.name, words.sentence
    kinds = list(ItemKind)
    items = {kind: Item(n, 1, kind, n, sentence, (), name, None, name, name) for n, kind in enumerate(kinds)}
    for prediction in PredictionKind:
        item = Item(
            9,
            1,
            ItemKind.PREDICTION,
            0,
            sentence,
            (),
            name,
            prediction,
            name,
            said_on=NOW.date(),
            due_on=date.max,
        )
        items[ItemKind.PREDICTION] = item
        yield f"prediction {prediction}", renderer.prediction(item, article, renderer.say("prediction-label"))
    yield from _suggestions(renderer, words)
    note = renderer.say("card-unset-note")
    yield "quotation", renderer.quote(ItemWithArticle(items[ItemKind.QUOTE], article), note)
    yield "card", renderer.card(ItemWithArticle(items[ItemKind.QUOTE], article), part=True)
    link = f"https://discord.com/channels/{SNOWFLAKE}/{SNOWFLAKE}/{SNOWFLAKE}"
    about = (renderer.language, SNOWFLAKE, name, name, SNOWFLAKE, SNOWFLAKE, link, NOW)
    yield "message in place of its card", QuotedMessage(1, sentence, *about).embed(renderer, None)
    for kind, count in ((ItemKind.LINE, 1), (ItemKind.THREE, 3), (ItemKind.SECTION, PAGE_SIZE + 1)):
        yield f"summary {kind}", renderer.summary(article, [items[kind]] * count)
    for count in range(1, 6):
        lines = (ContextLine(sentence),) + (count == 1) * (ContextLine(sentence, is_heading=True),) * 9
        contexts = [SentenceContext(article, lines, sentence, lines, 9 * n, 9 * n) for n in range(count)]
        yield f"{count} contexts", context_embed(renderer, contexts)

    yield "part", read_embed(renderer, article, _part(sentence, renderer.language), article)

    posted, last = PostedPart(1, 1, 0, 9, MANY, MANY), PostedPart(1, 1, 9, 9, MANY + 1, MANY)
    line, quote = items[ItemKind.LINE], items[ItemKind.QUOTE]
    shown_part = PartPost(article, posted, _part(sentence, renderer.language), line, quote, quote)
    yield "part that is posted", part_post_embed(renderer, shown_part)
    questions = (_question(sentence),) * 4
    closing = ClosingPost(article, last, quote, quote, questions, article)
    yield "end of an article", closing_embed(renderer, closing)

    removed = [replace(article, removed_at=NOW)] * LIST_SIZE * 2
    shown = (removed, 0, "articles-manage-hint", ManageSelect, ManagePage, room_text(renderer, FULL))
    yield "articles", article_list(renderer, *shown)[0]
    counts = dict.fromkeys(ItemKind, MANY)
    for ground in (None, *Rights):
        blocks = [rights_line(renderer, ground), renderer.say("rights-refused.what")]
        yield f"article, rights {ground}", article_embed(renderer, article, counts, *blocks)
    for outcome in ("added", "known", "restored", "refreshed"):
        note = room_text(renderer, FULL)
        added = Added(article, outcome, counts, 1, feeds=(("https://a.example/feed", ""),) * MANY)
        yield f"article {outcome}", added_embed(renderer, added, sentence, note)
    complaints = dict.fromkeys(VoteReason, MANY)
    for item in items.values():
        reviews = [
            Review(item, Item(0, 1, item.kind, 0, "…", (), name, PredictionKind.CLAIM), Verdict.APPROVED)
        ]
        yield f"review of a {item.kind}", review_embed(renderer, article, reviews, 0, complaints)
        yield f"end of a review of a {item.kind}", review_end_embed(renderer, article, reviews)

    hits = [SearchHit(one, n, sentence, list(words.marks)) for n, one in enumerate(articles[:SHOWN])]
    results = SearchResults(hits, MANY, True, 0)
    yield "search", results_embed(renderer, results, name, one_article=True)
    for kind in (ItemKind.QUOTE, ItemKind.PREDICTION):
        answers = tuple(AnswerSentence(one, 0, sentence, items[kind]) for one in articles[:MOST_ANSWERS])
        yield f"answer, {kind}", answer_embed(renderer, Answer(sentence, answers))
    sections = tuple(NearSection(one, name, 0, name) for one in articles[:MOST_ANSWERS])
    near = tuple(AnswerSentence(one, 0, sentence) for one in articles[:NEAR])
    yield "no answer", answer_embed(renderer, Answer(sentence, (), sections, near))
    cited = tuple(CitedLine(sentence[:LONGEST_LINE], (1, 2, 3, 4, 5)) for _ in range(MOST_LINES))
    short = answer_embed(renderer, Answer("", (AnswerSentence(articles[0], 0, "", None),)))
    written = written_embed(renderer, Checked(cited, MANY), short)
    if written is not None:
        yield "written answer", written

    found = [ItemWithArticle(items[ItemKind.QUOTE], one) for one in articles]
    liked = [PopularItem(one, Tally(MANY, MANY, NOW)) for one in found[:NAMED]]
    rejected = [RestingItem(one, Tally(0, 9 * MANY, NOW), NOW, complaints) for one in found[NAMED:]]
    weeks = [Week(date(2026, 5, 25), MANY, MANY)] * WEEKS
    insight = Insight(liked, MANY, rejected, MANY, weeks)
    yield "insights", insight_embed(renderer, insight, weeks=True)

    saved = [ItemWithArticle(one, article) for one in [*items.values()][:PAGE_SIZE]]
    page = SavedPage(saved, MANY, MANY, MANY, MANY, None)
    yield "saved", saved_list(renderer, page, outside=True)
    yield "reminder", reminder_embed(renderer, saved[:AT_ONCE])
    for one in saved:
        yield f"saved {one.item.kind}", saved_embed(renderer, one)

    yield from _questions(renderer, article, items[ItemKind.PREDICTION], sentence)
    yield from _questions_for_editors(renderer, article, items[ItemKind.PREDICTION], sentence)
    yield from _daily(renderer, article, items[ItemKind.PREDICTION], name)
    yield from _digest(renderer, articles, list(items.values()))
    yield from _feeds(renderer, name)

    guilds = range(SNOWFLAKE, SNOWFLAKE + SERVERS + 3)
    stored = Stored(
        tuple(OwnVote(one, 1, Vote.UP, None, NOW, None, sentence, name) for one in guilds),
        tuple(OwnPlace(one, 1, 1, PartSize.LONG, NOW, name) for one in guilds),
        tuple(OwnSchedule(one, 1, 1, NOW, True, True) for one in guilds),
        tuple(OwnArticle(one, 1, NOW, name) for one in guilds),
        tuple(OwnNotice(one, 1, NOW) for one in guilds),
        saved=tuple(OwnSaved(one, 1, NOW, 1, None, sentence, name) for one in (OUTSIDE, *guilds)),
        reminders=(OwnReminder(NOW, ended=False),),
    )
    yield "privacy", overview_embed(renderer, stored, SNOWFLAKE, dict.fromkeys(guilds, name))
    yield "privacy, before deletion", confirmation_embed(renderer, stored)
    for error in (
        UserError("search-none-in-article", query=name, title=name),
        UserError("article-unknown", query=sentence),
        UserError("zone-unknown", name=name),
    ):
        yield error.key, error_embed(renderer, error)


def _part(sentence: str, language: Language) -> Part:
    block = BodyBlock(sentence, ((0, len(sentence)),), BodyKind.QUOTATION, ())
    part = split([block], PartSize.LONG, language)[0]
    return replace(part, count=1)  # the last one says so


def _suggestions(renderer: Renderer, words: Words) -> Iterator[tuple[str, discord.Embed]]:
    one = Suggestion(
        id=1,
        guild_id=1,
        url=words.url or "https://example.org/",
        title=words.name,
        author=words.name,
        opening=words.sentence[:OPENING_LENGTH],
        quotes=MANY,
        predictions=MANY,
        suggested_by=MANY,
        language=renderer.language,
        suggested_at=NOW,
    )
    note = renderer.say("suggestion-declined-now", title=escaped(words.name, TITLE))
    yield "suggestion", suggestion_embeds.preview_embed(renderer, one)
    yield "suggestion that was sent", suggested_embed(renderer, one)
    for channel in ("", "<#1>"):
        full = room_text(renderer, FULL)
        listed = suggestion_embeds.list_embed(renderer, Guild(1), [one] * OPEN, channel, full, note)
        yield f"suggestions told in {channel}", listed
    about: dict[str, str | int] = {
        "decision": "declined",
        "title": words.name,
        "reason": words.sentence[:REASON_LENGTH],
        "guild": MANY,
    }
    told = [(Fact("suggestion-decided", "", about), words.name)] * OPEN
    yield "decisions", decisions_embed(renderer, told)


def _questions(
    renderer: Renderer, article: Article, item: Item, sentence: str
) -> Iterator[tuple[str, discord.Embed]]:
    """Questions as long as they can be, with two results by the longest evidence."""
    question = _question(sentence)
    own = tuple(Forecast(b"", probability, NOW) for probability in (123, 999, 1, 457, 321, 999, 451))
    moved = tuple(Movement(NOW, 123.4, 567.8, 912.3) for _ in own)
    for state in QuestionState:
        counts = dict.fromkeys(QuestionState, MANY)
        asked = AskedQuestion(question, article, item if state is QuestionState.DUE else None, MANY)
        page = QuestionPage(asked, state, MANY, counts, own, Community(MANY, moved))
        yield f"question, {state}", page_embed(renderer, page, NOW, pictured=False)
    for count in (MOST_OF_ITEM, MANY_QUESTIONS):
        yield f"questions of a prediction, {count}", questions_embed(renderer, [question] * count, NOW)
    undecided = replace(question, resolutions=())
    link = f"https://example.org/{'a' * EVIDENCE_LENGTH}"[:EVIDENCE_LENGTH]
    linked = replace(question, resolutions=tuple(replace(one, evidence=link) for one in question.resolutions))
    community = Community(MANY, moved)
    for name, one in {"results": question, "links": linked, "questions without a result": undecided}.items():
        told = [ToldQuestion(AskedQuestion(one, article, None, MANY), community)] * TOLD_AT_ONCE
        yield f"post of {name}", questions_post_embed(renderer, told, NOW)
    score = Score(0.123, 4.567, -0.891)
    bins = tuple(Bin(start, start, MANY, 123.4, 567.8, 1.0, 999.0) for start in EDGES[:-1])
    record = Record(((question, score),) * ON_BOARD, score, bins, agrees=False)
    yield "own scores", mine_embed(renderer, record, NOW, pictured=False)
    entries = (BoardEntry(SNOWFLAKE, MANY, 0.123, 4.567, -0.891),) * (2 * ON_BOARD)
    yield "board", board_embed(renderer, Board(entries, bins, MANY), 0, pictured=False)


def _questions_for_editors(
    renderer: Renderer, article: Article, item: Item, sentence: str
) -> Iterator[tuple[str, discord.Embed]]:
    question = _question(sentence)
    every, evidence = [question] * MOST_OF_ITEM, question.resolutions[-1].evidence
    objections = (Objection(sentence, NOW),) * MANY_OBJECTIONS
    for about in (item, None):
        asked = AskedQuestion(question, article, about, MANY, objections)
        note = question_embeds.meanwhile(renderer, question)
        yield (
            f"question for editors, {about is None}",
            question_embeds.present_embed(renderer, asked, NOW, note),
        )
        sure = question_embeds.confirmation_embed(renderer, asked, Outcome.YES, evidence, NOW)
        yield f"resolution to confirm, {about is None}", sure
    yield "question to remove", question_embeds.removal_embed(renderer, question)
    yield "questions to resolve", question_embeds.to_resolve_embed(renderer, every, NOW)
    for count in (MOST_OF_ITEM, MANY_QUESTIONS):
        shown = question_embeds.item_embed(renderer, article, item, [question] * count, NOW)
        yield f"outlook with questions, {count}", shown
    found = question_embeds.entries([item] * question_embeds.LIST_SIZE, every)
    for page in (0, 1):
        yield f"outlooks, page {page}", question_embeds.list_embed(renderer, article, found, page)


def _question(sentence: str) -> Question:
    # Not an address alone, which would be a link.
    evidence = ("… " + sentence * EVIDENCE_LENGTH)[:EVIDENCE_LENGTH]
    made = (NOW - 2 * OBJECTION_TIME, NOW)
    return Question(
        id=1,
        guild_id=1,
        article_id=1,
        item_id=None,
        words=sentence,
        text=(sentence * TEXT_LENGTH)[:TEXT_LENGTH],
        due_on=NOW.date(),
        zone="America/Argentina/ComodRivadavia",
        due_at=NOW,
        asked_by=1,
        asked_at=NOW - 3 * OBJECTION_TIME,
        resolutions=tuple(Resolution(n, Outcome.VOID, evidence, 1, at) for n, at in enumerate(made)),
    )


def _daily(
    renderer: Renderer, article: Article, item: Item, name: str
) -> Iterator[tuple[str, discord.Embed]]:
    schedule = Schedule(
        id=1,
        public_id="0" * 10,
        guild_id=SNOWFLAKE,
        channel_id=SNOWFLAKE,
        minutes=25 * 60,
        days=MonthDays(frozenset(range(1, 32, 2))),
        content=Content.MIXED,
        style=Style.VERTICAL_SQUARE,
        article_id=1,
        zone="America/Argentina/ComodRivadavia",
        language=Language.JA,
        role_id=SNOWFLAKE,
        thread=True,
        created_by=1,
        created_at=NOW,
        done_until=NOW,
        next_run=NOW,
        next_date=NOW.date(),
        pauses=tuple(Pause(*[NOW.date() + timedelta(days=days)] * 2) for days in range(MAX_PAUSES)),
        problems=tuple(Problem),
        recheck_at=NOW,
    )
    shown = ShownSchedule(schedule, Guild(SNOWFLAKE), NOW, article, visible=True)
    yield "schedule", schedule_embed(renderer, "daily-added-label", shown, renderer.say("daily-paused-hint"))
    yield "schedules", list_embed(renderer, [shown] * PAGE_SCHEDULES, 0, 20, stalled_at=NOW)
    run = Occurrence(NOW, NOW.date(), ClockChange.REPEATED)
    posts = [UpcomingPost(run, Content.PREDICTION, True, item)] * PREVIEWED
    yield "preview", preview_embed(renderer, shown, posts)
    queued, part = Queued(1, 1, 1), PostedPart(1, 1, 0, 9, MANY, MANY)
    coming = [UpcomingPost(run, Content.PARTS, True, part=part, article=article)] * PREVIEWED
    in_parts = replace(shown, schedule=replace(schedule, content=Content.PARTS))
    yield "preview of a series", preview_embed(renderer, in_parts, coming)
    progress = [Progress(queued, article, part, (part,))] * QUEUE_LIMIT
    yield "queue", queue_embed(renderer, schedule, progress, visible=True)
    passed_over = [Progress(queued, article, part, (), allowed=False)] * QUEUE_LIMIT
    yield "queue-unallowed", queue_embed(renderer, schedule, passed_over, visible=True)
    sent = _sent()
    for reason in Problem:
        deliveries = [replace(sent, reason=reason)] * PAGE_DELIVERIES
        yield f"history, {reason}", history_embed(renderer, shown, deliveries, 0)
    yield "refusal", refusal_embed(renderer, tuple(Problem))
    fact = Fact(STOPPED, "1", schedule_id=1)
    for count in (1, 20):
        told = [ToldFact(fact, schedule, visible=True)] * count
        yield f"{count} notices", notice_embed(renderer, told, server=name)
    ends = ToldFact(Fact(ENDS, "1", {"title": article.title}, 1), schedule, visible=True)
    objection = ToldFact(Fact(OBJECTED, "1", {"question": item.text[:TEXT_LENGTH]}))
    yield "notices of other things", notice_embed(renderer, [ends, objection], server=name)
    objections = [ToldFact(Fact(OBJECTED, "1", {"question": "あ" * TEXT_LENGTH}))] * MANY_NOTICES
    yield "notices of objections", notice_embed(renderer, objections, server=name)


def _feeds(renderer: Renderer, name: str) -> Iterator[tuple[str, discord.Embed]]:
    url = ("https://example.org/" + "a" * ADDRESS_LENGTH)[:ADDRESS_LENGTH]
    reading = Subscription(
        id=1,
        guild_id=1,
        feed_id=1,
        url=url,
        title=name,
        words=(name * WORDS_LENGTH)[:WORDS_LENGTH],
        at_once=True,
        paused=False,
        polled_at=NOW,
        next_poll=NOW,
        failed_since=None,
        problem=None,
        waiting=MANY,
    )
    failing = replace(reading, title="", failed_since=NOW, problem="fetch-private")
    note = renderer.say("feed-removed", title=escaped(name, TITLE))
    ended = replace(failing, paused=True, problem=GONE_FOR_GOOD)
    paused = replace(reading, paused=True)
    for state, own in (("", reading), (", paused", paused), (", failing", failing), (", ended", ended)):
        yield f"feed{state}", feed_panel(renderer, own, note)[0]
        yield f"feeds{state}", feed_list(renderer, [own] * MOST, FULL, 0, note)[0]
    entry = WaitingEntry(1, 1, 1, url, name, NOW, CHANGED)
    yield "entry", entry_panel(renderer, entry)[0]
    yield "entries", entry_list(renderer, [entry] * MANY_ENTRIES, 0, renderer.say("feed-declined"))[0]
    halts = [ToldFact(halt(quota, NOW)) for quota in Quota]
    yield "notices of halted feeds", notice_embed(renderer, halts, server=name)
    yield NEW, notice_embed(renderer, [ToldFact(Fact(NEW, "1"))], server=name)
    for key, reason in ((FAILS, "fetch-private"), (ENDED, GONE_FOR_GOOD)):
        told = [ToldFact(Fact(key, "1", {"title": name, "reason": reason}))] * MOST
        for count in (1, MOST):
            yield f"{count} {key}", notice_embed(renderer, told[:count], server=name)


def _sent() -> Delivery:
    return Delivery(
        id=1,
        schedule_id=1,
        slot="2026-05-27",
        kind=DeliveryKind.TEST,
        guild_id=SNOWFLAKE,
        target=SNOWFLAKE,
        due_at=NOW,
        state=DeliveryState.SENT,
        reason=None,
        items=(),
        nonce="",
        attempts=9,
        message_id=SNOWFLAKE,
        done_at=NOW + timedelta(hours=2),
    )


def _digest(
    renderer: Renderer, articles: Sequence[Article], items: Sequence[Item]
) -> Iterator[tuple[str, discord.Embed]]:
    posts = [WeekPost(_sent(), item, article) for article in articles for item in items] * 4
    named = [ItemWithArticle(item, articles[0]) for item in items[:2]] * 2
    schedule = Schedule(
        id=1,
        public_id="0" * 12,
        guild_id=1,
        channel_id=1,
        minutes=0,
        days=MonthDays(frozenset({1})),
        content=Content.MIXED,
        created_by=1,
        created_at=NOW,
        done_until=NOW,
    )
    run = Occurrence(NOW, NOW.date(), ClockChange.NONE)
    coming = [(schedule, UpcomingPost(run, Content.PREDICTION, False, None))] * COMING
    asked = [_question(items[0].text)] * 3
    yield "digest", digest_embed(renderer, Digest(NOW, NOW, posts, named[:3], named[:3], asked, coming))
    yield "posts of the week", posts_embed(renderer, posts)
