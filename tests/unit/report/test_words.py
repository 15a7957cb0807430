"""Lists of rows, and what a terminal may show."""

import pytest

from pipelines.report.visible import visible
from pipelines.report.words import rows_said


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], ""), ([3], "ligne 3"), ([3, 7], "lignes 3 et 7"),
        ([3, 7, 12, 14], "lignes 3, 7, 12 et 14"),
        ([3, 7, 12, *range(20, 260)], "lignes 3, 7, 12 et 240 autres"),
    ],
)  # fmt: skip
def test_the_first_rows_are_named_and_the_others_counted(rows: list[int], said: str) -> None:
    assert rows_said(rows, "fr") == said


def test_english_says_and() -> None:
    assert rows_said([3, 7], "en") == "rows 3 and 7"


def test_no_character_that_a_terminal_obeys_is_left() -> None:
    assert visible("a\x1b[2J\x07\n\x7f\x9b\u202eé") == "a␛[2J␇␊␡⟨009B⟩⟨202E⟩é"
