"""The options that say how to read a file, the same for each verb that reads one."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.sources import Decoding

DELIMITERS = {"virgule": ",", "point-virgule": ";", "tabulation": "\t", "barre": "|"}


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--encodage", default="", metavar="NOM", help="p. ex. cp1252, si on le sait"
    )
    parser.add_argument(
        "--separateur",
        "--séparateur",
        choices=[*DELIMITERS, *DELIMITERS.values()],
        metavar="NOM",
        help=f"entre les cellules\u00a0: {', '.join(DELIMITERS)}",
    )
    parser.add_argument("--feuille", default="", metavar="NOM", help="la feuille du classeur")


def decoding_of(options: argparse.Namespace) -> "Decoding":
    """Return what the person said of the file."""
    from pipelines.sources import Decoding  # noqa: PLC0415 - slow to import

    delimiter = DELIMITERS.get(options.separateur, options.separateur or "")
    return Decoding(encoding=options.encodage, delimiter=delimiter, sheet=options.feuille)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder that goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="donneesqc-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
