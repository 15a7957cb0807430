"""Speak to the person who runs the stack: one line a step, in French."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(text: str = "") -> None:
    """Write a line for the person at the keyboard."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Write a line about what went wrong."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step that takes a while, then say how long it took."""
    say(f"→ {title}…")
    start = time.monotonic()
    yield
    seconds = f"{time.monotonic() - start:.1f}".replace(".", ",")
    say(f"  fait en {seconds}\u00a0s")
