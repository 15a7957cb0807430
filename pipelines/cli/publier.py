"""`donneesqc publier`: check a file, show what it would change, then send it to the portal."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.asking import add_yes, need_answer
from pipelines.cli.codes import INVALID
from pipelines.cli.opening import scratch_folder
from pipelines.cli.session import add_portal, add_resource, dataset_name, open_session
from pipelines.messages import Refusal

if TYPE_CHECKING:
    from pipelines.cli.subject import Subject
    from pipelines.publish.deposits import Sending
    from pipelines.report import CheckedFile

SUMMARY = "Vérifier un fichier, montrer ce qu’il change, puis le publier."
EXAMPLES = """exemples :
  donneesqc publier projets.csv --jeu mes-projets
  donneesqc publier projets.csv --jeu mes-projets --schema mon-schema.json --oui"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.epilog = EXAMPLES.replace(" :", "\u00a0:")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("fichier", type=Path, help="CSV, XLSX, XLS, ODS ou zip")
    parser.add_argument("--jeu", required=True, metavar="NOM", help="le jeu de données")
    add_resource(parser)
    parser.add_argument("--publication", default="", metavar="NOM", help="p. ex. 2024-2025")
    parser.add_argument(
        "--schema",
        "--schéma",
        default="",
        metavar="NOM|CHEMIN",
        help="comme dans «\u00a0valider\u00a0»",
    )
    parser.add_argument(
        "--changement-majeur",
        default="",
        metavar="RAISON",
        help="pourquoi des colonnes disparaissent ou changent de type",
    )
    parser.add_argument(
        "--date", default="", metavar="AAAA-MM-JJ", help="quand le changement majeur prend effet"
    )
    add_portal(parser)
    add_yes(parser)


def run(options: argparse.Namespace) -> int:
    """Publish the file when it is valid and wanted; print where it is."""
    from pipelines.cli.depositing import deposit_file  # noqa: PLC0415 - slow to import
    from pipelines.cli.normalised import normalise  # noqa: PLC0415
    from pipelines.cli.preview import preview_lines  # noqa: PLC0415
    from pipelines.cli.subject import subject_of  # noqa: PLC0415
    from pipelines.publish.live import live_version  # noqa: PLC0415
    from pipelines.publish.versions import Table  # noqa: PLC0415

    need_answer(options)
    _refuse_bad_date(options)
    dataset = dataset_name(options.jeu)
    subject = subject_of(options, dataset)
    portal = open_session(options.portail)
    live = live_version(portal, Table(dataset, options.ressource))
    with scratch_folder() as scratch:
        checked, rows = normalise(subject, live, scratch)
        _tell(checked)
        if rows is None:
            return INVALID
        sending = _sending(options, subject, checked.sha256, dataset)
        preview = preview_lines(portal, live, rows, options.langue, scratch)
        return deposit_file(portal, sending, preview, options)


def _refuse_bad_date(options: argparse.Namespace) -> None:
    if not options.date:
        return
    try:
        date.fromisoformat(options.date)
    except ValueError as reason:
        raise Refusal("command-bad-date", value=options.date) from reason
    if not options.changement_majeur:
        raise Refusal("command-date-alone")


def _tell(checked: "CheckedFile") -> None:
    """Print the verdict, with the whole report when something must be mended."""
    from pipelines.report.text import text_report, verdict_lines, wants_colour  # noqa: PLC0415

    colour = wants_colour(sys.stdout)
    lines = verdict_lines(checked, colour) if checked.valid else [text_report(checked, colour)]
    print("\n".join(lines))  # noqa: T201 - the command speaks here


def _sending(
    options: argparse.Namespace, subject: "Subject", sha256: str, dataset: str
) -> "Sending":
    from pipelines.publish.deposits import Sending  # noqa: PLC0415

    return Sending(
        path=options.fichier,
        dataset=dataset,
        file_name=options.fichier.name,
        size=options.fichier.stat().st_size,
        sha256=sha256,
        resource=options.ressource,
        publication=subject.publication,
        schema=subject.schema.split("/")[0],
        table_schema=subject.table_schema,
        breaking_reason=options.changement_majeur,
        effective_date=options.date,
    )
