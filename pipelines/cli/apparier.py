"""`donneesqc apparier`: match the names in a file's column to a reference dataset."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.codes import INVALID, VALID
from pipelines.cli.opening import add_reading, decoding_of, scratch_folder
from pipelines.cli.output import add_replace, writing

if TYPE_CHECKING:
    from pipelines.cli.matched import Matching, Value

SUMMARY = "Trouver à quelle entité d’un jeu de référence mène chaque nom d’une colonne."
REVIEWS = "-a-revoir.csv"
FEW = 10  # values shown on the screen


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("fichier", type=Path, help="CSV, XLSX, XLS, ODS ou zip")
    parser.add_argument("--colonne", required=True, metavar="NOM", help="la colonne de noms")
    parser.add_argument(
        "--avec", required=True, metavar="JEU", help="le jeu de référence, p. ex. municipalites"
    )
    parser.add_argument(
        "--indices",
        default="",
        metavar="COLONNE,…",
        help="colonnes qui départagent les homonymes\u00a0: MRC, région, désignation…",
    )
    parser.add_argument(
        "--sortie",
        type=Path,
        metavar="CHEMIN",
        help="le fichier CSV à écrire; la liste à revoir est écrite à côté",
    )
    add_reading(parser)
    add_replace(parser)


def run(options: argparse.Namespace) -> int:
    """Print what was found; write the matched file and the review list when asked.

    Return 0 when every value is matched, 1 when a person has something to decide.
    """
    from pipelines.cli.known import find_set  # noqa: PLC0415 - slow to import
    from pipelines.cli.matched import find_columns, match, write_review, write_rows  # noqa: PLC0415
    from pipelines.decode import open_table  # noqa: PLC0415
    from pipelines.fetch.snapshot import file_refusal  # noqa: PLC0415
    from pipelines.messages import Refusal  # noqa: PLC0415

    lookup = find_set(options.avec)
    if options.sortie and options.sortie.suffix.lower() != ".csv":
        raise Refusal("correct-not-csv", path=str(options.sortie))
    with scratch_folder() as scratch:
        try:
            table = open_table(options.fichier, scratch, decoding_of(options))
        except OSError as reason:
            raise file_refusal(options.fichier, reason) from reason
        context = [name.strip() for name in options.indices.split(",") if name.strip()]
        columns = find_columns(table, options.colonne, context)
        matching = match(table, columns, lookup)
        if options.sortie:
            review = options.sortie.with_name(f"{options.sortie.stem}{REVIEWS}")
            with (
                writing(options.sortie, options.remplacer) as target,
                writing(review, options.remplacer) as listed,
            ):
                write_rows(target, table, columns, matching, options.avec)
                write_review(listed, table, columns, matching)
        print("\n".join(_lines(matching, options)))  # noqa: T201 - the command speaks here
    return INVALID if matching.to_review() else VALID


def _lines(matching: "Matching", options: argparse.Namespace) -> Iterator[str]:
    from pipelines.cli.matched import VERDICTS  # noqa: PLC0415 - slow to import
    from pipelines.messages import message  # noqa: PLC0415

    yield message("match-summary", name=options.fichier.name, set=options.avec)
    for verdict in VERDICTS:
        rows, values = matching.count(verdict)
        yield "  • " + message(f"match-count-{verdict}", rows=rows, values=values)
    left = matching.to_review()
    if left:
        yield ""
        yield message("match-to-review", count=len(left))
        yield from (_value_line(matching, value) for value in left[:FEW])
        if len(left) > FEW:
            yield "  …"
        if not options.indices:
            yield message("match-hint")
    if options.sortie:
        review = options.sortie.with_name(f"{options.sortie.stem}{REVIEWS}")
        yield message("match-written", path=str(options.sortie), review=str(review))
    else:
        yield message("match-write-hint")


def _value_line(matching: "Matching", value: "Value") -> str:
    from pipelines.messages import message  # noqa: PLC0415 - slow to import
    from pipelines.report.visible import visible  # noqa: PLC0415

    candidates = "; ".join(
        " ".join(filter(None, (item.entity.identifier, item.entity.name, f"({item.entity.about})")))
        for item in matching.found[value]
    )
    said = candidates or message("match-no-candidate")
    return visible(f"  • «\u00a0{value[0]}\u00a0»\u00a0: {said}")
