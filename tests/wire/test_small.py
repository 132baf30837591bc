"""The small Discord itself, with a throwaway bot: what it shows, and what people do there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import discord
import pytest

from .parrot import Parrot
from .small import SmallDiscord


async def test_a_command_is_answered_in_the_language_of_the_person_and_knows_the_servers(
    small: SmallDiscord,
) -> None:
    guild = small.world.add_guild("読書会", locale="ja")
    channel = guild.add_channel("general")
    alice = small.world.add_user("alice")
    guild.add_member(alice)
    async with small.connect(Parrot()):
        asked = await small.slash(channel, alice, "say", {"words": "石油"}, locale="ja")
        assert (await asked.response())["content"] == "はい 石油 ja"
        asked = await small.slash(channel, alice, "say", {"words": "oil"}, locale="fr")
        assert (await asked.response())["content"] == "yes oil ja"
    assert [message["content"] for message in small.messages(channel)] == ["はい 石油 ja", "yes oil ja"]


async def test_a_private_answer_stands_in_no_channel(small: SmallDiscord) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    async with small.connect(Parrot()):
        asked = await small.slash(channel, guild.owner, "say", {"words": "x", "private": True})
        assert (await asked.response())["flags"] & 64
    assert small.messages(channel) == []


async def test_an_answer_that_comes_later_takes_the_place_of_the_thinking_one(small: SmallDiscord) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    async with small.connect(Parrot()):
        asked = await small.slash(channel, guild.owner, "think")
        assert (await asked.response())["content"] == "thought"
        assert (await asked.response()) is asked.original
        await small.until(lambda: asked.followups)
        assert asked.followups[0]["content"] == "and more"
        assert asked.callback == {"type": 5, "data": {"flags": 64}}


async def test_an_answer_that_never_comes_is_told(small: SmallDiscord) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    client = Parrot()
    client.tree.remove_command("think")
    async with small.connect(client):
        small.world.commands.append({"name": "think", "type": 1, "id": "5", "description": "?"})
        asked = await small.slash(channel, guild.owner, "think")
        with pytest.raises(
            AssertionError, match=r"an answer to the interaction did not happen within 0\.1 s"
        ):
            await asked.response(0.1)


async def test_servers_come_and_go(small: SmallDiscord) -> None:
    guild = small.world.add_guild("club")
    client = Parrot()
    async with small.connect(client):
        await small.until(lambda: client.get_guild(guild.id))
        await small.leave(guild, outage=True)
        await small.until(lambda: all(known.unavailable for known in client.guilds))
        await small.join(guild)
        await small.until(lambda: [known.id for known in client.guilds] == [guild.id])
        await small.leave(guild)
        await small.until(lambda: not client.guilds)
        with pytest.raises(discord.NotFound) as refused:
            await client.fetch_guild(guild.id)
        assert refused.value.code == 10004
        later = small.world.add_guild("later")
        await small.join(later)
        await small.until(lambda: client.get_guild(later.id))


async def test_the_bot_may_do_what_roles_and_channels_allow(small: SmallDiscord) -> None:
    guild = small.world.add_guild("club")
    channel, hidden = guild.add_channel("general"), guild.add_channel("hidden")
    thread = guild.add_thread(channel, "thread")
    hidden.allow(guild.everyone, view_channel=False)
    client = Parrot()
    async with small.connect(client):
        await small.until(lambda: client.get_channel(channel.id))
        there = client.get_channel(channel.id)
        assert isinstance(there, discord.TextChannel)
        assert there.permissions_for(there.guild.me).send_messages
        await there.send("x")
        channel.allow(small.world.bot, send_messages=False)
        await small.tell("CHANNEL_UPDATE", channel)
        await small.until(lambda: not there.permissions_for(there.guild.me).send_messages)
        for number, code in ((channel.id, 50013), (hidden.id, 50001)):
            with pytest.raises(discord.Forbidden) as refused:
                await client.get_partial_messageable(number).send("x")
            assert refused.value.code == code
        await client.get_partial_messageable(thread.id).send("x")
        thread.archived = thread.locked = True
        with pytest.raises(discord.Forbidden) as refused:
            await client.get_partial_messageable(thread.id).send("x")
        assert refused.value.code == 50083
        guild.members[small.world.bot.id].timed_out_until = datetime.now(UTC) + timedelta(minutes=5)
        with pytest.raises(discord.Forbidden) as refused:
            await client.get_partial_messageable(thread.id).send("x")
        assert refused.value.code == 50013
        guild.members[small.world.bot.id].timed_out_until = None
        guild.remove_channel(channel)
        with pytest.raises(discord.NotFound) as missing:
            await client.get_partial_messageable(channel.id).send("x")
        assert missing.value.code == 10003


async def test_embeds_files_and_the_messages_of_others_need_their_permissions(small: SmallDiscord) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    thread = guild.add_thread(channel, "thread")
    channel.allow(small.world.bot, embed_links=False, attach_files=False, read_message_history=False)
    client = Parrot()
    async with small.connect(client):
        there = client.get_partial_messageable(channel.id)
        with pytest.raises(discord.Forbidden):
            await there.send(embed=discord.Embed(title="x"))
        with pytest.raises(discord.Forbidden):
            await there.send(file=discord.File(__file__))
        with pytest.raises(discord.Forbidden):
            await anext(there.history())
        theirs = small.world.message(channel, guild.owner, {"content": "x"})
        channel.messages[int(theirs["id"])] = theirs
        with pytest.raises(discord.Forbidden) as refused:
            await there.get_partial_message(int(theirs["id"])).edit(content="y")
        assert refused.value.code == 50005
        old = await client.get_partial_messageable(thread.id).send("x")
        thread.archived = True
        with pytest.raises(discord.HTTPException) as archived:
            await old.edit(content="y")
        assert archived.value.code == 50083
        await client.get_partial_messageable(thread.id).send("awake")
        assert not thread.archived


async def test_a_bot_without_intents_hears_of_no_servers(small: SmallDiscord) -> None:
    small.world.add_guild("club")
    client = Parrot(discord.Intents.none())
    async with small.connect(client):
        await small.until(lambda: client.is_ready())
        assert [guild.name for guild in client.guilds] == [""]


async def test_commands_keep_their_ids_when_they_are_registered_again(small: SmallDiscord) -> None:
    async with small.connect(Parrot()):
        before = {command["name"]: command["id"] for command in small.world.commands}
    client = Parrot()
    client.tree.remove_command("think")
    async with small.connect(client):
        after = {command["name"]: command["id"] for command in small.world.commands}
    assert after == {name: number for name, number in before.items() if name != "think"}


async def test_messages_are_kept_and_can_be_read_changed_and_sent_directly(small: SmallDiscord) -> None:
    guild = small.world.add_guild("club")
    channel = guild.add_channel("general")
    client = Parrot()
    async with small.connect(client):
        there = client.get_partial_messageable(channel.id)
        sent = [await there.send(f"message {number}") for number in range(5)]
        assert [message.id async for message in there.history(limit=3)] == [m.id for m in sent[:1:-1]]
        older = [message.id async for message in there.history(before=sent[2])]
        assert older == [sent[1].id, sent[0].id]
        newer = [message.id async for message in there.history(after=sent[2])]
        assert newer == [sent[3].id, sent[4].id]
        await sent[0].edit(content="changed")
        assert (await there.fetch_message(sent[0].id)).content == "changed"
        await sent[1].delete()
        with pytest.raises(discord.NotFound):
            await there.fetch_message(sent[1].id)
        file = discord.File(__file__, "test.py", description="A file")
        assert (await there.send(file=file)).attachments[0].description == "A file"
        direct = await client.create_dm(discord.Object(guild.owner.id))
        await direct.send("hello")
        assert small.messages(small.world.directs[guild.owner.id])[0]["content"] == "hello"
        stranger = small.world.add_user("stranger")
        small.world.unreachable.add(stranger.id)
        direct = await client.create_dm(discord.Object(stranger.id))
        with pytest.raises(discord.Forbidden):
            await direct.send("hello")


async def test_servers_can_be_read_by_rest(small: SmallDiscord) -> None:
    guild = small.world.add_guild("club", locale="ja")
    channel = guild.add_channel("general")
    thread = guild.add_thread(channel, "thread")
    role = guild.add_role("editors", manage_guild=True)
    alice = small.world.add_user("alice")
    guild.add_member(alice, role)
    client = Parrot()
    async with small.connect(client):
        fetched = await client.fetch_guild(guild.id)
        assert fetched.preferred_locale is discord.Locale.japanese
        assert (await fetched.fetch_member(alice.id)).guild_permissions.manage_guild
        assert {each.id for each in await fetched.fetch_roles()} == {guild.id, role.id}
        assert [each.id for each in await fetched.fetch_channels()] == [channel.id]
        assert [each.id for each in await fetched.active_threads()] == [thread.id]
        assert (await client.fetch_channel(thread.id)).id == thread.id
        assert [command.name for command in await client.tree.fetch_commands()] == ["say", "think", "article"]
