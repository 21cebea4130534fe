"""The HTTP client against a real server that behaves badly."""

from __future__ import annotations

import gzip

import pytest

from command_center.connectors.base import ConnectorError
from command_center.connectors.http import HttpClient, NotSent, redact, retry_after_s
from tests.servers.http_server import Answer, HttpServer, flood, stall
from tests.servers.mosquitto import free_port


def test_etag_gives_nothing_new(server):
    server.routes["/a"] = lambda request: (
        Answer(304) if request.headers.get("If-None-Match") == '"1"' else Answer(200, b"x", {"ETag": '"1"'}))
    client = HttpClient(server.url)
    assert client.get(server.url + "/a").body == b"x"
    assert client.get(server.url + "/a") is None
    client.forget(server.url + "/a")
    assert client.get(server.url + "/a").body == b"x"


def test_credentials_stay_with_their_origin(server):
    other = HttpServer()
    other.routes["/there"] = b"elsewhere"
    server.routes["/a"] = Answer(302, b"", {"Location": other.url + "/there"})
    server.routes["/b"] = Answer(302, b"", {"Location": "/c"})
    server.routes["/c"] = b"here"
    client = HttpClient(server.url, headers={"Authorization": "Bearer secret"})
    assert client.get(server.url + "/a").body == b"elsewhere"
    assert "Authorization" not in other.requests[0].headers
    assert client.get(server.url + "/b").body == b"here"
    assert server.requests[-1].headers["Authorization"] == "Bearer secret"
    other.close()


def test_redirects_end(server):
    server.routes["/a"] = Answer(302, b"", {"Location": "/a"})
    with pytest.raises(ConnectorError, match="too_many_redirects"):
        HttpClient(server.url).get(server.url + "/a")
    server.routes["/a"] = Answer(302, b"", {"Location": "file:///etc/passwd"})
    with pytest.raises(ConnectorError, match="bad_redirect"):
        HttpClient(server.url).get(server.url + "/a")


@pytest.mark.parametrize(("status", "key"), [(401, "unauthorized"), (404, "not_found"), (500, "http_status"),
                                             (429, "too_many_requests")])
def test_statuses(server, status, key):
    server.routes["/a"] = Answer(status, b"no", {"Retry-After": "7"})
    with pytest.raises(ConnectorError) as caught:
        HttpClient(server.url).get(server.url + "/a?key=secret")
    assert caught.value.key == key
    assert "secret" not in str(caught.value)
    assert caught.value.retry_after_s == 7


@pytest.mark.parametrize("behaviour", [stall, flood])
def test_a_stall_and_a_flood_end(server, behaviour):
    server.routes["/a"] = Answer(200, behaviour)
    with pytest.raises(ConnectorError) as caught:
        HttpClient(server.url, timeout_s=0.3, max_bytes=1 << 20).get(server.url + "/a")
    assert caught.value.key == ("timeout" if behaviour is stall else "too_large")


def test_a_compressed_bomb_is_stopped(server):
    bomb = gzip.compress(b"\0" * (8 << 20))
    server.routes["/a"] = Answer(200, bomb, {"Content-Encoding": "gzip"})
    with pytest.raises(ConnectorError, match="too_large"):
        HttpClient(server.url, max_bytes=1 << 20).get(server.url + "/a")


def test_a_server_that_dies_within_its_answer(server):
    server.routes["/a"] = Answer(200, lambda write, _: write.write(b"abc"), {"Content-Length": "1000"})
    with pytest.raises(ConnectorError) as caught:
        HttpClient(server.url).get(server.url + "/a")
    assert not isinstance(caught.value, NotSent)


def test_nobody_there():
    url = f"http://127.0.0.1:{free_port()}/"
    with pytest.raises(NotSent, match="refused"):
        HttpClient(url).get(url)
    for wrong in ("ftp://x", "http://", "nonsense"):
        with pytest.raises(ConnectorError) as caught:
            HttpClient(wrong)
        assert caught.value.fatal


def test_secrets_are_blotted_out():
    text = redact("http://joe:pass@host/a?city=1&api_key=abc&tk=def&x=2")
    assert "pass" not in text
    assert "abc" not in text
    assert "def" not in text
    assert "x=2" in text
    assert retry_after_s("soon") is None
    assert retry_after_s("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0
