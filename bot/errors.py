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
    """No article, but a feed is at an address, or the page there names some: `feeds` are their addresses,
    each with what the page calls it, perhaps nothing."""

    def __init__(self, *feeds: tuple[str, str]) -> None:
        super().__init__("feed-found", url=feeds[0][0])
        self.feeds = feeds


class StorageBusyError(UserError):
    """Nothing can be stored now: the disk is full, or another process has been writing for seconds."""


class StorageDamagedError(UserError):
    """The database file is damaged. Whoever found that has logged it: nobody need log it again."""

    def __init__(self) -> None:
        super().__init__("storage-damaged")
