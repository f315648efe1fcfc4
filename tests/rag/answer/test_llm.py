"""A model behind a server: its text as it comes, and one clear line about everything that can go wrong."""

import time
from typing import Any

import pytest

from rag.answer.llm import chosen
from rag.answer.llm_embedded import EmbeddedModel
from rag.answer.llm_server import ServedModel, is_here
from rag.errors import InputError, LlmError

HELLO = [{"role": "user", "content": "Dag, wereld"}]
KEY = "sk-geheim-1234567890"


def said(model: ServedModel | EmbeddedModel) -> str:
    return "".join(model.stream(HELLO))


def test_text_comes_piece_by_piece(llm_server: Any) -> None:
    llm_server.text, llm_server.pieces = "Dag, écht “wereld”", 3
    pieces = list(ServedModel(llm_server.url, "m", KEY).stream(HELLO))
    assert "".join(pieces) == "Dag, écht “wereld”"
    assert len(pieces) > 4
    assert llm_server.asked[0]["messages"] == HELLO
    assert llm_server.asked[0]["stream"] is True
    assert llm_server.headers[0]["Authorization"] == f"Bearer {KEY}"


def test_the_first_piece_is_there_before_the_last_is_sent(llm_server: Any) -> None:
    llm_server.text, llm_server.pieces, llm_server.pause = "abcdefghij", 1, 0.05
    started = time.perf_counter()
    stream = ServedModel(llm_server.url, "m").stream(HELLO)
    next(stream)
    assert time.perf_counter() - started < 0.4
    assert "".join(stream) == "bcdefghij"


def test_a_server_that_does_not_stream_is_understood(llm_server: Any) -> None:
    llm_server.content_type = "application/json"
    llm_server.body = '{"choices": [{"message": {"content": "Dag"}, "finish_reason": "stop"}]}'
    assert said(ServedModel(llm_server.url, "m")) == "Dag"


def test_a_model_that_refuses_options_is_asked_without_them(llm_server: Any) -> None:
    llm_server.text, llm_server.refuses_options = "Dag", True
    assert said(ServedModel(llm_server.url, "m")) == "Dag"
    assert "max_tokens" not in llm_server.asked[-1]


def test_an_address_without_a_path_gets_the_usual_one(llm_server: Any) -> None:
    llm_server.text = "Dag"
    assert said(ServedModel(llm_server.url.removesuffix("/v1"), "m")) == "Dag"


@pytest.mark.parametrize(
    ("script", "line"),
    [
        ({"status": 401, "body": '{"error": {"message": "bad key %s"}}' % KEY}, "401 .*HEMICYCLE_LLM_KEY"),  # noqa: UP031
        ({"status": 404, "body": '{"detail": "no such model"}'}, "404 .no such model.*HEMICYCLE_LLM_MODEL"),
        ({"status": 500, "body": "<html>oops</html>"}, "answered 500: look"),
        ({"status": 302}, "answered 302"),
        ({"body": "data: {not json\n\n"}, "does not speak as"),
        ({"body": "data: [1, 2]\n\n"}, "does not speak as"),
        ({"body": '{"hello": 1}', "content_type": "application/json"}, "broke off"),
        ({"body": 'data: {"error": {"message": "out of memory"}}\n\n'}, "out of memory"),
        ({"body": 'data: {"choices": [%s]}\n\n' % ("9" * 5_000)}, "does not speak as"),
        ({"body": 'data: {"choices": %s}\n\n' % ("[" * 50_000)}, "does not speak as"),
        ({"status": 500, "body": '{"detail": %s}' % ("9" * 5_000)}, "answered 500 .*look"),
        ({"status": 500, "body": '{"detail": %s' % ("[" * 50_000)}, "answered 500 .*look"),
        ({"text": "Dag wereld", "pieces": 1, "cut": 3}, "broke off"),
        ({"body": ""}, "broke off"),
    ],
)
def test_what_goes_wrong_is_one_line_without_the_key(llm_server: Any, script: dict[str, Any], line: str) -> None:
    for name, value in script.items():
        setattr(llm_server, name, value)
    with pytest.raises(LlmError, match=line) as raised:
        said(ServedModel(llm_server.url, "m", KEY))
    assert KEY not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_came_before_a_cut_was_given(llm_server: Any) -> None:
    llm_server.text, llm_server.pieces, llm_server.cut = "abcdef", 1, 3
    stream = ServedModel(llm_server.url, "m").stream(HELLO)
    assert [next(stream) for _ in range(3)] == ["a", "b", "c"]
    with pytest.raises(LlmError):
        next(stream)


