"""The button Context, which shows the sentences an item stands on between their neighbors."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Item
from bot.ui.components import DynamicButton
from bot.ui.embeds import Renderer
from bot.ui.replies import Interaction, guild_id, renderer_for_user, send


class SeeInContext(DynamicButton, template=r"context:(?P<items>\d{1,18}(,\d{1,18}){0,4})"):
    """Show, privately, the sentences that items of one article stand on between their neighbors."""

    async def respond(self, interaction: Interaction) -> None:
        """Look the sentences up now: the article may have been refreshed or removed."""
        items = [int(item) for item in self.match["items"].split(",")]
        contexts = await interaction.client.library.selection.contexts(guild_id(interaction), items)
        await send(interaction, renderer_for_user(interaction).context(contexts), private=True)


def see_in_context(renderer: Renderer, items: Sequence[Item]) -> SeeInContext:
    """Return the button for one to five items of one article."""
    return SeeInContext(",".join(str(item.id) for item in items), renderer.say("button-context"))
