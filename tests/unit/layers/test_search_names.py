"""Search: pinyin, ranking, a hundred thousand names, coordinates in any system, crossings and house numbers."""

from __future__ import annotations

import pytest
import shapely
import synthetic_city as city

from command_center.domain.coordinates import zone_crs
from command_center.domain.geo import from_wgs84
from layers.search.addresses import address_hits
from layers.search.coordinates import coordinate_hits
from layers.search.district import districts_of
from layers.search.index import Block, Index, distance_m, folded
from layers.search.names import Named, features
from layers.search.pinyin import spellings

HERE = (city.LON, city.LAT)


@pytest.fixture(scope="module")
def index() -> Index:
    made = Index()
    made.build(city.snapshot(), chinese=True)
    return made


@pytest.mark.parametrize(("name", "typed"), [
    ("解放路", "jiefanglu"), ("解放路", "jfl"), ("重庆路", "chongqinglu"), ("重庆路", "cql"), ("朝阳路", "chaoyanglu"),
    ("绿地中心", "lvdizhongxin"), ("第3中学", "d3zx"), ("银行", "yinhang"), ("长江路", "changjianglu")])
def test_names_are_spelled_as_one_types_them(name: str, typed: str) -> None:
    assert typed in spellings(name)


def test_a_name_without_chinese_has_no_pinyin() -> None:
    assert spellings("Fire station 3") == () == spellings("")


@pytest.mark.parametrize("typed", ["人民公园", "rmgy", "renmin", "RENMIN GONGYUAN", "ren min gong yuan", "people's park", "park people",
                                   "ｒｍｇｙ"])
def test_a_feature_is_found_in_every_way(index: Index, typed: str) -> None:
    assert index.find(typed)[0].row.identity == "parks/p"


@pytest.mark.parametrize(("typed", "kind", "identity"), [
    ("SJ-0731", "incident", "i1"), ("zsl sdjs", "incident", "i1"), ("dgylk", "camera", "c/0"), ("青江", "feature", "water/w"),
    ("xcsdjs", "alarm", "a1")])
def test_everything_is_found(index: Index, typed: str, kind: str, identity: str) -> None:
    hit = index.find(typed)[0]
    assert (hit.kind, hit.row.identity) == (kind, identity)


def test_nothing_is_found_for_nothing(index: Index) -> None:
    assert index.find("   ") == [] and index.find("nothing like it") == []


def test_better_fits_come_first_then_what_matters_then_what_is_near() -> None:
    made = Index()
    made._blocks = (Block([
        Named("feature", "places/far", "人民医院", "", ((115.2, 30.2),)), Named("feature", "places/near", "人民医院", "", ((115.01, 30.2),)),
        Named("feature", "places/inside", "江州人民医院", "", ((115.0, 30.2),)), Named("unit", "u/1", "人民医院急救", "", ((115.3, 30.2),)),
        Named("feature", "buildings/9", "人民医院", "", ((115.0, 30.2),))]),)
    found = [hit.row.identity for hit in made.find("人民医院", (115.0, 30.2))]
    assert found == ["places/near", "places/far", "buildings/9", "u/1", "places/inside"]
    assert next(hit.row.identity for hit in made.find("rm", (115.0, 30.2))) == "u/1", "a unit before places that fit as well"


def test_a_road_of_many_segments_is_one_hit_at_its_nearest_segment() -> None:
    parts = {f"r{i}": city.feature(f"r{i}", shapely.LineString([(115 + i * 0.1, 30), (115 + i * 0.1, 30.1)]), name="解放路") for i in range(5)}
    made = Index()
    made._blocks = (Block(features("roads", parts, True)),)
    hits = made.find("jfl", (115.31, 30.05))
    assert [hit.identity for hit in hits] == ["roads/r3"] and hits[0].distance_m < 6000


