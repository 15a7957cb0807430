"""Names taken from real files, each with the answer that the same row or a person gives.

None of the answers comes from our matcher, nor from our set: see `tests/data/matching/README.md`.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

KEPT = Path(__file__).parents[2] / "data/matching"
WITH_CODE = re.compile(r"(.+?)\s*\(([0-9]+)\s*\)")  # « MRC Acton (480) »
CODE_FIRST = re.compile(r"([0-9]{2}) [–-] (.+)")  # « 06 – Montréal »
Row = dict[str, str]


@dataclass(frozen=True)
class Label:
    """A name and its answer.

    `expected`: an identifier; « ?a|b » when a person has to choose among those; « ~a » when it may
    be sure of that one alone, and needn't; "" when nothing may be sure. `coded`: the text has a
    code beside its name.
    """

    source: str
    text: str
    context: tuple[str, ...]
    expected: str
    coded: bool = False


def kept(name: str) -> Iterator[Label]:
    """Yield the names that persons labelled, of the set called so."""
    for row in _rows(KEPT / f"{name}.csv"):
        context = (row["contexte"],) if row["contexte"] else ()
        yield Label(row["source"], row["texte"], context, row["attendu"])


def municipalities(data: Path) -> list[Label]:
    """Return the names of municipalities of the files of a folder."""
    directory = Directory(data)
    return list(dict.fromkeys([
        *kept("municipalites"),
        *_directory_of_2022(data, directory),
        *_colleges(data, "collegial_public", directory),
        *_colleges(data, "universitaire_universites", directory),
        *_emitters(data, directory),
        *_places(data, directory),
    ]))  # fmt: skip


def mrcs(data: Path) -> list[Label]:
    """Return the names of MRC of the files of a folder, by the codes beside them."""
    old = {row["mrc"] for row in _rows(data / "listes/repertoire_municipalites_2022.csv")}
    found = [*_beside("répertoire de 2022", old, _without_zero)]
    for year in (2011, 2022):
        cells = {row["MRC"] for row in _vehicles(data, year)}
        found += _beside(f"véhicules de {year}", cells, _without_zero)
    return list(dict.fromkeys(found))


def regions(data: Path) -> list[Label]:
    """Return the names of regions of the files of a folder, by the codes beside them."""
    old = {row["regadm"] for row in _rows(data / "listes/repertoire_municipalites_2022.csv")}
    cells = {row["REG_ADM"] for year in (2011, 2022) for row in _vehicles(data, year)}
    return list(dict.fromkeys([
        *kept("regions-administratives"),
        *_beside("répertoire de 2022", old, str),
        *_beside("véhicules", cells, str),
        *_projects(data),
    ]))  # fmt: skip


class Directory:
    """MAMH's directory of 2025, from which answers are taken by exact name and place."""

    def __init__(self, data: Path) -> None:
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in _rows(data / "listes/repertoire_municipalites_2025.csv"):
            name = row["munnom"].replace("--", "–")  # as it is printed
            self._rows[name].append(row)
        self._heirs = {row["code"]: row["suite"] for row in _rows(KEPT / "codes-disparus.csv")}

    def answer(self, codes: Iterable[str]) -> str:
        """Return the answer that codes are, a code that is gone being that of what follows it."""
        today = {self._heirs.get(code, code) for code in codes}
        if not today:
            return ""
        if not self._heirs.keys().isdisjoint(codes):
            return f"~{today.pop()}" if len(today) == 1 else ""
        return today.pop() if len(today) == 1 else f"?{'|'.join(sorted(today))}"

    def in_mrc(self, name: str, code: str) -> list[str]:
        """Return the codes of this very name whose first two digits are their MRC's."""
        return [row["mcode"] for row in self._rows[name] if row["mcode"].startswith(code)]

    def in_region(self, name: str, region: str) -> list[str]:
        """Return the codes of this very name in a region."""
        return [row["mcode"] for row in self._rows[name] if _named(row["regadm"]) == region]


