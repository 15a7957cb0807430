"""A console in cp850 shows every sentence, in the nearest characters that it has."""

import pytest

from pipelines.cli.console import HANDLER
from pipelines.messages import catalogue


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("✗ n’est pas « été »", "x n'est pas « été »"), ("… – œuvre", "... - oeuvre"),
        ("12\u202f345", "12 345"), ("Ă", "A"), ("東", "?"),
    ],
)  # fmt: skip
def test_what_cp850_lacks_is_written_otherwise(text: str, shown: str) -> None:
    assert text.encode("cp850", HANDLER).decode("cp850") == shown


def test_no_french_sentence_loses_a_letter() -> None:
    for texts in catalogue().values():
        said = texts["fr"].replace("?", "").replace("\ufffd", "")
        assert "?" not in said.encode("cp850", HANDLER).decode("cp850")
