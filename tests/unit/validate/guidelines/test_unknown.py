"""C3: unknown is an empty cell; what only looks like a marker isn't one."""

import pytest

from tests.unit.validate.guidelines.watched import answer, judged

CODE = "relidi_condon_valinc"
MARKERS = ["NA", "N/A", "N/D", "ND", "NULL", "None", "-", "#N/A", "NaN", ".."]


@pytest.mark.parametrize("marker", MARKERS)
def test_a_marker_among_words_is_found(marker: str) -> None:
    assert answer(CODE, ["Laval", marker, "Gatineau"]) == "non"


@pytest.mark.parametrize("marker", ["-999", "9999", "-9999.0", "99999"])
def test_a_number_far_from_the_others_is_a_marker(marker: str) -> None:
    assert answer(CODE, ["12", "15.5", marker, "1", "0"]) == "non"
    assert answer(CODE, [str(year) for year in range(1990, 2026)] + [marker]) == "non"


def test_9999_is_a_value_where_others_come_near() -> None:
    assert answer(CODE, ["8120", "9999", "104"]) == "oui"
    assert answer(CODE, ["25000", "9999", "104"]) == "oui"
    assert answer(CODE, ["-999", "-840", "12"]) == "oui"


def test_9999_is_a_code_in_a_column_of_text() -> None:
    assert answer(CODE, ["9999", "A12", "B40", "C7"]) == "oui"
    assert answer(CODE, ["9999", "9999"]) == "oui"


def test_999_alone_is_too_ordinary_to_be_a_marker() -> None:
    assert answer(CODE, ["1", "2", "999"]) == "oui"


def test_a_dash_is_a_marker_but_neither_a_negative_number_nor_a_sign() -> None:
    assert answer(CODE, ["-5", "-12", "3"]) == "oui"
    assert answer(CODE, ["-", "12"]) == "non"
    assert answer(CODE, ["+", "-", "+"]) == "oui"
    assert answer(CODE, ["A-", "B+", "O-"]) == "oui"


def test_nd_and_na_are_codes_among_many_codes_of_two_letters() -> None:
    states = ["MT", "WY", "SD", "MN", "ND", "IA", "NA", "CA"]
    assert answer(CODE, states) == "oui"
    assert answer(CODE, [*states, "N/D"]) == "non"
    assert answer(CODE, ["QC", "ND", "QC", "ON"]) == "non"


def test_a_word_spelled_out_is_a_category_in_a_column_of_text_only() -> None:
    assert answer(CODE, ["Québec", "Inconnu", "Ontario"]) == "oui"
    assert answer(CODE, ["12", "Inconnu", "15"]) == "non"
    assert answer(CODE, ["2024-01-31", "non disponible"]) == "non"


def test_a_marker_within_spaces_is_found_and_a_sentence_is_not() -> None:
    assert answer(CODE, ["12", " N/D "]) == "non"
    assert answer(CODE, ["12 NA", "NA ou ND selon le cas", "sans objet"]) == "oui"


def test_what_doesn_t_apply_is_known() -> None:
    assert answer(CODE, ["Sans objet", "s.o.", "Aucun", "0"]) == "oui"


def test_the_evidence_names_the_column_the_count_and_the_first_rows() -> None:
    verdict = judged({"nom": ["a", "b", "c", "d", "e"], "prix": ["N/D", "1", "N/D", "N/D", "N/D"]})[
        CODE
    ]
    (found,) = verdict.evidence
    assert (found.position, found.cells, found.rows) == (1, 4, ((2, "N/D"), (4, "N/D"), (5, "N/D")))
    assert "«\u00a0prix\u00a0»" in found.sentence()
    assert "ligne 2" in found.sentence()
    assert "“prix”" in found.sentence("en")


def test_a_table_without_a_filled_cell_has_nothing_to_judge() -> None:
    assert answer(CODE, ["", ""]) == "n/a"
