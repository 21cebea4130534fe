"""The pure parts of GB/T 28181: SIP, digest, PTZ, SDP, RTP, program streams, parts of lists, captures."""

from __future__ import annotations

import io
import json
import random
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command_center.connectors.gb28181 import digest, manscdp, pcap, ptz, rtp, sdp, sip
from command_center.connectors.gb28181.channels import Channels, is_camera
from command_center.connectors.gb28181.collect import Collection
from command_center.connectors.gb28181.controls import NotFit, fields_of, mansrtsp
from command_center.connectors.gb28181.framing import Framer
from command_center.connectors.gb28181.packets import Packets
from command_center.connectors.gb28181.ps import Group
from command_center.domain.ptz import PtzRequest
from tests.servers.program_stream import make_pictures, rtp_packets
from tests.unit.connectors.conftest import make

FOLDED = (b"MESSAGE sip:34020000002000000001@3402000000 SIP/2.0\n"
          b"v: SIP/2.0/UDP 10.0.0.1:5060;rport;branch=z9hG4bKx\nF: <sip:34020000001110000001@3402000000>\n ;tag=abc\n"
          b"t: <sip:34020000002000000001@3402000000>\nI: call@here\ncseq:  12   MESSAGE\nSUBJECT: a,\n\tb\n"
          b"c: Application/MANSCDP+xml\nl: 4\n\n<a>longer than four</a>")


def test_headers_as_devices_write_them():
    message = sip.parse(FOLDED)
    assert (message.method, message.call_id, message.cseq) == ("MESSAGE", "call@here", (12, "MESSAGE"))
    assert message.get("from").endswith(";tag=abc") and message.sender == "34020000001110000001"
    assert message.get("subject") == "a, b"
    assert message.get("content-type") == "Application/MANSCDP+xml"
    assert message.body == b"<a>longer than four</a>" and message.content() == b"<a>l"


@pytest.mark.parametrize("rubbish", [b"", b"\r\n\r\n", b"hello", b"\x00" * 50, b"SIP/2.0\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n",
                                     b"REGISTER sip:x SIP/2.0" + b"\r\nA: b" * 9000, b"\xff\xfe" * 100])
def test_rubbish_is_no_message(rubbish):
    with pytest.raises(sip.SipError):
        sip.parse(rubbish)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_readers(data):
    try:
        sip.parse(b"MESSAGE sip:a SIP/2.0\r\n" + data)
    except ValueError:
        pass
    rtp.parse(data)
    sdp.parse(data)
    rtp.Framer().feed(data)
    try:
        Framer(10_000).feed(data)
    except ValueError:
        pass


def test_an_answer_repeats_what_it_must(samples):
    request = sip.parse((samples / "gb28181/uvp_keepalive-message.sip").read_bytes())
    answer = sip.parse(sip.respond(request, 200, "OK", "10.1.1.1", 6000))
    assert answer.status == 200 and answer.cseq == (12, "MESSAGE") and answer.call_id == "keepalive-call-id@192.168.10.50"
    assert "rport=6000" in answer.get("via") and "received=10.1.1.1" in answer.get("via") and "tag=" in answer.get("to")


def test_every_sample_is_read(samples):
    for path in sorted((samples / "gb28181").glob("*.sip")):
        assert sip.parse(path.read_bytes()).call_id
    keepalive = manscdp.read(sip.parse((samples / "gb28181/uvp_keepalive-message.sip").read_bytes()))
    assert (keepalive.root, keepalive.command, keepalive.serial, keepalive.fields["Status"]) == ("Notify", "Keepalive", 12, "OK")
    invite = sdp.parse(sip.parse((samples / "gb28181/uvp_invite-realplay.sip").read_bytes()).body)
    assert (invite.host, invite.port, invite.ssrc, invite.payloads) == ("192.168.10.222", 6000, 100000001, {96: "PS/90000"})


