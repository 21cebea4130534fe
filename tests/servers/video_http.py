"""A camera on HTTP that plays clips in real time, and misbehaves on demand. Real sockets on a free loopback port."""

from __future__ import annotations

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.servers.video_clips import RATE, Clip


class Camera:
    """mode: play, stall (nothing more comes), half (half a picture, then nothing), hang_up, rubbish, flood (as fast as it
    goes), busy (503). clip may be exchanged while it plays. knocks: time.monotonic() of every request."""

    def __init__(self, clip: Clip, rate: float = RATE, live: bool = False) -> None:
        self.clip, self.rate, self.live = clip, rate, live  # live: who comes later sees later pictures
        self.began = time.monotonic()
        self.mode = "play"
        self.sent: list[tuple[float, int]] = []  # wall clock, number of the picture
        self.connections = 0
        self.knocks: list[float] = []


class CameraServer:
    """http://127.0.0.1:PORT/NAME for each of `cameras`."""

    def __init__(self) -> None:
        self.cameras: dict[str, Camera] = {}
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.serve(self)

            def log_message(self, *_: object) -> None:
                pass

        class Http(ThreadingHTTPServer):
            request_queue_size = 512

        self._http = Http(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._over = False
        threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()

    def add(self, name: str, clip: Clip, rate: float = RATE, live: bool = False) -> Camera:
        camera = self.cameras[name] = Camera(clip, rate, live)
        return camera

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/{name}"

    def close(self) -> None:
        self._over = True
        self._http.shutdown()
        self._http.server_close()

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        camera = self.cameras.get(handler.path.strip("/"))
        if camera is not None:
            camera.knocks.append(time.monotonic())
        if camera is None or camera.mode == "busy":
            handler.send_error(404 if camera is None else 503)
            return
        camera.connections += 1
        handler.send_response(200)
        handler.send_header("Content-Type", "video/mp2t")
        handler.end_headers()
        try:
            self._play(handler, camera)
        except OSError:
            pass

    def _play(self, handler: BaseHTTPRequestHandler, camera: Camera) -> None:
        started, count, clip = time.monotonic(), 0, camera.clip
        number = round((started - camera.began) * camera.rate) % len(clip.chunks) if camera.live else 0
        while not self._over:
            if clip is not camera.clip or number >= len(clip.chunks):
                number, clip = 0, camera.clip
            chunk = clip.chunks[number]
            if camera.mode == "half":
                handler.wfile.write(chunk[: len(chunk) // 2])
            while camera.mode in ("stall", "half") and not self._over:
                time.sleep(0.02)
            if camera.mode == "hang_up" or self._over:
                return
            camera.sent.append((time.time(), number))
            handler.wfile.write(chunk if camera.mode != "rubbish" else bytes(reversed(chunk)))
            count, number = count + 1, number + 1
            wait = started + count / camera.rate - time.monotonic()
            if wait > 0 and camera.mode != "flood":
                time.sleep(wait)
