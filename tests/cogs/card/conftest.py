"""What the tests of cards share."""

from tests.cogs.test_cards import typefaces

__all__ = ["typefaces"]
