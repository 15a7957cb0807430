"""Layers of a million features, made by a seeded generator: places, and parcels along streets."""

import json
from pathlib import Path

import numpy as np
import shapely

from pipelines.geo.territories import mrc_polygons
from pipelines.territory import load_set

SEED = 20260901
SIDE, ROWS = 20, 2  # parcels along a street, rows of them between two streets
BLOCK = SIDE * ROWS
METRE = 1 / 111_320  # degrees of latitude
BLOCKS = 1_000  # made and written at a time
USES = ("résidentiel", "commercial", "industriel", "agricole", "institutionnel", "vacant")


def write_parcels(path: Path, count: int) -> Path:
    """Write GeoJSON of parcels: quadrangles that share their sides, in towns all over Québec."""
    return _write(path, count, _parcels)


def write_places(path: Path, count: int) -> Path:
    """Write GeoJSON of places, scattered in the same towns."""
    return _write(path, count, _places)


def _write(path: Path, count: int, shapes) -> Path:  # noqa: ANN001
    random = np.random.default_rng(SEED)
    number = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type":"FeatureCollection","features":[\n')
        while number < count:
            for text in shapely.to_geojson(shapes(_streets(random, BLOCKS), random)):
                if number == count:
                    break
                file.write((",\n" if number else "") + _feature(number, text, random))
                number += 1
        file.write("\n]}\n")
    return path


def _feature(number: int, geometry: str, random: np.random.Generator) -> str:
    draw = random.random(4)
    properties = {
        "numero": f"{number + 1:07}",
        "usage": USES[int(draw[0] ** 2 * len(USES))],
        "annee": int(1850 + 175 * draw[1] ** 0.5),
        "superficie_m2": round(200 + 3_000 * draw[2] ** 4, 1),
        "valeur": int(80_000 + 900_000 * draw[3] ** 3),
        "logements": int(1 + 12 * draw[0] * draw[3] ** 4),
    }
    text = json.dumps(properties, ensure_ascii=False)
    return f'{{"type":"Feature","properties":{text},"geometry":{geometry}}}'


def _streets(random: np.random.Generator, count: int) -> np.ndarray:
    """Return where blocks stand and how they turn: longitude, latitude, angle."""
    codes, polygons = mrc_polygons()
    people = _population()
    weights = np.array([people.get(code, 0) + 500 for code in codes], dtype=float)
    chosen = random.choice(len(codes), size=count, p=weights / weights.sum())
    west, south, east, north = shapely.bounds(polygons[chosen]).T
    middle = shapely.point_on_surface(polygons[chosen])
    # towns: near one of a few centres of the territory
    towns = np.random.default_rng(SEED).random((len(codes), 6, 2))
    town = towns[chosen, random.integers(0, 6, count)]
    x = west + (east - west) * town[:, 0] + random.normal(0, 0.02, count)
    y = south + (north - south) * town[:, 1] + random.normal(0, 0.015, count)
    inside = shapely.contains_xy(polygons[chosen], x, y)
    x = np.where(inside, x, shapely.get_x(middle) + random.normal(0, 0.02, count))
    y = np.where(inside, y, shapely.get_y(middle) + random.normal(0, 0.015, count))
    return np.column_stack((x, y, random.random(count) * np.pi))


def _population() -> dict[str, int]:
    rows = load_set("municipalites").select("code_mrc", "population").rows()
    people: dict[str, int] = {}
    for code, population in rows:
        people[code] = people.get(code, 0) + int(population or 0)
    return people


def _parcels(streets: np.ndarray, random: np.random.Generator) -> np.ndarray:
    widths = random.uniform(14, 30, (len(streets), SIDE))
    depths = random.uniform(25, 45, (len(streets), ROWS))
    along = np.concatenate((np.zeros((len(streets), 1)), widths.cumsum(axis=1)), axis=1)
    deep = np.concatenate((np.zeros((len(streets), 1)), depths.cumsum(axis=1)), axis=1)
    rings = []
    for row in range(ROWS):
        for rank in range(SIDE):
            corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
            u = np.stack([along[:, rank + i] for i, _ in corners], axis=1)
            v = np.stack([deep[:, row + j] for _, j in corners], axis=1)
            rings.append(_turned(streets, u, v))
    found = np.stack(rings, axis=1).reshape(-1, 5, 2)
    return shapely.polygons(found)


def _places(streets: np.ndarray, random: np.random.Generator) -> np.ndarray:
    u = random.normal(0, 300, (len(streets), BLOCK))
    v = random.normal(0, 300, (len(streets), BLOCK))
    return shapely.points(_turned(streets, u, v).reshape(-1, 2))


def _turned(streets: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return longitudes and latitudes, rounded to a centimetre, of places in metres of a block."""
    x, y, angle = (streets[:, [i]] for i in range(3))
    east = u * np.cos(angle) - v * np.sin(angle)
    north = u * np.sin(angle) + v * np.cos(angle)
    longitude = x + east * METRE / np.cos(np.radians(y))
    return np.round(np.stack((longitude, y + north * METRE), axis=-1), 7)
