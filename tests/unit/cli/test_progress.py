"""Long work shows that it goes on, on a terminal only, and leaves nothing behind."""

import io

import pytest

from pipelines.cli import progress
from pipelines.cli.progress import Progress


class Terminal(io.StringIO):
    """Pretend nothing: a stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "FIRST", 0.0)
    monkeypatch.setattr(progress, "EVERY", 0.0)


@pytest.mark.usefixtures("_at_once")
def test_a_terminal_sees_the_rows_and_then_a_clean_line() -> None:
    screen = Terminal()
    shown = Progress(screen)
    shown(1_234_567)
    assert "1\u00a0234\u00a0567 lignes lues" in screen.getvalue()
    shown.end()
    assert screen.getvalue().endswith("\r")


@pytest.mark.usefixtures("_at_once")
def test_a_file_or_a_pipe_sees_nothing() -> None:
    stream = io.StringIO()
    shown = Progress(stream)
    shown(10)
    shown.end()
    assert stream.getvalue() == ""


def test_short_work_shows_nothing() -> None:
    screen = Terminal()
    shown = Progress(screen)
    shown(10)
    shown.end()
    assert screen.getvalue() == ""
