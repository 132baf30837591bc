"""Ids of buttons and selects: those under posted messages work for ever, and nothing is kept for them."""

from __future__ import annotations

import itertools
import logging
import re
from functools import partial
from typing import Any

import pytest

from bot.ui.components import DynamicButton, DynamicComponent
from cogs import help, prediction, quote, summary  # noqa: A004 - the module of the command
from tests.conftest import World, answer, buttons

IDS = {
    "another:12:345:0:": "AnotherQuote",
    "another::345:4:港の図書室: a\nb": "AnotherQuote",
    "approve-rest:12:345": "ApproveRest",
    "approve:345": "Approve",
    "article-choose:": "ManageSelect",
    "article-manage:3": "ManagePage",
    "article-model-leave:": "LeaveModel",
    "article-model-use:0123456789abcdef": "UseModel",
    "article-model:": "ModelPage",
    "article-panel:12": "Panel",
    "article-remove:12": "AskRemoval",
    "article-rights:12": "RightsSelect",
    "articles-open:": "ArticleSelect",
    "articles:3": "ArticleListPage",
    "article-link:1234567890123456789": "LinkSelect",
    "cancel:": "Cancel",
    "card-choose:": "CardChoice",
    "card-delete:1234567890123456789": "DeleteCard",
    "card-post:345:vertical-square:dark": "PostCard",
    "card-post:m1234567890123456789:card:light": "PostCard",
    "card-style:345:card:light": "CardStyle",
    "card-theme:345:card:light": "CardTheme",
    "card:345": "CardButton",
    "context:345": "SeeInContext",
    "context:345:4:1": "SeeInContext",
    "context:345,346,347,348,349": "SeeInContext",
    "export:": "Export",
    "feed-add:12": "AddEntry",
    "feed-add-all:12-34": "AddEntries",
    "feed-choose:": "FeedSelect",
    "feed-entries:0": "EntriesPage",
    "feed-entry:": "EntrySelect",
    "feed-decline:12": "DeclineEntry",
    "feed-remove:12": "AskFeedRemoval",
    "feed-removed:12": "ConfirmFeedRemoval",
    "feed-set:12:at-once:off": "ChangeFeed",
    "feed-set:12:paused:on": "ChangeFeed",
    "feed-subscribe:1234567890123456789": "Subscribe",
    "feed-subscribe-one:1234567890123456789": "SubscribeToOne",
    "feed-words:12": "EditWords",
    "feed:12": "FeedPanel",
    "feeds:0": "FeedsPage",
    "forecast-appear:on": "Appear",
    "forecast-board:0": "BoardPage",
    "forecast-exact:7": "ExactButton",
    "forecast-item:345": "ItemQuestions",
    "forecast-mine:": "Mine",
    "forecast-object:7:3": "ObjectButton",
    "forecast-open:": "OpenQuestionSelect",
    "forecast:7": "ForecastSelect",
    "forecasts:": "QuestionList",
    "forecasts:resolved:3": "QuestionList",
    "help:start": "HelpPage",
    "item:345": "ShowItem",
    "no-editors:": "NoEditors",
    "place:12:34": "SeePlace",
    "place:12:34:0:6": "SeePlace",
    "place:12:34:0:6:0a1b2c3d": "SeePlace",
    "place:12:34:12345678": "SeePlace",
    "post:0123abcdef:2026-05-01:345,346,347": "SeePost",
    "post:0123abcdef:2026-05-01:w1790000000": "WeekPosts",
    "post:0123abcdef:test-1122334455:345": "SeePost",
    "post:0123abcdef:2026-05-01:p12.0.812.1.12": "CatchUp",
    "post:0123abcdef:questions-2026-05-01:qdue": "PostedQuestions",
    "post:0123abcdef:questions-2026-05-01:qresolved": "PostedQuestions",
    "post:0123abcdef:test-1122334455:p12.9120.9120.13.12": "CatchUp",
    "prediction:12:3": "PredictionPage",
    "suggest-link:1234567890123456789": "SuggestedLinkSelect",
    "suggestion:7": "OpenSuggestion",
    "suggestion-accept:7": "AcceptSuggestion",
    "suggestion-decline:7": "DeclineSuggestion",
    "suggestions:": "SuggestionsPage",
    "suggestions-channel:": "SuggestionsChannelSelect",
    "suggestions-choose:": "SuggestionSelect",
    "suggestions-nowhere:": "NoSuggestionsChannel",
    "suggestions-take:off": "SuggestionsSwitch",
    "suggestions-take:on": "SuggestionsSwitch",
    "privacy-cards:allow": "CardsSwitch",
    "privacy-cards:refuse": "CardsSwitch",
    "privacy-delete:": "Delete",
    "privacy-file:": "GetFile",
    "privacy-forget:": "Forget",
    "question-ask:345": "AskQuestion",
    "question-change:7": "ChangeQuestion",
    "question-confirm:7:0:void:1234567890123456789": "ConfirmResolution",
    "question-item:345": "PredictionQuestions",
    "question-outcome:7:3": "ResolveQuestion",
    "question-remove:7": "AskQuestionRemoval",
    "question-removed:7:12": "RemoveQuestion",
    "question-resolve:7": "QuestionsToResolve",
    "question-resolve:7,8,9,10,11": "QuestionsToResolve",
    "question-undo:7:3": "UndoResolution",
    "question:7": "QuestionPage",
    "questions-choose:": "QuestionsSelect",
    "questions:12:3": "QuestionsPage",
    "refresh:7": "Refresh",
    "reject:345": "Reject",
    "remove:12": "ConfirmRemoval",
    "restore:12": "RestoreArticle",
    "review-extent:345": "ExtentSelect",
    "review-facts:345": "EditFacts",
    "review-kind:345": "KindSelect",
    "review-name:345": "AnotherName",
    "review-speaker:345": "SpeakerSelect",
    "review:12:0:": "ReviewPage",
    "review:12:345:next": "ReviewPage",
    "run:daily list": "RunCommand",
    "run:daily preview:schedule=#5": "RunCommand",
    "run:summary": "RunCommand",
    "run:summary:article=#5": "RunCommand",
    "search-in:12": "SearchIn",
    "search:12:0:港 書": "SearchPage",
    "search::3:a:b": "SearchPage",
    "save:345": "SaveButton",
    "saved-open:0": "OpenSavedSelect",
    "saved-remind:off": "Remind",
    "saved-remind:on": "Remind",
    "saved:3": "SavedList",
    "sentence:line:345": "SentenceSelect",
    "sentence:quote:12": "SentenceSelect",
    "sentences-search:prediction:12": "SearchSentences",
    "sentences:line:345:0:": "SentencePage",
    "sentences:prediction:12:3:港 a:b\nc": "SentencePage",
    "sentences:quote:12:0:": "SentencePage",
    "read:12:3456:medium": "ReadPart",
    "read:12:3456:medium:0a1b2c": "ReadPart",
    "settings-check:": "CheckButton",
    "settings-editors:": "EditorsSelect",
    "settings-language:": "LanguageSelect",
    "settings-theme:": "ThemeSelect",
    "settings-unreviewed:show": "UnreviewedButton",
    "settings-zone-form:": "ZoneButton",
    "settings-zone:": "ZoneSelect",
    "summary:12:3": "SummaryPage",
    "unsave:345:0": "Unsave",
    "vote-back:345": "TakeBack",
    "vote-reason:345": "ReasonSelect",
    "vote:345:down": "VoteButton",
    "vote:345:up": "VoteButton",
}
"""Ids as every version since the first release has made them, and the class that handles each."""
SELECTS = {name for name in IDS.values() if "Select" in name} | {"CardChoice", "CardStyle", "CardTheme"}


