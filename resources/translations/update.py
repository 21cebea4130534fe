"""Bring the translations up to date: lupdate over the screen's sources, lrelease to .qm. Run from the repository root.

`python resources/translations/update.py` rewrites zh_CN.ts, en.ts and both .qm files and lists what is unfinished.
English is the source language: its entries are completed from the source text, so that `--lang en` is never half.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LANGUAGES = ("zh_CN", "en")


def tool(name: str) -> str:
    """A Qt tool beside this interpreter."""
    return str(Path(sys.executable).parent / name)


def sources() -> list[str]:
    """Every file that may hold screen text."""
    return [str(path.relative_to(ROOT)) for path in
            [*sorted((ROOT / "widgets").rglob("*.py")), ROOT / "command_center" / "app.py"]]


def update(language: str) -> None:
    """Collect the texts of the sources into a .ts file."""
    subprocess.run([tool("pyside6-lupdate"), "-no-obsolete", "-locations", "none", "-disable-heuristic", "sametext",
                    "-disable-heuristic", "similartext", "-source-language", "en",
                    "-target-language", language, *sources(), "-ts", str(HERE / f"{language}.ts")],
                   cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def complete_english() -> None:
    """English needs no translator."""
    path = HERE / "en.ts"
    tree = ElementTree.parse(path)
    for message in tree.iter("message"):
        translation = message.find("translation")
        if translation is not None and (not translation.text or translation.get("type") == "unfinished"):
            translation.text = message.findtext("source")
            translation.attrib.pop("type", None)
    write(tree, path)


def write(tree: Any, path: Path) -> None:
    """As lupdate writes it."""
    body = ElementTree.tostring(tree.getroot(), encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def unfinished(language: str) -> list[tuple[str, str]]:
    """(context, source) of every entry that has no translation."""
    found = []
    for context in ElementTree.parse(HERE / f"{language}.ts").iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished" or not translation.text:
                found.append((context.findtext("name") or "", message.findtext("source") or ""))
    return found


def release(language: str) -> None:
    """The binary file that the program loads. Replaced as a whole: a running desktop has the old one mapped."""
    fresh = HERE / f"{language}.qm.new"
    subprocess.run([tool("pyside6-lrelease"), str(HERE / f"{language}.ts"), "-qm", str(fresh)],
                   cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    fresh.replace(HERE / f"{language}.qm")


def main() -> int:
    """0 when every text has its translation."""
    for language in LANGUAGES:
        update(language)
    complete_english()
    missing = 0
    for language in LANGUAGES:
        release(language)
        for context, source in unfinished(language):
            missing += 1
            print(f"{language}: {context}: {source}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
