"""`donneesqc publier`: check a file, show what it would change, then send it to the portal."""

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.asking import add_yes, confirm, need_answer
from pipelines.cli.codes import INVALID, VALID
from pipelines.cli.opening import scratch_folder
from pipelines.cli.session import add_portal, add_resource, dataset_name, open_session
from pipelines.messages import Refusal, message

if TYPE_CHECKING:
    from pipelines.cli.subject import Subject
    from pipelines.publish import Portal
    from pipelines.publish.deposits import Deposit, Sending
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
    from pipelines.cli.subject import check_subject, subject_of  # noqa: PLC0415

    need_answer(options)
    _refuse_bad_date(options)
    dataset = dataset_name(options.jeu)
    subject = subject_of(options, dataset)
    portal = open_session(options.portail)
    with scratch_folder() as scratch:
        checked = check_subject(subject, scratch)
        _tell(checked)
        if not checked.valid:
            return INVALID
        sending = _sending(options, subject, checked, dataset)
        return _deposit(portal, sending, subject, options, scratch)


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
    options: argparse.Namespace, subject: "Subject", checked: "CheckedFile", dataset: str
) -> "Sending":
    from pipelines.publish.deposits import Sending  # noqa: PLC0415

    return Sending(
        path=options.fichier,
        dataset=dataset,
        file_name=options.fichier.name,
        size=options.fichier.stat().st_size,
        sha256=checked.sha256,
        resource=options.ressource,
        publication=subject.publication,
        schema=subject.schema_name,
        table_schema=subject.table_schema,
        breaking_reason=options.changement_majeur,
        effective_date=options.date,
    )


def _deposit(
    portal: "Portal",
    sending: "Sending",
    subject: "Subject",
    options: argparse.Namespace,
    scratch: Path,
) -> int:
    from pipelines.cli.following import await_end  # noqa: PLC0415
    from pipelines.cli.preview import preview_lines  # noqa: PLC0415
    from pipelines.publish import deposits  # noqa: PLC0415
    from pipelines.publish.versions import Table  # noqa: PLC0415

    found = deposits.create_deposit(portal, sending)
    if found.state == deposits.UNCHANGED:
        print(message("command-unchanged", options.langue, address=found.address))  # noqa: T201
        return VALID
    if found.state == deposits.RECEIVING:
        table = Table(sending.dataset, sending.resource)
        print("\n".join(preview_lines(portal, table, subject, scratch)))  # noqa: T201
        if not confirm(message("command-ask-publish", options.langue), options):
            deposits.cancel_deposit(portal, found.id)
            print(message("command-not-published", options.langue))  # noqa: T201
            return INVALID
        _send(portal, found, sending, options.langue)
    else:
        print(message("command-under-way", options.langue))  # noqa: T201
    return await_end(portal, found.id, options.langue)


def _send(portal: "Portal", found: "Deposit", sending: "Sending", language: str) -> None:
    """Send what the portal lacks; say after an interruption how to go on."""
    from dataclasses import replace  # noqa: PLC0415

    from pipelines.cli.transfer import Transfer  # noqa: PLC0415
    from pipelines.publish.deposits import submit_deposit  # noqa: PLC0415
    from pipelines.publish.parts import send_parts  # noqa: PLC0415

    if found.received:
        print(message("command-resumed", language))  # noqa: T201
    watch = Transfer(sending.size, language)
    try:
        send_parts(portal, replace(found, size=sending.size), sending.path, watch)
    except KeyboardInterrupt as stop:
        raise Refusal("command-interrupted") from stop
    finally:
        watch.end()
    submit_deposit(portal, found.id)
