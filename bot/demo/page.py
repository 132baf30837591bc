"""simcord's page, translated, with fonts for Japanese, and kept up to date."""

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
    # `words` and `label` are the localized names, see _localize.
    ("/commands.js", "String(entry.invocation ||", "String(entry.words || entry.invocation ||"),
    (
        "/commands.js",
        '"command-pill-label", option.name',
        '"command-pill-label", option.label || option.name',
    ),
    ("/commands.js", "({ name: option.name, value:", "({ name: option.label || option.name, value:"),
    ("/commands.js", '`+${remaining} ${displayed.length ? "more" : "options"}`', "`+${remaining}`"),
    # As on Discord, an option shows its autocomplete choices before anything is typed.
    (
        "/commands.js",
        'const current = String(field.value || "");',
        (
            'const current = String(field.value || "");'
            " if (!autocompleteResults.has(autocompleteKey(currentDraft(), option.name, current)))"
            " queryAutocomplete(option, current);"
        ),
    ),
    # A chosen value is shown by its name, and Enter then sends the command.
    ("/commands.js", 'String(value?.raw ?? "")', 'String(value?.label ?? value?.raw ?? "")'),
    ("/commands.js", "focus: Boolean(next)", "focus: true"),
    # Scroll to the reply to one's own action.
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
    # The timeline shrinks while a command is typed; that is not scrolling up.
    ("/timeline.js", "clientHeight <= 1 ?", "clientHeight <= 240 ?"),
    # A select whose options have changed shows their default, not the former choice.
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
    # As on Discord, attachments come before the embeds, not after the buttons.
    (
        "/messages.js",
        "    root.append(list);",
        (
            "    root.insertBefore(list,"
            ' root.querySelector(":scope > .embed-card, :scope > .message-components"));'
        ),
    ),
    # No status messages while all is well.
    ("/actions.js", 'return labels[kind || ""] || "Action completed";', 'return "";'),
    ("/actions.js", 'return pendingLabels[pending.kind] || "Completing action…";', 'return "…";'),
    ("/actions.js", 'return "Updating preview…";', 'return "…";'),
    ("/actions.js", 'ready ? "Preview ready" : "Loading preview…"', '""'),
)
"""The changes to simcord's scripts: file, old text, new text."""


class DemoPage:
    """simcord's preview, served with the demo's words and style; `beat` keeps it up to date."""

    def __init__(self, world: DemoEnv, preview: Preview, texts: Texts, language: Language, port: int) -> None:
        self._world = world
        self._preview = preview
        self._port = port
        # simcord refuses concurrent operations with an error that its page can't recover from.
        self._turn = asyncio.Lock()
        self._stale = False
        preview._server = _Server(preview, port, texts, language)
        preview._action = self._action  # type: ignore[method-assign]
        world.backend.subscribers.append(self._notice)

    async def __aenter__(self) -> DemoPage:
        try:
            await self._preview.__aenter__()
        except SetupError as error:
            if not isinstance(error.__cause__, OSError):
                raise
            raise UserError("demo-port-taken", port=str(self._port)) from error
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._preview.close()

    @property
    def url(self) -> str:
        """Return the address of the page; whoever knows it may use it."""
        return self._preview.url

    @property
    def closed(self) -> bool:
        """Return whether somebody ended the session in the page."""
        return bool(self._preview._closed)

    async def beat(self) -> None:
        """Run the bot's due timers, and show in the page what happened without an action there."""
        async with self._turn:
            if self.closed:
                return
            # If the bot is busy with something long, a later beat shows the result.
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
                # simcord refuses clicks made before the latest update arrived; Discord doesn't.
                body = {**body, "published_revision": page.revision}
            return await Preview._action(self._preview, context_id, body)


class _Server(PreviewServer):
    """Serves simcord's files with the demo's changes."""

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
    """Return the English phrases of simcord's page with what to say instead in `language`."""
    keys = re.findall(
        r"^(demo-page-[a-z-]+) =", (WORDS / "en" / "demo.ftl").read_text(encoding="utf-8"), re.MULTILINE
    )
    return {texts.say(Language.EN, key): texts.say(language, key) for key in keys}


def translate(text: str, phrases: dict[str, str]) -> str:
    """Return HTML or JavaScript with each phrase replaced where it is a whole string or text node."""
    for phrase, instead in phrases.items():
        piece = rf'(?<=[>"`}}]){re.escape(phrase)}(?=[<"`\n]|\$\{{)'
        text = re.sub(piece, instead.replace("\\", r"\\"), text)
    return text


def _localize(entry: dict[str, Any], command: dict[str, Any], locale: str) -> None:
    """Replace what `entry` shows of a command by its localization; what is typed stays the same."""
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
