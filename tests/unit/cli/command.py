"""Run `donneesqc` as a person does, and read what it says."""

import contextlib
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.cli.main import main


@dataclass(frozen=True)
class Said:
    """Hold the exit code and what was printed."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """Return all that the person read."""
        return self.out + self.err


def donneesqc(*words: str | Path, folder: Path | None = None) -> Said:
    """Run the command in a folder."""
    out, err = io.StringIO(), io.StringIO()
    before = Path.cwd()
    try:
        os.chdir(folder or before)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = _code([str(word) for word in words])
    finally:
        os.chdir(before)
    return Said(code, out.getvalue(), err.getvalue())


def _code(words: Sequence[str]) -> int:
    try:
        return main(list(words))
    except SystemExit as end:  # argparse's own way out
        return int(end.code or 0)
