"""A web server of video beside tests/servers/video_http.py: play lists that move, still pictures, with TLS and passwords
on demand. Real sockets on a free loopback port."""

from __future__ import annotations

import base64
import ssl
import time
from pathlib import Path

import av

from tests.servers.http_server import Answer, HttpServer, Request
from tests.servers.video_clips import RATE, bars, make_clip


class VideoWeb(HttpServer):
    """certificate: a PEM file, for https. user: "name:password", for everything, or ""."""

    def __init__(self, certificate: Path | None = None, user: str = "") -> None:
        super().__init__()
        self.user, self.refused = user, 0
        self._secure = certificate is not None
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True,
                                                      do_handshake_on_connect=False)

    @property
    def url(self) -> str:
        return super().url.replace("http:", "https:") if self._secure else super().url

    def _answer(self, request: Request) -> Answer:
        wanted = "Basic " + base64.b64encode(self.user.encode()).decode()
        if self.user and request.headers.get("Authorization") != wanted:
            self.refused += 1
            return Answer(401, b"", {"WWW-Authenticate": 'Basic realm="camera"'})
        return super()._answer(request)

    def add_stills(self, path: str) -> None:
        """A picture, numbered by how often it was asked for."""
        asked = [0]

        def still(_: Request) -> Answer:
            asked[0] += 1
            return Answer(200, jpeg(asked[0]), {"Content-Type": "image/jpeg"})

        self.routes[path] = still

    def add_play_list(self, path: str, folder: Path, seconds: int = 30) -> None:
        """A live play list of segments of a second, eight at a time; it moves with the clock."""
        segments, began = make_segments(folder, seconds), time.monotonic()
        for number, data in enumerate(segments):
            self.routes[f"/segment{number}.ts"] = Answer(200, data, {"Content-Type": "video/mp2t"})

        def play_list(_: Request) -> Answer:
            newest = min(len(segments), 4 + int(time.monotonic() - began))
            lines = ["#EXTM3U", "#EXT-X-VERSION:3", "#EXT-X-TARGETDURATION:1", f"#EXT-X-MEDIA-SEQUENCE:{max(0, newest - 8)}"]
            for number in range(max(0, newest - 8), newest):
                lines += ["#EXTINF:1.0,", f"segment{number}.ts"]
            return Answer(200, "\n".join(lines).encode() + b"\n", {"Content-Type": "application/vnd.apple.mpegurl"})

        self.routes[path] = play_list


def jpeg(number: int) -> bytes:
    """One picture."""
    return make_clip(1 / RATE, "mjpeg", "mjpeg", picture=lambda _: bars(number)).data


def make_segments(folder: Path, seconds: int) -> list[bytes]:
    """MPEG-TS segments of a second with continuous times."""
    whole = folder / "whole.ts"
    whole.write_bytes(make_clip(seconds, "libx264").data)
    with av.open(str(whole)) as source, av.open(
            str(folder / "list.m3u8"), "w", format="hls",
            options={"hls_time": "1", "hls_list_size": "0", "hls_segment_filename": str(folder / "s%03d.ts")}) as sink:
        stream = sink.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                sink.mux(packet)
    return [path.read_bytes() for path in sorted(folder.glob("s*.ts"))]
