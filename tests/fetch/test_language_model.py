"""The client of the language model, against a fake of the API that is slow, hostile or something else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from aiohttp import web

from bot.config import ModelAddress
from bot.fetch import Fetcher, LanguageModel, ModelError
from tests.fake_model import KEY, FakeModel, fake_model
from tests.site import refusal


@pytest.fixture
async def model() -> AsyncIterator[FakeModel]:
    async with fake_model() as model:
        yield model


async def failure(client: LanguageModel) -> ModelError:
    with pytest.raises(ModelError) as failed:
        await client.complete("Answer.", "What a guild's article says")
    assert "article" not in str(failed.value)
    return failed.value


async def reason(client: LanguageModel) -> str:
    return (await failure(client)).reason


async def test_the_text_of_the_first_choice_is_what_the_model_says(model: FakeModel) -> None:
    model.says("The harbor opened in 1923. [1]")
    assert await model.client().complete("Answer.", "港") == "The harbor opened in 1923. [1]"
    assert model.visited == ["POST /v1/chat/completions"]
    (asked,) = model.asked
    assert asked["model"] == "fake-1"
    assert asked["messages"] == [
        {"role": "system", "content": "Answer."},
        {"role": "user", "content": "港"},
    ]
    assert (asked["temperature"], asked["stream"]) == (0, False)
    assert 0 < asked["max_tokens"] <= 500
    assert "tools" not in asked
    assert model.headers[0]["Authorization"] == f"Bearer {KEY}"


async def test_the_names_of_models_are_those_that_the_api_lists(model: FakeModel) -> None:
    model.answers_with(
        json={"data": [{"id": "fake-1"}, {"id": 2}, "fake-3", {"id": "言葉", "owned_by": "x"}]}
    )
    assert await model.client().names() == ["fake-1", "言葉"]
    model.answers_with(json={"data": [{"id": f"a-{n}", "description": "x" * 1_500} for n in range(500)]})
    assert len(await model.client().names()) == 500, "a hosted service has many, and much to say about them"
    assert set(model.visited) == {"GET /v1/models"}
    assert not model.asked
    for body in (b"[]", b'{"data": {"id": "fake-1"}}', b"<html>", b"[" * 60_000):
        model.answers_with(body=body)
        with pytest.raises(ModelError, match="unreadable"):
            await model.client().names()


async def test_without_a_key_none_is_sent(model: FakeModel) -> None:
    model.says("Yes.")
    await LanguageModel(ModelAddress(model.address.url, "fake-1")).complete("Answer.", "a")
    assert "Authorization" not in model.headers[0]


async def test_neither_a_proxy_nor_a_password_file_of_the_environment_is_used(
    model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    model.says("Yes.")
    assert await model.client().complete("Answer.", "a") == "Yes."


async def test_a_redirect_is_not_followed_anywhere(model: FakeModel) -> None:
    for status in (301, 302, 307, 308):
        model.answers_with(status, headers={"Location": "/v1/elsewhere"})
        assert await reason(model.client()) == "refused"
    assert set(model.visited) == {"POST /v1/chat/completions"}


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
async def test_any_status_but_200_is_a_refusal(model: FakeModel, status: int) -> None:
    model.answers_with(status, json={"error": {"message": "no"}})
    failed = await failure(model.client())
    assert failed.reason == "refused"
    assert str(failed) == f"refused ({status})", "whoever runs the bot can tell a wrong key from a wrong name"
    assert len(model.visited) == 1, "it is not asked again"


@pytest.mark.parametrize(
    "body",
    [
        b"<html>A page</html>",
        b"",
        b"\xff\xfe",
        b"[" * 60_000,
        b"null",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"text": "of the older API"}]}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": [{"text": "in parts"}]}}]}',
        b'{"choices": "no"}',
        b'data: {"choices": [{"delta": {"content": "streamed"}}]}\n\ndata: [DONE]\n\n',
        b'{"choices": [{"message": {"content": "cut o',
    ],
)
async def test_what_is_not_an_answer_of_the_api_is_unreadable(model: FakeModel, body: bytes) -> None:
    model.answers_with(body=body, content_type="application/json")
    assert await reason(model.client()) == "unreadable"


async def test_a_compressed_answer_is_not_inflated(model: FakeModel) -> None:
    model.answers_with(body=b"\x1f\x8b" + bytes(200), headers={"Content-Encoding": "gzip"})
    assert await reason(model.client()) == "unreadable"


async def test_an_answer_that_never_comes_is_given_up(model: FakeModel) -> None:
    model.stays_silent()
    assert await reason(model.client(seconds=0.05)) == "slow"


async def test_an_answer_that_comes_in_drops_is_given_up(model: FakeModel) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.01)

    model.answer = answer
    assert await reason(model.client(seconds=0.2)) == "slow"


async def test_an_answer_without_end_is_broken_off(model: FakeModel) -> None:
    sent = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse()
        await response.prepare(request)
        with suppress(ConnectionError):  # whoever asked hung up
            while sent < 100_000_000:
                await response.write(bytes(10_000))
                sent += 10_000
        return response

    model.answer = answer
    assert await reason(model.client()) == "unreadable"
    assert sent < 20_000_000, "what is on the way when it hangs up, too"


async def test_headers_without_end_are_broken_off() -> None:
    async with _raw(b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"a" * 200_000) as address:
        assert await reason(LanguageModel(address)) == "unreadable"


async def test_what_speaks_no_http_is_unreadable() -> None:
    async with _raw(b"220 mail.example.org ESMTP\r\n") as address:
        assert await reason(LanguageModel(address)) == "unreadable"


async def test_nobody_there_is_unreachable(model: FakeModel) -> None:
    async with _raw(b"") as address:
        assert await reason(LanguageModel(address)) == "unreachable"
    failed = await failure(LanguageModel(address))
    assert (failed.reason, str(failed)) == ("unreachable", "unreachable (ClientConnectorError)")


async def test_the_private_address_is_open_to_the_model_alone(model: FakeModel) -> None:
    """A member who adds the model's address as an article gets nowhere."""
    fetcher = Fetcher()
    assert await refusal(fetcher.fetch(f"{model.address.url}/models")) in ("fetch-port", "fetch-private")
    assert await refusal(fetcher.fetch("http://127.0.0.1/v1/models")) == "fetch-private"
    assert model.visited == []


