"""Keep the lookup of each set in the memory of a Web process, as its register is."""

from dataclasses import dataclass
from functools import lru_cache

from ckan import model
from ckanext.donneesqc.reference.model import EntityRecord, ReferenceSet, Succession
from ckanext.donneesqc.reference.successions import gone_rows

from pipelines.matching import Lookup, read_entities, read_shape
from pipelines.matching.reconciliation import Service

LARGEST = 50_000  # entities that a Web process keeps
SETS = 16


@dataclass(frozen=True)
class TooLarge(Exception):  # noqa: N818 - what it is
    """The set has too many entities to be kept in memory; `count`: of those."""

    count: int


def service_of(known: ReferenceSet, title: str, address: str) -> Service:
    """Return a set as a reconciliation service; raises TooLarge."""
    columns = {item["name"]: item["title"] for item in known.columns}
    decided = model.Session.query(Succession.id).filter_by(set_name=known.name).count()
    return Service(known.name, title, columns, _lookup(known.name, known.mark, decided), address)


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
