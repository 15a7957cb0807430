"""`donneesqc corriger`: write a copy of a file with its form mended, and list every change."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.codes import VALID
from pipelines.cli.opening import add_reading, decoding_of, scratch_folder
from pipelines.cli.output import add_replace, writing
from pipelines.messages import Refusal, message

if TYPE_CHECKING:
    from pipelines.check.correct import Corrected

SUMMARY = "Écrire une copie d’un fichier dont la forme est corrigée, et énumérer les changements."
CSV = ".csv"
LIST = "-changements.csv"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("fichier", type=Path, help="CSV, XLSX, XLS, ODS ou zip")
    parser.add_argument("sortie", type=Path, help="le fichier CSV à écrire")
    parser.add_argument(
        "--schema",
        "--schéma",
        default="",
        metavar="NOM|CHEMIN",
        help="le schéma qui dit le type des colonnes; sans lui, il est déduit du fichier",
    )
    add_reading(parser)
    add_replace(parser)


def run(options: argparse.Namespace) -> int:
    """Write the copy and the list of its changes; print how many of each kind."""
    from pipelines.check.correct import correct_file  # noqa: PLC0415 - slow to import
    from pipelines.fetch.snapshot import file_refusal  # noqa: PLC0415

    _refuse_bad_output(options.fichier, options.sortie)
    changes = options.sortie.with_name(f"{options.sortie.stem}{LIST}")
    with (
        scratch_folder() as scratch,
        writing(options.sortie, options.remplacer) as target,
        writing(changes, options.remplacer),
    ):
        if not options.fichier.is_file():
            raise file_refusal(options.fichier, FileNotFoundError(2, "", str(options.fichier)))
        made = correct_file(
            options.fichier, options.schema, decoding_of(options), target, changes, scratch
        )
    print("\n".join(_lines(made, options)))  # noqa: T201
    return VALID


def _refuse_bad_output(source: Path, target: Path) -> None:
    if target.suffix.lower() != CSV:
        raise Refusal("correct-not-csv", path=str(target))
    if target.exists() and source.exists() and target.samefile(source):
        raise Refusal("correct-same-file", path=str(target))


def _lines(made: "Corrected", options: argparse.Namespace) -> list[str]:
    lines = [message("correct-nothing", path=str(options.sortie))]
    if total := sum(made.counts.values()):
        lines = [message("correct-written", path=str(options.sortie), count=total)]
        for (code, column), count in made.counts.most_common():
            where = column or message("correct-whole-file")
            times = message("report-times", count=count)
            lines.append(f"  • {where}\u00a0: {message(code)} ({times})")
        lines.append(message("correct-list", path=str(made.changes)))
    schema = f" --schema {options.schema}" if options.schema else ""
    lines.append(message("correct-next", command=f"donneesqc valider {options.sortie}{schema}"))
    return lines