async def test_neither_the_key_nor_a_text_gets_into_a_log_or_a_representation(
    model: FakeModel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    model.answers_with(500, text="what the article says")
    client = model.client()
    with pytest.raises(ModelError) as failed:
        await client.complete("Answer.", "what the article says")
    said = [caplog.text, repr(client), repr(model.address), repr(failed.value), str(failed.value)]
    assert not any(KEY in one or "what the article says" in one for one in said)


def test_people_are_told_the_host_without_the_path() -> None:
    assert LanguageModel(ModelAddress("http://127.0.0.1:11434/v1", "m")).host == "127.0.0.1:11434"
    assert LanguageModel(ModelAddress("https://models.example.org/v1", "m")).host == "models.example.org"
    assert LanguageModel(ModelAddress("http://127.0.0.1:11434/v1", "m")).site == "http://127.0.0.1:11434"
    hosted = LanguageModel(ModelAddress("https://models.example.org/v1", "m"))
    assert (hosted.site, hosted.is_encrypted) == ("https://models.example.org", True)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://models.example.org/v1", "m"),
        ("https://models.example.com/v1", "m"),
        ("https://models.example.org:8443/v1", "m"),
        ("https://models.example.org/v2", "m"),
        ("https://models.example.org/v1", "n"),
    ],
)
def test_another_scheme_host_port_path_or_name_is_another_destination(url: str, name: str) -> None:
    agreed = LanguageModel(ModelAddress("https://models.example.org/v1", "m")).destination
    assert LanguageModel(ModelAddress("https://models.example.org/v1", "m", KEY)).destination == agreed
    assert LanguageModel(ModelAddress(url, name)).destination != agreed


@pytest.mark.parametrize(
    ("host", "is_here"),
    [("127.0.0.1", True), ("[::1]", True), ("localhost", True), ("192.168.0.5", False), ("a.example", False)],
)
def test_people_are_told_whether_that_is_the_computer_of_the_bot(host: str, is_here: bool) -> None:
    assert LanguageModel(ModelAddress(f"http://{host}:8080/v1", "m")).is_here is is_here


@asynccontextmanager
async def _raw(said: bytes) -> AsyncIterator[ModelAddress]:
    """A server that says these bytes to anybody and hangs up."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(10)
        writer.write(said)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield ModelAddress(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", "m")
