"""`donneesqc valider`: say whether a file may be published, and what to mend."""

import argparse
from pathlib import Path

from pipelines.cli.codes import INVALID, VALID

SUMMARY = "Vérifier un fichier sans le modifier ni l’envoyer."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("fichier", nargs="+", type=Path, help="le fichier CSV à vérifier")
    parser.add_argument("--schema", "--schéma", required=True, metavar="NOM", help="le schéma")
    parser.add_argument("--publication", default="", metavar="NOM", help="p. ex. 2024-2025")


def run(options: argparse.Namespace) -> int:
    """Check each file and print its verdict."""
    from pipelines.cli.check import source_of_schema, steps_for  # noqa: PLC0415 - slow to import
    from pipelines.cli.report import verdict_lines  # noqa: PLC0415

    source, code = source_of_schema(options.schema), VALID
    for path in options.fichier:
        with steps_for(path, source, options.publication) as (steps, _):
            validation = steps.validated()
            print("\n".join(verdict_lines(path.name, steps.conformed(), validation)))  # noqa: T201
        code = code if validation.valid else INVALID
    return code
