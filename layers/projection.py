"""The plane that a map is shown in: EPSG:3857 metres, or the city's three-degree zone of CGCS2000. Pure; any thread.

Everything that comes from a layer is in EPSG:3857 metres and goes through `from_mercator` once before it is painted;
places are WGS84 degrees and go through `forward` and `inverse`. The zone is the transverse Mercator of CGCS2000's
ellipsoid by Krueger's series to the sixth order (Karney 2011, Transverse Mercator with an accuracy of a few nanometers),
which agrees with PROJ to micrometres within the zone and to a millimetre within 30 degrees of its meridian. CGCS2000
degrees are taken for WGS84's, as everywhere in the product.
"""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from command_center.domain.geo import MERCATOR_RADIUS_M, Pair, from_mercator, to_mercator
from layers.drawing import Areas, Cones, Drawing, Floats, Heat, Labels, Lines, Points

Bounds = tuple[float, float, float, float]
WORLD_M = 20_037_508.342789244
_PLAIN, _NUMBERED, _LAST = 4534, 4513, 4554  # EPSG codes of the first zone without and with its number, and the last
_FIRST_ZONE = 25
_A, _F = 6_378_137.0, 1.0 / 298.257222101
_N = _F / (2.0 - _F)
_E2 = _F * (2.0 - _F)
_E = math.sqrt(_E2)
_RADIUS = _A / (1 + _N) * (1 + _N ** 2 / 4 + _N ** 4 / 64 + _N ** 6 / 256)
_AT_ONCE = 8192  # as many places as the processor's cache holds with all that is reckoned between
_REACH = math.radians(40.0)  # beyond so far from the meridian the plane is of no use, and what lies there is drawn at its edge
_ALPHA = (
    _N / 2 - 2 * _N ** 2 / 3 + 5 * _N ** 3 / 16 + 41 * _N ** 4 / 180 - 127 * _N ** 5 / 288 + 7891 * _N ** 6 / 37800,
    13 * _N ** 2 / 48 - 3 * _N ** 3 / 5 + 557 * _N ** 4 / 1440 + 281 * _N ** 5 / 630 - 1983433 * _N ** 6 / 1935360,
    61 * _N ** 3 / 240 - 103 * _N ** 4 / 140 + 15061 * _N ** 5 / 26880 + 167603 * _N ** 6 / 181440,
    49561 * _N ** 4 / 161280 - 179 * _N ** 5 / 168 + 6601661 * _N ** 6 / 7257600,
    34729 * _N ** 5 / 80640 - 3418889 * _N ** 6 / 1995840,
    212378941 * _N ** 6 / 319334400)
_BETA = (
    _N / 2 - 2 * _N ** 2 / 3 + 37 * _N ** 3 / 96 - _N ** 4 / 360 - 81 * _N ** 5 / 512 + 96199 * _N ** 6 / 604800,
    _N ** 2 / 48 + _N ** 3 / 15 - 437 * _N ** 4 / 1440 + 46 * _N ** 5 / 105 - 1118711 * _N ** 6 / 3870720,
    17 * _N ** 3 / 480 - 37 * _N ** 4 / 840 - 209 * _N ** 5 / 4480 + 5569 * _N ** 6 / 90720,
    4397 * _N ** 4 / 161280 - 11 * _N ** 5 / 504 - 830251 * _N ** 6 / 7257600,
    4583 * _N ** 5 / 161280 - 108847 * _N ** 6 / 3991680,
    20648693 * _N ** 6 / 638668800)


