"""Deposit a checked file: show the difference, ask, send, wait until readers see it."""

import argparse
from collections.abc import Iterable
from dataclasses import replace

from pipelines.cli.asking import confirm
from pipelines.cli.codes import INVALID, VALID
from pipelines.cli.following import await_end
from pipelines.cli.transfer import Transfer
from pipelines.messages import Refusal, message
from pipelines.publish import Portal, deposits
from pipelines.publish.parts import send_parts
from pipelines.publish.patience import passing


def deposit_file(
    portal: Portal,
    sending: deposits.Sending,
    preview: Iterable[str],
    options: argparse.Namespace,
) -> int:
    """Deposit the file unless the portal has it or the person says no; return the exit code."""
    language = options.langue
    found = deposits.create_deposit(portal, sending)
    if found.state == deposits.UNCHANGED:
        print(message("command-unchanged", language, address=found.address))  # noqa: T201
        return VALID
    if found.state != deposits.RECEIVING:
        print(message("command-under-way", language))  # noqa: T201 - the command speaks here
        return await_end(portal, found.id, language)
    if not _agreed(preview, options):
        deposits.cancel_deposit(portal, found.id)
        print(message("command-not-published", language))  # noqa: T201
        return INVALID
    _send(portal, found, sending, language)
    return await_end(portal, found.id, language)


def _agreed(preview: Iterable[str], options: argparse.Namespace) -> bool:
    """Show what publishing changes and ask; an interruption meanwhile is no."""
    try:
        print("\n".join(preview), flush=True)  # noqa: T201
        return confirm(message("command-ask-publish", options.langue), options)
    except KeyboardInterrupt:
        return False


def _send(
    portal: Portal, found: deposits.Deposit, sending: deposits.Sending, language: str
) -> None:
    """Send what the portal lacks; say after an interruption how to go on."""
    if found.received:
        print(message("command-resumed", language), flush=True)  # noqa: T201
    watch = Transfer(sending.size, language)
    try:
        send_parts(portal, replace(found, size=sending.size), sending.path, watch)
    except KeyboardInterrupt as stop:
        raise Refusal("command-interrupted") from stop
    except Refusal as refusal:
        if not passing(refusal):
            raise
        raise Refusal("command-cut-off", portal=portal.address) from refusal
    finally:
        watch.end()
    deposits.submit_deposit(portal, found.id)
