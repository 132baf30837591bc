"""simcord's page as a reader meets it: in their language, with Japanese shapes, and always up to date."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import web
from simcord.backend.errors import SetupError
from simcord.preview import Preview
from simcord.preview._server import PreviewServer

from bot.demo.world import LOCALES, DemoEnv
from bot.errors import UserError
from bot.model import Language
from bot.texts import LOCALES as WORDS
from bot.texts import Texts

EDITS = (
    # As on Discord, Enter sends a command whose options are all optional; simcord's page opens the first.
    (
        "/commands.js",
        "if (listItems.length) suggestionListbox",
        "if (listItems.length && !optional) suggestionListbox",
    ),
    # `words` and `label` come from the localizations, see _localize.
    ("/commands.js", "String(entry.invocation ||", "String(entry.words || entry.invocation ||"),
    (
        "/commands.js",
        '"command-pill-label", option.name',
        '"command-pill-label", option.label || option.name',
    ),
    ("/commands.js", "({ name: option.name, value:", "({ name: option.label || option.name, value:"),
    ("/commands.js", '`+${remaining} ${displayed.length ? "more" : "options"}`', "`+${remaining}`"),
    # As on Discord, an option with suggestions makes them before anything is typed.
    (
        "/commands.js",
        'const current = String(field.value || "");',
        (
            'const current = String(field.value || "");'
            " if (!autocompleteResults.has(autocompleteKey(currentDraft(), option.name, current)))"
            " queryAutocomplete(option, current);"
        ),
    ),
    # What was chosen is shown by its name, and Enter sends the command then.
    ("/commands.js", 'String(value?.raw ?? "")', 'String(value?.label ?? value?.raw ?? "")'),
    ("/commands.js", "focus: Boolean(next)", "focus: true"),
    # The answer to what one did is what one wants to see.
    (
        "/timeline.js",
        "if ((snapshot.history?.hasAfter || hasNewTail)",
        (
            "if (hasNewTail && snapshot.lastAction?.outcomes?.some((item) => item.messageId === ids.at(-1)))"
            ' { state.scrollIntent = { policy: "bottom" };'
            " ui.timeline.scrollTop = ui.timeline.scrollHeight; }"
            " if ((snapshot.history?.hasAfter || hasNewTail)"
        ),
    ),
    # Typing a command makes the timeline lower; that is no scrolling away from its end.
    ("/timeline.js", "clientHeight <= 1 ?", "clientHeight <= 240 ?"),
    # A select that offers something else than before shows what is chosen there, not what was.
    (
        "/selects.js",
        "if (draftValue(key) === undefined) {",
        (
            "const offered = globalThis.offered ??= new Map(),"
            " offer = JSON.stringify([component.type, component.options]);"
            " if ((offered.get(key) ?? offer) !== offer) options.onReconcileDraft?."
            "(key, component.type === TYPE.STRING_SELECT ? optionDefaults(entries) : []);"
            " offered.set(key, offer);"
            " if (draftValue(key) === undefined) {"
        ),
    ),
    # As on Discord, attached files stand above the embeds, not below the buttons.
    (
        "/messages.js",
        "    root.append(list);",
        (
            "    root.insertBefore(list,"
            ' root.querySelector(":scope > .embed-card, :scope > .message-components"));'
        ),
    ),
    # The reader doesn't need to hear that all is well.
    ("/actions.js", 'return labels[kind || ""] || "Action completed";', 'return "";'),
    ("/actions.js", 'return pendingLabels[pending.kind] || "Completing action…";', 'return "…";'),
    ("/actions.js", 'return "Updating preview…";', 'return "…";'),
    ("/actions.js", 'ready ? "Preview ready" : "Loading preview…"', '""'),
)
"""What is changed in simcord's own scripts: file, text, new text."""


