"""`donneesqc valider`: say whether a file may be published, and what to mend."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.codes import INVALID, VALID, exit_code
from pipelines.cli.numbers import whole_number
from pipelines.cli.opening import add_reading, decoding_of, scratch_folder
from pipelines.cli.output import add_replace, writing
from pipelines.messages import Refusal, message

if TYPE_CHECKING:
    from pipelines.check import CheckRequest
    from pipelines.report import CheckedFile

SUMMARY = "Vérifier des fichiers sans les modifier ni les envoyer."
TEXT, JSON, HTML, XLSX = "texte", "json", "html", "xlsx"
EXAMPLES = """exemples :
  donneesqc valider fichier.csv
  donneesqc valider fichier.xlsx --schema mrc --rapport html
  donneesqc valider fichier.csv --schema mon-schema.json --encodage cp1252"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.epilog = EXAMPLES.replace(" :", "\u00a0:")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("fichier", nargs="+", type=Path, help="CSV, XLSX, XLS, ODS ou zip")
    parser.add_argument(
        "--schema",
        "--schéma",
        default="",
        metavar="NOM|CHEMIN",
        help="le nom d’un schéma (voir « donneesqc schemas ») ou le chemin d’un Table Schema",
    )
    parser.add_argument(
        "--rapport",
        choices=(TEXT, JSON, HTML, XLSX),
        default=TEXT,
        help="forme du rapport (texte); html et xlsx sont écrits dans un fichier",
    )
    parser.add_argument("--sortie", type=Path, metavar="CHEMIN", help="où écrire le rapport")
    parser.add_argument("--publication", default="", metavar="NOM", help="p. ex. 2024-2025")
    parser.add_argument(
        "--limite",
        type=whole_number(0),
        default=1000,
        metavar="N",
        help="erreurs à énumérer (1000)",
    )
    parser.add_argument("--langue", choices=("fr", "en"), default="fr", help="langue du rapport")
    add_reading(parser)
    add_replace(parser)


def run(options: argparse.Namespace) -> int:
    """Check each file, print its verdict or why it can't be read; return the gravest exit code."""
    from pipelines.sources.publications import is_publication  # noqa: PLC0415 - slow to import

    if options.sortie and len(options.fichier) > 1:
        raise Refusal("one-report-one-file")
    if options.publication and not is_publication(options.publication):
        raise Refusal("publication-form", value=options.publication)
    return max(_check(path, options) for path in options.fichier)


def _check(path: Path, options: argparse.Namespace) -> int:
    from pipelines.check import check_file  # noqa: PLC0415 - slow to import
    from pipelines.fetch.snapshot import file_refusal  # noqa: PLC0415

    request = _request(path, options)
    try:
        with scratch_folder() as scratch:
            try:
                checked = check_file(request, scratch)
            except OSError as reason:
                raise file_refusal(path, reason) from reason
            finally:
                request.progress.end()  # type: ignore[attr-defined]
            _tell(checked, request, options, scratch)
    except Refusal as refusal:
        sentence = message(refusal.code, options.langue, **refusal.values)
        print(f"✗ {path.name or path}\u00a0: {sentence}", file=sys.stderr)  # noqa: T201
        return exit_code(refusal)
    return VALID if checked.valid else INVALID


def _request(path: Path, options: argparse.Namespace) -> "CheckRequest":
    from datetime import date  # noqa: PLC0415

    from pipelines.check import CheckRequest  # noqa: PLC0415 - slow to import
    from pipelines.cli.progress import Progress  # noqa: PLC0415

    return CheckRequest(
        path=path,
        today=date.today(),  # noqa: DTZ011 - the day where the person is
        schema=options.schema,
        publication=options.publication,
        decoding=decoding_of(options),
        language=options.langue,
        limit=options.limite,
        progress=Progress(),
    )


def _tell(
    checked: "CheckedFile", request: "CheckRequest", options: argparse.Namespace, scratch: Path
) -> None:
    """Print the report, or write it where it was asked for."""
    from pipelines.cli.proposal import proposal_lines  # noqa: PLC0415
    from pipelines.report.as_json import json_report  # noqa: PLC0415
    from pipelines.report.text import (  # noqa: PLC0415
        text_report,
        verdict_lines,
        wants_colour,
    )

    if options.rapport in (TEXT, JSON) and not options.sortie:
        colour = options.rapport == TEXT and wants_colour(sys.stdout)
        text = text_report(checked, colour) if options.rapport == TEXT else json_report(checked)
        print(text.rstrip("\n"))  # noqa: T201
        if checked.proposed and options.rapport == TEXT:
            print("\n".join(proposal_lines(checked.proposed, str(request.path), options.langue)))  # noqa: T201
        return
    name = f"{request.path.stem}-rapport.{'txt' if options.rapport == TEXT else options.rapport}"
    replace = options.remplacer or not options.sortie  # the last report of the same file
    with writing(options.sortie or Path(name), replace) as target:
        _write(checked, request, options.rapport, target, scratch)
    print("\n".join(verdict_lines(checked, wants_colour(sys.stdout))))  # noqa: T201
    print(message("report-written", options.langue, path=str(target)))  # noqa: T201


def _write(
    checked: "CheckedFile", request: "CheckRequest", form: str, target: Path, scratch: Path
) -> None:
    from pipelines.report.as_html import html_report  # noqa: PLC0415
    from pipelines.report.as_json import json_report  # noqa: PLC0415
    from pipelines.report.text import text_report  # noqa: PLC0415

    if form == XLSX:
        from pipelines.decode import open_table  # noqa: PLC0415
        from pipelines.report.as_xlsx import write_xlsx_report  # noqa: PLC0415

        write_xlsx_report(checked, open_table(request.path, scratch, request.decoding), target)
        return
    written = {HTML: html_report, JSON: json_report, TEXT: text_report}[form](checked)
    target.write_text(written.rstrip("\n") + "\n", encoding="utf-8")
