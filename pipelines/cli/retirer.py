"""`donneesqc retirer`: erase versions for good, as for personal information."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.cli.asking import add_yes, confirm, need_answer
from pipelines.cli.codes import INVALID, VALID
from pipelines.cli.session import add_table, open_session, table_of
from pipelines.messages import Refusal, message

if TYPE_CHECKING:
    from pipelines.publish.versions import Version, Withdrawal

SUMMARY = "Retirer des versions pour toujours (renseignements personnels, par exemple)."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    add_table(parser)
    parser.add_argument(
        "--version", type=int, nargs="+", required=True, metavar="N", help="les numéros à retirer"
    )
    parser.add_argument("--motif", required=True, help="pourquoi; il sera public")
    parser.add_argument("--decision-de", "--décision-de", default="", metavar="NOM", help="de qui")
    add_yes(parser)


def run(options: argparse.Namespace) -> int:
    """Withdraw the versions once the person has read what goes and what stays."""
    from pipelines.publish.versions import list_versions, withdraw_version  # noqa: PLC0415

    need_answer(options)
    if not options.motif.strip():
        raise Refusal("command-no-reason")
    portal, table = open_session(options.portail), table_of(options)
    versions = list_versions(portal, table)
    chosen = _chosen(versions, options.version, options.jeu)
    print("\n".join(_what_goes(versions, chosen, options)), file=sys.stderr)  # noqa: T201
    if not confirm(message("command-ask-withdraw", options.langue), options):
        print(message("command-nothing-done", options.langue))  # noqa: T201 - the command speaks
        return INVALID
    gone: set[int] = set()
    for version in chosen:
        if version.number not in gone:
            done = withdraw_version(
                portal, table, version.number, options.motif, options.decision_de
            )
            gone |= {done.number, *done.also}
            print("\n".join(_done_lines(done, options.langue)))  # noqa: T201
    return VALID


def _chosen(versions: "tuple[Version, ...]", numbers: list[int], dataset: str) -> "list[Version]":
    """Return the versions asked for; raises Refusal at one that isn't there or is gone."""
    known = {version.number: version for version in versions}
    for number in numbers:
        if number not in known:
            raise Refusal("portal-no-version", name=dataset, number=str(number))
        if known[number].withdrawn:
            raise Refusal("command-version-withdrawn", version=number)
    return [known[number] for number in dict.fromkeys(numbers)]


def _what_goes(
    versions: "tuple[Version, ...]", chosen: "list[Version]", options: argparse.Namespace
) -> Iterator[str]:
    """Yield each version that will be erased, then those that stay."""
    from pipelines.cli.amounts import moment  # noqa: PLC0415

    language = options.langue
    yield message("command-will-erase", language)
    for version in chosen:
        yield "  • " + message(
            "command-version-card",
            language,
            version=version.number,
            date=moment(version.created),
            rows=version.rows or 0,
            files=len(version.files),
        )
    if any(version.live for version in chosen):
        yield "  ! " + message("command-erases-live", language)
    others = [v for v in versions if v not in chosen and not v.withdrawn]
    sharing = [v.number for v in others if any(v.shares(gone) for gone in chosen)]
    if sharing:
        same = ", ".join(map(str, sorted(sharing)))
        yield "  ! " + message("command-erases-others", language, numbers=same)
    kept = [v.number for v in others if v.number not in sharing]
    numbers = ", ".join(map(str, sorted(kept)))
    if kept:
        yield message("command-versions-left", language, count=len(kept), numbers=numbers)
    else:
        yield message("command-no-version-left", language)


def _done_lines(done: "Withdrawal", language: str) -> Iterator[str]:
    yield message("command-withdrawn", language, version=done.number)
    if done.also:
        numbers = ", ".join(map(str, done.also))
        yield "  " + message("command-withdrawn-also", language, numbers=numbers)
    if done.live is None:
        yield "  " + message("command-nothing-live", language)
    else:
        yield "  " + message("command-live-is", language, version=done.live)
    if done.still_in:
        yield "  ! " + message("command-still-in", language, names=", ".join(done.still_in))
