"""`decrire`: what a file holds, and the schema and dictionary to complete."""

import json
from pathlib import Path

import openpyxl
import pytest
from frictionless import Schema

from pipelines.cli.main import main

Said = pytest.CaptureFixture[str]
ROWS = "".join(f"A{number},{number % 2},893 427 000,\n" for number in range(20))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "données.csv"
    path.write_text(f"Code du projet,Phase,Montant ($),Note\n{ROWS}", encoding="utf-8")
    return path


@pytest.mark.parametrize("verb", ["decrire", "décrire"])
def test_each_column_is_printed_with_what_it_seems_to_be(
    verb: str, file: Path, capsys: Said
) -> None:
    assert main([verb, str(file)]) == 0
    said = capsys.readouterr().out
    assert "code_du_projet (Code du projet)\n    texte, 100\u00a0% rempli\n" in said
    assert "montant (Montant ($))\n    nombre entier, 100\u00a0% rempli, dont la forme" in said
    assert "Clé proposée\u00a0: code_du_projet." in said
    assert list(file.parent.iterdir()) == [file]


def test_the_schema_and_the_dictionary_are_written(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "à compléter"
    assert main(["decrire", str(file), str(folder)]) == 0
    proposed = json.loads((folder / "schema.json").read_text(encoding="utf-8"))
    assert list(Schema.metadata_validate(proposed)) == []
    assert (folder / "dictionnaire.csv").is_file()


def test_the_dictionary_can_be_a_workbook(file: Path, tmp_path: Path) -> None:
    assert main(["decrire", str(file), str(tmp_path / "d"), "--dictionnaire", "xlsx"]) == 0
    assert openpyxl.load_workbook(tmp_path / "d" / "dictionnaire.xlsx").sheetnames == [
        "Dictionnaire"
    ]


def test_nothing_is_written_over_something_else(file: Path, tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "dictionnaire.csv").write_text("précieux", encoding="utf-8")
    assert main(["decrire", str(file), str(tmp_path)]) == 2
    assert "--remplacer" in capsys.readouterr().err
    assert not (tmp_path / "schema.json").exists()
    assert main(["decrire", str(file), str(tmp_path), "--remplacer"]) == 0


def test_a_file_that_isn_t_there_is_said(tmp_path: Path, capsys: Said) -> None:
    assert main(["decrire", str(tmp_path / "absent.csv")]) == 3
    assert "n’existe pas" in capsys.readouterr().err
