"""Each limit of commands, completions and modals is broken once and refused with its sentence."""

from __future__ import annotations

from typing import Any

import pytest

from .bodies import check
from .samples import (
    CALLBACK,
    COMMANDS,
    button,
    choices,
    command,
    completion,
    label,
    modal,
    option,
    select,
    subcommand,
    text_display,
    text_input,
)

LONG = "a" * 101
BAD: list[tuple[str, str, Any, str]] = [
    ("POST", CALLBACK, modal(title="a" * 46), "the title of a modal has 46"),
    ("POST", CALLBACK, modal(custom_id=LONG), "the custom_id of a modal has 101"),
    ("POST", CALLBACK, modal(*[text_display("a")] * 6), "a modal with 6 components"),
    ("POST", CALLBACK, modal(button()), "a component of type 2 can't stand in a modal"),
    ("POST", CALLBACK, modal(label(text_input(max_length=4001))), "a text input takes up to 4001"),
    ("POST", CALLBACK, modal(label(text_input(value="a" * 4001))), "the value of a text input has 4001"),
    ("POST", CALLBACK, modal(label(text_input(min_length=9, max_length=8))), "at least 9 and at most 8"),
    ("POST", CALLBACK, modal(label(text_input(placeholder=LONG))), "the placeholder of a text input has 101"),
    ("POST", CALLBACK, modal(label(text_input(), label="a" * 46)), "the label of a modal's component has 46"),
    ("POST", CALLBACK, modal(label(text_input()), label(text_input())), "the custom_id 'text' is used twice"),
    ("POST", CALLBACK, {"type": 4, "data": {"content": "a"}}, "allowed_mentions is missing"),
    ("POST", CALLBACK, {"type": 99}, "answered with the type 99"),
    ("POST", CALLBACK, completion(*choices(26)), "the autocompletion has 26 choices"),
    (
        "POST",
        CALLBACK,
        completion({"name": LONG, "value": "1"}),
        "the name of a choice of the autocompletion has 101",
    ),
    (
        "POST",
        CALLBACK,
        completion({"name": "a", "value": LONG}),
        "the value of a choice of the autocompletion has",
    ),
    ("PUT", COMMANDS, [command("Quote")], "the name 'Quote' is not in lower case"),
    ("PUT", COMMANDS, [command("名・言")], "the name '名・言' is not 1 to 32 letters"),
    ("PUT", COMMANDS, [command("a" * 33)], "is not 1 to 32 letters"),
    (
        "PUT",
        COMMANDS,
        [command(name_localizations={"ja": "名 言"})],
        "the name '名 言' is not 1 to 32 letters",
    ),
    ("PUT", COMMANDS, [command(name_localizations={"xx": "a"})], "a language that Discord does not have"),
    ("PUT", COMMANDS, [command(), command()], "the command 'quote' is used twice"),
    ("PUT", COMMANDS, [command("a"), command("b")], "in ja, the command '名言' is used twice"),
    ("PUT", COMMANDS, [command(description="")], "has 0 characters, fewer than 1"),
    ("PUT", COMMANDS, [command(description=LONG)], "has 101 characters, more than 100"),
    (
        "PUT",
        COMMANDS,
        [command(options=[option(str(number)) for number in range(26)])],
        "26 options, more than 25",
    ),
    ("PUT", COMMANDS, [command(options=[option(choices=choices(26))])], "26 choices, more than 25"),
    (
        "PUT",
        COMMANDS,
        [command(options=[option(choices=choices(1), autocomplete=True)])],
        "choices and autocomp",
    ),
    (
        "PUT",
        COMMANDS,
        [command(options=[option("a"), option("b", required=True)])],
        "a required option after",
    ),
    ("PUT", COMMANDS, [command(options=[option(), subcommand("add")])], "subcommands beside options"),
    ("PUT", COMMANDS, [command(options=[subcommand("a", subcommand("b"))])], "nested too deep"),
    (
        "PUT",
        COMMANDS,
        [command(options=[option(f"{n}", choices=choices(25, "a" * 50)) for n in range(7)])],
        "characters in all, more than 8000",
    ),
    (
        "PUT",
        COMMANDS,
        [command(str(number), name_localizations=None) for number in range(101)],
        "101 slash commands",
    ),
    ("PATCH", f"{COMMANDS}/5", {"name": "a"}, "replaced all at once"),
    ("POST", CALLBACK, modal({"type": 1, "components": []}), "a row of components is empty"),
    (
        "POST",
        CALLBACK,
        modal(label(text_input(), description=LONG)),
        "the description of a modal's component",
    ),
    ("POST", CALLBACK, modal(label(select(options=[]))), "a select with 0 options"),
    ("POST", CALLBACK, modal(label(text_input(custom_id=LONG))), "the custom_id of a text input has 101"),
    ("POST", CALLBACK, modal(label(text_input(label="a" * 46))), "the label of a text input has 46"),
    ("POST", CALLBACK, completion({"name": "a"}), "a choice of the autocompletion has no value"),
    ("PUT", COMMANDS, {}, "the commands are not a list"),
    ("PUT", COMMANDS, [command(name=None)], "has no name"),
    ("PUT", COMMANDS, [command(type=2, name="a" * 33)], "has 33 characters, more than 32"),
    ("PUT", COMMANDS, [command(options=[option("a"), option("a")])], "has the option 'a' is used twice"),
    ("PUT", COMMANDS, [command(options=[option("A")])], "the name 'A' is not in lower case"),
]


@pytest.mark.parametrize(("method", "path", "body", "sentence"), BAD, ids=[case[3] for case in BAD])
def test_a_broken_limit_is_refused_with_its_sentence(
    method: str, path: str, body: Any, sentence: str
) -> None:
    with pytest.raises(AssertionError) as refused:
        check(method, path, body)
    assert sentence in str(refused.value)
