"""Series for the tests: articles whose every sentence is known, and a channel in which what was posted is
counted."""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from bot.library.claims import Claim
from bot.library.decision import (
    Examination,
    Examine,
    Facts,
    Failure,
    Finish,
    Look,
    Retry,
    Search,
    Send,
    decide,
)
from bot.library.serial_posts import PartPost
from bot.library.series import FoundPost
from bot.model import DeliveryState, PostedPart, Problem, Reason
from tests.desk import Desk

PARTS = 12
"""Parts of an article that `story` makes, in medium size."""


def story(name: str, parts: int = PARTS) -> str:
    """An article of so many parts, each a paragraph of twenty sentences, no two of them the same. It names
    its address, so that another version of it is known as one."""
    paragraphs = (
        "".join(
            f"{name}の第{n}章の{m}番目の文は、海と灯台と夜の図書室のことをゆっくり話している。"
            for m in range(1, 21)
        )
        for n in range(1, parts + 1)
    )
    address = f"https://example.org/{'-'.join(str(ord(letter)) for letter in name)}"
    return f"---\nurl: {address}\n---\n\n# {name}\n\n" + "\n\n".join(paragraphs)


def revised(text: str, rng: random.Random) -> str:
    """Another version of a story, with all of its sentences: words are changed, and paragraphs added that
    have none of them."""
    head, *paragraphs = text.split("\n\n")
    at = rng.randrange(len(paragraphs))
    match rng.randrange(4):
        case 0:
            paragraphs.insert(
                at + 1, f"番外のはなしをひとつ、ここに足しておこう。それは{rng.random()}から始まる。"
            )
        case 1:
            paragraphs = [one for one in paragraphs if not one.startswith("番外")]
        case 2:
            paragraphs[at] = paragraphs[at].replace("ゆっくり", "静かに", rng.randrange(1, 4))
        case 3:
            paragraphs[at] = paragraphs[at].replace("夜の図書室", "夜の古い図書室", 3)
    return "\n\n".join([head, *paragraphs])


def sentences(text: str) -> list[str]:
    """The names of the sentences of a story, in order."""
    return re.findall(r"\w+?の第\d+章の\d+番目", text)


@dataclass(frozen=True)
class Message:
    """A post that stands in a channel: of which slot, what it shows, and its words."""

    slot: str
    part: PostedPart
    text: str
    closes: bool


@dataclass
class Channel:
    """A channel of a simulated Discord. `messages` are in the order in which they came."""

    messages: list[Message] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """The names of all sentences that were posted, in order."""
        return [name for message in self.messages for name in sentences(message.text)]

    def parts(self) -> list[tuple[int, int]]:
        """Number and count of each message."""
        return [(message.part.number, message.part.count) for message in self.messages]

    def count(self, expected: list[str]) -> Counter[str]:
        """How many sentences were expected, posted, lost, doubled, and out of order."""
        seen = self.sentences()
        places = {name: n for n, name in enumerate(expected)}
        order = [places[name] for name in dict.fromkeys(seen) if name in places]
        return Counter(
            expected=len(expected),
            posted=len(seen),
            lost=len(set(expected) - set(seen)),
            doubled=len(seen) - len(set(seen)),
            disordered=sum(one > other for one, other in itertools.pairwise(order)),
        )


class DiedError(Exception):
    """The process ended where the bot was."""


@dataclass
class Accidents:
    """What goes wrong with the next attempts, each once: "lost" and "arrived" are requests without an answer,
    "refused", "unreachable", "dies before" and "dies after" sending."""

    coming: list[str] = field(default_factory=list)

    def next(self) -> str:
        return self.coming.pop(0) if self.coming else ""


async def deliver(desk: Desk, claim: Claim, channel: Channel, accidents: Accidents | None = None) -> None:
    """Carries a claim as the sender does, over a simulated Discord. Raises DiedError."""
    accidents = accidents or Accidents()
    outbox, facts = desk.library.outbox, claim.facts
    while not isinstance(step := decide(facts), Retry | Finish):
        if isinstance(step, Look):
            facts = await _look(desk, claim, channel, facts)
        elif isinstance(step, Examine):
            facts = replace(facts, examination=Examination(fresh=step.fresh))
        else:
            facts = await _send(desk, claim, channel, facts, step, accidents.next())
    if isinstance(step, Retry):
        await outbox.postpone(claim, step.reason, step.seconds, maybe_sent=step.maybe_sent)
    elif step.state is DeliveryState.SENT:
        await outbox.confirm(claim, step.message_id, step.reason, step.problems, facts.part)
    else:
        await outbox.give_up(claim, step.state, step.reason, step.problems, step.until)


async def _look(desk: Desk, claim: Claim, channel: Channel, facts: Facts) -> Facts:
    others = [
        FoundPost(message.slot, message.part, n)
        for n, message in enumerate(channel.messages, 1)
        if message.slot != claim.delivery.slot
    ]
    own = [n for n, message in enumerate(channel.messages, 1) if message.slot == claim.delivery.slot]
    recovered = facts.unseen and others and await desk.library.outbox.recover(claim, others)
    if recovered and not own:
        return replace(facts, failure=Failure(Reason.UNREACHABLE), failed=Look())
    if own:
        found = channel.messages[own[0] - 1].part
        return replace(facts, search=Search.FOUND, message_id=own[0], part=found)
    return replace(facts, search=Search.ABSENT)


async def _send(desk: Desk, claim: Claim, channel: Channel, facts: Facts, step: Send, accident: str) -> Facts:
    if accident == "dies before":
        raise DiedError
    if accident == "unreachable":
        failure = Failure(Reason.UNREACHABLE)
        return replace(facts, failure=failure, failed=step)
    if accident == "refused":
        return replace(facts, failure=Failure(Problem.SEND), failed=step)
    shown = await desk.library.serial_posts.of(claim.delivery)
    text = "\n".join(piece.text for piece in shown.part.pieces) if isinstance(shown, PartPost) else ""
    if accident != "lost":
        closes = not isinstance(shown, PartPost)
        channel.messages.append(Message(claim.delivery.slot, shown.posted, text, closes))
    if accident == "dies after":
        raise DiedError
    if accident in ("lost", "arrived"):
        failure = Failure(Reason.UNANSWERED, maybe_sent=True)
        return replace(facts, failure=failure, failed=step)
    return replace(facts, message_id=len(channel.messages))
