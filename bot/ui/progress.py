"""How far it is with what somebody waits for, in one private message."""

from __future__ import annotations

from bot.library.ingest import Stage
from bot.ui.replies import Interaction, edit_message, renderer_for_user, send


class Progress:
    """Shows each stage in the message in which the outcome will stand; `begun` once that message is there."""

    def __init__(self, interaction: Interaction) -> None:
        self.begun = False
        self._interaction = interaction

    async def tell(self, stage: Stage) -> None:
        """Show a stage."""
        renderer = renderer_for_user(self._interaction)
        embed = renderer.text_embed(renderer.say(f"stage-{stage}"))
        if self.begun:
            await edit_message(self._interaction, embed)
        else:
            await send(self._interaction, embed, private=True)
        self.begun = True
