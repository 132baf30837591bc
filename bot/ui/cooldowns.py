"""How often each person may do something."""

from __future__ import annotations

from discord.app_commands import Cooldown


class Cooldowns:
    """A cooldown for each person: `rate` uses in `per` seconds. `key` names the message that says so.

    (discord.py's CooldownMapping looks at the cooldowns of all people at each use.)
    """

    def __init__(self, rate: int, per: float, key: str) -> None:
        self.rate = rate
        self.key = key
        self.per = per
        self._people: dict[int, Cooldown] = {}
        self._forget_at = 0.0

    def use(self, user_id: int, now: float) -> float | None:
        """Count a use at `now`, in Unix seconds; if it comes too soon, return the seconds to wait for the
        next."""
        if now >= self._forget_at:
            # Who did nothing in the last `per` seconds has all uses left, as somebody new has.
            self._people = {
                person: cooldown
                for person, cooldown in self._people.items()
                if cooldown.get_tokens(now) < self.rate
            }
            self._forget_at = now + self.per
        if (cooldown := self._people.get(user_id)) is None:
            cooldown = self._people[user_id] = Cooldown(self.rate, self.per)
        return cooldown.update_rate_limit(now)
