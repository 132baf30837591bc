"""What the tests of odd files share: a file, and what has to become of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Odd:
    """A file as some program makes it. `says` stands in what is read of it, `never` does not; `refused` is
    the reason for which it isn't read."""

    name: str
    data: bytes
    says: str = ""
    never: str = ""
    refused: str = ""
