"""Take a file of a source through reading, conforming and checking."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.conform import ConformedTable, conform
from pipelines.decode import decode
from pipelines.families import row_rules
from pipelines.sources import load_source
from pipelines.validate import Validation, validate
from schemas import load_schema


@dataclass(frozen=True)
class Through:
    """Hold what became of a file."""

    conformed: ConformedTable
    validation: Validation


def through(name: str, publication: str, path: Path) -> Through:
    """Check a file as the source's own."""
    source = load_source(name)
    schema = load_schema(source.schema)
    conformed = conform(decode(path, source.decode), source, schema, publication)
    return Through(conformed, validate(conformed, schema, row_rules(source.family)))
