"""The parent's side of the GDAL reader: starts the child, reads its frames, kills it when it takes too long. On the
connector's thread."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import msgspec

_MEMORY = 3 << 30
_TIMEOUT_S = 300.0
_FRAME_LIMIT = 512 << 20
_RATIO = 200  # uncompressed to compressed; real shapefiles reach 30
_UNPACKED = 1 << 30
_MEMBERS = 1000
_LDID = 29  # offset of the language byte in a dBase header


class ReaderError(Exception):
    """The file cannot be read; the text is a reason for the count of bad records."""


def read_frames(path: str, stop: threading.Event, *, layer: str = "", encoding: str = "",
                options: Mapping[str, str] | None = None, timeout_s: float = _TIMEOUT_S) -> Iterator[dict[str, Any]]:
    """Frames of the child (see gdal_child); options: open options of the driver. Raises ReaderError when it was
    killed or died."""
    request = msgspec.json.encode({"path": path, "layer": layer, "encoding": encoding, "memory": _MEMORY,
                                   "options": dict(options or {}), "osm": is_osm(path)}).decode()
    child = subprocess.Popen([sys.executable, "-m", "command_center.connectors.gdal_child", request],
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    late = threading.Event()
    watcher = threading.Thread(target=_watch, args=(child, stop, timeout_s, late), daemon=True)
    watcher.start()
    try:
        assert child.stdout is not None
        yield from _frames(child.stdout)
        code = child.wait()
    finally:
        child.kill()
        child.wait()
        watcher.join()
        if child.stdout is not None:
            child.stdout.close()
    if stop.is_set():
        return
    if late.is_set():
        raise ReaderError(f"timeout: the reader took longer than {timeout_s:g} s and was ended")
    if code:
        raise ReaderError(f"reader_died: exit {code}")


def _watch(child: subprocess.Popen[bytes], stop: threading.Event, timeout_s: float, late: threading.Event) -> None:
    waited = 0.0
    while child.poll() is None:
        if stop.wait(0.1):
            child.kill()
            return
        waited += 0.1
        if waited > timeout_s:
            late.set()
            child.kill()
            return


def _frames(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    while True:
        head = stream.read(4)
        if len(head) < 4:
            return
        size = struct.unpack("<I", head)[0]
        if size > _FRAME_LIMIT:
            raise ReaderError("reader_died: it wrote nonsense")
        body = stream.read(size)
        if len(body) < size:
            return
        yield msgspec.msgpack.decode(body)


def inside_zip(path: Path) -> list[tuple[str, str]]:
    """(what GDAL opens, encoding) for each data set in a zip file; nothing is unpacked to disk. Raises ReaderError for
    a bomb, a path that leads out, or a file that is no zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            _refuse_hostile(infos)
            names = [info.filename for info in infos if not Path(info.filename).name.startswith("._")]  # what macOS adds
            found = [name for name in names if name.lower().endswith((".shp", ".geojson", ".gpkg", ".fgb", ".kml", ".gml"))]
            found += _geodatabases(names)
            return [(f"/vsizip/{path.resolve()}/{name}", _encoding_in_zip(archive, names, name)) for name in found]
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise ReaderError(f"bad_zip: {error}"[:200]) from error


def is_osm(path: str) -> bool:
    """Whether a file holds OpenStreetMap data, by its name or, of XML, by its root."""
    name = path.lower()
    if name.endswith((".osm", ".pbf")) or not name.endswith(".xml"):
        return name.endswith((".osm", ".pbf"))
    try:
        with open(path, "rb") as file:
            return re.search(rb"<osm[\s>]", file.read(1024)) is not None
    except OSError:
        return False


def lacks_index(path: Path) -> bool:
    """Whether this is a shapefile without its .shx."""
    return path.suffix.lower() == ".shp" and not any(path.with_suffix(end).exists() for end in (".shx", ".SHX"))


def copied_with_parts(path: Path, folder: Path) -> Path:
    """A copy of a shapefile and the parts beside it, where GDAL may restore the missing index."""
    for end in (".dbf", ".prj", ".cpg"):
        part = next((found for found in (path.with_suffix(end), path.with_suffix(end.upper())) if found.exists()), None)
        if part is not None:
            shutil.copyfile(part, folder / f"shapes{end}")
    copy = folder / "shapes.shp"
    shutil.copyfile(path, copy)
    return copy


def _geodatabases(names: list[str]) -> list[str]:
    """Folders of a zip file that are file geodatabases."""
    parts = [name.partition(".gdb/") for name in names]
    return sorted({f"{stem}.gdb" for stem, mark, _ in parts if mark})


def _refuse_hostile(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > _MEMBERS:
        raise ReaderError(f"zip_bomb: {len(infos)} members")
    unpacked, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
    if unpacked > _UNPACKED or (unpacked > 10 << 20 and unpacked > packed * _RATIO):
        raise ReaderError(f"zip_bomb: {packed} bytes would become {unpacked}")
    for info in infos:
        if info.filename.startswith(("/", "\\")) or ".." in Path(info.filename.replace("\\", "/")).parts:
            raise ReaderError(f"zip_path: {info.filename[:80]!r} leads out of the archive")


def _encoding_in_zip(archive: zipfile.ZipFile, names: list[str], shape: str) -> str:
    stem = shape.rpartition(".")[0].lower()
    same = {name.lower(): name for name in names}
    if not shape.lower().endswith(".shp") or f"{stem}.cpg" in same or f"{stem}.dbf" not in same:
        return ""
    with archive.open(same[f"{stem}.dbf"]) as file:
        return dbf_encoding(file.read(1 << 20))


def encoding_of(path: Path) -> str:
    """The encoding to name for a shapefile that does not declare one, "" to let GDAL decide."""
    if path.suffix.lower() != ".shp":
        return ""
    beside = {item.suffix.lower(): item for item in path.parent.glob(path.stem + ".*")}
    if ".cpg" in beside or ".dbf" not in beside:
        return ""
    with beside[".dbf"].open("rb") as file:
        return dbf_encoding(file.read(1 << 20))


def dbf_encoding(table: bytes) -> str:
    """UTF-8, GBK or "" by the bytes of a dBase table whose language byte says nothing."""
    if len(table) < 32 or table[_LDID]:
        return ""
    body = bytes(table[int.from_bytes(table[8:10], "little"):])
    if body.isascii():
        return ""
    try:
        body.decode("utf-8")
        return "UTF-8"
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return "UTF-8"
    # Chinese text in GBK: nearly all bytes above ASCII stand in pairs of its plain two-byte area.
    high = pairs = i = 0
    while i < len(body):
        if body[i] < 0x80:
            i += 1
        elif 0x81 <= body[i] <= 0xFE and i + 1 < len(body) and body[i + 1] >= 0xA1:
            high, pairs, i = high + 2, pairs + 2, i + 2
        else:
            high, i = high + 1, i + 1
    return "GBK" if pairs >= 0.9 * high else ""
