"""The offset systems of Chinese web maps: GCJ-02, BD-09 and their Mercators. Pure; any thread; numpy in, numpy out.

GCJ-02 and BD-09 are public knowledge (https://en.wikipedia.org/wiki/Restrictions_on_geographic_data_in_China). Their
inverses are by iteration and agree with the forward formulas within 1e-9 degrees (0.1 mm). Baidu's Mercator is a
polynomial of degree six a band of latitude, as its own scripts have it; its inverse starts from Baidu's second set of
polynomials, which is only good to decimetres, and is refined against the first to 0.1 mm.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Pair = tuple[Floats, Floats]

CHINA_BOX = (72.004, 0.8293, 137.8347, 55.8271)  # west, south, east, north: where GCJ-02 is applied at all
BAIDU_LIMIT_DEG = 74.0  # Baidu's Mercator ends here

_KRASOVSKY_A = 6_378_245.0
_KRASOVSKY_EE = 0.00669342162296594323
_BAIDU = np.pi * 3000.0 / 180.0
_LAT_BANDS = np.array((15.0, 30.0, 45.0, 60.0, 75.0))
_NORTH_BANDS = np.array((1_678_043.12, 3_481_989.83, 5_591_021.0, 8_362_377.87, 12_890_594.86))
# By band from the equator: two terms for x, seven for y by powers of |y| / the last.
_FORWARD = np.array((
    (-0.0003218135878613132, 111320.7020701615, 0.00369383431289, 823725.6402795718, 0.46104986909093,
     2351.343141331292, 1.58060784298199, 8.77738589078284, 0.37238884252424, 7.45),
    (-0.0003441963504368392, 111320.7020576856, 278.2353980772752, 2485758.690035394, 6070.750963243378,
     54821.18345352118, 9540.606633304236, -2710.55326746645, 1405.483844121726, 22.5),
    (0.00220636496208, 111320.7020209128, 51751.86112841131, 3796837.749470245, 992013.7397791013,
     -1221952.21711287, 1340652.697009075, -620943.6990984312, 144416.9293806241, 37.5),
    (0.00337398766765, 111320.7020202162, 4481351.045890365, -23393751.19931662, 79682215.47186455,
     -115964993.2797253, 97236711.15602145, -43661946.33752821, 8477230.501135234, 52.5),
    (0.0008277824516172526, 111320.7020463578, 647795574.6671607, -4082003173.641316, 10774905663.51142,
     -15171875531.51559, 12053065338.62167, -5124939663.577472, 913311935.9512032, 67.5),
    (-0.0015702102444, 111320.7020616939, 1704480524535203.0, -10338987376042340.0, 26112667856603880.0,
     -35149669176653700.0, 26595700718403920.0, -10725012454188240.0, 1800819912950474.0, 82.5)))
_INVERSE = np.array((
    (2.890871144776878e-9, 8.983055095805407e-6, -3.068298e-8, 7.47137025468032, -3.53937994e-6,
     -0.02145144861037, -1.234426596e-5, 0.00010322952773, -3.23890364e-6, 826088.5),
    (3.09191371068437e-9, 8.983055096812155e-6, 6.995724062e-5, 23.10934304144901, -0.00023663490511,
     -0.6321817810242, -0.00663494467273, 0.03430082397953, -0.00466043876332, 2555164.4),
    (-1.981981304930552e-8, 8.983055099779535e-6, 0.03278182852591, 40.31678527705744, 0.65659298677277,
     -4.44255534477492, 0.85341911805263, 0.12923347998204, -0.04625736007561, 4482777.06),
    (-3.030883460898826e-8, 8.98305509983578e-6, 0.30071316287616, 59.74293618442277, 7.357984074871,
     -25.38371002664745, 13.45380521110908, -3.29883767235584, 0.32710905363475, 6856817.37),
    (-7.435856389565537e-9, 8.983055097726239e-6, -0.78625201886289, 96.32687599759846, -1.85204757529826,
     -59.36935905485877, 47.40033549296737, -16.50741931063887, 2.28786674699375, 10260144.86),
    (1.410526172116255e-8, 8.98305509648872e-6, -1.9939833816331, 200.9824383106796, -187.2403703815547,
     91.6087516669843, -23.38765649603339, 2.57121317296198, -0.03801003308653, 17337981.2)))


def in_china_box(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """Where the offset of GCJ-02 applies."""
    west, south, east, north = CHINA_BOX
    return np.asarray((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north))


def _offset(lon: Floats, lat: Floats) -> Pair:
    """Degrees that GCJ-02 adds to WGS84."""
    x, y, pi = lon - 105.0, lat - 35.0, np.pi
    root = np.sqrt(np.abs(x))
    waves = (20.0 * np.sin(6.0 * x * pi) + 20.0 * np.sin(2.0 * x * pi)) * 2.0 / 3.0
    north = (-100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
             + (20.0 * np.sin(y * pi) + 40.0 * np.sin(y / 3.0 * pi)) * 2.0 / 3.0
             + (160.0 * np.sin(y / 12.0 * pi) + 320.0 * np.sin(y * pi / 30.0)) * 2.0 / 3.0)
    east = (300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
            + (20.0 * np.sin(x * pi) + 40.0 * np.sin(x / 3.0 * pi)) * 2.0 / 3.0
            + (150.0 * np.sin(x / 12.0 * pi) + 300.0 * np.sin(x / 30.0 * pi)) * 2.0 / 3.0)
    latitude = np.radians(lat)
    magic = 1.0 - _KRASOVSKY_EE * np.sin(latitude) ** 2
    meridian = _KRASOVSKY_A * (1.0 - _KRASOVSKY_EE) / (magic * np.sqrt(magic))
    parallel = _KRASOVSKY_A / np.sqrt(magic) * np.cos(latitude)
    return np.degrees(east / parallel), np.degrees(north / meridian)


def wgs84_to_gcj02(lon: Floats, lat: Floats) -> Pair:
    """Degrees to degrees; outside the box nothing moves."""
    with np.errstate(all="ignore"):
        east, north = _offset(lon, lat)
        inside = in_china_box(lon, lat)
        return np.where(inside, lon + east, lon), np.where(inside, lat + north, lat)


def gcj02_to_wgs84(lon: Floats, lat: Floats) -> Pair:
    """The inverse, by iteration."""
    with np.errstate(all="ignore"):
        inside = in_china_box(lon, lat)
        x, y = lon, lat
        for _ in range(4):  # each round gains about three digits; four reach 1e-10 degrees
            east, north = _offset(x, y)
            x, y = lon - east, lat - north
        return np.where(inside, x, lon), np.where(inside, y, lat)


def gcj02_to_bd09(lon: Floats, lat: Floats) -> Pair:
    """Degrees to degrees, wherever it is: the caller knows the box."""
    z = np.hypot(lon, lat) + 0.00002 * np.sin(lat * _BAIDU)
    theta = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * _BAIDU)
    return z * np.cos(theta) + 0.0065, z * np.sin(theta) + 0.006


def wgs84_to_bd09(lon: Floats, lat: Floats) -> Pair:
    """Degrees to degrees; outside the box nothing moves."""
    with np.errstate(all="ignore"):
        inside = in_china_box(lon, lat)
        x, y = gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))
        return np.where(inside, x, lon), np.where(inside, y, lat)


def bd09_to_wgs84(lon: Floats, lat: Floats) -> Pair:
    """The inverse, by iteration."""
    with np.errstate(all="ignore"):
        inside = in_china_box(lon, lat)
        x, y = lon - 0.0065, lat - 0.006
        for _ in range(5):
            east, north = gcj02_to_bd09(x, y)
            x, y = x + (lon - east), y + (lat - north)
        x, y = gcj02_to_wgs84(x, y)
        return np.where(inside, x, lon), np.where(inside, y, lat)


def bd09_to_bd09mc(lon: Floats, lat: Floats) -> Pair:
    """Baidu's metres of Baidu's degrees; latitudes are cut at 74."""
    with np.errstate(all="ignore"):
        north = np.clip(lat, -BAIDU_LIMIT_DEG, BAIDU_LIMIT_DEG)
        return _polynomial(lon, north, _FORWARD[np.searchsorted(_LAT_BANDS, np.abs(north), side="right")])


def bd09mc_to_bd09(x: Floats, y: Floats) -> Pair:
    """Baidu's degrees of Baidu's metres."""
    with np.errstate(all="ignore"):
        lon, lat = _polynomial(x, y, _INVERSE[np.searchsorted(_NORTH_BANDS, np.abs(y), side="right")])
        for _ in range(3):
            east, north = bd09_to_bd09mc(lon, lat)
            lon = lon + (x - east) / 111_320.7
            lat = lat + (y - north) / (111_320.7 / np.cos(np.radians(np.clip(lat, -75.0, 75.0))))
        return lon, lat


def _polynomial(x: Floats, y: Floats, terms: Floats) -> Pair:
    """terms: (..., 10) a point, see _FORWARD."""
    east = terms[..., 0] + terms[..., 1] * np.abs(x)
    part = np.abs(y) / terms[..., 9]
    north = terms[..., 8]
    for number in range(7, 1, -1):
        north = north * part + terms[..., number]
    return np.where(x < 0, -east, east), np.where(y < 0, -north, north)
