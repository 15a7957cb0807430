"""What a table seems to be: types in the published form, lists, keys."""

import pytest
from frictionless import Schema

from pipelines.describe import DescribedColumn, Description, describe
from tests.unit.file_tables import file_table


def column(label: str, *cells: str | None, size: int = 1000) -> DescribedColumn:
    """Return the description of a table's only column."""
    return describe(file_table([label], [[cell] for cell in cells], size=size)).columns[0]


@pytest.mark.parametrize(
    ("label", "cells", "kind"),
    [
        ("Nombre", ["1", "-20", "0"], "integer"), ("Montant", ["1", "2.5"], "number"),
        ("Fin", ["2024-02-29", "2025-01-01"], "date"), ("Fin", ["2025-02-29"], "string"),
        ("Vu", ["2024-02-29T13:30:00"], "datetime"), ("Vu", ["2024-02-29T25:30:00"], "string"),
        ("Année", ["2024", "2025"], "year"), ("Places", ["2024", "2025"], "integer"),
        ("Actif", ["true", "false"], "boolean"), ("Actif", ["1", "0"], "integer"),
        ("Région", ["01", "12"], "string"), ("Code", ["85", "12"], "string"),
        ("Code", ["85", "112"], "string"), ("mcode", ["85"], "string"),
        ("Nombre", ["1", "x"], "string"),
        ("Nombre", ["1_000"], "string"), ("Nombre", ["NaN"], "string"),
        ("Vide", ["", ""], "string"),
    ],
)  # fmt: skip
def test_a_type_holds_for_every_filled_cell(label: str, cells: list[str], kind: str) -> None:
    assert column(label, *cells, "").type == kind


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["893 427 000", "12"], "integer"), (["12,5", "7"], "number"), ([".5", "1.25"], "number"),
        (["31/12/2025", "2025-01-01"], "date"), (["12\u00a0$"], "integer"),
    ],
)  # fmt: skip
def test_a_column_whose_form_can_be_mended_has_its_type_and_says_so(
    cells: list[str], kind: str
) -> None:
    found = column("x", *cells)
    assert (found.type, found.repaired, found.found) == (kind, True, cells[0])


def test_the_example_of_a_column_to_mend_is_in_its_mended_form() -> None:
    assert column("Montant", "893 427 000").example == "893427000"


def test_a_later_batch_can_widen_the_type() -> None:
    assert column("Montant", "2024", "12", "2.5", size=1).type == "number"
    assert column("Montant", "12", "2024-01-01", size=1).type == "string"


def test_spaces_around_a_cell_change_no_type_and_a_blank_cell_is_empty() -> None:
    found = column("Nombre", " 12", "  ", None)
    assert (found.type, found.filled, found.empty, found.example) == ("integer", 1, 2, "12")


def test_few_values_that_repeat_are_a_list() -> None:
    assert column("État", *["actif", "fermé"] * 5).values == ("actif", "fermé")
    assert column("État", *["actif", "fermé"] * 4).values == ()
    assert column("État", *["actif"] * 50).values == ()
    assert column("Nom", *[f"nom {number % 21}" for number in range(500)]).values == ()


def test_numbers_are_never_a_list() -> None:
    assert column("Note", *["1", "2"] * 50).values == ()


def test_a_column_never_empty_and_never_repeated_could_be_the_key() -> None:
    rows = [[f"A{number}", str(number % 3), f"2024-01-{number + 1:02}"] for number in range(20)]
    found = describe(file_table(["Code", "Type", "Jour"], rows, size=7))
    assert found.keys == ("code",)
    assert found.schema("À compléter")["primaryKey"] == ["code"]


def test_a_column_named_for_it_is_the_key_before_another_and_an_amount_is_none() -> None:
    rows = [[f"nom {number}", str(number), str(number * 7)] for number in range(10)]
    assert describe(file_table(["Nom", "No", "Total"], rows)).keys == ("no", "nom")


@pytest.mark.parametrize(
    "cells", [["a", "b"], [*"abcdefghij", ""], [*"abcdefghij", "a"], [*"abcdefghij", None]]
)
def test_a_short_table_an_empty_cell_or_a_repeated_value_is_no_key(cells: list) -> None:
    assert describe(file_table(["x"], [[cell] for cell in cells], size=4)).keys == ()


def test_the_proposed_schema_is_a_table_schema_that_the_table_keeps() -> None:
    rows = [[f"A{number}", "oui", "1"] for number in range(10)]
    proposed = describe(file_table(["Code", "Actif", ""], rows)).schema("À compléter")
    assert list(Schema.metadata_validate(proposed)) == []
    assert [field["name"] for field in proposed["fields"]] == ["code", "actif", "colonne_3"]
    assert proposed["fields"][0]["constraints"] == {"required": True}


def test_a_table_without_rows_has_columns_all_the_same() -> None:
    found = describe(file_table(["a"], []))
    assert found == Description((DescribedColumn("a", "a", "string", 0, 0, "", False),), 0, ())


def test_no_value_is_shown_of_a_column_of_personal_information() -> None:
    emails = [f"une.personne{i % 3}@exemple.quebec" for i in range(30)]
    found = column("contact", *emails)
    assert found.personal == ("personal-email",)
    assert (found.example, found.values, found.found) == ("", (), "")
