"""Records in CSV: calls, incidents, positions, cameras, observations, by column names or numbers. On the connector's
thread."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pydantic import Field

from command_center.connectors import values
from command_center.connectors.base import EventSink
from command_center.connectors.mapping import ALIASES, IDS, Mapper, automatic, plain_name
from command_center.connectors.rows import MappedConfig, Rows, mappers
from command_center.connectors.source import Document, DocumentConnector
from command_center.connectors.texts import decode
from command_center.domain.events import Event

Row = list[str]
_FIELD_LIMIT = 1 << 20
_DELIMITERS = ",;\t|"
_SAMPLE = 50
_COLUMNS = 4096
_LOOKED_AT = 4 << 20  # letters that are searched for dates
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{4}年\d{1,2}月\d{1,2}日")
_CLOCK = re.compile(r"(?i)\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(\s*[ap]\.?m\.?)?")
_TELLING = {"at_utc", "lon", "lonlat", "latlon", "value"}  # a table without any of these is not one of records


class CsvConfig(MappedConfig):
    """A table with or without a header. Columns count from 1."""

    poll_s: float = Field(60.0, gt=0, le=86400, description="seconds between two requests")
    delimiter: str = Field("", max_length=1, description="one character; empty: detected")
    encoding: str = Field("", description="of the file; empty: UTF-8, else GB 18030, else Windows-1252")
    header: bool | None = Field(None, description="whether the first row names the columns; empty: detected")
    day_first: bool | None = Field(None, description="whether 03/01/2024 is the third of January; empty: detected")
    columns: tuple[str, ...] = Field((), description="names of the columns where the file has none")


class CsvConnector(DocumentConnector):
    """Tables of records: calls, incidents, anything with a mapping."""

    kind = "csv"
    tier = "silver"
    Config = CsvConfig
    suffixes = (".csv", ".tsv", ".txt")
    accept = "text/csv, text/plain;q=0.8, */*;q=0.5"

    def __init__(self, config: CsvConfig) -> None:
        super().__init__(config)
        self._rows = Rows(config.complete)

    def remember(self, events: Sequence[Event]) -> None:
        """What the journal already holds of this source."""
        self._rows.remember(events)

    def read(self, document: Document, sink: EventSink) -> None:
        """One table."""
        if not document.body.strip():
            sink.bad("empty")
            return
        try:
            text = decode(document.body, self.config.encoding)
        except ValueError as error:
            sink.bad(f"no_table: {error}", document.body)
            return
        csv.field_size_limit(_FIELD_LIMIT)
        rows = _rows(text, self.config.delimiter or sniff(text))
        table = [row for row in (next(rows, None) for _ in range(_SAMPLE)) if row is not None]
        while table and not isinstance(table[0], list):
            sink.bad(str(table.pop(0)))
        if not table:
            sink.bad("no_table", document.body)
            return
        first: Row = table[0]  # type: ignore[assignment]
        if len(first) > _COLUMNS:
            sink.bad(f"no_table: {len(first)} columns", document.body[:400])
            return
        names, skip_first = self._names(first, [row for row in table if isinstance(row, list)])
        config_says = self.config.day_first
        day_first = says_day_first(text) if config_says is None else config_says
        names, clock = with_clock(names, [row for row in table[skip_first:] if isinstance(row, list)])
        makers = self._makers(names, [name.strip() for name in first] if skip_first else [], day_first)
        if isinstance(makers, str):
            self._all_bad(makers, table[skip_first:], rows, sink)
            return
        width = len(first)
        counter: Counter[str] = Counter()
        good = self._checked((row for part in (table[skip_first:], rows) for row in part), width, not first[-1].strip(), sink)
        good = halved(good, names)
        if clock is not None:
            good = ([*row, f"{row[clock[0]].strip()} {row[clock[1]].strip()}"] for row in good)
        self._rows.feed(good, makers, sink, lambda row: _identity(row, counter))
        self._rows.end_of_list(sink, self.config.id)

    def _checked(self, rows: Iterator[Row | str], width: int, is_open: bool, sink: EventSink) -> Iterator[Row]:
        """Rows of the table's width. is_open: its first row ends with a delimiter, as the others may not; or they do
        and it does not."""
        for row in rows:
            if isinstance(row, str):
                sink.bad(row)
            elif is_open and len(row) == width - 1:
                yield [*row, ""]
            elif len(row) == width + 1 and not row[-1].strip():
                yield row[:-1]
            elif len(row) != width:
                sink.bad(f"wrong_width: {len(row)} columns, expected {width}", ",".join(row).encode())
            else:
                yield row

    def _all_bad(self, reason: str, table: list[Row | str], rows: Iterator[Row | str], sink: EventSink) -> None:
        if not table:
            sink.bad(reason)
        for part in (table, rows):
            for row in part:
                sink.bad(reason, ",".join(row).encode() if isinstance(row, list) else b"")

    def _names(self, first: Row, sample: list[Row]) -> tuple[tuple[str, ...], int]:
        """Column names, and how many rows are no records."""
        config = self.config
        if config.columns:
            return config.columns, int(bool(config.header))
        has_header = is_header(first, sample[1:]) if config.header is None else config.header
        if not has_header:
            return guess_names(sample), 0
        return vetted(tuple(name.strip() for name in first), sample[1:]), 1

    def _makers(self, names: tuple[str, ...], first: Row, day_first: bool) -> list[Mapper] | str:
        def compile_path(path: str) -> Callable[[Any], Any]:
            if path in names:
                index = names.index(path)
            elif path in first:
                index = first.index(path)
            elif path.isdecimal() and 0 < int(path) <= len(names):
                index = int(path) - 1
            else:
                raise ValueError(f"no_column: {path[:60]}")
            return lambda row: row[index].strip()

        for rule in self.config.rules():
            if not rule.mapping and not (_TELLING | {IDS[rule.event]}) & set(automatic(rule.event, names)):
                return "no_mapping: no column has a known name"
        try:
            return mappers(self.config, compile_path, names, day_first)
        except ValueError as error:
            return str(error)


def _rows(text: str, delimiter: str) -> Iterator[Row | str]:
    """Rows that hold anything; a text says why there is no row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"bad_row: {error}"
            continue
        if any(cell.strip() for cell in row):
            yield row


