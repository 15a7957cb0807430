"""The MRC and equivalent territories: 104, from the list of April 2025."""

from dataclasses import dataclass
from pathlib import Path

import pyogrio

from pipelines.territory import mamh_code
from reference_datasets.compile.layers import read_mrc
from reference_datasets.compile.tables import read_list

VINTAGE = "2025-04"
GEOMETRY_VINTAGE = "2017-08"
ATTRIBUTES = "geographie/mrc_V2025-04_attributs/mrc_s.dbf"
SDA_LIST = "listes/mrc_sda_V2025-04.csv"
MAMH_LIST = "listes/mrc_mamh_2026-03.csv"


@dataclass(frozen=True)
class Mrc:
    """One row of the table; `nom_mamh` is empty where MAMH's directory has no such MRC."""

    millesime: str
    code: str
    code_mamh: str
    nom: str
    nom_mamh: str
    type: str
    designation: str
    code_region: str
    nom_region: str
    millesime_geometrie: str


def all_mrc(data: Path) -> list[Mrc]:
    """Return the MRC by code; raises ValueError when the two official lists don't agree."""
    designations = _designations(data)
    mamh = {row["mrc_code"]: row["mrc_nom"] for row in read_list(data / MAMH_LIST)}
    drawn = set(read_mrc(data)["code"])
    return sorted(
        (
            _mrc(row, designations[_identity(row)], mamh, drawn)
            for row in read_list(data / SDA_LIST)
        ),
        key=lambda mrc: mrc.code,
    )


def _mrc(row: dict[str, str], designation: str, mamh: dict[str, str], drawn: set[str]) -> Mrc:
    code = row["MRS_CO_MRC"]
    return Mrc(
        millesime=VINTAGE,
        code=code,
        code_mamh=mamh_code(code),
        nom=row["MRS_NM_MRC"],
        nom_mamh=mamh.get(mamh_code(code), ""),
        type=row["type"],
        designation=designation,
        code_region=row["MRS_CO_REG"],
        nom_region=row["MRS_NM_REG"],
        millesime_geometrie=GEOMETRY_VINTAGE if code in drawn else "",
    )


def _designations(data: Path) -> dict[tuple[str, ...], str]:
    """Return (code, name, region code, region name) → designation in the current layer."""
    layer = pyogrio.read_dataframe(data / ATTRIBUTES, read_geometry=False)
    rows = layer.drop_duplicates().to_dict("records")
    return {_identity(row): row["MRS_DE_IND"] for row in rows}


def _identity(row: dict[str, str]) -> tuple[str, ...]:
    return (row["MRS_CO_MRC"], row["MRS_NM_MRC"], row["MRS_CO_REG"], row["MRS_NM_REG"])
