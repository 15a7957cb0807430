"""Take a local file through the steps of the source that its schema names."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polars as pl

from pipelines.conform.columns import match_columns
from pipelines.conform.rules import FORM_RULES, TYPE_RULES
from pipelines.decode import ROW, DecodedTable, decode
from pipelines.fetch import Addresses, Context, open_client, snapshot_file
from pipelines.fetch.snapshot import file_refusal
from pipelines.messages import Refusal
from pipelines.sources import Decoding, Source, read_sources
from pipelines.steps import Steps
from pipelines.store import Store
from schemas import list_schemas, load_schema

EXAMPLES = {"date": "2026-03-31", "string": "2024-2025"}
NAMES = (re.compile(r"\d{4}-\d{4}"), re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{4}-\d{2}"))


def source_of_schema(name: str) -> Source:
    """Return the source whose table has this schema, named with or without its version."""
    for source in read_sources()[0]:
        if name in (source.schema, source.schema.split("/")[0]):
            return source
    known = ", ".join(schema.split("/")[0] for schema in list_schemas())
    raise Refusal("schema-unknown", name=name, known=known)


@contextmanager
def steps_for(
    path: Path, source: Source, publication: str, decoding: Decoding | None = None
) -> Iterator[tuple[Steps, Context]]:
    """Open the steps of a local file in a store of its own, which goes away afterwards.

    `decoding`: what the person says of the file, ahead of what the source's YAML says.
    """
    source = _read_as(source, decoding)
    with tempfile.TemporaryDirectory(prefix="donneesqc-") as folder:
        context = Context(Store(Path(folder)), open_client(), Addresses())
        publication = publication or find_publication(path, source)
        snapshot = snapshot_file(source, publication, path, context)
        yield Steps(source, load_schema(source.schema), context.store, snapshot), context


def _read_as(source: Source, decoding: Decoding | None) -> Source:
    if decoding is None or decoding == Decoding():
        return source
    return replace(source, decode=decoding)


def find_publication(
    path: Path, source: Source, decoding: Decoding | None = None, name: str = ""
) -> str:
    """Return the publication that the file's partition column or name tells; raises Refusal."""
    source = _read_as(source, decoding)
    try:
        inside = _publication_inside(decode(path, source.decode), source)
    except OSError as reason:
        raise file_refusal(path, reason) from reason
    if inside:
        return inside
    for pattern in NAMES:
        found = pattern.search(name or path.name)
        if found:
            return found[0]
    raise Refusal("publication-needed", example=EXAMPLES.get(_kind(source), "2026-03"))


def _publication_inside(table: DecodedTable, source: Source) -> str:
    """Return the value of most rows in the partition column, in canonical form, or nothing."""
    position = match_columns(table.labels, source, load_schema(source.schema)).get(source.partition)
    if position is None:
        return ""
    kind = _kind(source)
    blank = pl.all_horizontal(pl.all().exclude(ROW).str.strip_chars() == "")
    cells = table.frame.filter(~blank).select(cell=pl.col(f"column_{position}"))
    for rule in (*FORM_RULES, *TYPE_RULES):
        if rule.applies(kind):
            cells = cells.with_columns(cell=rule.repair(pl.col("cell")))
    most = cells["cell"].value_counts(sort=True).head(1)
    return most["cell"][0] if most.height and most["count"][0] * 2 > cells.height else ""


def _kind(source: Source) -> str:
    """Return the type of the source's partition column."""
    fields = load_schema(source.schema).fields
    return next(field.type for field in fields if field.name == source.partition)