def _identity(row: Row, counter: Counter[str]) -> str:
    """An id for records that have none: the same record gets the same one when the file is read again."""
    digest = hashlib.blake2b("\x1f".join(row).encode(), digest_size=8).hexdigest()
    counter[digest] += 1
    return digest if counter[digest] == 1 else f"{digest}-{counter[digest]}"


def sniff(text: str) -> str:
    """The delimiter that cuts the first lines into the same number of columns, most of them."""
    lines = [line for line in text[:65536].splitlines() if line.strip()][:20]
    best, score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        common = Counter(widths).most_common(1)[0] if widths else (1, 0)
        if common[0] > 1 and common[1] / len(widths) + common[0] / 1000 > score:
            best, score = delimiter, common[1] / len(widths) + common[0] / 1000
    return best


def is_header(first: Row, others: list[Row]) -> bool:
    """Whether the first row names columns: no cell of it is a number, a time or empty, while others' are."""
    if any(_looks(cell) != "text" for cell in first if cell.strip()):
        return False
    if not others:
        return len(set(first)) == len(first)
    return any(_looks(cell) != "text" for row in others[:20] for cell in row)


def vetted(names: tuple[str, ...], sample: list[Row]) -> tuple[str, ...]:
    """Names under which the automatic mapping may look: a column called "time" that holds no times, or "x" that holds
    no numbers, loses its name to it (a mapping still finds it under its number); where there is no column of
    latitudes, one that holds pairs such as "(30.2, 115.0)" or "POINT (115.0 30.2)" stands for both; where none is named
    like a time, the first that holds only times is taken."""
    found = list(names)
    for i, name in enumerate(names):
        cells = [row[i].strip() for row in sample if i < len(row) and row[i].strip()]
        kind = next((field for field in ("at_utc", "lon", "lat") if plain_name(name) in ALIASES[field]), "")
        if kind and cells and sum(_reads(cell, kind) for cell in cells) * 2 < len(cells):
            found[i] = f"{name} (text)"
    if not {plain_name(name) for name in found} & set(ALIASES["at_utc"]):
        for i in range(len(found)):
            cells = [row[i].strip() for row in sample if i < len(row) and row[i].strip()]
            if cells and all(_looks(cell) == "time" for cell in cells):
                found[i] = "time"
                break
    has_lat = bool({plain_name(name) for name in found} & set(ALIASES["lat"]))
    for i in range(len(found)):
        cells = [row[i].strip() for row in sample if i < len(row) and row[i].strip()]
        if not cells or not all(_reads(cell, "pair") for cell in cells):
            continue
        if has_lat:  # a "Location" that repeats the coordinates is no address
            found[i] = f"{found[i]} (text)" if plain_name(found[i]) in ALIASES["address"] else found[i]
        else:
            found[i] = "lonlat" if cells[0].lower().startswith(("point", "srid")) else "latlon"
            has_lat = True
    return tuple(found)


