"""Options that every command with a window shares. Imports no Qt, so that `--help` is quick."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from command_center.cli.main import UsageError
from command_center.domain.time import parse_iso

LANGUAGES = ("zh_CN", "en")
AXES = ("received", "at")


def add_screen_arguments(parser: argparse.ArgumentParser) -> None:
    """Scene, size, language."""
    parser.add_argument("--scene", default="", metavar="NAME",
                        help="arrangement of the window: desk, wall, wall_tall, or one of the configuration")
    parser.add_argument("--size", type=size, default=None, metavar="WxH", help="window size in pixels")
    parser.add_argument("--lang", choices=LANGUAGES, default="zh_CN", help="language of the screen (default: zh_CN)")


def add_city_arguments(parser: argparse.ArgumentParser) -> None:
    """Which city."""
    parser.add_argument("--config", type=Path, default=None, metavar="FILE",
                        help="configuration of the city; without it the embedded demo city")
    parser.add_argument("--fresh", action="store_true", help="begin the demo's journal anew")


def size(text: str) -> tuple[int, int]:
    """1920x1080 as two numbers."""
    match = re.fullmatch(r"(\d{3,5})[xX×](\d{3,5})", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write width and height in pixels like 1920x1080")
    width, height = int(match[1]), int(match[2])
    if not (320 <= width <= 16384 and 240 <= height <= 16384):
        raise argparse.ArgumentTypeError(f"{text!r} is too small or too large; between 320x240 and 16384x16384")
    return width, height


def instant(text: str) -> int:
    """An ISO 8601 instant in microseconds."""
    try:
        return parse_iso(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no time; write ISO 8601 like 2026-07-12T14:32:00+08:00") from None


def existing(path: Path, what: str) -> Path:
    """The path, or UsageError."""
    if not path.exists():
        raise UsageError(f"there is no {what} at {path}")
    return path


def check_scene(name: str, config: Path | None) -> None:
    """UsageError for a scene that neither we nor the configuration (None: the demo city's) have."""
    import tomllib

    from resources import FOLDER

    known = {path.stem for path in (FOLDER / "scenes").glob("*.toml")}
    try:
        text = (config or FOLDER / "demo" / "city.toml").read_text(encoding="utf-8")
        known |= set(tomllib.loads(text).get("scenes") or {})
    except (OSError, ValueError):
        return  # the configuration's own check says what is wrong with it
    if name and name not in known:
        raise UsageError(f"there is no scene {name!r}; there are: {', '.join(sorted(known))}")