def test_digest_vectors(samples):
    for line in (samples / "gb28181/digest_vectors.jsonl").read_text().splitlines():
        told = json.loads(line)
        assert digest.response(told, "REGISTER", told["password"]) == told["response"]
        assert not digest.is_right(told, "REGISTER", "wrong")


def test_digest_of_the_rfcs():
    fields = {"username": "Mufasa", "realm": "testrealm@host.com", "uri": "/dir/index.html", "qop": "auth", "nc": "00000001",
              "nonce": "dcd98b7102dd2f0e8b11d0f600bfb0c093", "cnonce": "0a4f113b"}
    assert digest.response(fields, "GET", "Circle Of Life") == "6629fae49393a05397450978507c4ef1"
    fields |= {"realm": "http-auth@example.org", "nonce": "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", "algorithm": "SHA-256",
               "cnonce": "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"}
    assert digest.response(fields, "GET", "Circle of Life") == "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    assert not digest.is_right(fields | {"algorithm": "MD6"}, "GET", "x")


def test_nonces_are_ours_and_theirs_alone():
    nonces = digest.Nonces()
    nonce = nonces.make("10.0.0.1")
    assert nonces.is_ours(nonce, "10.0.0.1") and nonces.is_fresh(nonce)
    assert not nonces.is_ours(nonce, "10.0.0.2") and not nonces.is_ours("0" * 28, "10.0.0.1")
    assert not digest.Nonces().is_ours(nonce, "10.0.0.1")


def test_ptz_vectors(samples):
    for line in (samples / "gb28181/ptz_vectors.jsonl").read_text().splitlines():
        told = json.loads(line)
        found, expect = ptz.read(told["ptzcmd"]), told["expect"]
        assert (found.is_whole, found.is_sum_right, found.address, found.kind) == (
            expect["len8"], expect["checksum_ok"], expect["addr"], expect["kind"])
        if expect["kind"] == "ptz":
            assert {**found.directions, "pan": found.first, "tilt": found.second, "zoom": found.third} == {
                key: expect[key] for key in expect if key not in ("len8", "checksum_ok", "addr", "kind")}
        else:
            assert found.preset == (expect["op"], expect["preset"])


def test_ptz_bytes():
    assert ptz.STOP == "A50F0100000000B5"
    assert ptz.preset("set", 1) == "A50F018100010037"
    assert ptz.move(-31 / 255, 0, 0) == "A50F01021F0000D6"
    assert ptz.move(-32 / 255, 16 / 255, 0) == "A50F010A201000EF"
    assert ptz.read(ptz.move(0.5, -1, 0.1)).directions == {
        "right": True, "left": False, "down": True, "up": False, "zoom_in": True, "zoom_out": False}
    assert ptz.lens(focus=-1.0)[6:12] == "42FF00" and ptz.lens(iris=1.0)[6:12] == "4400FF"
    assert not ptz.read("A50F0102320000DA").is_sum_right and not ptz.read("A50F0100000000").is_whole
    for wrong in ("", "zz", "A50F", "0011223344556677"):
        with pytest.raises(ValueError):
            ptz.read(wrong)


