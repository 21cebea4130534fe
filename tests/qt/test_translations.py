"""Every text of the screen has its Chinese and its English, the shipped files are current, and none is built by an
f-string (lupdate would take it wrongly without a word)."""

from __future__ import annotations

import ast
import importlib.util
import shutil
import string
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
SOURCES = [*sorted((ROOT / "widgets").rglob("*.py")), ROOT / "command_center" / "app.py"]


def _updater() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update_translations", FOLDER / "update.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _messages(path: Path) -> dict[tuple[str, str], str]:
    found = {}
    for context in ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            found[context.findtext("name") or "", message.findtext("source") or ""] = (
                message.findtext("translation") or "")
    return found


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_nothing_is_unfinished(language: str) -> None:
    assert _updater().unfinished(language) == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_files_are_up_to_date(language: str, tmp_path: Path) -> None:
    updater = _updater()
    for name in ("zh_CN.ts", "en.ts"):
        shutil.copy(FOLDER / name, tmp_path / name)
    updater.HERE = tmp_path
    updater.update(language)
    assert set(_messages(tmp_path / f"{language}.ts")) == set(_messages(FOLDER / f"{language}.ts")), (
        "run resources/translations/update.py and translate what it lists")
    shutil.copy(FOLDER / f"{language}.ts", tmp_path / f"{language}.ts")
    updater.release(language)
    assert (tmp_path / f"{language}.qm").read_bytes() == (FOLDER / f"{language}.qm").read_bytes()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_translations_keep_the_parameters(language: str) -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    wrong = [(source, text) for (_, source), text in _messages(FOLDER / f"{language}.ts").items()
             if not fields(text) <= fields(source)]
    assert not wrong


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_is_an_f_string_or_a_variable(path: Path) -> None:
    wrong = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if name in ("self.tr", "tr") and not (node.args and isinstance(node.args[0], ast.Constant)):
            wrong.append(node.lineno)
        if name.endswith(".translate") and len(node.args) > 1 and isinstance(node.args[1], ast.JoinedStr):
            wrong.append(node.lineno)
    assert not wrong
