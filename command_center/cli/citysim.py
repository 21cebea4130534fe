"""`command-center citysim`: the demo city, until it is told to end."""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading

HELP = "the demo city on real protocols"
DEFAULT_PORT = 8470


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"0 for a free one (default {DEFAULT_PORT})")
    parser.add_argument("--seed", type=int, default=7, help="what the fabric of the city is grown from (default 7)")
    parser.add_argument("--speed", type=float, default=1.0, help="compresses the half hour's script (default 1)")
    parser.add_argument("--start-at", type=float, metavar="SECONDS",
                        help="second of the script to begin at (default 0, or where a killed city stood on this port)")
    parser.add_argument("--json", action="store_true", help="print the base URL as JSON")


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    from command_center.cli.main import UsageError

    if not 0.01 <= args.speed <= 600:
        raise UsageError(f"--speed wants a number from 0.01 to 600, not {args.speed:g}")
    if not 0 <= args.port <= 65535:
        raise UsageError(f"--port wants a number from 0 to 65535, not {args.port}")
    if args.start_at is not None and args.start_at < 0:
        raise UsageError(f"--start-at wants a number from 0, not {args.start_at:g}")
    if args.seed < 0:
        raise UsageError(f"--seed wants a whole number from 0, not {args.seed}")
    from command_center.citysim.server import Server

    try:
        server = Server(args.host, args.port)
    except OSError as error:
        raise UsageError(f"cannot listen on {args.host} port {args.port} ({error.strerror or error}); "
                         "choose another with --port, or 0 for a free one") from error
    return _serve(server, args)


def _serve(server, args: argparse.Namespace) -> int:  # type: ignore[no-untyped-def]
    from command_center.citysim.city import make_city
    from command_center.citysim.clock import make_clock
    from command_center.citysim.resume import Mark
    from command_center.citysim.simulator import Simulator
    from command_center.ending import Ending

    ending = Ending()
    os.nice(5)  # below the desk, above the decode pool
    city = make_city(args.seed)
    mark = Mark(server.server_port, args.seed, args.speed)
    clock = (mark.clock() if args.start_at is None else None) or make_clock(args.speed, args.start_at or 0.0)
    mark.write(clock)
    server.application = Simulator(city, clock, server.base_url, server.stopping)
    threading.Thread(target=server.serve_forever, args=(0.5,), name="http", daemon=True).start()
    line = json.dumps({"url": server.base_url}) if args.json else f"citysim: {server.base_url}"
    print(line, flush=True)
    while not ending.wait(1.0):
        mark.touch()
    mark.remove()
    server.stopping.set()
    server.socket.close()
    sys.stdout.flush()
    os._exit(0)  # streams hold threads that nobody needs to wait for
