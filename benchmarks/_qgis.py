"""The peer QGIS, in a process of the system's Python; absent where it is not installed, which is said plainly."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._city import CityColumns

PEER = "qgis"
_TRY = ("/usr/bin/python3", "python3")
_LIMIT_S = 400


@cache
def python() -> str:
    """A Python that has qgis.core; "" if there is none, after saying so."""
    for name in _TRY:
        path = shutil.which(name)
        if path and not subprocess.run([path, "-c", "import qgis.core"], capture_output=True, check=False).returncode:
            return path
    print("QGIS is not installed (Debian: apt-get install python3-qgis): nothing is compared with it", file=sys.stderr)
    return ""


def figures(columns: CityColumns, task: dict[str, Any], keep: Path | None = None) -> dict[str, Any]:
    """What the peer measured; {} without QGIS. keep: a folder for its pictures."""
    if not python():
        return {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = {f"{kind}_{field}": getattr(getattr(columns, kind), field)
                 for kind in ("roads", "buildings", "districts") for field in ("xy", "offset", "kind")}
        np.savez(folder / "city.npz", points=columns.points, **parts)
        (folder / "task.json").write_text(json.dumps(task))
        script = Path(__file__).with_name("_qgis_peer.py")
        done = subprocess.run([python(), str(script), name], capture_output=True, text=True, timeout=_LIMIT_S,
                              cwd=name, check=False)
        if not (folder / "figures.json").exists():
            print(f"QGIS failed: {done.stderr[-400:]}", file=sys.stderr)
            return {}
        if keep is not None:
            for picture in folder.glob("qgis-*.png"):
                shutil.copy(picture, keep)
        return dict(json.loads((folder / "figures.json").read_text()))
