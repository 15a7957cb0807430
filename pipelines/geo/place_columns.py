"""Find the columns of a table that say where its rows are, by their labels."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LATITUDE, LONGITUDE = (
    {"latitude", "lat", "latitud"},
    {"longitude", "lon", "long", "lng", "longitud"},
)
NORTH, EAST = {"y", "northing", "ordonnee"}, {"x", "easting", "abscisse"}
SHAPES = {"wkt", "geom", "geometry", "geometrie", "shape", "wkb", "geojson"}
PAIRS = {
    "geo point", "geo point 2d", "geopoint", "coordonnees", "coordinates", "coordonnees gps",
    "coordonnees geographiques", "latlong", "latlon", "lat long", "lat lon", "latitude longitude",
    "position", "location", "geolocalisation", "gps", "point",
}  # fmt: skip
# what may stand beside « x » and « y » without changing what they are
BESIDE = {
    "coord", "coordonnee", "coordonnees", "coordinate", "point", "pos", "position", "geo", "gps",
    "loc", "localisation", "mtm", "nad", "nad83", "nad27", "csrs", "utm", "lambert", "qc", "quebec",
    "mtq", "wgs", "wgs84", "zone", "epsg", "m", "metres", "dd", "decimal", "degres", "degrees",
    "centroide", "centroid", "scopq", "nad_83", "albers",
}  # fmt: skip
GLUED = re.compile(
    r"^(coord|coordonnee|point|pos)([xy])$|^([xy])(coord|coordonnee|pos)$|^[xy](latitude|longitude)$"
)
DEGREES, METRES, PAIR, SHAPE = "degrees", "metres", "pair", "shape"


@dataclass(frozen=True)
class PlaceColumns:
    """Say which columns give the place: `columns` are positions, x (or longitude) first.

    `kind`: degrees, metres, pair (both in one cell) or shape (WKT and the like); `hint`: words of
    the labels, which may name a reference system.
    """

    kind: str
    columns: tuple[int, ...]
    hint: str


def place_columns(labels: Sequence[str]) -> Iterator[PlaceColumns]:
    """Yield the columns that may give the place of a row, the likeliest first."""
    words = [_words(label) for label in labels]
    yield from _shapes(words)
    yield from _axes(words, LONGITUDE, LATITUDE, DEGREES)
    yield from _pairs(words)
    yield from _axes(words, EAST, NORTH, METRES)


def _shapes(words: Sequence[list[str]]) -> Iterator[PlaceColumns]:
    for position, found in enumerate(words):
        if SHAPES.intersection(found) and len(found) <= 3:  # noqa: PLR2004 - « geo shape wkt »
            yield PlaceColumns(SHAPE, (position,), " ".join(found))


def _pairs(words: Sequence[list[str]]) -> Iterator[PlaceColumns]:
    for position, found in enumerate(words):
        if " ".join(found) in PAIRS:
            yield PlaceColumns(PAIR, (position,), " ".join(found))


def _axes(
    words: Sequence[list[str]], first: set[str], second: set[str], kind: str
) -> Iterator[PlaceColumns]:
    """Pair the columns whose labels differ by the axis alone, shortest labels first."""
    firsts, seconds = _along(words, first, kind), _along(words, second, kind)
    for key in sorted(firsts.keys() & seconds.keys(), key=lambda key: (len(key), firsts[key])):
        x, y = firsts[key], seconds[key]
        yield PlaceColumns(kind, (x, y), " ".join((*words[x], *words[y])))


def _along(words: Sequence[list[str]], axis: set[str], kind: str) -> dict[tuple[str, ...], int]:
    """Return the columns along an axis, by the words beside its name."""
    found: dict[tuple[str, ...], int] = {}
    for position, label in enumerate(words):
        others = tuple(word for word in label if word not in axis)
        if len(others) == len(label) - 1 and (kind == DEGREES or _mean_little(others)):
            found.setdefault(others, position)
    return found


def _mean_little(words: Sequence[str]) -> bool:
    return all(word in BESIDE or any(letter.isdigit() for letter in word) for word in words)


def _words(label: str) -> list[str]:
    """Return the words of a label without accents: « CoordX (MTM8) » is coord, x, mtm8."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label)
    plain = unicodedata.normalize("NFKD", parted).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", plain).split()
    glued = ((GLUED.match(word), word) for word in words)
    return [
        part
        for match, word in glued
        for part in (filter(None, match.groups()) if match else [word])
    ]
