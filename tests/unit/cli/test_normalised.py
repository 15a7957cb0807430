"""The rows compared with the portal's are those that the portal would keep."""

import csv
from pathlib import Path

from pipelines.cli.normalised import normalise
from pipelines.cli.subject import Subject
from pipelines.sources import load_source
from tests.unit.cli.test_codes import GOOD


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_source_s_file_has_its_schema_s_columns_and_forms(tmp_path: Path) -> None:
    path = tmp_path / "depenses.csv"
    path.write_text(GOOD, encoding="utf-8")
    source = load_source("comptes-publics-fonds-general")
    new = normalise(Subject(path, source, "", "2024-2025", "fr"), tmp_path)
    assert (new.rows, new.partition, new.publication) == (1, "exercice", "2024-2025")
    assert set(new.key) <= set(new.columns)
    titles, row = rows(new.path)
    assert (dict(zip(titles, row, strict=True))["exercice"], "1000000" in row) == (
        "2024-2025",
        True,
    )


def test_a_schema_of_one_s_own_gives_columns_forms_and_key(tmp_path: Path) -> None:
    path, schema = tmp_path / "a.csv", tmp_path / "s.json"
    path.write_text("Numéro;Montant\n1;12,5\n2;1 000\n", encoding="utf-8")
    columns = '[{"name": "numero", "title": "Numéro"}, {"name": "montant", "type": "number"}]'
    schema.write_text(f'{{"fields": {columns}, "primaryKey": ["numero"]}}', encoding="utf-8")
    new = normalise(Subject(path, None, str(schema), "", "fr"), tmp_path)
    assert (new.key, new.columns, new.rows) == (("numero",), ("numero", "montant"), 2)
    assert rows(new.path)[1:] == [["1", "12.5"], ["2", "1000"]]


def test_a_file_without_schema_gets_the_names_and_types_that_the_portal_will_give(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Numéro;Montant\n1;12,5\n", encoding="utf-8")
    new = normalise(Subject(path, None, "", "", "fr"), tmp_path)
    assert (new.key, new.columns) == ((), ("numero", "montant"))
    assert rows(new.path)[1:] == [["1", "12.5"]]
