"""The administrative regions: 17, from the official layer of March 2024."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.territory import official_name
from reference_datasets.compile.layers import read_regions

VINTAGE = "2024-03"


@dataclass(frozen=True)
class Region:
    """One row of the table; `nom_source` is the name as the official file writes it."""

    millesime: str
    code: str
    nom: str
    nom_source: str


def regions(data: Path) -> list[Region]:
    """Return the regions by code; the layer has several polygons for one region."""
    layer = read_regions(data).drop_duplicates("code_region").sort_values("code_region")
    return [
        Region(VINTAGE, code, official_name(name), name)
        for code, name in zip(layer["code_region"], layer["nom"], strict=True)
    ]
