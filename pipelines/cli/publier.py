"""`donneesqc publier`: check a file, then publish it as the scheduled pipelines do."""

import argparse
from pathlib import Path

from pipelines.cli.codes import INVALID, VALID

SUMMARY = "Vérifier un fichier, puis le publier dans un jeu de données du portail."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("fichier", type=Path, help="le fichier CSV à publier")
    parser.add_argument("--jeu", required=True, metavar="NOM", help="le jeu de données")
    parser.add_argument("--publication", default="", metavar="NOM", help="p. ex. 2024-2025")
    parser.add_argument("--portail", default="", metavar="ADRESSE", help="ou DONNEESQC_PORTAL")


def run(options: argparse.Namespace) -> int:
    """Publish the file when it is valid and print where."""
    from pipelines.cli.check import steps_for  # noqa: PLC0415 - slow to import
    from pipelines.cli.report import verdict_lines  # noqa: PLC0415
    from pipelines.publish import open_portal, publish  # noqa: PLC0415
    from pipelines.sources import load_source  # noqa: PLC0415

    source, portal = load_source(options.jeu), open_portal(options.portail)
    with steps_for(options.fichier, source, options.publication) as (steps, context):
        validation = steps.validated()
        lines = verdict_lines(options.fichier.name, steps.conformed(), validation)
        print("\n".join(lines))  # noqa: T201
        if not validation.valid:
            return INVALID
        scratch = context.store.root
        done = publish(source, steps.schema, [steps.checked()], context.store, portal, scratch)
    state = "Publié" if done.changed else "Inchangé"
    print(f"{state}\u00a0: {done.address}")  # noqa: T201
    return VALID
