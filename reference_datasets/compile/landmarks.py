"""Where to centre a map on a municipality, which has no boundaries here: a place in it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import shapely

from reference_datasets.compile.municipalities import Municipality

PLACES = "geographie/autres/lh_p.geojson"
DECIMALS = 3  # of a degree: 100 m


@dataclass(frozen=True)
class Landmark:
    """A place to centre a map on; `lieu` is its name, which may not be the municipality's."""

    code: str
    longitude: str
    latitude: str
    lieu: str


def landmarks(
    data: Path, rows: Iterable[Municipality], mrc: dict[str, shapely.Geometry]
) -> list[Landmark]:
    """Return one place for each municipality that has one, by code.

    A place is its municipality's when it has its name and lies in its MRC. The one that is called
    as the municipality is taken, otherwise the first.
    """
    places = json.loads((data / PLACES).read_text(encoding="utf-8"))["features"]
    by_name: dict[str, list[dict]] = {}
    for place in places:
        by_name.setdefault(place["properties"]["MUS_NM_MUN"], []).append(place)
    found = (_landmark(row, by_name.get(row.nom, []), mrc) for row in rows)
    return sorted((item for item in found if item), key=lambda item: item.code)


def _landmark(
    row: Municipality, places: list[dict], mrc: dict[str, shapely.Geometry]
) -> Landmark | None:
    inside = [place for place in places if _is_in(place, mrc.get(row.code_mrc))]
    named = (place for place in inside if place["properties"]["nomcartrou"] == row.nom)
    place = next(named, inside[0] if inside else None)
    if place is None:
        return None
    x, y = (f"{value:.{DECIMALS}f}" for value in place["geometry"]["coordinates"])
    return Landmark(row.code, x, y, place["properties"]["nomcartrou"])


def _is_in(place: dict, polygon: shapely.Geometry | None) -> bool:
    return polygon is not None and polygon.contains(shapely.Point(place["geometry"]["coordinates"]))
