"""A terminal sees how far a sending is; a file or a pipe sees only the cuts."""

import io

from pipelines.cli.amounts import amount, day, duration, megabytes, moment
from pipelines.cli.transfer import Transfer
from tests.unit.cli.test_progress import Terminal

SIZE = 40_000_000


def test_percent_megabytes_and_the_time_left_are_shown_then_wiped() -> None:
    screen, now = Terminal(), iter([0.0, 10.0])
    shown = Transfer(SIZE, "fr", screen, lambda: next(now))
    shown.sent(0)
    shown.sent(10_000_000)
    last = screen.getvalue().split("\r")[-1].rstrip()
    assert (
        last.replace("\u00a0", " ")
        == "[#####...............] 25 % · 10,0 Mo sur 40,0 Mo · reste 30 s"
    )
    shown.end()
    assert screen.getvalue().endswith("\r")


def test_a_sending_that_goes_on_counts_only_its_own_bytes() -> None:
    screen, now = Terminal(), iter([0.0, 10.0])
    shown = Transfer(SIZE, "fr", screen, lambda: next(now))
    shown.sent(20_000_000)
    shown.sent(30_000_000)
    assert "reste 10\u00a0s" in screen.getvalue()


def test_a_file_or_a_pipe_sees_the_cuts_alone() -> None:
    stream = io.StringIO()
    shown = Transfer(SIZE, "fr", stream)
    shown.sent(10)
    shown.cut(4.0)
    shown.end()
    assert stream.getvalue() == "La connexion a été coupée. Nouvel essai dans 4\u00a0s.\n"


def test_amounts_are_written_as_each_language_does() -> None:
    assert megabytes(1_234_560_000, "fr") == "1\u00a0234,6\u00a0Mo"
    assert [amount(size, "fr") for size in (0, 35, 999_001, 1_500_000)] == [
        "0\u00a0ko", "1\u00a0ko", "1\u00a0000\u00a0ko", "1,5\u00a0Mo",
    ]  # fmt: skip
    assert megabytes(12_340_000, "en") == "12.3\u00a0MB"
    assert [duration(n) for n in (0.2, 59, 90, 3900)] == [
        "1\u00a0s", "59\u00a0s", "2\u00a0min", "1\u00a0h\u00a005",
    ]  # fmt: skip
    assert day("2026-09-01T00:00:00", "fr") == "1er septembre 2026"
    assert (day("bientôt", "fr"), moment("tantôt")) == ("bientôt", "tantôt")
