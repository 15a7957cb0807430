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
    assert "cellules vides, qu’il n’y a pas à apparier\u00a0: 1 ligne" in said
    assert "«\u00a0Bedford\u00a0» (plusieurs ont ce nom)\u00a0: 46035 Bedford (Ville" in said
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
        (
            ["--colonne", "Nom"],
            "Ses colonnes\u00a0: «\u00a0Ville\u00a0», «\u00a0MRC\u00a0», «\u00a0Montant\u00a0».",
        ),
        (["--avec", "villes"], "municipalites"),
        (["--indices", "Région"], "Région"),
        (["--sortie", "sortie.xlsx"], "Le fichier apparié est un CSV"),
        (["--colonne", "Vile"], "Vouliez-vous dire «\u00a0Ville\u00a0»?"),
        (["--avec", "mcr"], "Vouliez-vous dire «\u00a0mrc\u00a0»?"),
        (["--avec", "ministères"], "Vouliez-vous dire «\u00a0ministeres-et-organismes\u00a0»?"),
        (["--avec", "mcr"], "«\u00a0regions-administratives\u00a0»"),
    ],
)
def test_a_slip_is_said_with_what_there_is(
    towns: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    assert run(towns, *more) == 2
    assert said in capsys.readouterr().err


def test_a_column_is_never_guessed_among_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "villes.csv"
    path.write_text("Ville,VILLE\nQuébec,Laval\n", encoding="utf-8")
    assert run(path) == 2
    assert "«\u00a0Ville\u00a0», «\u00a0VILLE\u00a0». Écrivez" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Municipalités", "MUNICIPALITÉ", "municipalite"])
def test_a_set_is_named_whatever_the_capitals_accents_and_plurals(
    towns: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    out = towns.with_name("sortie.csv")
    assert run(towns, "--avec", name, "--sortie", str(out)) == 1
    assert "jeu de référence «\u00a0municipalites\u00a0»" in capsys.readouterr().out
    assert read(out)[0]["municipalites_code"] == "75017"


def test_the_file_to_match_is_never_overwritten(
    towns: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(towns, "--sortie", str(towns), "--remplacer") == 2
    assert "l’original reste tel quel" in capsys.readouterr().err
    assert towns.read_text(encoding="utf-8") == ROWS


def said_of(path: Path, name: str, text: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what is said of a column matched to a set."""
    path.write_text(text, encoding="utf-8")
    main(["apparier", str(path), "--colonne", "Nom", "--avec", name])
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("portefeuilles-budgetaires", "Nom\nSanté\n"),
        ("ministeres-et-organismes", "Nom\nMinistère de la Sécurité\n"),
        ("mrc", "Nom\nSaint-Laurent\n"),
    ],
)
def test_no_column_of_mrc_is_asked_for_where_it_tells_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    said = said_of(tmp_path / "noms.csv", name, text, capsys)
    assert "--indices" not in said
    assert "()" not in said


def test_a_column_of_mrc_is_asked_for_where_homonyms_are(
    towns: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(towns)
    assert "ajoutez --indices" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("mrc", "Nom,Autre\n,a\n,b\n", "La colonne «\u00a0Nom\u00a0» n’a aucune valeur"),
        ("mrc", "Nom\nToronto\nOttawa\n", "vérifiez la colonne et le jeu (--avec)"),
        ("ministeres-et-organismes", "Nom\nRAMQ\n", "«\u00a0RAMQ\u00a0» (sigle probable"),
        ("ministeres-et-organismes", "Nom\nMAPAQ – Québec\n", "(le nom, suivi d’autre chose)"),
        ("municipalites", "Nom\nSaint-Jérôme (23027)\n", "le code et le nom se contredisent"),
    ],
)
def test_why_a_person_has_to_look_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, expected: str
) -> None:
    assert expected in said_of(tmp_path / "noms.csv", name, text, capsys)


def test_the_reason_is_written_beside_each_answer(tmp_path: Path) -> None:
    path, out = tmp_path / "noms.csv", tmp_path / "sortie.csv"
    path.write_text("Ville,MRC\n75017 - St-Jerome,\nSaint-Jérôme,Abitibi\n", encoding="utf-8")
    assert run(path, "--indices", "MRC", "--sortie", str(out)) == 1
    assert [row["municipalites_raison"] for row in read(out)] == [
        "par son code et son nom", "les indices ne concordent pas",
    ]  # fmt: skip


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