@dataclass(frozen=True, slots=True)
class Projection:
    """EPSG:3857 unless said otherwise. crs: "epsg:CODE"; limits: west, south, east, north of the plane in its metres;
    mercator_m: EPSG:3857 metres in one metre of the plane where the city lies, by which scales are told to layers."""

    crs: str = "epsg:3857"
    limits: Bounds = (-WORLD_M, -WORLD_M, WORLD_M, WORLD_M)
    mercator_m: float = 1.0

    @property
    def is_mercator(self) -> bool:
        """Whether the plane is that of the layers' columns."""
        return True

    def forward(self, lon: ArrayLike, lat: ArrayLike) -> Pair:
        """Metres east and north of WGS84 degrees."""
        return to_mercator(lon, lat)

    def inverse(self, x: ArrayLike, y: ArrayLike) -> Pair:
        """WGS84 degrees of metres east and north."""
        return from_mercator(x, y)

    def ground_m(self, x: float, y: float) -> float:
        """Metres on the ground in one metre of the plane at a place."""
        return float(np.cos(np.radians(self.inverse(x, y)[1])))

    def from_mercator(self, xy: Floats) -> Floats:
        """(n, 2) of the plane from (n, 2) EPSG:3857 metres; NaN stays NaN."""
        return xy

    def to_mercator(self, xy: Floats) -> Floats:
        """The inverse of `from_mercator`."""
        return xy


@dataclass(frozen=True, slots=True)
class ZoneProjection(Projection):
    """A three-degree zone of CGCS2000. meridian: degrees; easting: false easting in metres, with the zone's number in
    front where the system has it."""

    meridian: float = 117.0
    easting: float = 500_000.0

    @property
    def is_mercator(self) -> bool:
        """See Projection."""
        return False

    def forward(self, lon: ArrayLike, lat: ArrayLike) -> Pair:
        """See Projection. What lies further than 40 degrees from the meridian comes to lie at its edge."""
        up = np.radians(np.clip(np.asarray(lat, np.float64), -89.9, 89.9))
        return self._plane(np.radians(np.asarray(lon, np.float64) - self.meridian), np.arctanh(np.sin(up)))

    def _plane(self, across: Floats, up: Floats) -> Pair:
        """Of radians from the meridian and the sphere's isometric latitude, which is EPSG:3857's northing."""
        if len(np.shape(across)) == 0 or across.size < 64 or np.abs(across).max() > _REACH:
            across = np.clip((across + math.pi) % (2 * math.pi) - math.pi, -_REACH, _REACH)
        sine = np.tanh(up)
        bent = _E2 * sine  # e artanh(e sine), of which e^10 is below a micrometre
        power = _E2 * sine * sine
        bent = bent * (1 + power * (1 / 3 + power * (1 / 5 + power * (1 / 7 + power / 9))))
        tau, cosine = np.sinh(up - bent), np.cos(across)
        length = tau * tau + cosine * cosine
        reach = np.sin(across) / np.sqrt(length)
        xi, eta = np.arctan2(tau, cosine), np.arcsinh(reach)
        high = np.sqrt(1 + reach * reach)
        more_xi, more_eta = _series(_ALPHA, 2 * tau * cosine / length, (cosine * cosine - tau * tau) / length,
                                    2 * reach * high, 1 + 2 * reach * reach)
        return self.easting + _RADIUS * (eta + more_eta), _RADIUS * (xi + more_xi)

    def inverse(self, x: ArrayLike, y: ArrayLike) -> Pair:
        """See Projection."""
        eta = np.clip((np.asarray(x, np.float64) - self.easting) / _RADIUS, -1.2, 1.2)
        xi = np.asarray(y, np.float64) / _RADIUS
        less_xi, less_eta = _series(_BETA, np.sin(2 * xi), np.cos(2 * xi), np.sinh(2 * eta), np.cosh(2 * eta))
        xi, eta = xi - less_xi, eta - less_eta
        tau = np.sin(xi) / np.hypot(np.sinh(eta), np.cos(xi))
        return self.meridian + np.degrees(np.arctan2(np.sinh(eta), np.cos(xi))), np.degrees(np.arctan(_geodetic(tau)))

    def ground_m(self, x: float, y: float) -> float:
        """See Projection. On the central meridian 1; 0.9998 at the zone's edge."""
        return 1.0 / math.cosh((x - self.easting) / _RADIUS)

    def from_mercator(self, xy: Floats) -> Floats:
        """See Projection."""
        pairs = np.asarray(xy, np.float64).reshape(-1, 2)
        found = np.empty_like(pairs)
        for first in range(0, len(pairs), _AT_ONCE):
            some = pairs[first:first + _AT_ONCE] / MERCATOR_RADIUS_M
            found[first:first + _AT_ONCE] = np.column_stack(self._plane(some[:, 0] - math.radians(self.meridian), some[:, 1]))
        return found

    def to_mercator(self, xy: Floats) -> Floats:
        """See Projection."""
        pairs = np.asarray(xy, np.float64).reshape(-1, 2)
        return np.column_stack(to_mercator(*self.inverse(pairs[:, 0], pairs[:, 1])))


