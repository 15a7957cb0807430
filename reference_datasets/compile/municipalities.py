"""The municipalities and other local territories: 1 281, from the directory of March 2026."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.territory import official_name, sda_code
from reference_datasets.compile.attachment import attach
from reference_datasets.compile.mrc import Mrc, all_mrc
from reference_datasets.compile.tables import read_list

VINTAGE = "2026-03"
DIRECTORY = "listes/municipalites_mamh_2026-03.csv"
# The directory cuts these two at 35 characters, inside a bracket.
CUT_DESIGNATIONS = {"07": "Village cri", "08": "Village naskapi"}


@dataclass(frozen=True)
class Municipality:
    """One row of the table; `rattachement` says what the MRC is known from."""

    millesime: str
    code: str
    nom: str
    nom_source: str
    code_designation: str
    designation: str
    code_mrc: str
    nom_mrc: str
    rattachement: str
    code_region: str
    nom_region: str
    population: str
    superficie_km2: str
    date_constitution: str


@dataclass(frozen=True)
class Unresolved:
    """One municipality whose equivalent territory nothing tells."""

    code: str
    nom: str
    designation: str


def municipalities(data: Path, cases: Mapping[str, str]) -> list[Municipality]:
    """Return the municipalities by code; `cases`: see `attach`."""
    mrc = {item.code: item for item in all_mrc(data)}
    rows = read_list(data / DIRECTORY)
    return sorted((_municipality(row, mrc, cases) for row in rows), key=lambda item: item.code)


def unresolved(rows: list[Municipality]) -> list[Unresolved]:
    """Return those without a territory."""
    return [Unresolved(row.code, row.nom, row.designation) for row in rows if not row.code_mrc]


def _municipality(
    row: dict[str, str], mrc: Mapping[str, Mrc], cases: Mapping[str, str]
) -> Municipality:
    named = sda_code(row["mrc_code"]) if row["mrc_code"] else ""
    code_mrc, known_from = attach(row["mcode"], named, mrc, cases)
    designation = row["mcodedesi"]
    return Municipality(
        millesime=VINTAGE,
        code=row["mcode"],
        nom=official_name(row["munnom"]),
        nom_source=row["munnom"],
        code_designation=designation,
        designation=CUT_DESIGNATIONS.get(designation, row["mdes"]),
        code_mrc=code_mrc,
        nom_mrc=mrc[code_mrc].nom if code_mrc else "",
        rattachement=known_from,
        code_region=row["region_code"],
        nom_region=official_name(row["region_nom"]),
        population=row["mpopul"],
        superficie_km2=_decimal(row["msuperf"]),
        date_constitution=row["mdatcons"],
    )


def _decimal(written: str) -> str:
    """Write « .65 » as « 0.65 »."""
    return f"0{written}" if written.startswith(".") else written
