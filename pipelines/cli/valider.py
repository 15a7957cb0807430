"""`donneesqc valider`: say whether a file may be published, and what to mend."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.codes import INVALID, VALID, exit_code
from pipelines.messages import Refusal

if TYPE_CHECKING:
    from pipelines.sources import Source

SUMMARY = "Vérifier un fichier sans le modifier ni l’envoyer."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("fichier", nargs="+", type=Path, help="le fichier CSV à vérifier")
    parser.add_argument("--schema", "--schéma", required=True, metavar="NOM", help="le schéma")
    parser.add_argument("--publication", default="", metavar="NOM", help="p. ex. 2024-2025")


def run(options: argparse.Namespace) -> int:
    """Check each file, print its verdict or why it can't be read; return the gravest exit code."""
    from pipelines.cli.check import source_of_schema  # noqa: PLC0415 - slow to import

    source = source_of_schema(options.schema)
    return max(_check(path, source, options.publication) for path in options.fichier)


def _check(path: Path, source: "Source", publication: str) -> int:
    from pipelines.cli.check import steps_for  # noqa: PLC0415 - slow to import
    from pipelines.cli.report import verdict_lines  # noqa: PLC0415

    try:
        with steps_for(path, source, publication) as (steps, _):
            validation = steps.validated()
            print("\n".join(verdict_lines(path.name, steps.conformed(), validation)))  # noqa: T201
    except Refusal as refusal:
        print(f"{path.name}\u00a0: {refusal}", file=sys.stderr)  # noqa: T201
        return exit_code(refusal)
    return VALID if validation.valid else INVALID