MERCATOR = Projection()


def _series(coefficients: tuple[float, ...], sine: Floats, cosine: Floats, sinh: Floats, cosh: Floats) -> Pair:
    """Real and imaginary part of the sum of a_j sin(2 j (xi + i eta)) by Clenshaw's recurrence, from the functions of
    2 xi and of 2 eta."""
    real, imaginary = 2 * cosine * cosh, -2 * sine * sinh
    a, b, old_a, old_b = (np.zeros_like(real) for _ in range(4))
    for coefficient in reversed(coefficients):
        a, b, old_a, old_b = (real * a - imaginary * b - old_a + coefficient, real * b + imaginary * a - old_b, a, b)
    return sine * cosh * a - cosine * sinh * b, sine * cosh * b + cosine * sinh * a


def _geodetic(conformal: Floats) -> Floats:
    """Tangent of the latitude from the tangent of the conformal latitude, by Newton's method (Karney 2011, (19)-(21))."""
    tau = conformal
    for _ in range(4):
        sigma = np.sinh(_E * np.arctanh(_E * tau / np.hypot(1.0, tau)))
        there = tau * np.hypot(1.0, sigma) - sigma * np.hypot(1.0, tau)
        slope = (1 + (1 - _E ** 2) * tau ** 2) / ((1 - _E ** 2) * np.hypot(1.0, tau))
        tau = tau + (conformal - there) / np.hypot(1.0, there) * slope
    return tau


@functools.lru_cache(maxsize=32)
def projection_of(crs: str = "EPSG:3857", lat: float = 30.0) -> Projection:
    """The projection of a `[map] crs`; lat: where the city lies. Raises ValueError (what may be written) for others."""
    name = crs.strip().lower().replace("epsg::", "epsg:")
    code = int(name[5:]) if name.startswith("epsg:") and name[5:].isdecimal() and name.isascii() else 0
    if code == 3857:
        return MERCATOR
    if not _NUMBERED <= code <= _LAST:
        raise ValueError("EPSG:3857, or a three-degree zone of CGCS2000 (EPSG:4513 to EPSG:4554), "
                         f"not {crs[:40]!r}")
    numbered = code < _PLAIN
    zone = code - (_NUMBERED if numbered else _PLAIN) + _FIRST_ZONE
    easting = 500_000.0 + (zone * 1_000_000.0 if numbered else 0.0)
    limits = (easting - 4_500_000.0, -10_000_000.0, easting + 4_500_000.0, 10_000_000.0)
    return ZoneProjection(f"epsg:{code}", limits, 1.0 / math.cos(math.radians(lat)), 3.0 * zone, easting)


def projected(drawing: Drawing, projection: Projection) -> Drawing:
    """A layer's drawing in the metres of the plane; the same object where they are the layer's own."""
    if projection.is_mercator:
        return drawing
    changed: dict[str, Heat | Areas | Cones | Lines | Points | Labels] = {}
    for name in ("heat", "areas", "cones", "lines", "points", "labels"):
        part = getattr(drawing, name)
        if len(part.xy):
            changed[name] = replace(part, xy=projection.from_mercator(part.xy))
    cones = changed.get("cones")
    if isinstance(cones, Cones):
        changed["cones"] = replace(cones, reach=cones.reach / projection.mercator_m)
    return replace(drawing, **changed) if changed else drawing  # type: ignore[arg-type]
