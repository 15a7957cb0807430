"""Bring figures back to the population or the area of their territory."""

import calendar
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from pipelines.matching.reference import rows_of
from pipelines.messages import message
from pipelines.messages.dates import MONTHS

MUNICIPALITIES = "municipalites"
# the territories of a map → their code in the set of municipalities
KEYS = {"municipalities": "code", "mrc": "code_mrc", "regions": "code_region"}
COLUMNS = {"population": "population", "area": "superficie_km2"}
MOST_FEATURES = 5_000  # that may be territories: with their parts, municipalities aren't as many
PER = {"population": 1000, "area": 1}  # « par 1 000 personnes », « par km² »


@cache
def measures(level: str, what: str) -> dict[str, float]:
    """Return the population, or the area in km², of each territory of a level.

    `level`: municipalities, mrc or regions; `what`: population or area. They are the sums of the
    municipalities' and other local territories'; a territory that has one without a figure has
    none. Source: MAMH's directory, of the vintage that `vintage` gives; its areas take in water.
    """
    parts: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(MUNICIPALITIES):
        parts[row[KEYS[level]]].append(row[COLUMNS[what]])
    known = ((code, cells) for code, cells in parts.items() if code and all(cells))
    return {code: sum(map(float, cells)) for code, cells in known}


def rates(values: Mapping[str, float | None], level: str, what: str) -> dict[str, float | None]:
    """Return each territory's figure per 1 000 people or per km², None where there is no rate.

    `values`: code → figure. There is no rate without the figure, nor where nobody lives.
    """
    known, per = measures(level, what), PER[what]
    return {
        code: value * per / known[code] if value is not None and known.get(code) else None
        for code, value in values.items()
    }


def rates_of_features(
    values: Mapping[int, float | None], codes: Mapping[int, str], level: str, what: str
) -> dict[int, float | None]:
    """Return the rate of each feature, None where there is none.

    `values`: feature number → figure; `codes`: feature number → the territory that it is, or is a
    part of. The parts of a territory have a rate when their figure is the same: that of the whole.
    """
    figures: dict[str, set[float]] = defaultdict(set)
    for number, value in values.items():
        if value is not None:
            figures[codes.get(number, "")].add(value)
    whole = {code: found.pop() for code, found in figures.items() if len(found) == 1}
    known = rates(whole, level, what)
    return {
        number: None if value is None else known.get(codes.get(number, ""))
        for number, value in values.items()
    }


def vintage() -> str:
    """Return the month of the populations and areas: « 2026-03 »."""
    return rows_of(MUNICIPALITIES)[0]["millesime"]


def unit(what: str, language: str = "fr") -> str:
    """Return what the figures are brought back to: « par 1 000 personnes »."""
    return message(f"geo-per-{what}", language)


def source(what: str, language: str = "fr") -> str:
    """Return the sentence that says where the populations or areas come from."""
    year, month = vintage().split("-")
    names = MONTHS if language == "fr" else calendar.month_name[1:]
    return message(f"geo-source-{what}", language, date=f"{names[int(month) - 1]} {year}")
