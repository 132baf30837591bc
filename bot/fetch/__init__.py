"""The HTTP clients: of pages, at addresses that strangers give, and of the host's language model."""

from bot.fetch.fetcher import MAX_CONCURRENT, FetchedPage, Fetcher
from bot.fetch.language_model import LanguageModel, ModelError
from bot.fetch.typed import bare_address, typed_address
from bot.fetch.validators import Validators

__all__ = [
    "MAX_CONCURRENT",
    "FetchedPage",
    "Fetcher",
    "LanguageModel",
    "ModelError",
    "Validators",
    "bare_address",
    "typed_address",
]
