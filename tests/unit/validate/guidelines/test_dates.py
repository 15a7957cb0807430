"""C4: dates and times in the three templates, wherever a column is of dates."""

import pytest

from tests.unit.validate.guidelines.watched import answer, judged

CODE = "relidi_condon_datheu"


@pytest.mark.parametrize(
    "cell", ["2026-03-31", "13:30:00", "2026-03-31T13:30:00", "2026-03-31T13:30:00Z"]
)
def test_the_three_templates_are_right_and_nothing_is_said_of_the_zone(cell: str) -> None:
    assert answer(CODE, [cell, cell]) == "oui"


@pytest.mark.parametrize(
    "cell",
    ["31/03/2026", "2026/03/31", "31-03-2026", "31.03.2026", "3/31/2026", "2026-3-31"]
    + ["13/01/21", "1er avril 2024", "April 1, 2024", "01-Apr-2024", "2026-03-31 13:30:00"]
    + ["20240102 00:00:00", "2026-03-31T13:30", "2021-01-13T19:42:02.790Z", "31/03/2026 13:30"],
)
def test_another_form_is_seen_without_a_schema(cell: str) -> None:
    assert answer(CODE, [cell, cell, ""]) == "non"


def test_one_other_form_among_right_dates_is_enough() -> None:
    verdict = judged({"jour": ["2026-03-31", "2026-04-01", "01/04/2026"]})[CODE]
    assert verdict.answer == "non"
    assert verdict.evidence[0].rows == ((4, "01/04/2026"),)


@pytest.mark.parametrize("cell", ["1/2", "12.5", "2012-10", "1.2.3", "01-02-03", "514-555-1234"])
def test_what_only_looks_like_a_date_is_none(cell: str) -> None:
    assert answer(CODE, [cell, cell]) == "n/a"


def test_a_date_in_a_column_of_text_doesn_t_make_it_one_of_dates() -> None:
    assert answer(CODE, ["01/04/2026", "à venir", "en cours", "terminé"]) == "n/a"
    assert answer(CODE, ["01/04/2026", "à venir", "en cours"], kind="date") == "non"


def test_a_month_is_a_date_where_the_heading_or_the_schema_says_so() -> None:
    months = ["Décembre 2027", "juin 2028"]
    assert answer(CODE, months, label="Mois") == "n/a"
    assert answer(CODE, months, label="date_fin") == "non"
    assert answer(CODE, months, kind="date") == "non"


def test_eight_digits_are_a_date_under_such_a_heading_only() -> None:
    assert answer(CODE, ["20240131", "20240201"], label="Date de dépôt") == "non"
    assert answer(CODE, ["20240131", "20240201"], label="Montant") == "n/a"
    assert answer(CODE, ["20240131", "45"], label="date") == "n/a"


def test_a_short_time_is_one_under_such_a_heading_only() -> None:
    assert answer(CODE, ["13:30", "8 h 05"], label="Heure") == "non"
    assert answer(CODE, ["1:50", "1:20"], label="Échelle") == "n/a"


def test_the_schema_s_other_types_are_no_dates() -> None:
    assert answer(CODE, ["01/04/2026"], kind="integer") == "n/a"
