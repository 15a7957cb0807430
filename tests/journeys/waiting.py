"""Look again and again until something is there."""

import time
from collections.abc import Callable
from typing import TypeVar

PAUSE = 1.0  # seconds
Found = TypeVar("Found")


def until(look: Callable[[], Found | None], longest: float) -> Found:
    """Return what is looked for once it is there; fail after so many seconds."""
    end = time.monotonic() + longest
    while (found := look()) is None:
        assert time.monotonic() < end, f"nothing after {longest} s"
        time.sleep(PAUSE)
    return found
