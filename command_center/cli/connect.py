"""`command-center connect`: lists the connectors, or runs one and prints the events it gives."""

from __future__ import annotations

import argparse
import io
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from pydantic import ValidationError

from command_center.cli.connect_tiles import list_tiles, try_tiles
from command_center.cli.main import UsageError
from command_center.cli.word_order import any_order
from command_center.connectors.backoff import Backoff
from command_center.connectors.base import Connector, ConnectorError
from command_center.connectors.health import Health, readable
from command_center.connectors.sink import HostSink
from command_center.domain.events import Event
from command_center.journal.render import event_json
from command_center.registry import plugins

HELP = "list the connectors, or try one and print its events"
_DEFAULT_S = 10.0
_EXAMPLES = """Examples:
  command-center connect try cap path=alerts/ --json
  command-center connect try csv path=calls.csv timezone=Asia/Shanghai crs=gcj02 --json
Map tiles: what the service has, and whether a tile comes:
  command-center connect try wmts url=https://host/wmts --json
  command-center connect try wms path=capabilities.xml layer=rain --json
A mapping (field of the event = path in the record) is given key by key or as one JSON table:
  command-center connect try http_json path=quakes.json items=features \\
      mapping.title=properties.place mapping.at_utc=properties.time mapping.lonlat=geometry.coordinates
  command-center connect try http_json path=bikes.json items=data.stations event=ObservationMade \\
      'mapping={"series": "station_id", "value": "num_bikes_available"}'"""
_GRACE_S = 6.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of `connect`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="what connectors exist")
    listing.add_argument("--json", action="store_true", help="print a JSON list")
    listing.add_argument("--tiles", action="store_true", help="the kinds of map tiles instead of the connectors")
    trying = actions.add_parser("try", help="run one connector and print the events it gives",
                                formatter_class=argparse.RawDescriptionHelpFormatter, description=_EXAMPLES)
    trying.add_argument("kind", help="kind of connector or of map tiles, see `connect list`")
    trying.add_argument("settings", nargs="*", metavar="key=value",
                        help="its configuration; nested keys with dots (mapping.lon=x), lists and tables as JSON")
    trying.add_argument("--for", dest="seconds", type=_seconds, default=None, metavar="SECONDS",
                        help="stop after so long (default: 10 s for a server, the end of the file for a file)")
    trying.add_argument("--json", action="store_true", help="one JSON object a line, the summary last")
    any_order(trying, ("--for",))


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 < value < 1e6:
        raise argparse.ArgumentTypeError("a number of seconds above 0")
    return value


def run(args: argparse.Namespace) -> int:
    """The exit code: 0; 1 if the source gave nothing because of an error; UsageError for bad input."""
    if args.action == "list":
        return list_tiles(args.json) if args.tiles else _list(args.json)
    if args.kind in plugins("tile_sources") and args.kind not in plugins("connectors"):
        return try_tiles(args, parse_settings(args.settings))
    return _try(args)


def _list(as_json: bool) -> int:
    rows = []
    for name, plugin in plugins("connectors").items():
        try:
            kind = plugin.load()
        except (ImportError, AttributeError) as error:
            print(f"command-center: connector {name} cannot be loaded: {error}", file=sys.stderr)
            continue
        rows.append({"kind": name, "title": _title(kind), "tier": kind.tier, "inputs": list(kind.inputs)})
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for row in rows:
            print(f"{row['kind']:<14}{row['tier']:<8}{', '.join(row['inputs']):<12}{row['title']}")
    return 0


def _title(kind: type[Connector]) -> str:
    own = getattr(kind, "title", "")
    return own or next(iter((kind.__doc__ or kind.kind).splitlines())).rstrip(".")


def make_connector(kind: str, settings: Sequence[str]) -> Connector:
    """A connector from `key=value` words. Raises UsageError in one sentence."""
    known = plugins("connectors")
    if kind not in known:
        raise UsageError(f"there is no connector {kind!r}; known are {', '.join(known)}; "
                         f"of map tiles {', '.join(plugins('tile_sources'))}")
    loaded = known[kind].load()
    try:
        connector: Connector = loaded(loaded.Config(**parse_settings(settings)))
    except ValidationError as error:
        raise UsageError(f"{kind}: " + "; ".join(_problem(item) for item in error.errors())) from error
    except (ConnectorError, ValueError) as error:
        raise UsageError(f"{kind}: {error}") from error
    return connector


def _problem(item: Any) -> str:
    key = ".".join(str(part) for part in item["loc"])
    message = item["msg"].removeprefix("Value error, ")
    if item["type"] == "extra_forbidden":
        return f"there is no key {key!r}"
    return f"{key}: expected {message}" if key else f"expected {message}"


