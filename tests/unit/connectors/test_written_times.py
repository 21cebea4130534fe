"""Times as spreadsheets, loggers and browsers write them; tables of loggers."""

from __future__ import annotations

import pytest

from command_center.connectors.values import instant
from command_center.domain.time import parse_iso
from tests.unit.connectors.conftest import make


@pytest.mark.parametrize("written, meant", [
    ("2024-1-5 9:05", "2024-01-05T09:05:00Z"), ("2024-1-5 9:05:07", "2024-01-05T09:05:07Z"),
    ("2008/05/04 13:18:50.250", "2008-05-04T13:18:50.250Z"), ("2024/01/05T09:05:00", "2024-01-05T09:05:00Z"),
    ("2024.01.05 09:05", "2024-01-05T09:05:00Z"), ("2024年1月5日", "2024-01-05T00:00:00Z"),
    ("2024年1月5日 下午3时05分", "2024-01-05T15:05:00Z"), ("2024-01-05 上午12:05", "2024-01-05T00:05:00Z"),
    ("2024-01-05 24:00:00", "2024-01-06T00:00:00Z"), ("2024-01-05 09:05:00 UTC", "2024-01-05T09:05:00Z"),
    ("2024-01-05 09:05:00.123 +0800", "2024-01-05T01:05:00.123Z"), ("1/5/24 13:18:50", "2024-01-05T13:18:50Z"),
    ("1/1/2010 00:00:00.250", "2010-01-01T00:00:00.250Z"), ("05-Jan-2024", "2024-01-05T00:00:00Z"),
    ("Fri Jan 05 2024 09:05:00 GMT+0800 (China Standard Time)", "2024-01-05T01:05:00Z")])
def test_times(written, meant):
    assert instant(written) == parse_iso(meant)


@pytest.mark.parametrize("written", ["2024-13-05 9:05", "2024-02-30", "2024-01-05 下午13:05", "2024-01-05 24:01:00", "3.1415",
                                     "2024-1-5 9:05 +99:00"])
def test_what_is_no_time(written):
    with pytest.raises(ValueError, match="no time"):
        instant(written)


def test_the_table_of_a_logger(tmp_path):
    path = tmp_path / "log.csv"
    path.write_text("INDEX,DATE,TIME,LATITUDE,N/S,LONGITUDE,E/W,HEIGHT,\n"
                    "1,2008/05/04,12:52:47.000,41.8,N,12.6,E,374\n2,2008/05/04,12:52:52.000,33.5,S,70.6,W,381,\n")
    found = make("csv", path=str(path)).to_end()
    assert found.counts == (2, 0, 0)
    assert [(event.lon, event.lat) for event in found.events] == [(12.6, 41.8), (-70.6, -33.5)]
    path.write_text("id,lat,lon,time\n1,30,115,2024-1-5 9:05,\n2,30,115,2024-1-5 9:06\n3,30,115\n")
    assert make("csv", path=str(path)).to_end().counts == (2, 1, 0)
