"""What a person can put right."""


class UserError(Exception):
    """A mistake, or a limit, that the person who asked can do something about.

    `key` names a message of `data/locales` whose text says what happened and what to do next; `variables`
    are its variables. Whoever meets one shows that text privately, in the person's language, or, on the
    command line, in the terminal's.
    """

    def __init__(self, key: str, **variables: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.variables = variables


class FeedFoundError(UserError):
    """No article, but a feed is at an address, or is named by the page there: `url` is the feed's."""

    def __init__(self, url: str) -> None:
        super().__init__("feed-found", url=url)
        self.url = url


class StorageBusyError(UserError):
    """Nothing can be stored now: the disk is full, or another process has been writing for seconds."""


class StorageDamagedError(UserError):
    """The database file is damaged. Whoever found that has logged it: nobody need log it again."""

    def __init__(self) -> None:
        super().__init__("storage-damaged")
