"""Read what one cell says of a territory: its code, its name, or both."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipelines.matching.names import folded
from pipelines.territory.gazetteer import HEALTH_ONLY, MUNICIPALITY, Gazetteer, Place

CODE = r"(?:[A-Z]{2})?[0-9]{1,7}"
BARE = re.compile(rf"({CODE})(?:\.0+)?")
AFTER = re.compile(rf"(.*[^\W\d].*?)\s*\(\s*({CODE})\s*\)")  # « Montréal (66 ) »
BEFORE = re.compile(rf"({CODE})(?:\s*[-–—:.]\s*|\s+)(.*[^\W\d].*)")  # « 16 - Montérégie »
SEVERAL = re.compile(r"\s*[;|\n]\s*")  # « 03 – Capitale-Nationale; 09 – Côte-Nord »
ALIKE = 0.6  # a name beside a code may be cut or former; it may not be another one
FULL_CODE = 5  # digits
LONGEST = 120  # characters of a cell that names a territory


@dataclass(frozen=True)
class Reading:
    """What a cell says: `places` has several for homonyms, none when it names several territories.

    `how`: code or name.
    """

    how: str
    places: tuple[Place, ...]


def read_cell(cell: str, known: Gazetteer, bare_codes: bool) -> Reading | None:
    """Return what a cell says of the territories of one level, None when it names none.

    `bare_codes`: the column's label says that its numbers are codes of this level.
    """
    if len(cell) > LONGEST:
        return None
    parts = [part for part in SEVERAL.split(cell.strip()) if part]
    read = [_read(part, known, bare_codes) for part in parts]
    if not read or None in read:
        return None
    places = {reading.places for reading in read if reading}
    return read[0] if len(places) == 1 else Reading("name", ())


def names_health_region(cell: str) -> bool:
    """Tell whether a cell names a health region that is no administrative region."""
    found = AFTER.fullmatch(cell) or BEFORE.fullmatch(cell)
    name = max(found.groups(), key=len) if found else cell
    return folded(name).removeprefix("region ") in HEALTH_ONLY


def _read(cell: str, known: Gazetteer, bare_codes: bool) -> Reading | None:
    if found := BARE.fullmatch(cell):
        return _by_code(found[1], known, bare_codes)
    if found := AFTER.fullmatch(cell):
        return _by_both(found[2], found[1], known) or _by_name(cell, known)
    if found := BEFORE.fullmatch(cell):
        return _by_both(found[1], found[2], known)
    return _by_name(cell, known)


def _by_code(code: str, known: Gazetteer, bare_codes: bool) -> Reading | None:
    """Read a bare number: a short one is a code where the label says so, for it could be a year.

    A municipality's then gets back the zero that a spreadsheet took: « 1023 » is « 01023 ».
    """
    if len(code) < FULL_CODE and code.isdecimal() and not bare_codes:
        return None
    if len(code) == FULL_CODE - 1 and known.level == MUNICIPALITY:
        code = f"0{code}"
    place = known.by_code(code)
    return Reading("code", (place,)) if place else None


def _by_both(code: str, name: str, known: Gazetteer) -> Reading | None:
    """Read a code and a name that agree; the code of another territory than the name's is none."""
    place, named = known.by_code(code), known.by_name(name)
    if place is None:
        return None
    agrees = place in named if named else _looks_like(name, place, known)
    return Reading("code", (place,)) if agrees else None


def _by_name(name: str, known: Gazetteer) -> Reading | None:
    places = known.by_name(name)
    return Reading("name", places) if places else None


def _looks_like(name: str, place: Place, known: Gazetteer) -> bool:
    plain = folded(name).replace(" ", "")
    return any(
        SequenceMatcher(None, plain, form.replace(" ", "")).ratio() >= ALIKE
        for form in _forms(place, known)
    )


def _forms(place: Place, known: Gazetteer) -> Sequence[str]:
    return [form for form, places in known.names.items() if place in places]
