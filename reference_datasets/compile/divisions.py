"""Names of census divisions that an MRC has under another name, most of them its former one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.matching.names import mrc_key
from pipelines.territory import official_name
from reference_datasets.compile.tables import read_list

YEARS = ("2022", "2025")
DIVISION = re.compile(r"(.+) \(([0-9]{2})\)\s*")


@dataclass(frozen=True)
class OtherName:
    """Another name of a territory; `dernier_millesime`: the last directory that has it."""

    code: str
    nom: str
    nature: str
    dernier_millesime: str
    source: str


def division_names(data: Path, names: Mapping[str, tuple[str, str]]) -> list[OtherName]:
    """Return the names of divisions that MRC of today don't bear, by code.

    `names`: code → the names that each MRC bears. A division that has the code of none is of
    several.
    """
    found: dict[tuple[str, str], str] = {}
    for year in YEARS:
        for row in read_list(data / f"listes/repertoire_municipalites_{year}.csv"):
            told = DIVISION.fullmatch(row["divrec"])
            if told and _is_other(told[1], names.get(told[2], ())):
                found[told[2], official_name(told[1])] = year
    return [
        OtherName(code, name, "division de recensement", year, f"répertoire du MAMH, {year}")
        for (code, name), year in sorted(found.items())
    ]


def _is_other(name: str, borne: tuple[str, ...]) -> bool:
    return bool(borne) and mrc_key(name) not in map(mrc_key, borne)
