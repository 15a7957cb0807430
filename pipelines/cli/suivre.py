"""`donneesqc suivre`: say where a deposit stands, or list the latest ones."""

import argparse
from typing import TYPE_CHECKING

from pipelines.cli.codes import INVALID, VALID
from pipelines.cli.session import add_portal, dataset_name, open_session
from pipelines.messages import Refusal, message

if TYPE_CHECKING:
    from pipelines.publish import Portal
    from pipelines.publish.deposits import Deposit

SUMMARY = "Dire où en est un dépôt, ou énumérer les derniers."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    parser.add_argument("id", nargs="?", default="", help="le dépôt; sans lui, les derniers")
    parser.add_argument("--jeu", metavar="NOM", help="les dépôts de ce jeu de données")
    parser.add_argument("--attendre", action="store_true", help="attendre la fin du dépôt")
    add_portal(parser)


def run(options: argparse.Namespace) -> int:
    """Print the deposit and its steps, or one line for each of the latest deposits."""
    from pipelines.publish.deposits import list_deposits  # noqa: PLC0415 - slow to import

    if options.attendre and not options.id:
        raise Refusal("command-wait-for-which")
    dataset = "" if options.jeu is None else dataset_name(options.jeu)
    portal = open_session(options.portail, options.langue)
    if options.id:
        return _follow(portal, options)
    found = list_deposits(portal, dataset)
    lines = [_line(deposit, options.langue) for deposit in found]
    print("\n".join(lines) or message("command-no-deposits", options.langue))  # noqa: T201
    return VALID


def _follow(portal: "Portal", options: argparse.Namespace) -> int:
    from pipelines.cli.following import await_end, deposit_lines, end_lines  # noqa: PLC0415
    from pipelines.publish.deposits import QUARANTINED, show_deposit  # noqa: PLC0415

    deposit = show_deposit(portal, options.id, report=True)
    if options.attendre:
        return await_end(portal, options.id, options.langue)
    print("\n".join(deposit_lines(deposit, options.langue)))  # noqa: T201
    if deposit.settled:
        print("\n".join(end_lines(deposit, options.langue)))  # noqa: T201
    return INVALID if deposit.state == QUARANTINED else VALID


def _line(deposit: "Deposit", language: str) -> str:
    from pipelines.cli.amounts import moment  # noqa: PLC0415
    from pipelines.cli.following import state_said  # noqa: PLC0415
    from pipelines.report.visible import visible  # noqa: PLC0415

    state = state_said(deposit.state, language)
    where = " ".join(filter(None, (deposit.dataset, deposit.publication)))
    return visible(
        f"{moment(deposit.created)}  {state:<22}  {where}  {deposit.file_name}  {deposit.id}"
    )
