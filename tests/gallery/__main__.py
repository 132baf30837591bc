"""Takes a picture of every reply, in some minutes, on loopback alone."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.model import Language
from bot.texts import Texts
from tests.gallery.forecasters import forecast
from tests.gallery.index import page
from tests.gallery.scenes import ALL, EVENING, FORECASTS, LOOKING_BACK, MORNING, SCENES, WRITTEN
from tests.gallery.voters import vote
from tests.gallery.window import DESKTOP, HEIGHT, NARROW, PHONE, Window
from tests.gallery.writer import writer
from tests.page.conftest import BROWSERS, PATIENCE, QUIET, ROOT, Stage

FOLDER = ROOT / "var" / "gallery"
DOCUMENTED = ROOT / "docs" / "pictures"
"""The pictures that the documents show: copies of some of the gallery's."""
WIDTHS = {"phone": PHONE, "desktop": DESKTOP}
DAYS = {
    "08:00:00": SCENES,
    "07:59:45": MORNING,
    "17:59:45": (*EVENING, *FORECASTS),
    "07:59:50": LOOKING_BACK,
    "09:00:00": WRITTEN,
}
"""The scenes that are played from a time of day on, when that comes next: the first on the day before."""
SEEN = "2030-04-01T00:00:00+00:00"
"""The latest time that the demo's clock saw: it begins on the morning after, so that dates stay the same."""


def take(language: Language, browser: str, folder: Path, last: str) -> list[str]:
    """Take the pictures of one language, up to the scene `last`; return a line for each that is too wide."""
    wrong = []
    expect.set_options(timeout=PATIENCE)
    with (
        tempfile.TemporaryDirectory(prefix="kotonoha-gallery-") as name,
        sync_playwright() as playwright,
        writer() as settings,
    ):
        mark = Path(name, "var", "demo", "demo.clock")
        mark.parent.mkdir(parents=True)
        mark.write_text(SEEN, encoding="ascii")
        stage = Stage(Path(name))
        chromium = playwright.chromium.launch(executable_path=browser, args=list(QUIET))
        for at, scenes in DAYS.items():
            demo = stage.start(language, "--keep", "--at", at, **(settings if scenes is WRITTEN else {}))
            try:
                window = Window(_page(chromium, demo.url), Texts(), language)
                for scene in scenes:
                    now, database = datetime.fromisoformat(SEEN), mark.with_name("demo.sqlite3")
                    if scene.voted:
                        vote(database, language, int(now.timestamp()))
                    if scene.forecast:
                        forecast(database, language, now)
                    try:
                        window.play(scene)
                    except Exception as error:
                        error.add_note(f"In the scene {scene.name or scene}, {language}.")
                        raise
                    if scene.name:
                        if not window.fits(NARROW):
                            wrong.append(f"{scene.name}.{language} is too wide for {NARROW} px")
                        for kind, width in WIDTHS.items():
                            picture = window.picture(width)
                            Path(folder, f"{scene.name}.{language}.{kind}.png").write_bytes(picture)
                    if last and scene.name == last:
                        return wrong
            finally:
                demo.stop()
    return wrong


def _page(chromium: Browser, url: str) -> Page:
    shown = chromium.new_page(
        viewport={"width": PHONE, "height": HEIGHT}, device_scale_factor=1.5, bypass_csp=True
    )
    shown.set_default_timeout(PATIENCE)
    shown.goto(url)
    # With the minute it happens to be, pictures would differ from run to run.
    shown.add_style_tag(content=".message-time { visibility: hidden; }")
    # All of a form, which a person scrolls.
    shown.add_style_tag(content=".modal-dialog, .modal-body { max-height: none !important; }")
    shown.locator("#channel-message-list article").first.wait_for()
    return shown


def main() -> None:
    """Take the pictures of both languages at the same time, and write the page that shows them."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder (default: var/gallery)")
    parser.add_argument("--last", default="", help="the scene to end with")
    parser.add_argument("--language", choices=list(Language), help="one language only")
    parser.add_argument("--documents", action="store_true", help="renew the pictures in docs/pictures, too")
    asked = parser.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("Chromium is needed (Debian, Ubuntu: apt install chromium fonts-noto-cjk).")
    asked.into.mkdir(parents=True, exist_ok=True)
    languages = [Language(asked.language)] if asked.language else list(Language)
    with ThreadPoolExecutor(len(languages)) as pool:
        taken = [pool.submit(take, language, browser, asked.into, asked.last) for language in languages]
    wrong = [line for one in taken for line in one.result()]
    index = asked.into / "index.html"
    index.write_text(page(ALL, Texts()), encoding="utf-8")
    if asked.documents:
        for picture in DOCUMENTED.glob("*.png"):
            if (asked.into / picture.name).exists():
                shutil.copy(asked.into / picture.name, picture)
    sys.stdout.write(f"{index}\n")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
