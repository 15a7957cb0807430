"""The schemas that a person may choose, and the Excel template of each."""

import tempfile
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from pipelines.matching.reference import written
from pipelines.template import write_template
from schemas import list_schemas, load_schema


@dataclass(frozen=True)
class Offered:
    """A schema to choose: `name` is its folder's, the newest of its versions being meant."""

    name: str
    title: str
    version: str

    @property
    def full_name(self) -> str:
        """Return the name `<name>/<version>`."""
        return f"{self.name}/{self.version}"


@cache
def list_offered() -> tuple[Offered, ...]:
    """List the newest version of each schema, by title."""
    newest = {}
    for full_name in sorted(list_schemas(), key=_version):
        schema = load_schema(full_name)
        newest[schema.name] = Offered(schema.name, schema.title, schema.version)
    return tuple(sorted(newest.values(), key=lambda offered: offered.title))


def is_offered(name: str) -> bool:
    """Say whether a schema has this name."""
    return any(offered.name == name for offered in list_offered())


def template_of(name: str, language: str) -> bytes:
    """Return the Excel template of a schema; raises KeyError when there is no such schema."""
    names = {offered.name: offered.full_name for offered in list_offered()}
    schema = load_schema(names[name])
    sets = (key["reference"]["resource"] for key in schema.foreign_keys)
    return _template(names[name], language, tuple(map(written, sets)))


@lru_cache(maxsize=64)
def _template(full_name: str, language: str, _: tuple[int, ...]) -> bytes:
    # A version never changes: its workbook, some kilobytes, is made once for each state of the
    # reference datasets whose codes it offers.
    with tempfile.TemporaryDirectory(prefix="donneesqc-") as folder:
        path = Path(folder, "gabarit.xlsx")
        write_template(load_schema(full_name), path, language)
        return path.read_bytes()


def _version(full_name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in full_name.rpartition("/")[2].split("."))
