"""Say where an entity is: by its own shape, or by that of what it belongs to."""

from dataclasses import dataclass
from functools import lru_cache

import shapely
from ckanext.donneesqc.reference.drawing import Drawing, from_far, from_near
from ckanext.donneesqc.reference.entities import find_entity, references_of
from ckanext.donneesqc.reference.geometry import shapes_of
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet
from ckanext.donneesqc.reference.sets import find_set
from ckanext.donneesqc.reference.shown import is_visible


@dataclass(frozen=True)
class Whereabouts:
    """The drawings of an entity; `holder`: what it belongs to, when that is what is drawn."""

    near: Drawing | None
    far: Drawing
    holder: EntityRecord | None = None


def whereabouts(known: ReferenceSet, entity: EntityRecord) -> Whereabouts | None:
    """Return where an entity is, None when nothing says it."""
    if entity.geometry:
        return Whereabouts(*_drawings(known.name, known.mark, entity.identifier))
    for column, target in references_of(known).items():
        other = find_set(target)
        holder = find_entity(target, entity.cells.get(column, ""))
        if other and holder and holder.geometry and is_visible(other):
            return Whereabouts(*_drawings(other.name, other.mark, holder.identifier), holder)
    return None


@lru_cache(maxsize=256)
def _drawings(set_name: str, mark: str, identifier: str) -> tuple[Drawing | None, Drawing]:
    entity = find_entity(set_name, identifier)
    shape = shapely.from_geojson(entity.geometry if entity else "")
    others = shapes_of(set_name, mark) or (shape,)
    return from_near(shape, others), from_far(shape, others)
