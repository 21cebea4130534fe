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


def unpacked(path: Path, folder: Path, max_bytes: int) -> tuple[Path, str]:
    """The unpacked file in a folder, named as without its last suffix, and what was wrong: of a file that is damaged or
    breaks off, the beginning. Raises ValueError with a reason where nothing comes out."""
    target = folder / path.stem
    left = most = max_bytes * _RATIO
    try:
        with _OPENERS[path.suffix.lower()](path) as source, target.open("wb") as sink:
            while chunk := source.read1(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise ValueError(f"zip_bomb: more than {most} bytes")
                sink.write(chunk)
    except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
        reason = f"bad_zip: {error}"[:160]
        if left == most:
            raise ValueError(reason) from error
        return target, reason
    return target, ""
