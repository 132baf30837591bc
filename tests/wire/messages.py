"""What a message may hold: content, embeds, mentions, attachments, a poll."""

from __future__ import annotations

import re
from collections.abc import Collection

from . import components
from .limits import Json, different, expect, known, within

COMPONENTS_V2 = 1 << 15
JAPANESE = re.compile(r"[\u3000-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
IMAGE = {"url", "proxy_url", "height", "width"}
PARTS = {
    "footer": {"text", "icon_url", "proxy_icon_url"},
    "author": {"name", "url", "icon_url", "proxy_icon_url"},
    "image": IMAGE,
    "thumbnail": IMAGE,
}
# discord.py writes "flags": 0 into every embed; Discord ignores it.
# discord.py sends the flags of every embed, though only Discord can set them.
EMBED = {"type", "title", "description", "url", "timestamp", "color", "fields", "flags", *PARTS}


def check_message(body: Json, *, roles: Collection[int], new: bool, nonce: bool = False) -> None:
    """Check the body of a message; `roles` may be pinged, `new` ones must show something,
    and only Create Message (`nonce`) knows a nonce."""
    expect(isinstance(body, dict), f"the body of a message is {body!r:.60}, not an object")
    within(body.get("content"), 2000, "the content")
    embeds = body.get("embeds") or []
    expect(len(embeds) <= 10, f"a message with {len(embeds)} embeds, more than 10")
    total = sum(check_embed(embed) for embed in embeds)
    expect(total <= 6000, f"the embeds of a message have {total} characters in all, more than 6000")
    check_mentions(body.get("allowed_mentions"), roles)
    for attachment in body.get("attachments") or []:
        within(attachment.get("description"), 1024, "the description of an attachment")
        within(attachment.get("filename"), 1024, "the name of an attachment")
    expect(len(body.get("attachments") or []) <= 10, "a message has more than 10 attachments")
    if body.get("nonce") is not None:
        expect(nonce, "a nonce is only known to Create Message")
        within(str(body["nonce"]), 25, "the nonce")
        expect(
            body.get("enforce_nonce"), "a nonce without enforce_nonce does not keep a message from doubling"
        )
    if body.get("poll"):
        check_poll(body["poll"])
    v2 = bool((body.get("flags") or 0) & COMPONENTS_V2)
    if v2:
        for key in ("content", "embeds", "poll", "sticker_ids"):
            expect(not body.get(key), f"a Components V2 message can't have {key} beside its components")
    components.check_components(body.get("components") or [], v2=v2)
    shown = ("content", "embeds", "components", "attachments", "poll", "sticker_ids")
    expect(not new or any(body.get(key) for key in shown), "a new message is empty")


def check_embed(embed: Json) -> int:
    """Check one embed; the number of characters that it adds to the sum over all embeds."""
    expect(isinstance(embed, dict), f"an embed is {embed!r:.60}, not an object")
    known(embed, EMBED, "an embed")
    for part, allowed in PARTS.items():
        known(embed.get(part) or {}, allowed, f"the {part} of an embed")
    texts = [
        within(embed.get("title"), 256, "the title of an embed"),
        within(embed.get("description"), 4096, "the description of an embed"),
        within((embed.get("footer") or {}).get("text"), 2048, "the footer of an embed"),
        within((embed.get("author") or {}).get("name"), 256, "the author of an embed"),
    ]
    fields = embed.get("fields") or []
    expect(len(fields) <= 25, f"an embed with {len(fields)} fields, more than 25")
    for field in fields:
        known(field, {"name", "value", "inline"}, "the field of an embed")
        texts.append(within(field.get("name"), 256, "the name of a field", least=1))
        texts.append(within(field.get("value"), 1024, "the value of a field", least=1))
    japanese = sum(len(JAPANESE.findall(text)) for text in texts)
    expect(japanese <= 2000, f"an embed with {japanese} Japanese characters, more than 2000")
    check_url(embed.get("url"), "the link of an embed", ("http", "https"))
    check_url((embed.get("author") or {}).get("url"), "the link of an embed's author", ("http", "https"))
    for part in ("image", "thumbnail"):
        check_url(
            (embed.get(part) or {}).get("url"), f"the {part} of an embed", ("http", "https", "attachment")
        )
    return sum(map(len, texts))


def check_url(url: Json, what: str, schemes: Collection[str]) -> None:
    """Refuse an address that Discord would not take; None passes."""
    if url is not None:
        within(url, 2048, what)
        expect(
            url.split("://")[0] in schemes,
            f"{what} is {url!r:.60}, whose scheme is not {' or '.join(schemes)}",
        )


def check_mentions(mentions: Json, roles: Collection[int]) -> None:
    """Refuse what could ping somebody: only `roles` may be."""
    expect(
        isinstance(mentions, dict), "allowed_mentions is missing: the text of an article could ping a server"
    )
    known(mentions, {"parse", "users", "roles", "replied_user"}, "allowed_mentions")
    expect(mentions.get("parse") == [], f"allowed_mentions would ping: parse is {mentions.get('parse')!r}")
    expect(not mentions.get("users"), "allowed_mentions would ping users")
    expect(
        not mentions.get("replied_user"), "allowed_mentions would ping the author of the message replied to"
    )
    strangers = {int(role) for role in mentions.get("roles") or []} - {int(role) for role in roles}
    expect(not strangers, f"allowed_mentions would ping roles that nobody chose: {sorted(strangers)}")


def check_poll(poll: Json) -> None:
    """Check a native poll."""
    within(poll["question"].get("text"), 300, "the question of a poll", least=1)
    answers = poll["answers"]
    expect(1 <= len(answers) <= 10, f"a poll with {len(answers)} answers, not 1 to 10")
    for answer in answers:
        within(answer["poll_media"].get("text"), 55, "the answer of a poll", least=1)
    different((answer["poll_media"].get("text") for answer in answers), "the answer of a poll")
    expect(1 <= (poll.get("duration") or 24) <= 768, f"a poll of {poll.get('duration')} hours, not 1 to 768")
