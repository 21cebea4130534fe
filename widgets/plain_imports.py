"""Python's own import statement, given back after PySide has put itself in front of it. GUI thread, once, at start.

PySide asks at every import whether the module wants its optional spellings (`from __feature__ import snake_case`) and
reads the source of each new module to find out. Nothing here uses them; on the way to live data the questions cost
80 ms of processor time, and they run Qt code on whatever thread imports.
"""

from __future__ import annotations

import builtins


def plain_imports() -> None:
    """Import without PySide in between; does nothing where PySide never stood there."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
