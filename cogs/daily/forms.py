"""The forms of /daily, and what is typed into its options and its forms as fields of a schedule."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

import discord

from bot import schedule as clockwork
from bot.delivery import diagnosis
from bot.delivery.embeds import days_text, pauses_text
from bot.errors import UserError
from bot.library.shown_schedule import ShownSchedule
from bot.model import Content, Guild, Language, PartSize, Schedule, Style
from bot.schedule import EVERY_DAY, TimeOfDay
from bot.ui.deferral import Deferral
from bot.ui.embeds import Renderer
from bot.ui.forms import Form
from bot.ui.markdown import clipped
from bot.ui.replies import Interaction, language_for_locale, renderer_for_user

TYPED_LENGTH = 100
"""Characters that an option or a field takes."""
SERVERS = "server"
"""The choice of the server's own language."""
YES, NO = "yes", "no"

ADDING = ("channel", "time", "days", "content", "article")
EDITING = {
    "post": ("time", "days", "pauses", "content", "article"),
    "options": ("style", "zone", "language", "role", "thread"),
}
"""What each form asks for, in the words of the options of /daily add; a form has five fields at most.
What posts parts has a size in the place of a style."""

CHOICES = {
    "content": {str(content): f"command-daily-add.content-{content}" for content in Content},
    "style": {str(style): f"command-daily-add.style-{style}" for style in Style},
    "size": {str(size): f"command-daily-add.size-{size}" for size in PartSize},
    "language": {SERVERS: "daily-form-language-server"}
    | {str(language): f"command-daily-add.language-{language}" for language in Language},
    "thread": {YES: "daily-form-thread-yes", NO: "daily-form-thread-no"},
}
"""What can be chosen in a field, with its words."""

Chosen: TypeAlias = Mapping[str, Any]
"""What somebody typed or chose, by the names of the options of /daily add; None and "" leave it open."""


def _role_id(role: discord.Role | None) -> int | None:
    if role is not None and role.is_default():
        raise UserError("role-everyone")
    return role.id if role else None


PARSED: dict[str, tuple[str, Callable[[Any, date], Any]]] = {
    "time": ("minutes", lambda typed, _: clockwork.parse_time(typed).minutes),
    "days": ("days", lambda typed, today: clockwork.parse_days(typed, today) if typed else EVERY_DAY),
    "pauses": ("pauses", lambda typed, today: clockwork.parse_pauses(typed, today) if typed else ()),
    "content": ("content", lambda typed, _: Content(typed)),
    "style": ("style", lambda typed, _: Style(typed)),
    "size": ("size", lambda typed, _: PartSize(typed)),
    "zone": ("zone", lambda typed, _: clockwork.zone(typed).key if typed else None),
    "language": ("language", lambda typed, _: None if typed == SERVERS else Language(typed)),
    "role": ("role_id", lambda typed, _: _role_id(typed)),
    "thread": ("thread", lambda typed, _: typed in (True, YES)),
}
"""The field of a ScheduleSpec that each option is for, and how it is read on which day."""


async def parsed(
    interaction: Interaction, guild: Guild, typed: Chosen, before: Schedule | None = None
) -> dict[str, Any]:
    """Return fields of a ScheduleSpec (all but the channel), to make one or to change `before`.

    Raises UserError for what can't be read.
    """
    schedules = interaction.client.library.schedules
    today = schedules.today(guild, language_for_locale(interaction.guild_locale))
    fields = {}
    for name, (field, parse) in PARSED.items():
        if name in typed:
            fields[field] = parse(typed[name], today)
    if article := typed.get("article"):
        own = renderer_for_user(interaction).language
        fields["article_id"] = (await interaction.client.library.articles.find(guild.id, article, own)).id
    elif "article" in typed:
        fields["article_id"] = None
    if fields.get("content", before and before.content) is Content.DIGEST:
        if fields.get("article_id") is not None:
            raise UserError("digest-article")
        if before is not None and before.article_id is not None:
            fields["article_id"] = None
    return fields


Then: TypeAlias = Callable[[Interaction, Chosen], Awaitable[None]]


class ScheduleForm(Form):
    """Hand on what was filled in, without what is as it was when the form opened."""

    def __init__(
        self,
        renderer: Renderer,
        title: str,
        names: Sequence[str],
        given: Chosen,
        required: Sequence[str],
        then: Then,
        deferral: Deferral = Deferral.EDIT,
    ) -> None:
        super().__init__(renderer, title)
        self.deferral = deferral
        self._given = given
        self._then = then
        self._fields = {name: self._ask(name, given.get(name), name in required) for name in names}

    async def respond(self, interaction: Interaction) -> None:
        filled = {name: _value(field) for name, field in self._fields.items()}
        changed = {n: value for n, value in filled.items() if _key(value) != _key(self._given.get(n))}
        await self._then(interaction, changed)

    def _ask(self, name: str, given: Any, required: bool) -> Any:
        field: Any
        if name in CHOICES:
            options = [
                discord.SelectOption(label=self._renderer.say(key), value=value, default=value == given)
                for value, key in CHOICES[name].items()
            ]
            field = discord.ui.Select[Any](custom_id=name, options=options)
        elif name in ("channel", "role"):
            chosen: dict[str, Any] = {"custom_id": name, "required": required, "min_values": int(required)}
            if given is not None:
                chosen["default_values"] = [discord.Object(given.id)]
            if name == "channel":
                field = discord.ui.ChannelSelect[Any](channel_types=list(diagnosis.CHANNEL_TYPES), **chosen)
            else:
                field = discord.ui.RoleSelect[Any](**chosen)
        else:
            field = discord.ui.TextInput[Any](
                custom_id=name, default=given or None, required=required, max_length=TYPED_LENGTH
            )
        return self.field(f"daily-form-{name}", field)


def edit_form(interaction: Interaction, form: str, shown: ShownSchedule, then: Then) -> ScheduleForm:
    """Return one of the forms for editing a schedule, filled in as it is.

    An article or a role that is gone is left out, so that it stays unless another one is chosen.
    """
    schedule, renderer = shown.schedule, renderer_for_user(interaction)
    role = interaction.guild.get_role(schedule.role_id) if interaction.guild and schedule.role_id else None
    given = {
        "time": str(TimeOfDay(schedule.minutes)),
        "days": days_text(renderer, schedule.days),
        "pauses": pauses_text(renderer, shown.pauses),
        "content": str(schedule.content),
        "article": clipped(shown.article.title, TYPED_LENGTH) if shown.article else "",
        "style": str(schedule.style),
        "size": str(schedule.size),
        "zone": schedule.zone or "",
        "language": str(schedule.language or SERVERS),
        "role": role,
        "thread": YES if schedule.thread else NO,
    }
    # Without a zone of its own it would follow one that nobody chose.
    required = ("time",) if shown.guild.zone else ("time", "zone")
    in_parts = schedule.content is Content.PARTS
    names = ["size" if name == "style" and in_parts else name for name in EDITING[form]]
    return ScheduleForm(renderer, f"button-daily-{form}", names, given, required, then)


def _value(field: Any) -> Any:
    """Return what a field holds: the words, or what was chosen."""
    if isinstance(field, discord.ui.TextInput):
        return field.value.strip()
    return field.values[0] if field.values else None


def _key(value: Any) -> Any:
    """Return what two values of a field are compared by."""
    return getattr(value, "id", value) or None
