"""`command-center bench [NAME] [--peer P] [--json]`: runs benchmarks/*.py of the checkout and says what is met.

Each benchmark runs in a process of its own, so that one that fails or leaves threads behind spoils no other.
"""

from __future__ import annotations

import argparse
import inspect
import json
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from command_center.cli.main import UsageError

HELP = "measure the claims of docs/performance.md"
FAMILY = "benchmarks"
_NOT_BENCHMARKS = ("__init__", "measurement")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="one benchmark; without it: all")
    parser.add_argument("--peer", metavar="P", help="only measure against this alternative")
    parser.add_argument("--json", action="store_true", help="print one JSON list")


def run(args: argparse.Namespace) -> int:
    """Measure; the exit code is 1 when a benchmark could not run, whether or not goals are met."""
    names = _names()
    if args.name is None:
        rows, failed = _run_each(sorted(names), args.peer)
    elif args.name in names:
        rows, failed = _run_here(names[args.name], args.peer), False
    else:
        raise UsageError(f"there is no benchmark {args.name!r}; there are: {', '.join(sorted(names))}")
    if args.peer:
        rows = [row for row in rows if row["against"] in ("", args.peer)]
    print(json.dumps(rows, ensure_ascii=False) if args.json else _table(rows))
    return 1 if failed else 0


def _root() -> Path:
    root = Path(__file__).resolve().parents[2]
    if not (root / FAMILY / "__init__.py").is_file():
        raise UsageError("benchmarks come with the source: run this in a checkout")
    return root


def _names() -> dict[str, str]:
    """Benchmark name -> module. The name is the NAME in the file, read without importing it."""
    root = _root()
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    files = [path for path in sorted((root / FAMILY).glob("*.py"))
             if not path.stem.startswith("_") and path.stem not in _NOT_BENCHMARKS]
    return {_name_in(path): f"{FAMILY}.{path.stem}" for path in files}


def _name_in(path: Path) -> str:
    found = re.search(r'^NAME = "([^"]+)"', path.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else path.stem


def _run_here(module_name: str, peer: str | None) -> list[dict[str, Any]]:
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    module = import_module(module_name)
    takes_peer = "peer" in inspect.signature(module.run).parameters
    measurements = module.run(peer=peer) if takes_peer and peer else module.run()
    return [measurement.as_dict() for measurement in measurements]


def _run_each(names: list[str], peer: str | None) -> tuple[list[dict[str, Any]], bool]:
    rows: list[dict[str, Any]] = []
    failed = False
    for name in names:
        print(f"measuring {name}", file=sys.stderr)
        command = [sys.executable, "-m", "command_center", "bench", name, "--json"]
        done = subprocess.run(command + (["--peer", peer] if peer else []), stdout=subprocess.PIPE, text=True,
                              env=os.environ | {"PYTHONPATH": str(_root())}, check=False)
        try:
            rows += json.loads(done.stdout.strip().splitlines()[-1])
        except (IndexError, json.JSONDecodeError):
            failed = True
            print(f"benchmark {name} ended with code {done.returncode} and no figures", file=sys.stderr)
    return rows, failed


def _table(rows: list[dict[str, Any]]) -> str:
    lines = []
    for row in rows:
        beside = f"{row['ratio']:g}x {row['against']}" if row["ratio"] is not None else row["against"]
        met = {True: "met", False: "MISSED", None: ""}[row["met"]]
        lines.append(f"{row['name']:<44} {row['value']:>12g} {row['unit']:<10} {beside:<36} {row['goal']:<18} {met}")
    return "\n".join(lines)
