"""Servers that answer what no camera should: endless, lying, huge or broken. Real sockets on a free loopback port.

The manner is the first part of the address's path; the same port speaks HTTP and RTSP.
"""

from __future__ import annotations

import os
import socket
import threading
import time

_SDP = ("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\n{media}")
_MEDIA = "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n"
_LIST = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:1\n"
_LISTS = {
    "empty_list": "", "headless_list": _LIST, "cut_list": _LIST + "#EXTINF:1.0,\nhttp", "self_list":
    "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n/self_list.m3u8\n", "absent_list": _LIST + "#EXTINF:1,\n/absent.ts\n" * 3,
    "file_list": _LIST + "#EXTINF:1,\nfile:///etc/hostname\n" * 3, "nothing_list": _LIST + "#EXTINF:1,\n/nothing.ts\n" * 3,
    "silent_list": _LIST + "#EXTINF:1,\n/silent.ts\n" * 3, "negative_list": _LIST + "#EXTINF:-1,\n/noise.ts\n" * 3}
HTTP = ("silent", "slow_head", "endless_head", "redirect", "longer", "to_file", "html", "nothing", "noise", "zeros", "chunks",
        "no_status", *(f"{name}.m3u8" for name in _LISTS))
RTSP = ("silent", "password_for_ever", "other_realms", "no_scheme", "huge_head", "endless_head", "huge_body", "redirect",
        "to_file", "other_protocol", "no_media", "thousand_media", "broken_sdp", "refused_setup", "no_play")


class Rude:
    """Serves until closed."""

    def __init__(self) -> None:
        self._over = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._over.set()
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        try:
            with client:
                while head := _head(client):
                    self._answer(client, head)
        except (OSError, ValueError, IndexError):
            pass

    def _answer(self, client: socket.socket, head: str) -> None:
        method, url, protocol = head.splitlines()[0].split()
        path = url.partition("://")[2].partition("/")[2] if "://" in url else url.lstrip("/")
        name = path.partition("/")[0].partition("?")[0]
        if name.partition(".")[0] == "silent":
            self._over.wait(60)
        elif name in ("slow_head", "endless_head"):
            client.sendall(f"{protocol} 200 OK\r\n".encode())
            while not self._over.wait(0.5 if name == "slow_head" else 0.001):
                client.sendall(b"X" if name == "slow_head" else os.urandom(8).hex().encode() + b": x\r\n")
        elif protocol.startswith("RTSP"):
            number = next(line[5:].strip() for line in head.splitlines() if line.startswith("CSeq"))
            self._rtsp(client, name, method, url, number)
        else:
            self._http(client, name, path)
            raise OSError("one answer a connection")

    def _http(self, client: socket.socket, name: str, path: str) -> None:
        def say(status: str, headers: str = "", body: bytes = b"") -> None:
            client.sendall(f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body)

        kind = name.partition(".")[0]
        if kind in ("redirect", "longer", "to_file"):
            target = {"redirect": f"/{path}", "longer": f"/{path}/x", "to_file": "file:///etc/hostname"}[kind]
            say("302 Found", f"Location: {target}\r\nContent-Length: 0\r\n")
        elif kind == "html":
            say("200 OK", "Content-Type: text/html\r\n", b"<html>Please log in</html>" * 500)
        elif kind in ("noise", "zeros"):
            say("200 OK", "Content-Type: video/mp2t\r\n")
            while not self._over.is_set():
                client.sendall(os.urandom(50_000) if kind == "noise" else bytes(50_000))
        elif kind == "chunks":
            say("200 OK", "Content-Type: video/mp2t\r\nTransfer-Encoding: chunked\r\n")
            while not self._over.wait(0.05):
                client.sendall(b"ffffffffff\r\n" + os.urandom(100))
        elif kind == "no_status":
            client.sendall(b"\x00\xff garbage\r\n\r\n" + os.urandom(5000))
        elif kind in _LISTS:
            say("200 OK", "Content-Type: application/vnd.apple.mpegurl\r\n", _LISTS[kind].encode())
        elif kind == "nothing":
            say("200 OK", "Content-Type: video/mp2t\r\n")
        else:
            say("404 Not Found", "Content-Length: 0\r\n")

    def _rtsp(self, client: socket.socket, name: str, method: str, url: str, number: str) -> None:
        def say(status: str = "200 OK", headers: str = "", body: str = "") -> None:
            length = f"Content-Length: {len(body)}\r\n" if body else ""
            client.sendall(f"RTSP/1.0 {status}\r\nCSeq: {number}\r\n{headers}{length}\r\n{body}".encode("latin1"))

        realm = os.urandom(6).hex() if name == "other_realms" else "camera"
        match name:
            case "password_for_ever" | "other_realms":
                say("401 Unauthorized", f'WWW-Authenticate: Digest realm="{realm}", nonce="{os.urandom(6).hex()}"\r\n')
            case "no_scheme":
                say("401 Unauthorized", "WWW-Authenticate: Unheard-Of x\r\n")
            case "huge_head":
                say(headers=f"X: {'x' * 5_000_000}\r\n")
            case "huge_body":
                say(headers="Content-Length: 2147483647\r\n")
                while not self._over.wait(0.01):
                    client.sendall(b"v" * 10_000)
            case "redirect" | "to_file":
                say("302 Moved", f"Location: {url if name == 'redirect' else 'file:///etc/hostname'}\r\n")
            case "other_protocol":
                client.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
            case _:
                self._describe(name, method, url, say)

    def _describe(self, name: str, method: str, url: str, say: object) -> None:
        assert callable(say)
        media = {"no_media": "", "thousand_media": _MEDIA * 1000, "broken_sdp": os.urandom(500).decode("latin1")}
        if method == "DESCRIBE":
            say(headers=f"Content-Base: {url}/\r\nContent-Type: application/sdp\r\n",
                body=_SDP.format(media=media.get(name, _MEDIA)))
        elif method == "SETUP":
            say(*(("500 Broken",) if name == "refused_setup" else
                  ("200 OK", "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n")))
        elif method == "PLAY" and name == "no_play":
            self._over.wait(60)
        else:
            say(headers="Public: DESCRIBE, SETUP, PLAY\r\n" if method == "OPTIONS" else "Session: 1\r\n")


def _head(client: socket.socket) -> str:
    data, deadline = b"", time.monotonic() + 60
    while b"\r\n\r\n" not in data:
        more = client.recv(65536)
        if not more or time.monotonic() > deadline:
            return ""
        data += more
    return data.decode("latin1")
