"""Exit codes: 0 valid, 1 invalid, 2 wrong usage, 3 unreadable; never a traceback, always French."""

from pathlib import Path

import pytest

from pipelines.cli.main import main

SCHEMA = "comptes-publics-fonds-general"
LABELS = "Portefeuille;Programme;Nom_programme;Element;Nom_element;Repartition;Supercategorie"
HEADER = f"{LABELS};Type_de_credits;Montant\n"
ROW = "Justice;01;Administration;01;Soutien;Dépenses;Transferts;Annuels;1 000 000\n"
GOOD = HEADER + ROW


def checked(path: Path, content: str | bytes, *options: str) -> int:
    """Write a file and check it."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return main(["valider", str(path), "--schema", SCHEMA, *options])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "depenses-2024-2025.csv"


def test_a_valid_file_is_0_and_its_repairs_are_notices(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(file, GOOD) == 0
    said = capsys.readouterr().out
    assert "espaces de millier retirées" in said
    assert "séparateur remplacé par la virgule" in said
    assert file.read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize(
    "content",
    [
        GOOD.replace("1 000 000", "à venir"), GOOD.replace(";01;", ";1;"), GOOD + "a;b\n",
        GOOD.replace("Montant", "Somme"), GOOD.replace(";Montant", ""),
        GOOD.replace(";Montant", ";Montant;Note"), GOOD.replace("Nom_element", "Element"),
    ],
)  # fmt: skip
def test_a_table_that_breaks_its_schema_is_1(content: str, file: Path) -> None:
    assert checked(file, content) == 1


def test_a_table_of_another_publication_is_1(file: Path) -> None:
    assert checked(file, f"exercice;{HEADER}2020-2021;{ROW}", "--publication", "2024-2025") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["valider", "a.csv", "--schema", "absent"],
        ["publier", "a.csv", "--jeu", "absent", "--oui"],
        ["valider", "a.csv", "--schema", SCHEMA, "--publication", "../x"],
    ],
)
def test_a_wrong_name_on_the_line_is_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(GOOD, encoding="utf-8")
    assert main(arguments) == 2


def test_a_file_whose_publication_nobody_tells_is_checked_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(tmp_path / "depenses.csv", GOOD) == 0
    assert "ne dit pas de quelle publication" in capsys.readouterr().out


def test_a_file_whose_publication_nobody_tells_is_not_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DONNEESQC_JETON", "jeton")
    path = tmp_path / "depenses.csv"
    path.write_text(GOOD, encoding="utf-8")
    words = ["publier", str(path), "--jeu", SCHEMA, "--portail", "http://127.0.0.1:9", "--oui"]
    assert main(words) == 2
    assert "--publication" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"PK\x03\x04", b"{}", HEADER, GOOD.replace("Justice", '"Justice'), b"a\x00b"],
)
def test_what_can_t_be_read_is_3(
    content: str | bytes, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(file, content) == 3
    assert capsys.readouterr().err.strip().endswith(".")


def test_a_file_that_isn_t_there_or_is_a_folder_is_3(tmp_path: Path) -> None:
    for path in (tmp_path / "absent-2024-2025.csv", tmp_path):
        assert main(["valider", str(path), "--schema", SCHEMA]) == 3


def test_a_blank_last_row_hides_no_publication(tmp_path: Path) -> None:
    rows = f"exercice;{HEADER}2024-2025;{ROW}" + ";" * 9 + "\n"
    assert checked(tmp_path / "depenses.csv", rows) == 0


def test_every_file_named_is_checked(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, wrong = (file.with_name(f"{name}-2024-2025.csv") for name in ("vide", "faux"))
    empty.write_text("", encoding="utf-8")
    wrong.write_text(GOOD.replace(";01;", ";1;"), encoding="utf-8")
    file.write_text(GOOD, encoding="utf-8")
    assert main(["valider", str(empty), str(wrong), str(file), "--schema", SCHEMA]) == 3
    said = capsys.readouterr()
    assert said.err.startswith("✗ vide-2024-2025.csv\u00a0: ")
    assert f"{wrong.name}\u00a0: non valide" in said.out
    assert f"{file.name}\u00a0: valide" in said.out
