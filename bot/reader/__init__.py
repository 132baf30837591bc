"""Reading of articles that strangers send, in separate processes with limited resources."""

from bot.reader.pool import MAX_PROCESSES, Reader
from bot.reader.wire import Readout

__all__ = ["MAX_PROCESSES", "Reader", "Readout"]
