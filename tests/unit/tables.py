"""Small tables, sources and schemas, written as a person would."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from pipelines.conform import ConformedTable, conform
from pipelines.decode import ROW, DecodedTable, decode
from pipelines.decode.table import DEFECTS
from pipelines.messages import Refusal
from pipelines.sources import (
    Conformity,
    DatasetCard,
    Decoding,
    Fetching,
    Organization,
    Source,
)
from pipelines.validate import Validation, validate
from schemas import Field, TableSchema

PUBLICATION = "2024-2025"
Column = Mapping[str, object]


def written(rows: Iterable[Sequence[str]], delimiter: str = ",", **style: object) -> str:
    """Return the rows as delimited text, with Python's own writer."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, **style).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


def a_source(**changes: object) -> Source:
    """Return a source whose columns are those of the schema, with the conformity asked for."""
    fields = {
        "name": "essai",
        "family": "essai",
        "schema": "essai/1.0.0",
        "partition": "exercice",
        "calendar": "0 6 * * *",
        "dataset": DatasetCard(Organization("sct", "SCT"), (), (), {"title": "Essai"}),
        "fetch": Fetching("http"),
        "decode": Decoding(),
        "conform": Conformity(),
        "text": "",
    }
    return Source(**{**fields, **changes})  # type: ignore[arg-type]


def a_schema(columns: Mapping[str, str | Column], **card: object) -> TableSchema:
    """Return a schema of `exercice` and the columns given: name → type, or type and constraints."""
    fields = [_field(name, kind) for name, kind in {"exercice": "string", **columns}.items()]
    text = json.dumps({"name": "essai", "fields": fields, "missingValues": [""], **card})
    return TableSchema(
        name="essai",
        version="1.0.0",
        title="Essai",
        fields=tuple(Field(**field) for field in fields),  # type: ignore[arg-type]
        primary_key=tuple(card.get("primaryKey", ())),  # type: ignore[arg-type]
        foreign_keys=tuple(card.get("foreignKeys", ())),  # type: ignore[arg-type]
        text=text,
    )


def _field(name: str, kind: str | Column) -> dict:
    card = {"type": kind} if isinstance(kind, str) else dict(kind)
    return {"name": name, "title": name, "description": name, "constraints": {}, **card}


def decoded(content: bytes | str, folder: Path, options: Decoding | None = None) -> DecodedTable:
    """Decode content as a file of its own."""
    path = folder / "fichier.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return decode(path, options)


def one_column(cells: Sequence[str]) -> DecodedTable:
    """Return a decoded table of one column `c`, whose first row is row 2."""
    numbers = pl.Series(ROW, range(2, len(cells) + 2), dtype=pl.UInt32)
    frame = pl.DataFrame({"column_0": cells}, schema={"column_0": pl.String}).with_columns(numbers)
    return DecodedTable(frame, pl.DataFrame(schema=DEFECTS), ["c"], "utf-8", ",", header_row=1)


def column(kind: str | Column, cells: Sequence[str], **conformity: object) -> ConformedTable:
    """Conform a table of one column `c` of this type."""
    source = a_source(conform=Conformity(**conformity))  # type: ignore[arg-type]
    return conform(one_column(cells), source, a_schema({"c": kind}), PUBLICATION)


def repaired(kind: str | Column, cells: Sequence[str], **conformity: object) -> list[str]:
    """Return the cells of one column after the repairs of its type."""
    return column(kind, cells, **conformity).frame["c"].to_list()


def verdict(kind: str | Column, cells: Sequence[str]) -> Validation:
    """Conform and validate a table of one column `c` of this type."""
    return validate(column(kind, cells), a_schema({"c": kind}), lambda _: ())


def errors(validation: Validation) -> list[tuple[str, int, str]]:
    """Return a report flattened: type, row, column."""
    found = (error for task in validation.report["tasks"] for error in task["errors"])
    return [(e["type"], e.get("rowNumber", 0), e.get("fieldName", "")) for e in found]


def sentences(validation: Validation) -> list[str]:
    """Return the sentences of a report."""
    return [error["message"] for error in validation.report["tasks"][0]["errors"]]


def refusal_of(code: str, refusal: Refusal, *facts: str) -> None:
    """Check a refusal's code, and that its French sentence says the facts and what to do."""
    text = str(refusal)
    assert refusal.code == code
    for fact in facts:
        assert fact in text
    assert text.rstrip().endswith((".", "»"))
