"""`donneesqc connexion`: check a token, keep it in the system's keyring, remember the portal."""

import argparse
import getpass
import os
import sys
from typing import TYPE_CHECKING

from pipelines.cli.asking import on_terminal
from pipelines.cli.codes import UNREADABLE, VALID
from pipelines.cli.session import add_portal, chosen_address, safe_address
from pipelines.messages import Refusal, message

if TYPE_CHECKING:
    from pipelines.publish import Portal

SUMMARY = "Donner une fois votre jeton du portail; il est gardé dans le trousseau du système."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the verb."""
    add_portal(parser)


def run(options: argparse.Namespace) -> int:
    """Ask the token without showing it, check it, then keep it."""
    from pipelines.cli.answering import answering  # noqa: PLC0415
    from pipelines.cli.keychain import keep_token  # noqa: PLC0415
    from pipelines.cli.remembered import remember_address  # noqa: PLC0415
    from pipelines.publish import open_portal  # noqa: PLC0415 - slow to import

    language = options.langue
    address = chosen_address(options.portail) or _ask_address(language)
    token = _ask_token(address, language)
    who, organizations = _account(answering(open_portal(address, token), language))
    print(message("command-connected", language, name=who, portal=address))  # noqa: T201
    if organizations:
        print(message("command-organizations", language, names=organizations))  # noqa: T201
    else:
        print(message("command-no-organization", language))  # noqa: T201
    _warn_of_variables(language)
    remember_address(address)
    if not keep_token(address, token):
        print(message("command-no-keyring", language), file=sys.stderr)  # noqa: T201
        return UNREADABLE
    print(message("command-token-kept", language))  # noqa: T201
    return VALID


def _warn_of_variables(language: str) -> None:
    """Say that a token of the environment comes before the one kept."""
    from pipelines.publish.portal import TOKEN, TOKEN_FILE  # noqa: PLC0415

    for name in (TOKEN, TOKEN_FILE):
        if os.environ.get(name):
            print(message("command-variable-first", language, variable=name), file=sys.stderr)  # noqa: T201


def _ask_address(language: str) -> str:
    if not on_terminal():
        raise Refusal("portal-no-address")
    sys.stderr.write(message("command-ask-address", language) + " ")
    sys.stderr.flush()
    words = sys.stdin.readline().strip()
    if not words:
        raise Refusal("portal-no-address")
    return safe_address(words)


def _ask_token(address: str, language: str) -> str:
    """Return the token typed, or the first line of what is piped in."""
    if on_terminal():
        print(message("command-where-token", language, portal=address), file=sys.stderr)  # noqa: T201
        token = getpass.getpass(message("command-ask-token", language) + " ", sys.stderr)
    else:
        token = sys.stdin.readline() if sys.stdin and not sys.stdin.closed else ""
    token = token.strip()
    if not token:
        raise Refusal("command-token-empty")
    return token


def _account(portal: "Portal") -> tuple[str, str]:
    """Return the account's name and the organisations where it may publish; raises Refusal.

    CKAN takes a wrong token for nobody's: it answers 404 or 403 to « who am I? ».
    """
    from pipelines.publish.portal import DENIED, NOT_FOUND, PortalRefusal  # noqa: PLC0415
    from pipelines.report.visible import visible  # noqa: PLC0415

    try:
        user = portal.call("user_show", {})
    except PortalRefusal as refusal:
        if refusal.status in DENIED or (refusal.status == NOT_FOUND and refusal.error):
            raise Refusal("portal-token-refused", portal=portal.address) from refusal
        raise
    allowed = portal.call("organization_list_for_user", {"permission": "create_dataset"})
    names = [item.get("display_name") or item["name"] for item in allowed]
    return visible(user.get("display_name") or user["name"]), visible(", ".join(names))
