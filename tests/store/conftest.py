"""Here every database is made by all migrations, and what is written is on the disk."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def migrates_once() -> None:
    """Takes the place of what spares other tests the migrations."""


@pytest.fixture(autouse=True)
def waits_for_no_disk() -> None:
    """Takes the place of what spares other tests the disk."""
