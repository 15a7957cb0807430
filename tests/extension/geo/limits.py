"""A layer of municipal polygons, invented: squares that have real codes (données fictives)."""

import json

import pytest
from ckanext.donneesqc.geo import config

from tests.extension.geo.atlas import Atlas

CODES = ("23027", "66023", "65005", "81017", "58227", "43027")
MISSING = "01023"  # the table names it, no polygon has it
TABLE = "code_mun,annee,projets\n" + "".join(
    f"{code},{year},{number}\n"
    for year in (2024, 2025)
    for number, code in enumerate((*CODES, MISSING), start=1)
)


def polygons(codes: tuple[str, ...] = CODES, size: float = 0.5) -> bytes:
    """Return squares side by side, each with its code and the words « données fictives »."""
    features = [
        {
            "type": "Feature",
            "properties": {"code_mun": code, "note": "données fictives"},
            "geometry": {"type": "Polygon", "coordinates": [_square(-75 + rank * size, size)]},
        }
        for rank, code in enumerate(codes)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def deposit(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, content: bytes = b"") -> dict:
    """Add the layer to a dataset and write its id in the configuration; return its resource."""
    name = "limites (données fictives).geojson"
    resource = atlas.upload(content or polygons(), name)
    choose(monkeypatch, resource)
    return resource


def choose(monkeypatch: pytest.MonkeyPatch, resource: dict) -> None:
    """Make a resource the one that the operator chose."""
    monkeypatch.setitem(config.tk.config, config.MUNICIPAL_POLYGONS, resource["id"])


def table(atlas: Atlas) -> dict:
    """Add a table that names municipalities."""
    return atlas.upload(TABLE.encode(), "projets.csv", format="CSV", resource_type="support")


def _square(west: float, size: float) -> list[list[float]]:
    east, south, north = west + size, 45, 45 + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]