def _directory_of_2022(data: Path, today: Directory) -> Iterator[Label]:
    """Yield each name alone, then with its MRC and designation; the row has its code."""
    rows = _rows(data / "listes/repertoire_municipalites_2022.csv")
    having = defaultdict(list)
    for row in rows:
        having[row["munnom"]].append(row["mcode"])
    for row in rows:
        name, beside = row["munnom"], tuple(filter(None, (row["mrc"], row["mdes"])))
        yield Label("répertoire de 2022, nom seul", name, (), today.answer(having[name]))
        code = today.answer([row["mcode"]])
        yield Label("répertoire de 2022, avec MRC et désignation", name, beside, code)


def _colleges(data: Path, name: str, today: Directory) -> Iterator[Label]:
    """Yield the towns of colleges or universities, both ways that the file writes them."""
    for feature in _features(data, name):
        code = today.answer([feature["originales"]["CD_MUNCP"]])
        for text in (feature["adresse"]["municipalite"], feature["originales"]["NOM_MUNCP"]):
            yield Label("cégeps et universités", text, (), code)


def _emitters(data: Path, today: Directory) -> Iterator[Label]:
    """Yield the towns of the register of emissions; answers by exact name and region."""
    for row in _rows(data / "depots/registre_ges.csv"):
        town, region = row["Mun"], row["Region"]
        if code := today.answer(today.in_region(town.strip(), region)):
            yield Label("registre des émissions", town, (region,), code)


def _places(data: Path, today: Directory) -> Iterator[Label]:
    """Yield inhabited places: those that are municipalities, those that have another name."""
    for place in _features(data, "lh_p"):
        text, town, mrc = place["nomcartrou"], place["MUS_NM_MUN"], place["MOD_NM_MRC"]
        if not text or not mrc:
            continue
        number = place["MRC_IDm"][4:6]
        here, around = today.in_mrc(text, number), today.in_mrc(town, number)
        yield Label("lieux habités", town, (mrc,), today.answer(around))
        if here or _same(text, town):
            yield Label("lieux habités", text, (mrc,), today.answer(here or around))
        elif len(around) == 1:
            answer = f"~{today.answer(around).lstrip('~')}"
            yield Label("lieux habités, autre nom", text, (mrc,), answer)


def _same(text: str, town: str) -> bool:
    """Tell whether a place is written as its row's town, but for œ, spaces or what brackets add."""
    plain = text.partition(" (")[0].replace("œ", "oe").replace(" ", "")
    return plain == town.replace(" ", "")


def _beside(source: str, cells: set[str], read: Callable[[str], str]) -> Iterator[Label]:
    """Yield cells that have a name and a code, whole and without the code."""
    for cell in sorted(cells):
        if found := WITH_CODE.fullmatch(cell):
            yield Label(source, cell, (), read(found[2]), coded=True)
            yield Label(source, found[1], (), read(found[2]))


def _projects(data: Path) -> Iterator[Label]:
    """Yield the regions of infrastructure projects: one, or several between semicolons."""
    source = "projets d’infrastructures"
    for file in sorted((data / "projets_infrastructures").glob("*.csv")):
        for cell in {row["region"] for row in _rows(file)}:
            parts = [CODE_FIRST.fullmatch(part.strip()) for part in cell.split(";")]
            codes = [part[1] for part in parts if part]
            if len(codes) == 1:
                yield Label(source, cell, (), codes[0], coded=True)
                yield Label(source, cell.partition(" ")[2].lstrip("–- "), (), codes[0])
            elif codes:
                yield Label(source, cell, (), f"?{'|'.join(codes)}", coded=True)


def _without_zero(code: str) -> str:
    """Return MAMH's code of an MRC as the SDA writes it: 480 is 48, 942 stays."""
    return code[:2] if len(code) == 3 and code.endswith("0") else code  # noqa: PLR2004


def _named(cell: str) -> str:
    """Return a cell without its code: « Estrie (05) » is « Estrie »."""
    found = WITH_CODE.fullmatch(cell)
    return found[1] if found else cell


def _vehicles(data: Path, year: int) -> list[Row]:
    return _rows(data / f"depots/Vehicule_En_Circulation_{year}_1k.csv")


def _features(data: Path, name: str) -> list[dict]:
    text = (data / f"geographie/autres/{name}.geojson").read_text(encoding="utf-8")
    return [item["properties"] for item in json.loads(text)["features"]]


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        file.seek(0)
        return list(csv.DictReader(file, delimiter=max(",;", key=head.count)))
