"""`donneesqc retirer`: erase versions for good, as for personal information."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.cli.asking import add_yes, confirm, need_answer
from pipelines.cli.codes import INVALID, VALID
from pipelines.cli.numbers import whole_number
from pipelines.cli.session import add_table, open_session, table_of
from pipelines.messages import Refusal, message

if TYPE_CHECKING:
    from pipelines.publish import Portal
    from pipelines.publish.versions import Version, Withdrawal

SUMMARY = "Retirer des versions pour toujours (renseignements personnels, par exemple)."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    add_table(parser)
    parser.add_argument(
        "--version",
        type=whole_number(1),
        nargs="+",
        required=True,
        metavar="N",
        help="les numéros à retirer",
    )
    parser.add_argument("--motif", required=True, help="pourquoi; il sera public")
    parser.add_argument(
        "--decision-de",
        "--décision-de",
        default="",
        metavar="NOM",
        help="qui a décidé du retrait; ce nom sera public",
    )
    add_yes(parser)


def run(options: argparse.Namespace) -> int:
    """Withdraw the versions once the person has read what goes and what stays."""
    from pipelines.publish.versions import (  # noqa: PLC0415
        Withdrawal,
        list_versions,
        withdraw_version,
    )

    need_answer(options)
    if not options.motif.strip():
        raise Refusal("command-no-reason")
    portal, table = open_session(options.portail, options.langue), table_of(options)
    versions = list_versions(portal, table)
    chosen = _chosen(versions, options.version, options.jeu)
    print("\n".join(_what_goes(versions, chosen, options)), file=sys.stderr)  # noqa: T201
    if not confirm(message("command-ask-withdraw", options.langue), options):
        print(message("command-nothing-done", options.langue))  # noqa: T201 - the command speaks
        return INVALID
    gone: set[int] = set()
    done = Withdrawal(0)
    for version in _live_last(chosen):
        if version.number not in gone:
            done = withdraw_version(
                portal, table, version.number, options.motif, options.decision_de
            )
            gone |= {done.number, *done.also}
            print("\n".join(_done_lines(done, options.langue)), flush=True)  # noqa: T201
    return _tell_live(portal, done, options.langue)


def _live_last(chosen: "list[Version]") -> "list[Version]":
    """Return the versions, those whose withdrawal brings an older one back after the others.

    The portal would bring back one that is about to be withdrawn.
    """
    live = [version for version in chosen if version.live]
    return sorted(chosen, key=lambda version: version.live or any(map(version.shares, live)))


def _tell_live(portal: "Portal", done: "Withdrawal", language: str) -> int:
    """Say what readers see after the last withdrawal; wait for what comes back."""
    from pipelines.cli.following import await_end  # noqa: PLC0415

    if done.live is not None:
        print(message("command-live-is", language, version=done.live))  # noqa: T201
    elif not done.deposit:
        print(message("command-nothing-live", language))  # noqa: T201
    else:
        print(message("command-comes-back", language), flush=True)  # noqa: T201
        return await_end(portal, done.deposit, language)
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
    others = [v for v in versions if v not in chosen and not v.withdrawn]
    sharing = [v for v in others if any(v.shares(gone) for gone in chosen)]
    if sharing:
        yield "  ! " + message("command-erases-others", language, numbers=_numbers(sharing))
    if any(version.live for version in (*chosen, *sharing)):
        yield "  ! " + message("command-erases-live", language)
    kept = [v for v in others if v not in sharing]
    if kept:
        numbers = _numbers(kept)
        yield message("command-versions-left", language, count=len(kept), numbers=numbers)
    else:
        yield message("command-no-version-left", language)


def _numbers(versions: "list[Version]") -> str:
    return ", ".join(str(number) for number in sorted(version.number for version in versions))


def _done_lines(done: "Withdrawal", language: str) -> Iterator[str]:
    yield message("command-withdrawn", language, version=done.number)
    if done.also:
        numbers = ", ".join(map(str, done.also))
        yield "  " + message("command-withdrawn-also", language, numbers=numbers)
    if done.still_in:
        yield "  ! " + message("command-still-in", language, names=", ".join(done.still_in))
