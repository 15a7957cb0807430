"""Keep the lookup of each set in the memory of a Web process, as its register is."""

from dataclasses import dataclass
from functools import lru_cache

import ckan.plugins.toolkit as tk
from ckan import model
from ckanext.donneesqc.reference.entities import quantities_of, references_of
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet, Succession
from ckanext.donneesqc.reference.sets import find_set, is_public, package_of
from ckanext.donneesqc.reference.successions import gone_rows

from pipelines.matching import Lookup, read_entities, read_shape
from pipelines.matching.service import Reference, Service

LARGEST = 50_000  # entities that a Web process keeps
SETS = 16  # that are kept


@dataclass(frozen=True)
class TooLarge(Exception):  # noqa: N818 - what it is
    """The set has too many entities to be kept in memory; `count`: of those."""

    count: int


def service_of(known: ReferenceSet, title: str, address: str) -> Service:
    """Return a set as a reconciliation service; raises TooLarge."""
    shape = read_shape(known.said["shape"])
    naming = (shape.identifier, *shape.codes, shape.name, *shape.names, *shape.acronyms)
    references = _references(known)
    return Service(
        name=known.name,
        title=title,
        columns={item["name"]: item["title"] for item in known.columns},
        lookup=_lookup_of(known),
        address=address,
        naming=naming,
        numbers=frozenset(quantities_of(known)).difference(naming, references),
        references=references,
    )


def _references(known: ReferenceSet) -> dict[str, Reference]:
    """Return the sets that columns refer to, but for those that not everybody may see."""
    found = {}
    for column, name in references_of(known).items():
        target = find_set(name)
        if target is not None and is_public(target):
            try:
                found[column] = _reference(target)
            except TooLarge:  # its entities stay what they are in the table: codes
                continue
    return found


def _reference(target: ReferenceSet) -> Reference:
    kind = {"id": target.name, "name": package_of(target).title or target.name}
    place = {"name": target.name, "locale": "default"}
    address = tk.url_for("donneesqc_reconciliation.answer", **place, _external=True)
    return Reference(kind, address, _lookup_of(target))


def _lookup_of(known: ReferenceSet) -> Lookup:
    decided = model.Session.query(Succession.id).filter_by(set_name=known.name).count()
    return _lookup(known.name, known.mark, decided)


@lru_cache(maxsize=SETS)
def _lookup(name: str, mark: str, decided: int) -> Lookup:  # noqa: ARG001 - they date it
    """Return the lookup of a set as it is at a mark, after so many decisions."""
    query = model.Session.query(EntityRecord).filter_by(set_name=name)
    count = query.count()
    if count > LARGEST:
        raise TooLarge(count)
    known = model.Session.get(ReferenceSet, name)
    said = known.said if known else {}
    shape = read_shape(said["shape"])
    here = [row.cells for row in query.filter_by(gone=False)]
    entities = read_entities(shape, map(_Row, here), known.names if known else [], gone_rows(name))
    return Lookup(entities, shape.level)


class _Row(dict[str, str]):
    """A row whose empty cells aren't written."""

    def __missing__(self, column: str) -> str:
        return ""
