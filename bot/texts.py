"""The messages of the locales; the only module that knows Fluent."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from bot.model import Language

LOCALES = Path(__file__).parent.parent / "data" / "locales"


class Texts:
    """The messages of `<folder>/<language>/*.ftl`, both languages."""

    def __init__(self, folder: Path = LOCALES) -> None:
        self._bundles = {language: _bundle(folder / language, language) for language in Language}

    def say(self, language: Language, key: str, /, **variables: str | int | float) -> str:
        """Return the message `key` (or `key.attribute`) with its variables filled in.

        Raises KeyError for an unknown key and ValueError for a missing variable, both of them bugs. Variables
        are not escaped: escape text of an article before.
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


@cache  # parsing takes a tenth of a second, and the files never change
def _bundle(folder: Path, language: Language) -> FluentBundle:
    # Isolation marks around variables are for mixed directions; both languages are written left to right.
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted(folder.glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle
