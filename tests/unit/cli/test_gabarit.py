"""`gabarit`: writes a template, and never over something else."""

from pathlib import Path

import openpyxl
import pytest

from pipelines.cli.main import main

Said = pytest.CaptureFixture[str]


def test_the_template_has_a_name_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["gabarit", "mrc"]) == 0
    assert capsys.readouterr().out == "Gabarit écrit\u00a0: gabarit-mrc-1.0.0.xlsx\n"
    book = openpyxl.load_workbook(tmp_path / "gabarit-mrc-1.0.0.xlsx")
    assert book.sheetnames == ["Données", "Instructions", "Listes"]


def test_it_goes_into_the_folder_or_under_the_name_asked_for(tmp_path: Path) -> None:
    assert main(["gabarit", "mrc", str(tmp_path)]) == 0
    assert main(["gabarit", "mrc", str(tmp_path / "à remplir" / "mes MRC.xlsx")]) == 0
    assert (tmp_path / "gabarit-mrc-1.0.0.xlsx").is_file()
    assert (tmp_path / "à remplir" / "mes MRC.xlsx").is_file()


def test_a_file_that_exists_is_replaced_only_when_asked(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "g.xlsx"
    path.write_text("précieux", encoding="utf-8")
    assert main(["gabarit", "mrc", str(path)]) == 2
    assert "--remplacer" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "précieux"
    assert main(["gabarit", "mrc", str(path), "--remplacer"]) == 0


def test_a_place_where_nothing_can_be_written_is_said(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    assert main(["gabarit", "mrc", str(tmp_path / "fichier" / "g.xlsx")]) == 3
    assert "ne peut pas être écrit" in capsys.readouterr().err


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "gabarit-mrc-1.0.0.xlsx").mkdir()
    assert main(["gabarit", "mrc", str(tmp_path), "--remplacer"]) == 3