def registered(world: World) -> dict[re.Pattern[str], type[DynamicComponent[Any]]]:
    """Return the components that the bot's cogs registered, by their templates."""
    items: Any = world.bot._connection._view_store._dynamic_items
    return dict(items)


async def test_ids_of_earlier_versions_lead_to_their_component(world: World) -> None:
    components = registered(world)
    for custom_id, name in IDS.items():
        handlers = [kind.__name__ for template, kind in components.items() if template.fullmatch(custom_id)]
        assert handlers == [name], custom_id


GONE = (
    "question-ask:999999",
    "question-confirm:999999:0:maybe:1",
    "question-resolve:999998,999999",
    "questions:999999:0",
    "forecast-item:999999",
    "forecast-object:999999:1",
    "forecast-exact:999999",
    "forecasts:open:99999999",
    "forecasts:void:0",
    "forecast-board:99999999",
    "help:glossary",  # a page that there is no more
    "help:",
    "summary:999999:99999999",
    "prediction:999999:0",
    "run:weather",  # a command that there is no more
    "run:daily weather",
    "run:help me",
    "run:daily",
    "run:summary:article=#999",
    "search-in:999999",
    "article-panel:999999",
    "article-remove:999999",
    "article-manage:999999",
    "run:help:schedule=#1",
    "search:999999:7:石油",
    "review:999999:1:next",
    "daily-list:99999999999999999999",
    "daily-list:999999",
    "daily-history:999999:3",
    "daily-restore:99999999999999999999",
    "daily-resume:999999",
    "daily-manage:999999",
    "daily-edit:999999:post",
    "daily-preview:999999",
    "daily-test:999999",
    "daily-pause:999999",
    "daily-remove:999999",
    "daily-clear:999999:role",
    "post:0123abcdef:2026-05-01:99999999999999999999",
    "start-again:ja:Mars/Base:1",
    "nothing",
)


