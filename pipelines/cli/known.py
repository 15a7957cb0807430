"""Find a schema or a reference dataset by the name that a person types."""

from collections.abc import Iterable
from difflib import get_close_matches

from pipelines.matching import Lookup, Shape, read_entities
from pipelines.matching.names import folded
from pipelines.matching.reference import DATA, GONE, NAMES, rows_of
from pipelines.messages import Refusal, quoted
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

    Raises Refusal with the names there are, as `set_name` does.
    """
    shapes = _shapes()
    known = set_name(name)
    rows = (rows_of(known, file) for file in (DATA, NAMES, GONE))
    return Lookup(read_entities(shapes[known], *rows), shapes[known].level)


def set_name(name: str) -> str:
    """Return the name of the reference dataset that a person means by « MRC » or « municipalité ».

    Capitals, accents and plurals make no difference. Raises Refusal with the names there are, the
    nearest first.
    """
    names = sorted(_shapes())
    for known in names:
        if _singular(known) == _singular(name):
            return known
    listed = quoted(names)
    if near := nearest(name, names):
        raise Refusal("match-no-set-near", name=name, near=near, known=listed)
    raise Refusal("match-no-set", name=name, known=listed)


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the one of some names that a mistyped one means, "" when none is near."""
    asked, keys = folded(name), {folded(known): known for known in names}
    inside = [key for key in keys if asked and asked in key]
    near = get_close_matches(asked, keys, 1)
    return keys[(near or inside)[0]] if near or len(inside) == 1 else ""


def _shapes() -> dict[str, Shape]:
    return {item.name: item.reference.shape for item in load_sources() if item.reference}


def _singular(name: str) -> str:
    return " ".join(word.rstrip("s") for word in folded(name).split())


def _closest(name: str, versions: list[str]) -> str:
    names = sorted({known.split("/")[0] for known in versions})
    asked = name.partition("/")[0].lower()
    inside = [known for known in names if asked and asked in known]
    return ", ".join(inside or get_close_matches(asked, names, CLOSEST) or names)


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split("/")[1].split("."))
