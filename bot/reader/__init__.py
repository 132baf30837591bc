"""Reading what a stranger sent, in a process that can do no harm and may die."""

from bot.reader.pool import Reader, Readout

__all__ = ["Reader", "Readout"]
