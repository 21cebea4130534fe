"""Holds the directions of imports (ARCHITECTURE.md) by walking every import, lazy ones too. No exceptions list."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TOP = ("command_center", "layers", "video", "widgets", "resources")

# A room may import the rooms of its own line and those named here, and nothing else of ours.
DOMAIN = {"domain", "config", "registry", "notices", "packs", "root"}
BASE = DOMAIN | {"resources"}
LOW = BASE | {"state"}
ALLOWED = {
    "domain": {"domain"},
    "config": DOMAIN,
    "registry": DOMAIN,
    "notices": DOMAIN,
    "packs": BASE,
    "root": DOMAIN | {"cli"},
    "resources": {"resources"},
    "state": BASE | {"state"},
    "journal": BASE | {"journal"},
    "connectors": BASE | {"connectors"},
    "alarms": BASE | {"alarms", "connectors", "journal", "state"},
    "dispatch": BASE | {"dispatch", "alarms", "connectors", "journal", "state"},
    "engine": BASE | {"engine", "dispatch", "alarms", "connectors", "journal", "state"},
    "layers": BASE | {"layers", "dispatch", "alarms", "connectors", "journal", "state"},
    "video": BASE | {"video", "dispatch", "alarms", "connectors", "journal", "state"},
    "citysim": {"domain", "resources", "citysim", "root"},
}
ALLOWED["widgets"] = BASE | {"widgets", *ALLOWED} - {"citysim", "cli"}
ALLOWED["app"] = ALLOWED["widgets"] | {"app"}
ALLOWED["cli"] = ALLOWED["app"] | {"cli", "citysim", "benchmarks"}
SCREENLESS = {"serve", "connect", "ingest", "journal", "citysim", "bench", "doctor", "main", "tiles", "secret"}


def room(module: str) -> str | None:
    """The room that a dotted module name lies in; None if it is not ours."""
    parts = module.split(".")
    if parts[0] == "benchmarks":
        return "benchmarks"
    if parts[0] not in TOP:
        return None
    if parts[0] != "command_center":
        return parts[0]
    return parts[1] if len(parts) > 1 and parts[1] in {*ALLOWED, "cli"} else "root"


def sources() -> list[Path]:
    return [path for top in TOP for path in sorted((ROOT / top).rglob("*.py"))]


def imports(path: Path) -> list[tuple[int, str]]:
    found = []
    package = ".".join(path.relative_to(ROOT).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*package.split(".")[: len(package.split(".")) - node.level + 1], base]).rstrip(".")
            found += [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            found += [(node.lineno, arg.value) for arg in node.args[:1]
                      if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    return found


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_downwards(path: Path) -> None:
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    own = room(module)
    assert own in ALLOWED, f"{path} lies in no known room"
    wrong = [f"line {line}: {own} imports {target}" for line, target in imports(path)
             if (other := room(target)) is not None and other not in ALLOWED[own]]
    assert not wrong, wrong


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_qt_only_in_widgets_and_app(path: Path) -> None:
    parts = path.relative_to(ROOT).parts
    if parts[0] == "widgets" or parts == ("command_center", "app.py"):
        return
    qt = [line for line, target in imports(path)
          if target.split(".")[0] in ("PySide6", "PySide6QtAds", "pyqtgraph", "shiboken6")]
    assert not qt, f"Qt is imported at {qt}"


@pytest.mark.parametrize("name", sorted(SCREENLESS))
def test_headless_commands_import_no_app(name: str) -> None:
    path = ROOT / "command_center" / "cli" / f"{name}.py"
    screens = [target for _, target in imports(path) if room(target) in ("app", "widgets")]
    assert not screens


def test_cv2_is_imported_in_one_place() -> None:
    places = [path for path in sources() if any(target.split(".")[0] == "cv2" for _, target in imports(path))]
    assert [path.relative_to(ROOT).as_posix() for path in places] in ([], ["video/_cv.py"])


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_rooms_are_small_and_say_what_they_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400, "past 400 lines a file must be split"
    assert ast.get_docstring(ast.parse(text)), "a module says what it owns"


def test_top_level_holds_what_the_rules_name() -> None:
    known = {"command_center", "widgets", "layers", "video", "resources", "tests", "setup.cfg", "README.md",
             "pyproject.toml", "Makefile", "docs", "benchmarks", ".ci", "LICENSE", "CHANGELOG.md", "ARCHITECTURE.md",
             "CONTRIBUTING.md", ".gitignore", ".git"}
    generated = {".venv", ".setup", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "build", "dist",
                 "screenshots", "__pycache__"}
    extra = {path.name for path in ROOT.iterdir()} - known - generated
    assert not {name for name in extra if not name.endswith(".egg-info")}
