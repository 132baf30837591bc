"""Which of Discord's shards a process runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards `ids` of `count`; all of them, as many as Discord recommends, where `count` is None."""

    count: int | None = None
    ids: tuple[int, ...] = ()

    def serve(self, guild_id: int) -> bool:
        """Return whether what happens in a guild is told to one of these shards."""
        return self.count is None or (guild_id >> 22) % self.count in self.ids

    def overlap(self, other: Shards) -> bool:
        """Return whether a guild may be served by both.

        Those of different counts always overlap: each count divides the guilds in another way.
        """
        return self.count is None or self.count != other.count or bool(set(self.ids) & set(other.ids))


ALL_SHARDS = Shards()
