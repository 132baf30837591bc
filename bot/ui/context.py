"""The buttons that show sentences between others, and more of them: Context, and the numbers of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

import discord

from bot.library.context import ContextLine, Reach, SentenceContext, checksum
from bot.ui.budget import TEXT
from bot.ui.cards import card_button
from bot.ui.components import DynamicButton
from bot.ui.deferral import Deferral, is_private
from bot.ui.embeds import Renderer
from bot.ui.markdown import escaped
from bot.ui.replies import (
    Interaction,
    edit_message,
    persistent_view,
    renderer_for_user,
    send,
)
from bot.ui.scope import scope

REACH = r"(:(?P<before>\d{1,3}):(?P<after>\d{1,3}))?"
"""How many sentences before and after are shown, in an id; without it, the neighbors."""
CHECKSUM = r"(:(?P<checksum>[0-9a-f]{8}))?"
"""That of the sentence that an id was made for."""
STEP = 3
"""Sentences that More before and More after add."""


class SeeInContext(DynamicButton, template=rf"context:(?P<items>\d{{1,18}}(,\d{{1,18}}){{0,4}}){REACH}"):
    """Show, privately, the sentences that items of one article stand on between others."""

    @property
    def deferral(self) -> Deferral:
        """Return that more sentences stand in the same message, and the first ones in a new one."""
        return Deferral.TURN if reach(self.match) else Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        """Look the sentences up now: the article may have been refreshed or removed."""
        items = [int(item) for item in self.match["items"].split(",")]
        selection, more = interaction.client.library.selection, reach(self.match) if len(items) == 1 else None
        contexts = await selection.contexts(scope(interaction), items, more)
        await show_context(interaction, type(self), self.match["items"], contexts, more=more)


class SeePlace(
    DynamicButton, template=rf"place:(?P<article>\d{{1,12}}):(?P<position>\d{{1,7}}){REACH}{CHECKSUM}"
):
    """Show, privately, a sentence that was found between others."""

    @property
    def deferral(self) -> Deferral:
        """Return that more sentences stand in the same message, and the first ones in a new one."""
        return Deferral.TURN if reach(self.match) else Deferral.PRIVATE

    async def respond(self, interaction: Interaction) -> None:
        """Look the sentence up now: the article may have been refreshed or removed."""
        article_id, position = int(self.match["article"]), int(self.match["position"])
        search, more = interaction.client.library.search, reach(self.match)
        checked = self.match["checksum"]
        context = await search.context(scope(interaction), article_id, position, more, checked)
        state, end = f"{article_id}:{context.first}", f":{checksum(context.sentence)}"
        await show_context(interaction, type(self), state, [context], more=more, end=end)


def place_buttons(places: Iterable[tuple[int, int, str]], first: int = 1) -> list[SeePlace]:
    """Return a button for each of some sentences, numbered from `first`: the id of its article, its position
    there, and its text."""
    return [
        SeePlace(f"{article_id}:{position}:{checksum(text)}", str(number))
        for number, (article_id, position, text) in enumerate(places, first)
    ]


def see_in_context(renderer: Renderer, *item_ids: int) -> SeeInContext:
    """Return the button for one to five items of one article."""
    return SeeInContext(",".join(map(str, item_ids)), renderer.say("button-context"))


def reach(match: re.Match[str]) -> Reach | None:
    """Return how many sentences before and after an id with `REACH` asks for; None: the neighbors."""
    return (int(match["before"]), int(match["after"])) if match["before"] else None


async def show_context(
    interaction: Interaction,
    button: type[DynamicButton],
    state: str,
    contexts: Sequence[SentenceContext],
    *,
    more: Reach | None,
    end: str = "",
) -> None:
    """Answer privately with sentences in context: with `more` in the message that was clicked.

    One passage has buttons for more before and after it, and for a card; `state` is what the ids of the
    former have before `REACH`, and `end` what they have after it.
    """
    renderer = renderer_for_user(interaction)
    embed = context_embed(renderer, contexts)
    view = None if len(contexts) > 1 else _more(renderer, button, (state, end), contexts[0])
    if more and is_private(interaction):
        await edit_message(interaction, embed, view)
    else:
        await send(interaction, embed, view, private=True)


def context_embed(renderer: Renderer, contexts: Sequence[SentenceContext]) -> discord.Embed:
    """Return source sentences, in bold, between others; … stands for what is left out."""
    if len(contexts) == 1:
        before, after, _ = _fitting(contexts[0])
        lines = [*before, f"**{escaped(contexts[0].sentence, TEXT // 2)}**", *after]
    else:
        lines = _passages(contexts)
    blocks = ["\n".join(lines).lstrip("\n"), renderer.source(contexts[0].article)]
    return renderer.embed("context", renderer.say("context-label"), blocks)


def _more(
    renderer: Renderer, button: type[DynamicButton], state: tuple[str, str], context: SentenceContext
) -> discord.ui.View | None:
    """Return the buttons for more sentences, of which one is disabled where there are none or no room, and
    for a card of a quotation."""
    card = [] if context.quote is None else [card_button(renderer, context.quote)]
    if context.left == (0, 0) or context.first < 0:
        return persistent_view(*card) if card else None
    before, after = (sum(line.is_sentence for line in lines) for lines in (context.before, context.after))
    _, _, (room_before, room_after) = _fitting(context)
    start, end = state
    return persistent_view(
        button(
            f"{start}:{min(before + STEP, 999)}:{after}{end}",
            renderer.say("button-more-before"),
            disabled=not context.left[0] or not room_before,
        ),
        button(
            f"{start}:{before}:{min(after + STEP, 999)}{end}",
            renderer.say("button-more-after"),
            disabled=not context.left[1] or not room_after,
        ),
        *card,
    )


def _fitting(context: SentenceContext) -> tuple[list[str], list[str], tuple[bool, bool]]:
    """Return the lines before and after a passage that fit, the nearest first; and whether all of each do."""
    room = TEXT - len(escaped(context.sentence, TEXT // 2))
    kept: tuple[list[ContextLine], list[ContextLine]] = ([], [])
    shown: tuple[list[str], list[str]] = ([], [])
    fits = [True, True]
    for pair in zip_longest(reversed(context.before), context.after):
        for side, line in enumerate(pair):
            if line is not None and fits[side]:
                text = _shown(line, tail=side == 0)
                fits[side] = len(text) <= room
                if fits[side]:
                    kept[side].append(line)
                    shown[side].append(text)
                    room -= len(text)
    # No heading stands at the end without its sentence, and no … at either end.
    while kept[0] and not kept[0][-1].text:
        kept[0].pop()
    while kept[1] and not kept[1][-1].is_sentence:
        kept[1].pop()
    before, after = (texts[: len(lines)] for texts, lines in zip(shown, kept, strict=True))
    return before[::-1], after, (fits[0], fits[1])


def _shown(line: ContextLine, *, tail: bool) -> str:
    if line.is_heading:
        return f"\n__{escaped(line.text, TEXT // 4)}__"
    return escaped(line.text, TEXT // 4, tail=tail) or "…"


def _passages(contexts: Sequence[SentenceContext]) -> list[str]:
    """Return the lines of several passages, each with its neighbors: what stands there twice, once."""
    each = TEXT // len(contexts)
    around = each // 4
    lines: list[str] = []
    for last, context, coming in zip([None, *contexts], contexts, [*contexts[1:], None], strict=False):
        distance = _distance(last, context)
        if distance > 3 and last is not None:
            lines.append("…")
        if distance > 2:
            lines += [escaped(line.text, around, tail=True) for line in context.before]
        if distance > 0:
            lines.append(f"**{escaped(context.sentence, each - 2 * around)}**")
        if coming is None or _distance(context, coming) > 1:
            lines += [escaped(line.text, around) for line in context.after]
    return lines


def _distance(one: SentenceContext | None, other: SentenceContext) -> int:
    """Return how many sentences it is from the last one of `one` to the first one of `other`.

    0: the same sentences. 4: farther apart, in another order, or with a heading between them.
    """
    if one is None:
        return 4
    if (one.first, one.last, one.sentence) == (other.first, other.last, other.sentence):
        return 0
    apart = other.first - one.last
    return apart if 0 < apart < 4 and one.after and other.before else 4
