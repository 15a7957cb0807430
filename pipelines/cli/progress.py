"""Show on a terminal that long work goes on."""

import sys
import time
from typing import TextIO

from pipelines.messages.counts import number

FIRST, EVERY = 1.0, 0.5  # seconds before the first sign, and between two


class Progress:
    """Write how many rows were read on one line that is wiped at the end; silent elsewhere."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._next = time.monotonic() + FIRST
        self._shown = False

    def __call__(self, rows: int) -> None:
        """Tell how many rows were read so far."""
        if self._stream and self._stream.isatty() and time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY
            self._shown = True
            count = number(rows, "fr")
            self._stream.write(f"\r{count} lignes lues… ")
            self._stream.flush()

    def end(self) -> None:
        """Wipe the line."""
        if self._shown:
            self._stream.write("\r" + " " * 40 + "\r")
            self._stream.flush()
