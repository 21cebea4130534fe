"""Every kind of address and codec that cameras use, against real servers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from command_center import secrets
from tests.servers.certificates import self_signed
from tests.servers.http_server import Answer
from tests.servers.video_clips import RATE, make_clip, read_bars
from tests.servers.video_web import VideoWeb, jpeg
from video.source import SourceError, create_source

PASSWORD = "k@tze/7:ü#%"
CODECS = {"h264": ("libx264", "mp4", "mp4", "rtph264pay"), "h265": ("libx265", "matroska", "mkv", "rtph265pay"),
          "mpeg4": ("mpeg4", "mp4", "mp4", "rtpmp4vpay"), "mjpeg": ("mjpeg", "matroska", "mkv", "rtpjpegpay")}


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(secrets.FILE_VARIABLE, str(tmp_path / "secrets.json"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    folder, made = tmp_path_factory.mktemp("clips"), {}
    for name, (codec, container, ending, payloader) in CODECS.items():
        path = folder / f"{name}.{ending}"
        path.write_bytes(make_clip(12, codec, container).data)
        made[name] = path, payloader
    return made


@pytest.fixture
def web() -> Iterator[VideoWeb]:
    server = VideoWeb()
    yield server
    server.close()


def pictures(url: str, count: int = 5, timeout_s: float = 2.0) -> tuple[list[int], str]:
    """Numbers of the first pictures, and which transport they came by."""
    source = create_source(url, timeout_s)
    source.picture_size = (320, 176)
    numbers: list[int] = []
    try:
        source.open()
        while len(numbers) < count:
            frame = source.read(timeout_s)
            if frame is not None:
                numbers.append(read_bars(frame.pixels))
        return numbers, source._container.container_options.get("rtsp_transport", "")
    finally:
        source.close()


def reason(url: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        pictures(url)
    assert PASSWORD not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("transport", ["tcp", "udp"])
@pytest.mark.parametrize("codec", CODECS)
def test_rtsp_carries_every_codec_both_ways(rtsp, files, codec: str, transport: str) -> None:
    url, _ = rtsp(*files[codec])
    numbers, way = pictures(f"{url}#transport={transport}")
    assert numbers == sorted(set(numbers)) and way == transport


@pytest.mark.parametrize(("asked", "only"), [("udp", "tcp"), ("tcp", "udp")])
def test_a_server_that_knows_one_transport_only(rtsp, files, asked: str, only: str) -> None:
    url, _ = rtsp(*files["h264"], "--only", only)
    assert pictures(f"{url}#transport={asked}")[1] == only


def test_udp_that_a_firewall_swallows_falls_back_to_tcp(rtsp, files) -> None:
    url, _ = rtsp(*files["h264"])
    with Firewall(int(url.rpartition(":")[2].partition("/")[0])) as firewall:
        swallowed = f"rtsp://127.0.0.1:{firewall.port}/camera#transport=udp"
        assert pictures(swallowed)[1] == "tcp"
        assert pictures(swallowed)[1] == "tcp"
    assert firewall.udp_setups == 1, "the second time UDP was not tried again"


@pytest.mark.parametrize("method", ["digest", "basic"])
def test_passwords_over_rtsp(rtsp, files, method: str) -> None:
    url, server = rtsp(*files["h264"], "--user", f"viewer:{PASSWORD}", "--method", method)
    named = url.replace("rtsp://", "rtsp://viewer@")
    assert reason(url).reason == reason(named).reason == "password"
    secrets.keep_secret("viewer", "viewer", "wrong one")
    assert reason(named).reason == "password"
    secrets.keep_secret("viewer", "viewer", PASSWORD)
    assert len(pictures(named)[0]) == 5
    secrets.keep_secret("gate", "viewer", PASSWORD, hosts=["127.*"])
    assert len(pictures(f"{url}#secret=gate")[0]) == 5
    secrets.keep_secret("gate", "viewer", PASSWORD, hosts=["10.*"])
    assert reason(f"{url}#secret=gate").reason == "password", "not for this host"
    server.stdin.write("viewer:new password\n")
    server.stdin.flush()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            pictures(named, 1)
        except SourceError as error:
            assert error.reason == "password"
            break
    secrets.keep_secret("viewer", "viewer", "new password")
    assert len(pictures(named)[0]) == 5


def test_rtsps_trusts_only_what_was_configured(rtsp, files, tmp_path: Path) -> None:
    pem = self_signed(tmp_path)
    url, _ = rtsp(*files["h264"], "--tls", str(pem))
    assert reason(url).reason == "certificate"
    assert len(pictures(f"{url}#certificate=any")[0]) == 5
    assert len(pictures(f"{url}#certificate={tmp_path / 'certificate.pem'}")[0]) == 5
    other = url.replace("127.0.0.1", "localhost")
    assert reason(f"{other}#certificate={tmp_path / 'certificate.pem'}").reason == "certificate"


def test_https_with_a_password_over_a_certificate_of_our_own(tmp_path: Path) -> None:
    web = VideoWeb(self_signed(tmp_path), f"viewer:{PASSWORD}")
    try:
        web.routes["/camera.ts"] = Answer(200, make_clip(2, "libx264").data, {"Content-Type": "video/mp2t"})
        url = web.url.replace("https://", "https://viewer@") + "/camera.ts"
        trusted = f"{url}#certificate={tmp_path / 'certificate.pem'}"
        assert reason(url).reason == "certificate"
        assert reason(trusted).reason == "password"
        secrets.keep_secret("viewer", "viewer", PASSWORD)
        assert len(pictures(trusted)[0]) == 5
    finally:
        web.close()


@pytest.mark.parametrize("user", ["", f"viewer:{PASSWORD}"])
def test_a_play_list_is_shown_at_its_own_pace(tmp_path: Path, web: VideoWeb, user: str) -> None:
    web.user = user
    secrets.keep_secret("viewer", "viewer", PASSWORD)
    web.add_play_list("/live.m3u8", tmp_path)
    url = (web.url.replace("http://", "http://viewer@") if user else web.url) + "/live.m3u8"
    began = time.monotonic()
    numbers, _ = pictures(url, 75)
    assert numbers == list(range(numbers[0], numbers[0] + 75)), "without a gap over three segments"
    assert time.monotonic() - began > 1.5, "not in bursts"
    assert len({request.path for request in web.requests if "segment" in request.path}) >= 3


def test_a_play_list_behind_another_name(tmp_path: Path, web: VideoWeb) -> None:
    web.add_play_list("/stream", tmp_path, 8)
    assert len(pictures(f"{web.url}/stream")[0]) == 5


def test_a_play_list_cannot_point_at_our_files(tmp_path: Path, web: VideoWeb) -> None:
    ours = tmp_path / "ours.ts"
    ours.write_bytes(make_clip(1).data)
    web.routes["/live.m3u8"] = (f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{ours}\n#EXT-X-ENDLIST\n").encode()
    with pytest.raises(SourceError):
        pictures(f"{web.url}/live.m3u8", 1)


def test_motion_jpeg_in_parts_and_plain(web: VideoWeb) -> None:
    frames = [jpeg(number) for number in range(1, 30)] * 5

    def in_parts(write, ending: threading.Event) -> None:
        for frame in frames:
            write.write(b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(frame) + frame + b"\r\n")
            ending.wait(1 / RATE)

    def plain(write, ending: threading.Event) -> None:
        for frame in frames:
            write.write(frame)
            ending.wait(1 / RATE)

    web.routes["/parts"] = Answer(200, in_parts, {"Content-Type": "multipart/x-mixed-replace; boundary=frame"})
    web.routes["/plain"] = Answer(200, plain, {"Content-Type": "video/x-motion-jpeg"})
    for path in ("/parts", "/plain"):
        numbers, _ = pictures(web.url + path, 10)
        assert numbers == list(range(numbers[0], numbers[0] + 10)) and numbers[0] <= 3


def test_a_still_picture_is_asked_for_again_and_again(web: VideoWeb) -> None:
    web.add_stills("/snapshot.jpg")
    began = time.monotonic()
    numbers, _ = pictures(f"{web.url}/snapshot.jpg#interval_s=0.3", 4)
    assert numbers == sorted(set(numbers)) and time.monotonic() - began > 0.6


class Firewall:
    """Between an RTSP client and its server: what the server sends over UDP goes to a port where nobody listens."""

    def __init__(self, server_port: int) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._deaf = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._deaf.bind(("127.0.0.1", 0))
        self.port, self._server_port = self._listening.getsockname()[1], server_port
        self.udp_setups = 0

    def __enter__(self) -> Firewall:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()
        self._deaf.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._server_port))
            threading.Thread(target=self._pass_on, args=(client, server, self._mislead), daemon=True).start()
            threading.Thread(target=self._pass_on, args=(server, client, lambda data: data), daemon=True).start()

    @staticmethod
    def _pass_on(source: socket.socket, sink: socket.socket, change) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(change(data))
        except OSError:
            pass
        for end in (source, sink):
            end.close()

    def _mislead(self, data: bytes) -> bytes:
        head, mark, tail = data.partition(b"client_port=")
        if not mark:
            return data
        self.udp_setups += 1
        deaf = self._deaf.getsockname()[1]
        return head + mark + b"%d-%d" % (deaf, deaf + 1) + tail.lstrip(b"0123456789-")
