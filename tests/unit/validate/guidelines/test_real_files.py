"""What is sure of the captured files."""

import csv
from pathlib import Path

import pytest

from pipelines.decode.batches import Form
from pipelines.validate.guidelines import Subject, Verdict, watch
from tests.unit.validate.guidelines.watched import a_batch


def verdicts(path: Path, delimiter: str, encoding: str = "utf-8-sig") -> dict[str, Verdict]:
    """Return the verdicts on a file that Python's own reader can read."""
    with path.open(encoding=encoding, newline="") as file:
        header, *rows = csv.reader(file, delimiter=delimiter)
    columns = [[row[i] if i < len(row) else None for row in rows] for i in range(len(header))]
    watching = watch(Subject(Form(delimiter=delimiter), tuple(header), path.name))
    watching.see(a_batch(columns))
    return {verdict.code: verdict for verdict in watching.verdicts()}


def test_the_public_accounts_have_semicolons_and_spaces_in_numbers(real_files: Path) -> None:
    folder = real_files / "comptes_publics"
    for path in folder.glob("*.csv"):
        found = verdicts(path, ";")
        assert found["relidi_confic_separateur_virgule"].answer == "non"
        assert found["relidi_condon_nombre"].answer == "non"
        assert found["relidi_condon_valinc"].answer == "oui"
        assert found["relidi_condon_datheu"].answer == "n/a"


@pytest.mark.parametrize("year", [2022, 2025])
def test_the_directory_of_municipalities_has_right_dates(year: int, real_files: Path) -> None:
    found = verdicts(real_files / "listes" / f"repertoire_municipalites_{year}.csv", ",")
    assert found["relidi_condon_datheu"].answer == "oui"
    assert found["relidi_condon_valinc"].answer == "oui"
    assert found["entete_unique"].answer == "oui"


def test_unknown_as_a_row_of_statistics_is_a_category(real_files: Path) -> None:
    found = verdicts(real_files / "depots" / "as-adultes-202301.csv", ",")
    assert found["relidi_condon_valinc"].answer == "oui"


def test_dates_of_other_forms_are_found_by_content(real_files: Path) -> None:
    charging = verdicts(real_files / "depots" / "bornes-irve-20190805.csv", ";")
    (found,) = charging["relidi_condon_datheu"].evidence
    assert (found.values["column"], found.values["value"]) == ("date_maj", "2019/10/07")
    projects = verdicts(real_files / "depots" / "Demarches_Libres.csv", ";")
    named = {found.values["column"] for found in projects["relidi_condon_datheu"].evidence}
    assert named >= {"date_creation", "date_modification", "date_lancement"}


def test_decimal_commas_are_found_by_content(real_files: Path) -> None:
    path = real_files / "depots" / "CartoLavage_2023_Koumoul_VF_enrichi-v3.csv"
    named = {
        found.values["column"] for found in verdicts(path, ";")["relidi_condon_nombre"].evidence
    }
    assert named == {"Longitude", "Latitude"}


def test_months_in_words_are_found_in_the_latest_dashboard(real_files: Path) -> None:
    path = real_files / "projets_infrastructures" / "tableau_de_bord_2026-03-18.csv"
    (found,) = verdicts(path, ",")["relidi_condon_datheu"].evidence
    assert found.code == "guideline-date-month"
