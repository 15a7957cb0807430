"""Look up territories by code or by name, as ministries write them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pipelines.matching.names import (
    designated,
    folded,
    mrc_key,
    municipality_key,
    region_key,
)
from pipelines.matching.reference import GONE, NAMES, rows_of
from pipelines.territory.sets import load_set

MUNICIPALITY, MRC, REGION = LEVELS = ("municipality", "mrc", "region")
# Health regions that are no administrative region, or not the same one (DOMAINE, section 6).
HEALTH_ONLY = frozenset(
    {
        "mauricie et centre du quebec",
        "mauricie centre du quebec",
        "mauricie et du centre du quebec",
        "nunavik",
        "terres cries de la baie james",
        "18",  # their codes go to 18, those of the administrative regions to 17
    }
)


@dataclass(frozen=True, order=True)
class Place:
    """Where a row is: the codes of its municipality, MRC and region, "" when nothing says it."""

    municipality: str = ""
    mrc: str = ""
    region: str = ""


@dataclass(frozen=True)
class Gazetteer:
    """The territories of one level: `codes` and `names` lead to those that a text may mean.

    `key` folds a name as the keys of `names` are.
    """

    level: str
    codes: Mapping[str, Place]
    names: Mapping[str, tuple[Place, ...]]

    def by_code(self, code: str) -> Place | None:
        """Return the territory of a code in any of its forms: « 1 », « 850 », « 2466023 »."""
        return self.codes.get(code)

    def by_name(self, name: str) -> tuple[Place, ...]:
        """Return the territories that have a name, several for homonyms."""
        if self.level == MUNICIPALITY:
            return self._municipalities(name)
        return self.names.get(mrc_key(name) if self.level == MRC else region_key(name), ())

    def _municipalities(self, name: str) -> tuple[Place, ...]:
        for key in (folded(name), municipality_key(name)):
            if key in self.names:
                return self.names[key]
        key, designation = designated(name)
        exact = self.names.get(f"{key} {designation}", ())
        return exact or self.names.get(key, ())


@cache
def gazetteer(level: str) -> Gazetteer:
    """Return the gazetteer of a level: municipality, mrc or region."""
    makers = {MUNICIPALITY: _municipalities, MRC: _mrcs, REGION: _regions}
    return makers[level]()


def _regions() -> Gazetteer:
    codes, names = {}, {}
    for code, name in load_set("regions-administratives").select("code", "nom").iter_rows():
        place = Place(region=code)
        codes[code] = codes[code.lstrip("0")] = place
        names[region_key(name)] = (place,)
    return Gazetteer(REGION, codes, names)


def _mrcs() -> Gazetteer:
    codes: dict[str, Place] = {}
    names: dict[str, set[Place]] = defaultdict(set)
    wanted = ("code", "code_mamh", "nom", "nom_mamh", "code_region")
    for code, mamh, name, other, region in load_set("mrc").select(wanted).iter_rows():
        place = Place(mrc=code, region=region)
        codes[code] = codes[mamh] = codes[f"AR{mamh}"] = codes[code.lstrip("0")] = place
        for form in (name, other):
            if form:
                names[mrc_key(form)].add(place)
    for other in rows_of("mrc", NAMES):
        if other["code"] in codes:
            names[mrc_key(other["nom"])].add(codes[other["code"]])
    return Gazetteer(MRC, codes, _settled(names))


def _municipalities() -> Gazetteer:
    codes: dict[str, Place] = {}
    names: dict[str, set[Place]] = defaultdict(set)
    wanted = ("code", "nom", "code_designation", "code_mrc", "code_region")
    for code, name, kind, mrc, region in load_set("municipalites").select(wanted).iter_rows():
        place = codes[code] = codes[f"24{code}"] = Place(code, mrc, region)
        names[folded(name)].add(place)
        names[f"{municipality_key(name)} {kind}"].add(place)
    for renamed in rows_of("municipalites", NAMES):
        if renamed["code"] in codes:
            names[folded(renamed["nom"])].add(codes[renamed["code"]])
    for gone in rows_of("municipalites", GONE):
        after = codes.get(gone["successeur"], Place())
        # what it became is a deduction; that it lies in the same MRC as that is sure
        place = codes[gone["code"]] = Place(mrc=after.mrc, region=after.region)
        if folded(gone["nom"]) not in names:  # it may have given its name to what it became
            names[folded(gone["nom"])].add(place)
    for key in [key for key in names if municipality_key(key) != key]:
        names.setdefault(municipality_key(key), names[key])
    return Gazetteer(MUNICIPALITY, codes, _settled(names))


def _settled(names: Mapping[str, Iterable[Place]]) -> dict[str, tuple[Place, ...]]:
    return {key: tuple(sorted(places)) for key, places in names.items()}
