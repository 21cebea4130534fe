"""Warnings: real alerts of several issuers, feeds, hostile XML."""

from __future__ import annotations

import pytest

from command_center.connectors.cap_alert import references, ring, title_level
from command_center.domain.events import WarningCancelled, WarningIssued, WarningUpdated
from tests.servers.http_server import Answer
from tests.unit.connectors.conftest import make

ALERT = """<?xml version="1.0" encoding="{encoding}"?>
<{p}alert xmlns{colon}="urn:oasis:names:tc:emergency:cap:{version}">
<{p}identifier>{identifier}</{p}identifier><{p}sender>s</{p}sender><{p}sent>2026-07-01T08:00:00+08:00</{p}sent>
<{p}status>Actual</{p}status><{p}msgType>{kind}</{p}msgType><{p}scope>Public</{p}scope>{references}
<{p}info><{p}language>zh-CN</{p}language><{p}category>Met</{p}category><{p}event>暴雨</{p}event>
<{p}urgency>Immediate</{p}urgency><{p}severity>Severe</{p}severity><{p}certainty>Observed</{p}certainty>
<{p}headline>江州市气象台发布暴雨橙色预警</{p}headline>
<{p}area><{p}areaDesc>江州</{p}areaDesc>{shape}</{p}area></{p}info></{p}alert>"""


def alert(identifier="a1", kind="Alert", version="1.2", prefix="", references="", shape="", encoding="utf-8"):
    p = prefix + ":" if prefix else ""
    text = ALERT.format(p=p, colon=":" + prefix if prefix else "", identifier=identifier, kind=kind, version=version,
                        references=references, shape=shape, encoding=encoding)
    return text.encode(encoding)


def read(tmp_path, *bodies, **settings):
    for number, body in enumerate(bodies):
        (tmp_path / f"{number}.xml").write_bytes(body)
    return make("cap", path=str(tmp_path), **settings).to_end()


EXPECTED = {  # file: (events, good, bad, skipped)
    "australia.cap": (1, 1, 0, 0), "canada.cap": (1, 1, 0, 0), "canada_errors.cap": (1, 1, 0, 0),
    "cn_caiyun_alert_dongcheng.json": (1, 1, 0, 0), "earthquake-iso8859-1.cap": (1, 1, 0, 0),
    "earthquake.cap": (1, 1, 0, 0), "earthquake_index.atom": (0, 0, 0, 1), "invalid.cap": (1, 1, 0, 0),
    "no_entries.atom": (1, 1, 0, 0), "no_optional_fields.cap": (1, 1, 0, 0), "noaa_errors.cap": (1, 1, 0, 0),
    "ny_index.rss": (0, 0, 0, 2), "weather.atom": (1, 1, 0, 0), "weather_index.atom": (2, 2, 0, 0)}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_real_alerts(samples, name):
    found = make("cap", path=str(samples / "cap" / name)).to_end()
    assert (len(found.events), *found.counts) == EXPECTED[name]


def test_real_details(samples):
    canada = make("cap", path=str(samples / "cap/canada.cap")).to_end().events[0]
    assert isinstance(canada, WarningUpdated)
    assert canada.language == "en-CA"
    assert "fr-CA" in canada.texts
    first = canada.areas[0].polygons[0]
    assert len(first) == 17
    assert first[0] == (-82.9314, 42.3481)
    australia = make("cap", path=str(samples / "cap/australia.cap")).to_end().events[0]
    lon, lat, radius = australia.areas[0].circles[0]
    assert 140 < lon < 155
    assert -40 < lat < -30
    assert radius >= 0
    caiyun = make("cap", path=str(samples / "cap/cn_caiyun_alert_dongcheng.json")).to_end().events[0]
    assert (caiyun.level, caiyun.event, caiyun.identifier) == (4, "暴雨", "11010141600000_20250727102615")
    latin = make("cap", path=str(samples / "cap/earthquake-iso8859-1.cap")).to_end().events[0]
    assert "Usulután" in latin.headline


