"""See in context: the button that shows the sentences an item stands on between their neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Item
from bot.ui.components import Button
from bot.ui.embeds import Renderer
from bot.ui.replies import Interaction, guild_id, renderer_for_user, send


class SeeInContext(Button, template=r"context:(?P<state>\d{1,18}(,\d{1,18}){0,4})"):
    """Shows, privately, the sentences that items stand on between their neighbours."""

    name = "context"

    async def press(self, interaction: Interaction) -> None:
        items = [int(item) for item in self.state.split(",")]
        contexts = await interaction.client.library.selection.contexts(guild_id(interaction), items)
        await send(interaction, renderer_for_user(interaction).context(contexts), private=True)


def see_in_context(renderer: Renderer, items: Sequence[Item]) -> SeeInContext:
    """原文を見る for these items."""
    return SeeInContext(",".join(str(item.id) for item in items), renderer.say("button-context"))