def parse_settings(words: Sequence[str]) -> dict[str, Any]:
    """`a=1 b.c=x d=[1,2]` as nested tables; values stay text unless they are JSON lists or tables. UsageError."""
    result: dict[str, Any] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key:
            raise UsageError(f"expected key=value, not {word!r}")
        parsed: Any = value
        if value[:1] in "[{" and value:
            try:
                parsed = json.loads(value)
            except ValueError:
                parsed = value  # a JMESPath such as [?state=='open'] begins so too
        table = result
        *path, last = key.split(".")
        for part in path:
            table = table.setdefault(part, {})
            if not isinstance(table, dict):
                raise UsageError(f"{key}: {part} is both a value and a table")
        table[last] = parsed
    return result


class _Printer:
    """Takes batches like a journal would, and prints them."""

    def __init__(self, as_json: bool, stop: threading.Event) -> None:
        self._as_json, self._stop = as_json, stop

    def __call__(self, batch: Sequence[Event]) -> Future[int]:
        done: Future[int] = Future()
        try:
            for event in batch:
                shape = event_json(event)
                print(json.dumps(shape, ensure_ascii=False) if self._as_json else _line(shape))
            sys.stdout.flush()
        except BrokenPipeError:
            self._stop.set()
        done.set_result(0)
        return done


def _line(shape: dict[str, Any]) -> str:
    rest = "  ".join(f"{key}={value if not isinstance(value, dict | list) else json.dumps(value, ensure_ascii=False)}"
                     for key, value in shape.items() if key not in ("type", "at_utc", "eid"))
    return f"{shape.get('at_utc')}  {shape['type']:<20}{rest}"[:400]


class _TrySink(HostSink):
    """Remembers why records were bad or skipped."""

    keeps_secrets = False

    def __init__(self, health: Health, printer: _Printer, stop: threading.Event) -> None:
        super().__init__(health, printer, stop)
        self.reasons: Counter[tuple[str, str]] = Counter()
        self.samples: dict[str, str] = {}

    def bad(self, reason: str, raw: bytes = b"") -> None:
        super().bad(reason, raw)
        self.reasons["bad", reason] += 1
        self.samples.setdefault(reason, readable(raw)[:120])

    def skip(self, reason: str, count: int = 1) -> None:
        super().skip(reason, count)
        if count:
            self.reasons["skipped", reason] += count


def _try(args: argparse.Namespace) -> int:
    connector = make_connector(args.kind, args.settings)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # sources send what no terminal can show
    stop = threading.Event()
    sink = _TrySink(Health(connector.config.id, args.kind), _Printer(args.json, stop), stop)
    seconds = args.seconds
    settings = connector.config.model_dump()
    if seconds is None and settings.get("path") and not settings.get("watch"):
        seconds = float("inf")
    errors: list[ConnectorError] = []
    deadline = time.monotonic() + (_DEFAULT_S if seconds is None else seconds)
    thread = threading.Thread(target=_run, args=(connector, sink, stop, errors, deadline), daemon=True)
    thread.start()
    try:
        while thread.is_alive() and time.monotonic() < deadline and not stop.is_set():
            thread.join(min(0.2, max(0.01, deadline - time.monotonic())))
    except KeyboardInterrupt:
        pass  # how a trial without an end is ended: the summary follows, with the exit code of what was found
    stop.set()
    thread.join(_GRACE_S)
    return _finish(args, connector, sink, errors)


def _run(connector: Connector, sink: _TrySink, stop: threading.Event, errors: list[ConnectorError],
         deadline: float) -> None:
    backoff = Backoff()
    while not stop.is_set():
        try:
            connector.run(sink, stop)
            return
        except ConnectorError as error:
            if error.key != "stopped":
                errors.append(error)
            wait = backoff.next_s(error.retry_after_s)
            if error.fatal or time.monotonic() + wait >= deadline:
                return
            stop.wait(wait)
        except Exception as error:  # a bug of the connector: said in one line, the records before it are kept
            errors.append(ConnectorError("crashed", f"{type(error).__name__}: {error}", fatal=True))
            return


def _finish(args: argparse.Namespace, connector: Connector, sink: _TrySink, errors: list[ConnectorError]) -> int:
    counters = sink.health.counters()
    for (what, reason), count in sorted(sink.reasons.items()):
        sample = f" ({sink.samples[reason]!r})" if what == "bad" and sink.samples.get(reason) else ""
        print(f"command-center: {count} {what}: {reason}{sample}", file=sys.stderr)
    for text in dict.fromkeys(str(error) for error in errors):
        print(f"command-center: {args.kind}: {text}", file=sys.stderr)
    silent = not any(counters.values())
    if silent and any(error.fatal and error.key in ("not_found", "bad_configuration") for error in errors):
        return 2
    print(json.dumps({"summary": counters}) if args.json else
          "  ".join(f"{name} {count}" for name, count in counters.items()))
    return 1 if errors and silent else 0
