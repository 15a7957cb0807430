"""What a reference dataset names: its entities, their codes and every name they have or had."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

CURRENT, OTHER, ACRONYM = "current", "other", "acronym"
FORMER, DEDUCED = "former", "deduced"
# what each kind of name takes off the confidence of its form
LESS = {CURRENT: 0, OTHER: 2, ACRONYM: 2, FORMER: 5, DEDUCED: 5}
TO_CONFIRM = "à confirmer"  # in the status of a name that nobody confirmed
Row = Mapping[str, str]


@dataclass(frozen=True)
class Shape:
    """Which columns of a reference dataset say what.

    `names`, `acronyms` and `codes`: other columns of those; `about`: columns that tell homonyms
    apart, the most telling first; `prefixes`: what others write before the code, such as « 24 » at
    Statistics Canada; `level`: municipality, mrc or region for a set of territories, whose names
    are then read as ministries write them.
    """

    identifier: str = "code"
    name: str = "nom"
    names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    level: str = ""


def read_shape(said: Mapping[str, Any]) -> Shape:
    """Return a shape from what `dataclasses.asdict` made of it, by way of JSON."""
    lists = (key for key, value in said.items() if isinstance(value, list))
    return Shape(**{**said, **{key: tuple(said[key]) for key in lists}})


@dataclass(frozen=True)
class Entity:
    """One thing that a reference dataset names.

    `names`: text → current, other, acronym, former or deduced; `about`: what tells it from its
    homonyms; `successors`: of one that is gone, the identifiers that seem to follow it; `row`: its
    cells.
    """

    identifier: str
    name: str
    codes: tuple[str, ...]
    names: Mapping[str, str]
    about: str = ""
    gone: bool = False
    successors: tuple[str, ...] = ()
    row: Row = field(default_factory=dict, repr=False, compare=False)


def read_entities(
    shape: Shape, rows: Iterable[Row], names: Iterable[Row] = (), gone: Iterable[Row] = ()
) -> Iterator[Entity]:
    """Yield the entities of a reference dataset, those of today first.

    `names`: rows of the companion `noms.csv` (code, nom, nature, perhaps statut); `gone`: of
    `successions.csv` (code, nom, successeur). A vintage of today's rows has each identifier once.
    """
    more: dict[str, dict[str, str]] = defaultdict(dict)
    for row in names:
        more[row["code"]][row["nom"]] = _kind(row)
    for row in rows:
        yield _entity(shape, row, more.get(row[shape.identifier], {}))
    successors: dict[str, list[str]] = defaultdict(list)
    former = {}
    for row in gone:
        former[row["code"]] = row["nom"]
        if row["successeur"]:
            successors[row["code"]].append(row["successeur"])
    for code, name in former.items():
        yield Entity(
            identifier=code,
            name=name,
            codes=_codes(shape, [code]),
            names={name: FORMER},
            gone=True,
            successors=tuple(successors[code]),
            row={shape.identifier: code, shape.name: name},
        )


def _kind(row: Row) -> str:
    if TO_CONFIRM in (row.get("statut") or ""):
        return DEDUCED
    return FORMER if row["nature"].startswith("ancien") else OTHER


def _entity(shape: Shape, row: Row, more: Mapping[str, str]) -> Entity:
    name = row[shape.name]
    written = {row[column]: OTHER for column in shape.names if row.get(column)}
    written |= {row[column]: ACRONYM for column in shape.acronyms if row.get(column)}
    codes = [row[column] for column in (shape.identifier, *shape.codes) if row.get(column)]
    told = [row[column] for column in shape.about if row.get(column)]
    return Entity(
        identifier=row[shape.identifier],
        name=name,
        codes=_codes(shape, codes),
        names={**more, **written, name: CURRENT},
        about=", ".join(told),
        row=row,
    )


def _codes(shape: Shape, codes: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*codes, *(p + code for p in shape.prefixes for code in codes)]))
