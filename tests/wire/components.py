"""What buttons, selects, Components V2 and modals may hold."""

from __future__ import annotations

from collections.abc import Iterator

from .limits import Json, different, expect, within

ROW, BUTTON, SELECT, TEXT_INPUT, TEXT_DISPLAY, LABEL = 1, 2, 3, 4, 10, 18
SELECTS = {3, 5, 6, 7, 8}
ONLY_V2 = {9, 10, 11, 12, 13, 14, 17}
LINK, PREMIUM = 5, 6


def walk(components: Json) -> Iterator[Json]:
    """Each component, its children after it."""
    for component in components:
        expect(isinstance(component, dict), f"a component is {component!r:.60}, not an object")
        yield component
        children = list(component.get("components") or [])
        children += [component[key] for key in ("accessory", "component") if component.get(key)]
        yield from walk(children)


def check_components(components: Json, *, v2: bool) -> None:
    """Check the components of a message, of the classic kind or of Components V2."""
    every = list(walk(components))
    different((c["custom_id"] for c in every if c.get("custom_id") is not None), "the custom_id")
    if v2:
        expect(len(every) <= 40, f"a Components V2 message with {len(every)} components, more than 40")
        shown = sum(len(c.get("content") or "") for c in every if c["type"] == TEXT_DISPLAY)
        expect(shown <= 4000, f"a Components V2 message with {shown} characters, more than 4000")
        allowed = {ROW, *ONLY_V2} - {11}
    else:
        expect(len(components) <= 5, f"a message with {len(components)} rows, more than 5")
        allowed = {ROW}
    for component in components:
        expect(
            component["type"] in allowed,
            f"a component of type {component['type']} can't stand on its own here",
        )
    for component in every:
        if component["type"] == ROW:
            check_row(component)
        elif component["type"] == BUTTON:
            check_button(component)
        elif component["type"] in SELECTS:
            check_select(component)


def check_row(row: Json) -> None:
    """A row holds up to five buttons or one select."""
    children = row.get("components") or []
    expect(children, "a row of components is empty")
    expect(len(children) <= 5, f"a row with {len(children)} components, more than 5")
    kinds = {child["type"] for child in children}
    expect(kinds <= {BUTTON} or len(children) == 1, "a row holds more than a single select or text input")


def check_button(button: Json) -> None:
    """Check one button."""
    label = within(button.get("label"), 80, "the label of a button")
    if button.get("style") == LINK:
        url = within(button.get("url"), 512, "the link of a button", least=1)
        scheme = url.split("://")[0]
        expect(scheme in {"http", "https", "discord"}, f"the link of a button has the scheme {scheme!r:.60}")
        expect(button.get("custom_id") is None, "a button with a link has a custom_id")
    elif button.get("style") != PREMIUM:
        within(button.get("custom_id"), 100, "the custom_id of a button", least=1)
        expect(button.get("url") is None, "a button with a custom_id has a link")
    expect(
        label or button.get("emoji") or button.get("style") == PREMIUM,
        "a button shows neither words nor emoji",
    )


def check_select(select: Json) -> None:
    """Check one select menu."""
    within(select.get("custom_id"), 100, "the custom_id of a select", least=1)
    within(select.get("placeholder"), 150, "the placeholder of a select")
    if select["type"] != SELECT:
        return
    options = select.get("options") or []
    expect(1 <= len(options) <= 25, f"a select with {len(options)} options, not 1 to 25")
    for option in options:
        within(option.get("label"), 100, "the label of a select's option", least=1)
        within(option.get("value"), 100, "the value of a select's option", least=1)
        within(option.get("description"), 100, "the description of a select's option")
    different((option["value"] for option in options), "the value of a select's option")


def check_modal(modal: Json) -> None:
    """Check the data of a modal."""
    within(modal.get("title"), 45, "the title of a modal", least=1)
    within(modal.get("custom_id"), 100, "the custom_id of a modal", least=1)
    components = modal.get("components") or []
    expect(1 <= len(components) <= 5, f"a modal with {len(components)} components, not 1 to 5")
    every = list(walk(components))
    different((c["custom_id"] for c in every if c.get("custom_id") is not None), "the custom_id")
    for component in components:
        allowed = {ROW, LABEL, TEXT_DISPLAY}
        expect(
            component["type"] in allowed, f"a component of type {component['type']} can't stand in a modal"
        )
    for component in every:
        if component["type"] == ROW:
            check_row(component)
        elif component["type"] == LABEL:
            within(component.get("label"), 45, "the label of a modal's component", least=1)
            within(component.get("description"), 100, "the description of a modal's component")
        elif component["type"] == TEXT_INPUT:
            check_text_input(component)
        elif component["type"] in SELECTS:
            check_select(component)


def check_text_input(field: Json) -> None:
    """Check one text field of a modal."""
    within(field.get("custom_id"), 100, "the custom_id of a text input", least=1)
    within(field.get("label"), 45, "the label of a text input")
    within(field.get("placeholder"), 100, "the placeholder of a text input")
    most = 4000 if field.get("max_length") is None else field["max_length"]
    least = field.get("min_length") or 0
    expect(1 <= most <= 4000, f"a text input takes up to {most} characters, not 1 to 4000")
    expect(0 <= least <= most, f"a text input takes at least {least} and at most {most} characters")
    within(field.get("value"), most, "the value of a text input")
