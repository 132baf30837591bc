"""/settings: one private message whose selects and buttons store each change at once."""

from __future__ import annotations

from typing import Any

import discord
import pytest
from simcord.backend import serializers

from bot.model import Language, LoggedError, Theme
from tests.cogs.daily.test_permissions import deny, me
from tests.conftest import World, answer, embed, said
from tests.daily import add
from tests.panels import choose, choose_editors, labels, selects


async def test_settings_are_changed_one_by_one_in_the_same_message(world: World, language: Language) -> None:
    world.speak(language)
    say, role = world.texts.say, world.guild.create_role("読書係")
    shown = await world.slash(world.admin, "settings")
    assert shown.ephemeral
    assert answer(shown).attachments, "what the theme looks like"
    message = answer(shown).id
    for name, value, told in (
        ("settings-zone", "America/New_York", "America/New_York"),
        ("settings-theme", "night", say(language, "settings-theme", theme=say(language, "theme-night"))),
        ("settings-editors", role, f"<@&{role.id}>"),
        ("settings-language", "ja", say(language, "language-ja")),
    ):
        shown = await choose(world, world.admin, shown, name, value)
        assert answer(shown).id == message
        assert told in said(shown)
        assert answer(shown).attachments
    guild = await world.bot.library.guilds.get(world.guild.id)
    chosen = (guild.zone, guild.theme, guild.editor_role, guild.language)
    assert chosen == ("America/New_York", Theme.NIGHT, role.id, Language.JA)
    defaults = [
        option["value"]
        for select in selects(shown).values()
        for option in select.get("options", [])
        if option.get("default")
    ]
    assert defaults == ["ja", "America/New_York", "night"]

    hides = await world.click(world.admin, shown, "button-unreviewed-hide")
    assert say(language, "settings-unreviewed-hint") in said(hides)
    shows = await world.click(world.admin, hides, "button-unreviewed-show")
    assert say(language, "settings-unreviewed-hint") not in said(shows)
    cleared = await world.click(world.admin, shows, "button-no-editors")
    assert say(language, "settings-editors-unset") in said(cleared)
    assert say(language, "button-no-editors") not in labels(cleared)


async def test_a_theme_that_an_earlier_version_offered_is_said_to_be_of_that(
    world: World, language: Language
) -> None:
    world.speak(language)
    shown = await world.slash(world.admin, "settings")
    stored = world.env.backend.get_message(answer(shown).channel_id, answer(shown).id)
    themes = next(
        row["components"][0]
        for row in stored.components
        if row["components"][0]["custom_id"].startswith("settings-theme:")
    )
    themes["options"][0]["value"] = "dark"
    pressed = await choose(world, world.admin, shown, "settings-theme", "dark")
    assert said(pressed) == world.texts.say(language, "button-stale")


async def test_a_time_zone_that_is_not_listed_is_typed(world: World, language: Language) -> None:
    world.speak(language)
    shown = await world.slash(world.admin, "settings")
    zones = [option["value"] for option in selects(shown)["settings-zone"]["options"]]
    assert len(zones) == 25
    assert "America/Argentina/Salta" not in zones
    form = await world.click(world.admin, shown, "button-zone-form")
    refused = await world.admin.submit_modal(form, {"zone": "Mars/Olympus"})
    assert refused.ephemeral
    assert said(refused) == world.texts.say(language, "zone-unknown", name="Mars/Olympus")
    form = await world.click(world.admin, shown, "button-zone-form")
    changed = await world.admin.submit_modal(form, {"zone": "salta"})
    assert answer(changed).id == answer(shown).id
    assert "America/Argentina/Salta" in said(changed)
    assert selects(changed)["settings-zone"]["options"][0]["default"]


async def test_the_way_to_show_the_commands_to_the_editors_role_is_told(
    world: World, language: Language
) -> None:
    world.speak(language)
    role = world.guild.create_role("読書係")
    hint = world.texts.say(language, "settings-editors-hint", role=f"<@&{role.id}>", bot="bot")
    assert world.bot.user is not None
    assert hint.split("→")[1] not in said(await world.slash(world.admin, "settings"))
    told = said(await choose_editors(world, role))
    assert hint.split("→")[1] in told
    assert f"→ {world.bot.user.name}**" in told
    for command in ("article", "daily", "settings", "insights"):
        assert f"`/{world.texts.say(language, f'command-{command}')}`" in told