def test_two_places_of_one_name_are_two() -> None:
    pair = {str(i): city.feature(str(i), shapely.Point(115 + i, 30), name="人民医院") for i in range(2)}
    assert len(features("places", pair, True)) == 2


def test_features_without_a_name_are_found_by_their_address() -> None:
    house = city.feature("h", shapely.Point(115, 30), **{"addr:street": "中山路", "addr:housenumber": "88号"})
    made = Index()
    made._blocks = (Block(features("buildings", {"h": house}, True)),)
    assert made.find("中山路88号")[0].row.identity == "buildings/h" == made.find("zsl88h")[0].row.identity


def test_a_hundred_thousand_names_are_searched_whole() -> None:
    rows = [Named("feature", f"places/{i}", f"第{i}小学", "", ((115.0, 30.0),)) for i in range(100_000)]
    made = Index()
    made._blocks = (Block(rows),)
    assert made.find("第77777小学")[0].row.identity == "places/77777"
    assert made.find("d99999xx")[0].row.identity == "places/99999"
    assert len(made.find("小学")) == 12


def test_unchanged_collections_are_kept(index: Index) -> None:
    made, snapshot = Index(), city.snapshot()
    made.build(snapshot, True)
    first = {name: block for name, (_, _, block) in made._kept.items()}
    made.build(snapshot, True)
    assert all(made._kept[name][2] is block for name, block in first.items())
    made.build(snapshot, False)
    assert made.find("People's Park")[0].title == "People's Park"


# coordinates

@pytest.mark.parametrize(("text", "crs"), [
    ("115.03, 30.22", "wgs84"), ("30.22 115.03", "wgs84"), ("N30°13'12\" E115°01'48\"", "wgs84"), ("东经115.03 北纬30.22", "wgs84"),
    ("WGS84 115.03,30.22", "wgs84")])
def test_degrees_are_read(text: str, crs: str) -> None:
    hit = coordinate_hits(text, HERE, True)[0]
    assert hit.row.identity.startswith(crs) and hit.distance_m < 1


@pytest.mark.parametrize("crs", ["gcj02", "bd09", "epsg:3857", zone_crs(38), "epsg:4547"])
def test_any_system_leads_to_the_place(crs: str) -> None:
    east, north = from_wgs84(*HERE, crs)
    text = f"{float(east):.7f}, {float(north):.7f}"
    assert min(hit.distance_m for hit in coordinate_hits(text, HERE, False)) < 1
    named = coordinate_hits(f"{crs} {text}", HERE, False)
    assert len(named) == 1 and named[0].distance_m < 1


@pytest.mark.parametrize("text", ["解放路", "12", "SJ-0731 x", "K12+300", "", "999, 999"])
def test_what_is_no_place_gives_none(text: str) -> None:
    assert coordinate_hits(text, HERE, True) == []


# addresses

def test_the_crossing_of_two_roads_is_found(index: Index) -> None:
    for text in ("经3路与纬4路", "经3路 纬4路交叉口", "jing3lu/wei4lu"):
        hit = address_hits(text, index, city.snapshot(), HERE)[0]
        assert hit.kind == "place"
        expected = (city.LON + (4 - 6) * city.STEP, city.LAT + (3 - 6) * city.STEP)
        assert distance_m(hit.place, expected) < 40


def test_a_house_number_leads_to_its_road(index: Index) -> None:
    hit = address_hits("经3路88号", index, city.snapshot(), HERE)[0]
    assert hit.identity == "roads/r13" and hit.row.identity.endswith(" 88")
    assert address_hits("没有这条路88号", index, city.snapshot(), HERE) == []


def test_districts_are_told() -> None:
    told = districts_of(city.features()["districts"])
    assert told.at(HERE, True) == "中心城区" and told.at(HERE, False) == "Centre" and told.at((0, 0), True) == ""


def test_texts_are_folded() -> None:
    assert folded("  ＡＢ　Ｃ’s ") == "ab cs"
