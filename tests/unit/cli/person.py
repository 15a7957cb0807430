"""Run `donneesqc` in a terminal of its own and type as a person does."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[3]
MAIN = """
import os, sys
os.open(os.ttyname(0), os.O_RDWR)  # the terminal is this session's own: getpass asks there
from pipelines.cli.main import main
sys.exit(main())
"""
LONGEST = 60  # seconds


class Person:
    """Hold a command that runs in a terminal, and all that the terminal shows."""

    def __init__(self, *words: str | Path, **variables: str) -> None:
        paths = os.pathsep.join([str(ROOT), str(ROOT / "docker"), *filter(None, sys.path)])
        nothing = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
        environment = {**os.environ, **nothing, "PYTHONPATH": paths, **variables}
        self._screen, inner = pty.openpty()
        self._running = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", MAIN, *map(str, words)],
            stdin=inner, stdout=inner, stderr=inner, env=environment, start_new_session=True,
        )  # fmt: skip
        os.close(inner)
        self.shown = ""

    def sees(self, words: str) -> None:
        """Wait until the terminal shows the words."""
        end = time.monotonic() + LONGEST
        while words not in self.shown:
            assert time.monotonic() < end, self.shown
            assert self._read() or words in self.shown, self.shown

    def types(self, text: str) -> None:
        """Type a line, or Ctrl-C or Ctrl-D when it is « \\x03 » or « \\x04 »."""
        os.write(self._screen, (text if text in ("\x03", "\x04") else text + "\n").encode())

    def ends(self) -> int:
        """Wait for the end; return the exit code."""
        while self._read():
            pass
        os.close(self._screen)
        return self._running.wait(LONGEST)

    def _read(self) -> bool:
        """Read what the terminal shows now; tell whether the command still has it."""
        if not select.select([self._screen], [], [], 1)[0]:
            return True
        try:
            more = os.read(self._screen, 4096)
        except OSError:  # Linux's way of saying that the other side is closed
            return False
        self.shown += more.decode(errors="replace").replace("\r\n", "\n")
        return bool(more)
