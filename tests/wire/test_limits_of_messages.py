"""Each limit of messages is broken once and refused with its sentence."""

from __future__ import annotations

from typing import Any

import pytest

from .bodies import check
from .samples import (
    MESSAGES,
    button,
    embeds,
    message,
    poll,
    rows,
    select,
    text_display,
    v2,
)

LONG = "a" * 101
BAD: list[tuple[str, str, Any, str]] = [
    ("POST", MESSAGES, message(content="a" * 2001), "the content has 2001 characters, more than 2000"),
    ("POST", MESSAGES, message(content=""), "a new message is empty"),
    ("POST", MESSAGES, message(content=3), "the content is 3, which is not a text"),
    ("POST", MESSAGES, None, "the body of a message is None"),
    ("POST", MESSAGES, message(embeds=3), "a body of the wrong shape"),
    ("POST", MESSAGES, embeds({"description": "a" * 4097}), "the description of an embed has 4097"),
    ("POST", MESSAGES, embeds({"description": "あ" * 2001}), "2001 Japanese characters"),
    ("POST", MESSAGES, embeds({"title": "a" * 257}), "the title of an embed has 257"),
    ("POST", MESSAGES, embeds({"footer": {"text": "a" * 2049}}), "the footer of an embed has 2049"),
    ("POST", MESSAGES, embeds({"author": {"name": "a" * 257}}), "the author of an embed has 257"),
    (
        "POST",
        MESSAGES,
        embeds({"fields": [{"name": "a" * 257, "value": "v"}]}),
        "the name of a field has 257",
    ),
    ("POST", MESSAGES, embeds({"fields": [{"name": "", "value": "v"}]}), "the name of a field has 0"),
    (
        "POST",
        MESSAGES,
        embeds({"fields": [{"name": "n", "value": "a" * 1025}]}),
        "the value of a field has 1025",
    ),
    ("POST", MESSAGES, embeds({"fields": [{"name": "n", "value": "v"}] * 26}), "26 fields, more than 25"),
    (
        "POST",
        MESSAGES,
        embeds({"description": "a" * 3001}, {"description": "a" * 3000}),
        "6001 characters in all",
    ),
    ("POST", MESSAGES, embeds(*[{"title": "a"}] * 11), "11 embeds, more than 10"),
    ("POST", MESSAGES, embeds({"colour": 1}), "an embed has the unknown key colour"),
    ("POST", MESSAGES, embeds({"footer": {"name": "x"}}), "the footer of an embed has the unknown key name"),
    (
        "POST",
        MESSAGES,
        embeds({"fields": [{"name": "n", "value": "v", "x": 1}]}),
        "the field of an embed has the unkn",
    ),
    ("POST", MESSAGES, embeds({"url": "javascript:1"}), "the link of an embed is 'javascript:1'"),
    ("POST", MESSAGES, embeds({"image": {"url": "file:///a"}}), "the image of an embed is 'file:///a'"),
    ("POST", MESSAGES, {"content": "a"}, "allowed_mentions is missing"),
    ("PATCH", f"{MESSAGES}/2", {"content": "a"}, "allowed_mentions is missing"),
    (
        "POST",
        MESSAGES,
        message(allowed_mentions={"parse": ["everyone"]}),
        "would ping: parse is ['everyone']",
    ),
    ("POST", MESSAGES, message(allowed_mentions={}), "would ping: parse is None"),
    ("POST", MESSAGES, message(allowed_mentions={"parse": [], "users": [1]}), "would ping users"),
    (
        "POST",
        MESSAGES,
        message(allowed_mentions={"parse": [], "replied_user": True}),
        "would ping the author",
    ),
    ("POST", MESSAGES, message(allowed_mentions={"parse": [], "roles": [7]}), "roles that nobody chose: [7]"),
    (
        "POST",
        MESSAGES,
        message(nonce="a" * 26, enforce_nonce=True),
        "the nonce has 26 characters, more than 25",
    ),
    ("POST", MESSAGES, message(nonce="a"), "a nonce without enforce_nonce"),
    ("POST", "/webhooks/1/token", message(nonce="a"), "a nonce is only known to Create Message"),
    (
        "POST",
        MESSAGES,
        message(attachments=[{"id": 0, "description": "a" * 1025}]),
        "description of an attachment",
    ),
    ("POST", MESSAGES, message(attachments=[{"id": 0}] * 11), "more than 10 attachments"),
    ("POST", MESSAGES, rows(*[[button(str(row))] for row in range(6)]), "6 rows, more than 5"),
    (
        "POST",
        MESSAGES,
        rows([button(str(place)) for place in range(6)]),
        "a row with 6 components, more than 5",
    ),
    ("POST", MESSAGES, rows([]), "a row of components is empty"),
    ("POST", MESSAGES, rows([button(), select()]), "more than a single select"),
    ("POST", MESSAGES, rows([button(LONG)]), "the custom_id of a button has 101 characters"),
    ("POST", MESSAGES, rows([button(label="a" * 81)]), "the label of a button has 81 characters"),
    ("POST", MESSAGES, rows([button(label=None)]), "a button shows neither words nor emoji"),
    ("POST", MESSAGES, rows([button(style=5, url="https://a.b")]), "a button with a link has a custom_id"),
    ("POST", MESSAGES, rows([button(style=5, custom_id=None)]), "the link of a button has 0"),
    ("POST", MESSAGES, rows([button(url="https://a.b")]), "a button with a custom_id has a link"),
    ("POST", MESSAGES, rows([button()], [button()]), "the custom_id 'next' is used twice"),
    ("POST", MESSAGES, message(components=[button()]), "a component of type 2 can't stand on its own"),
    ("POST", MESSAGES, rows([select(options=[])]), "a select with 0 options"),
    (
        "POST",
        MESSAGES,
        rows([select(options=[{"label": "a", "value": "1"}] * 2)]),
        "option '1' is used twice",
    ),
    (
        "POST",
        MESSAGES,
        rows([select(options=[{"label": "a", "value": str(number)} for number in range(26)])]),
        "a select with 26 options",
    ),
    (
        "POST",
        MESSAGES,
        rows([select(options=[{"label": LONG, "value": "1"}])]),
        "the label of a select's option",
    ),
    ("POST", MESSAGES, rows([select(placeholder="a" * 151)]), "the placeholder of a select has 151"),
    ("POST", MESSAGES, v2(*[text_display("a")] * 41), "41 components, more than 40"),
    (
        "POST",
        MESSAGES,
        v2(text_display("a" * 2001), text_display("a" * 2000)),
        "4001 characters, more than 4000",
    ),
    ("POST", MESSAGES, v2(text_display("a"), content="b"), "can't have content beside"),
    ("POST", MESSAGES, v2(text_display("a"), embeds=[{"title": "a"}]), "can't have embeds beside"),
    (
        "POST",
        MESSAGES,
        message(components=[text_display("a")]),
        "a component of type 10 can't stand on its own",
    ),
    ("POST", MESSAGES, poll(question="a" * 301), "the question of a poll has 301"),
    ("POST", MESSAGES, poll(answers=11), "a poll with 11 answers"),
    ("POST", MESSAGES, poll(text="a" * 55), "the answer of a poll has 56"),
    ("POST", MESSAGES, poll(duration=769), "a poll of 769 hours"),
    ("POST", MESSAGES, message(embeds=["x"]), "an embed is 'x', not an object"),
    (
        "POST",
        MESSAGES,
        embeds({"author": {"name": "a", "url": "x:"}}),
        "the link of an embed's author is 'x:'",
    ),
    ("POST", MESSAGES, embeds({"url": "https://" + "a" * 2041}), "the link of an embed has 2049"),
    (
        "POST",
        MESSAGES,
        message(allowed_mentions={"parse": [], "all": 1}),
        "allowed_mentions has the unknown key",
    ),
    (
        "POST",
        MESSAGES,
        message(attachments=[{"id": 0, "filename": "a" * 1025}]),
        "the name of an attachment has",
    ),
    ("POST", MESSAGES, poll(same=True), "the answer of a poll 'はい' is used twice"),
    ("POST", MESSAGES, message(components=["x"]), "a component is 'x', not an object"),
    (
        "POST",
        MESSAGES,
        rows([button(custom_id=None, style=5, url="ftp://a")]),
        "a button has the scheme 'ftp'",
    ),
    ("POST", MESSAGES, rows([select(custom_id=LONG)]), "the custom_id of a select has 101"),
    (
        "POST",
        MESSAGES,
        rows([select(options=[{"label": "a", "value": LONG}])]),
        "the value of a select's option",
    ),
    (
        "POST",
        MESSAGES,
        rows([select(options=[{"label": "a", "value": "1", "description": LONG}])]),
        "the description of a select's option has 101",
    ),
]


@pytest.mark.parametrize(("method", "path", "body", "sentence"), BAD, ids=[case[3] for case in BAD])
def test_a_broken_limit_is_refused_with_its_sentence(
    method: str, path: str, body: Any, sentence: str
) -> None:
    with pytest.raises(AssertionError) as refused:
        check(method, path, body)
    assert sentence in str(refused.value)
