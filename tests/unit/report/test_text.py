"""The report on a terminal."""

import io

import pytest

from pipelines.report import NO, YES, Guideline, PersonalInformation, Repair
from pipelines.report.text import text_report, wants_colour
from tests.unit.report.checked import cell_error, checked_file


class Terminal(io.StringIO):
    """Be a stream that a person looks at."""

    def isatty(self) -> bool:
        return True


def test_a_valid_file_says_so_on_its_first_line() -> None:
    assert text_report(checked_file()).splitlines()[:1] == ["✓ dépenses.csv\u00a0: valide"]


def test_an_error_says_its_row_under_its_column() -> None:
    lines = text_report(checked_file(cell_error(3, "Date", "« x » n’est pas une date."))).split(
        "\n"
    )
    assert lines[-2:] == [
        "Colonne «\u00a0Date\u00a0»", "  ✗ Ligne 3\u00a0: « x » n’est pas une date.",
    ]  # fmt: skip


def test_a_wrong_column_doesn_t_fill_the_screen() -> None:
    found = [cell_error(row, "Date", f"« {row} » n’est pas une date.") for row in range(2, 102)]
    text = text_report(checked_file(*found))
    assert len(text.splitlines()) < 12
    assert "et 95 autres erreurs de même nature" in text


def test_a_list_cut_short_says_so() -> None:
    text = text_report(checked_file(cell_error(3, "Date", "x"), total=12345))
    assert "12\u00a0345 erreurs" in text
    assert "détaille 1 erreur sur 12\u00a0345" in text


def test_repairs_are_summed_by_kind_and_column() -> None:
    text = text_report(checked_file(repairs=(Repair("espaces retirées", 1234, "Montant"),)))
    assert "  • Montant\u00a0: espaces retirées (1\u00a0234 fois)" in text


def test_only_guidelines_that_aren_t_kept_are_detailed() -> None:
    kept, broken = Guideline("a", "UTF-8", YES), Guideline("b", "Virgule", NO, ("C’est « ; ».",))
    text = text_report(checked_file(guidelines=(kept, broken), request="Expliquez.\nEncore."))
    assert "Respectées\u00a0: 1. Non respectées\u00a0: 1." in text
    assert "  ! Virgule\n    C’est « ; ».\n  Expliquez.\n  Encore." in text
    assert "  ! UTF-8" not in text


def test_personal_information_that_nobody_declared_blocks() -> None:
    found = PersonalInformation("Courriel", "Adresse de courriel", "12 adresses.", blocks=True)
    assert "Publication bloquée" in text_report(checked_file(personal=(found,)))


def test_a_cell_can_t_write_to_the_terminal() -> None:
    text = text_report(checked_file(cell_error(3, "Date", "« \x1b]0;x\x07 »"), name="a\x1b[2J.csv"))
    assert "\x1b" not in text
    assert "a␛[2J.csv" in text


def test_colour_changes_no_word() -> None:
    checked = checked_file(cell_error(3, "Date", "x"))
    coloured = text_report(checked, colour=True)
    assert coloured.count("\x1b[") > 2
    for code in ("1;31", "31", "1", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == text_report(checked)


def test_colour_is_for_a_terminal_whose_owner_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert wants_colour(Terminal())
    assert not wants_colour(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(Terminal())


def test_an_old_windows_console_would_write_the_codes_of_colours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("WT_SESSION", raising=False)
    monkeypatch.setattr("sys.platform", "win32")
    assert not wants_colour(Terminal())


def test_the_report_speaks_english_too() -> None:
    assert text_report(checked_file(language="en")).startswith("✓ dépenses.csv: valid\n  0 errors")


@pytest.mark.parametrize(
    ("answer", "counted"),
    [
        ("oui", "Respectées\u00a0: 1."), ("relidi.descha.foudoc", "Respectées\u00a0: 1."),
        ("relidi.descha.absent", "Non respectées\u00a0: 1."), ("n/a", "inconnues\u00a0: 1."),
    ],
)  # fmt: skip
def test_an_answer_is_one_of_the_portal_s_codes(answer: str, counted: str) -> None:
    assert counted in text_report(checked_file(guidelines=(Guideline("a", "b", answer),)))
