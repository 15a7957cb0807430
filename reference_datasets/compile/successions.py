"""Codes and names that the municipal directory no longer has, and what seems to follow them.

Between two vintages codes vanish, names change, a code moves to another MRC. That a municipality
comes from others is deduced from their areas, which add up to its own, and from the date of its
constitution: a proposal, which a person confirms on the portal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pipelines.territory import official_name
from reference_datasets.compile.tables import read_list

VINTAGES = {
    "2022": "listes/repertoire_municipalites_2022.csv",
    "2025": "listes/repertoire_municipalites_2025.csv",
    "2026-03": "listes/municipalites_mamh_2026-03.csv",
}
MOST, APART = 4, 0.005  # municipalities merged at once; share by which areas may differ
PROPOSED = "déduite, à confirmer"


@dataclass(frozen=True)
class Succession:
    """A code that is gone and the one that seems to follow it, "" when nothing tells."""

    code: str
    nom: str
    dernier_millesime: str
    successeur: str
    nom_successeur: str
    statut: str
    preuve: str


@dataclass(frozen=True)
class FormerName:
    """A name that a code had; `dernier_millesime`: the last directory that has it."""

    code: str
    nom: str
    nature: str
    dernier_millesime: str
    source: str


@dataclass(frozen=True)
class Listed:
    """A municipality as one directory has it; `area` in km²."""

    code: str
    name: str
    area: float
    constituted: str


def successions(data: Path) -> list[Succession]:
    """Return every code that a directory had and the next ones don't, by code."""
    lists = {vintage: _read(data / file) for vintage, file in VINTAGES.items()}
    steps = zip(lists.items(), list(lists.items())[1:], strict=False)
    found = [item for before, after in steps for item in _between(before, after)]
    return sorted(found, key=lambda item: item.code)


def former_names(data: Path) -> list[FormerName]:
    """Return the names that codes of today had, by code."""
    lists = {vintage: _read(data / file) for vintage, file in VINTAGES.items()}
    *before, now = lists.values()
    found: dict[tuple[str, str], str] = {}
    for vintage, listed in zip(lists, before, strict=False):
        for code, item in listed.items():
            if code in now and item.name != now[code].name:
                found[code, item.name] = vintage
    return [
        FormerName(code, name, "ancien nom", vintage, f"répertoire du MAMH, {vintage}")
        for (code, name), vintage in sorted(found.items())
    ]


def _between(
    before: tuple[str, Mapping[str, Listed]], after: tuple[str, Mapping[str, Listed]]
) -> Iterator[Succession]:
    (vintage, old), (_, new) = before, after
    gone = {code: item for code, item in old.items() if code not in new}
    parts = {
        part.code: made
        for made in new.values()
        if made.code not in old and made.constituted[:4] >= vintage[:4]
        for part in _merged(made, gone)
    }
    for code, item in gone.items():
        made = parts.get(code)
        evidence = _evidence(made, [gone[key] for key in gone if parts.get(key) == made])
        yield Succession(
            code, item.name, vintage, made.code if made else "", made.name if made else "",
            PROPOSED if made else "", evidence if made else "",
        )  # fmt: skip


def _merged(made: Listed, gone: Mapping[str, Listed]) -> tuple[Listed, ...]:
    """Return the municipalities whose areas add up to a new one's, nearest; its own division first.

    One at least is of the new one's division, which are the first two digits of their codes.
    """
    found = [
        (apart, some)
        for count in range(1, MOST + 1)
        for some in combinations(gone.values(), count)
        if (apart := abs(sum(item.area for item in some) - made.area)) <= made.area * APART
    ]
    near = [
        (sum(item.code[:2] != made.code[:2] for item in some), apart, some)
        for apart, some in found
        if len(some) == 1 or any(item.code[:2] == made.code[:2] for item in some)
    ]
    return min(near, key=lambda item: item[:2])[2] if near else ()


def _evidence(made: Listed | None, parts: list[Listed]) -> str:
    if made is None:
        return ""
    areas = " + ".join(_number(part.area) for part in parts)
    total = _number(sum(part.area for part in parts))
    names = ", ".join(f"{part.name} ({part.code})" for part in parts)
    summed = f"{areas} = {total}" if len(parts) > 1 else total
    return (
        f"{made.name} ({made.code}), constituée le {made.constituted}, a {_number(made.area)} km²; "
        f"{names} : {summed} km²."
    )


def _number(area: float) -> str:
    return f"{area:.2f}".replace(".", ",")


def _read(path: Path) -> dict[str, Listed]:
    return {
        row["mcode"]: Listed(
            row["mcode"],
            official_name(row["munnom"]),
            float(row["msuperf"] or 0),
            row["mdatcons"],
        )
        for row in read_list(path)
    }
