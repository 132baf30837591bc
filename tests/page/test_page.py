"""What somebody meets who types `make run` and opens the page."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Request, expect
from playwright.sync_api import TimeoutError as TooLate

from bot.model import Language
from bot.texts import Texts
from tests.page.conftest import DESK, PHONE, Stage

pytestmark = pytest.mark.page
both = pytest.mark.parametrize("language", list(Language), ids=str)
pairs = pytest.mark.parametrize(
    ("page", "language"),
    [(DESK, Language.EN), (PHONE, Language.JA)],
    indirect=["page"],
    ids=["desk-en", "phone-ja"],
)
"""Each width and each language; what is about how much fits takes both of both."""
texts = Texts()


def picture(page: Page, name: str) -> None:
    """A picture of the page, in the folder that PICTURES names."""
    if folder := os.environ.get("PICTURES"):
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.wait_for_timeout(300)  # for what glides or fades
        page.screenshot(path=Path(folder) / f"{name}-{width}.png")


def messages(page: Page) -> Locator:
    return page.locator("#channel-message-list article.channel-message")


def settle(page: Page) -> None:
    """Waits until the page shows all it knows of: before, it drops keys, commands and the focus with them."""
    page.wait_for_function(
        """() => {
            const {ready, awaitingRevision, pendingQuery, commandPicker} = window.simcordPreview;
            return ready && awaitingRevision === null && !pendingQuery
                && commandPicker.autocomplete.state !== "loading";
        }"""
    )


def choose(page: Page, command: str) -> None:
    """Types a command and chooses it from the list."""
    expect(messages(page)).not_to_have_count(0)
    settle(page)
    page.locator("#channel-composer-input").click()
    page.keyboard.type(command)
    expect(page.locator(".command-entry").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".command-chip")).to_be_focused()


def is_sent(page: Page) -> bool:
    """Sends the command that is chosen, as it is, and tells whether it was taken: what the page shows may be
    outdated by then."""
    settle(page)
    page.locator(".command-chip").focus()
    page.keyboard.press("Escape")  # closes what could be chosen with Enter
    try:
        with page.expect_request(_runs_command, timeout=3_000) as asked:
            page.keyboard.press("Enter")
    except TooLate:
        return False
    answer = asked.value.response()
    return answer is not None and answer.ok and not answer.json()["rejected"]


def _runs_command(request: Request) -> bool:
    return request.url.endswith("/api/action") and "run_command" in (request.post_data or "")


def enter(page: Page) -> None:
    """Sends the command that is chosen."""
    assert any(is_sent(page) for _ in range(5)), "the command was not sent"


def send(page: Page, command: str) -> None:
    """Types a command, chooses it and sends it as it is, with the keyboard only."""
    choose(page, command)
    enter(page)


def view_as(page: Page, language: Language, key: str) -> None:
    with page.expect_response("**/api/action"):
        page.locator("#viewer-picker").select_option(label=texts.say(language, key))
    expect(page.locator("#action-status")).to_have_text("")  # it is "…" until the other's page is there


@both
def test_a_quotation_and_its_place_in_the_article(stage: Stage, page: Page, language: Language) -> None:
    demo = stage.start(language)
    page.goto(demo.url)
    expect(messages(page)).to_have_count(1)
    picture(page, f"{language}-1-start")

    send(page, "/quote")
    expect(messages(page)).to_have_count(2)
    card = messages(page).last.locator(".embed-card")
    expect(card).to_contain_text(texts.say(language, "quote-label"))
    expect(card).to_contain_text(texts.say(language, "source", title=""))
    picture(page, f"{language}-2-quote")

    messages(page).last.get_by_role("button", name=texts.say(language, "button-context")).click()
    expect(messages(page)).to_have_count(3)
    expect(messages(page).last).to_contain_text(texts.say(language, "demo-page-only-you"))
    expect(messages(page).last.locator(".embed-card strong")).not_to_have_count(0)
    picture(page, f"{language}-3-context")

    view_as(page, language, "demo-administrator")
    expect(messages(page)).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pairs
def test_a_member_who_knows_no_command_gets_a_first_answer_by_a_button(
    stage: Stage, page: Page, language: Language
) -> None:
    page.goto(stage.start(language).url)
    messages(page).last.get_by_role("button", name=texts.say(language, "step-quote"), exact=True).click()
    expect(messages(page)).to_have_count(2)
    expect(messages(page).last).to_contain_text(texts.say(language, "quote-label"))
    expect(messages(page).last).to_contain_text(texts.say(language, "demo-page-only-you"))


@pairs
def test_the_list_of_commands_is_in_the_language_of_the_page(
    stage: Stage, page: Page, language: Language
) -> None:
    page.goto(stage.start(language).url)
    # On Discord either name finds a command.
    choose(page, "/" + texts.say(language, "command-quote"))
    expect(page.locator("#command-context-description")).to_contain_text(
        texts.say(language, "command-quote.description")
    )
    expect(page.locator(".command-suggestion-label").first).to_have_text(
        texts.say(language, "command-quote.article")
    )
    picture(page, f"{language}-4-options")

    # The article's titles are there before anything is typed; the chosen one is shown, and Enter sends it.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    titles = page.locator(".command-suggestion-label")
    expect(titles.filter(has_text="Scale AI").first).to_be_visible()
    title = titles.first.text_content()
    page.keyboard.press("Enter")
    expect(page.locator(".command-option-input")).to_have_value(title or "?")
    enter(page)
    expect(messages(page)).to_have_count(2)
    expect(messages(page).last.locator(".embed-card")).to_contain_text(title or "?")


@pairs
def test_the_answer_to_a_command_is_in_sight(stage: Stage, page: Page, language: Language) -> None:
    page.goto(stage.start(language).url)
    for number, command in enumerate(("/help", "/summary", "/quote", "/prediction"), start=2):
        send(page, command)
        expect(messages(page)).to_have_count(number)
        expect(messages(page).last.locator(".embed-card")).to_be_in_viewport(ratio=0.9 if number > 2 else 0.1)
    picture(page, f"{language}-7-end")


def test_a_card_stands_above_its_source_as_on_discord(stage: Stage, page: Page) -> None:
    page.goto(stage.start(Language.EN).url)
    choose(page, "/quote")
    for name in ("as", "card"):
        page.locator(f'.command-suggestion[data-value="{name}"]').click()
    enter(page)
    expect(messages(page)).to_have_count(2)
    boxes = [
        messages(page).last.locator(part).first.bounding_box() or {"y": 0.0}
        for part in (".attachment-image", ".embed-card", ".component-button")
    ]
    drawn, source, button = (box["y"] for box in boxes)
    assert 0 < drawn < source < button


@pairs
def test_an_administrator_adds_an_article_in_a_form(stage: Stage, page: Page, language: Language) -> None:
    page.goto(stage.start(language).url)
    view_as(page, language, "demo-administrator")
    send(page, "/article add")
    form = page.get_by_role("dialog")
    form.get_by_label(texts.say(language, "paste-title")).fill("A walk")
    form.get_by_label(texts.say(language, "paste-text-1"), exact=False).first.fill(
        "The river will freeze next winter, the keeper said. “It has never failed me,” she added."
    )
    page.wait_for_timeout(1500)  # a look at the news meanwhile must not take the form away
    picture(page, f"{language}-5-form")
    form.get_by_role("button", name=texts.say(language, "demo-page-submit")).click()
    expect(messages(page).last).to_contain_text(texts.say(language, "article-added"))
    picture(page, f"{language}-6-added")


@pairs
def test_a_list_that_takes_the_place_of_another_shows_nothing_as_chosen(
    stage: Stage, page: Page, language: Language
) -> None:
    page.goto(stage.start(language).url)
    view_as(page, language, "demo-administrator")
    send(page, "/help")
    # The guided start has come by itself.
    usual = texts.say(language, f"start-language-{language}")
    messages(page).last.get_by_role("button", name=usual, exact=True).click()
    chosen = messages(page).last.locator(".select-trigger")
    expect(chosen).to_contain_text(texts.say(language, "zone-wanted-placeholder"))
    chosen.click()
    messages(page).last.locator(".select-option").first.click()
    expect(chosen).to_contain_text(texts.say(language, "start-wish-placeholder"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
def test_the_demo_ends_without_a_complaint(stage: Stage, number: signal.Signals) -> None:
    demo = stage.start(Language.EN)
    assert demo.stop(number) == 0
    assert "Traceback" not in demo.errors
    assert list(stage.folder.iterdir()) == []


@both
def test_a_kept_demo_goes_on_where_it_ended(stage: Stage, desk: Page, language: Language) -> None:
    other = next(each for each in Language if each is not language)
    first = stage.start(language, "--keep")
    desk.goto(first.url)
    view_as(desk, language, "demo-administrator")
    send(desk, "/settings")
    expect(messages(desk)).to_have_count(3)  # the guided start is the last
    settings = messages(desk).nth(1)
    settings.locator(".select-trigger").first.click()
    chosen = texts.say(
        language, "settings-language-option", language=texts.say(language, f"language-{other}")
    )
    settings.locator(".select-option", has_text=chosen).click()
    expect(settings).to_contain_text(chosen)
    assert first.stop() == 0

    second = stage.start(language, "--keep")
    desk.goto(second.url)
    send(desk, "/quote")
    expect(messages(desk).last).to_contain_text(texts.say(other, "button-context"))
    assert second.stop() == 0


def test_the_clock_can_be_set_to_a_time_of_day(stage: Stage, desk: Page) -> None:
    desk.goto(stage.start(Language.JA, "--at", "08:00:00").url)
    expect(messages(desk).first).to_contain_text(re.compile(r"8:0\d"))


def test_a_port_that_is_taken_is_said_in_one_sentence(stage: Stage) -> None:
    demo = stage.start(Language.EN)
    port = demo.url.rpartition(":")[2].partition("/")[0]
    with pytest.raises(pytest.fail.Exception, match=f"Port {port} "):
        stage.start(Language.EN, "--port", port)