@given(st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_every_move_has_a_right_sum(pan, tilt, zoom):
    found = ptz.read(ptz.move(pan, tilt, zoom))
    assert found.is_sum_right and found.kind == "ptz"
    assert found.directions["right"] == (pan > 0) and found.directions["up"] == (tilt > 0)


def test_requests_of_operators():
    assert fields_of(PtzRequest(kind="stop"))[0] == ("PTZCmd", ptz.STOP)
    assert fields_of(PtzRequest(kind="preset", preset="7"))[0] == ("PTZCmd", ptz.preset("call", 7))
    box = fields_of(PtzRequest(kind="box", box=(0.5, 0.0, 1.0, 0.5)))[0][1]
    assert "<MidPointX>750</MidPointX>" in box and "<LengthY>500</LengthY>" in box
    for wrong in (PtzRequest(kind="preset", preset="900"), PtzRequest(kind="home"), PtzRequest(kind="preset", preset="gate")):
        with pytest.raises(NotFit):
            fields_of(wrong)
    assert mansrtsp("play", 3, scale=2.0) == b"PLAY RTSP/1.0\r\nCSeq: 3\r\nScale: 2.000000\r\n\r\n"
    assert b"Range: npt=30-" in mansrtsp("play", 4, begin_s=30.0) and b"PauseTime: now" in mansrtsp("pause", 5)


def test_session_descriptions():
    assert sdp.ssrc_text("34020000002000000001", 7) == "0200000007"
    assert sdp.ssrc_text("34020000002000000001", 7, is_history=True).startswith("1")
    body = sdp.offer(server="s", channel="c", host="10.0.0.9", port=6000, transport="tcp_passive", ssrc="0200000007",
                     span=(1700000000, 1700000600)).decode()
    for line in ("s=Playback", "u=c:0", "t=1700000000 1700000600", "m=video 6000 TCP/RTP/AVP 96", "a=setup:passive",
                 "a=connection:new", "y=0200000007"):
        assert line in body.split("\r\n")
    answer = sdp.parse(b"v=0\nc=IN IP4 1.2.3.4\nm=audio 7 RTP/AVP 8\nm=video 56147 RTP/AVP 96\nc=IN IP4 5.6.7.8\n"
                       b"a=rtpmap:96 PS/90000\ny=0000000000\nf=\nrubbish")
    assert (answer.host, answer.port, answer.ssrc) == ("5.6.7.8", 56147, None)


def test_rtp_in_any_order_with_losses():
    packets = [packet for group in rtp_packets(make_pictures(1), 5, 65_530) for packet in group]
    whole = b"".join(packet[12:] for packet in packets)
    shuffled = [packets[0]]
    for at in range(1, len(packets), 8):
        block = packets[at:at + 8]
        random.Random(at).shuffle(block)
        shuffled += block + block[:1]
    order = rtp.Reorder()
    found = [due for data in shuffled for due in order.put(rtp.parse(data))] + order.flush()
    assert b"".join(packet.payload for packet in found) == whole
    assert order.lost == 0 and order.doubled > 0
    order = rtp.Reorder()
    kept = [data for number, data in enumerate(packets) if number % 10 != 5]
    found = [due for data in kept for due in order.put(rtp.parse(data))] + order.flush()
    assert len(found) == len(kept) and order.lost == len(packets) - len(kept)


def test_rtp_that_counts_anew():
    order = rtp.Reorder()
    for sequence in (100, 101, 40_000, 40_001, 7, *range(8, 200)):
        order.put(rtp.Packet(sequence, 0, 1, 96, False, b"x"))
    assert order.lost < 70


def test_a_gap_of_a_slow_stream_is_not_waited_for():
    order = rtp.Reorder()
    found = []
    for number in range(40):
        if number != 20:
            found += order.put(rtp.Packet(number, 0, 1, 96, False, b"x"), number * 0.04)
    assert len(found) == 39 and order.lost == 1


def test_rtp_over_tcp_in_any_pieces():
    packets = [packet for group in rtp_packets(make_pictures(1), 5)[:3] for packet in group]
    stream = b"".join(struct.pack(">H", len(packet)) + packet for packet in packets)
    framer = rtp.Framer()
    assert [out for at in range(0, len(stream), 7) for out in framer.feed(stream[at:at + 7])] == packets


def test_a_stream_is_entered_at_a_key_frame():
    group, found = Group(), make_pictures(2, gop=10)
    whole = b"".join(picture.pack for picture in found)
    for at in range(0, len(whole), 1000):  # not cut where packs begin
        group.put(whole[at:at + 1000])
    assert group.bytes() == b"".join(picture.pack for picture in found[-10:])
    unmarked = [picture.pack for picture in found if not picture.is_key]
    group = Group()
    entries = [group.put(pack) for _ in range(20) for pack in unmarked]
    assert entries[:400] == [-1] * 400 and entries[-1] == 0


def _document(text, **keys):
    return manscdp.read(sip.Message("MESSAGE", "sip:x", 0, "", (), text, **keys))


@pytest.mark.parametrize(("declared", "encoding"), [("GB2312", "gb2312"), ("GB2312", "utf-8"), ("GB18030", "gb18030"),
                                                    ("UTF-8", "gbk"), ("utf-8", "utf-8"), ("", "gbk"), ("", "utf-8")])
def test_chinese_in_any_encoding(declared, encoding):
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else '<?xml version="1.0"?>'
    text = (f"{head}<Response><CmdType>Catalog</CmdType><SN>1</SN><DeviceID>d</DeviceID><SumNum>1</SumNum>"
            "<DeviceList Num='1'><Item><DeviceID>34020000001310000001</DeviceID><Name>黄石大道</Name><Model>null</Model>"
            "</Item></DeviceList></Response>")
    document = _document(text.encode(encoding))
    assert document.items == [{"DeviceID": "34020000001310000001", "Name": "黄石大道"}] and document.total == 1


def test_a_list_that_breaks_off_keeps_what_was_whole():
    text = (b"<?xml version='1.0'?><Response><CmdType>Catalog</CmdType><SN>1</SN><SumNum>3</SumNum><DeviceList Num='3'>"
            b"<Item><DeviceID>a1</DeviceID></Item><Item><DeviceID>a2</DeviceID><Name>whole</Name></Item><Item><DeviceID>a3</Dev")
    document = _document(text)
    assert document.is_damaged and [item["DeviceID"] for item in document.items] == ["a1", "a2"]
    for hostile in (b"", b"<a", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"<Notify></Notify>", b"\x00" * 99):
        with pytest.raises(ValueError):
            _document(hostile)


def test_content_length_that_is_wrong_over_tcp():
    keepalive = b"<Notify><CmdType>Keepalive</CmdType></Notify>"

    def message(size):
        return b"MESSAGE sip:a@b SIP/2.0\r\nCall-ID: x\r\nContent-Length: %d\r\n\r\n" % size + keepalive

    for size in (len(keepalive), len(keepalive) - 20, len(keepalive) + 30):
        framer = Framer(100_000)
        stream = message(size) * 3
        found = [out for at in range(0, len(stream), 11) for out in framer.feed(stream[at:at + 11])] + framer.idle()
        assert len(found) == 3, size
    framer = Framer(100_000)
    assert framer.feed(b"rubbish\r\nmore\r\n" + message(len(keepalive))) and framer.rubbish
    with pytest.raises(ValueError):
        Framer(1000).feed(b"MESSAGE sip:a@b SIP/2.0\r\nContent-Length: 999999\r\n\r\n")
    with pytest.raises(ValueError):
        Framer(100_000).feed(b"x" * 200_000)


def test_parts_in_any_order_twice_or_never():
    def part(*names, total=4):
        return manscdp.Document("Response", "Catalog", 1, "d", {}, [{"DeviceID": name} for name in names], total, True)

    whole = Collection("d", "Catalog", 1)
    assert [whole.put(each) for each in (part("c"), part("a"), part("a"), part("d"), part("b"))] == [False] * 4 + [True]
    assert whole.is_complete and sorted(whole.items) == ["a", "b", "c", "d"] and whole.doubled == 1
    short = Collection("d", "Catalog", 1, idle_s=-1.0)
    short.put(part("a"))
    assert short.is_over() and not short.is_complete and list(short.items) == ["a"]
    endless = Collection("d", "Catalog", 1, limit=10)
    assert any(endless.put(part(f"n{number}", total=10**6)) for number in range(20)) and endless.was_too_much
    assert Collection("d", "Catalog", 1).put(part(total=0))


def _items():
    return [{"DeviceID": "34020000", "Name": "镜湖区"},
            {"DeviceID": "34020000002160000001", "Name": "公安", "ParentID": "34020000"},
            {"DeviceID": "34020000001340000001", "Name": "alarm in"},
            {"DeviceID": "34020000001310000001", "Name": "A", "Longitude": "115.0362", "Latitude": "30.2128",
             "ParentID": "34020000001180000001/34020000002160000001", "CivilCode": "34020000", "PTZType": "3"},
            {"DeviceID": "34020000001310000002", "Name": "B", "Longitude": "0.0", "Latitude": "0.0", "Status": "OFF"},
            {"DeviceID": "340200000013100003", "Name": "eighteen digits", "Longitude": "", "Latitude": ""},
            {"DeviceID": "34020000001310000004", "Name": "C", "Longitude": "999", "Latitude": "30"},
            {"Name": "nobody"}]


def test_catalogue_items_as_cameras():
    channels = Channels("gb", "gcj02", lambda device, channel: (f"gb28181://r/{device}/{channel}", ""))
    made = channels.make("dev", _items(), 1)
    assert [camera.camera for camera in made.cameras] == [
        "gb/34020000001310000001", "gb/34020000001310000002", "gb/340200000013100003", "gb/34020000001310000004"]
    first, second, third, fourth = made.cameras
    assert 115.025 < first.lon < 115.0362 and first.lat < 30.2160 and first.district == "镜湖区"
    assert first.properties["department"] == "公安" and "ptz" not in first.properties
    assert second.lon is None and second.properties["status"] == "OFF" and second.properties["ptz"] == "1"
    assert third.lon is None and fourth.lon is None
    assert made.others == 4 and [reason.partition(":")[0] for reason, _ in made.problems] == ["coordinates_out_of_range"]
    other = channels.make("dev2", [{"DeviceID": "34020000001310000001"}], 1).cameras[0]
    assert other.camera == "gb/dev2:34020000001310000001", "two devices with one number are two cameras"
    assert not is_camera({"DeviceID": "34020000002150000001"}) and is_camera({"DeviceID": "34020000001320000001"})


# --- captures

def _ethernet(payload, fragment=0, more=False, number=1, vlan=False):
    total = 20 + len(payload)
    ip = struct.pack(">BBHHHBBH4s4s", 0x45, 0, total, number, (0x2000 if more else 0) | fragment // 8, 64, 17, 0,
                     bytes((10, 0, 0, 1)), bytes((10, 0, 0, 2)))
    return bytes(12) + (b"\x81\x00\x00\x01" if vlan else b"") + b"\x08\x00" + ip + payload


def _udp(payload):
    return struct.pack(">HHHH", 5060, 5060, 8 + len(payload), 0) + payload


def _pcap(frames, order="<", nanoseconds=False):
    magic = 0xA1B23C4D if nanoseconds else 0xA1B2C3D4
    head = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 65535, 1)
    return head + b"".join(struct.pack(order + "IIII", 1_700_000_000, 5, len(frame), len(frame)) + frame for frame in frames)


