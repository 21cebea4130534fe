"""Files packed with gzip, bzip2 or xz, unpacked to a folder within a limit. Blocking; any thread."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

_CHUNK = 1 << 20
_RATIO = 4  # how much larger than the limit for files an unpacked one may be: extracts are packed about tenfold
_OPENERS: dict[str, Callable[[Path], Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
PACKED = tuple(_OPENERS)


def unpacked(path: Path, folder: Path, max_bytes: int) -> Path:
    """The unpacked file in a folder, named as without its last suffix. Raises ValueError with a reason."""
    target = folder / path.stem
    left = max_bytes * _RATIO
    try:
        with _OPENERS[path.suffix.lower()](path) as source, target.open("wb") as sink:
            while chunk := source.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise ValueError(f"zip_bomb: more than {max_bytes * _RATIO} bytes")
                sink.write(chunk)
    except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
        raise ValueError(f"bad_zip: {error}"[:160]) from error
    return target
