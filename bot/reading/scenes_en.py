"""Whom a sentence of English tells of: those whom a pronoun in the next one may mean."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Scene:
    """Who stands in a sentence: who speaks in it, whom it is about, and who else is named."""

    block: int
    speaker: str | None = None
    subject: str | None = None
    others: list[str] = field(default_factory=list)
    quoted: bool = False
    asks: bool = False
    """Whether somebody in it asks somebody else, who may answer."""

    def people(self) -> list[str]:
        """Return everybody, the most likely antecedent first."""
        return list(dict.fromkeys(name for name in (self.speaker, self.subject, *self.others) if name))
