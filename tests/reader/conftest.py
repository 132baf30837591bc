"""Here articles are read in processes of their own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def reads_here() -> None:
    """Takes the place of what spares other tests the reading process."""
