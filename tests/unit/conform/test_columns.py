"""A column is its name or one that the source lists; all others stop the file and are named."""

from pathlib import Path

import pytest

from pipelines.conform import ConformedTable, conform
from pipelines.messages import Refusal
from pipelines.sources import Conformity
from tests.unit.tables import PUBLICATION, a_schema, a_source, decoded, refusal_of, written

SCHEMA = a_schema({"nom": "string", "montant": "integer"})
NAMES = {"nom": ("Nom", "/Nom_d[ue]_.*/"), "montant": ("Montant",)}


def conformed(folder: Path, labels: list[str], **conformity: object) -> ConformedTable:
    """Conform a table of two rows with these labels."""
    rows = [[f"{number}{place}" for place in range(len(labels))] for number in (1, 2)]
    source = a_source(conform=Conformity(columns=NAMES, **conformity))  # type: ignore[arg-type]
    return conform(decoded(written([labels, *rows]), folder), source, SCHEMA, PUBLICATION)


@pytest.mark.parametrize("label", ["nom", "Nom", "Nom_du_projet", " Nom "])
def test_a_name_of_the_source_is_exact_or_a_whole_regular_expression(
    label: str, tmp_path: Path
) -> None:
    frame = conformed(tmp_path, [label, "Montant"]).frame
    assert frame["nom"].to_list() == ["10", "20"]


@pytest.mark.parametrize("label", ["NOM", "xNom_du_projet", "Nom_du", "Noms"])
def test_a_name_that_only_looks_alike_is_unknown(label: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        conformed(tmp_path, [label, "Montant"])
    refusal_of("column-changed", stop.value, f"«\u00a0{label}\u00a0»", "«\u00a0nom\u00a0»")


def test_columns_may_come_in_any_order(tmp_path: Path) -> None:
    frame = conformed(tmp_path, ["Montant", "Nom"]).frame
    assert frame.columns == ["_row", "exercice", "nom", "montant"]
    assert frame["nom"].to_list() == ["11", "21"]


def test_an_unknown_column_stops_the_file_and_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        conformed(tmp_path, ["Nom", "Montant", "Remarque", "Note"])
    refusal_of("column-unknown", stop.value, "Remarque", "Note", "Renommez")


def test_a_missing_column_stops_the_file_and_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        conformed(tmp_path, ["Nom"])
    refusal_of("column-missing", stop.value, "montant", "Ajoutez")


def test_a_blank_heading_between_two_others_is_an_unknown_column(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        conformed(tmp_path, ["Nom", "", "Montant"])
    assert stop.value.code == "column-unknown"


@pytest.mark.parametrize("labels", [["Nom", "Nom", "Montant"], ["Nom", "nom", "Montant"]])
def test_a_column_there_twice_is_refused(labels: list[str], tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        conformed(tmp_path, labels)
    refusal_of("column-twice", stop.value, labels[0], labels[1])


def test_an_optional_column_that_is_missing_becomes_empty(tmp_path: Path) -> None:
    frame = conformed(tmp_path, ["Nom"], optional=("montant",)).frame
    assert frame["montant"].to_list() == ["", ""]


def test_an_ignored_column_is_left_out(tmp_path: Path) -> None:
    frame = conformed(tmp_path, ["Nom", "Montant", "OBJECTID"], ignored=("OBJECTID",)).frame
    assert frame.columns == ["_row", "exercice", "nom", "montant"]


def test_a_new_name_is_recorded_as_a_repair_of_the_header(tmp_path: Path) -> None:
    table = conformed(tmp_path, ["Nom", "montant"])
    assert table.repairs.rows() == [("renamed-column", 1, "nom", "Nom", "nom")]


def test_a_file_of_another_kind_doesn_t_fill_the_sentence_with_its_columns(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as stop:
        conformed(tmp_path, ["Nom", *(f"c{number}" + "x" * 10_000 for number in range(100))])
    assert len(str(stop.value)) < 4_000
    assert "c19" in str(stop.value)
    assert "c20" not in str(stop.value)
    assert "100 titres sont inconnus" in str(stop.value)


def test_a_file_none_of_whose_headings_is_known_is_said_to_be_of_another_schema(
    tmp_path: Path,
) -> None:
    with pytest.raises(Refusal) as stop:
        conformed(tmp_path, ["a", "b"])
    refusal_of("column-none", stop.value, "bon schéma", "montant")