def test_a_trickle_ends_when_the_time_is_up(llm_server: Any) -> None:
    llm_server.text, llm_server.pieces, llm_server.pause = "a" * 500, 1, 0.05
    started = time.perf_counter()
    with pytest.raises(LlmError, match=r"longer than 0\.4 s"):
        said(ServedModel(llm_server.url, "m", timeout=0.4))
    assert time.perf_counter() - started < 3


def test_silence_ends_as_well(llm_server: Any) -> None:
    llm_server.text, llm_server.pause = "a" * 30, 30.0
    with pytest.raises(LlmError, match="silent"):
        said(ServedModel(llm_server.url, "m", timeout=0.3))


def test_nobody_there_is_said() -> None:
    with pytest.raises(LlmError, match=r"no language model at http://127\.0\.0\.1:9"):
        said(ServedModel("http://127.0.0.1:9/v1", "m"))


def test_a_model_that_never_stops_is_cut_off(llm_server: Any) -> None:
    llm_server.text, llm_server.pieces = "x" * 100_000, 10_000
    assert len(said(ServedModel(llm_server.url, "m"))) <= 60_000


def test_no_proxy_is_asked_for_this_machine(llm_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    llm_server.text = "Dag"
    assert said(ServedModel(llm_server.url, "m")) == "Dag"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "::1"])
def test_loopback_is_this_machine(host: str) -> None:
    assert is_here(host)
    assert ServedModel(f"http://{f'[{host}]' if ':' in host else host}:1/v1", "m").place is None


@pytest.mark.parametrize(
    "host", ["192.168.1.5", "api.example.org", "localhost.example.org", "127.0.0.1.example.org", "0.0.0.0", "10.0.0.1", "gpu"]
)
def test_all_else_is_elsewhere(host: str) -> None:
    assert not is_here(host)
    assert ServedModel(f"https://{host}/v1", "m").place == f"https://{host}"


def test_a_socket_is_this_machine() -> None:
    assert ServedModel("unix:/run/model.sock", "m").place is None


@pytest.mark.parametrize("url", ["localhost:11434", "ftp://x/v1", "http://", "http://[::1", "http://u:p@x/v1"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="HEMICYCLE_LLM_URL") as raised:
        ServedModel(url, "m")
    assert "u:p" not in str(raised.value)


def test_a_key_with_a_line_break_is_refused_and_not_shown() -> None:
    with pytest.raises(InputError, match="HEMICYCLE_LLM_KEY") as raised:
        ServedModel("http://localhost/v1", "m", f"{KEY}\n")
    assert KEY not in str(raised.value)


def test_a_key_is_in_no_representation() -> None:
    assert KEY not in repr(ServedModel("http://localhost/v1", "m", KEY))


def test_the_settings_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("URL", "MODEL", "KEY"):
        monkeypatch.delenv(f"HEMICYCLE_LLM_{name}", raising=False)
    assert chosen() is None
    monkeypatch.setenv("HEMICYCLE_LLM_URL", "https://llm.example.org/v1")
    with pytest.raises(InputError, match="HEMICYCLE_LLM_MODEL"):
        chosen()
    monkeypatch.setenv("HEMICYCLE_LLM_MODEL", "big")
    model = chosen()
    assert model is not None
    assert (model.name, model.place) == ("big", "https://llm.example.org")
    monkeypatch.delenv("HEMICYCLE_LLM_URL")
    with pytest.raises(InputError, match="HEMICYCLE_LLM_URL"):
        chosen()


def test_a_file_without_its_library_or_without_the_file_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HEMICYCLE_LLM_URL", raising=False)
    monkeypatch.setenv("HEMICYCLE_LLM_MODEL", "/nowhere/model.gguf")
    model = chosen()
    assert model is not None
    assert (model.name, model.place) == ("model", None)
    with pytest.raises(LlmError, match=r"hemicycle\[llm\]|no such file"):
        list(model.stream(HELLO))
