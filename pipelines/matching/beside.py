"""Say whether an entity agrees with what is known beside its name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipelines.matching.entities import Entity
from pipelines.matching.forms import MRC, REGION, forms_of
from pipelines.matching.names import folded

AGREES, DISAGREES = 6, 12
SHORTEST = 4  # letters of a name that a hint goes on from
KEPT = 20_000  # texts whose keys are remembered
NUMBER = re.compile(r"0*([0-9]+?)(?:[.,]0+)?")
Keys = frozenset[str]


@dataclass(frozen=True)
class Known:
    """Something known of an entity: one of its cells has one of the `keys`.

    `column`: the one whose cell it is, "" for any.
    """

    keys: Keys
    column: str = ""


def read_known(hints: Sequence[str], cells: Mapping[str, Sequence[str]]) -> list[Known]:
    """Return what hints say of any column, and what cells say of theirs, one value or another."""
    said = [Known(hint_keys(hint)) for hint in hints if hint.strip()]
    told = (Known(_keys_of_any(values), column) for column, values in cells.items())
    return [*said, *(item for item in told if item.keys)]


def agreement(entity: Entity, known: Sequence[Known]) -> int:
    """Return what is known adds to the confidence, or takes off it; an empty cell does neither."""
    return sum(_weight(entity, item) for item in known)


def row_keys(entity: Entity) -> Keys:
    """Return the keys of all cells of an entity."""
    return frozenset(key for cell in entity.row.values() if cell for key in hint_keys(cell))


@lru_cache(maxsize=KEPT)
def hint_keys(hint: str) -> Keys:
    """Return the keys that what is known beside a name may be found under."""
    forms = (form.key for level in (MRC, REGION) for form in forms_of(hint, level))
    return frozenset((*forms, folded(hint)))


def _weight(entity: Entity, known: Known) -> int:
    if not known.column:
        return AGREES if _agree(known.keys, row_keys(entity)) else -DISAGREES
    cell = entity.row.get(known.column, "")
    if not cell:
        return 0
    return AGREES if _agree(known.keys, _keys_of_any([cell])) else -DISAGREES


def _keys_of_any(cells: Sequence[str]) -> Keys:
    """Return the keys of cells, numbers as they are without their zeros."""
    found = filter(None, (NUMBER.fullmatch(cell.strip()) for cell in cells))
    return frozenset().union((item[1] for item in found), *map(hint_keys, cells))


def _agree(hint: Keys, known: Keys) -> bool:
    """Tell whether a hint is among an entity's cells, or goes on from one: « La Tuque Sud »."""
    if hint & known:
        return True
    heads = (key.rpartition(" ")[0] for key in hint)
    return any(len(head) >= SHORTEST and head in known for head in heads)
