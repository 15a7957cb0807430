"""What many errors say is said once, with the rows that it is about."""

from pipelines.report.groups import grouped, positions_of, sections
from tests.unit.report.checked import cell_error, checked_file, missing_cells


def test_the_same_sentence_in_many_rows_is_one_group() -> None:
    (group,) = grouped((cell_error(row, "Date", "vide.") for row in (3, 7, 12)), "fr")
    assert (group.text, group.column, group.rows, group.count) == ("vide.", "Date", (3, 7, 12), 3)


def test_another_column_another_value_or_another_rule_is_another_group() -> None:
    found = [cell_error(3, "Date", "a."), cell_error(4, "Date", "b."), cell_error(5, "Nom", "a.")]
    assert len(grouped(found, "fr")) == 3


def test_a_row_that_lacks_eleven_cells_is_one_line() -> None:
    (group,) = grouped(missing_cells(7, 11), "fr")
    assert group.text.startswith("il manque 11 cellules")
    assert (group.rows, group.count, group.column) == ((7,), 11, "")


def test_rows_that_lack_as_many_cells_are_together() -> None:
    found = [*missing_cells(7, 2), *missing_cells(8, 2), *missing_cells(9, 1)]
    groups = grouped(found, "fr")
    assert [(group.rows, group.count) for group in groups] == [((7, 8), 4), ((9,), 1)]


def test_what_is_of_no_column_comes_first() -> None:
    found = [cell_error(3, "Date", "a."), *missing_cells(9, 1), cell_error(2, "Date", "b.")]
    parts = sections(checked_file(*found))
    assert [(part.column, part.count) for part in parts] == [("", 1), ("Date", 2)]


def test_an_english_sentence_loses_its_row_and_column_too() -> None:
    error = {**cell_error(3, "Date", ""), "message": "Row 3, column “Date”: “x” is wrong."}
    assert grouped([error], "en")[0].text == "“x” is wrong."


def test_the_column_is_named_as_the_sentence_names_it() -> None:
    (group,) = grouped([{**cell_error(3, "Date", "vide."), "fieldName": "date_fin"}], "fr")
    assert (group.column, group.text) == ("Date", "vide.")


def test_a_foreign_key_is_about_the_column_that_its_sentence_names() -> None:
    key = cell_error(3, "Date", "«\u00a0x\u00a0» n’existe pas.")
    del key["fieldName"], key["fieldNumber"]
    error = {**key, "type": "foreign-key", "fieldNames": ["date_fin"]}
    (group,) = grouped([error], "fr", {"nom": 0, "date_fin": 4})
    assert (group.column, group.position) == ("Date", 4)


def test_every_cell_of_a_key_is_marked_where_the_file_has_it() -> None:
    error = {"type": "primary-key", "message": "Ligne 3…", "fieldNames": ["annee", "code"]}
    assert positions_of(error, {"code": 0, "nom": 1, "annee": 2}) == [2, 0]
