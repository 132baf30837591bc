"""A browser window on the demo that plays scenes and takes pictures of the answers."""

from __future__ import annotations

import io
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageOps
from playwright.sync_api import Locator, Page, expect

from bot.model import Language
from bot.texts import Texts
from bot.ui.replies import INTERACTIONS, SECONDS
from tests.gallery.index import on_button
from tests.gallery.scenes import Scene, Value, Words

PHONE, NARROW, DESKTOP = 390, 360, 1280
HEIGHT = 2_400
"""Tall enough for the longest answer: what is scrolled out of sight can't be photographed."""
MARGIN, GAP = 16, 8
"""What is left to the right of a reply, and added below it, where the page shows something else."""
TRIES = 3
"""How often a card is asked for: on a loaded machine it may have become text."""
COLORS = 255
"""With fewer, or with Pillow's usual method, small things lose their color: thumbs, the leaf on a card."""

EDGE = """shown => {
  const range = document.createRange(), edges = [0];
  const walk = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    if (walk.currentNode.parentElement.closest(".message-context-actions, .select-trigger")) continue;
    range.selectNodeContents(walk.currentNode);
    edges.push(...[...range.getClientRects()].map(box => box.right));
  }
  for (const part of shown.querySelectorAll(".component-button, img, .embed-card, .component-container"))
    edges.push(part.getBoundingClientRect().right);
  return Math.max(...edges);
}"""
"""How far to the right something is shown."""


