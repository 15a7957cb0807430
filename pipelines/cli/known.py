"""Find a schema or a reference dataset by the name that a person types."""

from difflib import get_close_matches

from pipelines.matching import Lookup, read_entities
from pipelines.matching.reference import DATA, GONE, NAMES, rows_of
from pipelines.messages import Refusal
from pipelines.sources import load_sources
from schemas import TableSchema, list_schemas, load_schema

CLOSEST = 3


def find_schema(name: str) -> TableSchema:
    """Return the schema called `<name>` (its newest version) or `<name>/<version>`.

    Raises Refusal with the closest names.
    """
    versions = list_schemas()
    fitting = [known for known in versions if name in (known, known.split("/")[0])]
    if not fitting:
        raise Refusal("schema-unknown", name=name, known=_closest(name, versions))
    return load_schema(max(fitting, key=_version))


def find_set(name: str) -> Lookup:
    """Return the names of the reference dataset called so, as the library has them.

    Raises Refusal with the closest names.
    """
    shapes = {item.name: item.reference.shape for item in load_sources() if item.reference}
    if name not in shapes:
        raise Refusal("match-no-set", name=name, known=_closest(name, [*shapes]))
    rows = (rows_of(name, file) for file in (DATA, NAMES, GONE))
    return Lookup(read_entities(shapes[name], *rows), shapes[name].level)


def _closest(name: str, versions: list[str]) -> str:
    names = sorted({known.split("/")[0] for known in versions})
    asked = name.partition("/")[0].lower()
    inside = [known for known in names if asked and asked in known]
    return ", ".join(inside or get_close_matches(asked, names, CLOSEST) or names)


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split("/")[1].split("."))
