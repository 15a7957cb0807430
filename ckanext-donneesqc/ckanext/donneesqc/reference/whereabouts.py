"""Say where an entity is: by its own shape, or by that of what it belongs to."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ckanext.donneesqc.reference.drawing import Drawing, from_far, from_near
from ckanext.donneesqc.reference.entities import references_of
from ckanext.donneesqc.reference.geometry import shapes_of
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet
from ckanext.donneesqc.reference.sets import Listed


@dataclass(frozen=True)
class Whereabouts:
    """The drawings of an entity; `holder`: the name of what it belongs to, when that is drawn."""

    near: Drawing | None
    far: Drawing
    holder: str = ""


def whereabouts(
    known: ReferenceSet, entity: EntityRecord, sets: Iterable[Listed]
) -> Whereabouts | None:
    """Return where an entity is, None when neither its set nor some others say it."""
    if entity.identifier in shapes_of(known.name, known.mark):
        return Whereabouts(*_drawings(known.name, known.mark, entity.identifier))
    marks = {listed.name: listed.mark for listed in sets}
    for column, target in references_of(known).items():
        shapes = shapes_of(target, marks[target]) if target in marks else {}
        holder = entity.cells.get(column, "")
        if holder in shapes:
            drawn = _drawings(target, marks[target], holder)
            return Whereabouts(*drawn, shapes[holder].name)
    return None


@lru_cache(maxsize=256)
def _drawings(set_name: str, mark: str, identifier: str) -> tuple[Drawing | None, Drawing]:
    known = shapes_of(set_name, mark)
    shape, others = known[identifier].shape, [item.shape for item in known.values()]
    return from_near(shape, others), from_far(shape, others)
