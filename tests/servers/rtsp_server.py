"""Plays an MP4 file over RTSP with gst-rtsp-server. Run by the system's python3, which has the bindings.

usage: rtsp_server.py FILE.mp4 PAYLOADER   (rtph264pay, rtpmp4vpay); prints the port.
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service("0")
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(f"( filesrc location={sys.argv[1]} ! qtdemux ! {sys.argv[2]} name=pay0 pt=96 config-interval=1 )")
server.get_mount_points().add_factory("/camera", factory)
server.attach(None)
print(server.get_bound_port(), flush=True)
GLib.MainLoop().run()
