"""`donneesqc restaurer`: publish an older version again, as a new one."""

import argparse

from pipelines.cli.asking import add_yes, confirm, need_answer
from pipelines.cli.codes import INVALID
from pipelines.cli.numbers import whole_number
from pipelines.cli.session import add_table, open_session, table_of
from pipelines.messages import Refusal, message

SUMMARY = "Remettre en ligne une version antérieure."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    add_table(parser)
    parser.add_argument(
        "--version",
        type=whole_number(1),
        required=True,
        metavar="N",
        help="le numéro de la version",
    )
    add_yes(parser)


def run(options: argparse.Namespace) -> int:
    """Restore the version once the person agrees, and wait until it is live."""
    from pipelines.cli.amounts import moment  # noqa: PLC0415
    from pipelines.cli.following import await_end  # noqa: PLC0415 - slow to import
    from pipelines.publish.versions import restore_version, show_version  # noqa: PLC0415

    need_answer(options)
    portal, table = open_session(options.portail, options.langue), table_of(options)
    version = show_version(portal, table, options.version)
    if version.withdrawn:
        raise Refusal("command-version-withdrawn", version=version.number)
    if version.live:
        raise Refusal("command-version-live", version=version.number)
    question = message(
        "command-ask-restore",
        options.langue,
        version=version.number,
        date=moment(version.created),
        rows=version.rows or 0,
    )
    if not confirm(question, options):
        print(message("command-nothing-done", options.langue))  # noqa: T201 - the command speaks
        return INVALID
    deposit = restore_version(portal, table, version.number)
    return await_end(portal, deposit.id, options.langue)
