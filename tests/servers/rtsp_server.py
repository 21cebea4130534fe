"""Plays an MP4 file over RTSP with gst-rtsp-server. Run by the system's python3, which has the bindings.

usage: rtsp_server.py FILE PAYLOADER [--user NAME:PASSWORD] [--method digest|basic] [--tls PEM] [--only tcp|udp] [--sound]
PAYLOADER: rtph264pay, rtph265pay, rtpjpegpay, rtpmp4vpay. Prints the port. A line "NAME:PASSWORD" on standard input
changes the password.
"""

import argparse
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

DEMUXERS = {"mp4": "qtdemux", "mkv": "matroskademux", "avi": "avidemux"}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("payloader")
    parser.add_argument("--user", default="")
    parser.add_argument("--method", default="digest")
    parser.add_argument("--tls", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--sound", action="store_true", help="a tone in G.711 beside the pictures")
    return parser.parse_args()


def token() -> GstRtspServer.RTSPToken:
    fresh = GstRtspServer.RTSPToken()
    fresh.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "viewer")
    return fresh


def set_user(auth: GstRtspServer.RTSPAuth, user: str, former: str = "") -> None:
    name, _, password = user.partition(":")
    if former:
        auth.remove_basic(GstRtspServer.RTSPAuth.make_basic(*former.split(":", 1)))
        auth.remove_digest(former.split(":", 1)[0])
    auth.add_basic(GstRtspServer.RTSPAuth.make_basic(name, password), token())
    auth.add_digest(name, password, token())


def guarded(server: GstRtspServer.RTSPServer, factory: GstRtspServer.RTSPMediaFactory, args: argparse.Namespace) -> None:
    auth = GstRtspServer.RTSPAuth()
    if args.tls:
        auth.set_tls_certificate(Gio.TlsCertificate.new_from_file(args.tls))
    if args.user:
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST if args.method == "digest"
                                   else GstRtsp.RTSPAuthMethod.BASIC)
        set_user(auth, args.user)
        factory.add_role_from_structure(Gst.Structure.from_string(
            "viewer, media.factory.access=true, media.factory.construct=true")[0])
        threading.Thread(target=follow, args=(auth, args.user), daemon=True).start()
    else:
        plain = token()
        auth.set_default_token(plain)
        factory.add_role_from_structure(Gst.Structure.from_string(
            "viewer, media.factory.access=true, media.factory.construct=true")[0])
    server.set_auth(auth)


def follow(auth: GstRtspServer.RTSPAuth, user: str) -> None:
    for line in sys.stdin:
        GLib.idle_add(set_user, auth, line.strip(), user)
        user = line.strip()


def main() -> None:
    args = arguments()
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    factory = GstRtspServer.RTSPMediaFactory()
    demuxer = DEMUXERS[args.file.rpartition(".")[2]]
    repeat = " config-interval=1" if args.payloader.startswith(("rtph26", "rtpmp4v")) else ""
    tone = (" audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay1 pt=8"
            if args.sound else "")
    factory.set_launch(f"( filesrc location={args.file} ! {demuxer} ! {args.payloader} name=pay0 pt=96{repeat}{tone} )")
    if args.only:
        factory.set_protocols(GstRtsp.RTSPLowerTrans.TCP if args.only == "tcp" else GstRtsp.RTSPLowerTrans.UDP)
    if args.user or args.tls:
        guarded(server, factory, args)
    server.get_mount_points().add_factory("/camera", factory)
    server.attach(None)
    print(server.get_bound_port(), flush=True)
    GLib.MainLoop().run()


main()