@pytest.mark.parametrize("custom_id", [*(one for one, name in IDS.items() if name not in SELECTS), *GONE])
async def test_a_button_whose_page_is_gone_is_answered_with_a_sentence(
    world: World, custom_id: str, caplog: pytest.LogCaptureFixture
) -> None:
    message = answer(await world.slash(world.admin, "quote"))
    stored = world.env.backend.get_message(message.channel_id, message.id)
    stored.components[0]["components"][0]["custom_id"] = custom_id
    await world.env.advance_time(60)
    pressed = await world.admin.click(message, custom_id=custom_id)
    assert pressed.acknowledged
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR], caplog.text


async def test_every_component_has_an_id_in_the_list_of_those_that_must_go_on_working(world: World) -> None:
    # Those of /daily have a test of their own: tests/cogs/daily/test_permissions.py.
    kinds = {kind.__name__ for kind in registered(world).values() if ".daily." not in kind.__module__}
    assert kinds == set(IDS.values())


async def test_a_component_takes_its_name_and_its_state_from_the_template(world: World) -> None:
    class Sample(DynamicButton, template=r"sample:(?P<first>\d+):(?P<second>.*)"):
        """A button of this test."""

    button = Sample("1:a:b", "Sample")
    assert (button.custom_id, button.state) == ("sample:1:a:b", "1:a:b")
    assert (button.match["first"], button.match["second"]) == ("1", "a:b")
    with pytest.raises(ValueError, match="sample:x"):
        Sample("x")


KEPT = [
    (partial(quote._buttons, votes=True), [(1, ":1:0:"), (1, "12:1:0:"), (2, ":2:0:"), (2, ":2:3:港")]),
    *(
        (
            partial(prediction._buttons, votes=True, asked=asked),
            [(1,), (1, 12, 0, 3), (1, 12, 1, 3), (2, 12, 2, 3)],
        )
        for asked in (False, True)
    ),
    (
        partial(summary._buttons, votes=False),
        [(12, 1, (1,), 0, 1), (12, 1, (1, 2, 3), 0, 1), (12, 1, (6, 7), 1, 2)],
    ),
    (partial(help._start_page), [(False,), (True,)]),
]


@pytest.mark.parametrize(("kept", "states"), KEPT)
async def test_buttons_that_are_kept_are_those_that_would_be_made(
    world: World, kept: Any, states: list[tuple[Any, ...]]
) -> None:
    def shown(made: Any) -> Any:
        return (
            [made[0].to_dict(), made[1].to_components()] if isinstance(made, tuple) else made.to_components()
        )

    wanted = list(itertools.product(world.bot.renderers.values(), states))
    new = [shown(kept.func.__wrapped__(renderer, *state, **kept.keywords)) for renderer, state in wanted]
    assert not any(one in new[:number] for number, one in enumerate(new))
    for _ in range(2):
        assert [shown(kept(renderer, *state)) for renderer, state in wanted] == new


async def test_an_answer_with_buttons_that_were_sent_before_has_the_same_ones(world: World) -> None:
    for command in ("prediction", "summary", "help"):
        first, again = [await world.slash(world.member, command) for _ in range(2)]
        assert buttons(answer(first)) == buttons(answer(again))
        assert buttons(answer(again))


async def test_nothing_is_kept_of_a_message_with_buttons(world: World) -> None:
    store: Any = world.bot._connection._view_store
    kept = dict(store._views)
    shown = await world.slash(world.admin, "quote")
    await world.click(world.admin, shown, "button-vote-down")
    helped = await world.slash(world.admin, "help")
    await world.click(world.admin, helped, "help-page-commands")
    empty = await world.slash(world.admin, "search", words="zzzz")
    assert buttons(answer(empty))
    assert dict(store._views) == kept
    assert not store._synced_message_views
