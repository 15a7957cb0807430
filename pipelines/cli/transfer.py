"""Show on a terminal how far a sending is; say everywhere that the connection was cut."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

from pipelines.cli.amounts import amount, duration
from pipelines.messages import message
from pipelines.publish.parts import Watch

EVERY = 0.2  # seconds between two drawings
WIDTH, LINE = 20, 78
FULL, EMPTY = "#", "."


class Transfer(Watch):
    """Draw percent, megabytes and the time left on one line that is wiped at the end."""

    def __init__(
        self,
        size: int,
        language: str,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._size, self._language, self._clock = size, language, clock
        self._stream = stream or sys.stderr
        self._drawn = False
        self._next = 0.0
        self._start: tuple[float, int] | None = None

    def sent(self, received: int) -> None:
        """Draw the line anew, a few times a second."""
        now = self._clock()
        self._start = self._start or (now, received)
        if self._stream.isatty() and (now >= self._next or received >= self._size):
            self._next = now + EVERY
            self._drawn = True
            self._stream.write("\r" + self._line(received, now).ljust(LINE))
            self._stream.flush()

    def cut(self, pause: float) -> None:
        """Say when the next try is."""
        self.end()
        self._start = None
        said = message("command-cut", self._language, seconds=round(pause))
        self._stream.write(said + "\n")
        self._stream.flush()

    def end(self) -> None:
        """Wipe the line."""
        if self._drawn:
            self._drawn = False
            self._stream.write("\r" + " " * LINE + "\r")
            self._stream.flush()

    def _line(self, received: int, now: float) -> str:
        share = received / self._size if self._size else 1.0
        filled = int(share * WIDTH)
        text = message(
            "command-sending",
            self._language,
            bar=FULL * filled + EMPTY * (WIDTH - filled),
            percent=int(share * 100),
            sent=amount(received, self._language),
            size=amount(self._size, self._language),
        )
        left = self._left(received, now)
        if not left:
            return text
        return f"{text} · " + message("command-left", self._language, time=left)

    def _left(self, received: int, now: float) -> str:
        start, first = self._start or (now, received)
        gone, bytes_gone = now - start, received - first
        if gone < 1 or bytes_gone <= 0:
            return ""
        return duration((self._size - received) * gone / bytes_gone)
