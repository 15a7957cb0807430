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
from pipelines.messages import Refusal, message

if TYPE_CHECKING:
    from pipelines.cli.preview import Preview
    from pipelines.cli.subject import Subject
    from pipelines.publish.deposits import Sending
    from pipelines.publish.versions import Version

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
        metavar="RAISON",
        help="pourquoi des colonnes disparaissent ou changent de type, ou des lignes disparaissent",
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
    from pipelines.cli.preview import Preview  # noqa: PLC0415
    from pipelines.cli.subject import subject_of  # noqa: PLC0415
    from pipelines.cli.verdict import told_lines  # noqa: PLC0415
    from pipelines.publish.live import live_version  # noqa: PLC0415
    from pipelines.publish.versions import Table  # noqa: PLC0415
    from pipelines.report.text import wants_colour  # noqa: PLC0415

    need_answer(options)
    _refuse_bad_change(options)
    dataset = dataset_name(options.jeu)
    subject = subject_of(options, dataset)
    portal = open_session(options.portail, options.langue)
    live = live_version(portal, Table(dataset, options.ressource))
    with scratch_folder() as scratch:
        checked, rows = normalise(subject, live, scratch)
        print("\n".join(told_lines(checked, wants_colour(sys.stdout))))  # noqa: T201 - it speaks
        if rows is None:
            _tell_kept_schema(subject, live, options)
            return INVALID
        preview = Preview(portal, live, rows, scratch)
        if options.changement_majeur is None:
            _refuse_breaks(preview, options.langue)
        sending = _sending(options, subject, checked.sha256, dataset)
        return deposit_file(portal, sending, preview.lines(options.langue), options)


def _refuse_breaks(preview: "Preview", language: str) -> None:
    """Show the preview and send nothing when the file breaks what people built on the table."""
    breaks = preview.breaks()
    if breaks:
        print("\n".join(preview.lines(language)), flush=True)  # noqa: T201
        raise Refusal("command-breaking", count=len(breaks))


def _tell_kept_schema(
    subject: "Subject", live: "Version | None", options: argparse.Namespace
) -> None:
    """Say that the schema may change too, to whom meant a breaking change and gave none."""
    if options.changement_majeur is not None and subject.kept(live) is not None:
        print(message("command-kept-schema", options.langue), file=sys.stderr)  # noqa: T201


def _refuse_bad_change(options: argparse.Namespace) -> None:
    """Refuse a breaking change without its reason, and a date that isn't one or that is alone."""
    if options.changement_majeur is not None and not options.changement_majeur.strip():
        raise Refusal("command-no-breaking-reason")
    if not options.date:
        return
    try:
        date.fromisoformat(options.date)
    except ValueError as reason:
        raise Refusal("command-bad-date", value=options.date) from reason
    if options.changement_majeur is None:
        raise Refusal("command-date-alone")


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
        breaking_reason=options.changement_majeur or "",
        effective_date=options.date,
    )