class Window:
    """One page, in one language, seen by the member first."""

    def __init__(self, page: Page, texts: Texts, language: Language) -> None:
        self._page = page
        self._texts = texts
        self._language = language
        self._manager = False
        self._private = False
        self._done: dict[bool, deque[float]] = {who: deque(maxlen=INTERACTIONS) for who in (False, True)}

    def play(self, scene: Scene) -> None:
        """Do what the scene says, and wait for the answer."""
        card = scene.command == "/quote" and "as" in scene.options
        for _ in range(TRIES):
            self._play(scene)
            if not card:
                break
            expect(self._last().locator(".embed-card")).to_be_visible()  # it comes with the picture
            if self._last().locator(".attachment-image").is_visible():
                break
        else:
            raise AssertionError("no card was drawn in time")
        self._page.mouse.move(0, 0)  # or what is under it is marked
        self._page.evaluate("document.activeElement?.blur()")
        self._page.wait_for_timeout(250)  # for what glides or fades

    def _play(self, scene: Scene) -> None:
        self._private = scene.private
        if scene.command and scene.manager != self._manager:
            self._view_as(manager=scene.manager)
        for _ in range(scene.times):
            self._slow_down()
            before = self._state()
            if scene.command:
                self._type(scene.command, scene.options)
            elif scene.press:
                self._press(self._own(scene.press))
            elif scene.choose:
                self._choose(self._own(scene.choose), scene.select)
            elif scene.waits:
                words = self._texts.say(self._language, scene.waits, label="", title="", text="").strip()
                expect(self._last()).to_contain_text(words)
                break
            else:
                self._fill(scene.form)
            self._page.wait_for_function(
                "before => document.querySelector('[role=dialog]:not([hidden])') ? before !== 'dialog' :"
                " (document.querySelector('#channel-message-list article:last-of-type')?.outerHTML ?? '')"
                " !== before && document.querySelector('#action-status')?.textContent === ''",
                arg=before,
            )

    def picture(self, width: int) -> bytes:
        """Return the newest message, or the form that is open, as a PNG, in a window of this width."""
        shown = self._resize(width)
        box = shown.bounding_box()
        assert box is not None
        if width == DESKTOP and not self._dialog().is_visible():
            box["width"] = min(box["width"], shown.evaluate(EDGE) - box["x"] + MARGIN)
        return _small(self._page.screenshot(clip=box, scale="css" if width == DESKTOP else "device"))

    def fits(self, width: int) -> bool:
        """Return whether everything fits into a window of this width."""
        return bool(self._resize(width).evaluate(EDGE) <= width)

    def _resize(self, width: int) -> Locator:
        self._page.set_viewport_size({"width": width, "height": HEIGHT})
        self._page.wait_for_function(
            "width => document.querySelector('#channel-message-list')?.parentElement.clientWidth === width",
            arg=width,
        )
        shown = self._dialog() if self._dialog().is_visible() else self._last()
        if self._private:
            seen = self._texts.say(self._language, "demo-page-only-you")
            shown = self._page.locator("#channel-message-list article.channel-message", has_text=seen).last
        for image in shown.locator("img").all():
            expect(image).to_have_js_property("complete", True)  # of one that can't be shown, too
            expect(image).not_to_have_js_property("naturalWidth", 0)
        shown.evaluate("it => it.scrollIntoView({ block: 'end' })")
        self._page.wait_for_timeout(100)  # for the page's own scrolling
        return shown

    def _last(self) -> Locator:
        return self._page.locator("#channel-message-list article.channel-message").last

    def _dialog(self) -> Locator:
        return self._page.get_by_role("dialog")

    def _state(self) -> str:
        return "dialog" if self._dialog().is_visible() else self._last().evaluate("it => it.outerHTML")

    def _own(self, words: Words) -> str:
        return words if isinstance(words, str) else words[list(Language).index(self._language)]

    def _slow_down(self) -> None:
        """Stay below the rate at which the bot refuses commands."""
        done = self._done[self._manager]
        if len(done) == INTERACTIONS:
            time.sleep(max(0.0, done[0] + SECONDS + 1 - time.monotonic()))
        done.append(time.monotonic())

    def _view_as(self, *, manager: bool) -> None:
        who = self._texts.say(self._language, "demo-administrator" if manager else "demo-member")
        with self._page.expect_response("**/api/action"):
            self._page.locator("#viewer-picker").select_option(label=who)
        expect(self._page.locator("#action-status")).to_have_text("")
        self._manager = manager

    def _type(self, command: str, options: Mapping[str, Value]) -> None:
        page = self._page
        page.locator("#channel-composer-input").fill(command)
        entry = page.locator(".command-entry", has=page.locator("strong", has_text=command))
        entry.filter(has=page.get_by_text(command, exact=True)).click()
        for name, value in options.items():
            field = page.locator(f'.command-option-input[data-option="{name}"]')
            if not field.count():
                page.locator(".command-chip").click()
                page.locator(f'.command-suggestion[data-value="{name}"]').click()
            self._give(name, value)
        page.locator("#send-message").click()

    def _give(self, name: str, value: Value) -> None:
        page = self._page
        if isinstance(value, tuple):
            value = value[list(Language).index(self._language)]
        if isinstance(value, Path):
            path = str(value).format(self._language)
            page.locator(".command-file-input").set_input_files(path)
        elif isinstance(value, bytes):
            page.locator(".command-file-input").set_input_files(
                {"name": "file.txt", "mimeType": "text/plain", "buffer": value}
            )
        else:
            field = page.locator(f'.command-option-input[data-option="{name}"]')
            field.click()
            if isinstance(value, str):
                field.fill(value)
                return
            offered = page.locator(".command-suggestion")
            if value.value:
                offered = page.locator(f'.command-suggestion[data-value="{value.value}"]')
            elif value.name:
                offered = offered.filter(has_text=value.name)
            offered.first.click()

    def _press(self, key: str) -> None:
        words = on_button(self._texts, self._language, key)
        button = self._page.get_by_role("button", name=words, exact=True)
        messages = self._page.locator("#channel-message-list article.channel-message")
        messages.filter(has=button).last.get_by_role("button", name=words, exact=True).click()

    def _choose(self, words: str, select: int) -> None:
        option = self._last().locator(".select-option", has_text=words)
        for _ in range(TRIES):  # a message that is drawn again meanwhile closes the list
            self._last().locator(".select-trigger").nth(select).click()
            self._page.wait_for_timeout(500)  # channels and roles are looked up, and the list drawn again
            if option.is_visible():
                break
        # The list that closes changes the message, too: what was chosen must have been answered.
        with self._page.expect_response("**/api/action"):
            option.click()

    def _fill(self, fields: Mapping[str, Words | Path]) -> None:
        for key, value in fields.items():
            field = self._dialog().get_by_label(self._texts.say(self._language, key), exact=False).first
            if isinstance(value, Path):
                field.set_input_files(str(value).format(self._language))
            elif field.get_attribute("role") == "combobox":
                field.click()
                self._dialog().locator(".select-option", has_text=self._own(value)).click()
            else:
                field.fill(self._own(value))
        send = self._texts.say(self._language, "demo-page-submit")
        self._dialog().get_by_role("button", name=send).click()


def _small(picture: bytes) -> bytes:
    """Return the picture with fewer colors, as a smaller PNG."""
    out = io.BytesIO()
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    background = image.getpixel((0, 0))
    assert isinstance(background, tuple)
    image = ImageOps.expand(image, (0, 0, 0, GAP), fill=background)
    image.quantize(COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()
