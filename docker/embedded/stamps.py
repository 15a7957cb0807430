"""Skip a step already done: a stamp holds the hash of all that the step depends on."""

import fcntl
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def digest(parts: Iterable[Path | str]) -> str:
    """Hash the content of files, of folders (names and contents) and of texts, in this order."""
    total = hashlib.sha256()
    for part in parts:
        for chunk in _chunks(part):
            total.update(len(chunk).to_bytes(8, "big"))
            total.update(chunk)
    return total.hexdigest()


def _chunks(part: Path | str) -> Iterator[bytes]:
    if isinstance(part, str):
        yield part.encode()
    elif part.is_dir():
        for path in sorted(part.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield str(path.relative_to(part)).encode()
                yield path.read_bytes()
    elif part.exists():
        yield part.read_bytes()


def is_done(stamp: Path, value: str) -> bool:
    """Tell whether the step was done for this very value."""
    return stamp.exists() and stamp.read_text(encoding="ascii") == value


def mark_done(stamp: Path, value: str) -> None:
    """Remember that the step is done for this value."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value, encoding="ascii")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder's lock, so that two stacks don't install the same thing at once."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
