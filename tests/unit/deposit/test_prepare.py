"""What the portal makes of a deposited file: a verdict, rows in normal form, types that last."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipelines.deposit import PAGE, REPORT, ROWS, Prepared, Task
from pipelines.deposit.prepare import prepare
from pipelines.sources import load_source
from reference_datasets import __file__ as reference

MRC = Path(reference).parent / "mrc" / "2025-04" / "data.csv"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "made"
    folder.mkdir()
    return folder


def prepared(path: Path, folder: Path, **asked: object) -> Prepared:
    scratch = folder.parent / f"scratch-{len(list(folder.parent.iterdir()))}"
    scratch.mkdir()
    task = replace(Task(path, path.name, date(2026, 11, 21)), **asked)
    return prepare(task, folder, scratch)[0]


def written(tmp_path: Path, text: str, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def rows(folder: Path) -> list[str]:
    content = (folder / ROWS).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return content.decode("utf-8-sig").split("\r\n")[:-1]


def types(found: Prepared) -> dict[str, str]:
    return {card["name"]: card["type"] for card in found.descriptor["fields"]}


def test_each_value_has_one_text(tmp_path: Path, made: Path) -> None:
    schema = {
        "fields": [
            {"name": "code", "type": "string"},
            {"name": "montant", "type": "number"},
            {"name": "nombre", "type": "integer"},
            {"name": "jour", "type": "date"},
            {"name": "actif", "type": "boolean"},
            {"name": "moment", "type": "datetime"},
        ]
    }
    table = written(
        tmp_path,
        "code;montant;nombre;jour;actif;moment\n"
        "06;1 250,50;-0;31/01/2024;1;2024-01-31T10:00:00\n"
        "7;12.50;007;2024-02-01;FALSE;2024-01-31T10:00:00\n",
    )
    found = prepared(table, made, descriptor=schema)
    assert found.valid, found.first_errors
    assert rows(made)[1:] == [
        "06,1250.5,0,2024-01-31,True,2024-01-31T10:00:00",
        "7,12.5,7,2024-02-01,False,2024-01-31T10:00:00",
    ]


def test_a_file_without_schema_gets_types_and_codes_stay_text(tmp_path: Path, made: Path) -> None:
    table = written(tmp_path, "code,nombre,montant\n06,1,2.5\n10,2,3\n")
    found = prepared(table, made)
    assert found.valid
    assert types(found) == {"code": "string", "nombre": "integer", "montant": "number"}
    assert rows(made) == ["code,nombre,montant", "06,1,2.5", "10,2,3"]


@pytest.mark.parametrize(
    ("before", "cells", "after"),
    [
        ("string", ["1", "2"], "string"),
        ("integer", ["1", "2"], "integer"),
        ("integer", ["1.5", "2"], "number"),
        ("number", ["1", "2"], "number"),
        ("integer", ["n/d", "2"], "string"),
        ("date", ["1", "2"], "string"),
    ],
)
def test_a_column_without_schema_is_never_narrower_than_before(
    tmp_path: Path, made: Path, before: str, cells: list[str], after: str
) -> None:
    table = written(tmp_path, "\n".join(["nombre", *cells]) + "\n")
    found = prepared(table, made, before=({"name": "nombre", "type": before},))
    assert types(found) == {"nombre": after}
    assert rows(made)[1:] == cells


def test_an_invalid_file_leaves_a_report_and_no_rows(tmp_path: Path, made: Path) -> None:
    schema = {"fields": [{"name": "nombre", "type": "integer"}]}
    found = prepared(written(tmp_path, "nombre\ndouze\n"), made, descriptor=schema)
    assert not found.valid
    assert (found.errors, found.rows) == (1, 0)
    assert "douze" in found.first_errors[0]
    assert sorted(path.name for path in made.iterdir()) == [PAGE, REPORT]
    assert json.loads((made / REPORT).read_text(encoding="utf-8"))["valid"] is False


def test_undeclared_personal_information_blocks(tmp_path: Path, made: Path) -> None:
    people = "\n".join(f"Personne {rank},p{rank}@exemple.ca" for rank in range(20))
    found = prepared(written(tmp_path, f"nom,contact\n{people}\n"), made)
    assert not found.valid
    assert not (made / ROWS).exists()


def test_a_guideline_that_is_not_kept_does_not_block(tmp_path: Path, made: Path) -> None:
    found = prepared(written(tmp_path, "nom;montant\nGaspé;12,5\nPercé;13,5\n"), made)
    assert found.valid
    assert found.guidelines["relidi_confic_separateur_virgule"] == "non"
    assert found.normal_guidelines["relidi_confic_separateur_virgule"] == "oui"


def test_a_source_says_publication_schema_and_partition(made: Path) -> None:
    found = prepared(MRC, made, source=load_source("mrc").text)
    assert (found.publication, found.partition, found.schema) == (
        "2025-04",
        "millesime",
        "mrc/1.0.0",
    )
    assert found.rows == found.rows_read == 104
    assert rows(made)[1].startswith("2025-04,01,010,")


def test_a_column_of_the_schema_that_the_file_lacks_is_missing(tmp_path: Path, made: Path) -> None:
    fields = [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]
    schema = {"fields": fields, "fieldsMatch": "superset"}
    found = prepared(written(tmp_path, "b\nx\n"), made, descriptor=schema)
    assert found.valid
    assert rows(made) == ["a,b", ",x"]


@pytest.mark.parametrize("text", ["nombre,nom\n", "nombre,nom\n,École\n"])
def test_a_column_that_holds_nothing_keeps_its_type(tmp_path: Path, made: Path, text: str) -> None:
    before = ({"name": "nombre", "type": "number"}, {"name": "nom", "type": "string"})
    found = prepared(written(tmp_path, text), made, before=before)
    assert types(found) == {"nombre": "number", "nom": "string"}
