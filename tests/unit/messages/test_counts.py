"""Words agree with their number, in French and in English."""

import pytest

from pipelines.messages import message
from pipelines.messages.counts import Sentence, number


@pytest.mark.parametrize(
    ("count", "fr", "en"),
    [
        (0, "0 erreur", "0 errors"),
        (1, "1 erreur", "1 error"),
        (2, "2 erreurs", "2 errors"),
        (12_345, "12\u00a0345 erreurs", "12,345 errors"),
    ],
)
def test_french_has_no_plural_at_zero_and_thousands_are_apart(count: int, fr: str, en: str) -> None:
    assert message("report-error-count", "fr", count=count) == fr
    assert message("report-error-count", "en", count=count) == en


@pytest.mark.parametrize(("count", "said"), [(1, "elle est"), (3, "elles sont")])
def test_words_may_agree_with_a_number_that_is_not_written(count: int, said: str) -> None:
    assert Sentence("fr").format("{rows:=elle est|elles sont}", rows=count) == said


def test_other_values_are_written_as_they_are() -> None:
    assert Sentence("fr").format("{a} {b:.2f} {{c}}", a="x|y", b=1.5) == "x|y 1.50 {c}"


def test_numbers_of_many_digits() -> None:
    assert (number(1_234_567, "fr"), number(1234, "en")) == ("1\u00a0234\u00a0567", "1,234")


@pytest.mark.parametrize("names", [["a", "b"], ("a", "b")])
def test_several_names_are_quoted(names: list[str] | tuple[str, ...]) -> None:
    assert Sentence("fr").format("{a}", a=names) == "«\u00a0a\u00a0», «\u00a0b\u00a0»"
    assert Sentence("en").format("{a}", a=names) == "“a”, “b”"


@pytest.mark.parametrize(
    ("day", "fr", "en"),
    [("2026-11-28", "28 novembre 2026", "2026-11-28"), ("bientôt", "bientôt", "bientôt")],
)
def test_a_sentence_may_write_an_iso_date_in_words(day: str, fr: str, en: str) -> None:
    facts = {"date": day, "days": 30}
    assert fr in message("deposit-too-soon", "fr", **facts)
    assert en in message("deposit-too-soon", "en", **facts)
