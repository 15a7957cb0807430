"""End on time what is asked of a site that may send for ever."""

import socket
import threading
import time
from contextlib import suppress

import httpx


class Deadline:
    """The moment at which a task of several requests must be over."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left, 0 when there are none."""
        return max(0.0, self._end - time.monotonic())


class Watch:
    """Cut a connection at the deadline: httpx limits each read, and a site may send for ever."""

    def __init__(self, seconds: float) -> None:
        """Give a request some seconds; `late`: whether they were not enough."""
        self.late = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def trace(self, _: str, details: dict) -> None:
        """Note the socket of a connection that httpcore has just opened."""
        about = getattr(details.get("return_value"), "get_extra_info", None)
        if about:
            self._socket = about("socket")
        if self.late:  # a body without a length ends as if it were whole
            raise httpx.ReadTimeout("too late")

    def _cut(self) -> None:
        self.late = True
        if self._socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
