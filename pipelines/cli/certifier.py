"""`donneesqc certifier JEU --simuler`: put a reference dataset to the tests, changing nothing."""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.cli.codes import INVALID, VALID
from pipelines.cli.session import add_portal, chosen_address, dataset_name
from pipelines.messages import Refusal, message

if TYPE_CHECKING:
    from pipelines.certification.judge import Result

SUMMARY = "Soumettre un jeu de référence du portail à tous les tests de la certification."
MARKS = {True: "✓", False: "✗", None: "?"}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("jeu", help="le nom ou l’adresse du jeu de référence")
    parser.add_argument(
        "--simuler", action="store_true", help="tester d’ici, sans rien changer au portail"
    )
    add_portal(parser)


def run(options: argparse.Namespace) -> int:
    """Print the answer of each test, then what to correct first; 0 when nothing failed."""
    from pipelines.certification.gathering import gather, open_site  # noqa: PLC0415 - slow
    from pipelines.certification.judge import all_pass, judge  # noqa: PLC0415

    if not options.simuler:
        raise Refusal("certify-simulate")
    address = chosen_address(options.portail)
    if not address:
        raise Refusal("portal-no-address")
    today = datetime.now(UTC).date()
    with (
        tempfile.TemporaryDirectory(prefix="donneesqc-certifier-") as scratch,
        open_site(address) as site,
    ):
        results = judge(gather(site, dataset_name(options.jeu), Path(scratch), today))
    print("\n".join(_lines(results, options.langue)))  # noqa: T201 - the command speaks here
    return VALID if all_pass(results) else INVALID


def _lines(results: Sequence["Result"], language: str) -> Iterator[str]:
    from pipelines.certification.judge import to_correct  # noqa: PLC0415
    from pipelines.report.visible import visible  # noqa: PLC0415 - slow to import

    for result in results:
        verdict = result.verdict
        yield f"{MARKS[verdict.passed]} {result.title(language)}"
        yield visible(f"    {verdict.sentence(language)}")
    wanting = to_correct(results)
    if wanting:
        first = message("certify-first", language)
        yield f"\n{first}"
    for rank, result in enumerate(wanting, start=1):
        yield visible(f"{rank}. {result.title(language)}")
        yield from (visible(f"   {sample}") for sample in result.verdict.samples)
        yield f"   {result.fix(language)}"