CATALOGUE = (b"MESSAGE sip:s@r SIP/2.0\r\nFrom: <sip:34020000001180000001@r>;tag=1\r\nCall-ID: c\r\nCSeq: 1 MESSAGE\r\n\r\n"
             + "<?xml version='1.0' encoding='GB2312'?><Response><CmdType>Catalog</CmdType><SN>9</SN><DeviceID>34020000001180000001"
               "</DeviceID><SumNum>2</SumNum><DeviceList Num='2'><Item><DeviceID>34020000001310000001</DeviceID><Name>大桥</Name>"
               "</Item><Item><DeviceID>34020000001310000002</DeviceID><Name>二</Name></Item></DeviceList></Response>".encode("gb2312"))


@pytest.mark.parametrize(("order", "nano"), [("<", False), (">", False), ("<", True), (">", True)])
def test_old_captures_with_fragments_and_vlans(tmp_path, order, nano):
    datagram = _udp(CATALOGUE)
    frames = [_ethernet(datagram[400:], 400, False, 7), _ethernet(datagram[:400], 0, True, 7, vlan=True), b"\x01\x02", _ethernet(b"")]
    path = tmp_path / "a.pcap"
    path.write_bytes(_pcap(frames, order, nano))
    found = make("gb28181", id="g", path=str(path)).to_end()
    assert [event.name for event in found.events] == ["大桥", "二"] and found.events[0].at_utc == 1_700_000_000 * 10**6 + (0 if nano else 5)


