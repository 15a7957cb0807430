"""`corriger` writes a copy in the form that publishing wants, and lists every change."""

import csv
import json
from pathlib import Path

import pytest

from tests.unit.cli.command import donneesqc

SCHEMA = {
    "fields": [
        {"name": "code", "type": "string"},
        {"name": "jour", "type": "date", "title": "Date de mise à jour"},
        {"name": "montant", "type": "number"},
        {"name": "note", "type": "string"},
    ],
    "foreignKeys": [
        {"fields": ["code"], "reference": {"resource": "municipalites", "fields": ["code"]}}
    ],
}
SOURCE = (
    "code;Date de mise à jour;montant;note\r\n"
    '1023;05/01/2024;1 250,75;"a;b"\r\n'
    "66023;2024-01-06;abc; espaces \r\n"
    "99;31/12/2024;12,5;;de trop\r\n"
    "01042\r\n"
)


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "s.json"
    path.write_text(json.dumps(SCHEMA), encoding="utf-8")
    return path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "dépôt.csv"
    path.write_bytes(SOURCE.encode("cp1252"))
    return path


def read(path: Path) -> list[list[str]]:
    """Return the records of a CSV in UTF-8 with commas."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_what_is_safe_is_repaired_and_the_rest_stays(
    source: Path, schema: Path, tmp_path: Path
) -> None:
    said = donneesqc("corriger", source, tmp_path / "sortie.csv", "--schema", schema)
    assert said.code == 0, said.text
    assert read(tmp_path / "sortie.csv") == [
        ["code", "jour", "montant", "note"],
        ["01023", "2024-01-05", "1250.75", "a;b"],
        ["66023", "2024-01-06", "abc", "espaces"],
        ["99", "2024-12-31", "12.5", "", "de trop"],
        ["01042"],
    ]


def test_every_change_is_listed(source: Path, schema: Path, tmp_path: Path) -> None:
    donneesqc("corriger", source, tmp_path / "sortie.csv", "--schema", schema)
    listed = read(tmp_path / "sortie-changements.csv")[1:]
    changed = {(row, column, before, after) for row, column, _, before, after in listed}
    assert ("2", "code", "1023", "01023") in changed
    assert ("2", "jour", "05/01/2024", "2024-01-05") in changed
    assert ("3", "note", " espaces ", "espaces") in changed
    assert ("1", "jour", "Date de mise à jour", "jour") in changed
    assert ("1", "", "cp1252", "utf-8") in changed
    assert ("1", "", ";", ",") in changed


def test_the_corrected_copy_needs_no_correction(source: Path, schema: Path, tmp_path: Path) -> None:
    donneesqc("corriger", source, tmp_path / "une.csv", "--schema", schema)
    said = donneesqc("corriger", tmp_path / "une.csv", tmp_path / "deux.csv", "--schema", schema)
    assert "Aucun changement" in said.out
    assert (tmp_path / "une.csv").read_bytes() == (tmp_path / "deux.csv").read_bytes()


def test_without_a_schema_the_file_itself_shows_its_types(source: Path, tmp_path: Path) -> None:
    source.write_text("a;b\n1,5;05/01/2024\n2,5;31/01/2024\n", encoding="utf-8")
    assert donneesqc("corriger", source, tmp_path / "s.csv").code == 0
    assert read(tmp_path / "s.csv") == [["a", "b"], ["1.5", "2024-01-05"], ["2.5", "2024-01-31"]]


def test_month_first_dates_of_a_column_are_left_alone(tmp_path: Path, schema: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("code,jour,montant,note\nx,03/04/2024,,\ny,12/31/2024,,\n", encoding="utf-8")
    donneesqc("corriger", source, tmp_path / "s.csv", "--schema", schema)
    assert [row[1] for row in read(tmp_path / "s.csv")[1:]] == ["03/04/2024", "12/31/2024"]


@pytest.mark.parametrize(
    ("target", "code", "sentence"),
    [("dépôt.csv", 2, "lui-même"), ("s.xlsx", 2, ".csv"), ("s.json", 2, ".csv")],
)
def test_the_original_is_never_overwritten(
    source: Path, tmp_path: Path, target: str, code: int, sentence: str
) -> None:
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    said = donneesqc("corriger", source, tmp_path / target)
    assert (said.code, sentence in said.err) == (code, True)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_that_can_t_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    bad = tmp_path / "a.csv"
    bad.write_bytes(b"%PDF-1.4")
    assert donneesqc("corriger", bad, tmp_path / "s.csv").code == 3
    assert donneesqc("corriger", tmp_path / "absent.csv", tmp_path / "s.csv").code == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv"]


def test_what_is_taken_out_is_listed_too(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Titre du tableau,,,\n\n nom ,ville,,\na,b,,\n,,,\nc,d,,\n", encoding="utf-8")
    assert donneesqc("corriger", path, tmp_path / "b.csv").code == 0
    assert (tmp_path / "b.csv").read_text(encoding="utf-8") == "nom,ville\na,b\nc,d\n"
    listed = (tmp_path / "b-changements.csv").read_text(encoding="utf-8")
    assert [line.split(",")[0] for line in listed.splitlines()[1:]] == ["3", "3", "3", "5"]


def test_a_cell_beyond_the_titles_stays_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n1,2,3,,5\n", encoding="utf-8")
    donneesqc("corriger", path, tmp_path / "b.csv")
    assert (tmp_path / "b.csv").read_text(encoding="utf-8") == "a,b,c\n1,2,3,,5\n"


def test_dates_that_prove_no_order_are_left_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("unsure,sure\n03/04/2024,03/04/2024\n05/06/2024,25/06/2024\n", encoding="utf-8")
    donneesqc("corriger", path, tmp_path / "b.csv")
    written = (tmp_path / "b.csv").read_text(encoding="utf-8").splitlines()
    assert written[1:] == ["03/04/2024,2024-04-03", "05/06/2024,2024-06-25"]