def test_a_folder_reads_all(samples):
    found = make("cap", path=str(samples / "cap")).to_end()
    # canada_errors.cap repeats canada.cap's identifier with other words; the two earthquakes are one text.
    assert sum(found.counts) == sum(sum(row[1:]) for row in EXPECTED.values())
    assert found.health.bad == 0


@pytest.mark.parametrize(("version", "prefix"), [("1.0", ""), ("1.1", ""), ("1.2", "cap"), ("1.2", "x")])
def test_versions_and_prefixes(tmp_path, version, prefix):
    event = read(tmp_path, alert(version=version, prefix=prefix)).events[0]
    assert isinstance(event, WarningIssued)
    assert event.level == 2
    assert event.severity == "Severe"
    assert event.at_utc == event.sent_utc == 1782864000000000


def test_updates_and_cancels_name_what_they_replace(tmp_path):
    said = "<references>s,a1,2026-07-01T08:00:00+08:00 s,a,b,2026-07-01T08:00:00+08:00</references>"
    found = read(tmp_path, alert("a2", "Update", references=said), alert("a3", "Cancel", references=said),
                 alert("a4", "Ack", references=said))
    assert [type(event) for event in found.events] == [WarningUpdated, WarningCancelled]
    assert found.events[0].references == found.events[1].references == ("a1", "a,b")
    assert found.counts == (2, 0, 1)
    assert references("") == ()


@pytest.mark.parametrize(("name", "value", "level"), [("awareness_level", "2; yellow; Moderate", 3),
                                                      ("layer:EC-MSC-SMC:1.0:Alert_Colour", "red", 1),
                                                      ("预警颜色", "蓝色", 4)])
def test_colours_of_issuers(tmp_path, name, value, level):
    said = f"<parameter><valueName>{name}</valueName><value>{value}</value></parameter>"
    body = alert().decode().replace("<area>", said + "<area>").replace("橙色", "").encode()
    assert read(tmp_path, body).events[0].level == level


def test_severity_is_no_colour(tmp_path):
    assert read(tmp_path, alert().decode().replace("橙色", "").encode()).events[0].level == 0
    assert title_level("台风红色预警[I级/特别严重]") == 1
    assert title_level("大风预警[III级/较重]") == 3
    assert title_level("Red Flag Warning") == 0
    assert title_level("Yellow wind warning for Galicia") == 3
    assert title_level("Status Orange - Rain warning for Cork") == 2


def test_a_broken_shape_is_counted_and_the_alert_kept(tmp_path):
    shape = ("<polygon>30,115 30,116 31,116 30,115</polygon><polygon>30,115 nonsense</polygon>"
             "<circle>30.2,115.0 2.5</circle><polygon>120,115 120,116 121,116 120,115</polygon>")
    found = read(tmp_path, alert(shape=shape))
    assert found.counts == (0, 1, 0)
    area = found.events[0].areas[0]
    assert len(area.polygons) == 1
    assert area.circles == ((115.0, 30.2, 2500.0),)
    with pytest.raises(ValueError, match="corners"):
        ring("30,115 31,115", "wgs84")


def test_gcj02_shapes_are_shifted(tmp_path):
    area = read(tmp_path, alert(shape="<circle>30.2,115.0 1</circle>"), crs="gcj02").events[0].areas[0]
    assert 0.003 < 115.0 - area.circles[0][0] < 0.008


@pytest.mark.parametrize("encoding", ["gb2312", "gb18030", "utf-16"])
def test_encodings(tmp_path, encoding):
    assert read(tmp_path, alert(encoding=encoding)).events[0].event == "暴雨"


def test_wrongly_declared_encodings(tmp_path):
    assert read(tmp_path, alert().replace(b"utf-8", b"us-ascii")).events[0].event == "暴雨"
    wrong = alert(encoding="gb18030").replace(b"gb18030", b"utf-8")
    assert read(tmp_path, b"\xef\xbb\xbf\xef\xbb\xbf" + alert(), wrong).events[-1].event == "暴雨"


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>&b;</identifier></alert>"""
XXE = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>&x;</identifier></alert>"""


