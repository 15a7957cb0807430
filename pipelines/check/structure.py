"""Check what needs no schema: a title for each column, as many cells as titles, no blank row."""

from dataclasses import replace

from pipelines.decode.batches import FileTable
from pipelines.validate import Checked, check
from pipelines.validate.header import title_errors
from pipelines.validate.schema import open_schema


def check_structure(table: FileTable, limit: int | None) -> Checked:
    """Return the errors of a table's shape, its cells being of any type."""
    names = tuple(f"column_{place}" for place in range(len(table.labels)))
    schema = open_schema({"fields": [{"name": name, "type": "any"} for name in names]}, "")
    found = check(replace(table, labels=names), schema, limit=limit)
    errors = title_errors(table.labels, table.header_row)
    return replace(found, heading=replace(found.heading, labels=table.labels, errors=errors))
