"""The rows compared with the portal's are those that the portal would keep."""

import csv
from pathlib import Path

from pipelines.cli.normalised import Normalised, normalise
from pipelines.cli.subject import Subject
from pipelines.publish.versions import Version
from pipelines.sources import load_source
from tests.unit.cli.test_codes import GOOD

COLUMNS = ({"name": "numero", "title": "Numéro"}, {"name": "montant", "type": "number"})
OWN = {"fields": [*COLUMNS], "primaryKey": ["numero"]}


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    return path


def normal(subject: Subject, scratch: Path, live: Version | None = None) -> Normalised:
    checked, new = normalise(subject, live, scratch)
    assert checked.valid
    assert new is not None
    return new


def test_a_source_s_file_has_its_schema_s_columns_and_forms(tmp_path: Path) -> None:
    source = load_source("comptes-publics-fonds-general")
    subject = Subject(written(tmp_path, GOOD), "2024-2025", source=source)
    new = normal(subject, tmp_path)
    assert (new.rows, new.partition, new.publication) == (1, "exercice", "2024-2025")
    assert set(new.key) <= set(new.columns)
    titles, row = rows(new.path)
    assert (dict(zip(titles, row, strict=True))["exercice"], "1000000" in row) == (
        "2024-2025",
        True,
    )


def test_a_schema_of_one_s_own_gives_columns_forms_and_key(tmp_path: Path) -> None:
    path = written(tmp_path, "Numéro;Montant\n1;12,5\n2;1 000\n")
    new = normal(Subject(path, table_schema=OWN), tmp_path)
    assert (new.key, new.columns, new.rows) == (("numero",), ("numero", "montant"), 2)
    assert rows(new.path)[1:] == [["1", "12.5"], ["2", "1000"]]


def test_a_file_without_schema_gets_the_names_and_types_that_the_portal_will_give(
    tmp_path: Path,
) -> None:
    new = normal(Subject(written(tmp_path, "Numéro;Montant\n1;12,5\n")), tmp_path)
    assert (new.key, new.columns) == ((), ("numero", "montant"))
    assert rows(new.path)[1:] == [["1", "12.5"]]


def test_asked_for_nothing_a_file_keeps_to_the_schema_of_the_live_version(tmp_path: Path) -> None:
    subject = Subject(written(tmp_path, "numero,montant\n1,5\n1,6\n"))
    checked, new = normalise(subject, Version(3, table_schema=OWN), tmp_path)
    assert (checked.valid, new) == (False, None)
    assert [error["type"] for error in checked.errors] == ["primary-key"]
