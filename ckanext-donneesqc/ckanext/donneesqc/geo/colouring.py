"""Put the values of a column into classes, each with its colour, for the legend of a map."""

import json
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from ckanext.donneesqc.apart import Places, run_module
from ckanext.donneesqc.geo import config

from pipelines.geo import palettes, rates
from pipelines.geo.classes import (
    MOST_VALUES,
    NATURAL,
    Categories,
    Classes,
    categorize,
    classify,
    written,
)
from pipelines.geo.filters import NotUnderstood, Wanted
from pipelines.geo.query import (
    KEYS,
    read_categories,
    read_column,
    read_counts,
    read_groups,
    read_values,
)
from pipelines.geo.summary import SETS
from pipelines.matching.reference import names_of
from pipelines.messages import message

DECIMALS = 2  # of a middle
LONGEST, PLACES = 30, 2  # seconds; natural breaks sought at once on a machine
OPERATIONS = {"somme": "sum", "moyenne": "avg", "nombre": "count"}
PER = {"population": "population", "superficie": "area"}


@dataclass(frozen=True)
class Choice:
    """What a reader chose: a column, how to part its values, how many classes, which colours.

    The others are of territories: which ones (`level`), what to make of their rows (`operation`),
    brought back to what (`per`).
    """

    column: str
    method: str
    count: int
    diverging: bool
    operation: str = ""
    per: str = ""
    level: str = ""


def numbers(path: Path, wanted: Wanted, choice: Choice, layer: dict, language: str) -> dict:
    """Return the classes of a column of numbers."""
    if choice.per:
        return _features_rates(path, wanted, choice, layer, language)
    values = read_values(path, wanted, choice.column, MOST_VALUES)
    found, told = _classified(values, choice, language)
    if len(values) == MOST_VALUES and found.breaks:  # the classes are of a part, the counts of all
        *counts, above, missing = read_counts(path, wanted, choice.column, found.breaks[1:])
        counts[-1] += above
        told |= {"counts": counts, "missing": {**told["missing"], "count": missing}}
    return told


def categories(path: Path, wanted: Wanted, choice: Choice, language: str) -> dict:
    """Return the most frequent values of a column."""
    counts, missing = read_categories(path, wanted, choice.column)
    found = categorize(counts, missing)
    usual: tuple[str, ...] = ()
    if wanted.filters or wanted.extent:
        usual = categorize(read_categories(path, Wanted(), choice.column)[0]).values
    return _told_categories(found, palettes.categorical(found.values, usual), language)


def territories(path: Path, wanted: Wanted, choice: Choice, layer: dict, language: str) -> dict:
    """Return the classes of what the rows of each territory that is drawn make together."""
    level, operation = choice.level, OPERATIONS[choice.operation]
    names = names_of(SETS[level])
    drawn = layer["territories"] if level == layer["drawing"] else names
    groups = read_groups(path, wanted, KEYS[level], choice.column, operation)
    values = {code: value for code, (value, _) in groups.items() if code in drawn}
    if choice.per:
        values = rates.rates(values, level, PER[choice.per])
    _, told = _classified(list(values.values()), choice, language)
    return {
        **told,
        **_explained(choice, language),
        "values": values,
        "names": {code: names.get(code, code) for code in values},
        "rows": {code: groups[code][1] for code in values},
    }


def _features_rates(path: Path, wanted: Wanted, choice: Choice, layer: dict, language: str) -> dict:
    """Return the classes of the rates of polygons that are territories.

    Raises NotUnderstood for others.
    """
    level = layer.get("level")
    if not level:
        raise NotUnderstood("par")
    codes = {int(number): code for number, code in layer["codes"].items()}
    figures = _numbers_of(read_column(path, Wanted(), choice.column, rates.MOST_FEATURES))
    known = rates.rates_of_features(figures, codes, level, PER[choice.per])
    shown = read_column(path, wanted, choice.column, rates.MOST_FEATURES)
    values = {number: known[number] for number in shown}
    _, told = _classified(list(values.values()), choice, language)
    names = names_of(SETS[level])
    return {
        **told,
        **_explained(choice, language),
        "values": values,
        "codes": {number: codes[number] for number in values if number in codes},
        "names": {code: names.get(code, code) for code in codes.values()},
    }


def _explained(choice: Choice, language: str) -> dict:
    """Say to what figures are brought back, when they are."""
    if not choice.per:
        return {}
    what = PER[choice.per]
    return {"unit": rates.unit(what, language), "source": rates.source(what, language)}


def _classified(values: list, choice: Choice, language: str) -> tuple[Classes, dict]:
    """Return the classes of values, and what the legend says of them."""
    numbers = _numbers(values)
    middle = _middle(numbers) if choice.diverging else None
    found = _classes(numbers, choice, middle)
    told = _told(found, choice, language)
    if middle:
        said = {"middle": written(middle, 0 if found.whole else DECIMALS, language)}
        notices = (message("geo-classes-middle", language, **said), told["notice"])
        told["notice"] = " ".join(filter(None, notices))
    return found, told


def _middle(numbers: list[float | None]) -> float | None:
    """Return where diverging colours part: 0 if there are values on both sides, else the median."""
    known = [value for value in numbers if value is not None]
    if not known:
        return None
    return 0.0 if min(known) < 0 < max(known) else median(known)


def _classes(numbers: list[float | None], choice: Choice, middle: float | None) -> Classes:
    if choice.method != NATURAL:
        return classify(numbers, choice.method, choice.count, middle)
    asked = {"values": numbers, "count": choice.count, "middle": middle}
    with Places(config.folder(), "classes", PLACES).hold():
        said = json.dumps(asked).encode()
        answer = json.loads(run_module("pipelines.geo.classes", longest=LONGEST, said=said))
    breaks, counts = tuple(answer.pop("breaks")), tuple(answer.pop("counts"))
    return Classes(breaks, counts, **answer)


def _numbers(values: list) -> list[float | None]:
    return [_number(value) for value in values]


def _numbers_of(values: dict) -> dict[int, float | None]:
    return {number: _number(value) for number, value in values.items()}


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _told(found: Classes, choice: Choice, language: str) -> dict:
    count = len(found.counts)
    parted = choice.diverging and found.below
    colours = palettes.sequential(count)
    if parted:
        colours = palettes.diverging(found.below, count - found.below)
    return {
        "kind": "numbers",
        "breaks": found.breaks,
        "colours": colours,
        "labels": found.labels(language),
        "counts": found.counts,
        "missing": _missing(found.missing, language),
        "notice": found.notice(language),
    }


def _told_categories(found: Categories, colours: tuple[str, ...], language: str) -> dict:
    others = {
        "count": found.others,
        "colour": palettes.OTHERS,
        "label": message("geo-class-others", language),
    }
    return {
        "kind": "categories",
        "values": found.values,
        "colours": colours,
        "counts": found.counts,
        "others": others if found.others else None,
        "missing": _missing(found.missing, language),
    }


def _missing(count: int, language: str) -> dict:
    label = message("geo-class-missing", language)
    return {"count": count, "colour": palettes.MISSING, "label": label}
