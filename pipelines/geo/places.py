"""Find a region, an MRC or a municipality by what people type of its name."""

from dataclasses import dataclass
from functools import cache

from pipelines.geo.model import Extent
from pipelines.geo.territories import territory_bounds
from pipelines.matching.names import folded
from pipelines.matching.reference import rows_of

NEAR = 0.06  # degrees around a municipality's landmark
SHORTEST = 2


@dataclass(frozen=True)
class Place:
    """A place to go to: `kind` is region, mrc or a municipality's designation; `bounds`: where.

    `within`: the region that it is in, "" for a region.
    """

    code: str
    name: str
    kind: str
    within: str
    bounds: Extent
    weight: int


def find_places(typed: str, most: int = 10) -> list[Place]:
    """Return the places whose name begins as what is typed does, then those that have it inside."""
    words = folded(typed)
    if len(words) < SHORTEST:
        return []
    found = [(rank, place) for name, place in _places() if (rank := _rank(words, name)) is not None]
    ordered = sorted(found, key=lambda item: (item[0], -item[1].weight, item[1].name))
    return [place for _, place in ordered[:most]]


def _rank(words: str, name: str) -> int | None:
    if name == words:
        return 0
    if name.startswith(words):
        return 1
    return 2 if f" {words}" in name else None


@cache
def _places() -> tuple[tuple[str, Place], ...]:
    places = [*_regions(), *_mrc(), *_municipalities()]
    return tuple((folded(place.name), place) for place in places)


def _regions() -> list[Place]:
    bounds = territory_bounds("regions-administratives")
    rows = rows_of("regions-administratives")
    return [
        Place(row["code"], row["nom"], "region", "", bounds[row["code"]], 10_000_000)
        for row in rows
    ]


def _mrc() -> list[Place]:
    bounds = territory_bounds("mrc")
    return [
        Place(row["code"], row["nom"], "mrc", row["nom_region"], bounds[row["code"]], 1_000_000)
        for row in rows_of("mrc")
        if row["code"] in bounds
    ]


def _municipalities() -> list[Place]:
    """Return those with a landmark around it, the others with their MRC's bounds."""
    landmarks = {row["code"]: row for row in rows_of("municipalites", "reperes.csv")}
    bounds = territory_bounds("mrc")
    found = []
    for row in rows_of("municipalites"):
        known = landmarks.get(row["code"])
        where = _around(known) if known else bounds.get(row["code_mrc"])
        if where:
            weight = int(row["population"] or 0)
            place = (row["code"], row["nom"], row["designation"], row["nom_region"])
            found.append(Place(*place, where, weight))
    return found


def _around(landmark: dict[str, str]) -> Extent:
    x, y = float(landmark["longitude"]), float(landmark["latitude"])
    return (x - NEAR, y - NEAR, x + NEAR, y + NEAR)
