"""`donneesqc publier`: check a file, then publish it as the scheduled pipelines do."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.codes import INVALID, VALID
from pipelines.cli.opening import scratch_folder

if TYPE_CHECKING:
    from pipelines.sources import Source

SUMMARY = "Vérifier un fichier, puis le publier dans un jeu de données du portail."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("fichier", type=Path, help="le fichier CSV à publier")
    parser.add_argument("--jeu", required=True, metavar="NOM", help="le jeu de données")
    parser.add_argument("--publication", default="", metavar="NOM", help="p. ex. 2024-2025")
    parser.add_argument("--portail", default="", metavar="ADRESSE", help="ou DONNEESQC_PORTAL")


def run(options: argparse.Namespace) -> int:
    """Publish the file when it is valid and print where."""
    from pipelines.check.local import steps_for  # noqa: PLC0415 - slow to import
    from pipelines.publish import open_portal, publish  # noqa: PLC0415
    from pipelines.sources import load_source  # noqa: PLC0415

    source, portal = load_source(options.jeu), open_portal(options.portail)
    if not _valid(options, source):
        return INVALID
    with steps_for(options.fichier, source, options.publication) as (steps, context):
        scratch = context.store.root
        done = publish(source, steps.schema, [steps.checked()], context.store, portal, scratch)
    state = "Publié" if done.changed else "Inchangé"
    print(f"{state}\u00a0: {done.address}")  # noqa: T201
    return VALID


def _valid(options: argparse.Namespace, source: "Source") -> bool:
    """Check the file, print its verdict and tell whether it may be published."""
    from datetime import date  # noqa: PLC0415

    from pipelines.check import CheckRequest, check_for  # noqa: PLC0415 - slow to import
    from pipelines.fetch.snapshot import file_refusal  # noqa: PLC0415
    from pipelines.report.text import text_report, wants_colour  # noqa: PLC0415

    today = date.today()  # noqa: DTZ011 - the day where the person is
    request = CheckRequest(options.fichier, today, publication=options.publication)
    try:
        with scratch_folder() as scratch:
            checked = check_for(request, source, scratch)
    except OSError as reason:
        raise file_refusal(options.fichier, reason) from reason
    print(text_report(checked, wants_colour(sys.stdout)))  # noqa: T201
    return checked.valid
