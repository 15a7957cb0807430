"""A template filled and saved by LibreOffice passes; a wrong value fails with its own message."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.cli.main import main
from pipelines.decode import ROW, open_table
from pipelines.template import columns_of
from schemas import Field, TableSchema, list_schemas, load_schema
from tests.unit.template.filled import OFFICE, fill, good_rows, save_with_libreoffice

pytestmark = pytest.mark.skipif(not OFFICE, reason="LibreOffice not at hand")
SCHEMAS = [load_schema(name) for name in list_schemas()]
WRONG = {"integer": "douze", "number": "douze", "date": "31 juin", "string": "?"}


def wrong_value(field: Field, schema: TableSchema) -> str | None:
    """Return a value that the column refuses, None when it takes any."""
    listed = {column.name for column in columns_of(schema) if column.choices}
    if field.type != "string" or "pattern" in field.constraints or field.name in listed:
        return WRONG[field.type]
    return "" if field.constraints.get("required") else None


def wrong_cells() -> Iterator[tuple[TableSchema, Field, str]]:
    """Yield each column that refuses something, with what it refuses."""
    for schema in SCHEMAS:
        for field in schema.fields:
            value = wrong_value(field, schema)
            if value is not None:
                yield schema, field, value


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of every template, filled well and with one wrong value, saved at once."""
    folder = tmp_path_factory.mktemp("gabarits")
    (folder / "remplis").mkdir()
    paths = [
        fill(schema, good_rows(schema), _good(folder / "remplis", schema)) for schema in SCHEMAS
    ]
    for schema, field, value in wrong_cells():
        first, *others = good_rows(schema)
        rows = [{**first, field.name: value}, *others]
        paths.append(fill(schema, rows, _bad(folder / "remplis", schema, field)))
    save_with_libreoffice(paths, folder / "enregistrés")
    return folder / "enregistrés"


def checked(path: Path, schema: TableSchema) -> int:
    """Check a workbook as the publication that its good rows are; return the exit code."""
    publication = good_rows(schema)[0][schema.fields[0].name]  # in each, what tells publications
    arguments = ["--schema", schema.name, "--publication", publication]
    return main(["valider", str(path), *arguments])


def _good(folder: Path, schema: TableSchema) -> Path:
    return folder / f"{schema.name}.xlsx"


def _bad(folder: Path, schema: TableSchema, field: Field) -> Path:
    return folder / f"{schema.name}--{field.name}.xlsx"


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_what_was_typed_is_what_is_read(schema: TableSchema, saved: Path, tmp_path: Path) -> None:
    table = open_table(_good(saved, schema), tmp_path)
    rows = [list(row) for batch in table.batches() for row in batch.frame.drop(ROW).rows()]
    names = [field.name for field in schema.fields]
    assert list(table.labels) == [field.title for field in schema.fields]
    assert rows == [[row[name] for name in names] for row in good_rows(schema)]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_a_filled_template_passes(
    schema: TableSchema, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _good(saved, schema)
    assert checked(path, schema) == 0, capsys.readouterr()


@pytest.mark.parametrize(
    ("schema", "field", "value"),
    [*wrong_cells()],
    ids=lambda item: getattr(item, "name", str(item)),
)
def test_a_wrong_value_fails_with_its_column_s_message(
    schema: TableSchema, field: Field, value: str, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _bad(saved, schema, field)
    assert checked(path, schema) == 1
    said = "".join(capsys.readouterr())
    assert field.title in said or field.name in said
    assert not value or value in said
