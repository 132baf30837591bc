"""Bodies to try the check with: a maker for each kind, and a good one of each."""

from __future__ import annotations

from typing import Any

import discord

NOBODY: dict[str, Any] = {"parse": []}
MESSAGES = "/channels/1/messages"
CALLBACK = "/interactions/1/token/callback"
COMMANDS = "/applications/1/commands"


def message(**more: Any) -> dict[str, Any]:
    return {"content": "こんにちは", "allowed_mentions": NOBODY, "tts": False, **more}


def embeds(*made: dict[str, Any]) -> dict[str, Any]:
    return message(embeds=list(made))


def button(custom_id: str | None = "next", **more: Any) -> dict[str, Any]:
    return {"type": 2, "style": 2, "custom_id": custom_id, "label": "次へ", **more}


def rows(*made: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return message(components=[{"type": 1, "components": row} for row in made], **more)


def select(**more: Any) -> dict[str, Any]:
    return {"type": 3, "custom_id": "which", "options": [{"label": "一", "value": "1"}], **more}


def v2(*components: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"components": list(components), "flags": 1 << 15, "allowed_mentions": NOBODY, **more}


def text_display(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def text_input(**more: Any) -> dict[str, Any]:
    return {"type": 4, "custom_id": "text", "style": 2, **more}


def label(component: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": 18, "label": "本文", "component": component, **more}


def modal(*components: dict[str, Any], **more: Any) -> dict[str, Any]:
    data = {
        "title": "記事",
        "custom_id": "add",
        "components": list(components) or [label(text_input())],
        **more,
    }
    return {"type": 9, "data": data}


def option(name: str = "about", **more: Any) -> dict[str, Any]:
    return {"type": 3, "name": name, "description": "A word in it", **more}


def command(name: str | None = "quote", **more: Any) -> dict[str, Any]:
    made = {"type": 1, "name": name, "description": "A quotation", "options": [], "contexts": [0], **more}
    return {"name_localizations": {"ja": "名言"}, "default_member_permissions": None, **made}


def subcommand(name: str, *options: dict[str, Any], kind: int = 1) -> dict[str, Any]:
    return {"type": kind, "name": name, "description": "x", "options": list(options)}


def choices(count: int, name: str = "石油") -> list[dict[str, Any]]:
    return [{"name": name, "value": str(number)} for number in range(count)]


def completion(*made: dict[str, Any]) -> dict[str, Any]:
    return {"type": 8, "data": {"choices": list(made)}}


def poll(
    question: str = "来る？", answers: int = 2, text: str = "はい", duration: int = 24, *, same: bool = False
) -> dict[str, Any]:
    made = [{"poll_media": {"text": text if same else f"{text}{number}"}} for number in range(answers)]
    return message(poll={"question": {"text": question}, "answers": made, "duration": duration})


GOOD: dict[str, tuple[str, str, Any]] = {
    "a message": ("POST", MESSAGES, message(nonce="a" * 25, enforce_nonce=True, flags=4096)),
    "2,000 characters": ("POST", MESSAGES, message(content="あ" * 2000)),
    "a full embed": (
        "POST",
        MESSAGES,
        embeds(
            {
                "type": "rich",
                "title": "題" * 256,
                "description": "文" * 1000,
                "url": "https://example.org/",
                "color": 1,
                "timestamp": "2026-05-01T00:00:00+00:00",
                "footer": {"text": "記事による"},
                "author": {"name": "ワン", "url": "https://example.org/"},
                "image": {"url": "attachment://card.png"},
                "thumbnail": {"url": "https://example.org/a.png"},
                "fields": [{"name": "n", "value": "v", "inline": False}] * 25,
            }
        ),
    ),
    "an embed as discord.py makes it": ("POST", MESSAGES, embeds(dict(discord.Embed(title="題").to_dict()))),
    "five rows of five": (
        "PATCH",
        f"{MESSAGES}/2",
        rows(*([button(f"{row}:{place}") for place in range(5)] for row in range(5))),
    ),
    "a link and a select": (
        "POST",
        "/webhooks/1/token",
        rows([{"type": 2, "style": 5, "label": "原文", "url": "https://example.org/"}], [select()]),
    ),
    "an edit of nothing but the buttons": (
        "PATCH",
        "/webhooks/1/token/messages/@original",
        {"components": [], "allowed_mentions": NOBODY},
    ),
    "an answer": ("POST", CALLBACK, {"type": 4, "data": message(flags=64)}),
    "an answer that comes later": ("POST", CALLBACK, {"type": 5, "data": {"flags": 64}}),
    "an update that comes later": ("POST", CALLBACK, {"type": 6}),
    "an update": ("POST", CALLBACK, {"type": 7, "data": rows([button()])}),
    "an autocompletion": ("POST", CALLBACK, completion(*choices(25))),
    "a modal": ("POST", CALLBACK, modal(label(text_input(max_length=4000, value="あ" * 4000)))),
    "a modal of the older kind": (
        "POST",
        CALLBACK,
        modal({"type": 1, "components": [text_input(label="本文")]}),
    ),
    "a modal with a file": ("POST", CALLBACK, modal(label({"type": 19, "custom_id": "file"}))),
    "commands": (
        "PUT",
        COMMANDS,
        [
            command("要約", name_localizations=None, options=[option(choices=choices(25))]),
            command(options=[option(str(number)) for number in range(25)]),
            command(
                "article", name_localizations=None, options=[subcommand("add", option()), subcommand("list")]
            ),
            command("daily", name_localizations=None, options=[subcommand("g", subcommand("add"), kind=2)]),
        ],
    ),
    "Components V2": (
        "POST",
        MESSAGES,
        v2({"type": 17, "components": [text_display("あ" * 4000)]}, {"type": 1, "components": [button()]}),
    ),
    "a poll": ("POST", MESSAGES, poll()),
    "an attachment": (
        "POST",
        MESSAGES,
        message(attachments=[{"id": 0, "filename": "a.png", "description": "図"}]),
    ),
    "a multipart body": (
        "POST",
        MESSAGES,
        {"payload_json": '{"content": "a", "allowed_mentions": {"parse": []}}'},
    ),
    "a direct message's channel": ("POST", "/users/@me/channels", {"recipient_id": 12}),
    "a whole address": ("POST", f"https://discord.com/api/v10{MESSAGES}?x=1", message()),
    "a request without a body": ("GET", f"{MESSAGES}", None),
}