@pytest.mark.parametrize(("body", "reason"), [
    (LAUGHS, "xml_entities"), (XXE, "xml_entities"), (b"", "empty"), (b"\x00\x01\x02", "bad_xml"),
    (alert()[:300], "bad_xml"), (b"<html><body>503</body></html>", "no_alert"), (b"plain words", "bad_xml"),
    (b'{"a": ', "bad_json"), (b'{"a": 1}', "no_alert"), (b"<a>" * 20000, "bad_xml"),
    (b"<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'/>", "missing_identifier")])
def test_bad_documents_are_counted_beside_good_ones(tmp_path, body, reason):
    found = read(tmp_path, body, alert())
    assert found.counts == (1, 1, 0)
    assert found.reasons[0].startswith(reason)


def test_edxl_wraps_alerts(tmp_path):
    inner = alert().decode().partition("?>")[2]
    body = (f'<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><contentObject><xmlContent>'
            f"<embeddedXMLContent>{inner}</embeddedXMLContent></xmlContent></contentObject></EDXLDistribution>")
    assert read(tmp_path, body.encode()).kinds == {"WarningIssued": 1}


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    folder = tmp_path / "alerts"
    folder.mkdir()
    (tmp_path / "secret.xml").write_bytes(alert("secret"))
    (folder / "link.xml").symlink_to(tmp_path / "secret.xml")
    assert make("cap", path=str(folder)).to_end().events == []


FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id>{}</feed>"""
ENTRY = """<entry><id>{0}</id><updated>2026-07-01T00:00:00Z</updated><title>t</title>
<link type="application/cap+xml" href="{1}"/></entry>"""


def test_linked_alerts_are_fetched_from_their_own_server_once(server):
    server.routes["/feed"] = FEED.format(ENTRY.format("e1", "/1.cap") + ENTRY.format("e2", "http://127.0.0.1:1/2.cap")
                                         + ENTRY.format("e3", "/gone.cap")).encode()
    server.routes["/1.cap"] = alert("a1")
    found = make("cap", url=server.url + "/feed", poll_s=0.05).start()
    found.until(lambda r: len([q for q in server.requests if q.path == "/feed"]) >= 3).finish()
    assert [event.identifier for event in found.events] == ["a1"]
    assert len([q for q in server.requests if q.path == "/1.cap"]) == 1
    assert any(reason.startswith("linked: not_found") for reason in found.reasons)


def test_a_feed_that_stops_and_comes_back(server):
    server.routes["/feed"] = Answer(503, b"")
    found = make("cap", url=server.url + "/feed", poll_s=0.05).to_end()
    assert found.error.key == "http_status"
    server.routes["/feed"] = alert("a1")
    again = make("cap", url=server.url + "/feed", poll_s=0.05).start().until(lambda r: r.events).finish()
    assert again.health.bad == 0


SHAPES = "<polygon>30.1,115.1 30.2,115.1 30.2,115.2 30.1,115.1</polygon>"


def damaged(tmp_path, body):
    found = read(tmp_path, body)
    return found, found.health


@pytest.mark.parametrize("cut", [b"</area></info></alert>", b"</alert>", b"<areaDesc>", "州</areaDesc>".encode()[1:]])
def test_an_alert_that_breaks_off_behind_its_event_is_published_and_counted_once_as_damaged(tmp_path, cut):
    body = alert(shape=SHAPES)
    found, health = damaged(tmp_path, body[:body.rindex(cut)])
    assert (len(found.events), *found.counts) == (1, 0, 1, 0)
    assert (found.events[0].identifier, found.events[0].event, found.events[0].severity) == ("a1", "暴雨", "Severe")
    report = health.report(now=True)
    assert report.reason.startswith("damaged") and "identifier" in report.last_bad  # its bytes are kept


@pytest.mark.parametrize("cut", [b"<urgency>", b"</headline>", b"<headline>"])
def test_what_was_cut_is_left_out_rather_than_shown_in_half(tmp_path, cut):
    body = alert()
    event = read(tmp_path, body[:body.index(cut)]).events[0]
    assert event.headline == "暴雨" and event.areas == ()


@pytest.mark.parametrize("cut", [b"</event>", b"<info>", b"<status>", b"</msgType>", b"</identifier>", b"<alert"])
def test_an_alert_that_does_not_say_enough_is_only_counted(tmp_path, cut):
    body = alert()
    found = read(tmp_path, body[:body.index(cut)] or b"<")
    assert (len(found.events), *found.counts) == (0, 0, 1, 0)


def test_a_damaged_cancel_takes_back_only_what_it_names(tmp_path):
    named = alert(kind="Cancel", references="<references>s,a0,2026-07-01T08:00:00+08:00</references>")
    found = read(tmp_path, named[:-8])
    assert isinstance(found.events[0], WarningCancelled) and found.events[0].references == ("a0",)
    assert read(tmp_path, alert(kind="Cancel")[:-8]).events == []


@pytest.mark.parametrize(("wrong", "meant"), [("大风&nbsp;&eacute;", "大风\xa0é"), ("雨 & 风", "雨 & 风"),
                                              ("雨&unknown;", "雨&unknown;"), ("雨\x03", "雨"), ("雨&#x1;", "雨")])
def test_loose_entities_and_control_characters_cost_no_warning(tmp_path, wrong, meant):
    found = read(tmp_path, alert().replace("江州市气象台".encode(), wrong.encode()))
    assert (len(found.events), *found.counts) == (1, 0, 1, 0)
    assert found.events[0].headline == meant + "发布暴雨橙色预警" and found.events[0].level == 2


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "us-ascii", "gb2312", "shift_jis", "utf-16", "klingon"])
def test_a_wrongly_declared_encoding_is_seen_through(tmp_path, declared):
    event = read(tmp_path, alert().replace(b'"utf-8"', f'"{declared}"'.encode())).events[0]
    assert event.event == "暴雨"


def test_one_broken_letter_does_not_turn_the_rest_into_rubbish(tmp_path):
    found = read(tmp_path, alert().replace("江州市".encode(), "江州市".encode()[:-1]))
    assert found.counts == (0, 1, 0)
    assert found.events[0].event == "暴雨" and found.events[0].headline.endswith("气象台发布暴雨橙色预警")


@pytest.mark.parametrize("head", [
    '<!DOCTYPE a [<!ENTITY lol "lol"><!ENTITY x "&lol;&lol;">]>',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>', '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">'])
def test_nothing_hostile_is_mended(tmp_path, head):
    body = alert().replace("暴雨".encode(), b"&x;", 1)
    start = body.index(b"<alert")
    for hostile in (body[:start] + head.encode() + body[start:], (body[:start] + head.encode() + body[start:])[:-8],
                    body[:-8] + head.encode()):
        assert read(tmp_path, hostile).events == []


def test_whole_alerts_beside_a_damaged_one_stay_good(tmp_path):
    one, two, three = (alert(identifier=name).partition(b"?>")[2] for name in ("a", "b", "c"))
    found = read(tmp_path, b"<alerts>" + one + two + three[:-30])
    assert [event.identifier for event in found.events] == ["a", "b", "c"]
    assert found.counts == (2, 1, 0)


def test_a_damaged_alert_behind_a_link_is_salvaged_too(server):
    server.routes["/feed"] = FEED.format(ENTRY.format("e1", "/1.cap")).encode()
    server.routes["/1.cap"] = alert()[:-8]
    found = make("cap", url=server.url + "/feed").start().until(lambda found: found.health.bad).finish()
    assert [event.identifier for event in found.events] == ["a1"]
    assert found.counts[:2] == (0, 1)