def halved(rows: Iterator[Row], names: tuple[str, ...]) -> Iterator[Row]:
    """Rows whose latitudes and longitudes have the sign that a column of their own (N/S, E/W) gives them."""
    plain = [name.strip().lower() for name in names]
    pairs = [(plain.index(half), i, low) for half, low, field in (("n/s", "S", "lat"), ("e/w", "W", "lon")) if half in plain
             for i in range(len(names)) if plain_name(names[i]) in ALIASES[field]][:4]
    for row in rows:
        for half, place, low in pairs:
            if row[half].strip().upper() == low and row[place].strip()[:1].isdigit():
                row[place] = f"-{row[place].strip()}"
        yield row


def with_clock(names: tuple[str, ...], sample: list[Row]) -> tuple[tuple[str, ...], tuple[int, int] | None]:
    """Names and columns of the date and of the time of day, where these stand in two columns: then a last column
    `at_utc` with both is to be added."""
    if "at_utc" in {plain_name(name) for name in names}:
        return names, None
    days, hours = ([i for i in range(len(names)) if _all(pattern, i, sample)] for pattern in (_DAY, _CLOCK))
    if len(hours) == 0 or len(days) == 0:
        return names, None
    known = [i for i in days if plain_name(names[i]) in ALIASES["at_utc"]] or days
    return (*names, "at_utc"), (known[0], hours[0])


def _all(pattern: re.Pattern[str], column: int, sample: list[Row]) -> bool:
    cells = [row[column].strip() for row in sample if column < len(row) and row[column].strip()]
    return bool(cells) and all(pattern.fullmatch(cell) for cell in cells)


def says_day_first(text: str) -> bool:
    """Whether dates with slashes must begin with the day: some first number is above 12, no second one is."""
    found = _SLASHED.findall(text, 0, _LOOKED_AT)
    return any(int(a) > 12 for a, _ in found) and not any(int(b) > 12 for _, b in found)


def _reads(cell: str, kind: str) -> bool:
    try:
        if kind == "at_utc":
            return values.instant(cell) is not None
        return (values.pair(cell) if kind == "pair" else values.number(cell)) is not None
    except ValueError:
        return False


def guess_names(sample: list[Row]) -> tuple[str, ...]:
    """Names for columns without any, by what is in them: lat and lon by their ranges, then time, title, text and
    address in the order in which calls are usually written. The rest are numbers of columns."""
    width = len(sample[0])
    rows = [row for row in sample if len(row) == width]
    kinds = [Counter(_looks(row[i]) for row in rows if row[i].strip()).most_common(1) for i in range(width)]
    looks = [kind[0][0] if kind else "text" for kind in kinds]
    names = [str(i + 1) for i in range(width)]
    decimals = [i for i in range(width) if looks[i] == "decimal"]
    for i, j in itertools.pairwise(decimals):
        if j == i + 1:
            first, second = (max(abs(float(row[k])) for row in rows if _looks(row[k]) == "decimal") for k in (i, j))
            if min(first, second) <= 90 and max(first, second) <= 180:
                # Latitude comes first in tables of calls; only numbers that cannot be latitudes say otherwise.
                names[i], names[j] = ("lat", "lon") if first <= 90 else ("lon", "lat")
                break
    times = [i for i in range(width) if looks[i] == "time"]
    if times:
        names[times[0]] = "timeStamp"
    texts = [i for i in range(width) if looks[i] == "text"]
    if texts:
        names[texts[0]] = "title"
    if len(texts) > 1:
        names[texts[-1]] = "address"
    return tuple(names)


def _looks(cell: str) -> str:
    cell = cell.strip()
    if len(cell) > 100:
        return "text"
    if re.fullmatch(r"[-+]?\d+", cell):
        return "whole"
    if re.fullmatch(r"[-+]?\d*\.\d+", cell):
        return "decimal"
    if len(cell) >= 8 and cell[:1].isdigit():
        try:
            values.instant(cell)
        except ValueError:
            return "text"
        return "time"
    return "text"
