"""Choose where a command writes, without ever overwriting what nobody asked it to."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.messages import Refusal
from pipelines.messages.system import said


def add_replace(parser: argparse.ArgumentParser) -> None:
    """Declare the option that lets the command overwrite."""
    parser.add_argument("--remplacer", action="store_true", help="écraser ce qui existe déjà")


@contextmanager
def writing(path: Path, replace: bool) -> Iterator[Path]:
    """Give the path to write to; raises Refusal when it exists already or can't be written."""
    try:
        if path.exists() and not replace:
            raise Refusal("file-exists", path=str(path))
        path.parent.mkdir(exist_ok=True)  # one folder: more would be a mistyped path
        yield path
    except OSError as reason:
        raise Refusal("file-unwritable", path=str(path), reason=said(reason)) from reason
