"""A terminal in which a person runs the command `donneesqc`, as it is installed."""

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from embedded.settings import Settings

from tests.command import COMMAND, command_environment


@dataclass(frozen=True)
class Said:
    """What the command answered."""

    code: int
    text: str


Terminal = Callable[..., Said]


def open_terminal(settings: Settings, folder: Path) -> Terminal:
    """Return what runs the command in a folder."""
    known = command_environment(settings, folder)

    def run(*words: str | Path, **env: str) -> Said:
        done = subprocess.run(
            [COMMAND, *words], cwd=folder, env={**known, **env}, capture_output=True,
            encoding="utf-8", check=False, timeout=300,
        )  # fmt: skip
        return Said(done.returncode, done.stdout + done.stderr)

    return run