def test_tcp_segments_in_any_order():
    def segment(sequence, payload, flags=0x18):
        return struct.pack(">HHIIBBHHH", 40_000, 5060, sequence, 0, 0x50, flags, 0, 0, 0) + payload

    def frame(payload):
        whole = bytearray(_ethernet(payload))
        whole[23] = 6
        return pcap.Frame(1, 1, bytes(whole))

    packets = Packets()
    frames = [frame(segment(99, b"", 2)), frame(segment(105, b"fgh")), frame(segment(100, b"abcde")), frame(segment(103, b"defgh")),
              frame(segment(108, b"ij"))]
    assert b"".join(piece.data for each in frames for piece in packets.feed(each)) == b"abcdefghij"


def test_a_capture_that_breaks_off(samples, tmp_path):
    whole = (samples / "gb28181/invite-live-catalog.pcapng").read_bytes()
    assert len(list(pcap.frames(io.BytesIO(whole)))) == 12
    path = tmp_path / "cut.pcapng"
    path.write_bytes(whole[:-300])
    found = make("gb28181", frames=str(path)).to_end()
    assert [event.name for event in found.events] == ["Camera01"]
    assert found.health.bad == 1 and "truncated" in found.reasons[0]


def test_the_capture_of_a_real_camera(samples):
    found = make("gb28181", id="g", frames=str(samples / "gb28181/invite-live-catalog.pcapng")).to_end()
    assert found.counts == (2, 0, 10)
    camera = found.events[0]
    assert (camera.camera, camera.name, camera.properties["status"]) == ("g/34010000001310000001", "Camera01", "ON")
    assert "manufacturer" not in camera.properties, "null is nothing"