class DemoPage:
    """One preview, served with our words and style, kept up to date by `beat`."""

    def __init__(self, world: DemoEnv, preview: Preview, texts: Texts, language: Language, port: int) -> None:
        self._world = world
        self._preview = preview
        self._port = port
        # simcord answers two operations at once with an error that the page can't recover from.
        self._turn = asyncio.Lock()
        self._stale = False
        preview._server = _Server(preview, port, texts, language)
        preview._action = self._action  # type: ignore[method-assign]
        world.backend.subscribers.append(self._notice)

    async def __aenter__(self) -> DemoPage:
        try:
            await self._preview.__aenter__()
        except SetupError as error:
            if isinstance(error.__cause__, (OSError, OverflowError)):
                raise UserError("demo-port-taken", port=str(self._port)) from error
            raise
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._preview.close()

    @property
    def url(self) -> str:
        """The page's address; whoever knows it may use the page."""
        return self._preview.url

    @property
    def closed(self) -> bool:
        """Whether somebody ended the session from the page."""
        return bool(self._preview._closed)

    async def beat(self) -> None:
        """Run what the bot's timers have due, and show what came without anybody at the page asking."""
        async with self._turn:
            if self.closed:
                return
            # The bot may be busy with something long: then the next beat finds it done.
            with suppress(TimeoutError):
                await self._world.settle(timeout=0.2)
                if self._stale:
                    await self._preview.refresh()
                    self._stale = False

    def _notice(self, *_: object) -> None:
        self._stale = True

    async def _action(self, context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        async with self._turn:
            page = self._preview._pages.get(context_id or "")
            if page is not None and isinstance(body, Mapping) and "published_revision" in body:
                # simcord refuses what was clicked before the latest news were there; Discord doesn't.
                body = {**body, "published_revision": page.revision}
            return await Preview._action(self._preview, context_id, body)


class _Server(PreviewServer):
    """Serves simcord's files with our words in them."""

    def __init__(self, preview: Preview, port: int, texts: Texts, language: Language) -> None:
        super().__init__(preview, port)
        self._texts = texts
        self._language = language
        self._phrases = phrases(texts, language)

    async def _static(self, request: Any) -> Any:
        response = await super()._static(request)
        if request.path == "/":
            response.text = self._index_text(response.text)
        elif request.path == "/preview.css":
            response.text += Path(__file__).with_name("page.css").read_text(encoding="utf-8")
        elif request.path.endswith(".js") and "/vendor/" not in request.path:
            text = response.text
            for path, old, new in EDITS:
                if path == request.path:
                    text = text.replace(old, new)
            response.text = translate(text, self._phrases)
        return response

    def _index_text(self, html: str) -> str:
        title, mark, notice = (
            self._texts.say(self._language, key) for key in ("demo-title", "demo-mark", "demo-notice")
        )
        html = html.replace('<html lang="en">', f'<html lang="{self._language}">')
        html = html.replace("<title>SimCord Preview</title>", f"<title>{title}</title>")
        html = html.replace('aria-label="SimCord preview"', f'aria-label="{title}"')
        html = html.replace('aria-hidden="true">S</span>', f'aria-hidden="true">{mark}</span>')
        html = html.replace("<strong>SimCord</strong><small>Preview</small>", f"<small>{notice}</small>")
        return translate(html, self._phrases)

    async def _commands(self, request: Any) -> Any:
        response = await super()._commands(request)
        catalog = json.loads(response.text)
        commands = {
            command["id"]: command
            for scope in self.preview.env.backend.commands.values()
            for command in scope.values()
        }
        locale = LOCALES[self._language].value
        for entry in catalog["entries"]:
            _localize(entry, commands[entry["commandId"]], locale)
        return web.json_response(catalog, headers=self._SECURITY_HEADERS)


def phrases(texts: Texts, language: Language) -> dict[str, str]:
    """What simcord's page says in English, and what it is to say instead."""
    keys = re.findall(
        r"^(demo-page-[a-z-]+) =", (WORDS / "en" / "demo.ftl").read_text(encoding="utf-8"), re.MULTILINE
    )
    return {texts.say(Language.EN, key): texts.say(language, key) for key in keys}


def translate(text: str, phrases: dict[str, str]) -> str:
    """`text`, HTML or JavaScript, with each phrase that is a whole piece of wording exchanged."""
    for phrase, instead in phrases.items():
        piece = rf'(?<=[>"`}}]){re.escape(phrase)}(?=[<"`\n]|\$\{{)'
        text = re.sub(piece, instead.replace("\\", r"\\"), text)
    return text


def _localize(entry: dict[str, Any], command: dict[str, Any], locale: str) -> None:
    """Put the names and descriptions that Discord would show into `entry`; what is typed stays."""
    node = command
    names = [_localized(node, "name", locale)]
    for part in entry["path"][1:]:
        node = next(option for option in node["options"] if option["name"] == part)
        names.append(_localized(node, "name", locale))
    name, description = " ".join(names), _localized(node, "description", locale)
    entry["description"] = description if name == entry["invocation"] else f"{name} — {description}"
    entry["words"] = f"{entry['invocation']} {name}"
    by_name = {option["name"]: option for option in node.get("options") or []}
    for option in entry["options"]:
        original = by_name[option["name"]]
        option["label"] = _localized(original, "name", locale)
        option["description"] = _localized(original, "description", locale)
        choices = {choice["value"]: choice for choice in original.get("choices") or []}
        for choice in option["choices"]:
            choice["name"] = _localized(choices[choice["value"]], "name", locale)


def _localized(node: dict[str, Any], field: str, locale: str) -> str:
    return str((node.get(f"{field}_localizations") or {}).get(locale) or node.get(field, ""))
