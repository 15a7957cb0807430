"""A respondent checks and publishes files with the command `donneesqc`, as it is installed."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from embedded.settings import ROOT

from tests.journeys.airflow import Airflow
from tests.journeys.stack import Portal

PROJECTS, PUBLICATION = "projets-infrastructures", "2025-06-10"
SPACE = "\u00a0"  # no-break
BUDGET = ROOT / "schemas" / "budget-de-depenses" / "1.0.0" / "examples"


def test_a_valid_file_is_said_valid(donneesqc) -> None:
    said = donneesqc("valider", BUDGET / "valide.csv", "--schema", "budget-de-depenses")
    assert said.code == 0
    assert "valide" in said.text


def test_an_invalid_file_is_told_row_column_value_and_rule_in_french(donneesqc) -> None:
    file = BUDGET / "invalide-type-de-credits-inconnu.csv"
    said = donneesqc("valider", file, "--schema", "budget-de-depenses")
    assert said.code == 1
    assert "Colonne «~type_de_credits~»".replace("~", SPACE) in said.text
    assert "Ligne 2~: «~Annuels~»".replace("~", SPACE) in said.text
    assert "une valeur permise" in said.text
    assert "non valide" in said.text


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("valider",),
        ("valider", BUDGET / "valide.csv", "--schema", "schema-inconnu"),
        ("publier", BUDGET / "valide.csv", "--jeu", "jeu-inconnu", "--oui"),
        ("verifier", "fichier.csv"),
    ],
)
def test_a_wrong_command_is_explained_in_french(donneesqc, words: tuple) -> None:
    said = donneesqc(*words)
    assert said.code == 2
    assert "usage:" not in said.text
    assert "error:" not in said.text
    assert said.text.strip()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("absent.csv", None, "n’existe pas"),
        ("vide.csv", b"", "vide"),
        ("page.csv", b"<!DOCTYPE html><html><body>Maintenance</body></html>", "page Web"),
        ("classeur.csv", b"PK\x03\x04" + bytes(200), "classeur"),
    ],
)
def test_an_unreadable_file_is_said_so(
    donneesqc, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    said = donneesqc("valider", name, "--schema", "budget-de-depenses")
    assert said.code == 3
    assert words in said.text
    assert "Traceback" not in said.text


def test_the_help_is_in_french(donneesqc) -> None:
    said = donneesqc("--aide")
    assert said.code == 0
    assert {"valider", "publier"} <= {*said.text.split()}
    assert "usage:" not in said.text
    assert "show this help" not in said.text


@dataclass(frozen=True)
class Before:
    """A publication as it was, and the dataset around it."""

    content: bytes
    resource: dict
    dataset: dict
    rows: list[dict]


@pytest.fixture
def before(portal: Portal, airflow: Airflow) -> Iterator[Before]:
    """Return what is published; afterwards, let the pipeline bring the ministry's file back."""
    resource = portal.resource(PROJECTS, "original", PUBLICATION)
    content = portal.client.get(resource["url"]).content
    yield Before(content, resource, portal.dataset(PROJECTS), portal.rows(PROJECTS))
    assert airflow.run("projects", sources=[PROJECTS], publications=[PUBLICATION]) == "success"


def test_publishing_changes_only_what_the_file_changes(
    donneesqc, portal: Portal, before: Before, tmp_path: Path
) -> None:
    file = tmp_path / "tableau-de-bord.csv"
    file.write_bytes(with_other_name(before.content, "Pont de l’essai"))
    first = donneesqc("publier", file, "--jeu", PROJECTS, "--publication", PUBLICATION, "--oui")
    assert first.code == 0, first.text
    assert f"{portal.address}/dataset/{PROJECTS}" in first.text

    after = portal.dataset(PROJECTS)
    assert identities(after) == identities(before.dataset)
    rows = portal.rows(PROJECTS)
    old, new = _different(before.rows, rows), _different(rows, before.rows)
    assert (len(old), len(new)) == (1, 1)
    assert new[0]["nom_projet"] == "Pont de l’essai"
    assert {row["date_publication"][:10] for row in old + new} == {PUBLICATION}
    assert changed_files(before.dataset, after) == {"normalise", PUBLICATION}

    resource = portal.resource(PROJECTS, "original", PUBLICATION)
    assert portal.client.get(resource["url"]).content == file.read_bytes()
    again = donneesqc("publier", file, "--jeu", PROJECTS, "--publication", PUBLICATION, "--oui")
    assert again.code == 0
    assert "Inchangé" in again.text
    assert portal.dataset(PROJECTS)["metadata_modified"] == after["metadata_modified"]


def test_an_invalid_file_changes_nothing(donneesqc, portal: Portal) -> None:
    before, rows = portal.dataset("budget-de-depenses"), portal.rows("budget-de-depenses")
    file = BUDGET / "invalide-total-different.csv"
    said = donneesqc("publier", file, "--jeu", "budget-de-depenses", "--oui")
    assert said.code == 1
    assert "Ligne" in said.text
    assert portal.dataset("budget-de-depenses") == before
    assert portal.rows("budget-de-depenses") == rows


def test_without_a_token_nothing_is_sent_and_the_reason_is_said(donneesqc) -> None:
    file = BUDGET / "valide.csv"
    said = donneesqc(
        "publier", file, "--jeu", "budget-de-depenses", "--oui", DONNEESQC_TOKEN_FILE=""
    )
    assert said.code == 2
    assert "jeton" in said.text.lower()


def with_other_name(content: bytes, name: str) -> bytes:
    """Return a dashboard whose first project has another name."""
    text = content.decode("utf-8-sig")
    delimiter = max(",;", key=text.splitlines()[0].count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    column = next(at for at, label in enumerate(rows[0]) if label.lower() == "nom_projet")
    rows[1][column] = name
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def identities(dataset: dict) -> list[tuple[str, str]]:
    """Return the id of a dataset and the id of each file with its folder on the portal."""
    files = [(item["id"], item["url"].rsplit("/", 1)[0]) for item in dataset["resources"]]
    return [(dataset["id"], dataset["name"]), *sorted(files)]


def changed_files(before: dict, after: dict) -> set[str]:
    """Return the publication of each original that changed, « normalise » for the table's file."""
    known = {item["id"]: (item["hash"], item["metadata_modified"]) for item in before["resources"]}
    return {
        item.get("publication") or item["role"]
        for item in after["resources"]
        if known[item["id"]] != (item["hash"], item["metadata_modified"])
    }


def _different(rows: list[dict], others: list[dict]) -> list[dict]:
    known = {_fingerprint(row) for row in others}
    return [row for row in rows if _fingerprint(row) not in known]


def _fingerprint(row: dict) -> str:
    cells = sorted((key, str(value)) for key, value in row.items() if key != "_id")
    return hashlib.sha256(repr(cells).encode()).hexdigest()
