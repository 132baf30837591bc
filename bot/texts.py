"""The only Fluent: what the bot says, by language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from bot.model import Language

LOCALES = Path(__file__).parent.parent / "data" / "locales"


class Texts:
    """The messages of `data/locales/<language>/*.ftl`."""

    def __init__(self, folder: Path = LOCALES) -> None:
        self._bundles = {language: _bundle(folder / language, language) for language in Language}

    def say(self, language: Language, key: str, /, **variables: str | int | float) -> str:
        """The message `key` (or `key.attribute`) with its variables put in.

        Raises KeyError for an unknown key and ValueError for a variable that is missing: both are bugs.
        Variables are put in as they are: text of an article must have been escaped before.
        """
        bundle = self._bundles[language]
        name, _, attribute = key.partition(".")
        message = bundle.get_message(name)
        pattern = message.attributes[attribute] if attribute else message.value
        if pattern is None:
            raise KeyError(key)
        text, errors = bundle.format_pattern(pattern, variables)
        if errors:
            raise ValueError(f"{key} in {language}: {errors}")
        return str(text)


@cache  # parsing one takes a tenth of a second, and it never changes
def _bundle(folder: Path, language: Language) -> FluentBundle:
    # Isolation marks around variables are for mixed directions; both languages here run left to right.
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted(folder.glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle
