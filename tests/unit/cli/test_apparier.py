"""`donneesqc apparier` matches a column, says what is left to a person, and writes both."""

import csv
from pathlib import Path

import pytest

from pipelines.cli.main import main

ROWS = """\
Ville,MRC,Montant
St-Jerome,La Rivière-du-Nord,1
Bedford,,2
Toronto,,3
,,4
St-Jerome,La Rivière-du-Nord,5
"""


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    """Write a file of towns."""
    path = tmp_path / "villes.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def run(path: Path, *more: str) -> int:
    """Match the column of towns."""
    return main(["apparier", str(path), "--colonne", "ville", "--avec", "municipalites", *more])


def test_what_was_found_is_said_and_nothing_is_written(
    towns: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(towns) == 1
    said = capsys.readouterr().out
    assert "appariées\u00a0: 2 lignes, 1 valeur" in said
    assert "à revoir\u00a0: 1 ligne, 1 valeur" in said
    assert "«\u00a0Bedford\u00a0»\u00a0: 46035 Bedford (Ville" in said
    assert "«\u00a0Toronto\u00a0»\u00a0: aucun candidat" in said
    assert [item.name for item in towns.parent.iterdir()] == [towns.name]


def test_the_file_and_the_review_list_are_written(towns: Path) -> None:
    out = towns.with_name("sortie.csv")
    assert run(towns, "--sortie", str(out)) == 1
    rows = read(out)
    assert [row["municipalites_code"] for row in rows] == ["75017", "", "", "", "75017"]
    assert [row["municipalites_verdict"] for row in rows] == [
        "apparié", "à revoir", "sans candidat", "", "apparié",
    ]  # fmt: skip
    assert rows[0]["Montant"] == "1"
    review = read(out.with_name("sortie-a-revoir.csv"))
    assert [row["code"] for row in review] == ["46035", "46040", ""]


def test_nothing_is_overwritten_unless_asked(
    towns: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = towns.with_name("sortie.csv")
    assert run(towns, "--sortie", str(out)) == 1
    assert run(towns, "--sortie", str(out)) == 2
    assert "sortie.csv" in capsys.readouterr().err
    assert run(towns, "--sortie", str(out), "--remplacer") == 1


def test_columns_that_tell_homonyms_apart_are_heeded(tmp_path: Path) -> None:
    path = tmp_path / "villes.csv"
    path.write_text("Ville,Sorte\nBedford,Canton\nBedford,Ville\n", encoding="utf-8")
    out = tmp_path / "sortie.csv"
    assert run(path, "--indices", "sorte", "--sortie", str(out)) == 0
    assert [row["municipalites_code"] for row in read(out)] == ["46040", "46035"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--colonne", "Nom"], "Ses colonnes\u00a0: Ville, MRC, Montant."),
        (["--avec", "villes"], "municipalites"),
        (["--indices", "Région"], "Région"),
        (["--sortie", "sortie.xlsx"], ".csv"),
    ],
)
def test_a_slip_is_said_with_what_there_is(
    towns: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    assert run(towns, *more) == 2
    assert said in capsys.readouterr().err


def test_the_directory_of_2022_is_matched_to_that_of_2026(real_files: Path, tmp_path: Path) -> None:
    path, out = real_files / "listes/repertoire_municipalites_2022.csv", tmp_path / "sortie.csv"
    assert main([
        "apparier", str(path), "--colonne", "munnom", "--avec", "municipalites",
        "--indices", "mrc,mdes", "--sortie", str(out),
    ]) == 1  # fmt: skip
    rows = read(out)
    matched = [row for row in rows if row["municipalites_code"]]
    assert len(matched) >= 0.98 * len(rows)
    gone = {"88055", "14085", "32040", "32045", "82010", "13060", "93020"}  # the new one's name
    wrong = [row for row in matched if row["mcode"] != row["municipalites_code"]]
    assert {row["mcode"] for row in wrong} <= gone
