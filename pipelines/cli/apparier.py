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
    from pipelines.matching import Candidate

SUMMARY = "Trouver à quelle entité d’un jeu de référence mène chaque nom d’une colonne."
REVIEWS = "-a-revoir.csv"
FEW = 10  # values shown on the screen


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("fichier", type=Path, help="CSV, XLSX, XLS, ODS ou zip")
    parser.add_argument(
        "--colonne", required=True, metavar="NOM", help="la colonne de noms ou de codes"
    )
    parser.add_argument(
        "--avec",
        required=True,
        metavar="JEU",
        help="le jeu de référence\u00a0: municipalites, mrc, regions-administratives, "
        "ministeres-et-organismes, portefeuilles-budgetaires…",
    )
    parser.add_argument(
        "--indices",
        default="",
        metavar="COLONNE,…",
        help="pour des municipalités, les colonnes qui départagent les homonymes\u00a0: MRC, "
        "région, désignation…",
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
    from pipelines.cli.known import find_set, set_name  # noqa: PLC0415 - slow to import
    from pipelines.cli.matched import find_columns, match, write_review, write_rows  # noqa: PLC0415
    from pipelines.decode import open_table  # noqa: PLC0415
    from pipelines.fetch.snapshot import file_refusal  # noqa: PLC0415

    options.avec = set_name(options.avec)
    lookup = find_set(options.avec)
    if options.sortie:
        _refuse_bad_output(options.fichier, options.sortie)
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
        print("\n".join(_lines(matching, options, lookup.level)))  # noqa: T201 - the command speaks
    return INVALID if matching.to_review() else VALID


def _refuse_bad_output(source: Path, target: Path) -> None:
    from pipelines.messages import Refusal  # noqa: PLC0415 - slow to import

    if target.suffix.lower() != ".csv":
        raise Refusal("match-not-csv", path=str(target))
    if target.exists() and source.exists() and target.samefile(source):
        raise Refusal("match-same-file", path=str(target))


def _lines(matching: "Matching", options: argparse.Namespace, level: str) -> Iterator[str]:
    from pipelines.cli.matched import VERDICTS  # noqa: PLC0415 - slow to import
    from pipelines.messages import message  # noqa: PLC0415

    yield message("match-summary", name=options.fichier.name, set=options.avec)
    for verdict in VERDICTS:
        rows, values = matching.count(verdict)
        yield "  • " + message(f"match-count-{verdict}", rows=rows, values=values)
    if blank := matching.blank():
        yield "  • " + message("match-count-blank", rows=blank)
    if not any(value[0] for value in matching.rows):
        yield message("match-nothing", column=options.colonne)
    yield from _review_lines(matching, hints=bool(options.indices), level=level)
    yield from _written_lines(matching, options.sortie)


def _review_lines(matching: "Matching", *, hints: bool, level: str) -> Iterator[str]:
    """Yield what is left to a person; homonyms, which hints tell apart, are of municipalities."""
    from pipelines.matching.forms import MUNICIPALITY  # noqa: PLC0415 - slow to import
    from pipelines.messages import message  # noqa: PLC0415

    left = matching.to_review()
    if not left:
        return
    yield ""
    yield message("match-to-review", count=len(left))
    yield from (_value_line(matching, value) for value in left[:FEW])
    if len(left) > FEW:
        yield "  …"
    if not any(matching.found[value] for value in matching.rows):
        yield message("match-none-at-all")
    if level == MUNICIPALITY and not hints and any(len(matching.found[it]) > 1 for it in left):
        yield message("match-hint")


def _written_lines(matching: "Matching", written: Path | None) -> Iterator[str]:
    from pipelines.messages import message  # noqa: PLC0415 - slow to import

    yield ""
    if not written:
        yield message("match-write-hint")
        return
    review = str(written.with_name(f"{written.stem}{REVIEWS}"))
    yield message("match-written", path=str(written))
    if matching.to_review():
        yield message("match-written-review", review=review)
    else:
        yield message("match-written-none", review=review)


def _value_line(matching: "Matching", value: "Value") -> str:
    from pipelines.cli.matched import reason  # noqa: PLC0415 - slow to import
    from pipelines.messages import message  # noqa: PLC0415
    from pipelines.report.visible import visible  # noqa: PLC0415

    found = matching.found[value]
    said = "; ".join(map(_candidate, found)) or message("match-no-candidate")
    why = f" ({reason(found, value)})" if found else ""
    return visible(f"  • «\u00a0{value[0]}\u00a0»{why}\u00a0: {said}")


def _candidate(item: "Candidate") -> str:
    about = f" ({item.entity.about})" if item.entity.about else ""
    return f"{item.entity.identifier} {item.entity.name}{about}"
