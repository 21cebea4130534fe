"""A live RTSP camera that writes into every picture when it was made. Run by the system's python3, which has the bindings of
gst-rtsp-server; prints the port. The address is /camera; all clients share one encoder, as with a real camera.

The upper band of a picture spells time.monotonic() in milliseconds as 32 black or white fields, the band below it the same
inverted.
"""

import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

WIDTH, HEIGHT, RATE, BAND, FIELD = 640, 360, 25, 24, 20
LAUNCH = (
    f"( appsrc name=source is-live=true format=time do-timestamp=true block=false caps=video/x-raw,format=I420,width={WIDTH},"
    f"height={HEIGHT},framerate={RATE}/1 ! x264enc tune=zerolatency speed-preset=ultrafast threads=1 sliced-threads=false "
    "bitrate=700 key-int-max=25 ! h264parse config-interval=-1 ! rtph264pay name=pay0 pt=96 config-interval=-1 )"
)


def fields(value: int) -> bytes:
    """One row of luma."""
    return b"".join((b"\xeb" if value >> (31 - bit) & 1 else b"\x10") * FIELD for bit in range(32))


def feed(source: Gst.Element) -> None:
    """Thread: a picture every 40 ms until nobody wants more."""
    grey = bytes(range(60, 140)) * (WIDTH // 80)
    following = time.monotonic()
    while True:
        stamp = int(time.monotonic() * 1000) & 0xFFFFFFFF
        bands = fields(stamp) * BAND + fields(stamp ^ 0xFFFFFFFF) * BAND
        picture = bands + grey * (HEIGHT - 2 * BAND) + b"\x80" * (WIDTH * HEIGHT // 2)
        if source.emit("push-buffer", Gst.Buffer.new_wrapped(picture)) != Gst.FlowReturn.OK:
            return
        following += 1 / RATE
        time.sleep(max(0.0, following - time.monotonic()))


def begin(_factory: GstRtspServer.RTSPMediaFactory, media: GstRtspServer.RTSPMedia) -> None:
    """The first client came."""
    source = media.get_element().get_by_name("source")
    threading.Thread(target=feed, args=(source,), daemon=True).start()


Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service("0")
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(LAUNCH)
factory.set_shared(True)
factory.set_latency(0)
factory.connect("media-configure", begin)
server.get_mount_points().add_factory("/camera", factory)
server.attach(None)
print(server.get_bound_port(), flush=True)
GLib.MainLoop().run()
