"""Reading of articles that strangers send, in separate processes with limited resources."""

from bot.reader.pool import Reader, Readout

__all__ = ["Reader", "Readout"]