def test_frames_as_lines(tmp_path):
    path = tmp_path / "frames.jsonl"
    path.write_text("\n".join(["# a comment", CATALOGUE.hex(), json.dumps({"hex": CATALOGUE.hex(" ")}),
                               json.dumps({"frame": "BYE sip:a@b SIP/2.0\r\nCall-ID: x\r\n\r\n"}), json.dumps({"other": 1}),
                               "BYE sip:a@b SIP/2.0\\r\\nCall-ID: x\\r\\n\\r\\n", "zz", "A50F0102320000DA"]), encoding="utf-8")
    found = make("gb28181", frames=str(path)).to_end()
    assert found.kinds["CameraSeen"] == 2 and found.health.bad == 3


@pytest.mark.parametrize("wrong", [{}, {"listen": "x"}, {"listen": "0.0.0.0:5060"}, {"path": "a", "frames": "b"},
                                   {"listen": "0.0.0.0:5060", "password": "x", "server_id": "12"},
                                   {"path": "a", "media_ports": "9-3"}, {"path": "a", "media_url": "rtsp://{host}"},
                                   {"path": "a", "timezone": "Mars/Base"}])
def test_a_wrong_configuration_is_refused(wrong):
    with pytest.raises(ValueError):
        make("gb28181", **wrong)


def test_damaged_captures_and_frames_never_crash(samples, tmp_path):
    randomly, path = random.Random(5), tmp_path / "damaged"
    sources = [(samples / "gb28181/invite-live-catalog.pcapng").read_bytes(), _pcap([_ethernet(_udp(CATALOGUE))]), CATALOGUE,
               (samples / "gb28181/ptz_vectors.jsonl").read_bytes()]
    for number in range(160):
        data = bytearray(sources[number % len(sources)])
        for _ in range(randomly.randrange(1, 12)):
            data[randomly.randrange(len(data))] = randomly.randrange(256)
        path.write_bytes(data[:randomly.randrange(len(data) // 2, len(data) + 1)])
        assert make("gb28181", frames=str(path)).to_end().error is None