async def test_only_roles_that_some_members_have_are_taken_for_editors(
    world: World, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.speak(language)
    shown = serializers.role_payload

    def tagged(role: Any) -> Any:  # simcord knows no tags
        own = {"managed": True, "tags": {"bot_id": "1"}} if role.name == "A bot" else {}
        return {**shown(role), **own}

    monkeypatch.setattr(serializers, "role_payload", tagged)
    settings = await world.slash(world.admin, "settings")
    for role, key in (
        (world.guild.create_role("A bot"), "editors-bot"),
        (world.guild.default_role, "editors-everyone"),
    ):
        refused = await choose(world, world.admin, settings, "settings-editors", role)
        assert refused.ephemeral
        assert said(refused) == world.texts.say(language, key)
    assert (await world.bot.library.guilds.get(world.guild.id)).editor_role is None


async def test_every_change_asks_again_who_makes_it(world: World) -> None:
    role = world.guild.create_role("読書係")
    editor = world.guild.add_member(world.env.create_user("editor"), roles=[role])
    of_manager = await choose_editors(world, role)
    shown = await world.slash(editor, "settings")
    assert "settings-editors" not in selects(shown), "only managers choose who edits"
    assert world.texts.say(Language.EN, "button-no-editors") not in labels(shown)
    form = await world.click(editor, shown, "button-zone-form")
    await world.click(world.admin, of_manager, "button-no-editors")
    before = await world.bot.library.guilds.get(world.guild.id)
    refusals = [
        await choose(world, editor, shown, "settings-zone", "Asia/Tokyo"),
        await choose(world, editor, shown, "settings-language", "ja"),
        await choose(world, editor, shown, "settings-theme", "night"),
        await world.click(editor, shown, "button-unreviewed-hide"),
        await world.click(editor, shown, "button-zone-form"),
        await editor.submit_modal(form, {"zone": "Asia/Tokyo"}),
    ]
    assert {said(one) for one in refusals} == {world.texts.say(Language.EN, "editors-only")}
    assert await world.bot.library.guilds.get(world.guild.id) == before


async def test_check_names_what_is_wrong_in_this_server_and_how_the_bot_is(
    world: World, language: Language
) -> None:
    world.speak(language)
    say = world.texts.say
    await add(world)
    shown = await world.slash(world.admin, "settings")
    checked = await world.click(world.admin, shown, "button-check")
    assert checked.ephemeral
    assert say(language, "doctor-channels-fine", count=1) in said(checked)
    assert say(language, "doctor-fonts") in said(checked), "among what is fine"
    deny(world, world.channel, me(world), "send_messages")
    checked = await world.click(world.admin, shown, "button-check")
    assert f"<#{world.channel.id}>" in said(checked)
    assert say(language, "permission-send") in said(checked)
    assert say(language, "doctor-channel-wrong.remedy") in said(checked)
    assert len(embed(checked).description or "") < 4_096


async def test_check_is_for_those_who_may_edit_at_the_time_and_says_nothing_of_other_servers(
    world: World, language: Language
) -> None:
    world.speak(language)
    role = world.guild.create_role("読書係")
    editor = world.guild.add_member(world.env.create_user("editor"), roles=[role])
    of_manager = await choose_editors(world, role)
    shown = await world.slash(editor, "settings")
    world.bot.errors.error = LoggedError(discord.utils.utcnow(), "bot.delivery", "Delivery %d of theirs")
    await world.bot.lease.renew()
    checked = await world.click(editor, shown, "button-check")
    assert "theirs" not in said(checked)
    assert world.texts.say(language, "doctor-error-time.remedy") in said(checked)
    await world.click(world.admin, of_manager, "button-no-editors")
    refused = await world.click(editor, shown, "button-check")
    assert world.texts.say(language, "doctor-fonts") not in said(refused)
